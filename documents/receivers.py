"""Rings the worker for a file that waits. A lost ring costs seconds: the sweep finds the row."""

from __future__ import annotations

import logging
from typing import Any

from django.dispatch import receiver
from kombu.exceptions import OperationalError

from .signals import paper_waits
from .tasks import read_paper

log = logging.getLogger(__name__)


@receiver(paper_waits)
def ring_reader(sender: object, *, file_id: str, **kwargs: Any) -> None:
    try:
        read_paper.delay(file_id=file_id)
    except (OperationalError, OSError) as error:
        log.warning("The broker does not answer (%s); the sweep will find the file.", error)
