"""Applications of the demo: one on its way for each company that applied, one that came to its end for each active one."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from readiness.actions.applications import ask_information, move_stage, open_application, submit
from readiness.clock import database_now
from readiness.enums import ReminderState, StageStatus
from readiness.models import Application, Company, Reminder, User, Workspace
from readiness.rulebook.facts import Facts

DAY = dt.timedelta(days=1)
REVIEW_DAYS = (3, 9, 2, 2, 1)
QUESTION = "Please send a second proof that the bank account belongs to the company, not older than three months."
EARLY = dt.timedelta(hours=26)  # all that would come on the next morning


def send_application(*, by: User, company: Company, facts: Facts, is_active: bool) -> Application:
    """`is_active`: every stage has passed. Else the business verification is under way, and its reviewer has a question."""
    days = sum(REVIEW_DAYS) + 20 if is_active else 9
    on = timezone.localdate() - days * DAY
    told = {"provider_tier": facts.provider_tier or "standard", "provider_name": "", "phone_number": ""}
    application = open_application(by=by, company=company, **told)
    application = submit(by=by, application=application, on=on, base_version=application.version)
    stages = [stage.stage for stage in application.stages.all()]
    for stage, length in zip(stages, REVIEW_DAYS, strict=True) if is_active else [(stages[0], REVIEW_DAYS[0])]:
        application = _step(application, stage, StageStatus.IN_REVIEW, on, by)
        on += length * DAY
        application = _step(application, stage, StageStatus.PASSED, on, by)
    if not is_active:
        application = _step(application, stages[1], StageStatus.IN_REVIEW, on, by)
        ask_information(
            by=by,
            application=application,
            base_version=application.version,
            stage=stages[1],
            text=QUESTION,
            paper="bank_proof",
            asked_at=timezone.now() - dt.timedelta(hours=50),
        )
    return application


def _step(application: Application, stage: str, to: StageStatus, on: dt.date, by: User) -> Application:
    return move_stage(by=by, application=application, stage=stage, to=to, on=on, base_version=application.version)


def bring_forward(workspace: Workspace) -> int:
    """Whoever opens the demo wants to see reminders today: what is due on the next morning is due now."""
    now = database_now()
    soon = Reminder.objects.filter(workspace=workspace, state=ReminderState.PLANNED, due_at__lt=now + EARLY)
    return soon.update(due_at=now)
