"""What is planted: people with one company each, templates with a real approval, reminders planned by the product; then spread in time."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

TEMPLATES_EACH = 10
CHUNK = 250
PAUSED_SHARE = 0.05


@dataclass
class Planted:
    """Due times by key, in seconds since the epoch. `paused`: keys whose template is paused before they are due."""

    due: dict[str, float] = field(default_factory=dict)
    mails: set[str] = field(default_factory=set)
    paused: set[str] = field(default_factory=set)
    paused_templates: list[int] = field(default_factory=list)

    @property
    def expected(self) -> set[str]:
        return set(self.due) - self.paused


def plant(count: int) -> None:
    """`count` reminders, half of them mails: real rows with real causes, planned by the product. Needs Django."""
    from django.utils import timezone
    from django_scopes import scopes_disabled

    from readiness.actions.nightly import plan_next
    from readiness.actions.planning import replan
    from readiness.enums import RoleName
    from readiness.models import Company, CompanyGrant, Membership, User, Workspace
    from templates_mgr.models import MessageTemplate

    people_count = max(1, count // (2 * TEMPLATES_EACH))
    with scopes_disabled():
        house = Workspace.objects.create(slug="nemesis", name="Nemesis", time_zone="UTC")
        people = User.objects.bulk_create(User(email=f"p{one}@people.example", name=f"P{one}") for one in range(people_count))
        members = Membership.objects.bulk_create(Membership(workspace=house, user=one, role=RoleName.APPLICANT) for one in people)
        companies = Company.objects.bulk_create(
            Company(workspace=house, slug=f"company-{one}", name=f"Company {one}") for one in range(people_count)
        )
        CompanyGrant.objects.bulk_create(CompanyGrant(membership=a, company=b) for a, b in zip(members, companies, strict=True))
        since = timezone.localdate() - dt.timedelta(days=70)  # the reminder on day 75 lies ahead
        told = {"language": "en", "category": "UTILITY", "purpose": "shipping", "status": "APPROVED", "approved_on": since}
        MessageTemplate.objects.bulk_create(
            MessageTemplate(company=company, name=f"t{number}", **told) for company in companies for number in range(TEMPLATES_EACH)
        )
        for first in range(0, people_count, CHUNK):
            replan([one.pk for one in companies[first : first + CHUNK]])
    # Tonight's pass is over: a later one would rightly put the due times back that are about to be changed.
    plan_next(budget_seconds=600)


def spread(seconds: float, dice: random.Random) -> Planted:
    """Gives each reminder a due time in the next `seconds`, and chooses the templates that will be paused before."""
    from django.utils import timezone
    from django_scopes import scopes_disabled

    from readiness.models import Reminder

    planted, now = Planted(), timezone.now()
    with scopes_disabled():
        rows = list(Reminder.objects.filter(kind="template-renewal"))
        templates = sorted({one.subject_id for one in rows})
        planted.paused_templates = dice.sample(templates, round(len(templates) * PAUSED_SHARE))
        paused = set(planted.paused_templates)
        for one in rows:
            least = 15 if one.subject_id in paused else 3
            one.due_at = now + dt.timedelta(seconds=dice.uniform(least, max(seconds, least + 5)))
            key = str(one.key)
            planted.due[key] = one.due_at.timestamp()
            if one.channel == "mail":
                planted.mails.add(key)
            if one.subject_id in paused:
                planted.paused.add(key)
        Reminder.objects.bulk_update(rows, ["due_at"], batch_size=500)
        Reminder.objects.exclude(kind="template-renewal").delete()
    return planted
