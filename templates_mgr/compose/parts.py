"""Header, body, footer and offer from their fields; a part that nobody changed is the part that came."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from templates_mgr.lint.variables import find_variables

from .fields import BodyFields, HeaderFields, OfferFields
from .reading import Raw, read_body, read_header

NAMED_LINE = re.compile(r"\s*([A-Za-z_]\w*)\s*:\s?(.*)")
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")
HEADER_EXAMPLES = frozenset({"header_text", "header_text_named_params", "header_handle"})
BODY_EXAMPLES = frozenset({"body_text", "body_text_named_params"})


@dataclass(frozen=True, slots=True)
class Naming:
    """Whether variables have names: now, and when the editor was opened."""

    now: bool
    was: bool


def write_header(now: HeaderFields, base: Raw | None, naming: Naming) -> Raw | None:
    was = read_header(base or {})
    if not now.kind:
        return None
    if base is not None and now == was and (naming.now == naming.was or now.kind != "TEXT"):
        return base
    made = dict(base or {"type": "HEADER"})
    put(made, "format", now.kind, was.kind)
    put(made, "text", now.text if now.kind == "TEXT" else "", was.text)
    _put_examples(made, HEADER_EXAMPLES, _header_examples(now, naming.now))
    return made


def write_body(now: BodyFields, base: Raw | None, naming: Naming, *, security: bool = False, is_fixed: bool = False) -> Raw | None:
    """`is_fixed`: the text is Meta's own, so there is a body even without words."""
    was = read_body(base or {})
    was_secure = (base or {}).get("add_security_recommendation") is True
    if base is not None and (now, security, naming.now) == (was, was_secure, naming.was):
        return base
    if not (now.text or security or is_fixed):
        return None
    made = dict(base or {"type": "BODY"})
    put(made, "text", now.text, was.text)
    if security != was_secure:
        made["add_security_recommendation"] = security
    if now.samples != was.samples or naming.now != naming.was or (naming.now and now.text != was.text):
        _put_examples(made, BODY_EXAMPLES, _body_examples(now, naming.now))
    return made


def write_footer(now: tuple[str, str], was: tuple[str, str], base: Raw | None) -> Raw | None:
    """Text, and minutes until a code expires."""
    if base is not None and now == was:
        return base
    if not any(now):
        return None
    made = dict(base or {"type": "FOOTER"})
    put(made, "text", now[0], was[0])
    if now[1] != was[1]:
        made.pop("code_expiration_minutes", None)
        if WHOLE_NUMBER.fullmatch(now[1]):
            made["code_expiration_minutes"] = int(now[1])
    return made


def write_offer(now: OfferFields, was: OfferFields, base: Raw | None) -> Raw | None:
    if base is not None and now == was:
        return base
    if now == OfferFields():
        return None
    inner = (base or {}).get("limited_time_offer")
    inner = inner if isinstance(inner, Mapping) else {}
    return {**(base or {"type": "LIMITED_TIME_OFFER"}), "limited_time_offer": {**inner, "text": now.text, "has_expiration": now.expires}}


def put(made: dict[str, Any], key: str, now: str, was: str) -> None:
    """A field that was emptied leaves no key behind."""
    if now and now != was:
        made[key] = now
    elif not now and was:
        made.pop(key, None)


def _header_examples(now: HeaderFields, named: bool) -> dict[str, Any]:
    variables = find_variables(now.text)
    if not now.sample:
        return {}
    if now.kind != "TEXT":
        return {"header_handle": [now.sample]}
    if named and variables:
        return {"header_text_named_params": [{"param_name": variables[0].name, "example": now.sample}]}
    return {"header_text": [now.sample]}


def _body_examples(now: BodyFields, named: bool) -> dict[str, Any]:
    lines = now.samples.split("\n") if now.samples else []
    if not named:
        return {"body_text": [lines]} if lines else {}
    names = list(dict.fromkeys(one.name for one in find_variables(now.text)))
    pairs = [pair for number, one in enumerate(lines) if (pair := _named_pair(one, names[number : number + 1]))]
    return {"body_text_named_params": [{"param_name": name, "example": value} for name, value in pairs]} if pairs else {}


def _named_pair(typed: str, standing_there: list[str]) -> tuple[str, str] | None:
    """`name: value`; a value alone is that of the variable at its place."""
    found = NAMED_LINE.fullmatch(typed)
    if found:
        return found[1], found[2]
    return (standing_there[0], typed) if standing_there and typed else None


def _put_examples(made: dict[str, Any], keys: frozenset[str], examples: Mapping[str, Any]) -> None:
    example = made.pop("example", None)
    kept = {key: value for key, value in (example if isinstance(example, Mapping) else {}).items() if key not in keys}
    if kept or examples:
        made["example"] = {**kept, **examples}
