"""Reads of the message templates."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.models import Company

from .enums import Variant
from .models import MessageTemplate


@dataclass(frozen=True, slots=True)
class TemplateCounts:
    """The five template facts; `lint_errors` is None while a template has not been checked."""

    prepared: int
    languages: int
    lint_errors: int | None
    purposes_with_3_versions: int
    max_same_type: int


def count_templates(rows: list[tuple[str, str, str, str, int | None]]) -> TemplateCounts | None:
    """From (name, language, purpose, variant, lint errors) of each template; None where there is none.

    A template in three languages is one prepared template: Meta counts languages, people count texts.
    """
    if not rows:
        return None
    names_by_purpose: dict[str, set[str]] = {}
    variants_by_purpose: dict[str, set[str]] = {}
    for name, _language, purpose, variant, _errors in rows:
        names_by_purpose.setdefault(purpose, set()).add(name)
        variants_by_purpose.setdefault(purpose, set()).add(variant)
    errors = [row[4] for row in rows]
    known = [one for one in errors if one is not None]
    return TemplateCounts(
        prepared=len({row[0] for row in rows}),
        languages=len({row[1] for row in rows}),
        # One unchecked template leaves "no errors" open, but not "there are errors".
        lint_errors=sum(known) if len(known) == len(errors) or any(known) else None,
        purposes_with_3_versions=sum(len(found) >= len(Variant) for found in variants_by_purpose.values()),
        max_same_type=max(map(len, names_by_purpose.values())),
    )


def counts_of(company: Company) -> TemplateCounts | None:
    rows = MessageTemplate.objects.filter(company=company).values_list("name", "language", "purpose", "variant", "lint_errors")
    return count_templates(list(rows))
