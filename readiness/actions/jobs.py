"""Long work: asked for as a row, claimed with a lease and a token, ended once."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_scopes import scopes_disabled

from readiness.audit import record
from readiness.enums import EventKind, JobKind, JobState
from readiness.models import Company, Job, User
from readiness.models.job import MAX_ATTEMPTS
from readiness.signals import job_queued

LEASE = dt.timedelta(minutes=6)  # above the hard time limit of a task


@transaction.atomic
def ask_for_job(*, by: User, company: Company, kind: JobKind, params: dict[str, Any]) -> Job:
    """Queues the work; a waiting or running job of the same kind and params is answered instead of a second one."""
    Company.objects.select_for_update(of=("self",)).get(pk=company.pk)
    same = Job.objects.filter(company=company, kind=kind, params=params, state__in=[JobState.QUEUED, JobState.RUNNING])
    existing = same.first()
    if existing:
        return existing
    job = Job.objects.create(workspace_id=company.workspace_id, company=company, kind=kind, params=params, asked_by=by)
    asked = EventKind.REPORT_ASKED if kind == JobKind.REPORT else EventKind.META_ASKED
    record(by=by, kind=asked, workspace_id=company.workspace_id, company=company, job=str(job.pk), **params)
    transaction.on_commit(lambda: job_queued.send(Job, job_id=str(job.pk), workspace_id=job.workspace_id, kind=kind))
    return job


@transaction.atomic
def claim_job(*, job_id: str) -> Job | None:
    """The job with a fresh token and lease; None when it is ended, or another worker holds it."""
    with scopes_disabled():  # a worker knows the id alone; the job then names its workspace
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=timezone.now())
        job = Job.objects.select_for_update(of=("self",)).filter(free, pk=job_id, state__in=[JobState.QUEUED, JobState.RUNNING]).first()
        if job is None:
            return None
        if job.attempts >= MAX_ATTEMPTS:
            _end(job, JobState.FAILED, error=job.error or "gave up after too many attempts")
            return None
        job.state, job.token = JobState.RUNNING, uuid.uuid4()
        job.lease_until, job.attempts = timezone.now() + LEASE, job.attempts + 1
        job.save(update_fields=["state", "token", "lease_until", "attempts"])
        return job


@transaction.atomic
def finish_job(*, job: Job, name: str, content: bytes) -> bool:
    """Keeps the result unless the lease went to another worker meanwhile."""
    current = _held(job)
    if current is None:
        return False
    current.result.save(name, ContentFile(content), save=False)
    _end(current, JobState.DONE)
    return True


@transaction.atomic
def keep_progress(*, job: Job, progress: dict[str, Any]) -> bool:
    """Notes how far it came and holds on to the lease; False when another worker has it meanwhile."""
    current = _held(job)
    if current is None:
        return False
    job.progress = current.progress = progress
    # Work that comes on is no failed attempt.
    current.attempts, current.lease_until = 1, timezone.now() + LEASE
    current.save(update_fields=["progress", "attempts", "lease_until"])
    return True


@transaction.atomic
def end_job(*, job: Job, error: str = "") -> bool:
    """Done, or failed for good where `error` names why; False when another worker has it meanwhile."""
    current = _held(job)
    if current is None:
        return False
    _end(current, JobState.FAILED if error else JobState.DONE, error=error)
    return True


@transaction.atomic
def fail_job(*, job: Job, error: str, wait_seconds: float = 0) -> None:
    """Gives the job back for another attempt, not before `wait_seconds`, or ends it after the last one."""
    current = _held(job)
    if current is None:
        return
    if current.attempts >= MAX_ATTEMPTS:
        _end(current, JobState.FAILED, error=error)
        return
    current.error = error
    # Wait longer after each failure: 2, 4, 8 … seconds, at most an hour.
    current.lease_until = timezone.now() + dt.timedelta(seconds=min(3600, max(wait_seconds, 2**current.attempts)))
    current.save(update_fields=["error", "lease_until"])


def _held(job: Job) -> Job | None:
    with scopes_disabled():  # the token names the one job
        return Job.objects.select_for_update(of=("self",)).filter(pk=job.pk, token=job.token, state=JobState.RUNNING).first()


def _end(job: Job, state: JobState, error: str = "") -> None:
    job.state, job.error, job.finished_at, job.lease_until = state, error, timezone.now(), None
    job.save()


def waiting_jobs(*kinds: JobKind) -> list[str]:
    """Ids of jobs of these kinds that nobody holds: queued, or with a lease that ran out."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=timezone.now())
    with scopes_disabled():  # by ids alone, over all workspaces
        jobs = Job.objects.filter(free, kind__in=kinds, state__in=[JobState.QUEUED, JobState.RUNNING])
        return [str(pk) for pk in jobs.order_by("created_at").values_list("pk", flat=True)[:100]]
