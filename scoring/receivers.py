"""Rings the worker when the floor says that something changed. A lost ring costs seconds: the sweep finds the row."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.dispatch import receiver
from kombu.exceptions import OperationalError

from readiness.enums import JobKind
from readiness.signals import company_changed, job_queued

from .tasks import make_report, rescore_company

log = logging.getLogger(__name__)


@receiver(company_changed)
def ring_rescore(sender: object, *, company_id: int, workspace_id: int, **kwargs: Any) -> None:
    _ring(lambda: rescore_company.delay(company_id=company_id, workspace_id=workspace_id))


@receiver(job_queued)
def ring_report(sender: object, *, job_id: str, kind: str, **kwargs: Any) -> None:
    if kind == JobKind.REPORT:
        _ring(lambda: make_report.delay(job_id=job_id))


def _ring(send: Callable[[], object]) -> None:
    try:
        send()
    except (OperationalError, OSError) as error:
        log.warning("The broker does not answer (%s); the sweep will find the work.", error)
