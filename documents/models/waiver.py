"""A kind of paper that a consultant found not relevant for a company, with the reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from documents.enums import KINDS
from readiness.models import Company


class Waiver(models.Model):
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="paper_waivers")
    kind = models.CharField(max_length=40)
    reason = models.TextField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(workspace="company__workspace")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["company", "kind"], name="paper_waived_once"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="paper_waiver_kind_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="paper_waiver_says_why"),
        ]

    def __str__(self) -> str:
        return self.kind
