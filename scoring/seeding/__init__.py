"""The demo: a workspace with the guide's worked cases, made through the product's own actions."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from documents.actions.papers import record_document
from readiness.actions.answers import save_answers
from readiness.actions.companies import add_company, add_member, create_workspace, grant_company
from readiness.actions.planning import planned_once
from readiness.demo import ACCOUNTS, WORKSPACE_SLUG
from readiness.enums import RoleName
from readiness.models import Company, Membership, User, Workspace
from readiness.rulebook import Rulebook, current_rulebook
from readiness.rulebook.facts import Document
from readiness.rulebook.intake import facts_from
from readiness.rulebook.model import Case
from scoring.actions import rescore
from scoring.facts import SHEETS
from templates_mgr.actions.steps import record_step
from templates_mgr.actions.texts import record_template
from templates_mgr.enums import Purpose, Status, Variant
from templates_mgr.library import list_items
from templates_mgr.models import MessageTemplate

from .journeys import bring_forward, send_application
from .papers import send_papers

LANGUAGES = ("en", "it", "id", "zh_CN", "es")
NAMES = {RoleName.APPLICANT: "Ana Prado", RoleName.CONSULTANT: "Carla Conti", RoleName.MANAGER: "Marc Meier"}
ROLES = (RoleName.APPLICANT, RoleName.CONSULTANT, RoleName.MANAGER)
APPLICANTS_CASE = "grouped-customers"  # the demo applicant starts with a nearly empty dossier
OLDEST_APPROVAL_DAYS = 95
APPLIED = ("submitted", "active")
CASES_WITH_FILES = frozenset({APPLICANTS_CASE, "wholesale-revenue", "group-in-the-name"})


def seed(*, stages: Iterable[str], number: int) -> list[Company]:
    """Adds the cases of these stages that are not there yet. `number` seeds the few made-up details."""
    book, chance = current_rulebook(), random.Random(number)  # noqa: S311 — demo texts, not secrets
    workspace, people = _workspace()
    made = []
    with scope(workspace=workspace.pk):
        for case in book.cases:
            if case.stage in stages and not Company.objects.filter(name=case.name).exists():
                made.append(_company(book, case, workspace, people[RoleName.CONSULTANT], chance))
                if case.id == APPLICANTS_CASE:
                    membership = Membership.objects.get(workspace=workspace, user=people[RoleName.APPLICANT])
                    grant_company(by=people[RoleName.CONSULTANT], membership=membership, company=made[-1])
        rescore([company.pk for company in made])
        bring_forward(workspace)
    return made


def _workspace() -> tuple[Workspace, dict[RoleName, User]]:
    people = {}
    for role, (_title, email, password) in zip(ROLES, ACCOUNTS, strict=True):
        people[role] = User.objects.filter(email=email).first() or User.objects.create_user(email, password, name=NAMES[role])
    existing = Workspace.objects.filter(slug=WORKSPACE_SLUG).first()
    if existing:
        return existing, people
    with transaction.atomic():
        owner = people[RoleName.CONSULTANT]
        workspace = create_workspace(by=owner, name="Demo", slug=WORKSPACE_SLUG)
        for role in (RoleName.APPLICANT, RoleName.MANAGER):
            add_member(by=owner, workspace=workspace, user=people[role], role=role)
    return workspace, people


def _company(book: Rulebook, case: Case, workspace: Workspace, by: User, chance: random.Random) -> Company:
    facts = facts_from(case.facts, book.vocabulary)
    with transaction.atomic(), planned_once():
        company = add_company(by=by, workspace=workspace, name=case.name)
        for topic in book.topics:
            answers = {question.fact: getattr(facts, question.fact) for question in topic.questions}
            known = {name: value for name, value in answers.items() if value is not None}
            if known:
                model = SHEETS[topic.sheet]
                version = getattr(model.objects.filter(company=company).first(), "version", 0)
                save_answers(by=by, company=company, sheet_model=model, answers=known, unknown=(), base_version=version)
        for paper in facts.documents or ():
            record_document(by=by, company=company, kind=paper.kind, values=_paper_values(paper))
        for values in _templates(case):
            template = record_template(by=by, company=company, values=values)
            _walk(template, case, by, chance)
        if case.stage in APPLIED:
            send_application(by=by, company=company, facts=facts, is_active=case.stage == "active")
    if case.id in CASES_WITH_FILES:
        send_papers(by=by, company=company, facts=facts)
    return company


def _paper_values(paper: Document) -> dict[str, Any]:
    figures = {name: format(value, "f") if hasattr(value, "is_finite") else value for name, value in paper.figures.items()}
    return {
        "status": paper.status or "uploaded",
        "dpi": paper.dpi,
        "issued_on": paper.issued_on,
        "expires_on": paper.expires_on,
        "months_covered": paper.months_covered,
        "figures": figures,
    }


def _templates(case: Case) -> Iterable[dict[str, Any]]:
    """Records that add up to the template facts of the case."""
    prepared = case.facts.get("templates_prepared", 0)
    languages = LANGUAGES[: case.facts.get("template_languages", 1)]
    full, most = case.facts.get("template_purposes_with_3_versions", 0), case.facts.get("template_max_same_type", 4)
    purposes = list(Purpose)[:-1]
    names = [(purpose, version) for purpose in purposes[:full] for version in Variant]
    names += [(purpose, Variant.STANDARD) for purpose in [purposes[0]] * (most - 3)]
    while len(names) < prepared:
        names.append((purposes[full + len(names) % (len(purposes) - full)], Variant.STANDARD))
    seen: Counter[str] = Counter()
    for position, (purpose, version) in enumerate(names[:prepared]):
        language = languages[position % len(languages)]
        item = next(one for one in list_items(language) if (one.purpose, one.variant) == (purpose, version))
        seen[f"{item.name} {language}"] += 1
        yield {
            "name": f"{item.name}_{position + 1}",
            "language": language,
            "category": item.category,
            "purpose": purpose,
            "variant": version,
            "components": _signed(list(item.create_call()["components"]), case.name, seen[f"{item.name} {language}"]),
        }


def _walk(template: MessageTemplate, case: Case, by: User, chance: random.Random) -> None:
    """Templates of a company that applied wait for their review; those of an active one were approved within the last months."""
    if case.stage in APPLIED:
        template = record_step(by=by, template=template, to=Status.PENDING, base_version=template.version)
    if case.stage == "active":
        on = timezone.localdate() - dt.timedelta(days=chance.randint(1, OLDEST_APPROVAL_DAYS))
        record_step(by=by, template=template, to=Status.APPROVED, base_version=template.version, on=on)


def _signed(components: list[dict[str, Any]], company: str, number: int) -> list[dict[str, Any]]:
    """A text that is used again is told apart by its footer: Meta takes no two of the same words."""
    if number == 1:
        return components
    others = [one for one in components if one["type"] not in ("FOOTER", "BUTTONS")]
    return [*others, {"type": "FOOTER", "text": f"{company} · {number}"}, *(one for one in components if one["type"] == "BUTTONS")]
