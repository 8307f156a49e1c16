"""Steps in the life of a template that a person records: submitted, approved, rejected, paused and so on."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from readiness.actions.companies import mark_dirty
from readiness.audit import record
from readiness.enums import EventKind
from readiness.models import User
from templates_mgr.enums import Status
from templates_mgr.life import lawful_steps
from templates_mgr.models import MessageTemplate, TemplateEvent, TemplateVersion

from .texts import held


class UnlawfulStep(Exception):
    """The template does not stand where this step begins."""


@transaction.atomic
def record_step(
    *,
    by: User,
    template: MessageTemplate,
    to: Status,
    base_version: int,
    on: dt.date | None = None,
    reason: str = "",
    note: str = "",
) -> MessageTemplate:
    """`on`: the day of an approval, today where none is given. StaleTemplate; UnlawfulStep."""
    current = held(template, base_version)
    if to not in lawful_steps(current.status):
        raise UnlawfulStep
    take_step(current, to, by=by, on=on, reason=reason, note=note)
    current.version += 1
    current.save()
    company = current.company
    told = {"template": current.pk, "status": to.value, "reason": reason, "note": note}
    record(by=by, kind=EventKind.TEMPLATE_STEP, workspace_id=company.workspace_id, company=company, **told)
    mark_dirty(company)
    return current


def take_step(
    template: MessageTemplate, to: str, *, by: User | None, on: dt.date | None = None, reason: str = "", note: str = ""
) -> TemplateEvent:
    """Sets the status with all that follows from it, and keeps the event; the template is unsaved."""
    before, now = template.status, timezone.now()
    template.status, template.status_at, template.reason, template.reason_text = to, now, reason, note
    if to == Status.PENDING:
        newest = TemplateVersion.objects.filter(template=template).first()
        if newest and newest.sent_at is None:
            newest.sent_at = now
            newest.save(update_fields=["sent_at"])
    # A pause that ends goes on with the approval that ran.
    if to == Status.APPROVED and before != Status.PAUSED:
        template.approved_on = on or timezone.localdate()
    return TemplateEvent.objects.create(template=template, before=before, after=to, reason=reason, note=note, by=by)
