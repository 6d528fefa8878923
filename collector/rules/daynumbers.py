"""A day as numbers and month names, or as so many days from today; `collector.rules.daywords` reads the rest."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_MONTHS = (
    *(("january", "ianuarie"), ("february", "februarie"), ("march", "martie"), ("april", "aprilie")),
    *(("may", "mai"), ("june", "iunie"), ("july", "iulie"), ("august",), ("september", "septembrie")),
    *(("october", "octombrie"), ("november", "noiembrie"), ("december", "decembrie")),
)
_NUMBERS = {"a": 1, "an": 1, "o": 1, "un": 1, "one": 1, "two": 2, "doua": 2, "doi": 2, "three": 3, "trei": 3}
_NUMBERS |= {"four": 4, "patru": 4, "five": 5, "cinci": 5, "six": 6, "sase": 6, "seven": 7, "sapte": 7}
_NUMBERS |= {"eight": 8, "opt": 8, "nine": 9, "noua": 9, "ten": 10, "zece": 10}
_UNITS = {"day": "day", "days": "day", "zi": "day", "zile": "day"}
_UNITS |= dict.fromkeys(("week", "weeks", "saptamana", "saptamani", "sapt"), "week")
_UNITS |= dict.fromkeys(("month", "months", "luna", "luni"), "month")
AHEAD = frozenset(("in", "peste", "over"))
_AGO = frozenset(("ago", "acum", "urma"))

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_MONTH = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2})?)?")
_STEP = re.compile(r"([+-])\s?(\d{1,4})")
_OF_MONTH = re.compile(r"(\d{1,2})\.?(?:st|nd|rd|th)?")


def fixed(words: list[str], today: date, *, past: bool) -> date | None:
    """`27.11.`, `2026-11-27`, `27`, `+7`, `15 dec`. ValueError or OverflowError for a day that no calendar has."""
    said = " ".join(words)
    if match := _ISO.fullmatch(said):
        return date(*map(int, match.groups()))
    if match := _STEP.fullmatch(said):
        return today + timedelta(days=int(match[1] + match[2]))
    if match := _DAY_MONTH.fullmatch(said):
        number, month = int(match[1]), int(match[2])
        if month > 12 and "/" in said:  # month first only where day first cannot be
            number, month = month, number
        return _day_of_month(number, month, match[3], today, past=past)
    if match := _OF_MONTH.fullmatch(said):
        return _next_of_month(int(match[1]), today, past=past)
    return _with_month_name(words, today, past=past)


def _with_month_name(words: list[str], today: date, *, past: bool) -> date | None:
    """`15 dec`, `december 15`, `15 decembrie 2026`."""
    names = [month for word in words if (month := month_of(word)) is not None]
    numbers = [word for word in words if word[0].isdigit()]
    if len(names) != 1 or not 1 <= len(numbers) == len(words) - 1 <= 2:
        return None
    day = _OF_MONTH.fullmatch(numbers[0])
    year = numbers[1] if len(numbers) > 1 else None
    if day is None or not (year is None or re.fullmatch(r"\d{4}|\d{2}", year)):
        return None
    return _day_of_month(int(day[1]), names[0], year, today, past=past)


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


def month_of(word: str) -> int | None:
    for number, names in enumerate(_MONTHS, start=1):
        if len(word) >= 3 and any(name.startswith(word) for name in names):
            return number
    return None


# --- So many days from today -------------------------------------------------------------------------------


def counted(words: list[str], today: date, *, past: bool) -> date | None:
    """`in 10 days`, `peste 2 săptămâni`, `o lună`, `acum 3 zile`, `2 weeks ago`."""
    marks = {word for word in words if word in AHEAD | _AGO}
    rest = [word for word in words if word not in marks]
    if len(rest) != 2 or rest[1] not in _UNITS:
        return None
    count = int(rest[0]) if re.fullmatch(r"[+-]?\d{1,4}", rest[0]) else _NUMBERS.get(rest[0])
    if count is None:
        return None
    if marks & _AGO or (past and not marks and rest[0][0] not in "+-"):
        count = -count
    if _UNITS[rest[1]] == "month":
        return months_on(today, count)
    return today + timedelta(days=count * (7 if _UNITS[rest[1]] == "week" else 1))


def months_on(day: date, count: int) -> date:
    """The same day of another month, or its last one."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def last_of_other(today: date, step: int) -> date:
    there = months_on(today.replace(day=1), step)
    return last_of(there.year, there.month)
