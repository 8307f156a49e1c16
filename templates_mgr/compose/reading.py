"""Components as they came into the editor's fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .fields import HEADER_KINDS, MAX_ROWS, ROW_KINDS, BodyFields, ButtonFields, CardFields, Fields, HeaderFields, OfferFields, OtpFields

Raw = Mapping[str, Any]
PARTS = ("HEADER", "LIMITED_TIME_OFFER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL")
CARD_PARTS = ("HEADER", "BODY", "BUTTONS")
VALUE_KEYS = {"URL": "url", "PHONE_NUMBER": "phone_number"}


def decompose(components: Sequence[Any]) -> Fields:
    found = {kind: components[place] for kind, place in places(components, PARTS).items()}
    header, body, footer, buttons = (found.get(kind, {}) for kind in ("HEADER", "BODY", "FOOTER", "BUTTONS"))
    offer = found.get("LIMITED_TIME_OFFER", {}).get("limited_time_offer")
    offer = offer if isinstance(offer, Mapping) else {}
    otp = otp_place(buttons)
    return Fields(
        header=read_header(header),
        body=read_body(body),
        footer=line(footer.get("text")),
        buttons=read_buttons(buttons),
        security=body.get("add_security_recommendation") is True,
        minutes="" if footer.get("code_expiration_minutes") is None else line(str(footer["code_expiration_minutes"])),
        otp=read_otp(_listed(buttons, "buttons")[otp]) if otp is not None else OtpFields(),
        offer=OfferFields(line(offer.get("text")), offer.get("has_expiration") is True),
        cards=read_cards(found.get("CAROUSEL", {})),
    )


def places(components: Sequence[Any], parts: tuple[str, ...]) -> dict[str, int]:
    """Where the components stand that the fields show: the first of each type."""
    found: dict[str, int] = {}
    for place, one in enumerate(components):
        kind = kind_of(one)
        if kind in parts and kind not in found and (kind != "HEADER" or header_kind(one) in HEADER_KINDS):
            found[kind] = place
    return found


def unshown(components: Sequence[Any]) -> list[Any]:
    """What the fields do not show, for reading: components, buttons and cards of other kinds, in order."""
    found = places(components, PARTS)
    rest = [one for place, one in enumerate(components) if place not in found.values()]
    buttons = components[found["BUTTONS"]] if "BUTTONS" in found else {}
    shown = {*button_places(buttons), otp_place(buttons)}
    rest += [one for place, one in enumerate(_listed(buttons, "buttons")) if place not in shown]
    cards = _listed(components[found["CAROUSEL"]] if "CAROUSEL" in found else {}, "cards")
    for card in cards[:MAX_ROWS]:
        inner = _listed(card, "components")
        card_parts = places(inner, CARD_PARTS)
        rest += [one for place, one in enumerate(inner) if place not in card_parts.values()]
    return rest + cards[MAX_ROWS:]


def kind_of(raw: Any) -> str:
    return str(raw.get("type") or "").upper() if isinstance(raw, Mapping) else ""


def header_kind(raw: Raw) -> str:
    return str(raw.get("format") or ("TEXT" if raw.get("text") is not None else "")).upper()


def read_header(raw: Raw) -> HeaderFields:
    if not raw:
        return HeaderFields()
    kind, example = header_kind(raw), _example(raw)
    key = "header_text" if kind == "TEXT" else "header_handle"
    named = _named(example, "header_text_named_params")
    values = [value for _name, value in named] or _values(example.get(key))
    return HeaderFields(kind, line(raw.get("text")), line(values[0]).strip() if values else "")


def read_body(raw: Raw) -> BodyFields:
    example = _example(raw)
    lines = [f"{name}: {value}" for name, value in _named(example, "body_text_named_params")]
    if not lines:
        rows = example.get("body_text")
        lines = _values(rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], list) else rows)
    text = raw.get("text")
    shown = text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else ""
    return BodyFields(shown, "\n".join(" ".join(one.splitlines()) for one in lines).rstrip("\n"))


def read_buttons(raw: Raw) -> tuple[ButtonFields, ...]:
    rows = _listed(raw, "buttons")
    return tuple(read_button(rows[place], place) for place in button_places(raw))


def button_places(raw: Raw) -> list[int]:
    return [place for place, one in enumerate(_listed(raw, "buttons")) if kind_of(one) in ROW_KINDS][:MAX_ROWS]


def otp_place(raw: Raw) -> int | None:
    return next((place for place, one in enumerate(_listed(raw, "buttons")) if kind_of(one) == "OTP"), None)


def read_button(raw: Raw, origin: int | None) -> ButtonFields:
    kind = kind_of(raw)
    value, sample = raw.get(VALUE_KEYS.get(kind, "")), _values(raw.get("example"))
    if kind == "FLOW":
        value, sample = raw.get("flow_id") or raw.get("flow_name"), _values(raw.get("navigate_screen"))
    return ButtonFields(kind, line(raw.get("text")), line(value).strip(), line(sample[0]).strip() if sample else "", origin)


def read_otp(raw: Raw) -> OtpFields:
    apps = [one for one in _listed(raw, "supported_apps") if isinstance(one, Mapping)]
    lines = (f"{line(one.get('package_name'))} {line(one.get('signature_hash'))}".strip() for one in apps)
    kind, terms = line(raw.get("otp_type")).upper(), raw.get("zero_tap_terms_accepted") is True
    return OtpFields(kind, line(raw.get("text")), line(raw.get("autofill_text")), "\n".join(lines).strip(), terms)


def read_cards(raw: Raw) -> tuple[CardFields, ...]:
    return tuple(read_card(card, place) for place, card in enumerate(_listed(raw, "cards")[:MAX_ROWS]))


def read_card(raw: Any, origin: int | None) -> CardFields:
    components = _listed(raw, "components")
    found = {kind: components[place] for kind, place in places(components, CARD_PARTS).items()}
    header, body, buttons = (found.get(kind, {}) for kind in CARD_PARTS)
    return CardFields(read_header(header), read_body(body), read_buttons(buttons), origin)


def line(value: Any) -> str:
    """As a field of one line holds it."""
    return value.replace("\r", "").replace("\n", "") if isinstance(value, str) else "" if value is None else str(value)


def _listed(raw: Any, key: str) -> list[Any]:
    value = raw.get(key) if isinstance(raw, Mapping) else None
    return value if isinstance(value, list) else []


def _example(raw: Raw) -> Raw:
    example = raw.get("example")
    return example if isinstance(example, Mapping) else {}


def _values(value: Any) -> list[str]:
    many = value if isinstance(value, list) else [value]
    return [str(one) for one in many if one is not None]


def _named(example: Raw, key: str) -> list[tuple[str, str]]:
    rows = example.get(key)
    rows = rows if isinstance(rows, list) else []
    return [(str(one.get("param_name", "")), str(one.get("example", ""))) for one in rows if isinstance(one, Mapping)]
