"""Facts from plain data (a JSON file, a worked case): every value checked against the vocabulary, nothing guessed."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from babel.numbers import list_currencies
from django_countries.data import COUNTRIES

from .conditions import DOCUMENT_FIELDS
from .errors import nearest
from .facts import Document, Facts
from .vocabulary import FactType, Vocabulary

MAX_NUMBER = Decimal(10) ** 15
MAX_TEXT_CHARS = 500
TLS_VERSION = re.compile(r"(?:tls\s*v?\s*)?(1(?:\.[0-3])?)", re.IGNORECASE)
CURRENCIES = frozenset(list_currencies())


class FactError(ValueError):
    """A value that cannot be a fact: where it stands, and what was expected."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")


def facts_from(data: Mapping[str, Any], vocabulary: Vocabulary, place: str = "facts") -> Facts:
    """The facts in `data` (keys of facts.yaml, flat; null or absent is unknown). FactError names the first bad value."""
    if not isinstance(data, Mapping):
        raise FactError(place, f"expected an object of facts, not {shown(data)}")
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name not in vocabulary.facts:
            raise FactError(f"{place}.{name}", f"unknown fact{nearest(name, vocabulary.facts)}")
        if value is not None:
            values[name] = _value(vocabulary, vocabulary.facts[name], value, f"{place}.{name}")
    return Facts(**values)


def _value(vocabulary: Vocabulary, fact: FactType, value: Any, place: str) -> Any:
    if fact.type == "documents":
        return _documents(vocabulary, value, place)
    return CHECKS[fact.type](fact, value, place)


def _bool(fact: FactType, value: Any, place: str) -> bool:
    if not isinstance(value, bool):
        raise FactError(place, f"expected true or false, not {shown(value)}")
    return value


