"""Predicts what Meta makes of a template. Pure: no ORM, no request, no clock.

    read_template()      Meta's create call as JSON → Template; ShapeError with the path of what is wrong
    lint()               a template, those that exist, the word lists → Lint: findings, verdict, predicted category
    lint_all()           several at once, each beside the others
    list_rules()         every rule by name, in order
    explain()            a finding in words

A rule is a file of `rules/`: NAME, ORDER, LOOKS_AT and `check`. It looks at the whole template, at each text, or at each button, and
answers with a finding or None. Only what Meta documents, or what refusals have established, is an error; a lone word is never more than
a warning.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

from .explaining import explain
from .finding import Basis, Finding, Place, Severity, Verdict
from .parts import TextPart
from .shape import ShapeError, Template, read_template
from .subject import Subject
from .words import WordLists

__all__ = [
    "Basis",
    "Finding",
    "Lint",
    "Place",
    "Severity",
    "ShapeError",
    "Subject",
    "Template",
    "TextPart",
    "Verdict",
    "WordLists",
    "explain",
    "lint",
    "lint_all",
    "list_rules",
    "read_template",
]

FALLING = tuple(Verdict)
# Rules of names, components and buttons come first. What Meta wrote itself is judged by these alone: it is approved as it stands.
FIRST_OF_TEXT = 300


@dataclass(frozen=True, slots=True)
class Lint:
    findings: tuple[Finding, ...]
    verdict: Verdict
    category: str
    """What Meta is likely to make of it; the category that was asked for where nothing speaks against it."""


@cache
def list_rules() -> dict[str, ModuleType]:
    from . import rules  # noqa: PLC0415  (the package is listed, not imported by name: rules import from here)

    modules = [import_module(f"{rules.__name__}.{one.name}") for one in pkgutil.iter_modules(rules.__path__)]
    return {one.NAME: one for one in sorted((one for one in modules if hasattr(one, "NAME")), key=lambda one: (one.ORDER, one.NAME))}


def lint(template: Template, words: WordLists, state: Sequence[Template] = ()) -> Lint:
    subject = Subject(template, tuple(state), words)
    found = tuple(_findings(subject))
    verdict = min((one.effect for one in found), key=FALLING.index, default=Verdict.APPROVE)
    moved = next((one.category for one in found if one.category and one.effect is verdict), None)
    return Lint(found, verdict, moved or template.category)


def lint_all(templates: Sequence[Template], words: WordLists, state: Sequence[Template] = ()) -> list[Lint]:
    """Each is judged as the last to arrive: beside those that exist and those before it in the list."""
    known = list(state)
    found = []
    for one in templates:
        found.append(lint(one, words, known))
        known.append(one)
    return found


def _findings(subject: Subject) -> Iterable[Finding]:
    for rule in list_rules().values():
        if subject.template.library and rule.ORDER >= FIRST_OF_TEXT:
            return
        if rule.LOOKS_AT == "template":
            parts: Iterable[object] = (subject.template,)
        else:
            parts = subject.texts if rule.LOOKS_AT == "text" else subject.buttons
        for part in parts:
            finding = rule.check(part, subject)
            if finding is not None:
                yield finding
