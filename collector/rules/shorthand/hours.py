"""Hours of the day, and minutes from now: `14:30`, `11am`, `6 seara`, `dimineata`, `la 5 si jumate`, `in 90 mins`."""

from __future__ import annotations

from collector.rules.shorthand.parts import Cursor, Found, Hour, Part

_ALONE = {"am": 9, "pm": 15}  # the hour of `tomorrow am`
HALF_AN_HOUR = 30  # minutes


def read_hour(cursor: Cursor, at: int) -> Found:
    """An hour at this place, if what stands there can be nothing else."""
    unit = cursor.at(at)
    if unit is None:
        return None
    if unit.has("half_hour"):
        return cursor.part("in", HALF_AN_HOUR, at, at + 1)
    if unit.is_number:
        return _in_figures(cursor, at)
    if (
        unit.value("unit") == "hour"
        and unit.text in ("h", "ora", "orele")
        and cursor.digits(at + 1) is not None
    ):
        return hour_number(cursor, at, at + 1)
    before = cursor.parts[-1].kind if cursor.parts else ""
    if "half_day" in unit.weak and before == "day":  # `tomorrow am`
        return cursor.part("hour", Hour(_ALONE[unit.values["half_day"]], 0, True), at, at + 1)
    if "clock" in unit.values and "shift" not in unit.values and "clock" not in unit.weak:
        return cursor.part("hour", Hour(int(unit.values["clock"]), 0, True), at, at + 1)
    return None


def _in_figures(cursor: Cursor, at: int) -> Found:
    unit = cursor.units[at]
    number, after = unit.whole, cursor.at(at + 1)
    if after is None:
        return None
    if (found := _range(cursor, at)) is not None:
        return found
    if number is not None and number <= 24 and (minute := _minutes(cursor, at + 1)) is not None:
        value, end = _with_half_day(cursor, Hour(number % 24, minute, True), at + 3)
        return cursor.part("hour", value, at, end)
    if number is not None and number <= 24 and (found := _half_past_number(cursor, at, number)):
        return found
    half_day = "half_day" in after.values
    if half_day and (pointed := _pointed(unit.text)) is not None and pointed.hour <= 12:
        value, end = _with_half_day(cursor, pointed, at + 1)
        return cursor.part("hour", value, at, end)
    if half_day and number is not None and 1 <= number <= 12:
        if after.has("have") and not after.glued and cursor.at(at + 2) is not None:
            return None  # `12 am vorbit`
        value, end = _with_half_day(cursor, Hour(number), at + 1)
        return cursor.part("hour", value, at, end)
    if number is not None and number <= 24 and (after.text == "h" or after.has("oclock")):
        return cursor.part("hour", Hour(number % 24), at, at + 2)
    return None


def _half_past_number(cursor: Cursor, at: int, number: int) -> Found:
    """`9 jum`, `5 si jumate`: too small a number to be money with a half."""
    minute, end = half_past(cursor, at + 1)
    if not minute or cursor.has(end, "balance") or "currency" in getattr(cursor.at(end), "values", ()):
        return None
    value, end = _with_half_day(cursor, Hour(number % 24, minute), end)
    return cursor.part("hour", value, at, end)


def _range(cursor: Cursor, at: int) -> Found:
    """`10-11am`, `2-4pm`: the hour at which it begins."""
    first, last, half = cursor.digits(at), cursor.digits(at + 2), cursor.value(at + 3, "half_day")
    if first is None or last is None or half is None or not cursor.sign(at + 1, "-") or max(first, last) > 12:
        return None
    return cursor.part("hour", Hour(first + 12 * (half == "pm" and first < last), 0, True), at, at + 4)


def _minutes(cursor: Cursor, at: int) -> int | None:
    """`:30` glued to an hour."""
    mark, minute = cursor.at(at), cursor.at(at + 1)
    if mark is None or minute is None or mark.text != ":" or not mark.glued or not minute.glued:
        return None
    return minute.whole if len(minute.text) == 2 and minute.whole is not None and minute.whole < 60 else None


def _pointed(text: str) -> Hour | None:
    """14.30 as an hour."""
    hour, _, minute = text.partition(".")
    if (
        hour.isdigit()
        and len(hour) <= 2
        and int(hour) < 24
        and len(minute) == 2
        and minute.isdigit()
        and int(minute) < 60
    ):
        return Hour(int(hour), int(minute))
    return None


def hour_number(cursor: Cursor, at: int, place: int) -> Found:
    """`ora 5 si jumate`: the hour after a word that leads one in."""
    found = _in_figures(cursor, place) if cursor.at(place) else None
    if found is not None and found[0].kind == "hour":
        return Part("hour", found[0].value, cursor.units[at : found[1]], "hour"), found[1]
    number = cursor.whole(place)
    if number is None or number > 24:
        pointed = _pointed(cursor.units[place].text) if cursor.at(place) else None
        return cursor.part("hour", pointed._replace(fixed=True), at, place + 1, "hour") if pointed else None
    minute, end = half_past(cursor, place + 1)
    if not minute and cursor.is_text(end, "si") and 10 <= (cursor.digits(end + 1) or 0) < 60:
        minute, end = cursor.digits(end + 1) or 0, end + 2  # `ora 17 si 30`
    value, end = _with_half_day(cursor, Hour(number % 24, minute), end)
    return cursor.part("hour", value, at, end, "hour")


def pointed_hour(cursor: Cursor, at: int, place: int, lead: str) -> Found:
    """`la 14.30`: minutes after a point, where there is no such month."""
    value = _pointed(cursor.units[place].text) if cursor.at(place) else None
    if value is None or (1 <= value.minute <= 12 and "half_day" not in cursor.units[place].values):
        return None
    value, end = _with_half_day(cursor, value._replace(fixed=True), place + 1)
    return cursor.part("hour", value, at, end, lead)


def half_past(cursor: Cursor, at: int) -> tuple[int, int]:
    """The minutes of `si jumate`, `jumate` after an hour, and the place after them."""
    place = at + cursor.is_text(at, "si")
    if cursor.is_text(place, "jumate", "juma", "jum", "jumatate"):
        return 30, place + 1
    return 0, at


def _with_half_day(cursor: Cursor, hour: Hour, end: int) -> tuple[Hour, int]:
    """The hour in the light of `am`, `seara`, `de dimineata` after it."""
    place = end + (cursor.is_text(end, "de", "in") and cursor.value(end + 1, "half_day") is not None)
    half = cursor.value(place, "half_day")
    if half is None:
        return hour, end
    if half == "pm":
        return Hour(hour.hour + 12 * (hour.hour < 12), hour.minute, True), place + 1
    return Hour(0 if hour.hour == 12 else hour.hour, hour.minute, True), place + 1
