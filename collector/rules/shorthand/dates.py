"""Dates as they are written: `15 dec`, `dec 15`, `15/12`, `15.12`, `15-12-2026`, `2026-12-15`, `the 15th`."""

from __future__ import annotations

from collector.rules.shorthand.days import Said
from collector.rules.shorthand.money import currency_at, currency_before
from collector.rules.shorthand.parts import ORDINALS, Cursor
from collector.rules.shorthand.scan import Unit

_DUE = ("scadent", "scadenta", "due", "dated")
_OF = ("a", "ale", "of", "lunii", "luna", "al", "lui")
FoundDay = tuple[Said, int] | None  # a day as said, and the place after it


def written_date(cursor: Cursor, at: int, lead: str = "") -> FoundDay:
    """A date in figures or with the name of a month. `lead`: the little word before it, if any."""
    unit = cursor.at(at)
    if unit is None:
        return None
    if unit.is_number:
        return _in_figures(cursor, at, bool(lead)) or _day_and_month(cursor, at)
    if "month" not in unit.values:
        return None
    return _month_and_day(cursor, at, unit) or _month_alone(unit, at, lead)


def counts_something(cursor: Cursor, at: int) -> bool:
    """Whether the number at this place counts something or is money."""
    unit = cursor.at(at + 1)
    if unit is None:
        return False
    counted = ("instalment", "plan", "percent", "equal", "counted", "attempts", "unit:year")
    if unit.text == "x" or any(unit.has(tag) for tag in counted):
        return True
    if unit.value("unit") in ("day", "week", "month", "min"):
        return unit.text != "lunii"  # `15 lunii`: the 15th of the month
    glued_k = unit.has("thousand?") and unit.glued
    return currency_at(cursor, at + 1) is not None or unit.has("thousand") or unit.has("hundred") or glued_k


# --- With the name of a month -----------------------------------------------------------------------------


def _month_and_day(cursor: Cursor, at: int, unit: Unit) -> FoundDay:
    day = cursor.digits(at + 1)
    if day is None or not 1 <= day <= 31 or counts_something(cursor, at + 1):
        return None
    end = at + 2 + cursor.is_text(at + 2, *ORDINALS)
    year, end = _year(cursor, end)
    return Said("date", day, int(unit.values["month"]), year), end


def _month_alone(unit: Unit, at: int, lead: str) -> FoundDay:
    """`din ian`, `from jan`; a month that is also another word only after `from`."""
    if "month" in unit.weak and lead not in ("from", "start", "in"):
        return None
    return (Said("month", int(unit.values["month"])), at + 1) if lead or len(unit.tags) == 1 else None


def _day_and_month(cursor: Cursor, at: int) -> FoundDay:
    day, end = cursor.digits(at), at + 1
    if day is None or not 1 <= day <= 31:
        return None
    ordinal = cursor.is_text(end, *ORDINALS) and cursor.units[end].glued
    end += ordinal
    place = end + cursor.is_text(end, "a", "al", "ale", "of")
    if cursor.is_text(place, "luna", "lunii") and cursor.has(place + 1, "next", "this"):
        return Said("part", day, int(cursor.has(place + 1, "next"))), place + 2
    if cursor.sign(end, "-/.") and cursor.units[end].glued and cursor.value(end + 1, "month"):
        end += 1  # 15-dec
    elif cursor.is_text(end, *_OF):
        after = end + 1 + cursor.is_text(end + 1, "lunii", "luna")
        if cursor.value(after, "month"):
            end = after
        elif cursor.is_text(end, "lunii") or cursor.is_text(end + 1, "lunii"):
            return Said("of_month", day), after
    month = cursor.value(end, "month")
    if month is not None:
        year, end = _year(cursor, end + 1)
        return Said("date", day, int(month), year), end
    return (Said("of_month", day), end) if ordinal else None


def _year(cursor: Cursor, at: int) -> tuple[int, int]:
    number = cursor.digits(at)
    if number is not None and 2000 <= number <= 2199 and currency_at(cursor, at + 1) is None:
        return number, at + 1
    return 0, at


