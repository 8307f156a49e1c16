"""The pair of name and language is unique (M-TEMPLATES); one that is being deleted is blocked for 30 days (M-MGMT; 2388023, 2388024)."""

from __future__ import annotations

from typing import Any

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import NOWHERE, refused
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "duplicate-name", 130, "template"
GONE = frozenset({"DELETED", "PENDING_DELETION"})


def check(part: Template, subject: Subject) -> Finding | None:
    mine = (part.name, _code(part))
    same = next((one for one in subject.state if (one.name, _code(one)) == mine), None)
    if same is None or not part.name:
        return None
    seen: dict[str, Any] = {"name": part.name, "language": part.language}
    if same.status in GONE:
        return refused(NAME, NOWHERE, ("2388023", "M-MGMT"), "deleted", **seen)
    return refused(NAME, NOWHERE, ("2388024", "M-TEMPLATES"), **seen)


def _code(template: Template) -> str:
    return template.language.replace("-", "_").lower()
