"""Every due date that a member may see, as a calendar that other programs read (iCalendar, RFC 5545)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone, translation
from icalendar import Calendar, Event

from readiness.actions.planning import deadlines
from readiness.models import Company, MailChoice, Membership, Reminder
from readiness.reminder_words import named_facts, path_of
from readiness.reminders.wanted import Wanted
from readiness.roles import ROLES
from readiness.signed_links import absolute

from .display import text

KEPT_DAYS = 60
DAY = dt.timedelta(days=1)
CHUNK = 500


def feed(membership: Membership, choice: MailChoice | None, now: dt.datetime) -> bytes:
    """In the person's language, on the clock of the workspace; what was over 60 days ago is left out."""
    workspace = membership.workspace
    with translation.override(choice.language if choice else settings.LANGUAGE_CODE), timezone.override(workspace.time_zone):
        calendar = Calendar()
        calendar.add("prodid", "-//Readiness//due dates//EN")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", f"Readiness – {workspace.name}")
        calendar.add("x-wr-timezone", workspace.time_zone)
        calendar.add("refresh-interval", dt.timedelta(hours=6), parameters={"value": "DURATION"})
        for event in _events(membership, now):
            calendar.add_component(event)
        return bytes(calendar.to_ical())


def _events(membership: Membership, now: dt.datetime) -> Iterable[Event]:
    companies = Company.objects.filter(workspace_id=membership.workspace_id).order_by("pk")
    if ROLES[membership.role].named_companies_only:  # type: ignore[index]
        companies = companies.filter(grants__membership=membership)
    known = {company.pk: company for company in companies}
    stamp = now.replace(hour=0, minute=0, second=0, microsecond=0)
    oldest = now.date() - KEPT_DAYS * DAY
    for one in _by_deadline(list(known)):
        if _day(one.deadline) >= oldest:
            yield _event(one, membership, known[one.company_id or 0], stamp)


def _by_deadline(ids: Sequence[int]) -> list[Wanted]:
    """One of each deadline, in their order."""
    found = [one for first in range(0, len(ids), CHUNK) for one in deadlines(ids[first : first + CHUNK])]
    return sorted({one.about: one for one in found}.values(), key=lambda one: (_day(one.deadline), one.kind, one.subject_id))


def _day(deadline: dt.date) -> dt.date:
    return deadline.date() if isinstance(deadline, dt.datetime) else deadline


def _event(one: Wanted, membership: Membership, company: Company, stamp: dt.datetime) -> Event:
    about = Reminder(workspace=membership.workspace, company=company, kind=one.kind, subject_id=one.subject_id, facts=dict(one.facts))
    words = text(f"reminders.{one.kind}.left") % named_facts(one.facts, about)
    url = absolute(path_of(about))
    event = Event()
    name = "|".join(map(str, (membership.pk, one.kind, one.subject_type, one.subject_id, one.deadline)))
    event.add("uid", f"{hashlib.sha256(name.encode()).hexdigest()[:40]}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}")
    event.add("dtstamp", stamp)
    event.add("summary", f"{company.name}: {words}")
    event.add("description", f"{text(f'reminders.{one.kind}.text') % named_facts(one.facts, about)}\n{url}")
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    if isinstance(one.deadline, dt.datetime):
        event.add("dtstart", one.deadline.astimezone(dt.UTC))
    else:
        event.add("dtstart", one.deadline)
        event.add("dtend", one.deadline + DAY)
    return event
