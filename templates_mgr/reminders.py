"""What this room wants reminders for: approved templates are sent for review again before their days are over (G-AF-11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from readiness.enums import ReminderKind
from readiness.reminders.sources import Ask, about_companies
from readiness.reminders.wanted import Audience, Wanted

from .enums import Status
from .life import RENEWAL
from .models import MessageTemplate


@about_companies
def template_renewals(ask: Ask) -> Iterator[Wanted]:
    days = dt.timedelta(days=ask.book.renewals[RENEWAL].days or 0)
    approved = MessageTemplate.objects.filter(company_id__in=list(ask.places), status=Status.APPROVED, approved_on__isnull=False)
    for pk, company_id, name, language, since in approved.values_list("pk", "company_id", "name", "language", "approved_on"):
        assert since is not None
        ends_on = since + days
        for lead in ask.lead_days(company_id, RENEWAL):
            yield Wanted(
                kind=ReminderKind.TEMPLATE_RENEWAL,
                subject_type="template",
                subject_id=pk,
                workspace_id=ask.places[company_id].workspace_id,
                company_id=company_id,
                deadline=ends_on,
                before=lead,
                audience=Audience.APPLICANTS,
                facts={"template": name, "language": language, "on": ends_on.isoformat()},
            )
