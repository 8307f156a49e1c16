"""Delivers what is due: into the inbox, and as mails for the relay. Everything that counts happens in one transaction of the database.

A worker takes rows under a lease, looks once more whether they are wanted, and hands them over in the transaction that marks them sent.
Killed before its commit, nothing happened; paused past its lease, its token is worth nothing any more.
"""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django_scopes import scopes_disabled

from readiness.actions.planning import wanted_by_companies, wanted_by_workspaces
from readiness.clock import database_now
from readiness.enums import Channel, ReminderState
from readiness.models import MailChoice, OutgoingMail, Reminder
from readiness.models.reminder import MAX_ATTEMPTS
from readiness.reminder_words import Letter, letter
from readiness.reminders.plan import Key, base_key

log = logging.getLogger(__name__)
LEASE = dt.timedelta(seconds=60)
BATCH = 200
MAIL_ITEMS = 20
OPEN = (ReminderState.PLANNED, ReminderState.SENDING)
KEY_FIELDS = ("subject_type", "subject_id", "kind", "cycle", "channel", "person_id")


@dataclass(frozen=True, slots=True)
class Taken:
    """Rows that are ours until the lease ends."""

    ids: tuple[int, ...]
    token: uuid.UUID


def deliver_due(*, most: int = BATCH) -> int:
    """One round: a batch of what nobody has tried yet, and one row that failed before. How many rows were taken up."""
    with scopes_disabled():  # the worker serves every workspace; each row names its own
        count = 0
        for taken in (take(most), take_again()):
            if taken:
                count += len(taken.ids)
                _try(taken)
        return count


def take(most: int = BATCH) -> Taken | None:
    """Rows that are due and new. What failed once is taken alone, so that a row that kills its worker takes no others along."""
    return _take(Q(attempts=0), most)


def take_again() -> Taken | None:
    return _take(Q(attempts__gt=0, attempts__lt=MAX_ATTEMPTS), 1)


@transaction.atomic
def _take(which: Q, most: int) -> Taken | None:
    now = database_now()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    due = Reminder.objects.filter(which, free, state__in=OPEN, due_at__lte=now)
    # The rows of one person side by side: they share a mail.
    ids = list(
        due.select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "person_id", "pk").values_list("pk", flat=True)[:most]
    )
    if not ids:
        return None
    taken = Taken(tuple(ids), uuid.uuid4())
    Reminder.objects.filter(pk__in=ids).update(
        state=ReminderState.SENDING, token=taken.token, lease_until=now + LEASE, attempts=F("attempts") + 1
    )
    return taken


def _try(taken: Taken) -> None:
    try:
        hand_over(taken)
    except DatabaseError:
        raise  # nothing can be written either; the lease ends by itself
    except Exception as error:
        log.exception("reminders %s could not be handed over", taken.ids)
        give_back(taken, f"{type(error).__name__}: {error}"[:500])


def hand_over(taken: Taken) -> int:
    """How many were delivered; what is no longer wanted is cancelled instead."""
    rows = list(_ours(taken).select_related("workspace", "company", "person"))
    wanted = _still_wanted(rows)
    _name_anew(rows, wanted)
    letters = [(group, letter(group, choice, now)) for group, choice, now in _mails([one for one in rows if one.pk in wanted])]
    return _finish(taken, rows, wanted, letters)


def _ours(taken: Taken) -> QuerySet[Reminder]:
    return Reminder.objects.filter(pk__in=taken.ids, token=taken.token, state=ReminderState.SENDING).order_by("due_at", "person_id", "pk")


def _still_wanted(rows: Iterable[Reminder]) -> dict[int, Mapping[str, Any]]:
    """Derived anew: membership, choices, dates and what the reminder is about may have changed since it was planned.

    By row what its sentence names now.
    """
    keys = {one.pk: base_key(Key(*(getattr(one, name) for name in KEY_FIELDS))) for one in rows}
    found = wanted_by_companies(sorted({one.company_id for one in rows if one.company_id is not None}))
    found = found | wanted_by_workspaces(sorted({one.workspace_id for one in rows if one.company_id is None}))
    return {pk: found[key].wanted.facts for pk, key in keys.items() if key in found}


