"""Values in the words of the reader's language, for templates."""

import datetime as dt

from django import template

from readiness import display

register = template.Library()


@register.filter
def day(value: dt.date) -> str:
    """A date in words: 1 December 2026, 1 dicembre 2026."""
    return display.day(value)
