"""An application as its page shows it: stages, clocks, requests, the picture of planned against real."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from readiness.display import text
from readiness.enums import ApplicationStatus, StageStatus
from readiness.forms.applications import FIXES, REFUSALS
from readiness.models import Application, ApplicationStage, Company, InformationRequest, StageEvent
from readiness.rulebook import current_rulebook
from readiness.stages.clocks import TECHNICAL_REVIEW, TESTS, tests_end_at
from readiness.stages.timeline import Real, Row, picture, timeline

TONES = {
    StageStatus.NOT_STARTED: "quiet",
    StageStatus.WAITING: "waiting",
    StageStatus.IN_REVIEW: "waiting",
    StageStatus.INFORMATION_ASKED: "warn",
    StageStatus.PASSED: "ok",
    StageStatus.REFUSED: "bad",
}
APPLICATION_TONES = {
    ApplicationStatus.PREPARING: "quiet",
    ApplicationStatus.SUBMITTED: "waiting",
    ApplicationStatus.ACTIVE: "ok",
    ApplicationStatus.REFUSED: "bad",
    ApplicationStatus.SUSPENDED: "bad",
    ApplicationStatus.COOLING_DOWN: "warn",
    ApplicationStatus.BLACKLISTED: "bad",
    ApplicationStatus.WITHDRAWN: "quiet",
}


def timeline_rows(application: Application, stages: Iterable[ApplicationStage], company: Company) -> list[Row]:
    """Planned from today while it is not submitted; what was withdrawn grows no later after it."""
    today = last_day(application, timezone.localdate())
    profile = getattr(company, "companyprofile", None)
    country = str(profile.country) if profile and profile.country else None
    real = {one.stage: Real(one.status, one.started_on, one.decided_on) for one in stages}
    return timeline(current_rulebook(), submitted_on=application.submitted_on or today, country=country, real=real, today=today)


def last_day(application: Application, today: dt.date) -> dt.date:
    """Today, or the day on which it was withdrawn."""
    if application.status != ApplicationStatus.WITHDRAWN:
        return today
    events = StageEvent.objects.filter(application=application, stage="", after=ApplicationStatus.WITHDRAWN)
    return min(events.values_list("on", flat=True).first() or today, today)


def timeline_view(application: Application, stages: Iterable[ApplicationStage], company: Company) -> dict[str, Any]:
    """The picture, and the same dates as rows; for the page and for the report."""
    rows = timeline_rows(application, stages, company)
    return {"picture": picture(rows, timezone.localdate()), "rows": [_timeline_row(one) for one in rows]}


def _timeline_row(row: Row) -> dict[str, Any]:
    return {"title": text(f"stages.{row.stage}.title"), "row": row}


def stage_rows(application: Application, stages: list[ApplicationStage], company: Company) -> list[dict[str, Any]]:
    planned = {one.stage: one for one in timeline_rows(application, stages, company)}
    return [
        {
            "stage": one,
            "title": text(f"stages.{one.stage}.title"),
            "status": one.get_status_display(),
            "tone": TONES[StageStatus(one.status)],
            "planned": planned[one.stage],
            "tests": _tests_clock(one),
            **refusal_words(one.reason if one.status == StageStatus.REFUSED else ""),
        }
        for one in stages
    ]


def _tests_clock(stage: ApplicationStage) -> dict[str, Any] | None:
    """While the technical review runs: by when the three tests must have passed."""
    runs = stage.stage == TECHNICAL_REVIEW and stage.status not in (StageStatus.PASSED, StageStatus.REFUSED)
    if not runs or stage.started_on is None:
        return None
    ends_at = tests_end_at(current_rulebook(), stage.started_on, timezone.get_current_timezone())
    return {"at": ends_at, "hours": current_rulebook().renewals[TESTS].hours, "is_late": ends_at < timezone.now()}


def refusal_words(reason: str) -> dict[str, Any]:
    """A kept reason (`names-differ: the licence says Group`) as words, with what to mend."""
    known, _mark, note = reason.partition(": ")
    if known not in REFUSALS:
        return {"refusal": "", "fix": "", "note": reason}
    return {"refusal": REFUSALS[known], "fix": FIXES[known], "note": note}


def open_requests(company: Company) -> list[dict[str, Any]]:
    """What the reviewer waits for, the most urgent first: tasks that stand before all others."""
    now = timezone.now()
    waiting = InformationRequest.objects.filter(application__company=company, answered_at__isnull=True, closed_at__isnull=True)
    waiting = waiting.filter(application__status=ApplicationStatus.SUBMITTED).select_related("application")
    return [{"request": one, "number": one.application.number, "is_late": one.due_at < now} for one in waiting]


def request_rows(application: Application) -> list[dict[str, Any]]:
    now = timezone.now()
    requests = InformationRequest.objects.filter(application=application).select_related("answered_by")
    is_running = application.status == ApplicationStatus.SUBMITTED
    return [
        {
            "request": one,
            "stage": text(f"stages.{one.stage}.title"),
            "paper": text(f"document_kinds.{one.paper}.title") if one.paper else "",
            "is_open": one.answered_at is None and one.closed_at is None and is_running,
            "is_closed": one.answered_at is None and (one.closed_at is not None or not is_running),
            "is_late": one.answered_at is None and one.due_at < now,
            "was_late": one.answered_at is not None and one.answered_at > one.due_at,
        }
        for one in sorted(requests, key=lambda one: (one.answered_at is not None or one.closed_at is not None, one.due_at))
    ]


def event_rows(application: Application) -> list[dict[str, Any]]:
    events = StageEvent.objects.filter(application=application).select_related("by")
    labels = {**dict(StageStatus.choices), **dict(ApplicationStatus.choices)}
    return [
        {
            "event": one,
            "what": text(f"stages.{one.stage}.title") if one.stage else "",
            "after": labels.get(one.after, one.after),
            **refusal_words(one.reason),
        }
        for one in events
    ]
