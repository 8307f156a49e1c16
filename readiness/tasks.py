"""Envelopes: the tick looks what is due and rings for it. Any number of clocks may ring at once; a lost ring is made up by the next."""

from __future__ import annotations

import time

from celery import shared_task

ROUND_SECONDS = 45.0


@shared_task
def tick() -> None:
    from .actions import delivering, relaying  # noqa: PLC0415 — a task is a leaf
    from .actions.heartbeats import TICK, beat  # noqa: PLC0415 — a task is a leaf
    from .actions.nightly import is_due  # noqa: PLC0415 — a task is a leaf

    beat(TICK)
    delivering.bury()
    relaying.bury()
    deliver_reminders.delay()
    if is_due():
        plan_next.delay()


@shared_task
def deliver_reminders() -> None:
    """What is due goes into the inbox and into the outbox, then the relay is rung."""
    from .actions.delivering import deliver_due  # noqa: PLC0415 — a task is a leaf

    ends = time.monotonic() + ROUND_SECONDS
    while deliver_due() and time.monotonic() < ends:
        pass
    relay_outgoing.delay()


@shared_task
def relay_outgoing() -> None:
    from .actions.relaying import relay_mails  # noqa: PLC0415 — a task is a leaf

    relay_mails(seconds=ROUND_SECONDS)


@shared_task
def plan_next() -> None:
    """Tonight's planning, as far as it comes in its time; the next tick goes on."""
    from .actions.nightly import plan_next as go_on  # noqa: PLC0415 — a task is a leaf

    go_on()
