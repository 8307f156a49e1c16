"""What rings the worker, what it does then, and what the sweeps find when a ring was lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pikepdf
import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from kombu.exceptions import OperationalError

from readiness.actions.jobs import LEASE, claim_job
from readiness.enums import JobState
from readiness.models import Company, Job
from scoring.models import Assessment
from scoring.tasks import make_report, rescore_company, sweep_due_reports, sweep_due_scores
from tests.cast import Cast, House, add_report, answer


def due(house: House) -> bool:
    with house.scope():
        return Company.objects.get(pk=house.company.pk).is_score_due


def current(house: House, job: Job) -> Job:
    with house.scope():
        return Job.objects.get(pk=job.pk)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Messages that would go to the broker."""
    found: list[dict[str, Any]] = []
    for task in (rescore_company, make_report):
        monkeypatch.setattr(task, "delay", lambda **message: found.append(message))
    return found


def test_saved_answer_rings_the_worker(cast: Cast, sent: list[dict[str, Any]], django_capture_on_commit_callbacks: Any) -> None:
    connection.run_on_commit.clear()  # those of making the cast
    with django_capture_on_commit_callbacks(execute=True):
        answer(cast.north, employees=3)
        assert sent == []
    assert sent == [{"company_id": cast.north.company.pk, "workspace_id": cast.north.workspace.pk}]


@pytest.mark.parametrize("error", [OperationalError("connection refused"), OSError("no space left")])
def test_answer_is_saved_while_the_broker_is_away(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any, error: Exception
) -> None:
    def refuse(**message: Any) -> None:
        raise error

    monkeypatch.setattr(rescore_company, "delay", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        assert answer(cast.north, employees=3)
    assert due(cast.north)


def test_rung_worker_scores_the_company(cast: Cast) -> None:
    rescore_company(company_id=cast.north.company.pk, workspace_id=cast.north.workspace.pk)
    assert not due(cast.north)
    assert due(cast.south)


def test_ring_for_a_company_of_others_scores_nothing(cast: Cast) -> None:
    rescore_company(company_id=cast.south.company.pk, workspace_id=cast.north.workspace.pk)
    assert due(cast.south)


def test_ring_for_a_company_that_is_gone_is_harmless(cast: Cast) -> None:
    rescore_company(company_id=10**9, workspace_id=cast.north.workspace.pk)


def test_sweep_finds_every_lost_ring(cast: Cast) -> None:
    sweep_due_scores()
    assert (due(cast.north), due(cast.south)) == (False, False)


def test_sweep_scores_again_on_another_day(cast: Cast) -> None:
    """Papers expire and clocks run without anybody changing a fact."""
    with time_machine.travel(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)) as clock:
        sweep_due_scores()
        clock.shift(dt.timedelta(days=1))
        sweep_due_scores()
        with cast.north.scope():
            assert Assessment.objects.get(company=cast.north.company).assessed_on == dt.date(2026, 3, 3)


def test_report_is_made_and_names_the_company(cast: Cast) -> None:
    job = add_report(cast.north)
    make_report(job_id=str(job.pk))
    done = current(cast.north, job)
    assert (done.state, done.error) == (JobState.DONE, "")
    with done.result.open() as file, pikepdf.open(file) as pdf:
        assert cast.north.company.name in str(pdf.docinfo["/Title"])
        assert str(pdf.Root.Lang) == "en"


def test_report_twice_is_made_once(cast: Cast) -> None:
    job = add_report(cast.north)
    make_report(job_id=str(job.pk))
    first = current(cast.north, job)
    make_report(job_id=str(job.pk))
    assert (current(cast.north, job).attempts, current(cast.north, job).result.name) == (1, first.result.name)


def test_report_that_fails_says_why_and_is_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch, sent: list[dict[str, Any]]) -> None:
    monkeypatch.setattr("scoring.reports.job.report_pdf", lambda *args: 1 / 0)
    job = add_report(cast.north)
    make_report(job_id=str(job.pk))
    failed = current(cast.north, job)
    assert (failed.state, failed.error) == (JobState.RUNNING, "ZeroDivisionError: division by zero")
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1)):
        sweep_due_reports()
    assert sent == [{"job_id": str(job.pk)}]


def test_sweep_leaves_held_and_ended_reports_alone(cast: Cast, sent: list[dict[str, Any]]) -> None:
    held, lost, done = (
        add_report(house, on=day) for house, day in ((cast.north, "2026-03-01"), (cast.south, "2026-03-01"), (cast.north, "2026-03-02"))
    )
    claim_job(job_id=str(held.pk))
    make_report(job_id=str(done.pk))
    sweep_due_reports()
    assert sent == [{"job_id": str(lost.pk)}]
    with time_machine.travel(timezone.now() + LEASE + dt.timedelta(seconds=1)):
        sweep_due_reports()
    assert {one["job_id"] for one in sent} == {str(held.pk), str(lost.pk)}


def test_a_dossier_that_cannot_be_scored_keeps_no_other_from_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried again some times, then left until it changes, and the worker page names it."""
    from readiness.actions.retrying import retry
    from readiness.worker_state import failed_scores
    from scoring import actions

    poison, judged = cast.north.company.pk, actions.assessment_row

    def poisoned(engine: Any, dossier: Any, *rest: Any) -> Any:
        if dossier.company_id == poison:
            raise ValueError("poison")
        return judged(engine, dossier, *rest)

    monkeypatch.setattr(actions, "assessment_row", poisoned)
    for _ in range(actions.MOST_FAILURES):
        sweep_due_scores()
    assert (due(cast.north), due(cast.south)) == (True, False)
    assert [(one["company"], one["attempts"], one["error"]) for one in failed_scores()] == [(str(poison), 8, "ValueError: poison")]
    with cast.north.scope():
        assert poison not in [pk for ids in actions.due_chunks() for pk in ids]
    answer(cast.north, engineers=3)
    with cast.north.scope():
        assert poison in [pk for ids in actions.due_chunks() for pk in ids]
    monkeypatch.setattr(actions, "assessment_row", judged)
    assert retry("scores") == 1
    sweep_due_scores()
    assert not due(cast.north)
