"""Form fields for answers: forgiving in what is typed, exact in what is kept."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from readiness.numbers_text import read_number
from readiness.rulebook.intake import TLS_VERSION

UNKNOWN = "unknown"
MAX_COUNT = 10**15 - 1  # what fits into a column of 18 digits, 3 of them decimals


def format_number(value: Decimal | int) -> str:
    """As one would type it: no grouping, the decimal mark of the language."""
    return format(Decimal(value).normalize(), "f").replace(".", get_format("DECIMAL_SEPARATOR"))


class NumberField(forms.Field):
    """A number of 0 or more as people type it; whole when `whole`."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, whole: bool = False, decimals: int = 3, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.whole, self.decimals = whole, decimals

    def to_python(self, value: str | None) -> Decimal | int | None:
        if value is None or not value.strip():
            return None
        # Three digits after a mark are thousands in a whole number, whatever the language.
        number = read_number(value, "" if self.whole else get_format("DECIMAL_SEPARATOR"))
        if number is None:
            raise ValidationError(_("Enter a number, such as %(example)s."), params={"example": "1200"})
        if number > MAX_COUNT:
            raise ValidationError(_("Enter a smaller number."))
        if self.whole:
            if number != number.to_integral_value():
                raise ValidationError(_("Enter a whole number, without decimals."))
            return int(number)
        return round(number, self.decimals)

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, Decimal) else value


class PercentField(NumberField):
    """Asked in percent, kept as a ratio from 0 to 1."""

    def to_python(self, value: str | None) -> Decimal | None:
        if value is None or not value.strip():
            return None
        number = read_number(value, get_format("DECIMAL_SEPARATOR"))
        if number is None:
            raise ValidationError(_("Enter a percentage, such as 30 or 2.5."))
        if number > 100:
            raise ValidationError(_("Enter a percentage from 0 to 100."))
        return round(number / 100, 7)

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(value * 100) if isinstance(value, Decimal) else value


class DateInput(forms.DateInput):
    input_type = "date"

    def format_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, dt.date) else value


class DateField(forms.DateField):
    widget = DateInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error_messages["invalid"] = _("Enter a date, such as 31/01/2027.")
        self.input_formats = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"]


class TlsVersionField(forms.CharField):
    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        found = TLS_VERSION.fullmatch(text)
        if not found:
            raise ValidationError(_("Enter a TLS version, such as 1.2 or 1.3."))
        return found[1]


class WebAddressField(forms.URLField):
    """A web address; https:// is added when nobody typed it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)
        self.error_messages["invalid"] = _("Enter a web address, such as https://www.example.com/privacy.")


def says_something(value: str) -> None:
    """A validator: text of which a reader sees something."""
    if all(char.isspace() or unicodedata.category(char) in {"Cc", "Cf"} for char in value):
        raise ValidationError(_("Write something that can be read."))
    if re.search(r"[\u202a-\u202e\u2066-\u2069]", value):
        raise ValidationError(_("Remove the invisible control characters."))


class NameField(forms.CharField):
    """A name exactly as it stands on the paper: only its outer white space goes."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if re.search(r"[\x00-\x1f\u202a-\u202e\u2066-\u2069]", text):
            raise ValidationError(_("Remove the invisible control characters from this name."))
        return text
