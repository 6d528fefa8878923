"""The units of a line as parts: sums, days, hours, counts; everything else stays a word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from collector.rules.shorthand.daywords import A_LENGTH, read_day
from collector.rules.shorthand.hours import read_hour
from collector.rules.shorthand.leads import read_lead
from collector.rules.shorthand.money import currency_at, currency_before, read_identifier
from collector.rules.shorthand.parts import Cursor, Found, Part, Sum
from collector.rules.shorthand.scan import Unit
from collector.rules.shorthand.sums import read_fraction, read_number, read_percent, read_share, read_sum


def parts_of(units: Sequence[Unit], today: date) -> list[Part]:
    """The parts of a line, in order; a time at the very beginning is that of the note and no part of it."""
    cursor = Cursor(units, today)
    at = 0
    while at < len(units):
        part, at = _next(cursor, at)
        cursor.parts.append(part)
    parts = _ungreeted(cursor.parts)
    if parts and parts[0].kind == "hour" and len(parts[0].units) > 1 and parts[0].units[1].text == ":":
        return parts[1:]
    return parts


def _ungreeted(parts: list[Part]) -> list[Part]:
    while parts and parts[0].has("greeting"):
        parts = parts[1 + (len(parts) > 1 and parts[1].kind == "sign") :]
    return parts


def _next(cursor: Cursor, at: int) -> tuple[Part, int]:
    unit = cursor.units[at]
    if unit.tags or unit.is_number:
        for look in _LOOKS_AT_NUMBERS if unit.is_number else _LOOKS_AT_WORDS:
            if (found := look(cursor, at)) is not None:
                return found
    kind = "sign" if unit.is_sign else "number" if unit.is_number and not unit.tags else "word"
    return cursor.part(kind, unit.text, at, at + 1)


# --- How often --------------------------------------------------------------------------------------------


def read_count(cursor: Cursor, at: int) -> Found:
    """`3x200`, `3 x 200 lei`: how many times, before the sum of each; `200x3` the other way round."""
    number = cursor.units[at].whole
    if number is not None and cursor.value(at + 1, "unit") == "month" and cursor.is_text(at + 2, "x", "*"):
        return cursor.part("count", number, at, at + 3)  # `12 luni x 258,33`
    if number is None or not cursor.is_text(at + 1, "x", "*", "ori"):
        return None
    place = at + 2 + (currency_before(cursor, at + 2) is not None)
    cents, end, _worded = read_number(cursor, place)
    if cents is None:
        return cursor.part("number", number, at, at + 2) if cursor.is_text(at + 1, "x", "*") else None
    if cursor.is_text(at + 1, "ori"):
        return cursor.part("count", number, at, at + 2)
    before = currency_before(cursor, at - 1)
    if not before and (place > at + 2 or currency_at(cursor, end) is not None or number * 100 <= cents):
        return cursor.part("count", number, at, at + 2)
    return cursor.part("sum", Sum(cursor.units[at].cents, before), at, at + 1)


def read_listed_day(cursor: Cursor, at: int) -> Found:
    """`200 pe 5, 15 si 25`: numbers that go on from a day of the month and end the list."""
    number, parts = cursor.digits(at), cursor.parts
    if number is None or not 1 <= number <= 31 or len(parts) < 3 or cursor.is_number(at + 1):
        return None
    joint, day = parts[-1], parts[-2]
    joined = joint.has("and") or (joint.kind == "sign" and joint.unit.text == ",")
    after = cursor.at(at + 1)
    ends = after is None or after.has("and") or after.has("each") or cursor.sign(at + 1, ",;.")
    summed = any(part.kind == "sum" for part in parts[:-2])
    listed = day.kind == "bare" and day.lead == "on"
    return cursor.part("bare", number, at, at + 1, "on") if joined and ends and summed and listed else None


def read_times(cursor: Cursor, at: int) -> Found:
    """`x3`, after a sum."""
    if not cursor.is_text(at, "x") or (count := cursor.digits(at + 1)) is None or currency_at(cursor, at + 2):
        return None
    return cursor.part("times", count, at, at + 2)


def read_every(cursor: Cursor, at: int) -> Found:
    """`/luna`, `monthly`; a weak one (`pm`) only after a sum."""
    unit = cursor.units[at]
    every = unit.value("every")
    if (
        cursor.is_text(at + 1, "from")
        and cursor.is_text(at, *A_LENGTH)
        and (later := cursor.at(at + 2)) is not None
        and (later.has("now") or later.value("shift") == "0")
    ):
        return cursor.part("day", A_LENGTH[unit.text], at, at + 3, "in")  # `a week from today`
    if every is None or ("every" in unit.weak and not (cursor.parts and cursor.parts[-1].kind == "sum")):
        return None
    return cursor.part("every", every, at, at + 1)


_LOOKS_AT_NUMBERS = (
    read_identifier,
    read_percent,
    read_count,
    read_listed_day,
    read_fraction,
    read_hour,
    read_day,
    read_sum,
)
_LOOKS_AT_WORDS = (read_lead, read_times, read_every, read_hour, read_day, read_sum, read_share)
