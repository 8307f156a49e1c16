"""When reminders fall, and what is planned of them: pure."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.reminders.due import Clock, awake, due_at, late_due_at
from readiness.reminders.plan import Kept, Key, Person, changes, expand
from readiness.reminders.wanted import Audience, Wanted

ROME = Clock(ZoneInfo("Europe/Rome"))
ZONES = st.sampled_from(["Europe/Rome", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Chatham", "UTC"])
TIMES = st.times(max_value=dt.time(23, 59)).map(lambda one: one.replace(second=0, microsecond=0))
FIRST = dt.datetime(2020, 1, 1)  # noqa: DTZ001 — the strategy adds the zone
MOMENTS = st.datetimes(FIRST, FIRST.replace(year=2040), timezones=st.just(dt.UTC))


def wanted(deadline: dt.date, before: int = 0, **values: Any) -> Wanted:
    told = {"kind": "audit", "subject_type": "company", "subject_id": 1, "workspace_id": 1, "company_id": 1, "facts": {}}
    return Wanted(**told | values, deadline=deadline, before=before, audience=Audience.APPLICANTS)  # type: ignore[arg-type]


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-03-28", "2026-03-28T08:00+00:00"),
        ("2026-03-29", "2026-03-29T07:00+00:00"),  # the clock goes forward
        ("2026-10-24", "2026-10-24T07:00+00:00"),
        ("2026-10-25", "2026-10-25T08:00+00:00"),  # and back
        ("2028-02-29", "2028-02-29T08:00+00:00"),
    ],
)
def test_nine_is_nine_whatever_the_clock_does(day: str, expected: str) -> None:
    assert due_at(wanted(dt.date.fromisoformat(day)), ROME) == at(expected)


def test_days_before_count_on_the_calendar_over_a_leap_day() -> None:
    assert due_at(wanted(dt.date(2028, 3, 5), 5), ROME) == at("2028-02-29T08:00+00:00")


@given(zone=ZONES, quiet_from=TIMES, quiet_until=TIMES, moment=MOMENTS, hours=st.integers(1, 100))
def test_no_moment_falls_into_quiet_hours_or_past_its_deadline(
    zone: str, quiet_from: dt.time, quiet_until: dt.time, moment: dt.datetime, hours: int
) -> None:
    clock, deadline = Clock(ZoneInfo(zone), quiet_from, quiet_until), moment + dt.timedelta(hours=hours)
    due = awake(moment, clock, deadline)
    assert due < deadline
    local = due.astimezone(clock.zone)
    # On the two days a year on which the clock jumps a quiet hour may begin or end with the jump.
    jumps = {(local + dt.timedelta(hours=step)).utcoffset() for step in range(-30, 31, 3)}
    assert len(jumps) > 1 or not clock.is_quiet(local.time()) or due == moment.astimezone(dt.UTC)


@given(zone=ZONES, quiet_from=TIMES, quiet_until=TIMES, day=st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)))
def test_a_morning_is_never_quiet(zone: str, quiet_from: dt.time, quiet_until: dt.time, day: dt.date) -> None:
    clock = Clock(ZoneInfo(zone), quiet_from, quiet_until)
    assert not clock.is_quiet(clock.morning)
    assert clock.on(day).tzinfo is dt.UTC


@given(now=MOMENTS)
def test_what_is_late_comes_the_next_morning(now: dt.datetime) -> None:
    due = late_due_at(wanted(now.date() - dt.timedelta(days=1)), ROME, now)
    assert dt.timedelta(0) <= due - now <= dt.timedelta(hours=25)


def test_quiet_hours_put_a_late_night_off_to_the_morning() -> None:
    assert awake(at("2026-03-02T22:00+01:00"), ROME, at("2026-03-05T22:00+01:00")) == at("2026-03-03T07:00+00:00")


def test_what_ends_in_the_night_is_said_before_it() -> None:
    assert awake(at("2026-03-02T22:00+01:00"), ROME, at("2026-03-03T02:00+01:00")) == at("2026-03-02T18:59+00:00")


PEOPLE = {Audience.APPLICANTS: (Person(1, True), Person(2, False))}
NOW = at("2026-03-02T12:00+00:00")


def test_each_person_gets_each_channel_that_they_take() -> None:
    rows = expand([wanted(dt.date(2026, 4, 1), 14)], ROME, PEOPLE, NOW)
    assert {(key.person_id, key.channel) for key in rows} == {(1, "app"), (1, "mail"), (2, "app")}


def test_of_late_ones_the_last_is_worth_adding_and_only_where_it_catches_up() -> None:
    some = [wanted(dt.date(2026, 3, 10), before) for before in (30, 14, 3)]
    rows = expand(some, ROME, PEOPLE, NOW)
    assert {(row.wanted.before, row.is_worth_adding) for row in rows.values()} == {(30, False), (14, True), (3, True)}
    late = expand([wanted(dt.date(2026, 3, 1), catches_up=False)], ROME, PEOPLE, NOW)
    assert not any(row.is_worth_adding for row in late.values())


def kept(key: Key, **values: Any) -> Kept:
    told: dict[str, Any] = {"id": 7, "key": key, "state": "planned", "due_second": int(at("2026-03-18T08:00+00:00").timestamp())}
    return Kept(**told | values)


KEY = Key("company", 1, "audit", "2026-04-01/14", "app", 2)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, "nothing"),
        ({"due_second": 0}, "move"),
        ({"due_second": 0, "is_snoozed": True, "key": KEY._replace(cycle="2026-04-01/14~20260303")}, "nothing"),
        ({"state": "sent", "due_second": 0}, "nothing"),
        ({"state": "sending", "due_second": 0}, "nothing"),
        ({"state": "dead", "due_second": 0}, "nothing"),
        ({"state": "cancelled"}, "revive"),
        ({"state": "cancelled", "is_done": True}, "nothing"),
        ({"key": KEY._replace(subject_id=9)}, "cancel"),
        ({"key": KEY._replace(subject_id=9), "state": "sent"}, "nothing"),
    ],
)
def test_what_becomes_of_a_row(row: dict[str, Any], expected: str) -> None:
    every = expand([wanted(dt.date(2026, 4, 1), 14)], ROME, PEOPLE, NOW)
    found = changes({KEY: every[KEY]}, [kept(row.pop("key", KEY), **row)])
    said = [name for name in ("move", "revive", "cancel") if getattr(found, name)]
    assert said == ([] if expected == "nothing" else [expected])
