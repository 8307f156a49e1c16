"""Envelopes: ids in, one action called. Safe to run twice."""

from __future__ import annotations

from celery import shared_task


@shared_task
def exchange_with_meta(*, job_id: str) -> None:
    from .exchanging import run_exchange  # noqa: PLC0415 — a task is a leaf

    run_exchange(job_id=job_id)


@shared_task
def sweep_exchanges() -> None:
    """Rings again for exchanges whose message or worker was lost, or whose wait is over."""
    from .exchanging import waiting_exchanges  # noqa: PLC0415 — a task is a leaf

    for job_id in waiting_exchanges():
        exchange_with_meta.delay(job_id=job_id)


@shared_task
def relint_templates() -> None:
    """After an upgrade the rules may say something else."""
    from .actions.relinting import relint  # noqa: PLC0415 — a task is a leaf

    relint()
