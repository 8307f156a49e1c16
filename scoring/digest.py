"""What the roof adds to a digest: where each company stands for managers, whose score moved for consultants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from readiness.display import text
from readiness.models import Company
from readiness.reminders.digest import DigestAsk, Line, digest_section

from .models import ScorePoint

WEEK = dt.timedelta(days=7)
MOST_LINES = 100


@digest_section
def standings(ask: DigestAsk) -> Iterator[Line]:
    """For managers: every company with its score, the weakest first."""
    if not ask.is_report:
        return
    companies = _scored(ask).order_by("assessment__score", "name")
    rows = list(companies.values_list("name", "slug", "assessment__score", "assessment__verdict")[: MOST_LINES + 1])
    for name, slug, score, verdict in rows[:MOST_LINES]:
        words = gettext("%(name)s: %(score)s of 100, %(verdict)s") % {
            "name": name,
            "score": score,
            "verdict": text(f"verdicts.{verdict}.title"),
        }
        yield Line(words, reverse("scoring:score", kwargs={"workspace": ask.slug, "company": slug}))
    if len(rows) > MOST_LINES:
        yield Line(gettext("All companies with their scores"), reverse("scoring:companies", kwargs={"workspace": ask.slug}))


@digest_section
def moves(ask: DigestAsk) -> Iterator[Line]:
    """For consultants: how many companies are blocked, and whose score moved since last week."""
    if ask.is_report:
        return
    blocked = _scored(ask).filter(assessment__blocker_count__gt=0).count()
    if blocked:
        words = ngettext("%(count)s company is blocked", "%(count)s companies are blocked", blocked) % {"count": blocked}
        yield Line(words, reverse("scoring:companies", kwargs={"workspace": ask.slug}))
    before = ScorePoint.objects.filter(company=OuterRef("pk"), at__lt=ask.now - WEEK).order_by("-at").values("score")[:1]
    companies = _scored(ask).annotate(before=Subquery(before)).exclude(before=None).order_by("name")
    rows = companies.values_list("name", "slug", "before", "assessment__score")
    moved = [(name, slug, was, score) for name, slug, was, score in rows if was != score]
    for name, slug, was, score in moved[:MOST_LINES]:
        words = gettext("%(name)s: score %(before)s → %(score)s") % {"name": name, "before": was, "score": score}
        yield Line(words, reverse("scoring:score", kwargs={"workspace": ask.slug, "company": slug}))


def _scored(ask: DigestAsk) -> QuerySet[Company]:
    return Company.objects.filter(workspace_id=ask.workspace_id, assessment__isnull=False)
