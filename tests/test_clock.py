"""What time it is, and what time it pretends to be."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.clock import Clock, office_zone, parse_as_of, real_now
from collector.errors import UsageError

BUCHAREST = "Europe/Bucharest"
READ = [
    # typed                          the moment in UTC
    ("2026-11-23", "2026-11-23T07:00"),  # a day alone: 09:00 in the office, which is at +02:00 in winter
    ("2026-07-01", "2026-07-01T06:00"),  # and at +03:00 in summer
    (" 2026-11-23 ", "2026-11-23T07:00"),
    ("2026-11-23T10:15", "2026-11-23T08:15"),
    ("2026-11-23 10:15", "2026-11-23T08:15"),
    ("2026-11-23T10:15:30", "2026-11-23T08:15:30"),
    ("2026-11-23T10:15+05:00", "2026-11-23T05:15"),
    ("2026-11-23T10:15Z", "2026-11-23T10:15"),
    ("2026-03-29T03:30", "2026-03-29T01:30"),  # an hour that the clocks skip: read as if they had not yet
    ("1900-01-01", "1900-01-01T07:15:36"),  # before zones there was the sun
    ("2199-12-31", "2199-12-31T07:00"),
]
UNREADABLE = [
    *("", "today", "23.11.2026", "2026-13-01", "2026-02-30", "20261123", "2026-W47-1", "2026-11-23T25:00"),
    *("2026-11-23T10", "2026-11-23T10:15+99:00", "1899-12-31", "2200-01-01", "0001-01-01T00:00+14:00"),
    *("2026-11-23x", "٢٠٢٦-11-23"),
]


@pytest.mark.parametrize(("typed", "moment"), READ)
def test_a_day_or_a_time_becomes_a_moment(typed: str, moment: str) -> None:
    assert parse_as_of(typed, BUCHAREST) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize("typed", UNREADABLE)
def test_anything_else_is_told_what_to_type(typed: str) -> None:
    with pytest.raises(UsageError) as told:
        parse_as_of(typed, BUCHAREST)
    assert repr(typed) in told.value.message
    assert "2026-11-23T10:15" in told.value.message


@pytest.mark.parametrize("zone", ["Mars/Base", "", "../../etc/passwd", "Europe", "/etc/passwd", "a\0b"])
def test_an_unknown_zone_is_named(zone: str) -> None:
    with pytest.raises(UsageError, match="Europe/Bucharest"):
        office_zone(zone)


def test_a_pretended_clock_stands_still() -> None:
    moment = parse_as_of("2026-11-23T23:30", BUCHAREST)
    clock = Clock(moment, BUCHAREST)
    assert clock.now() == clock.now() == moment
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.today() == date(2026, 11, 23)


def test_the_day_is_the_offices_and_not_that_of_utc() -> None:
    """At 23:30 UTC it is already tomorrow in Bucharest."""
    moment = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert Clock(moment, BUCHAREST).today() == date(2026, 11, 24)
    assert Clock(moment, "America/New_York").today() == date(2026, 11, 23)


def test_the_real_clock_runs_on_whatever_is_pretended() -> None:
    pretended = Clock(parse_as_of("2001-01-01", BUCHAREST), BUCHAREST)
    before = real_now()
    assert before <= pretended.real_now() <= real_now()
    assert before <= Clock(None, BUCHAREST).now() <= real_now()


@given(st.dates(date(1900, 1, 2), date(2199, 12, 30)), st.times(), st.integers(-14 * 60, 14 * 60))
def test_a_moment_with_an_offset_is_that_moment_in_any_office(day: date, hour: time, minutes: int) -> None:
    moment = datetime.combine(day, hour, tzinfo=timezone(timedelta(minutes=minutes)))
    assert parse_as_of(moment.isoformat(), BUCHAREST) == moment == parse_as_of(moment.isoformat(), "UTC")
