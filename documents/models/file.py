"""An uploaded file, what the reader saw in it, and the versions of papers that it became."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from documents.enums import KINDS, Decision, FileState, Verdict
from documents.vault import Sealed
from readiness.models import Company

from .document import Document


class PaperFile(models.Model):
    """A file as it came, encrypted in the vault. `size_bytes` and `sha256` are of the plain bytes.

    `kind` is what it was sent as, `replaces` the paper of which it is to be the next version. `reading` is None until it was read;
    `refusal` says why it cannot be used (its bytes are gone then), `seen` what was measured.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="paper_files")
    kind = models.CharField(max_length=40)
    replaces = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=255)
    state = models.CharField(max_length=8, choices=FileState, default=FileState.WAITING)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100, blank=True)
    storage_name = models.CharField(max_length=100, unique=True)
    key_id = models.CharField(max_length=16)
    wrapped_key = models.BinaryField()
    reading = models.JSONField(null=True)
    refusal = models.CharField(max_length=20, blank=True)
    seen = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)

    objects = ScopedManager(workspace="company__workspace")

    class Meta:
        ordering = ["uploaded_at"]
        indexes = [models.Index(fields=["uploaded_at"], name="paper_file_waiting", condition=Q(state="waiting"))]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="paper_file_kind_known"),
            models.CheckConstraint(condition=Q(state__in=FileState.values), name="paper_file_state_known"),
            models.CheckConstraint(condition=Q(refusal="") | Q(state="refused"), name="paper_file_refused_says_why"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def owner(self) -> str:
        """What the ciphertext is bound to: another company's row opens nothing."""
        return f"{self.company_id}|{self.pk}"

    @property
    def sealed(self) -> Sealed:
        return Sealed(self.storage_name, self.key_id, bytes(self.wrapped_key), self.size_bytes, self.sha256)


class DocumentVersion(models.Model):
    """`number` from 1; `findings` as documents.actions.files keeps them: what the checks said when it was read or corrected."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    file = models.ForeignKey(PaperFile, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    findings = models.JSONField(default=list)
    verdict = models.CharField(max_length=6, choices=Verdict)
    checked_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(workspace="document__company__workspace")

    class Meta:
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_number_once"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="document_version_verdict_known"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.number}"


class ReviewNote(models.Model):
    """What a consultant decided on a version; `page` from 1, where the comment is about one."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="notes")
    decision = models.CharField(max_length=8, choices=Decision)
    comment = models.TextField(max_length=2000, blank=True)
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(workspace="version__document__company__workspace")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="review_note_decision_known"),
            models.CheckConstraint(condition=Q(decision="approved") | ~Q(comment=""), name="review_note_says_what_to_change"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.decision}"
