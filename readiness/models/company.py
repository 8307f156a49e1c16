"""A company whose dossier is kept, and the generation counters that say when its score is due."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from .one_of import OneOf
from .workspace import Workspace


class Company(models.Model):
    """`generation` rises with every change of a fact; the score is due while `scored_generation` is behind it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="companies")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    generation = models.PositiveBigIntegerField(default=1)
    scored_generation = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(workspace="workspace")

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["id"], name="company_score_due", condition=Q(generation__gt=F("scored_generation")))]
        constraints = [models.CheckConstraint(condition=Q(scored_generation__lte=F("generation")), name="company_not_scored_ahead")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_score_due(self) -> bool:
        return self.generation > self.scored_generation


Company._meta.pk.register_lookup(OneOf)
