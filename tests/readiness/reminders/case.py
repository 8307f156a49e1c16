"""Reminders for the tests: a template that was approved so long ago, and what is planned for whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django_scopes import scopes_disabled

from readiness.actions.planning import replan
from readiness.models import OutgoingMail, Reminder
from templates_mgr.models import MessageTemplate
from tests.cast import House, add_template

DAYS, LEAD = 90, 15


def approved(house: House, since: dt.date, **values: Any) -> MessageTemplate:
    """A template approved on that day, planned as an approval does it."""
    template = add_template(house, **{"name": "order_shipped", "status": "APPROVED", "approved_on": since} | values)
    with house.scope():
        replan([template.company_id])
    return template


def rows(house: House, **which: Any) -> list[Reminder]:
    with house.scope():
        return list(
            Reminder.objects.filter(**which)
            .exclude(kind="weekly-digest")
            .exclude(kind="monthly-report")
            .order_by("due_at", "channel", "pk")
        )


def mails() -> list[OutgoingMail]:
    with scopes_disabled():
        return list(OutgoingMail.objects.order_by("pk"))
