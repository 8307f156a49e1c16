"""The people of the tests and what is theirs: two workspaces that must never meet, and those who belong to neither."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import pikepdf
from django.utils import timezone
from django_scopes import scope

from documents.actions.files import claim_file, keep_file, keep_reading
from documents.actions.papers import record_document
from documents.judging import judge
from documents.models import Document, PaperFile
from documents.reader.answer import to_plain
from documents.readings import DpiBasis, FoundText, Page, Reading, TextBasis
from documents.vault import Sealing
from readiness.actions.answers import save_answers
from readiness.actions.applications import ask_information, open_application, submit
from readiness.actions.companies import add_company, add_member, create_workspace, grant_company
from readiness.actions.jobs import ask_for_job
from readiness.enums import Channel, JobKind, ReminderKind, ReminderState, RoleName
from readiness.models import (
    AnswerSheet,
    Application,
    Company,
    CompanyProfile,
    InformationRequest,
    Job,
    Membership,
    Reminder,
    User,
    Workspace,
)
from templates_mgr.actions.texts import record_template
from templates_mgr.models import MessageTemplate

PASSWORD = "a-password-for-tests"
SHIPPED = {"type": "BODY", "text": "Hello {{1}}, your order has left us today.", "example": {"body_text": [["Ana"]]}}
TEMPLATE = {"language": "en", "category": "UTILITY", "purpose": "shipping", "variant": "standard", "components": [SHIPPED]}
SET_LATER = frozenset(
    {"lint_errors", "status", "approved_on", "meta_id", "meta_said", "meta_seen_at", "meta_next_category", "meta_quality"}
)
REPORT = {"language": "en", "on": "2026-03-02"}


@dataclass(frozen=True)
class House:
    """A workspace with its people. The applicant sees `company`, the other applicant `other_company`.

    `canary` stands in every text of this house, so that a leak shows.
    """

    workspace: Workspace
    owner: User
    consultant: User
    applicant: User
    other_applicant: User
    manager: User
    company: Company
    other_company: Company
    canary: str

    @property
    def people(self) -> dict[str, User]:
        return {name: getattr(self, name) for name in ("owner", "consultant", "applicant", "other_applicant", "manager")}

    @contextmanager
    def scope(self) -> Iterator[None]:
        with scope(workspace=self.workspace.pk):
            yield


@dataclass(frozen=True)
class Cast:
    """`stranger` has an account and no workspace."""

    north: House
    south: House
    stranger: User


def make_cast() -> Cast:
    north = make_house("North", ("Olga", "Carl", "Anna", "Abel", "Mona"))
    south = make_house("South", ("Oscar", "Clara", "Alba", "Aldo", "Marco"))
    return Cast(north, south, make_person("Stella"))


def make_person(name: str) -> User:
    return User.objects.create_user(f"{name.lower()}@people.example", PASSWORD, name=name)


def make_house(name: str, people: tuple[str, str, str, str, str]) -> House:
    owner, consultant, applicant, other_applicant, manager = map(make_person, people)
    workspace = create_workspace(by=owner, name=f"{name} canary{name}", slug=name.lower())
    add_member(by=owner, workspace=workspace, user=consultant, role=RoleName.CONSULTANT)
    add_member(by=owner, workspace=workspace, user=manager, role=RoleName.MANAGER)
    house = House(workspace, owner, consultant, applicant, other_applicant, manager, *_companies(workspace, owner), canary=f"canary{name}")
    with house.scope():
        for person, company in ((applicant, house.company), (other_applicant, house.other_company)):
            membership = add_member(by=owner, workspace=workspace, user=person, role=RoleName.APPLICANT)
            grant_company(by=owner, membership=membership, company=company)
    return house


def _companies(workspace: Workspace, owner: User) -> tuple[Company, Company]:
    with scope(workspace=workspace.pk):
        return tuple(add_company(by=owner, workspace=workspace, name=f"{workspace.name} {which}") for which in ("First", "Second"))  # type: ignore[return-value]


def answer(
    house: House,
    sheet_model: type[AnswerSheet] = CompanyProfile,
    *,
    unknown: tuple[str, ...] = (),
    base_version: int | None = None,
    **answers: Any,
) -> bool:
    """Answers of the first company, on top of what stands unless `base_version` says what was seen."""
    with house.scope():
        sheet = sheet_model.objects.filter(company=house.company).first()
        seen = base_version if base_version is not None else sheet.version if sheet else 0
        return save_answers(
            by=house.applicant, company=house.company, sheet_model=sheet_model, answers=answers, unknown=unknown, base_version=seen
        )


def add_document(house: House, *, company: Company | None = None, kind: str = "representative_id", **values: Any) -> Document:
    with house.scope():
        return record_document(by=house.consultant, company=company or house.company, kind=kind, values=values)


def add_file(house: House, *, company: Company | None = None, kind: str = "representative_id", name: str = "scan.pdf") -> PaperFile:
    """A file of one page, read: a paper in its first version. Its words hold the canary."""
    where, by, content = company or house.company, house.consultant, one_page()
    page = Page(1, 210.0, 297.0, 300, DpiBasis.PLACED, 900.0, house.canary, TextBasis.EMBEDDED)
    named = (FoundText("company", house.canary, 1),)
    reading = Reading("application/pdf", len(content), "0" * 64, (page,), "en", (), named, None, None, 0, False)
    file_id = uuid.uuid4()
    sealing = Sealing(PaperFile(pk=file_id, company=where).owner)
    sealing.write(content)
    with house.scope():
        keep_file(by=by, company=where, kind=kind, name=f"{house.canary} {name}", file_id=file_id, sealed=sealing.finish())
        claimed = claim_file(file_id=str(file_id))
        assert claimed
        judged = judge(reading, kind=kind, company=claimed.company, today=dt.date(2026, 3, 2))
        keep_reading(file=claimed, reading=reading, told=to_plain(reading), judged=judged)
        return PaperFile.objects.get(pk=file_id)


@cache
def one_page() -> bytes:
    kept = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(kept)
    return kept.getvalue()


def add_template(house: House, *, company: Company | None = None, by: User | None = None, **values: Any) -> MessageTemplate:
    """`values` of the text; what else a template has (lint_errors, status and so on) is set on the row."""
    named = {"name": "order_shipped", **TEMPLATE, **values}
    if "body" in named:
        named["components"] = [{"type": "BODY", "text": named.pop("body")}]
    set_later = {name: named.pop(name) for name in list(named) if name in SET_LATER}
    with house.scope():
        template = record_template(by=by or house.consultant, company=company or house.company, values=named)
        MessageTemplate.objects.filter(pk=template.pk).update(**set_later)
        template.refresh_from_db()
        return template


def add_report(house: House, *, company: Company | None = None, **params: Any) -> Job:
    with house.scope():
        return ask_for_job(by=house.manager, company=company or house.company, kind=JobKind.REPORT, params=REPORT | params)


def membership_of(house: House, person: User) -> Membership:
    return Membership.objects.get(workspace=house.workspace, user=person)


def add_application(house: House, *, company: Company | None = None, **values: Any) -> Application:
    told = {"provider_tier": "elite", "provider_name": house.canary, "phone_number": "+39 02 1234567"} | values
    with house.scope():
        return open_application(by=house.consultant, company=company or house.company, **told)


def add_request(house: House, *, company: Company | None = None) -> InformationRequest:
    """A question of the reviewer of an application that is on its way: the one that is there, else a new one."""
    where = company or house.company
    with house.scope():
        sent = Application.objects.filter(company=where).select_related("company").first()
    if sent is None:
        application = add_application(house, company=where)
        with house.scope():
            sent = submit(by=house.applicant, application=application, on=timezone.localdate(), base_version=application.version)
    told = {"stage": "basic-information", "text": house.canary, "paper": "bank_proof", "asked_at": timezone.now()}
    with house.scope():
        return ask_information(by=house.consultant, application=sent, base_version=sent.version, **told)


def add_reminder(house: House, *, company: Company | None = None, **values: Any) -> Reminder:
    """One that has reached somebody who may see the company: the applicant it is named to."""
    where = company or house.company
    person = house.applicant if where == house.company else house.other_applicant
    about = {
        "kind": ReminderKind.CHANGES_ASKED,
        "subject_type": "note",
        "subject_id": uuid.uuid4().int >> 66,
        "cycle": "2026-03-02T09:00:00/0",
    }
    facts = {"paper": "bank_proof", "document": 1, "text": house.canary}
    sent = {"state": ReminderState.SENT, "sent_at": timezone.now(), "due_at": timezone.now(), "channel": Channel.APP}
    with house.scope():
        told = {"workspace": house.workspace, "company": where, "person": person, "facts": facts} | about | sent | values
        return Reminder.objects.create(**told)
