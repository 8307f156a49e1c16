"""An application opened, submitted, walked through its stages, banned and ended. Only lawful moves; each with who, when and why."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from readiness.audit import record
from readiness.enums import ApplicationStatus, EventKind, StageStatus
from readiness.models import Application, ApplicationStage, Company, InformationRequest, StageEvent, User
from readiness.rulebook import current_rulebook
from readiness.signals import application_activated
from readiness.stages.clocks import BLACKLIST, COOLDOWN, INFORMATION, due_at
from readiness.stages.moves import application_moves, hand_moves, is_backward, stage_moves
from readiness.stages.timeline import review_stages

from .companies import mark_dirty
from .planning import replan

BANS = {ApplicationStatus.COOLING_DOWN: COOLDOWN, ApplicationStatus.BLACKLISTED: BLACKLIST}


class StaleApplication(Exception):
    """Somebody moved it after the page was opened; `current` is what stands now."""

    def __init__(self, current: Application) -> None:
        super().__init__("application moved meanwhile")
        self.current = current


class UnlawfulMove(Exception):
    """`allowed` says where it may go from where it stands."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        super().__init__(f"allowed: {', '.join(allowed) or 'nothing'}")
        self.allowed = allowed


class NotNow(Exception):
    """`until`: a ban that still runs, or None where another application or stage stands before this one."""

    def __init__(self, until: dt.datetime | None = None) -> None:
        super().__init__(f"not before {until}")
        self.until = until


class WrongDay(Exception):
    """A day before the application, or one that has not come yet; `earliest` and `latest` are the days that may be."""

    def __init__(self, earliest: dt.date, latest: dt.date) -> None:
        super().__init__(f"expected a day from {earliest} to {latest}")
        self.earliest, self.latest = earliest, latest


class ReasonMissing(Exception):
    """A stage that had passed is taken up again: why?"""


class AnsweredAlready(Exception):
    """The request has its answer; `request` shows whose."""

    def __init__(self, request: InformationRequest) -> None:
        super().__init__("answered already")
        self.request = request


def ban_until(company: Company) -> dt.datetime | None:
    """The end of a ban of this company that still runs, whatever became of the application that caused it."""
    ends = Application.objects.filter(company=company, blocked_until__gt=timezone.now())
    return ends.aggregate(end=Max("blocked_until"))["end"]


@transaction.atomic
def open_application(*, by: User, company: Company, provider_tier: str, provider_name: str, phone_number: str) -> Application:
    """NotNow while a ban runs, or while another application is under way."""
    until = ban_until(company)
    if until:
        raise NotNow(until)
    last = Application.objects.filter(company=company).aggregate(last=Max("number"))["last"] or 0
    told = {"provider_tier": provider_tier, "provider_name": provider_name, "phone_number": phone_number}
    try:
        with transaction.atomic():
            application = Application.objects.create(company=company, number=last + 1, **told)
    except IntegrityError as error:
        raise NotNow from error
    ApplicationStage.objects.bulk_create(
        ApplicationStage(application=application, stage=stage.id) for stage in review_stages(current_rulebook())
    )
    _event(application, "", "", application.status, timezone.localdate(), "", by)
    _audit(by, application, EventKind.APPLICATION_OPENED, **told)
    return application


@transaction.atomic
def submit(*, by: User, application: Application, on: dt.date, base_version: int, gate_reason: str = "") -> Application:
    """Sends it on its way; the first stage that has not passed waits from that day. StaleApplication, UnlawfulMove, NotNow, WrongDay."""
    current = _held(application, base_version)
    until = ban_until(current.company)
    if until:
        raise NotNow(until)
    _check_day(on, _earliest(current))
    _to(current, ApplicationStatus.SUBMITTED, on, gate_reason, by)
    current.submitted_on, current.gate_reason = on, gate_reason
    _save(current)
    first = next(stage for stage in current.stages.all() if stage.status != StageStatus.PASSED)
    _set_stage(current, first, StageStatus.WAITING, on, "", by, restart=True)
    _audit(by, current, EventKind.APPLICATION_MOVED, status=current.status, on=on.isoformat(), reason=gate_reason)
    return current


