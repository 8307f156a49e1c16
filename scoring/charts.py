"""Geometry of the charts: pure numbers for small SVG templates, always followed by a table of the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A polyline in a box of `width` × `height` units with its y grid; values are 0 to 100."""

    width: int
    height: int
    points: tuple[tuple[float, float], ...]
    grid: tuple[tuple[float, int], ...]

    @property
    def path(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


def history_line(moments: Sequence[float], scores: Sequence[int], width: int = 640, height: int = 180, margin: int = 28) -> Line:
    """Scores over time (`moments` in any one unit). A lone point stands in the middle."""
    first, last = min(moments), max(moments)
    span, inner_width, inner_height = last - first, width - 2 * margin, height - 2 * margin

    def y(score: float) -> float:
        return round(height - margin - inner_height * score / 100, 1)

    points = tuple(
        (round(margin + inner_width * ((moment - first) / span if span else 0.5), 1), y(score))
        for moment, score in zip(moments, scores, strict=True)
    )
    return Line(width, height, points, tuple((y(mark), mark) for mark in (0, 25, 50, 75, 100)))


@dataclass(frozen=True, slots=True)
class Bar:
    """A range on a common scale, in percent of the width: where it starts, how long it is, where its middle stands."""

    start: float
    length: float
    middle: float


def range_bar(low: float, mid: float, high: float, scale_max: float) -> Bar:
    share = 100 / scale_max
    return Bar(round(low * share, 1), round(max(high - low, scale_max * 0.005) * share, 1), round(mid * share, 1))
