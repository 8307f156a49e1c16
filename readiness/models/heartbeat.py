"""What runs by itself, and when it last did: a dead clock shows here, and long passes keep their place."""

from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """`name`: tick, relay, nightly-plan. `detail` is what the next run needs to go on, and what the worker page shows."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"
