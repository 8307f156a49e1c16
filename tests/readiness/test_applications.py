"""Applications walk their stages by lawful moves only; the database refuses the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from phone_numbers.models import AccountHealth
from readiness.actions.applications import (
    AnsweredAlready,
    NotNow,
    ReasonMissing,
    StaleApplication,
    UnlawfulMove,
    WrongDay,
    answer_information,
    ask_information,
    ban_until,
    move_application,
    move_stage,
    open_application,
    submit,
)
from readiness.enums import ApplicationStatus as A
from readiness.enums import StageStatus as S
from readiness.models import Application, ApplicationStage, AuditEvent, Company, InformationRequest, LawfulMove, Reminder, StageEvent
from readiness.rulebook import current_rulebook
from readiness.stages.moves import APPLICATION_MOVES, STAGE_MOVES, lawful_rows
from readiness.stages.timeline import review_stages
from readiness.way import open_requests
from tests.cast import Cast, add_request

FIRST = "basic-information"
FIVE = [stage.id for stage in review_stages(current_rulebook())]
Walk = Callable[..., Application]


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def application(cast: Cast) -> Application:
    with cast.north.scope():
        return open_application(
            by=cast.north.consultant, company=cast.north.company, provider_tier="elite", provider_name="Acme", phone_number="+39 02 1"
        )


@pytest.fixture
def submitted(cast: Cast, application: Application, today: dt.date) -> Application:
    with cast.north.scope():
        return submit(by=cast.north.applicant, application=application, on=today, base_version=application.version)


def walk(cast: Cast, application: Application, *moves: tuple[str, S], **more: Any) -> Application:
    with cast.north.scope():
        for stage, to in moves:
            application = move_stage(
                by=cast.north.consultant, application=application, stage=stage, to=to, on=timezone.localdate(),
                base_version=application.version, **more,
            )  # fmt: skip
    return application


def pass_all(cast: Cast, application: Application, on: dt.date) -> Application:
    for stage in FIVE:
        told = {"stage": stage, "to": S.PASSED, "on": on, "base_version": application.version}
        if stage != FIVE[0]:
            application = move_stage(by=cast.north.consultant, application=application, **told | {"to": S.IN_REVIEW})
        application = move_stage(by=cast.north.consultant, application=application, **told | {"base_version": application.version})
    return application


def standing(cast: Cast, application: Application) -> list[str]:
    with cast.north.scope():
        return [str(stage.status) for stage in application.stages.all()]


def test_five_stages_in_order(application: Application, cast: Cast) -> None:
    with cast.north.scope():
        assert [stage.stage for stage in application.stages.all()] == FIVE
    assert FIVE == ["basic-information", "business-verification", "technical-review", "number-approval", "template-approval"]


def test_submitting_starts_the_first_stage(cast: Cast, submitted: Application) -> None:
    assert (submitted.status, standing(cast, submitted)) == (A.SUBMITTED, [S.WAITING, *[S.NOT_STARTED] * 4])


def test_passing_all_stages_activates_and_says_since_when(cast: Cast, submitted: Application, today: dt.date) -> None:
    last = walk(cast, submitted, *[(stage, S.PASSED) for stage in FIVE])
    assert (last.status, standing(cast, last)) == (A.ACTIVE, [S.PASSED] * 5)
    with cast.north.scope():
        assert AccountHealth.objects.get(company=cast.north.company).activated_on == today


def test_no_stage_before_the_one_before(cast: Cast, submitted: Application) -> None:
    with pytest.raises(NotNow):
        walk(cast, submitted, (FIVE[1], S.IN_REVIEW))


def test_refusal_stops_all_and_is_taken_up_again(cast: Cast, submitted: Application, today: dt.date) -> None:
    refused = walk(cast, submitted, (FIVE[0], S.PASSED), (FIVE[1], S.REFUSED), reason="Name differs")
    assert (refused.status, standing(cast, refused)[:2]) == (A.REFUSED, [S.PASSED, S.REFUSED])
    with cast.north.scope():
        again = submit(by=cast.north.applicant, application=refused, on=today, base_version=refused.version)
    assert (again.status, standing(cast, again)[:3]) == (A.SUBMITTED, [S.PASSED, S.WAITING, S.NOT_STARTED])


def test_going_back_is_kept_with_its_reason(cast: Cast, submitted: Application) -> None:
    back = walk(cast, submitted, (FIVE[0], S.PASSED))
    back = walk(cast, back, (FIVE[0], S.IN_REVIEW), reason="Reviewer looks again")
    with cast.north.scope():
        event = StageEvent.objects.filter(application=back)[0]
    assert (event.before, event.after, event.reason, event.by) == (S.PASSED, S.IN_REVIEW, "Reviewer looks again", cast.north.consultant)


@pytest.mark.parametrize(("stage", "to", "allowed"), [
    (FIVE[0], S.NOT_STARTED, STAGE_MOVES[S.WAITING]),
    (FIVE[0], S.WAITING, STAGE_MOVES[S.WAITING]),
    (FIVE[1], S.PASSED, STAGE_MOVES[S.NOT_STARTED]),
])  # fmt: skip
def test_unlawful_move_says_what_is_allowed(cast: Cast, submitted: Application, stage: str, to: S, allowed: tuple[str, ...]) -> None:
    with pytest.raises(UnlawfulMove) as refused:
        walk(cast, submitted, (stage, to))
    assert refused.value.allowed == allowed


def test_nothing_moves_before_it_is_submitted(cast: Cast, application: Application) -> None:
    with pytest.raises(UnlawfulMove):
        walk(cast, application, (FIVE[0], S.PASSED))


def test_two_people_at_once(cast: Cast, submitted: Application) -> None:
    walk(cast, submitted, (FIVE[0], S.IN_REVIEW))
    with pytest.raises(StaleApplication) as stale:
        walk(cast, submitted, (FIVE[0], S.PASSED))
    assert stale.value.current.version == submitted.version + 1


@pytest.mark.parametrize("ahead", [1, -400])
def test_days_that_cannot_be(cast: Cast, submitted: Application, today: dt.date, ahead: int) -> None:
    on = today + dt.timedelta(days=ahead)
    with cast.north.scope(), pytest.raises(WrongDay) as wrong:
        move_stage(by=cast.north.consultant, application=submitted, stage=FIVE[0], to=S.PASSED, on=on, base_version=submitted.version)
    assert (wrong.value.earliest, wrong.value.latest) == (today, today)


def test_one_application_at_a_time(cast: Cast, application: Application) -> None:
    again = {"by": cast.north.consultant, "company": cast.north.company, "provider_tier": "", "provider_name": "", "phone_number": ""}
    with cast.north.scope():
        with pytest.raises(NotNow) as refused:
            open_application(**again)
        assert refused.value.until is None
        ended = {"application": application, "to": A.WITHDRAWN, "on": timezone.localdate(), "base_version": application.version}
        move_application(by=cast.north.consultant, **ended)
        assert open_application(**again).number == 2


@pytest.mark.parametrize(("ban", "hours"), [(A.COOLING_DOWN, 72), (A.BLACKLISTED, 180 * 24)])
def test_a_ban_holds_the_button(cast: Cast, submitted: Application, ban: A, hours: int) -> None:
    active = walk(cast, submitted, *[(stage, S.PASSED) for stage in FIVE])
    with cast.north.scope():
        for to in (A.SUSPENDED, ban):
            active = move_application(
                by=cast.north.consultant, application=active, to=to, on=timezone.localdate(), base_version=active.version, reason="Abuse"
            )
        assert active.blocked_until is not None
        assert abs((active.blocked_until - timezone.now()).total_seconds() - hours * 3600) < 60
        again = {"company": cast.north.company, "provider_tier": "", "provider_name": "", "phone_number": ""}
        with pytest.raises(NotNow) as refused:
            open_application(by=cast.north.consultant, **again)
        assert refused.value.until == active.blocked_until
        Application.objects.filter(pk=active.pk).update(blocked_until=timezone.now())
        assert open_application(by=cast.north.consultant, **again).number == 2


def test_cooldown_ends_when_it_ends(cast: Cast, submitted: Application) -> None:
    active = walk(cast, submitted, *[(stage, S.PASSED) for stage in FIVE])
    with cast.north.scope():
        move = {"by": cast.north.consultant, "on": timezone.localdate()}
        for to in (A.SUSPENDED, A.COOLING_DOWN):
            active = move_application(application=active, to=to, base_version=active.version, **move)
        with pytest.raises(NotNow):
            move_application(application=active, to=A.ACTIVE, base_version=active.version, **move)
        Application.objects.filter(pk=active.pk).update(blocked_until=timezone.now())
        assert move_application(application=active, to=A.ACTIVE, base_version=active.version, **move).status == A.ACTIVE


def ask(cast: Cast, application: Application, **more: Any) -> InformationRequest:
    with cast.north.scope():
        application.refresh_from_db()
        told = {"stage": FIVE[0], "text": "Bank letter, please", "paper": "bank_proof", "asked_at": timezone.now()}
        return ask_information(by=cast.north.consultant, application=application, base_version=application.version, **(told | more))


def test_the_reviewers_question_runs_for_72_hours(cast: Cast, submitted: Application) -> None:
    request = ask(cast, submitted)
    assert request.due_at - request.asked_at == dt.timedelta(hours=72)
    assert standing(cast, submitted)[0] == S.INFORMATION_ASKED


def test_the_stage_goes_on_when_every_question_is_answered_once(cast: Cast, submitted: Application) -> None:
    first, second = ask(cast, submitted), ask(cast, submitted, text="And the shop photo")
    with cast.north.scope():
        answer_information(by=cast.north.applicant, request=first, answer="Uploaded.")
        assert standing(cast, submitted)[0] == S.INFORMATION_ASKED
        answer_information(by=cast.north.applicant, request=second, answer="Uploaded too.")
        assert standing(cast, submitted)[0] == S.IN_REVIEW
        with pytest.raises(AnsweredAlready) as again:
            answer_information(by=cast.north.consultant, request=first, answer="Sent by mail.")
    assert (again.value.request.answer, again.value.request.answered_by) == ("Uploaded.", cast.north.applicant)


def test_moves_are_kept_in_the_audit(cast: Cast, submitted: Application) -> None:
    walk(cast, submitted, (FIVE[0], S.REFUSED), reason="Name differs")
    with cast.north.scope():
        event = AuditEvent.objects.order_by("-pk")[0]
    assert (event.kind, event.data["stage"], event.data["status"], event.data["reason"]) == (
        "stage-moved", FIVE[0], "refused", "Name differs",
    )  # fmt: skip


def test_database_knows_the_same_moves(db: None) -> None:
    assert sorted(LawfulMove.objects.values_list("kind", "before", "after")) == sorted(lawful_rows())
    assert {*STAGE_MOVES} == {*S.values}
    assert {*APPLICATION_MOVES} == {*A.values}


@pytest.mark.parametrize(("table", "status"), [("readiness_applicationstage", "refused"), ("readiness_application", "blacklisted")])
def test_database_refuses_an_unlawful_move(cast: Cast, application: Application, table: str, status: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET status = %s", [status])
    assert standing(cast, application) == [S.NOT_STARTED] * 5


def test_company_of_another_workspace_is_not_there(cast: Cast, application: Application) -> None:
    with cast.south.scope():
        assert Application.objects.count() == 0
        assert Company.objects.filter(applications__isnull=False).count() == 0


def withdraw(cast: Cast, application: Application, on: dt.date) -> Application:
    with cast.north.scope():
        return move_application(by=cast.north.consultant, application=application, to=A.WITHDRAWN, on=on, base_version=application.version)


def test_withdrawing_does_not_end_a_ban(cast: Cast, submitted: Application, today: dt.date) -> None:
    with cast.north.scope():
        blacklisted = pass_all(cast, submitted, today)
        for to in (A.SUSPENDED, A.BLACKLISTED):
            told = {"by": cast.north.consultant, "to": to, "on": today, "base_version": blacklisted.version}
            blacklisted = move_application(application=blacklisted, **told)
        until = ban_until(cast.north.company)
        withdraw(cast, blacklisted, today)
        assert ban_until(cast.north.company) == until is not None
        with pytest.raises(NotNow):
            open_application(by=cast.north.consultant, company=cast.north.company, provider_tier="", provider_name="", phone_number="")


def test_a_ban_runs_from_the_day_on_which_it_began(cast: Cast, submitted: Application, today: dt.date) -> None:
    with cast.north.scope():
        StageEvent.objects.update(on=today - dt.timedelta(days=10))
        ApplicationStage.objects.filter(started_on__isnull=False).update(started_on=today - dt.timedelta(days=10))
        banned = pass_all(cast, submitted, today - dt.timedelta(days=10))
        for to, on in ((A.SUSPENDED, today - dt.timedelta(days=9)), (A.COOLING_DOWN, today - dt.timedelta(days=8))):
            banned = move_application(by=cast.north.consultant, application=banned, to=to, on=on, base_version=banned.version)
        assert banned.blocked_until is not None
        assert timezone.localdate(banned.blocked_until) == today - dt.timedelta(days=5)
        assert ban_until(cast.north.company) is None


def test_no_hand_makes_it_active(cast: Cast, submitted: Application, today: dt.date) -> None:
    with cast.north.scope():
        told = {"by": cast.north.consultant, "to": A.ACTIVE, "on": today, "base_version": submitted.version}
        with pytest.raises(UnlawfulMove) as refused:
            move_application(application=submitted, **told)
        assert refused.value.allowed == (A.WITHDRAWN,)
        with pytest.raises(DatabaseError), transaction.atomic():
            Application.objects.filter(pk=submitted.pk).update(status=A.ACTIVE)


def test_nothing_is_recorded_before_what_happened_last(cast: Cast, submitted: Application, today: dt.date) -> None:
    yesterday = today - dt.timedelta(days=1)
    told = {"stage": FIRST, "to": S.REFUSED, "on": yesterday, "base_version": submitted.version, "reason": "papers-missing"}
    with cast.north.scope(), pytest.raises(WrongDay):
        move_stage(by=cast.north.consultant, application=submitted, **told)
    with pytest.raises(WrongDay):
        withdraw(cast, submitted, yesterday)


def test_going_back_needs_a_reason(cast: Cast, submitted: Application, today: dt.date) -> None:
    with cast.north.scope():
        told = {"by": cast.north.consultant, "stage": FIRST, "on": today}
        passed = move_stage(application=submitted, to=S.PASSED, base_version=submitted.version, **told)
        with pytest.raises(ReasonMissing):
            move_stage(application=passed, to=S.IN_REVIEW, base_version=passed.version, **told)


def test_nobody_asks_of_what_is_over_and_open_questions_are_closed(cast: Cast, today: dt.date) -> None:
    asked = add_request(cast.north)
    over = withdraw(cast, asked.application, today)
    with cast.north.scope():
        asked.refresh_from_db()
        assert asked.closed_at is not None
        with pytest.raises(UnlawfulMove):
            answer_information(by=cast.north.applicant, request=asked, answer="late")
        told = {"stage": FIRST, "text": "?", "paper": "", "asked_at": timezone.now(), "base_version": over.version}
        with pytest.raises(UnlawfulMove):
            ask_information(by=cast.north.consultant, application=over, **told)
        assert open_requests(cast.north.company) == []
        assert not Reminder.objects.filter(kind="information-request", state="planned").exists()


def test_no_question_is_asked_in_the_future(cast: Cast, submitted: Application) -> None:
    told = {"stage": FIRST, "text": "?", "paper": "", "asked_at": timezone.now() + dt.timedelta(minutes=5)}
    with cast.north.scope(), pytest.raises(WrongDay):
        ask_information(by=cast.north.consultant, application=submitted, base_version=submitted.version, **told)
