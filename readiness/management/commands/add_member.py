"""Lets a person into a workspace."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django_scopes import scope

from readiness.actions.companies import add_member, grant_company
from readiness.enums import RoleName
from readiness.management.refusal import RefusingCommand
from readiness.models import Company, Membership, User, Workspace
from readiness.roles import ROLES


class Command(RefusingCommand):
    help = "Let a person into a workspace; they set a password by “Forgot your password?” on the sign-in page."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument("--email", required=True, metavar="E-MAIL")
        parser.add_argument("--role", required=True, choices=RoleName.values)
        parser.add_argument("--company", action="append", default=[], metavar="SLUG", help="a company that an applicant fills in (repeat)")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        email, role = self.email("--email", options["email"]), RoleName(options["role"])
        workspace = Workspace.objects.filter(slug=options["workspace"]).first()
        if workspace is None:
            self.unusable(f"--workspace: there is no workspace '{options['workspace']}'")
        if ROLES[role].named_companies_only and not options["company"]:
            self.unusable("--company: expected at least one: an applicant sees only the companies named to them")
        if options["company"] and not ROLES[role].named_companies_only:
            self.unusable(f"--company: not for a role that sees every company, such as {role}")
        with scope(workspace=workspace.pk):
            companies = [self.company(slug) for slug in options["company"]]
            user = User.objects.filter(email=email).first() or User.objects.create_user(email)
            membership = Membership.objects.filter(workspace=workspace, user=user).first()
            if membership and membership.role != role:
                self.unusable(f"--role: {email} is a member of '{workspace.slug}' already, as {membership.role}")
            membership = membership or add_member(by=None, workspace=workspace, user=user, role=role)
            for company in companies:
                grant_company(by=None, membership=membership, company=company)
        self.stdout.write(f"workspace {workspace.slug}, {role} {email}")

    def company(self, slug: str) -> Company:
        found = Company.objects.filter(slug=slug).first()
        if found is None:
            self.unusable(f"--company: there is no company '{slug}' in this workspace")
        return found
