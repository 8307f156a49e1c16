"""Numbers of the rulebook: written out, or taken from a guide fact by `{guide: G-EL-4.daily_interactions}`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .errors import nearest
from .source import Entry, Rows

Figures = dict[str, dict[str, Any]]  # guide id -> key -> number, text or list of them


def resolve(entry: Entry, key: str, figures: Figures, default: Any = ...) -> Any:
    """The value under `key`; a `guide` reference becomes its figure, then × times (or its inverse), + plus, − minus."""
    value = entry.take(key, object, default)
    return _resolved(value, figures) if isinstance(value, Entry) else value


def number(entry: Entry, key: str, figures: Figures, default: Any = ...) -> Decimal:
    value = resolve(entry, key, figures, default)
    if value is None and default is None:
        return None  # type: ignore[return-value]
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        entry.fail(f"'{key}' should be a number, not {value!r}", key)
    return Decimal(value)


def _resolved(reference: Entry, figures: Figures) -> Any:
    value = _figure(reference, reference.text("guide"), figures)
    if reference.has("times"):
        value = Decimal(value) * number(reference, "times", figures)
    if reference.take("inverse", bool, False):
        value = 1 / Decimal(value)
    if reference.has("plus"):
        value = Decimal(value) + number(reference, "plus", figures)
    if reference.has("minus"):
        value = Decimal(value) - number(reference, "minus", figures)
    reference.close()
    return value


def _figure(reference: Entry, path: str, figures: Figures) -> Any:
    fact_id, _, rest = path.partition(".")
    if fact_id not in figures:
        reference.fail(f"no guide fact '{fact_id}'{nearest(fact_id, figures)}", "guide")
    value: Any = figures[fact_id]
    for step in rest.split("."):
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (KeyError, IndexError, ValueError, TypeError):
            known = ", ".join(figures[fact_id]) or "none"
            reference.fail(f"guide fact {fact_id} has no figure '{rest}' (it has: {known})", "guide")
    return value


def plain(entry: Entry | None) -> dict[str, Any]:
    """The figures of one guide fact as plain values."""
    if entry is None:
        return {}
    return {key: list(value) if isinstance(value, Rows) else value for key, value in entry}
