"""A message template of the company: what it says, where it stands with Meta, and what the linter makes of it."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from readiness.models import Company
from templates_mgr.enums import Category, Purpose, Status, Variant

MAX_NAME_CHARS = 512


class MessageTemplate(models.Model):
    """One text in one language. `components` and `parameter_format` have the shape of Meta's create call; `extra` keeps its other keys.

    `language` is Meta's code (it, pt_BR). `status` is Meta's word, or DRAFT; words that Meta adds later are kept as they come.
    `lint_errors` counts what would be refused or rejected, null until checked by `linted_with` (edition of the rules).
    `approved_on`: the first day of the approval that runs. `meta_*`: what Meta said last, null where it never said anything.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="message_templates")
    name = models.CharField(
        max_length=MAX_NAME_CHARS,
        validators=[RegexValidator(r"^[a-z0-9_]+$", _("Use lowercase letters, digits and underscores only."))],
    )
    language = models.CharField(max_length=20)
    category = models.CharField(max_length=40)
    purpose = models.CharField(max_length=30, choices=Purpose)
    variant = models.CharField(max_length=20, choices=Variant, default=Variant.STANDARD)
    parameter_format = models.CharField(max_length=20, blank=True)
    components = models.JSONField(default=list)
    extra = models.JSONField(default=dict, blank=True)
    body = models.TextField(blank=True)
    status = models.CharField(max_length=40, default=Status.DRAFT)
    status_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=100, blank=True)
    reason_text = models.TextField(blank=True)
    approved_on = models.DateField(null=True, blank=True)
    lint_errors = models.PositiveSmallIntegerField(null=True, blank=True)
    verdict = models.CharField(max_length=20, blank=True)
    linted_with = models.CharField(max_length=40, blank=True)
    meta_id = models.CharField(max_length=64, blank=True)
    meta_said = models.JSONField(null=True)
    meta_quality = models.CharField(max_length=20, blank=True)
    meta_next_category = models.CharField(max_length=40, blank=True)
    meta_seen_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager(workspace="company__workspace")

    class Meta:
        ordering = ["purpose", "name", "language"]
        constraints = [
            # Meta: the pair of name and language is unique.
            models.UniqueConstraint(fields=["company", "name", "language"], name="template_name_language_unique"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="template_purpose_known"),
            models.CheckConstraint(condition=Q(variant__in=Variant.values), name="template_variant_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

    def get_category_display(self) -> str:
        """In words; what Meta adds later as it comes."""
        return _label(Category, self.category)

    def get_status_display(self) -> str:
        return _label(Status, self.status)

    @property
    def create_call(self) -> dict[str, Any]:
        """As Meta's create call takes it."""
        call = {**self.extra, "name": self.name, "language": self.language, "category": self.category, "components": self.components}
        return call | ({"parameter_format": self.parameter_format} if self.parameter_format else {})


def _label(choices: type[models.TextChoices], value: str) -> str:
    return str(choices(value).label) if value in choices.values else value