def _number(value: Any, place: str, expected: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise FactError(place, f"expected {expected}, not {shown(value)}")
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise FactError(place, f"expected {expected}, not {value}")
    if number < 0:
        raise FactError(place, f"expected {expected} of 0 or more, not {value}")
    if number > MAX_NUMBER:
        raise FactError(place, f"expected {expected} below 10^15, not a larger one")
    return number


def _int(fact: FactType, value: Any, place: str) -> int:
    number = _number(value, place, "a whole number")
    if number != number.to_integral_value():
        raise FactError(place, f"expected a whole number, not {value}")
    return int(number)


def _decimal(fact: FactType, value: Any, place: str) -> Decimal:
    return _number(value, place, "a number")


def _ratio(fact: FactType, value: Any, place: str) -> Decimal:
    number = _number(value, place, "a ratio from 0 to 1")
    if number > 1:
        raise FactError(place, f"expected a ratio from 0 to 1 (0.3 says 30 percent), not {value}")
    return number


def _text(fact: FactType, value: Any, place: str) -> str | None:
    if not isinstance(value, str):
        raise FactError(place, f"expected text, not {shown(value)}")
    if len(value) > MAX_TEXT_CHARS:
        raise FactError(place, f"expected at most {MAX_TEXT_CHARS} characters, not {len(value)}")
    if any(one == "\0" or "\ud800" <= one <= "\udfff" for one in value):  # nothing, or half of a character: no page can hold it
        raise FactError(place, f"expected text of whole characters, not {shown(value)}")
    return value.strip() or None


def _url(fact: FactType, value: Any, place: str) -> str | None:
    text = _text(fact, value, place)
    if text is not None and not re.match(r"https?://[^\s/]+", text):
        raise FactError(place, f"expected an address that starts with https://, not {shown(value)}")
    return text


def _version(fact: FactType, value: Any, place: str) -> str:
    text = str(value) if isinstance(value, Decimal | float | int) and not isinstance(value, bool) else value
    found = TLS_VERSION.fullmatch(text.strip()) if isinstance(text, str) else None
    if not found:
        raise FactError(place, f"expected a TLS version such as 1.2 or 1.3, not {shown(value)}")
    return found[1]


def _country(fact: FactType, value: Any, place: str) -> str:
    if not isinstance(value, str) or value not in COUNTRIES:
        hint = nearest(value.upper(), COUNTRIES) if isinstance(value, str) and value.upper() in COUNTRIES else ""
        raise FactError(place, f"expected a country of ISO 3166-1 alpha-2 such as IT or SG, not {shown(value)}{hint}")
    return value


def _currency(fact: FactType, value: Any, place: str) -> str:
    if not isinstance(value, str) or value not in CURRENCIES:
        raise FactError(place, f"expected a currency of ISO 4217 such as USD or EUR, not {shown(value)}")
    return value


def _enum(fact: FactType, value: Any, place: str) -> str:
    return one_of(fact.values, value, place)


def _date(fact: FactType, value: Any, place: str) -> dt.date:
    if isinstance(value, dt.date):
        return value
    try:
        if isinstance(value, str) and len(value) == len("2026-01-31"):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise FactError(place, f"expected a date such as 2026-01-31, not {shown(value)}")


CHECKS = {
    "bool": _bool,
    "int": _int,
    "decimal": _decimal,
    "ratio": _ratio,
    "text": _text,
    "url": _url,
    "version": _version,
    "country": _country,
    "currency": _currency,
    "enum": _enum,
    "date": _date,
}


def _documents(vocabulary: Vocabulary, value: Any, place: str) -> tuple[Document, ...]:
    if not isinstance(value, list | tuple):
        raise FactError(place, f"expected a list of documents, not {shown(value)}")
    return tuple(_document(vocabulary, one, f"{place}[{position}]") for position, one in enumerate(value))


def _document(vocabulary: Vocabulary, value: Any, place: str) -> Document:
    if not isinstance(value, Mapping):
        raise FactError(place, f"expected a document object, not {shown(value)}")
    keys = ("kind", "status", *DOCUMENT_FIELDS, "figures")
    for key in value:
        if key not in keys:
            raise FactError(f"{place}.{key}", f"unknown key{nearest(key, keys)}")
    if value.get("kind") is None:
        raise FactError(f"{place}.kind", "every document needs its kind")
    status = value.get("status")
    fields: dict[str, Any] = {
        name: CHECKS[kind](FactType(name, "document", kind), value[name], f"{place}.{name}")
        for name, kind in DOCUMENT_FIELDS.items()
        if value.get(name) is not None
    }
    return Document(
        kind=one_of(vocabulary.document_kinds, value["kind"], f"{place}.kind"),
        status=None if status is None else one_of(vocabulary.document_statuses, status, f"{place}.status"),
        figures=_figures(vocabulary, {} if value.get("figures") is None else value["figures"], f"{place}.figures"),
        **fields,
    )


def _figures(vocabulary: Vocabulary, value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise FactError(place, f"expected an object of figures, not {shown(value)}")
    found = {}
    for name, figure in value.items():
        if name not in vocabulary.document_figures:
            raise FactError(f"{place}.{name}", f"unknown figure{nearest(name, vocabulary.document_figures)}")
        if figure is not None:
            found[name] = _value(vocabulary, vocabulary.document_figures[name], figure, f"{place}.{name}")
    return MappingProxyType(found)


def one_of(known: tuple[str, ...], value: Any, place: str) -> str:
    if not isinstance(value, str) or value not in known:
        hint = nearest(value, known) if isinstance(value, str) else ""
        raise FactError(place, f"expected one of {', '.join(known)}; not {shown(value)}{hint}")
    return value


def json_word(value: Any) -> str:
    """A value that is no text, as JSON writes it."""
    return json.dumps(value) if value is None or isinstance(value, bool) else str(value)


def shown(value: Any) -> str:
    """A value short enough to stand in one line of an error."""
    words: dict[type, str] = {list: "a list", dict: "an object"}
    text = words.get(type(value)) or (repr(str(value)) if isinstance(value, str) else json_word(value))
    return text if len(text) <= 60 else f"{text[:57]}…"
