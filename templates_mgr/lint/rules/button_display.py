"""More than three buttons show as two and a list; four, or quick replies beside others, do not show on desktops (M-COMPONENTS)."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import noted, of_component
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "button-display", 245, "template"
SOURCE = ("M-COMPONENTS",)
MAX_SHOWN = 3


def check(part: Template, subject: Subject) -> Finding | None:
    component = part.first("BUTTONS")
    if component is None:
        return None
    kinds = {one.kind == "QUICK_REPLY" for one in component.buttons}
    if len(component.buttons) > MAX_SHOWN:
        return noted(NAME, of_component(component), SOURCE, "many", count=len(component.buttons), most=MAX_SHOWN)
    return noted(NAME, of_component(component), SOURCE, "mixed") if len(kinds) > 1 else None
