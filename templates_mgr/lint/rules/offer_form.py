"""A limited-time offer has a text of at most 16 characters (M-SPECIAL; 2388040)."""

from __future__ import annotations

from collections.abc import Mapping

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import of_component, refused
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "offer-form", 405, "template"
SOURCE = ("M-SPECIAL",)
MAX_CHARS = 16


def check(part: Template, subject: Subject) -> Finding | None:
    component = part.first("LIMITED_TIME_OFFER")
    if component is None:
        return None
    inner = component.raw.get("limited_time_offer")
    text = inner.get("text") if isinstance(inner, Mapping) else None
    if not isinstance(text, str) or not text.strip():
        return refused(NAME, of_component(component), SOURCE, "missing")
    if len(text) > MAX_CHARS:
        return refused(NAME, of_component(component), ("2388040", *SOURCE), chars=len(text), most=MAX_CHARS)
    return None
