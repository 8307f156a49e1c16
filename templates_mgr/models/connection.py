"""The way to Meta: a WhatsApp business account and the system-user token that opens it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from readiness.models import Company


class MetaConnection(models.Model):
    """`sealed_token` is ciphertext under `key_id` of the keyring, bound to company and account; it is never shown again.

    `problem` names why Meta could not be asked the last time; `template_limit` is how many templates the account may have.
    """

    company = models.OneToOneField(Company, on_delete=models.CASCADE, related_name="meta_connection")
    waba_id = models.CharField(max_length=40)
    waba_name = models.CharField(max_length=200, blank=True)
    key_id = models.CharField(max_length=16)
    sealed_token = models.BinaryField()
    expires_at = models.DateTimeField(null=True)
    template_limit = models.PositiveIntegerField(null=True)
    problem = models.CharField(max_length=40, blank=True)
    problem_text = models.TextField(blank=True)
    connected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    connected_at = models.DateTimeField(auto_now_add=True)
    synced_at = models.DateTimeField(null=True)

    objects = ScopedManager(workspace="company__workspace")

    class Meta:
        ordering = ["company"]
        constraints = [models.CheckConstraint(condition=~Q(waba_id=""), name="meta_connection_names_account")]

    def __str__(self) -> str:
        return self.waba_id
