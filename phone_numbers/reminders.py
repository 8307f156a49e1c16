"""What this room wants reminders for: the first days after activation are looked at every week (G-AF-4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from readiness.enums import ReminderKind
from readiness.reminders.sources import Ask, about_companies
from readiness.reminders.wanted import Audience, Wanted

from .models import AccountHealth

WATCH = "first-days-watch"


@about_companies
def first_days(ask: Ask) -> Iterator[Wanted]:
    """A look that was missed is not made up for: the next week has its own."""
    rule = ask.book.renewals[WATCH]
    step = rule.remind_days_before[0]
    active = AccountHealth.objects.filter(company_id__in=list(ask.places), activated_on__isnull=False)
    for company_id, activated_on in active.values_list("company_id", "activated_on"):
        assert activated_on is not None
        for day in range(step, (rule.days or 0) + 1, step):
            on = activated_on + dt.timedelta(days=day)
            yield Wanted(
                kind=ReminderKind.FIRST_DAYS,
                subject_type="company",
                subject_id=company_id,
                workspace_id=ask.places[company_id].workspace_id,
                company_id=company_id,
                deadline=on,
                before=0,
                audience=Audience.APPLICANTS,
                facts={"day": day, "days": rule.days, "on": on.isoformat()},
                catches_up=False,
            )
