"""A message template of the company, as far as the checklist and the score need it."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from readiness.models import Company

from .enums import Category, Purpose, Variant

MAX_NAME_CHARS = 512
MAX_BODY_CHARS = 1024


class MessageTemplate(models.Model):
    """`language` is Meta's code (it, pt_BR); `lint_errors` counts what would be refused, null until checked."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="message_templates")
    name = models.CharField(
        max_length=MAX_NAME_CHARS,
        validators=[RegexValidator(r"^[a-z0-9_]+$", _("Use lowercase letters, digits and underscores only."))],
    )
    language = models.CharField(max_length=10)
    category = models.CharField(max_length=20, choices=Category)
    purpose = models.CharField(max_length=30, choices=Purpose)
    variant = models.CharField(max_length=20, choices=Variant, default=Variant.STANDARD)
    body = models.TextField(max_length=MAX_BODY_CHARS, blank=True)
    lint_errors = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager(workspace="company__workspace")

    class Meta:
        ordering = ["purpose", "name", "language"]
        constraints = [
            # Meta: the pair of name and language is unique.
            models.UniqueConstraint(fields=["company", "name", "language"], name="template_name_language_unique"),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="template_category_known"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="template_purpose_known"),
            models.CheckConstraint(condition=Q(variant__in=Variant.values), name="template_variant_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"
