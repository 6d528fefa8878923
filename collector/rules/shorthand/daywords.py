"""Days as they are said in words: weekdays, today and tomorrow, so many days from now, weeks and months."""

from __future__ import annotations

from datetime import date

from collector.rules.shorthand.dates import FoundDay, counts_something, written_date
from collector.rules.shorthand.days import Said, day_of
from collector.rules.shorthand.money import is_money
from collector.rules.shorthand.monthwords import (
    end_of_month,
    month_words,
    part_of_month,
    week_words,
    weeks_end,
)
from collector.rules.shorthand.parts import Cursor, Found
from collector.rules.shorthand.scan import Unit
from collector.rules.shorthand.sums import MOST_MONTHS

_OF_WEEK = ("de", "din", "of")
# Short names that are mostly another word: a day only after a date word.
_MOSTLY_WORDS = frozenset(("sa", "mine", "ma", "mi", "vi", "du", "tom", "sun"))
_COMING = ("care vine", "ce vine", "care urmeaza", "ce urmeaza")
_DAYS_IN = {"day": 1, "week": 7, "month": 0}
A_LENGTH = {
    "a day": Said("shift", 1),
    "a week": Said("shift", 7),
    "a fortnight": Said("shift", 14),
    "a month": Said("months", 1),
}
LONGEST_WAIT = 3660  # days
LATEST_BARE_HOUR = 20  # `revin joi 10`


def read_day(cursor: Cursor, at: int) -> Found:
    """A day at this place, without a little word before it."""
    found = day_at(cursor, at)
    return None if found is None else cursor.part("day", found[0], at, found[1])


def day_at(cursor: Cursor, at: int, lead: str = "") -> FoundDay:
    """A day as said, and the place after it. `lead`: the little word before it, if any."""
    unit = cursor.at(at)
    if unit is None or not (unit.is_number or unit.tags):
        return None
    if (found := written_date(cursor, at, lead)) is not None:
        return found
    for look in _LOOKS:
        if (found := look(cursor, at, bool(lead))) is not None:
            return found
    return None


# --- Weekdays ---------------------------------------------------------------------------------------------


def _weekday(cursor: Cursor, at: int, led: bool) -> FoundDay:
    end, mod = at, None
    if cursor.has(at, "next", "this", "last") and cursor.value(at + 1, "weekday"):
        mod, end = _modifier(cursor.units[at]), at + 1
    unit = cursor.units[end]
    wanted = unit.values.get("weekday")
    if wanted is None or (
        "unit" in unit.values and not led and 1 < (cursor.whole(at - 1) or 0) <= MOST_MONTHS
    ):
        return None
    if "weekday" in unit.weak and mod is None and not _weak_day_holds(cursor, end, led):
        return None
    end += 1
    if mod is None:
        mod, end = _modifier_after(cursor, end)
    said = Said("weekday", int(wanted), mod)
    return _date_after(cursor, end) or _number_after(cursor, end, said) or (said, end)


def _modifier(unit: Unit) -> int:
    return 2 if unit.has("next") else -1 if unit.has("last") else 1


def _modifier_after(cursor: Cursor, end: int) -> tuple[int, int]:
    """`vineri viitoare`, `vineri saptamana asta`, `luni de sapt viitoare`; `vinerea care vine` is the coming one."""
    if cursor.is_text(end, *_COMING):
        return 0, end + 1
    if cursor.has(end, "next", "this", "last") and cursor.value(end + 1, "unit") not in ("week", "month"):
        return _modifier(cursor.units[end]), end + 1
    week = week_words(cursor, end + cursor.is_text(end, *_OF_WEEK))
    if week:
        return {1: 2, -1: -1}.get(week[0].a, 1), week[1]
    return 0, end


def _date_after(cursor: Cursor, end: int) -> FoundDay:
    """`vineri 27 nov`, `wed 25/11`: the date says it all."""
    place = end + cursor.sign(end, ",")
    if cursor.has(place, "on") and cursor.is_number(place + 1):
        place += 1
    if not cursor.is_number(place) or is_money(cursor, place) or cursor.value(place + 3, "half_day"):
        return None
    return written_date(cursor, place, "on")


def _number_after(cursor: Cursor, end: int, weekday: Said) -> FoundDay:
    """`vineri 27`: the day of the month, if it is that weekday; else 27 may be a sum."""
    number = cursor.digits(end)
    if number is None or not 1 <= number <= 31 or is_money(cursor, end) or counts_something(cursor, end):
        return None
    if (
        cursor.value(end + 1, "half_day")
        or cursor.value(end + 1, "unit") == "hour"
        or cursor.sign(end + 1, ":")
    ):
        return None  # `tues 10am`
    day = day_of(Said("of_month", number), cursor.today)
    if day is not None and number <= LATEST_BARE_HOUR and _is_far_call(cursor, day):
        return None
    return (Said("of_month", number), end + 1) if day is not None and day.weekday() == weekday.a else None