# --- In figures -------------------------------------------------------------------------------------------


def _in_figures(cursor: Cursor, at: int, led: bool) -> FoundDay:
    pieces, end = _pieces(cursor, at)
    if len(pieces) == 1:
        pieces = cursor.units[at].text.split(".")
        if not _pointed_is_date(cursor, at, led, pieces):
            return None
    elif any("." in piece or "," in piece for piece in pieces):
        return None
    elif len(pieces) == 2 and cursor.sign(at + 1, "-") and not led and not _is_day_month(pieces):
        return None  # 2-3 is a range
    said = _from_pieces(pieces)
    return None if said is None else (said, end)


def _pieces(cursor: Cursor, at: int) -> tuple[list[str], int]:
    """15/12, 15-12-2026: the figures, and the place after them."""
    pieces, end = [cursor.units[at].text], at + 1
    while len(pieces) < 3 and cursor.sign(end, "/-") and cursor.units[end].glued:
        following = cursor.at(end + 1)
        if following is None or not following.text.isdigit() or not following.glued:
            break
        pieces.append(following.text)
        end += 2
    return pieces, end


def _is_day_month(pieces: list[str]) -> bool:
    day, month = pieces
    return len(month) == 2 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def _pointed_is_date(cursor: Cursor, at: int, led: bool, pieces: list[str]) -> bool:
    """15.12 is a day after a date word or beside a sum, and money where a currency follows."""
    if not all(piece.isdigit() and len(piece) <= 2 for piece in pieces[:2]):
        return False
    if len(pieces) == 3:
        return pieces[2].isdigit()
    if len(pieces) != 2 or currency_at(cursor, at + 1) or currency_before(cursor, at - 1):
        return False
    day, month = int(pieces[0]), int(pieces[1])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False
    return led or _beside_a_sum(cursor, at)


def _beside_a_sum(cursor: Cursor, at: int) -> bool:
    before = cursor.parts[-1].kind if cursor.parts else ""
    if _after_a_sign(cursor) or (cursor.sign(at + 1, "-") and cursor.is_number(at + 2)):
        return True
    called = _called_for(cursor)
    return (
        called
        or cursor.has(at + 1, "at", "at_hour")
        or before in ("sum", "day")
        or cursor.is_number(at + 1)
        or cursor.sign(at + 1, ":")
    )


def _called_for(cursor: Cursor) -> bool:
    """`revin 15.12`, `acum zice 15.12`, `scadent 15.12`, `moved from 30.11 to 15.12`."""
    if not cursor.parts:
        return False
    before = cursor.parts[-1]
    moved_to = before.unit.text == "to" and len(cursor.parts) > 1 and cursor.parts[-2].kind == "day"
    return moved_to or before.unit.text in _DUE or any(before.has(tag) for tag in ("call", "moved", "say"))


def _after_a_sign(cursor: Cursor) -> bool:
    """`300 / 27.11`, `3 x 600: 27.11, 4.12`."""
    if len(cursor.parts) < 2 or cursor.parts[-1].kind != "sign":
        return False
    before, mark = cursor.parts[-2].kind, cursor.parts[-1].unit.text
    return before == "day" if mark in ",;+" else before in ("sum", "day") and mark in "/-:"


def _from_pieces(pieces: list[str]) -> Said | None:
    """Day first; month first only where day first is impossible."""
    numbers = [int(piece) for piece in pieces]
    if len(numbers) == 3 and len(pieces[0]) == 4:
        return Said("date", numbers[2], numbers[1], numbers[0])
    if (len(numbers) == 3 and len(pieces[2]) not in (2, 4)) or any(len(piece) > 2 for piece in pieces[:2]):
        return None
    year = numbers[2] + 2000 * (numbers[2] < 100) if len(numbers) == 3 else 0
    day, month = numbers[:2]
    if month > 12 and 1 <= day <= 12:
        day, month = month, day
    return Said("date", day, month, year)
