"""Templates as they stand in the database, put to the linter."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from readiness.models import Company
from readiness.rulebook import current_rulebook

from .lint import Lint, Severity, ShapeError, Template, WordLists, lint, read_template
from .models import MessageTemplate

# Raised when a rule changes what it says, so that what was judged before is judged again.
RULES_EDITION = "1"
HALF_OF_A_CHARACTER = re.compile("[\ud800-\udfff]")


def edition() -> str:
    return f"{current_rulebook().version}/{RULES_EDITION}"


@cache
def word_lists() -> WordLists:
    book = current_rulebook()
    return WordLists(book.lint_words, {name: fact.figures for name, fact in book.guide.items()})


def neighbours(company: Company, *, but: int | None = None) -> list[Template]:
    """The other templates of the company, as the linter looks at them; one that no longer reads as a template is left out."""
    rows = MessageTemplate.objects.filter(company=company)
    rows = rows.exclude(pk=but) if but else rows
    return [read_template({**one.create_call, "status": one.status, "purpose": one.purpose}) for one in rows]


def refuse_unkeepable(call: Mapping[str, Any]) -> None:
    """ShapeError where the call holds what no database keeps."""
    text = json.dumps(call, ensure_ascii=False, default=str)
    if HALF_OF_A_CHARACTER.search(text) or "\\u0000" in text.replace("\\\\", ""):
        raise ShapeError("template", "text of whole characters", "half of a character, or the character NUL")


def judged(call: Mapping[str, Any], state: Sequence[Template]) -> Lint:
    """ShapeError where the call has no template's shape, or holds what no database keeps."""
    refuse_unkeepable(call)
    return lint(read_template(call), word_lists(), state)


def errors_of(found: Lint) -> int:
    return sum(one.severity is Severity.ERROR for one in found.findings)
