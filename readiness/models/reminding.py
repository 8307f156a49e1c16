"""How a workspace and a person want to be reminded, and the secret address of a calendar."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from .workspace import Membership, Workspace


class ReminderSettings(models.Model):
    """Of a workspace. Quiet hours are on its clock; the same time twice means none.

    `lead_days`: days before the deadline by id of the rulebook's renewal, where they differ from the guide's.
    """

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, primary_key=True, related_name="reminder_settings")
    by_mail = models.BooleanField(default=True)
    quiet_from = models.TimeField(default=dt.time(20))
    quiet_until = models.TimeField(default=dt.time(8))
    lead_days = models.JSONField(default=dict)

    objects = ScopedManager(workspace="workspace")

    def __str__(self) -> str:
        return f"reminders of {self.workspace_id}"


class MailChoice(models.Model):
    """Of a person, in all workspaces. `stopped_address` is the address that the mail server refused; another one is tried again."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="mail_choice")
    language = models.CharField(max_length=5, default=settings.LANGUAGE_CODE, choices=settings.LANGUAGES)
    by_mail = models.BooleanField(default=True)
    stopped_address = models.EmailField(blank=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(stopped_address="") | Q(stopped_at__isnull=False), name="mail_stopped_has_time")]

    def __str__(self) -> str:
        return f"mail of {self.user_id}"


class CalendarFeed(models.Model):
    """Who knows the secret reads the dates of this member. Only its SHA-256 is kept; a new one ends the old one."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, primary_key=True, related_name="calendar_feed")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    objects = ScopedManager(workspace="membership__workspace")

    def __str__(self) -> str:
        return f"calendar of {self.membership_id}"
