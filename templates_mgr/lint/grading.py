"""Findings on form by their grade: what Meta's API refuses when a template is created, what is likely, what is good to know."""

from __future__ import annotations

from typing import Any

from .finding import Finding, Place, Severity, Verdict
from .parts import TextPart
from .shape import Button, Component

NOWHERE = Place()


def refused(rule: str, place: Place, source: tuple[str, ...], variant: str = "", *, suggestion: str | None = None, **seen: Any) -> Finding:
    return Finding(rule, Severity.ERROR, place, source, effect=Verdict.REFUSE, variant=variant, seen=seen, suggestion=suggestion)


def warned(rule: str, place: Place, source: tuple[str, ...], variant: str = "", *, suggestion: str | None = None, **seen: Any) -> Finding:
    return Finding(rule, Severity.WARNING, place, source, variant=variant, seen=seen, suggestion=suggestion)


def noted(rule: str, place: Place, source: tuple[str, ...], variant: str = "", **seen: Any) -> Finding:
    return Finding(rule, Severity.INFO, place, source, variant=variant, seen=seen)


def whole(part: TextPart, start: int | None = None, end: int | None = None) -> Place:
    return Place(part.component, card=part.card, button=part.button, start=start, end=end)


def of_button(button: Button) -> Place:
    return Place("BUTTONS", card=button.card, button=button.position)


def of_component(component: Component) -> Place:
    return Place(component.kind, card=component.card)
