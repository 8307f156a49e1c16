"""Too many templates of one type lower the approval of new ones, says the guide (G-AF-14)."""

from __future__ import annotations

from templates_mgr.lint.finding import Basis, Finding, Place, Severity
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "many-of-one-purpose", 860, "template"
FACT, FIGURE = "G-AF-14", "same_type_max"


def check(part: Template, subject: Subject) -> Finding | None:
    most = subject.words.figures.get(FACT, {}).get(FIGURE)
    if most is None or not part.purpose or part.library:
        return None
    # A name in several languages is one template.
    names = {one.name for one in subject.state if one.purpose == part.purpose} | {part.name}
    if len(names) <= most:
        return None
    return Finding(NAME, Severity.WARNING, Place(), (FACT,), Basis.GUIDE, seen={"templates": len(names), "most": int(most)})