def _name_anew(rows: Iterable[Reminder], wanted: Mapping[int, Mapping[str, Any]]) -> None:
    """A template that was given another name since the plan is called by it; kept by `_finish`, under the token."""
    for one in rows:
        if one.pk in wanted and one.facts != wanted[one.pk]:
            one.facts = dict(wanted[one.pk])
            one.is_renamed = True  # type: ignore[attr-defined]


def _mails(rows: Iterable[Reminder]) -> list[tuple[list[Reminder], MailChoice | None, dt.datetime]]:
    """The mails among them by person and workspace, in portions that can be read."""
    grouped: dict[tuple[int, int], list[Reminder]] = defaultdict(list)
    for one in rows:
        if one.channel == Channel.MAIL:
            grouped[one.person_id, one.workspace_id].append(one)
    choices = {one.user_id: one for one in MailChoice.objects.filter(user_id__in={person for person, _ in grouped})}
    now = database_now()
    return [
        (group[first : first + MAIL_ITEMS], choices.get(person), now)
        for (person, _), group in grouped.items()
        for first in range(0, len(group), MAIL_ITEMS)
    ]


@transaction.atomic
def _finish(taken: Taken, rows: Sequence[Reminder], wanted: Mapping[int, object], letters: Sequence[tuple[list[Reminder], Letter]]) -> int:
    held = set(_ours(taken).select_for_update(of=("self",)).values_list("pk", flat=True))
    now = database_now()
    free = {"token": None, "lease_until": None, "error": ""}
    gone = [one.pk for one in rows if one.pk in held and one.pk not in wanted]
    Reminder.objects.filter(pk__in=gone).update(state=ReminderState.CANCELLED, **free)
    renamed = [one for one in rows if one.pk in held and hasattr(one, "is_renamed")]
    if renamed:
        Reminder.objects.bulk_update(renamed, ["facts"])
    sent = [one.pk for one in rows if one.pk in held and one.pk in wanted and one.channel == Channel.APP]
    Reminder.objects.filter(pk__in=sent).update(state=ReminderState.SENT, sent_at=now, **free)
    ready = [(group, said) for group, said in letters if all(one.pk in held for one in group)]
    mails = OutgoingMail.objects.bulk_create(_mail(group, said, now) for group, said in ready)
    mail_of = [When(pk__in=[one.pk for one in group], then=Value(mail.pk)) for (group, _), mail in zip(ready, mails, strict=True)]
    mailed = [one.pk for group, _ in ready for one in group]
    if mailed:
        Reminder.objects.filter(pk__in=mailed).update(state=ReminderState.SENT, sent_at=now, mail_id=Case(*mail_of), **free)
    return len(sent) + len(mailed)


def _mail(group: Sequence[Reminder], said: Letter, now: dt.datetime) -> OutgoingMail:
    first = group[0]
    return OutgoingMail(
        workspace_id=first.workspace_id,
        person_id=first.person_id,
        to=first.person.email,
        subject=said.subject,
        text=said.text,
        html=said.html,
        unsubscribe_url=said.unsubscribe_url,
        next_try_at=now,
    )


@transaction.atomic
def give_back(taken: Taken, error: str) -> None:
    """Another attempt later, later after each failure (10 s to 20 min); after the last one it is dead, and the worker page shows it."""
    now = database_now()
    for one in _ours(taken).select_for_update(of=("self",)):
        one.error, one.token = error, None
        one.lease_until = now + dt.timedelta(seconds=5 * 2**one.attempts)
        one.state = ReminderState.DEAD if one.attempts >= MAX_ATTEMPTS else ReminderState.PLANNED
        one.save(update_fields=["error", "token", "lease_until", "state"])


def bury() -> int:
    """Rows whose worker died at the last attempt too. How many."""
    with scopes_disabled():  # over all workspaces, by state alone
        lost = Reminder.objects.filter(state=ReminderState.SENDING, attempts__gte=MAX_ATTEMPTS, lease_until__lt=database_now())
        return lost.update(state=ReminderState.DEAD, error="the worker did not come back")
