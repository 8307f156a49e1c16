"""Reminders in the words of the reader: title, text, where to go; and the mail that carries one or several of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from readiness.display import day, moment, text
from readiness.enums import ReminderKind
from readiness.models import MailChoice, Reminder
from readiness.reminders.digest import DigestAsk, Line, digest_lines
from readiness.signed_links import absolute, reminder_path, unsubscribe_path

SUBJECT_CHARS = 180
MOST_NAMED = 3
DIGESTS = (ReminderKind.WEEKLY_DIGEST, ReminderKind.MONTHLY_REPORT)
# Kind → the page where it is seen to, and the parts of its address beside workspace and company.
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    ReminderKind.TEMPLATE_RENEWAL: ("templates_mgr:life", ("template",)),
    ReminderKind.DOCUMENT_RENEWAL: ("documents:list", ()),
    ReminderKind.AUDIT: ("documents:list", ()),
    ReminderKind.FIRST_DAYS: ("phone_numbers:topic", ("topic",)),
    ReminderKind.INFORMATION_REQUEST: ("readiness:application", ("number",)),
    ReminderKind.TECHNICAL_TESTS: ("readiness:application", ("number",)),
    ReminderKind.BAN_OVER: ("readiness:application", ("number",)),
    ReminderKind.REVIEW_WAITS: ("documents:checks", ("document",)),
    ReminderKind.CHANGES_ASKED: ("documents:checks", ("document",)),
}
HEALTH_TOPIC = "sending"


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    text: str
    go: str
    path: str


class _Named(dict[str, Any]):
    """What the sentence names; a name that an older row does not have is a dash, not an error."""

    def __missing__(self, name: str) -> str:
        return "–"


def words_of(reminder: Reminder) -> Words:
    """In the active language and time zone. `workspace` and `company` should be loaded."""
    named = named_facts(reminder.facts, reminder)
    told = {part: text(f"reminders.{reminder.kind}.{part}") % named for part in ("title", "text", "go")}
    late = text(f"reminders.{reminder.kind}.late")
    if late and is_over(reminder.facts):
        told["title"] = late % named
    return Words(**told, path=path_of(reminder))


def is_over(facts: Mapping[str, Any]) -> bool:
    """Whether its deadline has passed by now."""
    if "at" in facts:
        return dt.datetime.fromisoformat(facts["at"]) < timezone.now()
    return "on" in facts and dt.date.fromisoformat(facts["on"]) < timezone.localdate()


def named_facts(facts: Mapping[str, Any], reminder: Reminder) -> _Named:
    named = _Named(facts)
    if "on" in facts:
        named["on"] = day(dt.date.fromisoformat(facts["on"]))
    if "at" in facts:
        named["at"] = moment(dt.datetime.fromisoformat(facts["at"]))
    if "paper" in facts:
        named["paper"] = text(f"document_kinds.{facts['paper']}.title") or facts["paper"]
    if "papers" in facts:
        named["papers"] = _listed([text(f"document_kinds.{kind}.title") or kind for kind in facts["papers"]])
    named["workspace"] = reminder.workspace.name
    named["company"] = reminder.company.name if reminder.company else reminder.workspace.name
    return named


def _listed(titles: list[str]) -> str:
    """The first few by name, the others by number."""
    shown = "”, “".join(titles[:MOST_NAMED])
    more = len(titles) - MOST_NAMED
    if more <= 0:
        return f"“{shown}”"
    return ngettext("“%(shown)s” and %(count)s more", "“%(shown)s” and %(count)s more", more) % {"shown": shown, "count": more}


def path_of(reminder: Reminder) -> str:
    place = {"workspace": reminder.workspace.slug}
    if reminder.kind == ReminderKind.ADDRESS_STOPPED:
        return reverse("readiness:reminders", kwargs=place)
    if reminder.company is None:
        return reverse("scoring:companies", kwargs=place)
    name, parts = PAGES[reminder.kind]
    known = {**reminder.facts, "template": reminder.subject_id, "topic": HEALTH_TOPIC}
    return reverse(name, kwargs={**place, "company": reminder.company.slug, **{part: known[part] for part in parts}})


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    html: str
    unsubscribe_url: str


def letter(reminders: Sequence[Reminder], choice: MailChoice | None, now: dt.datetime) -> Letter:
    """One mail for all that falls due for this person in this workspace at the same time, in the person's language."""
    first = reminders[0]
    zone = ZoneInfo(first.workspace.time_zone)
    with translation.override(choice.language if choice else settings.LANGUAGE_CODE), timezone.override(zone):
        items = [_item(one, now) for one in sorted(reminders, key=_urgency)]
        more = len(items) - 1
        subject = items[0]["words"].title
        if more:
            subject += " " + ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
        unsubscribe = absolute(unsubscribe_path(first.person_id))
        context = {
            "items": items,
            "name": first.person.name,
            "unsubscribe_url": unsubscribe,
            "settings_url": absolute(reverse("readiness:reminder-settings", kwargs={"workspace": first.workspace.slug})),
        }
        # A line break in a name would be another header.
        subject = " ".join(subject.split())[:SUBJECT_CHARS]
        return Letter(subject, render_to_string("mail/reminder.txt", context), render_to_string("mail/reminder.html", context), unsubscribe)


def _urgency(reminder: Reminder) -> str:
    return str(reminder.facts.get("at") or reminder.facts.get("on") or "")


def _item(reminder: Reminder, now: dt.datetime) -> dict[str, Any]:
    link = absolute(reminder_path(reminder.key))
    words = words_of(reminder)
    lines = digest(reminder, now) if reminder.kind in DIGESTS else []
    return {
        "words": words,
        "url": absolute(words.path),
        "link": link,
        "lines": [{"text": line.text, "url": absolute(line.path)} for line in lines],
        "is_digest": reminder.kind in DIGESTS,
    }


def digest(reminder: Reminder, now: dt.datetime) -> list[Line]:
    is_report = reminder.kind == ReminderKind.MONTHLY_REPORT
    lines = digest_lines(DigestAsk(reminder.workspace_id, reminder.workspace.slug, is_report, now))
    return lines or [Line(text("reminders.digest.nothing"), reverse("scoring:companies", kwargs={"workspace": reminder.workspace.slug}))]
