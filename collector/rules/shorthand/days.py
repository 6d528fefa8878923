"""Days as they are said: kept as what was said, and counted out when it is known which way the clause looks.

The table of docs/reference/shorthand.md is followed line by line. Weeks begin on Monday; nothing is moved for
week-ends or holidays.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

FRIDAY, SATURDAY = 4, 5


class Said(NamedTuple):
    """A day as said. `kind` says how `a`, `b`, `c` are meant; `start`: as the beginning of something."""

    kind: str
    a: int = 0
    b: int = 0
    c: int = 0
    start: bool = False


def day_of(said: Said, today: date, way: str = "pay") -> date | None:
    """The day that was meant. `way`: `pay` and `call` look ahead, `past` looks back. None: no such day."""
    try:
        return _DAYS[said.kind](said, today, way)
    except (ValueError, OverflowError):
        return None


def add_months(day: date, months: int, day_of_month: int | None = None) -> date:
    """The same day so many months on; a month too short gives its last day."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    wanted = day.day if day_of_month is None else day_of_month
    return date(year, month + 1, min(wanted, _days_of(year, month + 1)))


def _days_of(year: int, month: int) -> int:
    """How many days the month has."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month_end(day: date, months: int = 0) -> date:
    return add_months(day.replace(day=1), months, 31)


def _weekday(said: Said, today: date, way: str) -> date:
    """a: the weekday; b: 0 alone, 1 this, 2 next, -1 last."""
    ahead = (said.a - today.weekday() - 1) % 7 + 1
    if said.b == 2:
        return _monday(today) + timedelta(days=7 + said.a)
    if said.b == -1 or (way == "past" and said.b == 0):
        return today - timedelta(days=(today.weekday() - said.a - 1) % 7 + 1)
    if said.b == 1:
        this = _monday(today) + timedelta(days=said.a)
        if way == "past":
            return this if this <= today else this - timedelta(days=7)
        return this if this >= today else today + timedelta(days=ahead)
    return today + timedelta(days=ahead)


def _shift(said: Said, today: date, _way: str) -> date:
    return today + timedelta(days=said.a)


def _months_on(said: Said, today: date, _way: str) -> date:
    return add_months(today, said.a)


def _working(said: Said, today: date, _way: str) -> date:
    day, left, step = today, abs(said.a), 1 if said.a > 0 else -1
    while left:
        day += timedelta(days=step)
        left -= day.weekday() < SATURDAY
    return day


def _of_month(said: Said, today: date, way: str) -> date | None:
    """a: the day of the month, strictly after today; looking back the latest on or before it."""
    if not 1 <= said.a <= 31:
        return None
    here = add_months(today.replace(day=1), 0, said.a)
    if way == "past":
        return here if here <= today else add_months(today.replace(day=1), -1, said.a)
    return here if here > today else add_months(today.replace(day=1), 1, said.a)


def _date(said: Said, today: date, way: str) -> date | None:
    """a: day, b: month, c: year or 0 for the nearest."""
    if said.c:
        return date(said.c, said.b, said.a)
    if way == "past":
        return next((d for y in range(9) if (d := _real(today.year - y, said)) and d <= today), None)
    return next((d for y in range(9) if (d := _real(today.year + y, said)) and d >= today), None)


def _real(year: int, said: Said) -> date | None:
    try:
        return date(year, said.b, said.a)
    except ValueError:
        return None


def _month(said: Said, today: date, way: str) -> date:
    """a: the month alone, its first day; this month's name means this month."""
    years = (1 if said.a < today.month else 0) if way != "past" else (-1 if said.a > today.month else 0)
    return date(today.year + years, said.a, 1)


def _month_last(said: Said, today: date, _way: str) -> date:
    """a: so many months on; with b the named month."""
    if said.b:
        return _month_end(date(today.year + (said.b < today.month), said.b, 1))
    if said.start:
        return add_months(today.replace(day=1), said.a)
    return _month_end(today, said.a)


def _part_of_month(said: Said, today: date, way: str) -> date | None:
    """a: the day that stands for the part; b: months on; c: a named month."""
    if said.c:
        return _date(Said("date", said.a, said.c), today, way)
    if said.b:
        return add_months(today.replace(day=1), said.b, said.a)
    return _of_month(Said("of_month", said.a), today, way)


def _week(said: Said, today: date, way: str) -> date | None:
    """a: 0 this week, 1 next week, -1 last week. For a payment its Friday, for a call the next Monday."""
    if said.a < 0 or way == "past":
        return None
    if way == "call":
        return _monday(today) + timedelta(days=7)
    friday = _monday(today) + timedelta(days=7 * said.a + FRIDAY)
    return friday if friday >= today else friday + timedelta(days=7)


def _weekend(said: Said, today: date, way: str) -> date | None:
    """a: 0 this one, 1 the next week's."""
    if way == "past":
        return None
    saturday = _monday(today) + timedelta(days=7 * said.a + SATURDAY)
    return saturday if saturday >= today else saturday + timedelta(days=7)


def _nothing(_said: Said, _today: date, _way: str) -> None:
    """A day that nobody can count out: payday, last month."""


_DAYS = {
    "weekday": _weekday,
    "shift": _shift,
    "months": _months_on,
    "working": _working,
    "of_month": _of_month,
    "date": _date,
    "month": _month,
    "month_last": _month_last,
    "part": _part_of_month,
    "week": _week,
    "weekend": _weekend,
    "none": _nothing,
}
