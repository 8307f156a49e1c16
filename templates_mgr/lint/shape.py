"""Reads a template in the shape of Meta's create call. What has the wrong type is refused with its path; what is merely unknown is kept.

A key that is missing is not an error of shape: the rules say what it leads to. Kinds of components and buttons that Meta adds later stay
in `raw`, so that nothing that came in is ever dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_DEPTH = 24
MAX_COMPONENTS, MAX_BUTTONS, MAX_CARDS = 100, 1_000, 100
TEXT_TYPES = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object", type(None): "null"}
NEEDED = ("name", "language", "category", "components")


class ShapeError(ValueError):
    """`path`: where in the JSON, as `components[1].text`; `expected`: what should stand there."""

    def __init__(self, path: str, expected: str, found: str) -> None:
        super().__init__(f"{path}: expected {expected}, not {found}")
        self.path, self.expected, self.found = path, expected, found


@dataclass(frozen=True, slots=True)
class Button:
    """`kind` is Meta's type in capitals, unknown ones too; `position` counts from 0 within its BUTTONS component."""

    kind: str
    position: int
    text: str | None = None
    url: str | None = None
    phone_number: str | None = None
    example: tuple[str, ...] = ()
    card: int | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Component:
    """`example` as it came; `text` is None where there is none (media, authentication)."""

    kind: str
    text: str | None = None
    format: str | None = None
    example: Mapping[str, Any] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    cards: tuple[Card, ...] = ()
    card: int | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Card:
    position: int
    components: tuple[Component, ...]

    def first(self, kind: str) -> Component | None:
        return next((one for one in self.components if one.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Template:
    """Texts that are missing are empty. `library`: an unmodified item of Meta's own library. `status`, `purpose`: of those that exist."""

    name: str = ""
    language: str = ""
    category: str = ""
    parameter_format: str = ""
    components: tuple[Component, ...] = ()
    library: bool = False
    status: str = ""
    purpose: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)

    def first(self, kind: str) -> Component | None:
        return next((one for one in self.components if one.kind == kind), None)

    def all_components(self) -> tuple[Component, ...]:
        """Those of carousel cards too, each after the carousel."""
        inner = (one for component in self.components for card in component.cards for one in card.components)
        return (*self.components, *inner)

    def all_buttons(self) -> tuple[Button, ...]:
        return tuple(button for component in self.all_components() for button in component.buttons)


def read_template(data: object, path: str = "template") -> Template:
    """ShapeError names what is wrong and where; nesting and counts are bounded."""
    raw = _object(data, path)
    _check_depth(raw, path)
    if not any(key in raw for key in NEEDED):
        raise ShapeError(path, f"an object with {', '.join(NEEDED[:-1])} and {NEEDED[-1]}", "an object with none of them")
    dot = f"{path}."
    components = _list(raw, "components", dot, MAX_COMPONENTS)
    return Template(
        name=_text(raw, "name", dot) or "",
        language=_text(raw, "language", dot) or "",
        category=(_text(raw, "category", dot) or "").upper(),
        parameter_format=(_text(raw, "parameter_format", dot) or "").upper(),
        components=tuple(_component(one, f"{dot}components[{place}]", None) for place, one in enumerate(components)),
        library=_flag(raw, "library", dot) or bool(_text(raw, "library_template_name", dot)),
        status=(_text(raw, "status", dot) or "").upper(),
        purpose=_text(raw, "purpose", dot) or "",
        raw=raw,
    )


def _component(data: object, path: str, card: int | None) -> Component:
    raw = _object(data, path)
    dot = f"{path}."
    kind = (_text(raw, "type", dot) or "").upper()
    example = raw.get("example")
    buttons = _list(raw, "buttons", dot, MAX_BUTTONS)
    cards = _list(raw, "cards", dot, MAX_CARDS)
    return Component(
        kind=kind,
        text=_text(raw, "text", dot),
        format=(_text(raw, "format", dot) or "").upper() or None,
        example=_object(example, f"{dot}example") if example is not None else {},
        buttons=tuple(_button(one, f"{dot}buttons[{place}]", place, card) for place, one in enumerate(buttons)),
        cards=tuple(_card(one, f"{dot}cards[{place}]", place) for place, one in enumerate(cards)),
        card=card,
        raw=raw,
    )


def _card(data: object, path: str, position: int) -> Card:
    raw = _object(data, path)
    rows = _list(raw, "components", f"{path}.", MAX_COMPONENTS)
    return Card(position, tuple(_component(one, f"{path}.components[{place}]", position) for place, one in enumerate(rows)))


def _button(data: object, path: str, position: int, card: int | None) -> Button:
    raw = _object(data, path)
    dot = f"{path}."
    return Button(
        kind=(_text(raw, "type", dot) or "").upper(),
        position=position,
        text=_text(raw, "text", dot),
        url=_text(raw, "url", dot),
        phone_number=_text(raw, "phone_number", dot),
        example=_examples(raw.get("example"), f"{dot}example"),
        card=card,
        raw=raw,
    )


def _examples(value: object, path: str) -> tuple[str, ...]:
    """A text (copy code) or a list of texts (URL)."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list):
        raise ShapeError(path, "text or a list of texts", type_name(value))
    for place, one in enumerate(value):
        if not isinstance(one, str):
            raise ShapeError(f"{path}[{place}]", "text", type_name(one))
    return tuple(value)


def type_name(value: object) -> str:
    return TEXT_TYPES.get(type(value), type(value).__name__)


def _object(value: object, path: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ShapeError(path, "an object", type_name(value))
    return value


def _text(raw: Mapping[str, Any], key: str, dot: str) -> str | None:
    value = raw.get(key)
    if value is not None and not isinstance(value, str):
        raise ShapeError(f"{dot}{key}", "text", type_name(value))
    return value


def _flag(raw: Mapping[str, Any], key: str, dot: str) -> bool:
    value = raw.get(key, False)
    if value is not None and not isinstance(value, bool):
        raise ShapeError(f"{dot}{key}", "true or false", type_name(value))
    return bool(value)


def _list(raw: Mapping[str, Any], key: str, dot: str, most: int) -> list[Any]:
    value = raw.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise ShapeError(f"{dot}{key}", "a list", type_name(value))
    if len(value) > most:
        raise ShapeError(f"{dot}{key}", f"at most {most} entries", f"{len(value)}")
    return value


def _check_depth(data: object, path: str) -> None:
    level, depth = [data], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise ShapeError(path, f"at most {MAX_DEPTH} levels of nesting", "more")
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, Mapping) else outer if isinstance(outer, list) else ())
            if isinstance(inner, Mapping | list)
        ]
