"""Values in the words of the reader's language, for templates."""

import datetime as dt

from django import template
from django.utils import timezone

from readiness import display

register = template.Library()


@register.filter
def day(value: dt.date) -> str:
    """A date in words: 1 December 2026, 1 dicembre 2026. Of a moment its day on the reader's clock."""
    return display.day(timezone.localdate(value) if isinstance(value, dt.datetime) else value)


@register.filter
def moment(value: dt.datetime) -> str:
    """A day with its time, on the reader's clock: 1 December 2026, 14:05."""
    return display.moment(value)


@register.filter
def weekday(value: dt.date) -> str:
    """A date with its day of the week: Monday, 1 December 2026; lunedì 1 dicembre 2026."""
    return display.weekday(value)


@register.filter
def short_day(value: dt.date, with_year: str = "") -> str:
    """A date for a narrow column: 1 Dec, 1 dic; with the year where it is asked for."""
    return display.short_day(value, with_year=bool(with_year))
