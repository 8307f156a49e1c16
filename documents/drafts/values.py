"""The values of a company as its papers print them: in words and number formats of the language, free of what no paper shows."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import fields
from decimal import Decimal
from typing import Any

import phonenumbers
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from .model import DraftSubject
from .wording import Wording

RATIOS = frozenset({"callback_error_rate", "template_variable_error_rate"})
# Marks that turn the order of what stands around them; a name is set apart by its run instead.
DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def values_of(subject: DraftSubject, wording: Wording) -> dict[str, str | None]:
    """Every field as text, None where not known. Yes and no are no text: builders choose sentences by them."""
    return {one.name: _shown(one.name, getattr(subject, one.name), wording) for one in fields(subject)}


def plain(text: str) -> str:
    """One line of text: white space of every kind is one space; control characters, lone surrogates and direction marks go."""
    kept = (" " if char.isspace() else char for char in text if char.isspace() or _is_printed(char))
    return " ".join("".join(kept).split())


def _is_printed(char: str) -> bool:
    is_noncharacter = ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
    return not (is_noncharacter or char in DIRECTION_MARKS or unicodedata.category(char) in {"Cc", "Cs"})


def _shown(name: str, value: Any, wording: Wording) -> str | None:
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, tuple):
        return ", ".join(filter(None, (_word(name, one, wording) for one in value))) or None
    if isinstance(value, dt.date):
        return format_date(value, format="long", locale=wording.locale)
    if isinstance(value, int | Decimal):
        return _number(name, value, wording)
    return _word(name, value, wording)


def _word(name: str, value: str, wording: Wording) -> str | None:
    text = plain(value)
    if name.endswith("country"):
        return Locale.parse(wording.locale).territories.get(text.upper(), text) or None
    if name == "number":
        return _phone_number(text) or None
    if name == "languages":
        return _language(text, wording.locale) or None
    return wording.find(f"choices.{name}.{text}") or text or None


def _number(name: str, value: int | Decimal, wording: Wording) -> str:
    if name in RATIOS:
        return format_percent(value, format="#,##0.#####%", locale=wording.locale)
    number = format_decimal(value, format="#,##0.###", locale=wording.locale)
    unit = wording.find(f"units.{name}")
    return f"{number}\u00a0{unit}" if unit else number


def _phone_number(text: str) -> str:
    """E.164 as people write it; what is no E.164 stays as it was typed."""
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return text
    written = phonenumbers.PhoneNumberFormat
    is_exact = phonenumbers.format_number(number, written.E164) == text
    return phonenumbers.format_number(number, written.INTERNATIONAL).replace(" ", "\u00a0") if is_exact else text


def _language(code: str, reader: str) -> str:
    """`zh_CN` → Chinese (China); what is no code stays as it was typed."""
    language, _mark, country = code.partition("_")
    locale = Locale.parse(reader)
    name, territory = locale.languages.get(language), locale.territories.get(country)
    return (f"{name} ({territory})" if territory else str(name)) if name else code
