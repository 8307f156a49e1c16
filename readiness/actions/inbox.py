"""What a person does with a reminder: read it, settle it, put it off."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet

from readiness.audiences import houses
from readiness.clock import database_now
from readiness.enums import Channel, ReminderState
from readiness.models import Reminder, User
from readiness.reminders.plan import SNOOZE_MARK

SNOOZE_DAYS = (1, 3, 7)
OPEN = (ReminderState.PLANNED, ReminderState.SENDING)


def inbox(person: User) -> QuerySet[Reminder]:
    """What has reached this person in the open scope, the newest first."""
    sent = Reminder.objects.filter(person=person, channel=Channel.APP, state=ReminderState.SENT)
    return sent.select_related("company", "workspace").order_by("-sent_at", "-pk")


def mark_read(person: User) -> int:
    return inbox(person).order_by().filter(read_at__isnull=True).update(read_at=database_now())


@transaction.atomic
def mark_done(*, reminder: Reminder) -> int:
    """This person has seen to it: what is still planned about the same deadline is not sent any more. How many rows were settled."""
    now = database_now()
    rows = _of_deadline(reminder).filter(done_at__isnull=True)
    planned = rows.filter(state=ReminderState.PLANNED).update(state=ReminderState.CANCELLED, done_at=now)
    return planned + rows.exclude(state__in=OPEN).update(done_at=now, read_at=now)


@transaction.atomic
def snooze(*, reminder: Reminder, days: int) -> dt.datetime:
    """Says it again on the morning so many days from now, on the channels it came by; when that is. Twice for one day is once."""
    house = houses([reminder.workspace_id])[reminder.workspace_id]
    now = database_now()
    due = house.clock.on(now.astimezone(house.clock.zone).date() + dt.timedelta(days=days))
    base = reminder.cycle.partition(SNOOZE_MARK)[0]
    came = _of_deadline(reminder).filter(Q(cycle=base) | Q(cycle__startswith=base + SNOOZE_MARK))
    channels = set(came.values_list("channel", flat=True))
    again = [
        Reminder(
            **{name: getattr(reminder, name) for name in ("workspace_id", "company_id", "subject_type", "subject_id", "kind", "person_id")},
            cycle=f"{base}{SNOOZE_MARK}{due:%Y%m%d}",
            channel=channel,
            due_at=due,
            facts=reminder.facts,
            snoozed=True,
        )
        for channel in sorted(channels)
    ]
    Reminder.objects.bulk_create(again, ignore_conflicts=True)
    came.exclude(state__in=OPEN).update(done_at=now, read_at=now)
    return due


def _of_deadline(reminder: Reminder) -> QuerySet[Reminder]:
    """Every row of this person about the same deadline of the same thing."""
    same = {name: getattr(reminder, name) for name in ("workspace_id", "subject_type", "subject_id", "kind", "person_id")}
    return Reminder.objects.filter(**same, cycle__startswith=reminder.cycle.partition("/")[0] + "/")
