"""Saving answers: what is kept, what two editors do to each other, what else happens with it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from phone_numbers.models import PhoneNumber
from readiness.actions.answers import EditConflict
from readiness.actions.companies import mark_dirty
from readiness.enums import EventKind
from readiness.models import AuditEvent, Company, CompanyProfile
from readiness.signals import company_changed
from tests.cast import Cast, House, answer


def profile(house: House) -> CompanyProfile:
    with house.scope():
        return CompanyProfile.objects.get(company=house.company)


def generation(house: House) -> int:
    with house.scope():
        return Company.objects.get(pk=house.company.pk).generation


def last_changes(house: House) -> dict[str, Any]:
    with house.scope():
        event = AuditEvent.objects.filter(kind=EventKind.ANSWERS_SAVED).last()
    assert event
    return dict(event.data)


def test_answer_is_kept_with_author_and_version(cast: Cast) -> None:
    assert answer(cast.north, employees=12, country="IT")
    sheet = profile(cast.north)
    assert (sheet.employees, sheet.country.code, sheet.version, sheet.updated_by) == (12, "IT", 1, cast.north.applicant)
    assert (sheet.answer("employees"), sheet.answer("country"), sheet.answer("sector")) == (12, "IT", None)


def test_unknown_is_an_answer(cast: Cast) -> None:
    answer(cast.north, employees=None, unknown=("employees",))
    sheet = profile(cast.north)
    assert (sheet.unknown, sheet.answer("employees"), sheet.is_answered("employees")) == (["employees"], None, True)


def test_answer_ends_unknown_and_leaves_other_unknowns(cast: Cast) -> None:
    answer(cast.north, employees=None, engineers=None, unknown=("employees", "engineers"))
    answer(cast.north, employees=3)
    sheet = profile(cast.north)
    assert (sheet.unknown, sheet.employees) == (["engineers"], 3)


def test_taking_an_answer_back_opens_the_question_again(cast: Cast) -> None:
    answer(cast.north, employees=3)
    answer(cast.north, employees=None)
    assert not profile(cast.north).is_answered("employees")


def test_same_answer_changes_nothing(cast: Cast) -> None:
    answer(cast.north, end_customer_revenue_share=Decimal("0.30"))
    before = generation(cast.north)
    assert not answer(cast.north, end_customer_revenue_share=Decimal("0.3"))
    assert (profile(cast.north).version, generation(cast.north)) == (1, before)


def test_every_change_raises_the_generation_once(cast: Cast) -> None:
    before = generation(cast.north)
    answer(cast.north, employees=3, engineers=1)
    answer(cast.north, employees=4)
    assert generation(cast.north) == before + 2


def test_changes_are_in_the_audit(cast: Cast) -> None:
    answer(cast.north, employees=3, end_customer_revenue_share=Decimal("0.3000000"), engineers=None, unknown=("engineers",))
    changes = {"employees": [None, 3], "end_customer_revenue_share": [None, "0.3"], "engineers": [None, "?"]}
    assert last_changes(cast.north) == {"sheet": "companyprofile", "version": 1, "changes": changes}
    answer(cast.north, employees=4)
    assert last_changes(cast.north) == {"sheet": "companyprofile", "version": 2, "changes": {"employees": [3, 4]}}


def test_first_answer_makes_the_sheet(cast: Cast) -> None:
    assert answer(cast.north, PhoneNumber, number_country="IT")
    with cast.north.scope():
        assert PhoneNumber.objects.get(company=cast.north.company).number_country.code == "IT"


def test_different_facts_of_two_editors_are_both_kept(cast: Cast) -> None:
    answer(cast.north, base_version=0, employees=3)
    answer(cast.north, base_version=0, engineers=1)
    sheet = profile(cast.north)
    assert (sheet.employees, sheet.engineers, sheet.version) == (3, 1, 2)


def test_same_fact_of_two_editors_is_a_conflict(cast: Cast) -> None:
    answer(cast.north, base_version=0, employees=3, country="IT")
    with pytest.raises(EditConflict) as conflict:
        answer(cast.north, base_version=0, employees=4, engineers=1)
    (theirs,) = conflict.value.theirs
    assert (theirs.fact, theirs.value, theirs.is_unknown, theirs.by, conflict.value.version) == ("employees", 3, False, "Anna", 1)
    assert (profile(cast.north).employees, profile(cast.north).engineers) == (3, None)


def test_their_unknown_is_shown_as_unknown(cast: Cast) -> None:
    answer(cast.north, base_version=0, employees=None, unknown=("employees",))
    with pytest.raises(EditConflict) as conflict:
        answer(cast.north, base_version=0, employees=4)
    assert [(one.fact, one.is_unknown) for one in conflict.value.theirs] == [("employees", True)]


def test_same_answer_of_two_editors_is_no_conflict(cast: Cast) -> None:
    answer(cast.north, base_version=0, employees=3)
    assert not answer(cast.north, base_version=0, employees=3)


def test_conflict_is_over_once_seen(cast: Cast) -> None:
    answer(cast.north, base_version=0, employees=3)
    with pytest.raises(EditConflict) as conflict:
        answer(cast.north, base_version=0, employees=4)
    assert answer(cast.north, base_version=conflict.value.version, employees=4)
    assert profile(cast.north).employees == 4


def test_failed_audit_keeps_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer, audit row and generation go together or not at all."""
    before = generation(cast.north)
    monkeypatch.setattr("readiness.actions.answers.mark_dirty", lambda company: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        answer(cast.north, employees=3)
    with cast.north.scope():
        assert not AuditEvent.objects.filter(kind=EventKind.ANSWERS_SAVED).exists()
    assert (profile(cast.north).employees, generation(cast.north)) == (None, before)


def test_worker_is_rung_once_after_the_commit(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    connection.run_on_commit.clear()  # those of making the cast
    rings: list[int] = []
    company_changed.connect(receiver := lambda company_id, **kwargs: rings.append(company_id))
    with django_capture_on_commit_callbacks(execute=True) as callbacks, cast.north.scope(), transaction.atomic():
        mark_dirty(cast.north.company)
        mark_dirty(cast.north.company)
        mark_dirty(cast.north.other_company)
        assert rings == []
    company_changed.disconnect(receiver)
    assert rings == [cast.north.company.pk, cast.north.other_company.pk]
    assert len(callbacks) == 2
