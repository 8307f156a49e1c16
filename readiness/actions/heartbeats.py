"""Notes that something ran, by the database's clock."""

from __future__ import annotations

import datetime as dt
from typing import Any

from readiness.clock import database_now
from readiness.models import Heartbeat

TICK = "tick"
FAILED_SCORES = "failed-scores"  # its detail: company id to generation, attempts and error


def beat(name: str, **detail: Any) -> None:
    """`detail` must be plain JSON; it replaces what was noted before."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": database_now(), "detail": detail})


def age_of(name: str) -> dt.timedelta | None:
    """How long ago it ran; None where it never did."""
    last = Heartbeat.objects.filter(name=name).first()
    return database_now() - last.at if last else None
