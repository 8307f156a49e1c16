"""Hands mails to the mail server, one connection for many, each under a lease and with a Message-ID made once.

A server that cannot be reached costs no mail an attempt: all wait, longer after each failure and at most 15 minutes, a little apart from
each other. A mail that is refused for its address stops that address; one that fails by itself eight times is dead and shown.
Killed between the server's "accepted" and our commit, a mail goes out again under the same Message-ID: that much SMTP leaves open.
"""

from __future__ import annotations

import datetime as dt
import logging
import random
import smtplib
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django_scopes import scopes_disabled

from readiness.clock import database_now
from readiness.enums import MailState
from readiness.models import Heartbeat, MailChoice, OutgoingMail
from readiness.models.mail import MAX_MAIL_ATTEMPTS

from .heartbeats import beat
from .mail_choices import stop_address

log = logging.getLogger(__name__)
LEASE = dt.timedelta(seconds=90)
BATCH = 20
ROUND_SECONDS = 45.0
RELAY = "relay"
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, APART_SECONDS = 5, 15 * 60, 60
OPEN = (MailState.WAITING, MailState.SENDING)
PERMANENT = range(500, 600)
SERVICE_ENDS = 421


class ServerAway(Exception):
    """The mail server, not the mail, is what fails."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Mails that are ours while `monotonic` time is before `until`."""

    mails: tuple[OutgoingMail, ...]
    token: uuid.UUID
    until: float


def relay_mails(connection: BaseEmailBackend | None = None, *, seconds: float = ROUND_SECONDS) -> int:
    """Sends mails until none is due or the time is over; how many went out. Nothing while the server's pause runs."""
    ends = time.monotonic() + seconds
    with scopes_disabled():  # the relay serves every workspace; each mail names its own
        if _paused():
            return 0
        server, count = connection or get_connection(), 0
        try:
            while time.monotonic() < ends and (taken := take()):
                count += _send_all(taken, server)
        except ServerAway as error:
            _pause(str(error))
        else:
            if count:
                beat(RELAY, failures=0, error="", until=None)
        finally:
            _close(server)
        return count


@transaction.atomic
def take(most: int = BATCH) -> Taken | None:
    """A batch of what nobody has tried yet, else one that failed before: a mail that kills its worker takes no others along."""
    started, now = time.monotonic(), database_now()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    due = OutgoingMail.objects.filter(free, state__in=OPEN, next_try_at__lte=now, attempts__lt=MAX_MAIL_ATTEMPTS)
    due = due.select_related("person").select_for_update(skip_locked=True, of=("self",)).order_by("next_try_at", "pk")
    mails = tuple(due.filter(attempts=0)[:most]) or tuple(due.filter(attempts__gt=0)[:1])
    if not mails:
        return None
    taken = Taken(mails, uuid.uuid4(), started + (LEASE.total_seconds() - settings.EMAIL_TIMEOUT))
    _rows(mails).update(state=MailState.SENDING, token=taken.token, lease_until=now + LEASE, attempts=F("attempts") + 1)
    return taken


def _rows(mails: Sequence[OutgoingMail]) -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(pk__in=[one.pk for one in mails])


def _send_all(taken: Taken, server: BaseEmailBackend) -> int:
    count, stopped = 0, _stopped(taken.mails)
    for place, mail in enumerate(taken.mails):
        # After a pause of this process the rest may be another worker's by now.
        if time.monotonic() > taken.until:
            _release(taken, taken.mails[place:])
            break
        try:
            count += _send(mail, taken.token, server, stopped)
        except ServerAway:
            _release(taken, taken.mails[place:])
            raise
    return count


def _send(mail: OutgoingMail, token: uuid.UUID, server: BaseEmailBackend, stopped: set[str]) -> bool:
    if mail.to in stopped:
        return not _end(mail, token, MailState.STOPPED, "mail to this address comes back")
    try:
        server.open()
        message(mail, server).send()
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        return not _refused(mail, token, code, _plain(words), stopped)
    except smtplib.SMTPDataError as refused:
        if refused.smtp_code in PERMANENT:
            return not _end(mail, token, MailState.DEAD, f"{refused.smtp_code} {_plain(refused.smtp_error)}")
        return not _later(mail, token, f"{refused.smtp_code} {_plain(refused.smtp_error)}")
    except (smtplib.SMTPException, OSError) as error:
        _close(server)
        raise ServerAway(f"{type(error).__name__}: {error}"[:300]) from error
    except Exception as error:
        log.exception("mail %s cannot be made", mail.pk)
        return not _later(mail, token, f"{type(error).__name__}: {error}"[:300])
    return _end(mail, token, MailState.SENT)


