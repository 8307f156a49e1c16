"""The child's answer as JSON, and the strict way back: a child that has been taken over may say anything."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import math
import types
import typing
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeVar

MAX_TEXT: Final = 20_000
MAX_ITEMS: Final = 2_000
MAX_WHOLE: Final = 2**53

T = TypeVar("T")


class UnknownShape(ValueError):
    """Not what a reader says."""


def to_plain(value: Any) -> Any:
    """Dataclasses, dates and decimals as what JSON has."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): to_plain(one) for key, one in value.items()}
    if isinstance(value, str):
        return storable(value)
    return value.isoformat() if isinstance(value, dt.date) else format(value, "f") if isinstance(value, Decimal) else value


def storable(text: str) -> str:
    """Without lone surrogates and NUL, which no database takes."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def parse(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnknownShape("not JSON") from error
    if not isinstance(found, dict):
        raise UnknownShape("not an object")
    return found


def build(shape: type[T], value: Any) -> T:
    """A dataclass of the readings from plain values: every field present, none more, each of its own type, none too long."""
    return typing.cast(T, _dataclass(shape, value))


def _dataclass(shape: type, value: Any) -> Any:
    kinds = _kinds(shape)
    if not isinstance(value, dict) or value.keys() != kinds.keys():
        raise UnknownShape(shape.__name__)
    return shape(**{name: _value(kind, value[name]) for name, kind in kinds.items()})


@cache
def _kinds(shape: type) -> dict[str, Any]:
    hints = typing.get_type_hints(shape)
    return {field.name: hints[field.name] for field in dataclasses.fields(shape)}


def _value(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin is types.UnionType:
        inner = next(one for one in typing.get_args(kind) if one is not types.NoneType)
        return None if value is None else _value(inner, value)
    if origin is tuple:
        if not isinstance(value, list) or len(value) > MAX_ITEMS:
            raise UnknownShape("list")
        return tuple(_value(typing.get_args(kind)[0], one) for one in value)
    if origin is dict:
        return _seen(value)
    whole: type = kind
    return _dataclass(whole, value) if dataclasses.is_dataclass(whole) else _plain(whole, value)


def _plain(kind: type, value: Any) -> Any:
    if kind is int or kind is bool:
        return _exact(kind, value)
    if kind is float:
        if type(value) not in (int, float) or not math.isfinite(value) or abs(value) > MAX_WHOLE:
            raise UnknownShape("number")
        return float(value)
    if not isinstance(value, str) or len(value) > MAX_TEXT or storable(value) != value:
        raise UnknownShape("text")
    try:
        if kind is dt.date:
            return dt.date.fromisoformat(value)
        if kind is Decimal:
            return _decimal(value)
        return kind(value) if issubclass(kind, StrEnum) else value
    except (ValueError, InvalidOperation) as error:
        raise UnknownShape(kind.__name__) from error


def _exact(kind: type[int], value: Any) -> Any:
    if type(value) is not kind or abs(value) > MAX_WHOLE:
        raise UnknownShape(kind.__name__)
    return value


def _decimal(written: str) -> Decimal:
    found = Decimal(written)
    if len(written) > 40 or not found.is_finite():
        raise ValueError("decimal")
    return found


def _seen(value: Any) -> dict[str, str | int]:
    if not isinstance(value, dict) or len(value) > 20:
        raise UnknownShape("seen")
    return {_plain(str, name): _exact(int, one) if isinstance(one, int) else _plain(str, one) for name, one in value.items()}