@transaction.atomic
def move_stage(
    *, by: User, application: Application, stage: str, to: StageStatus, on: dt.date, base_version: int, reason: str = ""
) -> Application:
    """StaleApplication, UnlawfulMove, NotNow (a stage before it has not passed), WrongDay, ReasonMissing (of going back)."""
    current = _held(application, base_version)
    if current.status != ApplicationStatus.SUBMITTED or current.submitted_on is None:
        raise UnlawfulMove(())
    stages = list(current.stages.all())
    place = next(position for position, one in enumerate(stages) if one.stage == stage)
    found = stages[place]
    if to not in stage_moves(found.status):
        raise UnlawfulMove(stage_moves(found.status))
    if any(one.status != StageStatus.PASSED for one in stages[:place]):
        raise NotNow
    _check_day(on, _earliest(current))
    if is_backward(found.status, to) and not reason:
        raise ReasonMissing
    _set_stage(current, found, to, on, reason, by, restart=is_backward(found.status, to))
    _follow(current, stages, place, to, on, reason, by)
    _save(current)
    _audit(by, current, EventKind.STAGE_MOVED, stage=stage, status=to.value, on=on.isoformat(), reason=reason)
    return current


def _follow(current: Application, stages: list[ApplicationStage], place: int, to: str, on: dt.date, reason: str, by: User) -> None:
    """What a stage that ended means for the next one, and for the whole."""
    if to == StageStatus.REFUSED:
        _to(current, ApplicationStatus.REFUSED, on, reason, by)
        _close_requests(current)
    if to != StageStatus.PASSED:
        return
    if place + 1 == len(stages):
        _to(current, ApplicationStatus.ACTIVE, on, "", by)
        application_activated.send(Application, company=current.company, on=on, by=by)
    elif stages[place + 1].status == StageStatus.NOT_STARTED:
        _set_stage(current, stages[place + 1], StageStatus.WAITING, on, "", by)


@transaction.atomic
def move_application(
    *, by: User, application: Application, to: ApplicationStatus, on: dt.date, base_version: int, reason: str = ""
) -> Application:
    """Suspended, banned, active again, withdrawn. StaleApplication, UnlawfulMove, NotNow (a ban still runs), WrongDay."""
    current = _held(application, base_version)
    allowed = hand_moves(current.status)
    if to not in allowed:
        raise UnlawfulMove(allowed)
    is_back = current.status == ApplicationStatus.COOLING_DOWN and to == ApplicationStatus.ACTIVE
    if is_back and current.blocked_until and current.blocked_until > timezone.now():
        raise NotNow(current.blocked_until)
    _check_day(on, _earliest(current))
    _to(current, to, on, reason, by)
    if to in BANS:
        current.blocked_until = due_at(current_rulebook(), BANS[to], _moment_of(on))
    if to == ApplicationStatus.WITHDRAWN:
        _close_requests(current)
    _save(current)
    _audit(by, current, EventKind.APPLICATION_MOVED, status=to.value, on=on.isoformat(), reason=reason)
    mark_dirty(current.company, moves_dates=False)
    return current


@transaction.atomic
def ask_information(
    *, by: User, application: Application, stage: str, text: str, paper: str, asked_at: dt.datetime, base_version: int
) -> InformationRequest:
    """The reviewer wants something: the stage waits for us, and the clock runs. StaleApplication, UnlawfulMove, WrongDay."""
    current = _held(application, base_version)
    if current.status != ApplicationStatus.SUBMITTED:
        raise UnlawfulMove(())
    found = current.stages.get(stage=stage)
    if found.status != StageStatus.INFORMATION_ASKED and StageStatus.INFORMATION_ASKED not in stage_moves(found.status):
        raise UnlawfulMove(stage_moves(found.status))
    on = timezone.localdate(asked_at)
    _check_day(on, _earliest(current) if found.status != StageStatus.INFORMATION_ASKED else found.started_on or on)
    if asked_at > timezone.now():
        raise WrongDay(_earliest(current), timezone.localdate())
    if found.status != StageStatus.INFORMATION_ASKED:
        _set_stage(current, found, StageStatus.INFORMATION_ASKED, on, text, by)
    request = InformationRequest.objects.create(
        application=current,
        stage=stage,
        text=text,
        paper=paper,
        asked_at=asked_at,
        due_at=due_at(current_rulebook(), INFORMATION, asked_at),
        asked_by=by,
    )
    _save(current)
    _audit(by, current, EventKind.INFORMATION_REQUESTED, stage=stage, text=text, paper=paper, due_at=request.due_at.isoformat())
    return request


