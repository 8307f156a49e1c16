"""Validity, expiry, age, and the machine-readable zone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.findings import FindingStatus
from documents.readings import Mrz
from readiness.rulebook.judge import months_later
from tests.documents.paper_subjects import BOOK, TODAY, guide, judged, page, reading, subject, told

DAY = dt.timedelta(days=1)
MONTHS = {"representative_id": int(guide("G-DO-8.months_left")), "business_licence": int(guide("G-AF-27.months_left"))}
RENEWAL_DAYS = int(guide("G-AF-26.days"))


def mrz(expires_on: dt.date | None, *, valid: bool = True) -> Mrz:
    return Mrz("TD3", "L898902C3", "ERIKSSON ANNA", "UTO", dt.date(1974, 8, 12), expires_on, valid)


@pytest.mark.parametrize("kind", MONTHS)
@pytest.mark.parametrize(
    ("after", "answer"), [(-1, ("to_fix", "")), (0, ("to_fix", "")), (1, ("passed", "")), (-9999, ("to_fix", "expired"))]
)
def test_validity_to_the_day(kind: str, after: int, answer: tuple[str, str]) -> None:
    """More than so many months: the very day is not enough."""
    expires_on = months_later(TODAY, MONTHS[kind]) + after * DAY
    assert told("validity", subject(kind, reading(dates={"expires": expires_on}))) == answer


@pytest.mark.parametrize(("after", "variant"), [(-1, "expired"), (0, "")])
def test_last_day_of_validity_is_not_expired(after: int, variant: str) -> None:
    assert told("validity", subject("business_licence", reading(dates={"expires": TODAY + after * DAY}))) == ("to_fix", variant)


def test_validity_says_what_was_seen() -> None:
    finding = judged("validity", subject("representative_id", reading(dates={"expires": TODAY})))
    assert finding is not None
    assert finding.seen == {"expires_on": "2026-11-22", "needed_beyond_on": "2027-05-22", "months_wanted": 6}
    assert finding.source == ("G-DO-8",)


def test_validity_of_six_months_from_the_last_of_august() -> None:
    today = dt.date(2026, 8, 31)
    papers = [subject("representative_id", reading(dates={"expires": dt.date(*day)}), today=today) for day in ((2027, 2, 28), (2027, 3, 1))]
    assert [told("validity", one)[0] for one in papers] == ["to_fix", "passed"]


@pytest.mark.parametrize("kind", MONTHS)
def test_validity_that_is_not_known(kind: str) -> None:
    assert told("validity", subject(kind, reading(dates={"": TODAY, "issued": TODAY}))) == ("look", "")


def test_licence_without_an_end() -> None:
    words = reading(page(text="营业期限 2010年1月1日至长期"))
    assert told("validity", subject("business_licence", words)) == ("passed", "no_end")
    assert told("validity", subject("business_licence", reading(page(text="长期合作")))) == ("look", "")


GOOD, BAD = TODAY.replace(year=2030), TODAY + DAY


@pytest.mark.parametrize(
    ("found", "confirmed", "status"),
    [
        (reading(mrz=mrz(GOOD), dates={"expires": BAD}), {}, "passed"),
        (reading(mrz=mrz(GOOD, valid=False), dates={"expires": BAD}), {}, "to_fix"),
        (reading(mrz=mrz(GOOD)), {"expires_on": BAD}, "to_fix"),
        (reading(mrz=mrz(BAD)), {"expires_on": GOOD.isoformat()}, "passed"),
        (reading(mrz=mrz(None)), {"expires_on": None}, "look"),
        (reading(mrz=mrz(GOOD)), {"expires_on": "soon"}, "passed"),
    ],
)
def test_person_then_zone_then_label(found: Any, confirmed: dict[str, Any], status: str) -> None:
    assert told("validity", subject("representative_id", found, confirmed=confirmed))[0] == status


@pytest.mark.parametrize("kind", ["bank_proof", "br_certificate", "privacy_policy"])
def test_validity_of_no_concern(kind: str) -> None:
    assert judged("validity", subject(kind, reading(dates={"expires": TODAY}))) is None


@pytest.mark.parametrize(("after", "status"), [(-1, "to_fix"), (0, "passed"), (1, "passed")])
def test_expiry_to_the_day(after: int, status: str) -> None:
    assert told("expired", subject("br_certificate", reading(dates={"expires": TODAY + after * DAY}))) == (status, "")


def test_expiry_that_is_not_known() -> None:
    assert told("expired", subject("courier_contract")) == ("look", "")


@pytest.mark.parametrize("kind", ["representative_id", "bank_proof"])
def test_expiry_of_no_concern(kind: str) -> None:
    """The identity document is judged by its months left; a proof of a bank account does not expire."""
    assert judged("expired", subject(kind, reading(dates={"expires": TODAY - DAY}))) is None


@settings(deadline=None, derandomize=True)
@given(st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)), st.integers(0, 2000), st.sampled_from([*MONTHS, "br_certificate"]))
def test_longer_validity_is_never_judged_worse(expires_on: dt.date, more: int, kind: str) -> None:
    check = "validity" if kind in MONTHS else "expired"
    short, long = (told(check, subject(kind, reading(dates={"expires": day})))[0] for day in (expires_on, expires_on + more * DAY))
    assert (short, long) != ("passed", "to_fix")


@pytest.mark.parametrize(("days", "status"), [(RENEWAL_DAYS, "passed"), (RENEWAL_DAYS + 1, "look"), (0, "passed")])
def test_age_to_the_day(days: int, status: str) -> None:
    finding = judged("age", subject("bank_proof", reading(dates={"issued": TODAY - days * DAY})))
    assert finding is not None
    assert (finding.status, finding.source) == (status, BOOK.renewals["document-renewal"].source)
    assert finding.seen["days"] == days
    assert finding.seen["days_most"] == RENEWAL_DAYS


def test_age_of_no_concern() -> None:
    old = reading(dates={"issued": TODAY.replace(year=2010)})
    assert judged("age", subject("registration_certificate", old)) is None
    assert judged("age", subject("representative_id", old)) is None
    assert judged("age", subject("bank_proof")) is None


def test_date_of_issue_is_the_last_one_that_has_come() -> None:
    found = reading(dates={"issued": TODAY + DAY})
    assert judged("age", subject("bank_proof", found)) is None
    finding = judged("age", subject("bank_proof", found, confirmed={"issued_on": "2026-11-20"}))
    assert finding is not None
    assert finding.seen["issued_on"] == "2026-11-20"


@pytest.mark.parametrize(("valid", "status"), [(True, FindingStatus.PASSED), (False, FindingStatus.LOOK)])
def test_check_digits(valid: bool, status: FindingStatus) -> None:
    finding = judged("mrz", subject("representative_id", reading(mrz=mrz(GOOD, valid=valid))))
    assert finding is not None
    assert finding.status is status


def test_check_digits_of_no_concern() -> None:
    assert judged("mrz", subject("representative_id")) is None
    assert judged("mrz", subject("bank_proof", reading(mrz=mrz(GOOD)))) is None
