"""What the workers are doing: clocks, queues, what is due, what failed for good. For the worker page and for probes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from celery import current_app
from django.conf import settings
from django.db.models import Count, Min
from django_scopes import scopes_disabled
from kombu.exceptions import OperationalError
from redis import Redis
from redis.exceptions import RedisError

from readiness.actions.heartbeats import FAILED_SCORES, TICK
from readiness.clock import database_now
from readiness.enums import JobState, MailState, ReminderState
from readiness.models import Heartbeat, Job, OutgoingMail, Reminder

QUEUES = ("interactive", "bulk", "mail")
OLDEST_TICK = dt.timedelta(minutes=5)
MOST_ROWS = 50
BROKER_SECONDS = 2


def queue_depths() -> dict[str, int | None]:
    """Messages that wait, by queue; None where the broker does not answer."""
    if not settings.REDIS_URL:
        folder = Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"])
        return {queue: sum(1 for _ in folder.glob(f"*.{queue}.msg")) for queue in QUEUES}
    try:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=BROKER_SECONDS, socket_connect_timeout=BROKER_SECONDS) as redis:
            return {queue: int(redis.llen(queue)) for queue in QUEUES}
    except RedisError:
        return dict.fromkeys(QUEUES)


def broker_answers() -> bool:
    if settings.REDIS_URL:
        return None not in queue_depths().values()
    try:
        with current_app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, timeout=BROKER_SECONDS)
    except (OperationalError, OSError):
        return False
    return True


def tick_age() -> dt.timedelta | None:
    last = Heartbeat.objects.filter(name=TICK).values_list("at", flat=True).first()
    return database_now() - last if last else None


def is_ticking() -> bool:
    age = tick_age()
    return age is not None and age <= OLDEST_TICK


def state() -> dict[str, Any]:
    """Over all workspaces, for those who run the installation: counts, clocks and failed rows, no word of any dossier."""
    now = database_now()
    with scopes_disabled():  # staff look after the installation, not after one workspace
        due_reminders = Reminder.objects.filter(state__in=[ReminderState.PLANNED, ReminderState.SENDING], due_at__lte=now)
        due_mails = OutgoingMail.objects.filter(state__in=[MailState.WAITING, MailState.SENDING], next_try_at__lte=now)
        open_jobs = Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING])
        return {
            "now": now,
            "heartbeats": list(Heartbeat.objects.exclude(name=FAILED_SCORES).order_by("name")),
            "failed_scores": failed_scores(),
            "tick_age": tick_age(),
            "is_ticking": is_ticking(),
            "queues": queue_depths(),
            "work": [
                _work("reminders", due_reminders.aggregate(count=Count("pk"), oldest=Min("due_at")), now),
                _work("mails", due_mails.aggregate(count=Count("pk"), oldest=Min("next_try_at")), now),
                _work("jobs", open_jobs.aggregate(count=Count("pk"), oldest=Min("created_at")), now),
            ],
            "dead_reminders": list(Reminder.objects.filter(state=ReminderState.DEAD).select_related("workspace")[:MOST_ROWS]),
            "dead_mails": list(OutgoingMail.objects.filter(state=MailState.DEAD).select_related("workspace")[:MOST_ROWS]),
            "failed_jobs": list(Job.objects.filter(state=JobState.FAILED).select_related("workspace")[:MOST_ROWS]),
        }


def failed_scores() -> list[dict[str, Any]]:
    """Dossiers that could not be scored, by number only."""
    row = Heartbeat.objects.filter(name=FAILED_SCORES).first()
    return [{"company": pk, **one} for pk, one in sorted(row.detail.items())] if row else []


def _work(name: str, row: dict[str, Any], now: dt.datetime) -> dict[str, Any]:
    return {"name": name, "count": row["count"], "oldest": row["oldest"], "waits": now - row["oldest"] if row["oldest"] else None}
