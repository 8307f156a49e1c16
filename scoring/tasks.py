"""Envelopes: ids in, scope opened, one action called. Safe to run twice."""

from __future__ import annotations

from celery import shared_task
from django_scopes import scope, scopes_disabled


@shared_task
def rescore_company(*, company_id: int, workspace_id: int) -> None:
    from .actions import rescore_apart  # noqa: PLC0415 — a task is a leaf

    with scope(workspace=workspace_id):
        rescore_apart([company_id])


@shared_task
def sweep_due_scores() -> None:
    """Finds what a lost message left behind: facts that moved, a new day, a new edition."""
    from .actions import due_chunks, rescore_apart  # noqa: PLC0415 — a task is a leaf

    with scopes_disabled():  # the sweep serves every workspace, by ids alone
        for ids in due_chunks():
            rescore_apart(ids)


@shared_task
def make_report(*, job_id: str) -> None:
    from .reports.job import run_report_job  # noqa: PLC0415 — WeasyPrint loads in workers only

    run_report_job(job_id=job_id)


@shared_task
def sweep_due_reports() -> None:
    """Rings again for report jobs whose message or worker was lost."""
    from readiness.actions.jobs import waiting_jobs  # noqa: PLC0415 — a task is a leaf
    from readiness.enums import JobKind  # noqa: PLC0415 — a task is a leaf

    for job_id in waiting_jobs(JobKind.REPORT):
        make_report.delay(job_id=job_id)
