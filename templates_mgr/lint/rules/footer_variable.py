"""A footer is plain text: the component page offers no sample for a variable of it (M-COMPONENTS; 2388073). Two other pages differ."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import refused, whole
from templates_mgr.lint.parts import TextPart
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "footer-variable", 370, "text"
SOURCE = ("2388073", "M-COMPONENTS")


def check(part: TextPart, subject: Subject) -> Finding | None:
    if part.component != "FOOTER" or not part.variables:
        return None
    first = part.variables[0]
    return refused(NAME, whole(part, first.start, first.end), SOURCE, variable=first.name)
