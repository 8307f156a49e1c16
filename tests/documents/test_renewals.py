"""What must come again and by when: after activation only, the earliest reason counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.renewals import RenewalState, audit_due, months_earlier, paper_due
from phone_numbers.models import AccountHealth
from readiness.rulebook import current_rulebook
from readiness.rulebook.judge import months_later
from tests.cast import Cast, add_file, answer
from tests.documents.test_reviews import url_of
from tests.visitor import Visitor

BOOK = current_rulebook()
TODAY = dt.date(2026, 11, 23)
AGAIN_DAYS, AUDIT_DAYS = BOOK.guide["G-AF-26"].figures["days"], BOOK.guide["G-AF-31"].figures["audit_day"]


def due(**given: Any) -> Any:
    values = {"kind": "privacy_policy", "sent_on": TODAY, "expires_on": None, "activated_on": TODAY - dt.timedelta(days=10), "today": TODAY}
    return paper_due(BOOK, **values | given)


@pytest.mark.parametrize("activated_on", [None, TODAY + dt.timedelta(days=1)])
def test_nothing_comes_again_before_activation(activated_on: dt.date | None) -> None:
    assert (due(activated_on=activated_on), audit_due(BOOK, activated_on=activated_on, today=TODAY)) == (None, None)


@pytest.mark.parametrize(("age_days", "state"), [
    (0, RenewalState.FINE), (AGAIN_DAYS - 31, RenewalState.FINE), (AGAIN_DAYS - 30, RenewalState.SOON),
    (AGAIN_DAYS, RenewalState.SOON), (AGAIN_DAYS + 1, RenewalState.OVERDUE),
])  # fmt: skip
def test_papers_come_again_after_their_period(age_days: int, state: RenewalState) -> None:
    found = due(sent_on=TODAY - dt.timedelta(days=age_days))
    assert (found.renewal, found.state) == ("document-renewal", state)


def test_expiry_comes_first_when_it_is_earlier() -> None:
    assert due(expires_on=TODAY + dt.timedelta(days=5)).on == TODAY + dt.timedelta(days=5)


def test_licence_comes_again_while_three_months_are_left() -> None:
    found = due(kind="business_licence", expires_on=dt.date(2027, 3, 31))
    assert (found.renewal, found.on) == ("licence-validity", dt.date(2026, 12, 30))


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 12))
def test_a_day_of_that_many_months_earlier_still_has_them(day: dt.date, months: int) -> None:
    last = months_earlier(day, months)
    assert months_later(last, months) < day


@pytest.mark.parametrize(("active_days", "left"), [(0, AUDIT_DAYS), (AUDIT_DAYS, 0), (AUDIT_DAYS + 1, AUDIT_DAYS - 1), (3 * AUDIT_DAYS, 0)])
def test_audits_follow_each_other(active_days: int, left: int) -> None:
    found = audit_due(BOOK, activated_on=TODAY - dt.timedelta(days=active_days), today=TODAY)
    assert found is not None
    assert (found.on - TODAY).days == left


def test_list_says_what_is_due(cast: Cast, client_for: Callable[..., Visitor]) -> None:
    visitor, add = client_for(cast.north.applicant), add_file(cast.north)
    assert add.pk
    assert b"Send again by" not in visitor.get(url_of(cast.north, "list")).content
    answer(cast.north, AccountHealth, activated_on=dt.date(2020, 1, 1))
    page = visitor.get(url_of(cast.north, "list")).content.decode()
    assert "Send again by" in page
    assert "Next full audit" in page
