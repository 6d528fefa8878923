"""When to call again, and who will."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from collector.rules.shorthand.binding import as_day, due
from collector.rules.shorthand.clauses import CALLS, OTHER, Clause
from collector.rules.shorthand.days import day_of
from collector.rules.shorthand.line import Line
from collector.rules.shorthand.parts import Hour, Part

When = datetime | date | None
US, THEM = "us", "them"
_MINUTES = (5, 10, 15, 20, 30, 40, 45)


def callback_of(line: Line) -> tuple[When, str | None]:
    """The moment or the day of the next call, and who dials: `us` or `them`."""
    calling = line.kinds(CALLS)
    if not calling:
        return None, None
    if not line.any("call", "them", "scheduled"):
        return None, None  # busy or away, but nobody said that they will call
    by = THEM if any(clause.said("them") for clause in calling) else US
    parts = [part for clause in _from_the_call(calling) for part in clause.parts]
    if not any(_is_when(part) for part in parts):
        parts = [part for clause in calling for part in clause.parts]
    if not any(_is_when(part) for part in parts):
        parts = [part for clause in line.kinds(CALLS, OTHER) for part in clause.parts]
    return _when(line, parts), by


def _from_the_call(calling: Sequence[Clause]) -> Sequence[Clause]:
    """The clauses from the first that speaks of calling: `iese la 22, sun maine la 8`."""
    first = next((n for n, clause in enumerate(calling) if clause.said("call", "scheduled")), 0)
    parts = [part for clause in calling[first:] for part in clause.parts]
    whole = _hour(parts) is not None and any(part.kind == "day" for part in parts)
    return calling[first:] if whole else calling


def _is_when(part: Part) -> bool:
    return part.kind in ("day", "hour", "in") or (part.kind == "bare" and bool(part.lead))


def _when(line: Line, parts: Sequence[Part]) -> When:
    minutes = next((part.value for part in parts if part.kind == "in" or _in_minutes(part)), None)
    if isinstance(minutes, int):
        return (line.as_of + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    day, hour = _day(line, parts), _hour(parts)
    if hour is None:
        return day
    if day is not None:
        return datetime.combine(day, time(hour.hour, hour.minute))
    moment = datetime.combine(line.today, time(hour.hour, hour.minute))
    return moment if moment > line.as_of else moment + timedelta(days=1)


def _in_minutes(part: Part) -> bool:
    """`cb in 30`: minutes, where nothing else is named."""
    return part.kind == "bare" and part.lead == "in" and part.unit.text == "in" and part.value in _MINUTES


def _day(line: Line, parts: Sequence[Part]) -> date | None:
    for part in parts:
        if part.said_day is not None and (found := day_of(part.said_day, line.today, "call")) is not None:
            return found
    for part in parts:
        if (
            part.kind == "bare"
            and isinstance(part.value, int)
            and (part.lead in ("on", "from", "start") or part.value > 23)
        ):
            return due(as_day(part), line.today)
    return None


def _hour(parts: Sequence[Part]) -> Hour | None:
    """The hour said; a part of the day by itself only where no hour stands."""
    part_of_day = None
    for part in parts:
        if part.said_hour is not None:
            if not (part.said_hour.fixed and len(part.units) == 1 and part.unit.value("clock")):
                return _afternoon(part.said_hour, part_of_day)
            part_of_day = part_of_day or part
        elif (hour := _bare_hour(part, parts)) is not None:
            later = next((p for p in parts if p.kind == "hour" and p.unit.value("half_day")), None)
            return _afternoon(hour, later if part.kind == "bare" else None)
    if part_of_day is not None:
        return part_of_day.said_hour
    clock = next(
        (unit.value("clock") for p in parts if p.kind == "day" for unit in p.units if unit.value("clock")),
        None,
    )
    return Hour(int(clock)) if clock else None


def _bare_hour(part: Part, parts: Sequence[Part]) -> Hour | None:
    """`dupa 6`, and `maine 5`: a small number beside a day."""
    if part.kind == "bare" and part.lead in ("after", "at", "in", "hour") and isinstance(part.value, int):
        return Hour(part.value) if part.value < 24 else None
    number = part.unit.whole if part.kind in ("sum", "number") and len(part.units) == 1 else None
    if number is not None and 1 <= number < 24 and any(p.kind == "day" for p in parts):
        return Hour(number)
    return None


def _afternoon(hour: Hour, part_of_day: Part | None) -> Hour:
    """A bare hour from 1 to 7 is in the afternoon, unless the morning was said."""
    if hour.fixed:
        return hour
    half = part_of_day.unit.value("half_day") if part_of_day is not None else None
    if half == "am":
        return hour
    if half == "pm" and hour.hour < 12:
        return Hour(hour.hour + 12, hour.minute)
    return Hour(hour.hour + 12, hour.minute) if 1 <= hour.hour <= 7 else hour
