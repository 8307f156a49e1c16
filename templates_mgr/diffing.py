"""What differs between two texts of a template: two versions of ours, or ours and what Meta has. Pure.

Both come as Meta's create call. What Meta is known to answer otherwise than it was sent is no difference: types in other letters, the
order of components, POSITIONAL where nothing was said, a one-time-code button as type URL, samples and media handles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
MAX_COMPARED_CHARS = 4_000
KNOWN = ("HEADER", "BODY", "FOOTER")
# Of a button: what a customer sees or presses.
BUTTON_KEYS = ("text", "url", "phone_number", "flow_id", "flow_action", "navigate_screen")
CALL_KEYS = ("category", "parameter_format", "message_send_ttl_seconds")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: `kept`, `gone` (only in the first) or `added` (only in the second)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """`part` names it: category, HEADER, BODY, FOOTER, BUTTON 1, CARD 2 BODY, or the type of a component kept as JSON."""

    part: str
    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(_pieces(self.before, self.after))


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """In the order in which the parts stand in the second, then those that only the first has."""
    old, new = dict(_parts(before)), dict(_parts(after))
    names = [*new, *(name for name in old if name not in new)]
    return [Difference(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name, "") != new.get(name, "")]


def _parts(call: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in CALL_KEYS:
        value = call.get(key)
        if value not in (None, "") and (key, str(value).upper()) != ("parameter_format", "POSITIONAL"):
            yield key, str(value).upper() if isinstance(value, str) else str(value)
    components = [one for one in call.get("components") or () if isinstance(one, Mapping)]
    yield from _component_parts(components, "")


def _component_parts(components: list[Mapping[str, Any]], prefix: str) -> Iterator[tuple[str, str]]:
    for component in components:
        kind = str(component.get("type", "")).upper()
        if kind in KNOWN:
            yield f"{prefix}{kind}", _text_of(component)
        elif kind == "BUTTONS":
            for number, button in enumerate(component.get("buttons") or (), start=1):
                yield f"{prefix}BUTTON {number}", _button(button)
        elif kind == "CAROUSEL":
            for number, card in enumerate(component.get("cards") or (), start=1):
                yield from _component_parts(list(card.get("components") or ()), f"{prefix}CARD {number} ")
        else:
            yield f"{prefix}{kind}", _plain({key: value for key, value in component.items() if key not in ("type", "example")})


def _text_of(component: Mapping[str, Any]) -> str:
    form = str(component.get("format") or "").upper()
    if form not in ("", "TEXT"):
        return f"[{form}]"
    if component.get("text") is not None:
        return str(component["text"])
    return _plain({key: value for key, value in component.items() if key not in ("type", "format", "example")})


def _button(button: Mapping[str, Any]) -> str:
    kind = str(button.get("type", "")).upper()
    if kind == "OTP" or (kind == "URL" and "otp_type" in str(button.get("url", ""))):
        return "[OTP]"
    shown = (str(button[key]) for key in BUTTON_KEYS if button.get(key))
    return f"[{kind}] {' · '.join(shown)}".strip()


def _plain(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""


def _pieces(before: str, after: str) -> Iterator[Piece]:
    if len(before) > MAX_COMPARED_CHARS or len(after) > MAX_COMPARED_CHARS:
        yield from (Piece(kind, text) for kind, text in (("gone", before), ("added", after)) if text)
        return
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    for step, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            yield Piece("kept", "".join(old[old_from:old_to]))
            continue
        if old_to > old_from:
            yield Piece("gone", "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Piece("added", "".join(new[new_from:new_to]))
