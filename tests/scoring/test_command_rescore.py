"""`manage.py rescore`: every dossier that is due, once; nothing newer is overwritten, nothing that stands still makes history."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from readiness.actions.companies import add_company, mark_dirty
from readiness.models import Company
from readiness.rulebook import current_rulebook
from scoring import actions, writing
from scoring.actions import assessment_row, due_chunks, rescore
from scoring.engine import engine_of
from scoring.facts import company_facts, with_sheets
from scoring.models import Assessment, ScorePoint
from scoring.reading import read_dossiers
from tests.cast import Cast, House, add_document, add_template, answer

SUMMARY = ["dossiers", "changed", "seconds", "per_second", "peak_mb"]
ENGINE = engine_of(current_rulebook())
Rescore = Callable[..., tuple[int, int]]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Rescore:
    """Runs the command: how many dossiers it scored and how many changed, from the last line that it prints."""

    def run(*options: str) -> tuple[int, int]:
        call_command("rescore", *options)
        out, err = capsys.readouterr()
        found = json.loads(out.splitlines()[-1])
        assert (list(found), err) == (SUMMARY, "")
        return found["dossiers"], found["changed"]

    return run


def unusable(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[Any, str, str]:
    with pytest.raises(SystemExit) as stopped:
        call_command("rescore", *options)
    return stopped.value.code, *capsys.readouterr()


def assessments() -> dict[int, Assessment]:
    with scopes_disabled():
        return {one.company_id: one for one in Assessment.objects.all()}


def points(company: Company) -> list[tuple[int, str]]:
    with scopes_disabled():
        return list(ScorePoint.objects.filter(company=company).values_list("score", "verdict"))


def fresh(company: Company) -> Company:
    with scopes_disabled():
        return with_sheets(Company.objects.select_related("workspace")).get(pk=company.pk)


def everybody(cast: Cast) -> list[Company]:
    return [company for house in (cast.north, cast.south) for company in (house.company, house.other_company)]


def test_every_dossier_that_is_due_is_scored(cast: Cast, command: Rescore) -> None:
    assert command() == (4, 4)
    assert sorted(assessments()) == sorted(company.pk for company in everybody(cast))
    assert [fresh(company).is_score_due for company in everybody(cast)] == [False] * 4


def test_dossier_that_is_not_due_is_left_alone(cast: Cast, command: Rescore) -> None:
    command()
    before = {pk: one.updated_at for pk, one in assessments().items()}
    assert command() == (0, 0)
    assert {pk: one.updated_at for pk, one in assessments().items()} == before


def test_changed_dossier_is_due_again(cast: Cast, command: Rescore) -> None:
    command()
    answer(cast.north, provider_tier="elite")
    assert command() == (1, 1)
    assert assessments()[cast.north.company.pk].score == 1


@pytest.mark.parametrize("size", ["1", "3", "4", "1000"])
def test_dossiers_are_scored_whatever_the_chunk(cast: Cast, command: Rescore, size: str) -> None:
    assert command("--chunk", size) == (4, 4)
    assert len(assessments()) == 4


def test_workspace_leaves_the_others_alone(cast: Cast, command: Rescore) -> None:
    assert command("--workspace", "north") == (2, 2)
    assert sorted(assessments()) == sorted([cast.north.company.pk, cast.north.other_company.pk])


def test_dry_run_changes_nothing(cast: Cast, command: Rescore) -> None:
    assert command("--dry-run") == (4, 0)
    assert (assessments(), points(cast.north.company), fresh(cast.north.company).scored_generation) == ({}, [], 0)


def test_unknown_workspace(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert unusable(capsys, "--workspace", "nowhere") == (2, "", "--workspace: no workspace 'nowhere'\n")
    assert assessments() == {}


@pytest.mark.parametrize("size", ["0", "-5"])
def test_chunk_of_nothing(cast: Cast, capsys: pytest.CaptureFixture[str], size: str) -> None:
    assert unusable(capsys, f"--chunk={size}") == (2, "", f"--chunk: expected a whole number of 1 or more, not {size}\n")


def test_assessment_is_the_judgement_of_the_facts(cast: Cast, command: Rescore) -> None:
    fill(cast.north)
    command()
    company = fresh(cast.north.company)
    with cast.north.scope():
        judgement = ENGINE.judge(company_facts(company), dt.datetime.now(dt.UTC).date())
    kept = assessments()[company.pk]
    assert (kept.verdicts, kept.verdict, kept.score) == (judgement.verdicts, judgement.verdict, judgement.score)
    assert (kept.met_weight, kept.known_weight, kept.applicable_weight) == (
        judgement.met_weight,
        judgement.known_weight,
        judgement.applicable_weight,
    )
    assert (kept.approval_low, kept.approval_mid, kept.approval_high) == judgement.estimate.approval
    assert (kept.days_low, kept.days_mid, kept.days_high) == judgement.estimate.days
    assert (kept.coverage, kept.generation, kept.rulebook_version) == (judgement.coverage, company.generation, ENGINE.rulebook.version)


def fill(house: House) -> None:
    answer(
        house,
        country="HK",
        provider_tier="standard",
        opt_in_collected=False,
        complaint_rate_6m="0.0350",
        planned_submission_on=dt.date(2026, 11, 23),
    )
    add_document(house, kind="bank_statements", months_covered=1, dpi=200, figures={"shows_name": False})
    add_template(house, lint_errors=2)


def test_what_is_open_is_kept_in_plain_data(cast: Cast, command: Rescore) -> None:
    fill(cast.north)
    command()
    kept = assessments()[cast.north.company.pk].open
    assert kept == {
        "blockers": ["complaint-rate", "opt-in"],
        "factors": ["provider-standard", "papers-missing", "complaints-high", "template-wording-refused", "submitted-monday"],
    }


def test_history_gets_a_point_only_on_change(cast: Cast, command: Rescore) -> None:
    company = cast.north.company
    changes: list[dict[str, Any]] = [
        {},
        {"provider_tier": "elite"},
        {"legal_name": "North First Ltd"},
        {"opt_in_collected": False},
        {"crm": "none"},
    ]
    for change in changes:
        if change:
            answer(cast.north, **change)
        command()
    assert points(company) == [(0, "not_ready"), (1, "not_ready"), (1, "blocked")]


def test_new_day_makes_every_score_due(cast: Cast, command: Rescore) -> None:
    with time_machine.travel("2026-11-23 12:00", tick=False):
        command()
    with time_machine.travel("2026-11-24 00:01", tick=False):
        assert command() == (4, 0)
    assert {one.assessed_on for one in assessments().values()} == {dt.date(2026, 11, 24)}
    assert len(points(cast.north.company)) == 1


def test_new_edition_makes_every_score_due(cast: Cast, command: Rescore) -> None:
    command()
    with scopes_disabled():
        Assessment.objects.filter(company=cast.north.company).update(rulebook_version="2023.9")
    assert command() == (1, 1)
    assert assessments()[cast.north.company.pk].rulebook_version == ENGINE.rulebook.version
    assert len(points(cast.north.company)) == 2


def test_newer_generation_is_not_overwritten(cast: Cast) -> None:
    """A slow worker brings the score of facts that have moved on since."""
    with cast.north.scope():
        rescore([cast.north.company.pk])
        (old,) = read_dossiers([cast.north.company.pk])
        Assessment.objects.update(generation=old.generation + 1, score=77)
        late = ENGINE.judge(old.facts, dt.date(2026, 11, 23))
        writing.upsert_assessments([assessment_row(ENGINE, old, late, dt.date(2026, 11, 23), "2026-11-23 12:00:00+00:00")])
    kept = assessments()[cast.north.company.pk]
    assert (kept.generation, kept.score) == (old.generation + 1, 77)


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Between the reading of a re-score and the transaction that writes; its end checks what a commit would check."""

    @contextmanager
    def atomic() -> Iterator[None]:
        happens()
        with transaction.atomic():
            yield
            connection.check_constraints()

    monkeypatch.setattr(actions, "transaction", SimpleNamespace(atomic=atomic))


