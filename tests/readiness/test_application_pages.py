"""The pages of an application: what people record there, and what the pages say when it cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from readiness.actions.applications import move_stage, submit
from readiness.enums import ApplicationStatus as A
from readiness.enums import StageStatus
from readiness.models import Application, InformationRequest, Reminder, User
from scoring.apply import application_of
from scoring.dossier import read_dossier
from scoring.facts import with_sheets
from tests.cast import Cast, House, add_application, add_request, answer
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]
FIRST = "basic-information"


def url_of(house: House, name: str, **more: Any) -> str:
    return reverse(name, kwargs={"workspace": house.workspace.slug, "company": house.company.slug, **more})


def newest(house: House) -> Application:
    with house.scope():
        return Application.objects.filter(company=house.company).order_by("-number")[0]


@pytest.fixture
def anna(cast: Cast, client_for: ClientFor) -> Visitor:
    return client_for(cast.north.applicant)


def record(visitor: Visitor, house: House, to: str, **more: Any) -> Any:
    found = newest(house)
    typed = {"stage": FIRST, "to": to, "on": timezone.localdate().isoformat(), "note": "", "seen_version": found.version}
    return visitor.post(url_of(house, "readiness:stage-move", number=found.number), typed | more)


def test_no_application_says_how_to_begin(cast: Cast, anna: Visitor) -> None:
    page = anna.get(url_of(cast.north, "readiness:applications")).content.decode()
    assert ("No application yet." in page, "Open an application" in page) == (True, True)


def test_opening_one_shows_its_page(cast: Cast, anna: Visitor) -> None:
    typed = {"provider_tier": "elite", "provider_name": "Acme", "phone_number": "+39 02 1"}
    response = anna.post(url_of(cast.north, "readiness:application-open"), typed)
    assert response["Location"] == url_of(cast.north, "readiness:application", number=1)
    page = anna.get(response["Location"]).content.decode()
    assert ("Acme · +39 02 1" in page, "Ready to apply?" in page, "timeline-planned" in page) == (True, True, True)


def test_opening_a_second_one_says_why_not(cast: Cast, anna: Visitor) -> None:
    add_application(cast.north)
    page = anna.post(url_of(cast.north, "readiness:application-open"), {}, follow=True).content.decode()
    assert "Another application is under way." in page


def test_a_ban_is_said_with_its_end(cast: Cast, anna: Visitor) -> None:
    application = add_application(cast.north)
    until = timezone.now() + dt.timedelta(hours=10)
    with cast.north.scope():
        Application.objects.filter(pk=application.pk).delete()
        ban = {"status": A.COOLING_DOWN, "blocked_until": until, "submitted_on": timezone.localdate()}
        Application.objects.create(company=cast.north.company, number=1, **ban)
    page = anna.get(url_of(cast.north, "scoring:apply")).content.decode()
    assert ("a ban runs until then" in page, "Record the submission" in page) == (True, False)
    assert "A ban runs until" in anna.post(url_of(cast.north, "readiness:application-open"), {}, follow=True).content.decode()


def test_submitting_with_something_open_needs_a_reason(cast: Cast, anna: Visitor) -> None:
    application = add_application(cast.north)
    typed = {"on": timezone.localdate().isoformat(), "seen_version": application.version, "gate_reason": ""}
    page = anna.post(url_of(cast.north, "scoring:apply"), typed)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["gate_reason"])
    assert anna.post(url_of(cast.north, "scoring:apply"), typed | {"gate_reason": "The provider asked."}).status_code == 302
    assert (newest(cast.north).status, newest(cast.north).gate_reason) == (A.SUBMITTED, "The provider asked.")


def test_rules_of_meta_hold_the_button(cast: Cast, anna: Visitor) -> None:
    answer(cast.north, restricted_goods=True)
    application = add_application(cast.north)
    assert "Meta would refuse it." in anna.get(url_of(cast.north, "scoring:apply")).content.decode()
    typed = {"on": timezone.localdate().isoformat(), "seen_version": application.version, "gate_reason": "Please."}
    assert anna.post(url_of(cast.north, "scoring:apply"), typed).status_code == 422
    assert newest(cast.north).status == A.PREPARING


def test_a_stage_is_recorded_and_refusal_says_what_to_mend(cast: Cast, anna: Visitor) -> None:
    add_request(cast.north)
    assert record(anna, cast.north, "refused").status_code == 422
    assert record(anna, cast.north, "refused", refusal="names-differ", note="Licence says Group").status_code == 302
    page = anna.get(url_of(cast.north, "readiness:applications")).content.decode()
    assert ("the documents page shows where it differs" in page, "Licence says Group" in page) == (True, True)


def test_unlawful_move_says_what_is_possible(cast: Cast, anna: Visitor) -> None:
    add_request(cast.north)
    page = record(anna, cast.north, "not_started")
    assert (page.status_code, "Possible now: In review, Passed, Refused." in page.content.decode()) == (409, True)


@pytest.mark.parametrize(("typed", "field"), [
    ({"to": ""}, "to"),
    ({"on": "soon"}, "on"),
    ({"on": "2999-01-01"}, "on"),
    ({"on": "1999-01-01"}, "on"),
])  # fmt: skip
def test_what_cannot_be_is_said(cast: Cast, anna: Visitor, typed: dict[str, str], field: str) -> None:
    add_request(cast.north)
    page = record(anna, cast.north, **{"to": "passed"} | typed)
    assert (page.status_code, list(page.context["stage_form"].errors)) == (422, [field])


def test_late_editor_is_told(cast: Cast, anna: Visitor) -> None:
    add_request(cast.north)
    page = record(anna, cast.north, "passed", seen_version=1)
    assert (page.status_code, "Somebody moved this application" in page.content.decode()) == (409, True)


def test_question_of_the_reviewer_is_answered_once(cast: Cast, anna: Visitor) -> None:
    request = add_request(cast.north)
    url = url_of(cast.north, "readiness:information-answer", number=1, asked=request.pk)
    assert anna.post(url, {"answer": " "}).status_code == 422
    assert anna.post(url, {"answer": "Uploaded."}).status_code == 302
    again = anna.post(url, {"answer": "Sent by mail."})
    assert (again.status_code, "has answered already: “Uploaded.”" in again.content.decode()) == (409, True)


def test_late_question_shows_at_once(cast: Cast, anna: Visitor) -> None:
    request = add_request(cast.north)
    with cast.north.scope():
        past = timezone.now() - dt.timedelta(hours=80)
        InformationRequest.objects.filter(pk=request.pk).update(asked_at=past, due_at=past + dt.timedelta(hours=72))
    page = anna.get(url_of(cast.north, "readiness:applications"))
    assert [one["is_late"] for one in page.context["requests"]] == [True]


def test_manager_reads_and_records_nothing(cast: Cast, client_for: ClientFor) -> None:
    add_request(cast.north)
    page = client_for(cast.north.manager).get(url_of(cast.north, "readiness:applications")).content.decode()
    assert ("Record it" in page, "Your answer" in page) == (False, False)


def test_what_stands_in_the_way(cast: Cast) -> None:
    answer(cast.north, restricted_goods=True, country="IT")
    with cast.north.scope():
        company = with_sheets(type(cast.north.company).objects).get(pk=cast.north.company.pk)
        found = application_of(read_dossier(company, dt.date(2026, 12, 18), "en"))
    assert (found.is_ready, found.must_wait) == (False, True)
    assert found.best.on == dt.date(2026, 12, 21)
    assert {one.criterion.stage for one in found.first_stage} == {FIRST}


def test_question_stands_before_all_other_tasks(cast: Cast, anna: Visitor) -> None:
    request = add_request(cast.north)
    page = anna.get(url_of(cast.north, "scoring:tasks")).content.decode()
    assert "The reviewer waits for your answer" in page.split('class="task-section"')[0]
    anna.post(url_of(cast.north, "readiness:information-answer", number=1, asked=request.pk), {"answer": "Uploaded."})
    assert "The reviewer waits" not in anna.get(url_of(cast.north, "scoring:tasks")).content.decode()


def test_the_technical_review_shows_its_clock(cast: Cast, client_for: ClientFor) -> None:
    house = cast.north
    application = add_application(house)
    today = timezone.localdate()
    with house.scope():
        application = submit(by=house.applicant, application=application, on=today, base_version=application.version)
        for stage, steps in (
            ("basic-information", (StageStatus.PASSED,)),
            ("business-verification", (StageStatus.IN_REVIEW, StageStatus.PASSED)),
            ("technical-review", (StageStatus.IN_REVIEW,)),
        ):
            for to in steps:
                told = {"stage": stage, "to": to, "on": today, "base_version": application.version}
                application = move_stage(by=house.consultant, application=application, **told)
    page = client_for(house.applicant).get(url_of(house, "readiness:application", number=1)).content.decode()
    assert "Three technical tests must pass by" in page
    with house.scope():
        assert {one.cycle.partition("/")[2] for one in Reminder.objects.filter(kind="technical-tests")} == {"48", "24"}
