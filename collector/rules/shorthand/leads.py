"""The little words that lead in a day, an hour or a wait: `pe 15`, `la 10`, `dupa 6`, `peste 2 sapt`, `from jan`."""

from __future__ import annotations

from collector.rules.shorthand.dates import counts_something
from collector.rules.shorthand.days import Said
from collector.rules.shorthand.daywords import A_LENGTH, day_at, from_now, length_at, working_days
from collector.rules.shorthand.hours import HALF_AN_HOUR, half_past, hour_number, pointed_hour, read_hour
from collector.rules.shorthand.money import is_money
from collector.rules.shorthand.parts import ORDINALS, Cursor, Found, Hour, Part

# The tag of a little word, and how what it leads in is taken.
_LEADS = (
    ("starting", "start"),
    ("from", "from"),
    ("at_hour", "hour"),
    ("at", "at"),
    ("around", "after"),
    ("until", "at"),
    ("on", "on"),
    ("in", "in"),
)
_LEADING = frozenset(tag for tag, _lead in _LEADS)
_DAYS_ONLY = ("pe", "pe data de", "data de", "on the")
_MOST_LEADS = 4  # `nu mai tarziu de pe la`
_MINUTES_IN = {"hour": 60, "min": 1}


def read_lead(cursor: Cursor, at: int) -> Found:
    """A little word together with what it leads in."""
    unit = cursor.units[at]
    if _LEADING.isdisjoint(unit.tags):
        return None
    lead = next(lead for tag, lead in _LEADS if tag in unit.tags)
    lead = "after" if unit.text == "dupa" else lead
    place = at + 1
    while place < at + _MOST_LEADS and (
        cursor.has(place, "on", "at", "approx", "around")
        or cursor.sign(place, ":")
        or cursor.is_text(place, "the")
        or (cursor.has(place, "next") and cursor.whole(place + 1) is not None)
    ):
        lead = "hour" if cursor.has(place, "at_hour") else lead
        place += 1
    return _led(cursor, at, place, lead) if cursor.at(place) and not _sum_of(cursor, at) else None


def _sum_of(cursor: Cursor, at: int) -> bool:
    """`bilet la ordin de 12 000 lei`: no day, for three digits with a zero before them go on with the number."""
    after = cursor.at(at + 2)
    return (
        cursor.is_text(at, "de")
        and cursor.is_number(at + 1)
        and after is not None
        and after.text.isdigit()
        and len(after.text) == 3
        and (after.text[0] == "0" or is_money(cursor, at + 2))
    )


def _led(cursor: Cursor, at: int, place: int, lead: str) -> Found:
    if lead == "hour":
        return hour_number(cursor, at, place)
    if lead == "after" and (found := _range(cursor, at, place)):
        return found
    if lead in ("in", "after", "on") and (found := _wait(cursor, at, place)):
        return found
    if found := read_hour(cursor, place):
        return Part(found[0].kind, found[0].value, cursor.units[at : found[1]], lead), found[1]
    if lead in ("at", "after") and (found := pointed_hour(cursor, at, place, lead)):
        return found
    if (day := day_at(cursor, place, lead)) is not None:
        said, end = day
        return cursor.part("day", said._replace(start=said.start or lead in ("from", "start")), at, end, lead)
    return _bare(cursor, at, place, lead)


def _wait(cursor: Cursor, at: int, place: int) -> Found:
    """`peste 20 de zile`, `in 2 weeks`, `in 90 mins`, `in 5 zile lucratoare`."""
    if cursor.has(place, "half_hour"):
        return cursor.part("in", HALF_AN_HOUR, at, place + 1)
    if (working := working_days(cursor, place)) is not None:
        return cursor.part("day", working[0], at, working[1], "in")
    if cursor.is_text(place, *A_LENGTH):
        return cursor.part("day", A_LENGTH[cursor.units[place].text], at, place + 1, "in")
    number, kind, end = length_at(cursor, place)
    if number is None or kind == "year":
        return None
    if kind not in _MINUTES_IN:
        return cursor.part("day", from_now(number, kind), at, end, "in")
    half, end = half_past(cursor, end) if kind == "hour" else (0, end)
    return cursor.part("in", number * _MINUTES_IN[kind] + half, at, end)


def _range(cursor: Cursor, at: int, place: int) -> Found:
    """`intre 10 si 12`, `between 2-4pm`: the hour at which it begins."""
    first, last = cursor.digits(place), cursor.digits(place + 2)
    if not cursor.is_text(at, "intre", "between") or first is None or last is None or max(first, last) > 24:
        return None
    if not (cursor.sign(place + 1, "-/") or cursor.has(place + 1, "and")):
        return None
    end = place + 3
    half = cursor.value(end, "half_day")
    hour = first + 12 if half == "pm" and first < last <= 12 else first
    return cursor.part("hour", Hour(hour % 24, 0, half is not None), at, end + (half is not None), "after")


def _bare(cursor: Cursor, at: int, place: int, lead: str) -> Found:
    """`pe 15`, `dupa 6`, `la 10`, `din 20`: a day of the month or an hour, settled by its clause."""
    number, end = (
        cursor.whole(place) if lead == "after" or cursor.is_text(place, "intai") else cursor.digits(place),
        place + 1,
    )
    if (
        number is not None
        and 31 < number < 100
        and cursor.is_text(at, *_DAYS_ONLY)
        and not counts_something(cursor, place)
    ):
        return cursor.part("day", Said("date", number, 1), at, end, lead)  # no such day, and no sum either
    if number is None or number > 31 or counts_something(cursor, place):
        return None
    if cursor.is_text(end, *ORDINALS):
        return cursor.part(
            "day", Said("of_month", number, start=lead in ("from", "start")), at, end + 1, lead
        )
    if lead in ("after", "at"):
        if cursor.value(end, "unit") == "hour":
            return cursor.part("hour", Hour(number % 24), at, end + 1, lead)
        minute, after = half_past(cursor, end)
        if minute and number <= 24:
            return cursor.part("hour", Hour(number % 24, minute), at, after, lead)
    return cursor.part("bare", number, at, end, lead) if number or lead not in ("from", "in") else None
