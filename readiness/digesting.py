"""What the floor adds to a digest: the dates of the next two weeks, company by company, and questions of reviewers that wait."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from readiness.actions.planning import deadlines
from readiness.models import Company
from readiness.reminders.digest import DigestAsk, Line, digest_section

AHEAD = dt.timedelta(days=14)
CHUNK = 500
MOST_LINES = 30


@digest_section
def dates_ahead(ask: DigestAsk) -> Iterator[Line]:
    """One line a company, the busiest first; past those that fit one line says how many more there are."""
    names = {pk: (name, slug) for pk, name, slug in Company.objects.filter(workspace_id=ask.workspace_id).values_list("pk", "name", "slug")}
    counts = counted(ask, sorted(names))
    for company_id, count in counts.most_common(MOST_LINES):
        name, slug = names[company_id]
        words = ngettext("%(name)s: %(count)s date in the next two weeks", "%(name)s: %(count)s dates in the next two weeks", count)
        path = reverse("scoring:tasks", kwargs={"workspace": ask.slug, "company": slug})
        yield Line(words % {"name": name, "count": count}, path)
    if len(counts) > MOST_LINES:
        more = gettext("%(count)s more companies have dates in the next two weeks") % {"count": len(counts) - MOST_LINES}
        yield Line(more, reverse("scoring:companies", kwargs={"workspace": ask.slug}))


def counted(ask: DigestAsk, company_ids: list[int]) -> Counter[int]:
    """How many deadlines each company has ahead."""
    first, last = ask.now.date(), (ask.now + AHEAD).date()
    found = set()
    for place in range(0, len(company_ids), CHUNK):
        for one in deadlines(company_ids[place : place + CHUNK]):
            on = one.deadline.date() if isinstance(one.deadline, dt.datetime) else one.deadline
            if first <= on <= last:
                found.add((one.company_id or 0, *one.about))
    return Counter(about[0] for about in found)
