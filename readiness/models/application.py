"""An application of a company: through whom, for which number, and how it walks the stages of the review."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from readiness.enums import ApplicationStatus, StageStatus

from .company import Company


class Application(models.Model):
    """`number` counts a company's applications from 1. `blocked_until`: end of a cooldown or of a blacklisting.

    `gate_reason`: why it was submitted although the page said "not yet".
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="applications")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=20, choices=ApplicationStatus, default=ApplicationStatus.PREPARING)
    provider_tier = models.CharField(max_length=20, blank=True)
    provider_name = models.CharField(max_length=120, blank=True)
    phone_number = models.CharField(max_length=40, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    gate_reason = models.TextField(blank=True)
    blocked_until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager(workspace="company__workspace")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["company", "number"], name="application_number_once"),
            # Two people who open one at once: the second is told.
            models.UniqueConstraint(
                fields=["company"], condition=Q(status__in=["preparing", "submitted", "refused"]), name="one_application_under_way"
            ),
            models.CheckConstraint(condition=Q(status__in=ApplicationStatus.values), name="application_status_known"),
            models.CheckConstraint(
                condition=Q(status__in=["preparing", "withdrawn"]) | Q(submitted_on__isnull=False), name="application_submitted_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["cooling_down", "blacklisted"]) | Q(blocked_until__isnull=False), name="application_ban_has_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} · {self.number}"


class ApplicationStage(models.Model):
    """One of the five stages; `stage` is its id in the rulebook. `reason` says why it was refused or taken up again."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=40)
    status = models.CharField(max_length=20, choices=StageStatus, default=StageStatus.NOT_STARTED)
    started_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    objects = ScopedManager(workspace="application__company__workspace")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "stage"], name="application_stage_once"),
            models.CheckConstraint(condition=Q(status__in=StageStatus.values), name="stage_status_known"),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(started_on__isnull=True) | Q(decided_on__gte=models.F("started_on")),
                name="stage_decided_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.stage}"


class StageEvent(models.Model):
    """A step of an application, or of one stage of it (`stage` is empty for the whole)."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="events")
    stage = models.CharField(max_length=40, blank=True)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20)
    on = models.DateField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(workspace="application__company__workspace")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.stage or 'application'}: {self.after}"


class InformationRequest(models.Model):
    """What the reviewer asks for; answered once. `paper` is a kind of paper to upload, where one is asked for.

    `closed_at`: the application was refused or withdrawn before there was an answer; nobody waits for it any more.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="requests")
    stage = models.CharField(max_length=40)
    text = models.TextField(max_length=2000)
    paper = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ScopedManager(workspace="application__company__workspace")

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [models.Index(fields=["due_at"], name="information_request_open", condition=Q(answered_at__isnull=True))]
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gte=models.F("asked_at")), name="information_due_after_asked"),
            models.CheckConstraint(condition=Q(answered_at__isnull=True) | ~Q(answer=""), name="information_answer_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.stage}"


class LawfulMove(models.Model):
    """A move that the database lets pass (readiness/stages/moves.py); filled by migrations, read by triggers."""

    kind = models.CharField(max_length=20)
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "before", "after"], name="lawful_move_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.before} → {self.after}"
