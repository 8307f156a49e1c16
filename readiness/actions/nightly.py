"""Every night all plans are derived anew, chunk by chunk; where it stands is a row, so that a lost message or worker loses nothing."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db import DatabaseError, transaction
from django_scopes import scopes_disabled

from readiness.clock import database_now
from readiness.enums import MailState, ReminderState
from readiness.models import Company, Heartbeat, OutgoingMail, Reminder, Workspace

from .planning import replan, replan_workspaces

log = logging.getLogger(__name__)
NIGHTLY = "nightly-plan"
HOUR_UTC = 1
CHUNK = 250
BUDGET_SECONDS = 20.0
SHOWN_FAILURES = 50
KEPT = dt.timedelta(days=180)


def is_due() -> bool:
    """Whether today's pass has not begun, or has not come to its end."""
    now = database_now()
    last = Heartbeat.objects.filter(name=NIGHTLY).first()
    if last is None or last.detail.get("day") != f"{now:%Y-%m-%d}":
        return last is None or now.hour >= HOUR_UTC
    return not last.detail.get("done", False)


def plan_next(*, budget_seconds: float = BUDGET_SECONDS, chunk: int = CHUNK) -> bool:
    """Goes on where the last call stopped, for as long as the budget lasts. True when today's pass is done."""
    ends = time.monotonic() + budget_seconds
    with scopes_disabled():  # the pass serves every workspace
        while not (is_done := _step(chunk)) and time.monotonic() < ends:
            pass
    return bool(is_done)


@transaction.atomic
def _step(chunk: int) -> bool | None:
    """One chunk and the note of it in one transaction. None: another worker is at it."""
    now = database_now()
    Heartbeat.objects.get_or_create(name=NIGHTLY, defaults={"at": now, "detail": {}})
    row = Heartbeat.objects.select_for_update(skip_locked=True).filter(name=NIGHTLY).first()
    if row is None:
        return True
    day = f"{now:%Y-%m-%d}"
    detail: dict[str, Any] = (
        row.detail if row.detail.get("day") == day else {"day": day, "after": 0, "planned": 0, "failed": [], "done": False}
    )
    if detail["done"]:
        return True
    ids = list(Company.objects.filter(pk__gt=detail["after"]).order_by("pk").values_list("pk", flat=True)[:chunk])
    failed = apart(replan, ids) if ids else apart(replan_workspaces, Workspace.objects.values_list("pk", flat=True))
    detail["failed"] = (detail["failed"] + failed)[:SHOWN_FAILURES]
    detail |= {"after": ids[-1], "planned": detail["planned"] + len(ids)} if ids else {"done": True, "pruned": prune()}
    row.at, row.detail = now, detail
    row.save()
    return bool(detail["done"])


def prune() -> int:
    """Forgets mails that went out long ago, and plans that were taken back long ago; what people settled is kept. How many rows."""
    old = database_now() - KEPT
    mails = OutgoingMail.objects.filter(state__in=[MailState.SENT, MailState.STOPPED], created_at__lt=old)
    plans = Reminder.objects.filter(state=ReminderState.CANCELLED, done_at__isnull=True, due_at__lt=old)
    return mails.delete()[0] + plans.delete()[0]


def apart(plan: Callable[[list[int]], object], ids: Iterable[int]) -> list[int]:
    """All at once; where that fails one by one, so that one that cannot be planned keeps no others from it. Which failed."""
    every, failed = list(ids), []
    try:
        with transaction.atomic():
            plan(every)
    except DatabaseError:
        raise
    except Exception:
        log.exception("a chunk of %s could not be planned; trying one by one", len(every))
        for pk in every:
            try:
                with transaction.atomic():
                    plan([pk])
            except Exception:
                log.exception("%s could not be planned", pk)
                failed.append(pk)
    return failed
