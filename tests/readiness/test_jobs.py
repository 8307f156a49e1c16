"""Long work: asked for once, held by one worker at a time, given up in the end."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from readiness.actions.jobs import LEASE, claim_job, fail_job, finish_job
from readiness.enums import EventKind, JobState
from readiness.models import AuditEvent, Job
from readiness.models.job import MAX_ATTEMPTS
from readiness.signals import job_queued
from tests.cast import Cast, House, add_report

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def current(house: House, job: Job) -> Job:
    with house.scope():
        return Job.objects.get(pk=job.pk)


def claim(job: Job) -> Job:
    claimed = claim_job(job_id=str(job.pk))
    assert claimed
    return claimed


def test_asking_twice_gives_the_same_job(cast: Cast) -> None:
    assert add_report(cast.north).pk == add_report(cast.north).pk
    assert add_report(cast.north).pk != add_report(cast.north, language="it").pk
    with cast.north.scope():
        assert AuditEvent.objects.filter(kind=EventKind.REPORT_ASKED).count() == 2


def test_ended_job_is_not_given_again(cast: Cast) -> None:
    job = add_report(cast.north)
    finish_job(job=claim(job), name="report.pdf", content=b"%PDF-")
    assert add_report(cast.north).pk != job.pk


def test_worker_is_rung_after_the_commit(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    rings: list[str] = []
    job_queued.connect(receiver := lambda job_id, **kwargs: rings.append(job_id))
    with django_capture_on_commit_callbacks(execute=True):
        job = add_report(cast.north)
        assert rings == []
    job_queued.disconnect(receiver)
    assert rings == [str(job.pk)]


def test_claim_takes_lease_and_token(cast: Cast, clock: Any) -> None:
    job = claim(add_report(cast.north))
    assert (job.state, job.attempts, job.lease_until) == (JobState.RUNNING, 1, NOW + LEASE)
    assert job.token


def test_held_job_is_not_claimed(cast: Cast, clock: Any) -> None:
    job = add_report(cast.north)
    claim(job)
    clock.shift(LEASE)
    assert claim_job(job_id=str(job.pk)) is None


def test_job_of_a_lost_worker_is_claimed_when_its_lease_is_over(cast: Cast, clock: Any) -> None:
    job = add_report(cast.north)
    first = claim(job)
    clock.shift(LEASE + dt.timedelta(seconds=1))
    second = claim(job)
    assert (second.attempts, second.token == first.token) == (2, False)


def test_paused_worker_changes_nothing_after_its_lease(cast: Cast, clock: Any) -> None:
    job = add_report(cast.north)
    paused = claim(job)
    clock.shift(LEASE + dt.timedelta(seconds=1))
    working = claim(job)
    assert not finish_job(job=paused, name="late.pdf", content=b"late")
    fail_job(job=paused, error="late")
    assert (current(cast.north, job).state, current(cast.north, job).error) == (JobState.RUNNING, "")
    assert finish_job(job=working, name="report.pdf", content=b"in time")
    with current(cast.north, job).result.open() as result:
        assert result.read() == b"in time"


def test_finished_job_is_ended_once(cast: Cast, clock: Any) -> None:
    job = claim(add_report(cast.north))
    assert finish_job(job=job, name="report.pdf", content=b"%PDF-")
    assert not finish_job(job=job, name="again.pdf", content=b"%PDF-")
    ended = current(cast.north, job)
    assert (ended.state, ended.finished_at, ended.lease_until, ended.is_open) == (JobState.DONE, NOW, None, False)
    assert claim_job(job_id=str(job.pk)) is None


def test_failed_job_waits_longer_each_time(cast: Cast, clock: Any) -> None:
    job, waits = add_report(cast.north), []
    for _ in range(3):
        fail_job(job=claim(job), error="no font")
        assert claim_job(job_id=str(job.pk)) is None
        waiting = current(cast.north, job)
        assert waiting.lease_until
        waits.append((waiting.lease_until - timezone.now()).total_seconds())
        clock.move_to(waiting.lease_until + dt.timedelta(microseconds=1))
    assert (waits, waiting.error, waiting.attempts) == ([2, 4, 8], "no font", 3)


def test_job_is_given_up_after_the_last_attempt(cast: Cast, clock: Any) -> None:
    job = add_report(cast.north)
    for _ in range(MAX_ATTEMPTS):
        clock.shift(dt.timedelta(hours=2))
        fail_job(job=claim(job), error="no font")
    ended = current(cast.north, job)
    assert (ended.state, ended.error, ended.attempts, ended.finished_at) == (JobState.FAILED, "no font", MAX_ATTEMPTS, timezone.now())
    assert claim_job(job_id=str(job.pk)) is None


def test_job_that_kills_its_worker_is_given_up(cast: Cast, clock: Any) -> None:
    """Nobody lives to say that it failed: the lease runs out each time."""
    job = add_report(cast.north)
    for _ in range(MAX_ATTEMPTS):
        claim(job)
        clock.shift(LEASE + dt.timedelta(seconds=1))
    assert claim_job(job_id=str(job.pk)) is None
    assert (current(cast.north, job).state, current(cast.north, job).error) == (JobState.FAILED, "gave up after too many attempts")


def test_unknown_job_is_nothing(db: None) -> None:
    assert claim_job(job_id="00000000-0000-4000-8000-000000000000") is None
