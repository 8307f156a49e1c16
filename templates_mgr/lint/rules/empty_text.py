"""A body, a text header and a footer say something (M-COMPONENTS; 2388047, 2388072, 2388073)."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import of_component, refused
from templates_mgr.lint.shape import Component, Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "empty-text", 160, "template"
SUBCODES = {"HEADER": "2388047", "BODY": "2388072", "FOOTER": "2388073"}


def check(part: Template, subject: Subject) -> Finding | None:
    fixed = part.category == "AUTHENTICATION" or "library_template_name" in part.raw
    for component in () if fixed else part.all_components():
        if component.kind in SUBCODES and _needs_text(component) and not (component.text or "").strip():
            return refused(NAME, of_component(component), (SUBCODES[component.kind], "M-COMPONENTS"), component=component.kind)
    return None


def _needs_text(component: Component) -> bool:
    if component.kind == "HEADER":
        return component.format in (None, "TEXT")
    # The minutes of a code stand in a footer without a text.
    return component.kind != "FOOTER" or "code_expiration_minutes" not in component.raw
