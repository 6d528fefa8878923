"""Weeks and months as they are said: `eow`, `weekend`, `sapt viitoare`, `sf lunii`, `mid month`, `next month`."""

from __future__ import annotations

from collector.rules.shorthand.dates import FoundDay
from collector.rules.shorthand.days import Said
from collector.rules.shorthand.parts import Cursor


def weeks_end(cursor: Cursor, at: int, _led: bool) -> FoundDay:
    """`eow`, `weekend`, `next weekend`, `weekendul viitor`."""
    if cursor.has(at, "end_of_week"):
        return Said("week", int(cursor.has(at + 1, "next"))), at + 1 + cursor.has(at + 1, "next", "this")
    before = cursor.has(at, "next", "this", "last")
    if not cursor.has(at + before, "weekend"):
        return None
    after = not before and cursor.has(at + 1, "next", "this", "last")
    mod = at if before else at + 1
    if (before or after) and cursor.has(mod, "last"):
        return Said("none"), at + 2
    return Said("weekend", int((before or after) and cursor.has(mod, "next"))), at + 1 + (before or after)


def end_of_month(cursor: Cursor, at: int, _led: bool = False) -> FoundDay:
    """`sf lunii`, `eom`, `end of dec`, `sf lunii viitoare`, `end of next month`."""
    unit = cursor.units[at]
    if unit.has("end_of_year"):
        return Said("date", 31, 12), at + 1
    if unit.has("end_of_month") or unit.has("end_of_month?"):
        return _after_end_of_month(cursor, at)
    if not unit.has("end_of"):
        return None
    place = at + 1
    while cursor.is_text(place, "of", "the", "lui", "de", "lunii", "luna"):
        place += 1
    if month := cursor.value(place, "month"):
        return Said("month_last", 0, int(month)), place + 1
    if cursor.has(place, "next"):
        if cursor.value(place + 1, "unit") in ("month", "week"):
            week = cursor.value(place + 1, "unit") == "week"
            return Said("week" if week else "month_last", 1), place + 2
        if cursor.value(place - 1, "unit") == "month":
            return Said("month_last", 1), place + 1
    if cursor.value(place, "unit") == "week":
        return Said("week", int(cursor.has(place + 1, "next"))), place + 1 + cursor.has(
            place + 1, "next", "this"
        )
    return (Said("month_last", 0), place) if cursor.value(place - 1, "unit") == "month" else None


def _after_end_of_month(cursor: Cursor, at: int) -> FoundDay:
    if cursor.has(at + 1, "next"):
        return Said("month_last", 1), at + 2
    month = cursor.value(at + 1, "month")
    if month and "month" not in cursor.units[at + 1].weak:
        return Said("month_last", 0, int(month)), at + 2
    return Said("month_last", 0), at + 1 + cursor.has(at + 1, "this")


def part_of_month(cursor: Cursor, at: int, _led: bool = False) -> FoundDay:
    """`inceputul lunii`, `mid month`, `mijlocul lui decembrie`, `inceputul lunii viitoare`."""
    for whole, part, day in (("beginning_of_month", "beginning_of", 5), ("middle_of_month", "middle_of", 15)):
        if cursor.has(at, whole):
            if month := cursor.value(at + 1, "month"):
                return Said("part", day, 0, int(month)), at + 2
            return Said("part", day, int(cursor.has(at + 1, "next"))), at + 1 + cursor.has(
                at + 1, "next", "this"
            )
        if cursor.has(at, part):
            return _part_of_named(cursor, at, day)
    return None


def _part_of_named(cursor: Cursor, at: int, day: int) -> FoundDay:
    place = at + 1
    while cursor.is_text(place, "of", "the", "lui", "lunii", "de"):
        place += 1
    if month := cursor.value(place, "month"):
        return Said("part", day, 0, int(month)), place + 1
    if cursor.has(place, "next") and cursor.value(place + 1, "unit") == "month":
        return Said("part", day, 1), place + 2
    if cursor.has(place, "next") and cursor.is_text(place - 1, "lunii"):
        return Said("part", day, 1), place + 1
    return None


def month_words(cursor: Cursor, at: int, _led: bool = False) -> FoundDay:
    """`luna viitoare`, `next month`, `luna asta`."""
    for name, mod in ((at, at + 1), (at + 1, at)):
        if cursor.value(name, "unit") == "month" and cursor.has(mod, "next", "this", "last"):
            if cursor.value(name, "weekday"):
                continue  # `luni viitoare` is Monday
            unit = cursor.units[mod]
            return (Said("none") if unit.has("last") else Said("month_last", int(unit.has("next")))), at + 2
    return None


def week_words(cursor: Cursor, at: int, _led: bool = False) -> FoundDay:
    """`sapt viitoare`, `next week`, `sapt asta`."""
    for name, mod in ((at, at + 1), (at + 1, at)):
        if cursor.value(name, "unit") == "week" and cursor.has(mod, "next", "this", "last"):
            unit = cursor.units[mod]
            return Said("week", 1 if unit.has("next") else -1 if unit.has("last") else 0), at + 2
    return None
