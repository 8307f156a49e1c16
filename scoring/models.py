"""The score of a company in its compact shape: verdicts as one string, counters, and what is open. Words are made when shown."""

from __future__ import annotations

from django.db import models
from django_scopes import ScopedManager

from readiness.models import Company


class Assessment(models.Model):
    """`verdicts` has a character a criterion in the order of `rulebook_version` (m met, u unmet, ? unknown, - not applicable).

    Weights are points; approval is 0 to 1; days are calendar days. `open` holds the ids of the blockers and of the
    factors of the estimate.
    """

    company = models.OneToOneField(Company, on_delete=models.CASCADE, primary_key=True, related_name="assessment")
    generation = models.PositiveBigIntegerField()
    rulebook_version = models.CharField(max_length=20)
    assessed_on = models.DateField()
    verdicts = models.CharField(max_length=400)
    verdict = models.CharField(max_length=12)
    score = models.PositiveSmallIntegerField()
    met_weight = models.PositiveSmallIntegerField()
    known_weight = models.PositiveSmallIntegerField()
    applicable_weight = models.PositiveSmallIntegerField()
    blocker_count = models.PositiveSmallIntegerField()
    approval_low = models.FloatField()
    approval_mid = models.FloatField()
    approval_high = models.FloatField()
    days_low = models.FloatField()
    days_mid = models.FloatField()
    days_high = models.FloatField()
    open = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    objects = ScopedManager(workspace="company__workspace")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(score__lte=100), name="assessment_score_at_most_100")]

    def __str__(self) -> str:
        return f"{self.score} ({self.verdict})"

    @property
    def coverage(self) -> float:
        return self.known_weight / self.applicable_weight if self.applicable_weight else 1.0


class ScorePoint(models.Model):
    """A point of the score's history, kept when score, verdict or rulebook version changed."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="score_points")
    at = models.DateTimeField()
    rulebook_version = models.CharField(max_length=20)
    score = models.PositiveSmallIntegerField()
    coverage = models.FloatField()
    verdict = models.CharField(max_length=12)
    blocker_count = models.PositiveSmallIntegerField()

    objects = ScopedManager(workspace="company__workspace")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["company", "at"], name="score_point_of_company")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.score}"
