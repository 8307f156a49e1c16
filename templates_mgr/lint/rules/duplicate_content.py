"""The body and footer of another template are refused (M-REVIEW), but for AUTHENTICATION; a name may carry other languages."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding, Place, Severity, Verdict
from templates_mgr.lint.folding import fold
from templates_mgr.lint.parts import MAX_JUDGED_CHARS
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "duplicate-content", 650, "template"
SOURCE = ("M-REVIEW",)
GONE = frozenset({"REJECTED", "DELETED", "PENDING_DELETION"})
MIN_LETTERS = 20


def check(part: Template, subject: Subject) -> Finding | None:
    if part.category == "AUTHENTICATION" or part.library or not subject.state:
        return None
    body, own = subject.body, _content(part)
    if body is None or sum(map(len, own)) < 1:
        return None
    others = [one for one in subject.state if one.name != part.name and one.category != "AUTHENTICATION" and one.status not in GONE]
    same = next((one for one in others if _content(one) == own), None)
    if same is not None:
        return Finding(NAME, Severity.ERROR, Place("BODY"), SOURCE, effect=Verdict.REJECT, seen={"other": same.name})
    bare = _bare(own)
    near = next((one for one in others if _bare(_content(one)) == bare), None) if sum(map(len, bare)) >= MIN_LETTERS else None
    return Finding(NAME, Severity.INFO, Place("BODY"), SOURCE, variant="near", seen={"other": near.name}) if near else None


def _content(template: Template) -> tuple[str, str]:
    """Body and footer with plain white space."""
    texts = (template.first(kind) for kind in ("BODY", "FOOTER"))
    body, footer = (" ".join((one.text if one and one.text else "").split()) for one in texts)
    return body, footer


def _bare(content: tuple[str, str]) -> tuple[str, ...]:
    """Letters only: what differs in a sign, a capital or the name of a variable is nearly the same."""
    return tuple("".join(filter(str.isalpha, fold(one[:MAX_JUDGED_CHARS]).text)) for one in content)
