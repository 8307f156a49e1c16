"""What a customer sees of a template on a phone, with its samples in the place of variables. Pure; nothing here is HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from .lint.shape import Button, Component, Template
from .lint.variables import VARIABLE

RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "ps", "prs"})
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{2})?")
MAX_SHOWN_CHARS = 4_096
# Meta, templates/components: with more than three buttons two are shown, and one that opens the list of all.
MOST_BUTTONS, SHOWN_OF_MANY = 3, 2
# A mark counts at the edge of a word, with a word right inside it, on one line.
STYLES = re.compile(
    r"```(?P<mono>.+?)```"
    r"|(?<!\w)\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?!\w)"
    r"|(?<!\w)_(?P<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?!\w)"
    r"|(?<!\w)~(?P<strike>[^\s~](?:[^~\n]*[^\s~])?)~(?!\w)",
    re.DOTALL,
)
HALF_OF_A_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text in one style; line breaks are in it."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A button; `text` is empty where Meta writes the label."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """`media`: the format of a header without words. `has_more`: the other buttons stand behind "See all options".

    `is_code`: Meta writes the text itself, around `code`; with the warning, and the minutes in the footer, where asked for.
    """

    media: str = ""
    header: str = ""
    body: tuple[Run, ...] = ()
    footer: str = ""
    buttons: tuple[Label, ...] = ()
    has_more: bool = False
    offer: str | None = None
    cards: tuple[Bubble, ...] = ()
    is_code: bool = False
    code: str = ""
    warns: bool = False
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """`language`: as HTML names it, empty where it is none; `direction`: ltr or rtl."""

    language: str
    direction: str
    bubble: Bubble = field(default_factory=Bubble)


def preview(template: Template) -> Preview:
    language = language_tag(template.language)
    carousel = template.first("CAROUSEL")
    bubble = _bubble({one.kind: one for one in reversed(template.components)})
    bubble = (
        replace(bubble, cards=tuple(_bubble({one.kind: one for one in reversed(card.components)}) for card in carousel.cards))
        if carousel
        else bubble
    )
    if template.category == "AUTHENTICATION":
        body, footer = template.first("BODY"), template.first("FOOTER")
        minutes = footer.raw.get("code_expiration_minutes") if footer else None
        warns = bool(body and body.raw.get("add_security_recommendation"))
        bubble = replace(bubble, is_code=True, code="123456", warns=warns, minutes=minutes if isinstance(minutes, int) else None)
    return Preview(language, direction_of(template.language), bubble)


def language_tag(code: str) -> str:
    tag = code.replace("_", "-")
    return tag if LANGUAGE_TAG.fullmatch(tag) else ""


def direction_of(code: str) -> str:
    return "rtl" if code.replace("-", "_").partition("_")[0].lower() in RIGHT_TO_LEFT else "ltr"


def _bubble(parts: Mapping[str, Component]) -> Bubble:
    header, body, footer, buttons, offer = (parts.get(kind) for kind in ("HEADER", "BODY", "FOOTER", "BUTTONS", "LIMITED_TIME_OFFER"))
    labels = tuple(_label(one) for one in buttons.buttons) if buttons else ()
    offered = offer.raw.get("limited_time_offer") if offer else None
    return Bubble(
        media=header.format or "" if header and header.format != "TEXT" else "",
        header=filled(header) if header else "",
        body=styled(filled(body)) if body else (),
        footer=legible(footer.text or "") if footer else "",
        buttons=labels[:SHOWN_OF_MANY] if len(labels) > MOST_BUTTONS else labels,
        has_more=len(labels) > MOST_BUTTONS,
        offer=legible(str(offered.get("text") or "")) if isinstance(offered, Mapping) else None,
    )


def _label(button: Button) -> Label:
    text = button.text or (str(button.raw.get("autofill_text") or "") if button.raw.get("otp_type") == "ONE_TAP" else "")
    return Label(button.kind, legible(text))


def filled(component: Component) -> str:
    """The text with samples in it; a variable without one stays as it is."""
    samples = samples_of(component)
    text = legible(component.text or "")
    return VARIABLE.sub(lambda found: samples.get(found[1].strip()) or found[0], text)[:MAX_SHOWN_CHARS]


def samples_of(component: Component) -> dict[str, str]:
    """By name of the variable; numbers count from 1."""
    found: dict[str, str] = {}
    for key, value in component.example.items():
        if not isinstance(value, list):
            continue
        if key.endswith("_named_params"):
            found |= {str(one.get("param_name")): legible(str(one.get("example") or "")) for one in value if isinstance(one, Mapping)}
        elif key in ("body_text", "header_text"):
            row = value[0] if value and isinstance(value[0], list) else value
            found |= {str(number): legible(str(one)) for number, one in enumerate(row, start=1)}
    return found


def legible(text: str) -> str:
    """Shortened to what is worth showing, and of whole characters, so that it can be sent."""
    return HALF_OF_A_CHARACTER.sub("\ufffd", text[:MAX_SHOWN_CHARS]).replace("\x00", "\ufffd")


def styled(text: str, style: Run | None = None) -> tuple[Run, ...]:
    return tuple(_runs(text, style or Run("")))


def _runs(text: str, style: Run) -> Iterator[Run]:
    done = 0
    for found in STYLES.finditer(text):
        if found.start() > done:
            yield replace(style, text=text[done : found.start()])
        name = str(found.lastgroup)
        inner = replace(style, **{name: True})  # type: ignore[arg-type]
        yield from [replace(inner, text=found[name])] if name == "mono" else _runs(found[name], inner)
        done = found.end()
    if done < len(text):
        yield replace(style, text=text[done:])
