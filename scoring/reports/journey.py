"""The application in the report: by which provider and number, where it stands, and its days, planned against real."""

from __future__ import annotations

import datetime as dt
from math import ceil
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext, ngettext

from readiness.display import language, sources, text
from readiness.enums import ApplicationStatus, StageStatus
from readiness.models import Application, Company
from readiness.stages.submission import SOURCE
from readiness.stages.timeline import Bars, Picture, Real, Row, Span, picture, timeline
from readiness.way import APPLICATION_TONES, TONES, last_day
from scoring.apply import application_of
from scoring.dossier import Dossier

# The five stages, and the waiting between them.
PLAN_SOURCES = ("G-ST-1", "G-ST-2")
# The picture in mm: the stages' names, the bars, and on the right by how many days a stage is late.
NAMES, BARS, TOTAL = 44, 92, 168
TOP, LANE, BAR, GAP = 7.0, 8.0, 2.6, 3.2
STROKE_EVERY = 1.2
KEY_LATE, KEY_BAR = 104, 8


def newest_application(company: Company) -> Application | None:
    """The newest application with its stages: two queries, one where there is none."""
    return Application.objects.filter(company=company).prefetch_related("stages").first()


def journey_view(dossier: Dossier, application: Application | None) -> dict[str, Any]:
    """What the section says; without an application only that none is open, and the best day to submit one."""
    if application is None:
        best = application_of(dossier).best
        return {
            "application": None,
            "best_on": _written(best.on, "EEEE d MMMM y"),
            "ready_on": best.ready_on,
            "sources": sources((SOURCE,)),
        }
    view = {
        "application": application,
        "tier": text(f"choices.provider_tier.{application.provider_tier}"),
        "status": application.get_status_display(),
        "tone": APPLICATION_TONES[ApplicationStatus(application.status)],
        "picture": None,
        "rows": [],
        "sources": [],
    }
    is_withdrawn = application.status == ApplicationStatus.WITHDRAWN
    if is_withdrawn and application.submitted_on is None:
        return view
    until = last_day(application, dossier.today)
    rows = _timeline(dossier, application, until)
    unfinished = gettext("broken off") if is_withdrawn else gettext("running")
    return view | {
        "picture": _picture_view(picture(rows, until), has_today=until == dossier.today),
        "rows": [_row(one, unfinished) for one in rows],
        "sources": sources(PLAN_SOURCES),
    }


def _timeline(dossier: Dossier, application: Application, today: dt.date) -> list[Row]:
    """As on the application's page, but counted to the day of the report, so that the same report is the same bytes tomorrow."""
    real = {one.stage: Real(one.status, one.started_on, one.decided_on) for one in application.stages.all()}
    begins = application.submitted_on or today
    return timeline(dossier.book, submitted_on=begins, country=dossier.facts.country, real=real, today=today)


def _row(row: Row, unfinished: str) -> dict[str, Any]:
    status = StageStatus(row.status)
    return {
        "title": text(f"stages.{row.stage}.title"),
        "planned": _range(row.planned_on, row.due_on),
        "real": _real(row, unfinished) if row.started_on else "–",
        "status": status.label,
        "tone": TONES[status],
        "days_late": row.days_late if row.started_on else "–",
        "is_late": row.is_late,
    }


def _real(row: Row, unfinished: str) -> str:
    assert row.started_on is not None
    return _range(row.started_on, row.decided_on) if row.decided_on else f"{_written(row.started_on)} – {unfinished}"


def _range(first: dt.date, last: dt.date) -> str:
    """The year once, where it is the same."""
    return f"{_written(first, 'd MMM' if first.year == last.year else 'd MMM y')} – {_written(last)}"


def _written(day: dt.date, pattern: str = "d MMM y") -> str:
    """Short, for narrow columns. Django's own names of months begin with a capital in Italian, where they have none."""
    return format_date(day, format=pattern, locale=language())


def _picture_view(shown: Picture, *, has_today: bool) -> dict[str, Any]:
    """The picture in mm, with its words."""
    lanes = [_lane(bars, TOP + place * LANE) for place, bars in enumerate(shown.bars)]
    bottom = TOP + len(lanes) * LANE
    here = _here(shown.today) if has_today else None
    key = _key(bottom + (6.4 if here else 2), has_late=any(lane["late"] for lane in lanes))
    return {
        "width": TOTAL,
        "height": key["y"] + BAR + 1,
        "left": NAMES,
        "right": NAMES + BARS,
        "bottom": bottom,
        "below": bottom + 3.2,
        "first": _written(shown.first),
        "last": _written(shown.last),
        "lanes": lanes,
        "here": here,
        "key": key,
    }


def _key(y: float, *, has_late: bool) -> dict[str, Any]:
    """What the bars mean, below them; that one is late only where one is."""
    late = {"x": KEY_LATE, "width": KEY_BAR, "strokes": _strokes(KEY_LATE, KEY_LATE + KEY_BAR)} if has_late else None
    return {"y": y, "y_end": y + BAR, "y_words": y + 2.2, "late": late}


def _lane(bars: Bars, y: float) -> dict[str, Any]:
    """One stage: `late` is what of its real bar lies behind the planned end; the rest is `real`."""
    row, planned, real = bars.row, _across(bars.planned), _across(bars.real)
    late = None
    if real and planned and row.is_late:
        end = real["x"] + real["width"]
        start = max(real["x"], min(planned["x"] + planned["width"], end - STROKE_EVERY))
        late = {"x": round(start, 2), "width": round(end - start, 2), "strokes": _strokes(start, end)}
        real = real | {"width": round(start - real["x"], 2)}
    words = ngettext("%(days)s day late", "%(days)s days late", row.days_late) % {"days": row.days_late} if row.is_late else ""
    return {
        "title": text(f"stages.{row.stage}.title"),
        "y": y,
        "y_real": y + GAP,
        "y_end": y + GAP + BAR,
        "y_words": y + GAP + 0.8,
        "planned": planned,
        "real": real,
        "late": late,
        "words": words,
    }


def _strokes(start: float, end: float) -> list[float]:
    """What is late is striped, for those who see no red."""
    return [round(start + step * STROKE_EVERY, 2) for step in range(1, ceil((end - start) / STROKE_EVERY))]


def _across(span: Span | None) -> dict[str, Any] | None:
    """From percent to mm, never beyond the bars' end: the shortest bar of the last day would be."""
    if span is None:
        return None
    start, end = (NAMES + BARS * min(percent, 100) / 100 for percent in (span.start, span.start + span.length))
    return {"x": round(start, 2), "width": round(max(end - start, 0.4), 2)}


def _here(percent: float | None) -> dict[str, Any] | None:
    """The line of the day of the report; its words stand on the side with more room."""
    if percent is None:
        return None
    return {"x": round(NAMES + BARS * percent / 100, 2), "anchor": "start" if percent < 50 else "end"}
