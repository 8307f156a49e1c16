"""A component of a kind that we do not know is kept and not checked: Meta may have added it since."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import noted, of_component, refused
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "component-kind", 155, "template"
SOURCE = ("M-COMPONENTS",)
KNOWN = frozenset({
    "HEADER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL", "LIMITED_TIME_OFFER", "GREETING", "ALBUM", "CALL_PERMISSION_REQUEST",
    "TAP_TARGET_CONFIGURATION", "ATTACHMENT",
})  # fmt: skip


def check(part: Template, subject: Subject) -> Finding | None:
    odd = next((one for one in part.all_components() if one.kind not in KNOWN), None)
    if odd is None:
        return None
    if not odd.kind:
        return refused(NAME, of_component(odd), SOURCE, "missing")
    return noted(NAME, of_component(odd), SOURCE, kind=odd.kind)
