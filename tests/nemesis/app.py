"""The product's Celery app with a short lease and tick, so that a freeze beyond the lease takes seconds and not minutes."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from readiness.celery import app

LEASE_SECONDS, MAIL_LEASE_SECONDS, MAIL_TIMEOUT_SECONDS, TICK_SECONDS = 5, 8, 2, 2.0

settings.TICK_SECONDS = TICK_SECONDS
settings.EMAIL_TIMEOUT = MAIL_TIMEOUT_SECONDS


@app.on_after_finalize.connect
def shorten(sender: object, **kwargs: object) -> None:
    from readiness.actions import delivering, relaying

    delivering.LEASE = dt.timedelta(seconds=LEASE_SECONDS)
    relaying.LEASE = dt.timedelta(seconds=MAIL_LEASE_SECONDS)
    relaying.APART_SECONDS = MAIL_LEASE_SECONDS
    tick = app.conf.beat_schedule["tick"]
    app.conf.beat_schedule = {"tick": {**tick, "schedule": TICK_SECONDS, "options": {"expires": 3 * TICK_SECONDS}}}


__all__ = ["app"]
