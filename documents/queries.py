"""Reads of the papers."""

from __future__ import annotations

import datetime as dt

from readiness.checklist import facts_of
from readiness.models import AnswerSheet, Company
from readiness.rulebook import Facts, Rulebook
from readiness.rulebook.judge import Row, row_of

from .models import Document


def latest_by_kind(company: Company) -> dict[str, list[Document]]:
    """Papers by kind, the newest first."""
    papers: dict[str, list[Document]] = {}
    for document in Document.objects.filter(company=company).order_by("-id"):
        papers.setdefault(document.kind, []).append(document)
    return papers


def company_row(company: Company, book: Rulebook, today: dt.date) -> Row:
    """What the requirements look at: every sheet of the company that is loaded beside it."""
    names = ("companyprofile", "phonenumber", "accounthealth")
    sheets = [getattr(company, name) for name in names if hasattr(company, name)]
    return row_of(Facts(**facts_of((one for one in sheets if isinstance(one, AnswerSheet)), book)), book.reference, today)
