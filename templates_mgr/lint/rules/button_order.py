"""Quick replies stand in one row without another button between them (M-COMPONENTS)."""

from __future__ import annotations

from itertools import groupby

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import of_component, refused
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "button-order", 225, "template"
SOURCE = ("M-COMPONENTS",)
MAX_BLOCKS = 2


def check(part: Template, subject: Subject) -> Finding | None:
    for component in part.all_components():
        blocks = [is_reply for is_reply, _ in groupby(component.buttons, key=lambda one: one.kind == "QUICK_REPLY")]
        if len(blocks) > MAX_BLOCKS:
            return refused(NAME, of_component(component), SOURCE)
    return None
