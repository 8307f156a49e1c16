"""Celery rings, the database knows: tasks take ids only, nothing of value lives in the broker."""

import logging
import os
from typing import Any

from celery import Celery, bootsteps
from kombu.exceptions import OperationalError

from .file_broker import use_whole_messages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "readiness.settings")

use_whole_messages()
app = Celery("readiness")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
log = logging.getLogger(__name__)


class Clockwork(bootsteps.StartStopStep):
    """Every worker rings the tick too, at its start and from then on: with no beat at all reminders still go out."""

    requires = {"celery.worker.components:Timer"}

    def start(self, worker: Any) -> None:
        from django.conf import settings  # noqa: PLC0415 — Celery reads them once the app is there

        self.seconds = settings.TICK_SECONDS
        self.ring()
        self.repeated = worker.timer.call_repeatedly(self.seconds, self.ring)

    def stop(self, worker: Any) -> None:
        self.repeated.cancel()

    def ring(self) -> None:
        try:
            app.send_task("readiness.tasks.tick", expires=self.seconds)
        except (OperationalError, OSError) as error:
            log.warning("The broker does not answer (%s); the next tick may get through.", error)


app.steps["worker"].add(Clockwork)
