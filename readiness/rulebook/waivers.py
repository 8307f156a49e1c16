"""What is left of a condition when some kinds of paper are not relevant for a company, as a consultant decided."""

from __future__ import annotations

from collections.abc import Iterable

from . import conditions as c


def names_paper(condition: c.Condition, kinds: frozenset[str]) -> bool:
    return any(getattr(leaf, "kind", None) in kinds for leaf in c.leaves(condition))


def without(condition: c.Condition, kinds: frozenset[str]) -> c.Condition | None:
    """The condition without these papers; None where nothing is left to judge. Of "two of three" without two, one is asked."""
    match condition:
        case c.All(parts):
            return _rebuilt(c.All, _left(parts, kinds))
        case c.Any_(parts):
            return _rebuilt(c.Any_, _left(parts, kinds))
        case c.Some(count, parts):
            left = _left(parts, kinds)
            return c.Some(min(count, len(left)), left) if left else None
        case c.Not(part):
            inner = without(part, kinds)
            return c.Not(inner) if inner is not None else None
        case c.HasDocument(kind) | c.DocumentCompare(kind) | c.ValidBeyond(kind):
            return None if kind in kinds else condition
    return condition


def _left(parts: Iterable[c.Condition], kinds: frozenset[str]) -> tuple[c.Condition, ...]:
    return tuple(left for part in parts if (left := without(part, kinds)) is not None)


def _rebuilt(kind: type[c.All] | type[c.Any_], parts: tuple[c.Condition, ...]) -> c.Condition | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else kind(parts)
