"""Working days and deadlines. Every range of days here includes both its first and its last day.

A calendar is `none` (every day is a working day), a country such as `RO`, or a country with a region such as
`DE-BY`. Weekends and public holidays are those of the `holidays` package; where it knows no holidays for a
year (far past, far future) only weekends are off.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from collector.rules.daysoff import DAYS_OFF
from collector.rules.words import N_, Unreadable

if TYPE_CHECKING:
    from holidays import HolidayBase

NO_CALENDAR = "none"
CALENDAR_EXPECTED = N_("a calendar: a country such as RO, a country and region such as DE-BY, or none")

_ONE_DAY = timedelta(days=1)
_COUNTRY = re.compile(r"[A-Z]{2,3}")


def is_working(day: date, calendar: str) -> bool:
    """Neither a weekend day nor a public holiday there."""
    return calendar == NO_CALENDAR or day not in _days_off(calendar, day.year)


def is_holiday(day: date, calendar: str) -> bool:
    """A public holiday there, whatever the weekday."""
    return calendar != NO_CALENDAR and day in _holidays(calendar, day.year)


def next_working(day: date, calendar: str) -> date:
    """The day itself if it is a working day, else the next one."""
    while not is_working(day, calendar):
        day += _ONE_DAY
    return day


def add_working(day: date, count: int, calendar: str) -> date:
    """The `count`-th working day after `day`; with 0 the day itself, working or not."""
    if count < 0:
        raise ValueError(f"cannot count {count} working days")
    for _ in range(count):
        day = next_working(day + _ONE_DAY, calendar)
    return day


@lru_cache(maxsize=65536)
def deadline(due_on: date, grace_days: int, calendar: str) -> date:
    """Last day of a promise's window: the due date moved to a working day, plus the grace in working days.

    Source: docs/reference/promises.md, "The window".
    """
    return add_working(next_working(due_on, calendar), grace_days, calendar)


@lru_cache(maxsize=256)
def check_calendar(text: str) -> str:
    """The calendar in its one spelling: `RO`, `DE-BY`, `none`. Raises `Unreadable` for an unknown one."""
    code = text.strip()
    if code in DAYS_OFF:
        return code
    if code.lower() == NO_CALENDAR:
        return NO_CALENDAR
    country, dash, region = code.partition("-")
    known = _known_country(country.strip().upper())
    if not dash:
        return known.country
    for name in known.subdivisions:
        if name.casefold() == region.strip().casefold():
            return f"{known.country}-{name}"
    raise Unreadable(CALENDAR_EXPECTED)


def _known_country(code: str) -> HolidayBase:
    import holidays

    if _COUNTRY.fullmatch(code):
        try:
            found = holidays.country_holidays(code)
        except NotImplementedError:
            raise Unreadable(CALENDAR_EXPECTED) from None
        if getattr(found, "country", None):  # stock exchanges are in the same list
            return found
    raise Unreadable(CALENDAR_EXPECTED)


def _country(calendar: str, year: int) -> HolidayBase:
    """The country with exactly this year: an answer must not depend on what was asked before."""
    import holidays

    country, _, region = calendar.partition("-")
    return holidays.country_holidays(country, subdiv=region or None, years=year, expand=False)


@lru_cache(maxsize=1024)
def _days_off(calendar: str, year: int) -> frozenset[date]:
    there = _country(calendar, year)
    return frozenset(day for day in _days_of(year) if not there.is_working_day(day))


@lru_cache(maxsize=1024)
def _holidays(calendar: str, year: int) -> frozenset[date]:
    """From the table where it has the year: the package costs more to load than the day's list takes to read."""
    known = DAYS_OFF.get(calendar, {}).get(year)
    if known is None:
        return of_package(calendar, year)
    return frozenset(date(year, int(day[:2]), int(day[2:])) for day in known.split())


def of_package(calendar: str, year: int) -> frozenset[date]:
    """The public holidays of a year as the `holidays` package knows them."""
    there = _country(calendar, year)
    return frozenset(day for day in _days_of(year) if day in there)


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
