"""Roles: a name, a sentence a customer understands, and what it may do."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .enums import Permission, RoleName


@dataclass(frozen=True, slots=True)
class Role:
    """`named_companies_only`: sees just the companies granted by name."""

    name: RoleName
    sentence: str | Promise
    permissions: frozenset[Permission]
    named_companies_only: bool = False


ROLES = {
    role.name: role
    for role in (
        Role(RoleName.OWNER, _("Runs the workspace: everything in it."), frozenset(Permission)),
        Role(RoleName.CONSULTANT, _("Adds companies, reviews and fills in every dossier."), frozenset(Permission)),
        Role(
            RoleName.APPLICANT,
            _("Fills in the dossier of the companies named to them."),
            frozenset({Permission.READ, Permission.ANSWER, Permission.REPORT}),
            named_companies_only=True,
        ),
        Role(RoleName.MANAGER, _("Reads every dossier and downloads reports."), frozenset({Permission.READ, Permission.REPORT})),
    )
}
