"""What a person wants of mails, what a workspace wants of reminders, and addresses that take no mail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django_scopes import scopes_disabled

from readiness.audit import record
from readiness.clock import database_now
from readiness.enums import EventKind, RoleName
from readiness.models import Company, CompanyGrant, MailChoice, Membership, ReminderSettings, User, Workspace

from .planning import replan, replan_workspaces

CHUNK = 500


@transaction.atomic
def choose_mail(*, person: User, language: str, by_mail: bool) -> MailChoice:
    """Language and whether mail is wanted at all. Choosing mail again tries a stopped address again."""
    choice, _ = MailChoice.objects.select_for_update(of=("self",)).get_or_create(user=person)
    choice.language, choice.by_mail = language, by_mail
    if by_mail:
        choice.stopped_address, choice.stopped_at, choice.stopped_reason = "", None, ""
    choice.save()
    replan_for(person)
    return choice


@transaction.atomic
def unsubscribe(*, person: User) -> bool:
    """No more mails of reminders; what is planned stays in the list of the site. False when that was so already."""
    choice, _ = MailChoice.objects.select_for_update(of=("self",)).get_or_create(user=person)
    if not choice.by_mail:
        return False
    choice.by_mail = False
    choice.save(update_fields=["by_mail"])
    replan_for(person)
    return True


@transaction.atomic
def stop_address(*, person: User, address: str, reason: str, workspace_id: int) -> None:
    """The mail server refused the address for good: nothing more goes there, and those who look after the workspaces are told."""
    stopped = {"stopped_address": address, "stopped_at": database_now(), "stopped_reason": reason[:300]}
    MailChoice.objects.update_or_create(user=person, defaults=stopped)
    record(by=None, kind=EventKind.MAIL_STOPPED, workspace_id=workspace_id, member=person.email, address=address, reason=reason[:300])
    replan_for(person)


def replan_for(person: User) -> None:
    """Wherever this person may be reminded: a person spans workspaces."""
    with scopes_disabled():  # the person's own rows, in all of their workspaces
        memberships = list(Membership.objects.filter(user=person).values_list("workspace_id", "role"))
        reviewed = [pk for pk, role in memberships if role in (RoleName.OWNER, RoleName.CONSULTANT)]
        granted = CompanyGrant.objects.filter(membership__user=person).values_list("company_id", flat=True)
        looked_after = Company.objects.filter(workspace_id__in=reviewed).values_list("pk", flat=True)
        companies = sorted({*granted, *looked_after})
        replan_workspaces([pk for pk, _ in memberships])
        for first in range(0, len(companies), CHUNK):
            replan(companies[first : first + CHUNK])


@transaction.atomic
def set_reminders(*, by: User, workspace: Workspace, time_zone: str, values: Mapping[str, Any]) -> ReminderSettings:
    """`values`: columns of ReminderSettings. All plans of the workspace move along."""
    Workspace.objects.filter(pk=workspace.pk).update(time_zone=time_zone)
    kept, _ = ReminderSettings.objects.update_or_create(workspace=workspace, defaults=dict(values))
    told: dict[str, Any] = {name: value if isinstance(value, bool | dict) else f"{value:%H:%M}" for name, value in values.items()}
    record(by=by, kind=EventKind.REMINDERS_SET, workspace_id=workspace.pk, time_zone=time_zone, **told)
    replan_workspaces([workspace.pk])
    companies = list(Company.objects.filter(workspace=workspace).order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(companies), CHUNK):
        replan(companies[first : first + CHUNK])
    return kept
