"""Gives rows that failed for good another chance, once what was wrong is mended."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django_scopes import scopes_disabled

from readiness.clock import database_now
from readiness.enums import JobState, MailState, ReminderState
from readiness.models import Heartbeat, Job, OutgoingMail, Reminder

from .heartbeats import FAILED_SCORES

AGAIN: dict[str, Any] = {"attempts": 0, "error": "", "token": None, "lease_until": None}


@transaction.atomic
def retry(what: str, key: str | None = None) -> int:
    """`what`: reminders, mails, jobs or scores; one by its key, or all that failed. How many are tried again. KeyError for another word."""
    if what == "scores":
        return Heartbeat.objects.filter(name=FAILED_SCORES).delete()[0]
    with scopes_disabled():  # staff look after the installation, not after one workspace
        choices: dict[str, tuple[QuerySet[Any], dict[str, Any]]] = {
            "reminders": (Reminder.objects.filter(state=ReminderState.DEAD), {"state": ReminderState.PLANNED}),
            "mails": (OutgoingMail.objects.filter(state=MailState.DEAD), {"state": MailState.WAITING, "next_try_at": database_now()}),
            "jobs": (Job.objects.filter(state=JobState.FAILED), {"state": JobState.QUEUED, "finished_at": None}),
        }
        rows, change = choices[what]
        field = "pk" if what == "jobs" else "key"
        return (rows.filter(**{field: key}) if key else rows).update(**change, **AGAIN)
