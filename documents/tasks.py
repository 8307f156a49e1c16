"""Envelopes: ids in, one action called. Safe to run twice."""

from __future__ import annotations

from celery import shared_task


@shared_task
def read_paper(*, file_id: str) -> None:
    from .reading_job import run_reading  # noqa: PLC0415 — a task is a leaf

    run_reading(file_id=file_id)


@shared_task
def sweep_unread_papers() -> None:
    """Rings again for files whose message or worker was lost."""
    from .actions.files import waiting_files  # noqa: PLC0415 — a task is a leaf

    for file_id in waiting_files():
        read_paper.delay(file_id=file_id)


@shared_task
def recheck_papers() -> None:
    """Dates pass by themselves: a paper that was fine yesterday may be too old today."""
    from .actions.upkeep import recheck  # noqa: PLC0415 — a task is a leaf

    recheck()


@shared_task
def sweep_orphans() -> None:
    """Uploads that were cut off leave bytes that no row speaks of."""
    from .actions.upkeep import remove_orphans  # noqa: PLC0415 — a task is a leaf

    remove_orphans()
