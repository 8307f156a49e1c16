"""Who did what, when: append-only, chained by hash within a workspace. No foreign keys: history outlives its objects."""

from __future__ import annotations

from django.db import models
from django_scopes import ScopedManager

from readiness.enums import EventKind


class AuditEvent(models.Model):
    workspace_id = models.BigIntegerField()
    company_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=254)
    kind = models.CharField(max_length=40, choices=EventKind)
    at = models.DateTimeField()
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = ScopedManager(workspace="workspace_id")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["company_id", "id"], name="audit_of_company")]
        constraints = [
            # One successor an event: the chain of a workspace cannot fork.
            models.UniqueConstraint(fields=["workspace_id", "previous_hash"], name="audit_chain_has_no_fork")
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.actor_name}"
