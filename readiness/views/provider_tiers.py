"""What the provider tiers promise and what else may cost money, as the provider topic shows it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import ngettext

from readiness.display import days, money, percent, text
from readiness.rulebook import current_rulebook
from readiness.rulebook.model import Provider

MINUTES_AN_HOUR = 60


def tiers() -> dict[str, list[dict[str, str]]]:
    book = current_rulebook()
    costs = [{part: text(f"costs.{cost.id}.{part}") for part in ("title", "sentence")} for cost in book.costs]
    return {"providers": [_tier(provider) for provider in book.providers], "costs": costs}


def _tier(provider: Provider) -> dict[str, Any]:
    price = provider.monthly_usd_from
    return {
        "title": text(f"choices.provider_tier.{provider.id}"),
        "approval": percent(provider.approval_rate),
        "days": days(float(provider.activation_days)),
        "support": _within(provider.support_minutes[1]),
        "price": money(price, "USD") if price else "",
    }


def _within(minutes: int) -> str:
    if minutes < MINUTES_AN_HOUR:
        return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
    hours = minutes // MINUTES_AN_HOUR
    return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
