"""What the editor's fields hold: texts, as a person types them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

HEADER_KINDS = ("TEXT", "IMAGE", "VIDEO", "GIF", "DOCUMENT", "LOCATION", "PRODUCT")
# Buttons with a row of their own; a one-time code has a section instead.
ROW_KINDS = ("QUICK_REPLY", "URL", "PHONE_NUMBER", "VOICE_CALL", "COPY_CODE", "FLOW", "CATALOG", "MPM", "SPM", "REQUEST_CONTACT_INFO")
MAX_ROWS = 20  # of buttons or cards; what is beyond stays as it came
BUTTONS, CARDS = "button", "card"


@dataclass(frozen=True, slots=True)
class HeaderFields:
    kind: str = ""
    text: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True)
class BodyFields:
    """`samples`: one a line."""

    text: str = ""
    samples: str = ""


@dataclass(frozen=True, slots=True)
class ButtonFields:
    """`value`: link, phone number or Flow; `sample`: of the link or the code, or the first screen of the Flow. `origin`: see Fields."""

    kind: str = ""
    text: str = ""
    value: str = ""
    sample: str = ""
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class CardFields:
    header: HeaderFields = HeaderFields()
    body: BodyFields = BodyFields()
    buttons: tuple[ButtonFields, ...] = ()
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class OtpFields:
    """`apps`: package and signature hash, one app a line."""

    kind: str = ""
    text: str = ""
    autofill: str = ""
    apps: str = ""
    terms: bool = False


@dataclass(frozen=True, slots=True)
class OfferFields:
    text: str = ""
    expires: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """`origin` of a row: its place among the buttons or cards that the editor opened, None for a new one."""

    header: HeaderFields = HeaderFields()
    body: BodyFields = BodyFields()
    footer: str = ""
    buttons: tuple[ButtonFields, ...] = ()
    security: bool = False
    minutes: str = ""
    otp: OtpFields = OtpFields()
    offer: OfferFields = OfferFields()
    cards: tuple[CardFields, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        return self.header.text, self.body.text, *(one.body.text for one in self.cards)


def to_flat(fields: Fields) -> dict[str, str]:
    flat = {
        "footer": fields.footer,
        "security": _tick(fields.security),
        "minutes": fields.minutes,
        "otp_kind": fields.otp.kind,
        "otp_text": fields.otp.text,
        "otp_autofill": fields.otp.autofill,
        "otp_apps": fields.otp.apps,
        "otp_terms": _tick(fields.otp.terms),
        "offer_text": fields.offer.text,
        "offer_expires": _tick(fields.offer.expires),
    }
    flat |= _flat_part("", fields.header, fields.body, fields.buttons)
    for number, card in enumerate(fields.cards):
        prefix = f"{CARDS}-{number}-"
        flat |= _flat_part(prefix, card.header, card.body, card.buttons) | {f"{prefix}origin": _origin(card.origin)}
    return flat


def from_flat(data: Mapping[str, Any]) -> Fields:
    """Of anything that a browser may send: what is missing is empty, a tick is any word but `false`."""

    def text(name: str) -> str:
        return str(data.get(name) or "").replace("\r\n", "\n").replace("\r", "\n")

    def tick(name: str) -> bool:
        return text(name).lower() not in ("", "false", "off")

    cards = (
        CardFields(*_part(f"{prefix}-", text, data), origin=_number(text(f"{prefix}-origin")))
        for prefix in _rows(CARDS, data, "header_kind")
    )
    header, body, buttons = _part("", text, data)
    return Fields(
        header=header,
        body=body,
        footer=text("footer"),
        buttons=buttons,
        security=tick("security"),
        minutes=text("minutes").strip(),
        otp=OtpFields(text("otp_kind"), text("otp_text"), text("otp_autofill"), text("otp_apps").strip(), tick("otp_terms")),
        offer=OfferFields(text("offer_text"), tick("offer_expires")),
        cards=tuple(cards),
    )


def _flat_part(prefix: str, header: HeaderFields, body: BodyFields, buttons: tuple[ButtonFields, ...]) -> dict[str, str]:
    flat = {
        f"{prefix}header_kind": header.kind,
        f"{prefix}header_text": header.text,
        f"{prefix}header_sample": header.sample,
        f"{prefix}body": body.text,
        f"{prefix}body_samples": body.samples,
    }
    for number, one in enumerate(buttons):
        row = f"{prefix}{BUTTONS}-{number}-"
        flat |= {f"{row}kind": one.kind, f"{row}text": one.text, f"{row}value": one.value, f"{row}sample": one.sample}
        flat[f"{row}origin"] = _origin(one.origin)
    return flat


def _part(prefix: str, text: Callable[[str], str], data: Mapping[str, Any]) -> tuple[HeaderFields, BodyFields, tuple[ButtonFields, ...]]:
    header = HeaderFields(text(f"{prefix}header_kind"), text(f"{prefix}header_text"), text(f"{prefix}header_sample").strip())
    body = BodyFields(text(f"{prefix}body"), text(f"{prefix}body_samples").rstrip("\n"))
    return header, body, tuple(_button(row, text) for row in _rows(f"{prefix}{BUTTONS}", data, "kind"))


def _button(row: str, text: Callable[[str], str]) -> ButtonFields:
    kind, label, value, sample = (text(f"{row}-{name}") for name in ("kind", "text", "value", "sample"))
    return ButtonFields(kind, label, value.strip(), sample.strip(), _number(text(f"{row}-origin")))


def _rows(prefix: str, data: Mapping[str, Any], mark: str) -> Iterator[str]:
    """The rows that came, whichever numbers they have."""
    return (f"{prefix}-{number}" for number in range(MAX_ROWS) if f"{prefix}-{number}-{mark}" in data)


def _tick(value: bool) -> str:
    return "on" if value else ""


def _origin(value: int | None) -> str:
    return "" if value is None else str(value)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
