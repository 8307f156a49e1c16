"""`manage.py seed_demo`: the guide's worked cases as companies, made through the product's own actions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from documents.models import PaperFile
from readiness.demo import ACCOUNTS, PASSWORD, WORKSPACE_SLUG
from readiness.models import AuditEvent, Company, Membership, User, Workspace
from readiness.rulebook import Facts, current_rulebook, facts_from
from scoring.engine import assess
from scoring.facts import company_facts, with_sheets
from scoring.models import Assessment, ScorePoint
from scoring.reading import read_dossiers

BOOK = current_rulebook()
STAGES = {stage: [case.name for case in BOOK.cases if case.stage == stage] for stage in ("new", "collecting", "submitted", "active")}


@pytest.fixture
def everything(db: None) -> Iterator[None]:
    """The whole demo, in the scope of its workspace."""
    call_command("seed_demo")
    with scope(workspace=Workspace.objects.get(slug=WORKSPACE_SLUG).pk):
        yield


def names() -> list[str]:
    with scopes_disabled():
        return sorted(Company.objects.values_list("name", flat=True))


def told(facts: Facts) -> dict[str, Any]:
    """Facts without what the demo does not keep: a paper of no status is recorded as uploaded."""
    papers = tuple(paper._replace(status=paper.status or "uploaded") for paper in facts.documents or ())
    return asdict(replace(facts, documents=None)) | {"documents": papers or None}


def test_demo_companies_have_the_facts_of_their_cases(everything: None) -> None:
    companies = {company.name: company for company in with_sheets(Company.objects.all())}
    kept = {name: told(company_facts(company)) for name, company in companies.items()}
    assert kept == {case.name: told(facts_from(case.facts, BOOK.vocabulary)) for case in BOOK.cases}


def test_demo_companies_read_at_once_are_the_same(everything: None) -> None:
    companies = list(with_sheets(Company.objects.order_by("pk")))
    at_once = read_dossiers([company.pk for company in companies])
    assert [one.facts for one in at_once] == [company_facts(company) for company in companies]


def test_demo_companies_are_scored(everything: None) -> None:
    today = timezone.localdate()
    judged = {case.name: assess(facts_from(case.facts, BOOK.vocabulary), BOOK, today) for case in BOOK.cases}
    kept = {one.company.name: one for one in Assessment.objects.select_related("company")}
    assert {name: one.verdicts for name, one in kept.items()} == {name: one.verdicts for name, one in judged.items()}
    assert {name: one.score for name, one in kept.items()} == {name: one.score for name, one in judged.items()}
    assert not any(company.is_score_due for company in Company.objects.all())
    assert ScorePoint.objects.count() == 14


def test_demo_files_wait_to_be_read(everything: None) -> None:
    sent = PaperFile.objects.order_by("company__name", "kind").values_list("company__name", "kind", "state")
    assert list(sent) == [
        ("Formosa Atelier", "registration_certificate", "waiting"),
        ("Hoshino Living", "registration_certificate", "waiting"),
        ("Moda Ipê", "registration_certificate", "waiting"),
        ("Moda Ipê", "representative_id", "waiting"),
    ]


def test_demo_again_adds_nothing(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("seed_demo")
    assert capsys.readouterr() == ("14 companies added\n", "")
    with scopes_disabled():
        counts = rows()
    call_command("seed_demo", "--seed", "7")
    assert capsys.readouterr() == ("0 companies added\n", "")
    with scopes_disabled():
        assert rows() == counts


def rows() -> list[int]:
    return [model._default_manager.count() for model in (Company, AuditEvent, Assessment, ScorePoint, User, Membership)]


def test_demo_leaves_a_whole_audit_trail(everything: None, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("audit", "verify")
    assert ended.value.code == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith(f"demo: {AuditEvent.objects.count()} events, last ")


@pytest.mark.parametrize(("stage", "count"), [("new", 1), ("collecting", 1), ("submitted", 6), ("active", 6)])
def test_stage_adds_its_cases(db: None, capsys: pytest.CaptureFixture[str], stage: str, count: int) -> None:
    call_command("seed_demo", "--stage", stage)
    assert len(STAGES[stage]) == count
    assert names() == sorted(STAGES[stage])
    assert capsys.readouterr().out == f"{count} companies added\n"


def test_stages_one_after_the_other_add_up(db: None) -> None:
    for stage in ("collecting", "new", "collecting"):
        call_command("seed_demo", "--stage", stage)
    assert names() == sorted(STAGES["collecting"] + STAGES["new"])


def test_demo_people_can_sign_in(db: None) -> None:
    call_command("seed_demo", "--stage", "new")
    people = {str(role): User.objects.get(email=email) for role, email, _ in ACCOUNTS}
    assert all(person.check_password(PASSWORD) for person in people.values())
    roles = {membership.user.email: membership.role for membership in Membership.objects.select_related("user")}
    assert roles == {"applicant@demo.example": "applicant", "consultant@demo.example": "owner", "manager@demo.example": "manager"}


def test_demo_applicant_sees_the_company_that_starts(db: None) -> None:
    call_command("seed_demo", "--stage", "new")
    membership = Membership.objects.get(user__email="applicant@demo.example")
    with scopes_disabled():
        assert [grant.company.name for grant in membership.grants.all()] == STAGES["new"]


def test_unknown_stage(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Exception, match="invalid choice: 'sent'"):
        call_command("seed_demo", "--stage", "sent")
    assert names() == []
