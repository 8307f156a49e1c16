"""Rings the worker for an exchange with Meta, and answers for tokens when master keys turn. A lost ring costs seconds."""

from __future__ import annotations

import logging
from typing import Any

from django.dispatch import receiver
from kombu.exceptions import OperationalError

from readiness.signals import job_queued, old_keys_counted, rewrap_asked

from .actions.tokens import reseal_all, tokens_under_old_keys
from .exchanging import KINDS
from .tasks import exchange_with_meta

log = logging.getLogger(__name__)


@receiver(job_queued)
def ring_exchange(sender: object, *, job_id: str, kind: str, **kwargs: Any) -> None:
    if kind not in KINDS:
        return
    try:
        exchange_with_meta.delay(job_id=job_id)
    except (OperationalError, OSError) as error:
        log.warning("The broker does not answer (%s); the sweep will find the work.", error)


@receiver(rewrap_asked)
def reseal_tokens(sender: object, **kwargs: Any) -> int:
    return reseal_all()


@receiver(old_keys_counted)
def count_tokens_under_old_keys(sender: object, **kwargs: Any) -> int:
    return tokens_under_old_keys()
