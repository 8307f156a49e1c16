"""Working days of a country: its weekend and its public holidays, where the holidays library knows it."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import holidays

DAY = dt.timedelta(days=1)
SATURDAY_AND_SUNDAY = frozenset({5, 6})
LAST_YEAR = dt.MAXYEAR - 1


@lru_cache(maxsize=256)
def _public(country: str, year: int) -> frozenset[dt.date]:
    if country not in holidays.list_supported_countries():
        return frozenset()
    return frozenset(holidays.country_holidays(country, years=year))


@lru_cache(maxsize=256)
def _weekend(country: str) -> frozenset[int]:
    """Days of the week, Monday is 0; Friday and Saturday in some countries."""
    if country not in holidays.list_supported_countries():
        return SATURDAY_AND_SUNDAY
    return frozenset(holidays.country_holidays(country).weekend)


def is_working_day(day: dt.date, country: str | None) -> bool:
    """Of an unknown country only Saturday and Sunday are free."""
    home = country or ""
    return day.weekday() not in _weekend(home) and day not in _public(home, day.year)


def add_working_days(start: dt.date, days: int, country: str | None) -> dt.date:
    """The `days`-th working day after `start`."""
    day = start
    while days > 0:
        day += DAY
        days -= is_working_day(day, country)
    return day


def next_working_day(day: dt.date, country: str | None) -> dt.date:
    """This day if it is one, else the next."""
    while not is_working_day(day, country):
        day += DAY
    return day
