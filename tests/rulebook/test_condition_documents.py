"""Conditions over papers: which count, what is read from them, and what is left open while nobody knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from readiness.rulebook import Document
from readiness.rulebook.judge import months_later
from tests.rulebook.conftest import TODAY

Judge = Callable[..., bool | None]
TOMORROW, YESTERDAY = TODAY + dt.timedelta(days=1), TODAY - dt.timedelta(days=1)


def paper(kind: str = "bank_statements", status: str | None = "approved", **fields: Any) -> Document:
    return Document(kind, status, **fields)


HAS = "{document: bank_statements}"


@pytest.mark.parametrize(("documents", "expected"), [
    (None, None),
    ((), False),
    ((paper("phone_bill"),), False),
    ((paper(),), True),
    ((paper(status="uploaded"),), True),
    ((paper(status="in_review"),), True),
    ((paper(status=None),), None),
    ((paper(status="rejected"),), False),
    ((paper(status="expired"),), False),
    ((paper(expires_on=YESTERDAY),), False),
    ((paper(expires_on=TODAY),), True),
    ((paper(expires_on=TOMORROW),), True),
    ((paper(status="rejected"), paper(status="uploaded")), True),
    ((paper(status=None), paper(status="uploaded")), True),
    ((paper(status="rejected"), paper(status=None)), None),
])  # fmt: skip
def test_document_counts_while_it_is_usable(judge: Judge, documents: tuple[Document, ...] | None, expected: bool | None) -> None:
    assert judge(HAS, documents=documents) is expected


MONTHS = "{document: bank_statements, field: months_covered, at_least: 3}"


@pytest.mark.parametrize(("documents", "expected"), [
    (None, None),
    ((), False),
    ((paper(months_covered=3),), True),
    ((paper(months_covered=2),), False),
    ((paper(),), None),
    ((paper(months_covered=1), paper(months_covered=2)), True),
    ((paper(months_covered=1), paper(months_covered=1), paper(months_covered=1)), True),
    ((paper(months_covered=2), paper()), None),
    ((paper(months_covered=3), paper()), True),
    ((paper(months_covered=2), paper(status="rejected", months_covered=1)), False),
    ((paper(months_covered=2), paper("cash_flow_records", months_covered=6)), False),
])  # fmt: skip
def test_months_of_one_kind_add_up(judge: Judge, documents: tuple[Document, ...] | None, expected: bool | None) -> None:
    assert judge(MONTHS, documents=documents) is expected


FIGURE = "{document: order_report, figure: transactions, more_than: 5000}"


def report(transactions: int | None, status: str = "approved") -> Document:
    return paper("order_report", status, figures={} if transactions is None else {"transactions": transactions})


@pytest.mark.parametrize(("documents", "expected"), [
    (None, None),
    ((), False),
    ((report(5001),), True),
    ((report(5000),), False),
    ((report(None),), None),
    ((report(5000), report(5001)), True),
    ((report(5000), report(None)), None),
    ((report(None), report(5001)), True),
    ((report(9000, "rejected"),), False),
])  # fmt: skip
def test_figure_of_any_paper_will_do(judge: Judge, documents: tuple[Document, ...] | None, expected: bool | None) -> None:
    assert judge(FIGURE, documents=documents) is expected


@pytest.mark.parametrize(("stamp", "expected"), [(True, True), (False, False), (None, None)])
def test_claim_of_a_paper(judge: Judge, stamp: bool | None, expected: bool | None) -> None:
    documents = (paper("business_licence", figures={} if stamp is None else {"has_stamp": stamp}),)
    assert judge("{document: business_licence, figure: has_stamp, is: true}", documents=documents) is expected


DPI = "{document: phone_bill, field: dpi, at_least: 300}"


@pytest.mark.parametrize(("dpi", "expected"), [(299, False), (300, True), (None, None)])
def test_field_of_a_paper(judge: Judge, dpi: int | None, expected: bool | None) -> None:
    assert judge(DPI, documents=(paper("phone_bill", dpi=dpi),)) is expected


EVERY = "{every_document: dpi, at_least: 300}"


@pytest.mark.parametrize(("scans", "expected"), [
    (None, None),
    ((), None),
    ((None,), None),
    ((300,), True),
    ((299,), False),
    ((300, 600), True),
    ((300, None), True),
    ((None, 299, 600), False),
])  # fmt: skip
def test_every_scan_that_is_known(judge: Judge, scans: tuple[int | None, ...] | None, expected: bool | None) -> None:
    documents = None if scans is None else tuple(paper(dpi=dpi) for dpi in scans)
    assert judge(EVERY, documents=documents) is expected


@pytest.mark.parametrize(
    "unusable", [paper(status="rejected", dpi=100), paper(status="expired", dpi=100), paper(dpi=100, expires_on=YESTERDAY)]
)
def test_every_scan_leaves_out_papers_that_do_not_count(judge: Judge, unusable: Document) -> None:
    assert judge(EVERY, documents=(paper(dpi=300), unusable)) is True


VALID = "{document: representative_id, valid_beyond_months: 6}"


@pytest.mark.parametrize(("today", "expires_on", "expected"), [
    (dt.date(2026, 11, 23), dt.date(2027, 5, 23), False),
    (dt.date(2026, 11, 23), dt.date(2027, 5, 24), True),
    (dt.date(2026, 8, 31), dt.date(2027, 2, 28), False),
    (dt.date(2026, 8, 31), dt.date(2027, 3, 1), True),
    (dt.date(2027, 8, 31), dt.date(2028, 2, 29), False),
    (dt.date(2027, 8, 31), dt.date(2028, 3, 1), True),
    (dt.date(2026, 11, 23), dt.date(2026, 11, 22), False),
    (dt.date(2026, 11, 23), None, None),
])  # fmt: skip
def test_validity_beyond_six_months(judge: Judge, today: dt.date, expires_on: dt.date | None, expected: bool | None) -> None:
    assert judge(VALID, today=today, documents=(paper("representative_id", expires_on=expires_on),)) is expected


@pytest.mark.parametrize(("others", "expected"), [
    ((), False),
    ((None,), None),
    ((dt.date(2031, 1, 1),), True),
    ((None, dt.date(2031, 1, 1)), True),
])  # fmt: skip
def test_validity_of_any_paper_will_do(judge: Judge, others: tuple[dt.date | None, ...], expected: bool | None) -> None:
    short = paper("representative_id", expires_on=TOMORROW)
    assert judge(VALID, documents=(short, *(paper("representative_id", expires_on=one) for one in others))) is expected


@pytest.mark.parametrize("documents", [None, ()])
def test_validity_of_no_paper(judge: Judge, documents: tuple[Document, ...] | None) -> None:
    assert judge(VALID, documents=documents) is (None if documents is None else False)


@pytest.mark.parametrize(("day", "months", "expected"), [
    (dt.date(2026, 1, 15), 1, dt.date(2026, 2, 15)),
    (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
    (dt.date(2028, 1, 31), 1, dt.date(2028, 2, 29)),
    (dt.date(2028, 2, 29), 12, dt.date(2029, 2, 28)),
    (dt.date(2028, 2, 29), 48, dt.date(2032, 2, 29)),
    (dt.date(2026, 10, 31), 1, dt.date(2026, 11, 30)),
    (dt.date(2026, 10, 31), 2, dt.date(2026, 12, 31)),
    (dt.date(2026, 12, 31), 6, dt.date(2027, 6, 30)),
    (dt.date(2026, 6, 30), 6, dt.date(2026, 12, 30)),
    (dt.date(2026, 11, 23), 0, dt.date(2026, 11, 23)),
    (dt.date(9999, 6, 30), 6, dt.date(9999, 12, 30)),
    (dt.date(9999, 12, 31), 6, dt.date(9999, 12, 31)),
])  # fmt: skip
def test_months_later(day: dt.date, months: int, expected: dt.date) -> None:
    assert months_later(day, months) == expected
