"""Runs a report job: claims the row, makes the PDF, keeps it."""

from __future__ import annotations

import datetime as dt
import logging

from django_scopes import scope

from readiness.actions.jobs import claim_job, fail_job, finish_job
from readiness.models import Company
from scoring.facts import with_sheets

from .pdf import report_pdf

log = logging.getLogger(__name__)


def run_report_job(*, job_id: str) -> None:
    job = claim_job(job_id=job_id)
    if job is None:
        return
    with scope(workspace=job.workspace_id):
        company = with_sheets(Company.objects.select_related("workspace")).get(pk=job.company_id)
        try:
            content = report_pdf(company, dt.date.fromisoformat(job.params["on"]), job.params["language"])
        except Exception as error:
            log.exception("report job %s failed", job_id)
            fail_job(job=job, error=f"{type(error).__name__}: {error}")
            return
        finish_job(job=job, name=f"{job.pk}.pdf", content=content)
