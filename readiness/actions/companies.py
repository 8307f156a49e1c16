"""Workspaces, members and companies: made, named, granted."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django_scopes import scope

from readiness.audit import record
from readiness.enums import EventKind, RoleName
from readiness.models import Company, CompanyGrant, CompanyProfile, Membership, User, Workspace
from readiness.signals import company_changed

from .planning import replan, replan_workspaces


@transaction.atomic
def create_workspace(*, by: User, name: str, slug: str, time_zone: str = "Europe/Rome") -> Workspace:
    """A workspace with its maker as owner."""
    workspace = Workspace.objects.create(name=name, slug=slug, time_zone=time_zone)
    add_member(by=by, workspace=workspace, user=by, role=RoleName.OWNER)
    return workspace


@transaction.atomic
def add_member(*, by: User | None, workspace: Workspace, user: User, role: RoleName) -> Membership:
    membership = Membership.objects.create(workspace=workspace, user=user, role=role)
    with scope(workspace=workspace.pk):
        record(by=by, kind=EventKind.MEMBER_ADDED, workspace_id=workspace.pk, member=user.email, role=str(role))
        replan_workspaces([workspace.pk])
    return membership


@transaction.atomic
def add_company(*, by: User, workspace: Workspace, name: str) -> Company:
    """A company with an empty profile; its first score is due at once."""
    company = Company.objects.create(workspace=workspace, name=name, slug=_new_slug(name))
    CompanyProfile.objects.create(company=company, legal_name=name, updated_by=by)
    record(by=by, kind=EventKind.COMPANY_ADDED, workspace_id=workspace.pk, company=company, name=name)
    announce(company)
    return company


def grant_company(*, by: User | None, membership: Membership, company: Company) -> CompanyGrant:
    """Lets an applicant see the company; asking twice changes nothing."""
    with transaction.atomic():
        grant, is_new = CompanyGrant.objects.get_or_create(membership=membership, company=company)
        if is_new:
            record(
                by=by,
                kind=EventKind.MEMBER_ADDED,
                workspace_id=company.workspace_id,
                company=company,
                member=membership.user.email,
                role=membership.role,
            )
            replan([company.pk])
    return grant


def mark_dirty(company: Company, *, moves_dates: bool = True) -> None:
    """In the caller's transaction, after its change: raises the generation, so that the score is due, and plans the reminders anew.

    `moves_dates=False` where no reminder can depend on the change.
    """
    Company.objects.filter(pk=company.pk).update(generation=F("generation") + 1)
    if moves_dates:
        replan([company.pk])
    announce(company)


@dataclass(frozen=True)
class Ring:
    """Says after the commit that a company changed."""

    company_id: int
    workspace_id: int

    def __call__(self) -> None:
        company_changed.send(Company, company_id=self.company_id, workspace_id=self.workspace_id)


def announce(company: Company) -> None:
    """Rings once a transaction, however many facts it changes."""
    ring = Ring(company.pk, company.workspace_id)
    if ring not in [entry[1] for entry in connection.run_on_commit]:
        transaction.on_commit(ring)


def _new_slug(name: str) -> str:
    """Readable, with a random tail: a name taken in another workspace shows nowhere."""
    tail = get_random_string(6, "abcdefghjkmnpqrstuvwxyz23456789")
    return f"{slugify(name)[:60] or 'company'}-{tail}"