def test_company_that_changes_meanwhile_stays_due(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with cast.north.scope():
        meanwhile(monkeypatch, lambda: mark_dirty(cast.north.company))
        rescore([cast.north.company.pk])
    assert fresh(cast.north.company).is_score_due


def test_company_that_is_gone_is_skipped(cast: Cast) -> None:
    with cast.north.scope():
        ids = [cast.north.company.pk, cast.north.other_company.pk]
        cast.north.company.delete()
        assert rescore(ids).dossiers == 1
    assert list(assessments()) == ids[1:]


def test_company_deleted_meanwhile_is_skipped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    gone, stays = cast.north.company.pk, cast.north.other_company.pk
    with cast.north.scope():
        meanwhile(monkeypatch, lambda: Company.objects.filter(pk=gone).delete())
        assert rescore([gone, stays]).dossiers == 1
    assert list(assessments()) == [stays]


def test_company_of_another_workspace_is_not_scored(cast: Cast) -> None:
    with cast.north.scope():
        assert rescore([cast.south.company.pk]).dossiers == 0
    assert assessments() == {}


def test_no_company_is_no_work(cast: Cast) -> None:
    with cast.north.scope():
        assert (rescore([]).dossiers, rescore([]).changed) == (0, 0)


def test_chunks_walk_every_due_company_once(cast: Cast) -> None:
    with scopes_disabled():
        assert due_chunks(size=3) == [[company.pk for company in everybody(cast)][:3], [everybody(cast)[3].pk]]


def queries_of(house: House, ids: list[int]) -> list[str]:
    with house.scope(), CaptureQueriesContext(connection) as captured:
        rescore(ids)
    return [one["sql"][:60] for one in captured]


def test_chunk_asks_as_often_for_many_dossiers_as_for_one(cast: Cast) -> None:
    house = cast.north
    with house.scope():
        ids = [add_company(by=house.owner, workspace=house.workspace, name=f"Company {number}").pk for number in range(30)]
        for company in Company.objects.filter(pk__in=ids[1:]):
            add_document(house, company=company, dpi=300)
            add_document(house, company=company, kind="phone_bill")
            add_template(house, company=company)
    assert len(queries_of(house, ids[:1])) == len(queries_of(house, ids[1:]))
