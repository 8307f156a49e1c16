"""Reads of the message templates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from readiness.models import Company

from .enums import Status, Variant
from .life import Allowance, edits_left
from .models import MessageTemplate, TemplateVersion


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
    names, languages, errors, is_unchecked = set(), set(), 0, False
    names_by_purpose: dict[str, set[str]] = {}
    variants_by_purpose: dict[str, set[str]] = {}
    for name, language, purpose, variant, found in rows:
        names.add(name)
        languages.add(language)
        if found is None:
            is_unchecked = True
        else:
            errors += found
        if purpose in names_by_purpose:
            names_by_purpose[purpose].add(name)
            variants_by_purpose[purpose].add(variant)
        else:
            names_by_purpose[purpose], variants_by_purpose[purpose] = {name}, {variant}
    return TemplateCounts(
        prepared=len(names),
        languages=len(languages),
        # One unchecked template leaves "no errors" open, but not "there are errors".
        lint_errors=None if is_unchecked and not errors else errors,
        purposes_with_3_versions=sum([len(kept) >= len(Variant) for kept in variants_by_purpose.values()]),
        max_same_type=max(map(len, names_by_purpose.values())),
    )


def edits_of(template: MessageTemplate, now: dt.datetime) -> Allowance | None:
    """Of an approved template: how many changes Meta takes now. The first text that was sent was no change."""
    if template.status != Status.APPROVED:
        return None
    versions = TemplateVersion.objects.filter(template=template, sent_at__isnull=False).order_by("sent_at")
    return edits_left([at for at in versions.values_list("sent_at", flat=True)[1:] if at is not None], now)


def counts_of(company: Company) -> TemplateCounts | None:
    rows = MessageTemplate.objects.filter(company=company).values_list("name", "language", "purpose", "variant", "lint_errors")
    return count_templates(list(rows))
