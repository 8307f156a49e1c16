"""An address has at most one variable, at its very end, with one sample (M-COMPONENTS)."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import of_button, refused
from templates_mgr.lint.shape import Button
from templates_mgr.lint.subject import Subject
from templates_mgr.lint.variables import find_variables

NAME, ORDER, LOOKS_AT = "url-variable", 240, "button"
SOURCE = ("M-COMPONENTS",)


def check(part: Button, subject: Subject) -> Finding | None:
    if part.kind != "URL" or not part.url:
        return None
    variables, place = find_variables(part.url), of_button(part)
    if len(variables) > 1:
        return refused(NAME, place, SOURCE, "many", count=len(variables))
    if variables and variables[0].end != len(part.url.rstrip()):
        return refused(NAME, place, SOURCE, "inside")
    if variables and not any(one.strip() for one in part.example) and not subject.template.library:
        return refused(NAME, place, SOURCE, "no_sample")
    return None