def _close(server: BaseEmailBackend) -> None:
    try:
        server.close()
    except (smtplib.SMTPException, OSError) as error:
        log.info("the connection to the mail server was gone already (%s)", error)


def message(mail: OutgoingMail, server: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """As it goes out: always the same Message-ID, one-click unsubscribe (RFC 8058), marked as made by a machine (RFC 3834)."""
    headers = {"Message-ID": message_id(mail), "Auto-Submitted": "auto-generated"}
    if mail.unsubscribe_url:
        headers |= {"List-Unsubscribe": f"<{mail.unsubscribe_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    made = EmailMultiAlternatives(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers, connection=server)
    if mail.html:
        made.attach_alternative(mail.html, "text/html")
    return made


def message_id(mail: OutgoingMail) -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{mail.key}@{domain}>"


def _stopped(mails: Sequence[OutgoingMail]) -> set[str]:
    """Addresses among them that take no mail; one that is refused on the way is added."""
    return set(MailChoice.objects.filter(stopped_address__in=[mail.to for mail in mails]).values_list("stopped_address", flat=True))


def _refused(mail: OutgoingMail, token: uuid.UUID, code: int, words: str, stopped: set[str]) -> bool:
    if code == SERVICE_ENDS:
        raise ServerAway(f"{code} {words}")
    if code not in PERMANENT:
        return _later(mail, token, f"{code} {words}")
    stopped.add(mail.to)
    with transaction.atomic():
        if mail.person is not None:
            stop_address(person=mail.person, address=mail.to, reason=f"{code} {words}", workspace_id=mail.workspace_id)
        return _end(mail, token, MailState.STOPPED, f"{code} {words}")


def _plain(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def _held(mail: OutgoingMail, token: uuid.UUID) -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(pk=mail.pk, token=token, state=MailState.SENDING)


def _end(mail: OutgoingMail, token: uuid.UUID, state: MailState, error: str = "") -> bool:
    """False when the lease went to another worker meanwhile."""
    sent_at = Now() if state == MailState.SENT else None
    return bool(_held(mail, token).update(state=state, sent_at=sent_at, error=error, token=None, lease_until=None))


def _later(mail: OutgoingMail, token: uuid.UUID, error: str) -> bool:
    """The mail itself failed: again after 1, 2, 4 … 64 minutes, dead after the last attempt."""
    attempts = mail.attempts + 1
    state = MailState.DEAD if attempts >= MAX_MAIL_ATTEMPTS else MailState.WAITING
    again = database_now() + dt.timedelta(minutes=2 ** (attempts - 1))
    return bool(_held(mail, token).update(state=state, next_try_at=again, error=error, token=None, lease_until=None))


def _release(taken: Taken, mails: Sequence[OutgoingMail]) -> None:
    """Back to the queue as if never taken; a little apart, so that a server that comes back does not meet all at once."""
    now = database_now()
    for mail in mails:
        apart = now + dt.timedelta(seconds=random.uniform(0, APART_SECONDS))  # noqa: S311 — no secret
        held = _held(mail, taken.token)
        held.update(state=MailState.WAITING, next_try_at=apart, attempts=F("attempts") - 1, token=None, lease_until=None)


def _paused() -> bool:
    last = Heartbeat.objects.filter(name=RELAY).first()
    until = last.detail.get("until") if last else None
    return until is not None and dt.datetime.fromisoformat(until) > database_now()


def _pause(error: str) -> None:
    """Full jitter: anywhere between nothing and twice as long as the last time."""
    last = Heartbeat.objects.filter(name=RELAY).first()
    failures = (last.detail.get("failures", 0) if last else 0) + 1
    longest = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** min(failures, 10))
    until = database_now() + dt.timedelta(seconds=random.uniform(1, longest))  # noqa: S311 — no secret
    beat(RELAY, failures=failures, error=error, until=until.isoformat())
    log.warning("The mail server does not take mail (%s); the next try is at %s.", error, until)


def bury() -> int:
    """Mails whose worker died at the last attempt too. How many."""
    with scopes_disabled():  # over all workspaces, by state alone
        lost = OutgoingMail.objects.filter(state=MailState.SENDING, attempts__gte=MAX_MAIL_ATTEMPTS, lease_until__lt=database_now())
        return lost.update(state=MailState.DEAD, error="the worker did not come back")
