"""The first step of a real installation: a workspace with its owner."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django.core.management.base import CommandParser
from django.utils.text import slugify

from readiness.actions.companies import create_workspace
from readiness.management.refusal import RefusingCommand
from readiness.models import User, Workspace

MAX_SLUG_CHARS = 60  # the column's


class Command(RefusingCommand):
    help = "Make a workspace; its owner sets a password by “Forgot your password?” on the sign-in page."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True)
        parser.add_argument("--owner", required=True, metavar="E-MAIL")
        parser.add_argument("--time-zone", default="Europe/Rome", help="IANA name (default Europe/Rome)")

    def handle(self, *args: Any, **options: Any) -> None:
        name, email, zone = options["name"].strip(), self.email("--owner", options["owner"]), options["time_zone"]
        slug = slugify(name)
        if not slug:
            self.unusable(f"--name: expected a name with letters or digits, not '{name}'")
        if len(slug) > MAX_SLUG_CHARS:
            self.unusable(f"--name: expected at most {MAX_SLUG_CHARS} letters and digits, not {len(slug)}")
        if Workspace.objects.filter(slug=slug).exists():
            self.unusable(f"--name: there is a workspace '{slug}' already")
        if zone not in available_timezones():
            self.unusable(f"--time-zone: expected an IANA name such as Europe/Rome, not '{zone}'")
        owner = User.objects.filter(email=email).first() or User.objects.create_user(email)
        workspace = create_workspace(by=owner, name=name, slug=slug, time_zone=zone)
        self.stdout.write(f"workspace {workspace.slug}, owner {owner.email}")
