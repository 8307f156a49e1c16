"""The only mapper from the rows of the house to `Facts`: one company for a page, thousands for a re-score."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from documents.models import Document as DocumentRow
from documents.models import Waiver
from phone_numbers.models import AccountHealth, PhoneNumber, TechnicalSetup
from readiness.models import AnswerSheet, Company, CompanyProfile
from readiness.rulebook import Document, Facts, current_rulebook
from readiness.rulebook.judge import WAIVED
from templates_mgr.queries import TemplateCounts, counts_of

__all__ = ["SHEETS", "Document", "Facts", "company_facts", "sheets_of", "with_sheets"]

SHEETS: dict[str, type[AnswerSheet]] = {
    "profile": CompanyProfile,
    "number": PhoneNumber,
    "technical": TechnicalSetup,
    "health": AccountHealth,
}
TEMPLATE_COUNTS = {
    "templates_prepared": "prepared",
    "template_languages": "languages",
    "template_lint_errors": "lint_errors",
    "template_purposes_with_3_versions": "purposes_with_3_versions",
    "template_max_same_type": "max_same_type",
}
DOCUMENT_COLUMNS = ("kind", "status", "dpi", "issued_on", "expires_on", "months_covered", "figures")


def with_sheets(companies: QuerySet[Company]) -> QuerySet[Company]:
    """Loads every sheet beside its company, in the same query."""
    return companies.select_related(*related_names())


def related_names() -> list[str]:
    return [model._meta.model_name or "" for model in SHEETS.values()]


def sheets_of(company: Company) -> dict[str, AnswerSheet]:
    """The sheets that exist, by name."""
    return {name: sheet for name, model in SHEETS.items() if (sheet := getattr(company, model._meta.model_name or "", None))}


def company_facts(company: Company) -> Facts:
    """The facts of one company: its sheets (loaded beside it), its papers, its templates."""
    values: dict[str, Any] = {}
    vocabulary = current_rulebook().vocabulary
    sheets = sheets_of(company)
    for fact in vocabulary.facts.values():
        sheet = sheets.get(fact.group)
        if sheet is not None:
            values[fact.name] = sheet.answer(fact.name)
    rows = DocumentRow.objects.filter(company=company).values_list(*DOCUMENT_COLUMNS)
    waived = Waiver.objects.filter(company=company).values_list("kind", flat=True)
    values["documents"] = document_facts(rows, waived)
    return Facts(**values, **template_facts(counts_of(company)))


def document_facts(rows: Iterable[tuple[Any, ...]], waived: Iterable[str]) -> tuple[Document, ...] | None:
    """Papers from rows of DOCUMENT_COLUMNS, then the kinds that are not asked for. Where there are none, nothing is known of them."""
    papers = (Document(**dict(zip(DOCUMENT_COLUMNS, (*fields, figure_facts(figures)), strict=True))) for *fields, figures in rows)
    return (*papers, *(Document(kind, WAIVED) for kind in waived)) or None


def figure_facts(figures: dict[str, Any]) -> MappingProxyType[str, Any]:
    """Figures as kept (decimals as text) back to what the rulebook compares."""
    types = current_rulebook().vocabulary.document_figures
    return MappingProxyType(
        {name: Decimal(value) if types[name].type in ("ratio", "decimal") else value for name, value in figures.items()}
    )


def template_facts(counts: TemplateCounts | None) -> dict[str, Any]:
    return {} if counts is None else {fact: getattr(counts, count) for fact, count in TEMPLATE_COUNTS.items()}