def _is_far_call(cursor: Cursor, day: date) -> bool:
    """`revin joi 10` is at ten, where the tenth is not this Thursday."""
    return (day - cursor.today).days > 7 and any(part.has("call") for part in cursor.parts)


def _weak_day_holds(cursor: Cursor, end: int, led: bool) -> bool:
    """A short day name stands for a day after a date word, next to a sum, or at the end of a clause."""
    if led:
        return True
    unit, after = cursor.units[end], cursor.at(end + 1)
    before = cursor.parts[-1] if cursor.parts else None
    if before is not None and before.kind in ("sum", "bare"):
        return True
    if unit.text in _MOSTLY_WORDS:
        return False
    if after is None or (after.is_sign and after.text in ",;.+"):
        return before is not None and not before.has("not")
    return after.is_number and after.cents is not None and after.cents >= 2000


# --- From today -------------------------------------------------------------------------------------------


def _shifted(cursor: Cursor, at: int, led: bool) -> FoundDay:
    unit = cursor.units[at]
    shift = unit.values.get("shift")
    if shift is None or ("shift" in unit.weak and not _weak_day_holds(cursor, at, led)):
        return None
    return Said("shift", int(shift)), at + 1


def _ago(cursor: Cursor, at: int, _led: bool = False) -> FoundDay:
    """`acum 4 zile`, `3 days ago`, `acum o saptamana`."""
    now = cursor.has(at, "now")
    number, kind, end = length_at(cursor, at + now)
    if number is None or kind not in ("day", "week", "month") or not (now or cursor.has(end, "ago")):
        return None
    end += not now
    return from_now(-number, kind), end


def _counted(cursor: Cursor, at: int, led: bool) -> FoundDay:
    """`5 zile lucratoare`, and after a little word or a sum `3 saptamani`, `o luna`."""
    if (found := working_days(cursor, at)) is not None:
        return found
    number, kind, end = length_at(cursor, at)
    beside = led or (bool(cursor.parts) and cursor.parts[-1].kind == "sum")
    if number is None or kind not in ("day", "week", "month") or not beside:
        return None
    return from_now(number, kind), end


def working_days(cursor: Cursor, at: int) -> FoundDay:
    """`5 zile lucratoare`, `3 working days`."""
    number = cursor.whole(at)
    if number is None or number > LONGEST_WAIT:
        return None
    if cursor.has(at + 1, "working") and cursor.value(at + 2, "unit") == "day":
        return Said("working", number), at + 3
    end = at + 1 + cursor.is_text(at + 1, "de")
    if cursor.value(end, "unit") == "day" and cursor.has(end + 1, "working"):
        return Said("working", number), end + 2
    return None


def from_now(number: int, kind: str) -> Said:
    """So many days, weeks or months from today."""
    return Said("months", number) if kind == "month" else Said("shift", number * _DAYS_IN[kind])


def length_at(cursor: Cursor, at: int) -> tuple[int | None, str, int]:
    """So many days, weeks, months, hours or minutes: `20 de zile`, `o luna`, `a week`, `couple of days`."""
    number = cursor.whole(at)
    if number is None and cursor.is_text(at, "a", "an", "un", "o"):
        number = 1
    if number is None and cursor.value(at, "unit") in ("week", "month") and cursor.is_text(at + 1, "from"):
        return 1, cursor.value(at, "unit") or "", at + 1
    if number is None or number > LONGEST_WAIT:
        return None, "", at
    end = at + 1 + cursor.is_text(at + 1, "de", "or")
    unit = cursor.at(end)
    kind = unit.values.get("unit") if unit is not None else None
    if kind is None or unit is None or ("unit" in unit.weak and not unit.has("unit:month?")):
        return None, "", at
    if "weekday" in unit.values and number > MOST_MONTHS:
        return None, "", at
    if kind == "month" and number > 1 and unit.text in ("luna", "lunii", "month"):
        return None, "", at  # `pe 15 luna viitoare`
    return number, kind, end + 1


def _hence(cursor: Cursor, at: int, _led: bool = False) -> FoundDay:
    """`2 weeks from now`, `a week from today`."""
    number, kind, end = length_at(cursor, at)
    if number is None or number > MOST_MONTHS or kind not in _DAYS_IN or not cursor.is_text(end, "from"):
        return None
    now = cursor.has(end + 1, "now") or cursor.value(end + 1, "shift") == "0"
    return (from_now(number, kind), end + 2) if now else None


_LOOKS = (
    _hence,
    _weekday,
    _shifted,
    _ago,
    end_of_month,
    month_words,
    part_of_month,
    week_words,
    weeks_end,
    _counted,
)
