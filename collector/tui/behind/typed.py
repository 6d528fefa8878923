"""What people type into a form, read: days, hours, amounts. Kind messages say what was expected."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from collector.clock import FIRST_DAY, LAST_DAY
from collector.currencies import decimals_of
from collector.rules import money
from collector.rules.names import fold
from collector.rules.words import Unreadable
from collector.words import _

_WEEKDAYS = (
    ("monday", "luni"),
    ("tuesday", "marti"),
    ("wednesday", "miercuri"),
    ("thursday", "joi"),
    ("friday", "vineri"),
    ("saturday", "sambata"),
    ("sunday", "duminica"),
)
_SHORT = {"ma": 1, "mi": 2, "jo": 3, "vn": 4, "vi": 4, "sb": 5, "sa": 5, "du": 6, "lu": 0}
_NEAR = {"azi": 0, "astazi": 0, "today": 0, "maine": 1, "tomorrow": 1, "poimaine": 2, "ieri": -1}
_NEAR |= {"yesterday": -1, "alaltaieri": -2}

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_MONTH = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2})?)?")
_AHEAD = re.compile(r"([+-])\s?(\d{1,4})")
_OF_MONTH = re.compile(r"(?:pe |the )?(\d{1,2})\.?(?:st|nd|rd|th)?")
_HOUR = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?h?")


class Unclear(ValueError):
    """What was typed is not what was expected; the message is for the screen."""


def day(text: str, today: date, *, past: bool = False) -> date:
    """The day that was typed: 2026-11-27, 27.11.2026, 27.11., 27, fri, vineri, +7, mâine.

    Without a year the next such day, or with `past` the latest one; a weekday is never today. Unclear for
    anything else and for days outside 1900 to 2199.
    """
    said = fold(text)
    if not said:
        raise Unclear(_("Which day? Such as 27.11., fri or +7."))
    try:
        found = _day(said, today, past=past)
    except (ValueError, OverflowError):
        found = None
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        raise Unclear(
            _("{seen} is no day. Write it such as 27.11., 2026-11-27, fri or +7.").format(seen=text)
        )
    return found


def _day(said: str, today: date, *, past: bool) -> date | None:
    if match := _ISO.fullmatch(said):
        return date(*map(int, match.groups()))
    if match := _AHEAD.fullmatch(said):
        return today + timedelta(days=int(match[1] + match[2]))
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    if (weekday := _weekday(said)) is not None:
        away = (today.weekday() - weekday - 1) % 7 + 1 if past else (weekday - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=-away if past else away)
    if match := _DAY_MONTH.fullmatch(said):
        return _day_of_month(int(match[1]), int(match[2]), match[3], today, past=past)
    if match := _OF_MONTH.fullmatch(said):
        return _next_of_month(int(match[1]), today, past=past)
    return None


def _weekday(said: str) -> int | None:
    if said in _SHORT:
        return _SHORT[said]
    for number, names in enumerate(_WEEKDAYS):
        if len(said) >= 3 and any(name.startswith(said) for name in names):
            return number
    return None


def _day_of_month(number: int, month: int, year: str | None, today: date, *, past: bool) -> date:
    if year:
        return date(int(year) if len(year) == 4 else 2000 + int(year), month, number)
    steps = (0, -1, -2, -3, -4) if past else (0, 1, 2, 3, 4)  # four, for 29 February
    for step in steps:
        if number <= calendar.monthrange(today.year + step, month)[1]:
            found = date(today.year + step, month, number)
            if (found <= today) if past else (found >= today):
                return found
    raise ValueError(f"no {number}.{month}.")


def _next_of_month(number: int, today: date, *, past: bool) -> date:
    """The next such day after today; a month too short gives its last day."""
    if not 1 <= number <= 31:
        raise ValueError(str(number))
    year, month = today.year, today.month
    for _step in range(3):
        found = date(year, month, min(number, calendar.monthrange(year, month)[1]))
        if (found <= today) if past else (found > today):
            return found
        month += -1 if past else 1
        year, month = (year - 1, 12) if month == 0 else (year + 1, 1) if month == 13 else (year, month)
    raise ValueError(str(number))


def moment(on: date, hour: str, zone: str) -> datetime:
    """This hour ("10", "10:30") of a day of the office. Unclear for anything else."""
    match = _HOUR.fullmatch(hour.strip().lower())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise Unclear(_("{seen} is no hour. Write it such as 10 or 10:30.").format(seen=hour))
    return datetime.combine(on, time(int(match[1]), int(match[2] or 0)), ZoneInfo(zone))


def amount_minor(text: str, currency: str) -> int:
    """The amount that was typed, above zero. Unclear for anything else."""
    if not text.strip():
        raise Unclear(_("How much? Such as 300 or 1.234,50."))
    try:
        found = money.read_amount(text, decimals_of(currency))
    except Unreadable as fault:
        expected = _(fault.expected).format(**fault.values)
        raise Unclear(
            _("{seen} cannot be read. Expected {expected}.").format(seen=text, expected=expected)
        ) from None
    if found <= 0:
        raise Unclear(_("A promise needs an amount above zero."))
    return found
