"""What a template said before, and every step of its life."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django_scopes import ScopedManager

from .template import MessageTemplate


class TemplateVersion(models.Model):
    """One text of a template, `number` from 1; `call` is Meta's create call as it stood then. `sent_at`: when it was submitted."""

    template = models.ForeignKey(MessageTemplate, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    call = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    objects = ScopedManager(workspace="template__company__workspace")

    class Meta:
        ordering = ["template", "-number"]
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="template_version_number_once")]

    def __str__(self) -> str:
        return f"{self.template} {self.number}"


class TemplateEvent(models.Model):
    """A step: from one status to another. `by` is null where Meta said it; `reason` is Meta's word, `note` what a person or Meta wrote."""

    template = models.ForeignKey(MessageTemplate, on_delete=models.CASCADE, related_name="events")
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40)
    reason = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(workspace="template__company__workspace")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.template}: {self.after}"
