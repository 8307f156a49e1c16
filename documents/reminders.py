"""What this room wants reminders for: papers that must come again, the full audit, papers that wait for a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import F, Max
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import ngettext

from readiness.enums import ReminderKind
from readiness.models import Company
from readiness.reminders.digest import DigestAsk, Line, digest_section
from readiness.reminders.sources import Ask, about_companies
from readiness.reminders.wanted import Audience, Wanted

from .enums import Decision, DocumentStatus
from .models import Document, DocumentVersion, ReviewNote
from .queries import waiting_reviews as reviews_of
from .renewals import audit_due, paper_deadlines

OVER = (DocumentStatus.REJECTED, DocumentStatus.EXPIRED)
DAY = dt.timedelta(days=1)


def _activated(ask: Ask) -> dict[int, dt.date]:
    """Of the companies that are active by their own today."""
    companies = Company.objects.filter(pk__one_of=list(ask.places), accounthealth__activated_on__isnull=False)
    days = companies.values_list("pk", "accounthealth__activated_on")
    return {pk: on for pk, on in days if on is not None and on <= ask.today(pk)}


@about_companies
def paper_renewals(ask: Ask) -> Iterator[Wanted]:
    """Every 180 days once the number is active (G-AF-26), and before each expiry (G-AF-27 of the licence).

    Papers of a company that end on one day share a reminder: who has sent twelve together gets them back together.
    """
    activated = _activated(ask)
    papers = Document.objects.filter(company_id__in=list(ask.places)).exclude(status__in=OVER)
    papers = papers.annotate(sent_at=Coalesce(Max("versions__created_at"), F("created_at"))).order_by("pk")
    ending: dict[tuple[int, dt.date, str], list[str]] = {}
    for company_id, kind, expires_on, sent_at in papers.values_list("company_id", "kind", "expires_on", "sent_at"):
        sent_on = sent_at.astimezone(ask.places[company_id].zone).date() if company_id in activated else None
        for on, renewal in paper_deadlines(ask.book, kind=kind, sent_on=sent_on, expires_on=expires_on):
            kinds = ending.setdefault((company_id, on, renewal.id), [])
            if kind not in kinds:
                kinds.append(kind)
    for (company_id, on, renewal_id), kinds in ending.items():
        for lead in ask.lead_days(company_id, renewal_id):
            yield Wanted(
                kind=ReminderKind.DOCUMENT_RENEWAL,
                subject_type=renewal_id,
                subject_id=company_id,
                workspace_id=ask.places[company_id].workspace_id,
                company_id=company_id,
                deadline=on,
                before=lead,
                audience=Audience.APPLICANTS,
                facts={"papers": kinds, "on": on.isoformat()},
            )


@about_companies
def audits(ask: Ask) -> Iterator[Wanted]:
    """The full audit, every 180 days after activation (G-AF-31)."""
    for company_id, activated_on in _activated(ask).items():
        due = audit_due(ask.book, activated_on=activated_on, today=ask.today(company_id))
        for lead in ask.lead_days(company_id, "audit") if due else ():
            assert due
            yield Wanted(
                kind=ReminderKind.AUDIT,
                subject_type="company",
                subject_id=company_id,
                workspace_id=ask.places[company_id].workspace_id,
                company_id=company_id,
                deadline=due.on,
                before=lead,
                audience=Audience.APPLICANTS,
                facts={"on": due.on.isoformat()},
            )


@about_companies
def waiting_reviews(ask: Ask) -> Iterator[Wanted]:
    """A paper that nobody has looked at the day after it came."""
    waiting = DocumentVersion.objects.filter(document__company_id__in=list(ask.places), document__status=DocumentStatus.UPLOADED)
    newest = waiting.exclude(document__versions__number__gt=F("number"))
    for pk, document_id, company_id, kind, came_at in newest.values_list(
        "pk", "document_id", "document__company_id", "document__kind", "created_at"
    ):
        place = ask.places[company_id]
        yield Wanted(
            kind=ReminderKind.REVIEW_WAITS,
            subject_type="version",
            subject_id=pk,
            workspace_id=place.workspace_id,
            company_id=company_id,
            deadline=came_at.astimezone(place.zone).date() + DAY,
            before=0,
            audience=Audience.REVIEWERS,
            facts={"paper": kind, "document": document_id},
        )


@about_companies
def asked_changes(ask: Ask) -> Iterator[Wanted]:
    """A consultant asks for a change of the newest version: the applicants hear of it at once."""
    notes = ReviewNote.objects.filter(version__document__company_id__in=list(ask.places), decision=Decision.CHANGES)
    notes = notes.filter(version__document__status=DocumentStatus.REJECTED)
    newest = notes.exclude(version__document__versions__number__gt=F("version__number"))
    fields = ("pk", "version__document_id", "version__document__company_id", "version__document__kind", "comment", "at")
    for pk, document_id, company_id, kind, comment, at in newest.values_list(*fields):
        yield Wanted(
            kind=ReminderKind.CHANGES_ASKED,
            subject_type="note",
            subject_id=pk,
            workspace_id=ask.places[company_id].workspace_id,
            company_id=company_id,
            deadline=at,
            before=0,
            audience=Audience.APPLICANTS,
            facts={"paper": kind, "document": document_id, "text": comment[:200]},
        )


@digest_section
def reviews_ahead(ask: DigestAsk) -> Iterator[Line]:
    """For consultants: how many papers wait for them."""
    count = 0 if ask.is_report else reviews_of(Company.objects.filter(workspace_id=ask.workspace_id)).order_by().count()
    if count:
        words = ngettext("%(count)s document waits for your review", "%(count)s documents wait for your review", count)
        yield Line(words % {"count": count}, reverse("paper-reviews:queue", kwargs={"workspace": ask.slug}))
