"""Readings and subjects made by hand, for the checks of papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from documents.checks import Subject, list_checks
from documents.findings import Finding
from documents.media import PDF
from documents.readings import DpiBasis, FoundDate, FoundText, Page, Reading, Table, TextBasis
from readiness.rulebook import Facts, current_rulebook

BOOK = current_rulebook()
TODAY = dt.date(2026, 11, 22)


def page(
    number: int = 1,
    dpi: int | None = None,
    *,
    basis: DpiBasis | None = None,
    sharpness: float | None = None,
    text: str = "",
    text_basis: TextBasis = TextBasis.EMBEDDED,
) -> Page:
    return Page(number, 210, 297, dpi, basis or (DpiBasis.PLACED if dpi else None), sharpness, text, text_basis)


def reading(*pages: Page, media_type: str = PDF, dates: Mapping[str, dt.date] | None = None, **more: Any) -> Reading:
    """`dates`: days by role; `texts`: pairs of kind and text, on page 1."""
    texts = tuple(FoundText(kind, text, 1) for kind, text in more.pop("texts", ()))
    found = tuple(FoundDate(day, role, str(day), 1) for role, day in (dates or {}).items())
    rest = {"mrz": None, "table": None, "signature_fields": 0, "ocr_available": False} | more
    return Reading(media_type, 1000, "0" * 64, pages or (page(),), "en", found, texts, **rest)


def table(**values: Any) -> Table:
    empty: dict[str, Any] = dict.fromkeys(("first_day", "last_day", "months_covered", "amount_total", "online_share"))
    return Table(**({"rows": 0, "columns": (), **empty} | values))


def subject(kind: str, found: Reading | None = None, *, today: dt.date = TODAY, **more: Any) -> Subject:
    """`facts`: by name; `confirmed`, `others`, `months_elsewhere` as a Subject has them."""
    facts = Facts(**more.pop("facts", {}))
    return Subject(**{"confirmed": {}, "others": ()} | more, kind=kind, reading=found or reading(), facts=facts, today=today, book=BOOK)


def judged(check_id: str, one: Subject) -> Finding | None:
    return list_checks()[check_id](one)


def told(check_id: str, one: Subject) -> tuple[str, str]:
    """(status, variant); fails where the check does not concern the paper."""
    finding = judged(check_id, one)
    assert finding is not None
    assert finding.id == check_id
    return finding.status.value, finding.variant


def guide(path: str) -> Decimal:
    """A figure of the guide: `G-DO-7.dpi`."""
    fact, _, name = path.partition(".")
    return Decimal(BOOK.guide[fact].figures[name])
