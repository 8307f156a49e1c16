"""What the floor wants reminders for: the clocks of an application, addresses that take no mail, digests and monthly reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import F

from readiness.enums import ApplicationStatus, ReminderKind, RoleName, StageStatus
from readiness.models import Application, ApplicationStage, InformationRequest, Membership
from readiness.reminders.sources import Ask, about_companies, about_workspaces
from readiness.reminders.wanted import Audience, Wanted
from readiness.stages.clocks import INFORMATION, TECHNICAL_REVIEW, TESTS, tests_end_at

HOURS_A_DAY = 24
BANNED = (ApplicationStatus.COOLING_DOWN, ApplicationStatus.BLACKLISTED)
RUNNING = (StageStatus.WAITING, StageStatus.IN_REVIEW, StageStatus.INFORMATION_ASKED)
WEEK = dt.timedelta(days=7)


@about_companies
def information_requests(ask: Ask) -> Iterator[Wanted]:
    """At once, the last day, and when the time is over (G-ST-3)."""
    rule = ask.book.renewals[INFORMATION]
    waiting = InformationRequest.objects.filter(
        application__company_id__in=list(ask.places), answered_at__isnull=True, closed_at__isnull=True
    )
    waiting = waiting.filter(application__company_id__in=list(ask.places), application__status=ApplicationStatus.SUBMITTED)
    fields = ("pk", "application__company_id", "application__number", "text", "due_at")
    for pk, company_id, number, text, due_at in waiting.values_list(*fields):
        for hours in (rule.hours or 0, *(days * HOURS_A_DAY for days in rule.remind_days_before), 0):
            yield Wanted(
                kind=ReminderKind.INFORMATION_REQUEST,
                subject_type="request",
                subject_id=pk,
                workspace_id=ask.places[company_id].workspace_id,
                company_id=company_id,
                deadline=due_at,
                before=hours,
                audience=Audience.APPLICANTS,
                facts={"number": number, "text": text[:200], "at": due_at.isoformat()},
            )


@about_companies
def technical_tests(ask: Ask) -> Iterator[Wanted]:
    """Three tests within the hours of the guide (G-ST-12), counted from the morning on which the technical review began."""
    rule = ask.book.renewals[TESTS]
    stages = ApplicationStage.objects.filter(application__company_id__in=list(ask.places), stage=TECHNICAL_REVIEW, status__in=RUNNING)
    stages = stages.filter(application__status=ApplicationStatus.SUBMITTED, started_on__isnull=False)
    for pk, company_id, number, started in stages.values_list("pk", "application__company_id", "application__number", "started_on"):
        assert started is not None
        place = ask.places[company_id]
        ends = tests_end_at(ask.book, started, place.zone)
        for hours in (rule.hours or 0, *(days * HOURS_A_DAY for days in rule.remind_days_before)):
            yield Wanted(
                kind=ReminderKind.TECHNICAL_TESTS,
                subject_type="stage",
                subject_id=pk,
                workspace_id=place.workspace_id,
                company_id=company_id,
                deadline=ends,
                before=hours,
                audience=Audience.APPLICANTS,
                facts={"number": number, "hours": rule.hours, "at": ends.isoformat()},
            )


@about_companies
def bans(ask: Ask) -> Iterator[Wanted]:
    """A cooldown or a blacklisting is over (G-AF-3)."""
    banned = Application.objects.filter(company_id__in=list(ask.places), status__in=BANNED, blocked_until__isnull=False)
    for pk, company_id, number, until in banned.values_list("pk", "company_id", "number", "blocked_until"):
        assert until is not None
        yield Wanted(
            kind=ReminderKind.BAN_OVER,
            subject_type="application",
            subject_id=pk,
            workspace_id=ask.places[company_id].workspace_id,
            company_id=company_id,
            deadline=until,
            before=0,
            audience=Audience.APPLICANTS,
            facts={"number": number, "at": until.isoformat()},
        )


@about_workspaces
def stopped_addresses(ask: Ask) -> Iterator[Wanted]:
    """Somebody no longer gets mail: those who look after the workspace are told."""
    stopped = Membership.objects.filter(workspace_id__in=list(ask.places), user__mail_choice__stopped_address=F("user__email"))
    fields = ("workspace_id", "user_id", "user__name", "user__email", "user__mail_choice__stopped_at", "user__mail_choice__stopped_reason")
    for workspace_id, user_id, name, email, at, reason in stopped.values_list(*fields):
        yield Wanted(
            kind=ReminderKind.ADDRESS_STOPPED,
            subject_type="person",
            subject_id=user_id,
            workspace_id=workspace_id,
            company_id=None,
            deadline=at,
            before=0,
            audience=Audience.REVIEWERS,
            facts={"person": name or email, "address": email, "reason": reason},
            in_app_only=True,
        )


@about_workspaces
def digests(ask: Ask) -> Iterator[Wanted]:
    """Mondays for consultants, the first of the month for managers. One that was missed is not made up for: the next one says it all."""
    with_managers = set(
        Membership.objects.filter(workspace_id__in=list(ask.places), role=RoleName.MANAGER).values_list("workspace_id", flat=True)
    )
    for pk in ask.places:
        today = ask.today(pk)
        monday, first = today - dt.timedelta(days=today.weekday()), today.replace(day=1)
        for on in (monday, monday + WEEK):
            yield _digest(ask, pk, ReminderKind.WEEKLY_DIGEST, on, Audience.REVIEWERS)
        for on in (first, (first + dt.timedelta(days=31)).replace(day=1)) if pk in with_managers else ():
            yield _digest(ask, pk, ReminderKind.MONTHLY_REPORT, on, Audience.MANAGERS)


def _digest(ask: Ask, workspace_id: int, kind: ReminderKind, on: dt.date, audience: Audience) -> Wanted:
    return Wanted(
        kind=kind,
        subject_type="workspace",
        subject_id=workspace_id,
        workspace_id=ask.places[workspace_id].workspace_id,
        company_id=None,
        deadline=on,
        before=0,
        audience=audience,
        facts={"on": on.isoformat()},
        catches_up=False,
    )
