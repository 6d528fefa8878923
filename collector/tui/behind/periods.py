"""A period as it is typed: two days, a month, a year."""

from __future__ import annotations

import calendar
import re
from datetime import date

from collector.clock import FIRST_DAY, LAST_DAY
from collector.errors import UsageError
from collector.rules.names import fold
from collector.tui.behind.typed import Unclear, day
from collector.words import _

_MONTH = re.compile(r"(?:(\d{4})-(\d{1,2})|(\d{1,2})[./](\d{4}))")
_YEAR = re.compile(r"\d{4}")
_BETWEEN = re.compile(r"\s*(?:\.\.+|[–—]|\s-\s|\b(?:to|until|till|pana la|pana in)\b)\s*")


def typed_period(text: str, today: date) -> tuple[date, date]:
    """The days typed: "1.10. - 31.10.", "2026-10-01 to 2026-10-31", "10.2026", "2026-10", "2026".

    A day without its year is the latest such one. UsageError, a kind one, for anything else.
    """
    said = fold(text)
    found = _month_or_year(said) or _two_days(said, today)
    if found is None:
        raise UsageError(
            _(
                "{seen} is no period. Type two days such as 1.10. - 31.10., a month such as 10.2026, or a year."
            ).format(seen=text.strip() or "–")
        )
    first, last = found
    if first > last:
        raise UsageError(
            _("The period ends before it begins: {first} to {last}.").format(first=first, last=last)
        )
    return first, last


def _month_or_year(said: str) -> tuple[date, date] | None:
    if match := _MONTH.fullmatch(said):
        year, month = int(match[1] or match[4]), int(match[2] or match[3])
        if not 1 <= month <= 12 or not FIRST_DAY.year <= year <= LAST_DAY.year:
            return None
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if _YEAR.fullmatch(said) and FIRST_DAY.year <= int(said) <= LAST_DAY.year:
        return date(int(said), 1, 1), date(int(said), 12, 31)
    return None


def _two_days(said: str, today: date) -> tuple[date, date] | None:
    parts = _BETWEEN.split(said)
    if len(parts) != 2:
        return None
    try:
        first, last = (day(part, today, past=True) for part in parts)
    except Unclear:
        return None
    return first, last
