"""Who is reminded: the people of a company or of a workspace, with what they and their workspace chose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from readiness.enums import RoleName
from readiness.models import Company, CompanyGrant, Membership, Workspace
from readiness.reminders.due import Clock
from readiness.reminders.plan import People, Person
from readiness.reminders.sources import Place
from readiness.reminders.wanted import Audience

REVIEWERS = frozenset({RoleName.OWNER, RoleName.CONSULTANT})
TAKES_MAIL = (
    "user_id",
    "user__mail_choice__by_mail",
    "user__mail_choice__stopped_address",
    "user__email",
)


@dataclass(frozen=True, slots=True)
class House:
    """A workspace as reminders see it."""

    place: Place
    clock: Clock
    reviewers: tuple[Person, ...]
    managers: tuple[Person, ...]
    by_mail: bool

    @property
    def people(self) -> dict[Audience, tuple[Person, ...]]:
        return {Audience.REVIEWERS: self.reviewers, Audience.MANAGERS: self.managers}


def houses(workspace_ids: Iterable[int]) -> dict[int, House]:
    """By workspace id."""
    ids = set(workspace_ids)
    fields = ("pk", "time_zone", *(f"reminder_settings__{name}" for name in ("by_mail", "quiet_from", "quiet_until", "lead_days")))
    rows = Workspace.objects.filter(pk__in=ids).values_list(*fields)
    mails = {pk: by_mail is not False for pk, _, by_mail, *_ in rows}
    people: dict[int, list[tuple[str, Person]]] = defaultdict(list)
    members = Membership.objects.filter(workspace_id__in=ids, user__is_active=True).exclude(role=RoleName.APPLICANT)
    for workspace_id, role, *person in members.order_by("pk").values_list("workspace_id", "role", *TAKES_MAIL):
        people[workspace_id].append((role, _person(person, mails[workspace_id])))
    return {pk: _house(pk, zone, mails[pk], chosen, people[pk]) for pk, zone, _, *chosen in rows}


def _house(pk: int, zone: str, by_mail: bool, chosen: Sequence[Any], people: Sequence[tuple[str, Person]]) -> House:
    quiet_from, quiet_until, lead_days = chosen
    clock = Clock(ZoneInfo(zone)) if quiet_from is None else Clock(ZoneInfo(zone), quiet_from, quiet_until)
    reviewers = tuple(person for role, person in people if role in REVIEWERS)
    managers = tuple(person for role, person in people if role == RoleName.MANAGER)
    return House(Place(pk, clock.zone, lead_days or {}), clock, reviewers, managers, by_mail)


def _person(row: Sequence[Any], house_by_mail: bool) -> Person:
    user_id, by_mail, stopped, address = row
    return Person(user_id, house_by_mail and by_mail is not False and not (stopped and stopped == address))


def company_people(companies: Mapping[int, House]) -> dict[int, People]:
    """By company id: its applicants; where it has none, those who look after it stand in."""
    granted: dict[int, list[Person]] = defaultdict(list)
    grants = CompanyGrant.objects.filter(company_id__in=list(companies), membership__user__is_active=True)
    # A grant of a member of another workspace would be a fault elsewhere; here it must not open a letter box.
    grants = grants.filter(Q(membership__workspace=F("company__workspace")))
    fields = [f"membership__{name}" for name in TAKES_MAIL]
    for company_id, *person in grants.order_by("pk").values_list("company_id", *fields):
        granted[company_id].append(_person(person, companies[company_id].by_mail))
    return {pk: {**house.people, Audience.APPLICANTS: tuple(granted[pk]) or house.reviewers} for pk, house in companies.items()}


def homes(company_ids: Iterable[int]) -> dict[int, int]:
    """Workspace id by company id, of those that are there."""
    return dict(Company.objects.filter(pk__one_of=list(company_ids)).values_list("pk", "workspace_id"))