@transaction.atomic
def answer_information(*, by: User, request: InformationRequest, answer: str) -> InformationRequest:
    """Once; the stage goes on when every request of it has its answer. AnsweredAlready, UnlawfulMove (nobody waits any more)."""
    application = Application.objects.select_for_update(of=("self",)).select_related("company").get(pk=request.application_id)
    current = InformationRequest.objects.get(pk=request.pk)
    if current.answered_at is not None:
        raise AnsweredAlready(current)
    if current.closed_at is not None or application.status != ApplicationStatus.SUBMITTED:
        raise UnlawfulMove(())
    current.answer, current.answered_at, current.answered_by = answer, timezone.now(), by
    current.save()
    found = application.stages.get(stage=current.stage)
    waiting = InformationRequest.objects.filter(application=application, stage=current.stage)
    is_open = waiting.filter(answered_at__isnull=True, closed_at__isnull=True).exists()
    if not is_open and found.status == StageStatus.INFORMATION_ASKED:
        _set_stage(application, found, StageStatus.IN_REVIEW, timezone.localdate(), "", by)
    _save(application)
    _audit(by, application, EventKind.INFORMATION_ANSWERED, stage=current.stage, request=current.pk, answer=answer)
    return current


def _held(application: Application, base_version: int) -> Application:
    current = Application.objects.select_for_update(of=("self",)).select_related("company").get(pk=application.pk)
    if current.version != base_version:
        raise StaleApplication(current)
    return current


def _close_requests(application: Application) -> None:
    waiting = InformationRequest.objects.filter(application=application, answered_at__isnull=True, closed_at__isnull=True)
    waiting.update(closed_at=timezone.now())


def _earliest(current: Application) -> dt.date:
    """The day of what happened last: nothing is recorded before it. A first submission may lie up to a year back."""
    last = StageEvent.objects.filter(application=current).exclude(after=ApplicationStatus.PREPARING).aggregate(on=Max("on"))["on"]
    return last or timezone.localdate(current.created_at) - dt.timedelta(days=365)


def _moment_of(on: dt.date) -> dt.datetime:
    """Now, if it is today; else the same time of that day."""
    now = timezone.localtime()
    return now - dt.timedelta(days=(now.date() - on).days)


def _check_day(on: dt.date, earliest: dt.date) -> None:
    latest = timezone.localdate()
    if not earliest <= on <= latest:
        raise WrongDay(earliest, latest)


def _to(current: Application, to: str, on: dt.date, reason: str, by: User) -> None:
    if to not in application_moves(current.status):
        raise UnlawfulMove(application_moves(current.status))
    _event(current, "", current.status, to, on, reason, by)
    current.status = to


def _set_stage(
    application: Application, stage: ApplicationStage, to: str, on: dt.date, reason: str, by: User, *, restart: bool = False
) -> None:
    if to == stage.status:
        return
    _event(application, stage.stage, stage.status, to, on, reason, by)
    stage.status, stage.reason = to, reason
    stage.started_on = on if restart or stage.started_on is None else stage.started_on
    stage.decided_on = on if to in (StageStatus.PASSED, StageStatus.REFUSED) else None
    stage.save()


def _event(application: Application, stage: str, before: str, after: str, on: dt.date, reason: str, by: User) -> None:
    StageEvent.objects.create(application=application, stage=stage, before=before, after=after, on=on, reason=reason, by=by)


def _save(current: Application) -> None:
    current.version += 1
    current.save()


def _audit(by: User, application: Application, kind: EventKind, **told: object) -> None:
    """The last thing of every action: what happened is kept, and its clocks are planned."""
    company = application.company
    record(by=by, kind=kind, workspace_id=company.workspace_id, company=company, application=application.number, **told)
    replan([company.pk])
