"""A sheet of answers: typed columns named like the facts of the rulebook, unknown while empty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from .company import Company


def share_field() -> models.DecimalField[Any, Any]:
    """A ratio from 0 to 1."""
    return models.DecimalField(
        max_digits=8, decimal_places=7, null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )


def count_field() -> models.PositiveBigIntegerField[Any, Any]:
    return models.PositiveBigIntegerField(null=True, blank=True)


def amount_field() -> models.DecimalField[Any, Any]:
    return models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True, validators=[MinValueValidator(0)])


def claim_field() -> models.BooleanField[Any, Any]:
    return models.BooleanField(null=True, blank=True)


def text_field(max_length: int = 200) -> models.CharField[Any, Any]:
    return models.CharField(max_length=max_length, blank=True)


def share_constraints(sheet: str, names: Iterable[str]) -> list[models.BaseConstraint]:
    def within(name: str) -> Q:
        return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0, f"{name}__lte": 1})

    return [models.CheckConstraint(condition=within(name), name=f"{sheet}_{name}"[:60]) for name in names]


class AnswerSheet(models.Model):
    """`unknown` names the facts answered with "I don't know yet"; `version` rises with every save."""

    company = models.OneToOneField(Company, on_delete=models.CASCADE, primary_key=True)
    unknown = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ScopedManager(workspace="company__workspace")

    class Meta:
        abstract = True

    def answer(self, fact: str) -> Any:
        """The answer as the engine takes it: None while unknown."""
        return fact_value(getattr(self, fact))

    def is_answered(self, fact: str) -> bool:
        """Answered, if only with "I don't know yet"."""
        return fact in self.unknown or self.answer(fact) is not None


def fact_value(value: Any) -> Any:
    """A column's value as a fact: empty text is not known; a country is its code."""
    if value is None or isinstance(value, bool | int | dt.date):
        return value
    code = getattr(value, "code", value)
    return None if code == "" else code
