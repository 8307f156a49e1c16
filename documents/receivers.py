"""Rings the worker for a file that waits (a lost ring costs seconds: the sweep finds the row), and answers for keys of files."""

from __future__ import annotations

import logging
from typing import Any

from django.dispatch import receiver
from kombu.exceptions import OperationalError

from readiness.signals import old_keys_counted, rewrap_asked

from .actions.upkeep import files_under_old_keys, rewrap_all
from .signals import paper_waits
from .tasks import read_paper

log = logging.getLogger(__name__)


@receiver(paper_waits)
def ring_reader(sender: object, *, file_id: str, **kwargs: Any) -> None:
    try:
        read_paper.delay(file_id=file_id)
    except (OperationalError, OSError) as error:
        log.warning("The broker does not answer (%s); the sweep will find the file.", error)


@receiver(rewrap_asked)
def rewrap_files(sender: object, **kwargs: Any) -> int:
    return rewrap_all()


@receiver(old_keys_counted)
def count_files_under_old_keys(sender: object, **kwargs: Any) -> int:
    return files_under_old_keys()
