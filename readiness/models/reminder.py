"""The row is the reminder: who is told what, once, when. Planned with its cause, delivered under a lease, fenced by a token."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from readiness.enums import Channel, ReminderKind, ReminderState

from .company import Company
from .mail import OutgoingMail
from .workspace import Workspace

MAX_ATTEMPTS = 8


class Reminder(models.Model):
    """`cycle` names the deadline and how long before it (2026-08-21/14), so that a moved date is another reminder.

    On the channel `app` a sent row is the entry in the inbox. `facts` is plain JSON that the sentence names. `snoozed` is the moment
    that a person chose instead; `done_at` says that nothing more is wanted of this cycle.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="reminders")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="reminders")
    subject_type = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    kind = models.CharField(max_length=24, choices=ReminderKind)
    cycle = models.CharField(max_length=48)
    channel = models.CharField(max_length=4, choices=Channel)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    due_at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ReminderState, default=ReminderState.PLANNED)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    mail = models.ForeignKey(OutgoingMail, on_delete=models.SET_NULL, null=True, related_name="reminders")
    snoozed = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = ScopedManager(workspace="workspace")

    class Meta:
        ordering = ["-due_at", "-id"]
        indexes = [
            models.Index(fields=["due_at"], name="reminder_open", condition=Q(state__in=["planned", "sending"])),
            models.Index(fields=["company", "kind"], name="reminder_of_company"),
            models.Index(fields=["person", "workspace", "-sent_at"], name="reminder_inbox", condition=Q(channel="app", state="sent")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "kind", "cycle", "channel", "person"], name="reminder_once"),
            models.CheckConstraint(condition=Q(kind__in=ReminderKind.values), name="reminder_kind_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="reminder_channel_known"),
            models.CheckConstraint(condition=Q(state__in=ReminderState.values), name="reminder_state_known"),
            models.CheckConstraint(condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent"), name="reminder_sent_has_time"),
            models.CheckConstraint(condition=Q(attempts__lte=MAX_ATTEMPTS), name="reminder_attempts_end"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type} {self.subject_id} {self.cycle} → {self.person_id} ({self.channel})"
