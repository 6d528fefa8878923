"""Working days and deadlines, in Romania, in a German region, and where every day is a working day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules.words import Unreadable
from collector.rules.workdays import (
    add_working,
    check_calendar,
    deadline,
    is_holiday,
    is_working,
    next_working,
)
from tools import daysoff

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
# A few years only: each new year of a calendar is looked up once.
some_days = st.dates(date(2024, 1, 1), date(2027, 12, 31)) | st.dates(date(2199, 12, 1), date(2199, 12, 31))
calendars = st.sampled_from(["none", "RO", "DE-BY", "AE"])


@pytest.mark.parametrize(
    ("day", "calendar", "working"),
    [
        ("2026-11-27", "RO", True),
        ("2026-11-28", "RO", False),  # Saturday
        ("2026-11-29", "RO", False),
        ("2026-11-30", "RO", False),  # Saint Andrew
        ("2026-12-01", "RO", False),  # national day
        ("2026-12-02", "RO", True),
        ("2026-04-10", "RO", False),  # Orthodox Good Friday
        ("2026-04-03", "RO", True),  # the western one
        ("2027-05-03", "RO", False),  # Easter Monday
        ("2026-12-01", "DE", True),
        ("2026-08-15", "DE-BY", False),
        ("2027-01-06", "DE-BY", False),  # Epiphany, in Bavaria…
        ("2027-01-06", "DE", True),  # …not in all of Germany
        ("2026-11-20", "AE", True),  # Friday
        ("2015-11-20", "AE", False),  # Friday, before the weekend was moved
        ("2026-02-14", "CN", True),  # a Saturday worked in place of a holiday
        ("2006-12-30", "CN", True),  # worked for a holiday of the next year
        ("2026-11-29", "none", True),
        ("1900-01-01", "none", True),
        ("1900-01-07", "RO", False),
        ("2199-12-31", "RO", True),
    ],
)
def test_working_days(day: str, calendar: str, working: bool) -> None:
    assert is_working(date.fromisoformat(day), calendar) is working


def test_a_holiday_is_one_on_a_weekend_too() -> None:
    assert is_holiday(date(2026, 8, 15), "RO")  # a Saturday
    assert not is_holiday(date(2026, 8, 22), "RO")
    assert not is_holiday(date(2026, 12, 25), "none")


@pytest.mark.parametrize(
    ("due_on", "grace_days", "calendar", "expected"),
    [
        ("2026-11-10", 2, "RO", "2026-11-12"),
        ("2026-11-27", 2, "RO", "2026-12-03"),  # over a weekend and two holidays
        ("2026-11-28", 0, "RO", "2026-12-02"),  # moved, no grace
        ("2026-11-28", 1, "RO", "2026-12-03"),
        ("2026-11-10", 0, "RO", "2026-11-10"),
        ("2026-11-27", 2, "none", "2026-11-29"),
        ("2026-11-28", 0, "none", "2026-11-28"),
        ("2026-12-24", 2, "DE-BY", "2026-12-29"),
        ("2026-12-31", 1, "RO", "2027-01-04"),
        ("2199-12-31", 2, "RO", "2200-01-02"),
        ("1900-01-01", 5, "RO", "1900-01-08"),
    ],
)
def test_deadlines(due_on: str, grace_days: int, calendar: str, expected: str) -> None:
    assert deadline(date.fromisoformat(due_on), grace_days, calendar) == date.fromisoformat(expected)


@given(some_days, st.integers(0, 12), calendars)
def test_a_deadline_is_a_working_day_never_before_the_due_date(
    due_on: date, grace_days: int, calendar: str
) -> None:
    last = deadline(due_on, grace_days, calendar)
    assert is_working(last, calendar)
    assert last >= due_on + timedelta(days=grace_days)
    # exactly the grace days are working days after the moved due date
    moved = next_working(due_on, calendar)
    between = [moved + timedelta(days=n) for n in range(1, (last - moved).days + 1)]
    assert sum(is_working(day, calendar) for day in between) == grace_days


@given(some_days, some_days, st.integers(0, 5), calendars)
def test_a_later_due_date_never_has_an_earlier_deadline(
    one: date, other: date, grace_days: int, calendar: str
) -> None:
    first, second = sorted((one, other))
    assert deadline(first, grace_days, calendar) <= deadline(second, grace_days, calendar)


@given(days)
def test_with_no_calendar_every_day_of_three_centuries_works(day: date) -> None:
    assert next_working(day, "none") == day == add_working(day, 0, "none")
    assert add_working(day, 3, "none") == day + timedelta(days=3)


def test_counting_backwards_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="cannot count"):
        add_working(date(2026, 11, 23), -1, "none")


@pytest.mark.parametrize(
    ("typed", "calendar"),
    [
        *(("RO", "RO"), ("ro", "RO"), (" Ro ", "RO"), ("ROU", "RO")),
        *(("DE-BY", "DE-BY"), ("de-by", "DE-BY"), ("de-augsburg", "DE-Augsburg")),
        *(("none", "none"), ("NONE", "none")),
    ],
)
def test_a_calendar_has_one_spelling(typed: str, calendar: str) -> None:
    assert check_calendar(typed) == calendar
    assert is_working(date(2026, 11, 24), check_calendar(calendar))


@pytest.mark.parametrize(
    "typed", ["", "Romania", "ZZ", "RO-XX", "RO-", "DE_BY", "-", "XECB", "ECB", "12", "__class__"]
)
def test_an_unknown_calendar_is_told_what_one_looks_like(typed: str) -> None:
    with pytest.raises(Unreadable, match="RO, a country and region such as DE-BY, or none"):
        check_calendar(typed)


def test_the_table_of_public_holidays_is_that_of_the_package() -> None:
    assert daysoff.FILE.read_text(encoding="utf-8") == daysoff.text(), "python -m tools.daysoff"
    assert is_holiday(date(2100, 1, 1), "RO"), "beyond the table the package is asked"
