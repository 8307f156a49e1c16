"""Mail on its way out: written in the transaction of its cause, handed to the mail server by the relay."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from readiness.enums import MailState

from .workspace import Workspace

MAX_MAIL_ATTEMPTS = 8


class OutgoingMail(models.Model):
    """`key` is made once and is the Message-ID: whoever gets it twice can tell. `next_try_at` is when the relay may take it.

    `attempts` counts what this mail itself failed at; a server that cannot be reached counts for none of its mails.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="outgoing_mails")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=MailState, default=MailState.WAITING)
    next_try_at = models.DateTimeField()
    token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    objects = ScopedManager(workspace="workspace")

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["next_try_at"], name="mail_open", condition=Q(state__in=["waiting", "sending"]))]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="mail_state_known"),
            models.CheckConstraint(condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent"), name="mail_sent_has_time"),
            models.CheckConstraint(condition=Q(attempts__lte=MAX_MAIL_ATTEMPTS), name="mail_attempts_end"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"
