"""When a call may start by the clock: hours, weekends and public holidays, in every zone where the person may be.

Source: docs/reference/contact-rules.md, "How hours are read".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from collector.rules.terms import Opening
from collector.rules.words import N_
from collector.rules.workdays import is_holiday

SEARCH_DAYS = 30  # how far ahead the next hour is looked for
SATURDAY = 5
ZONE_EXPECTED = N_("a time zone such as Europe/Bucharest; found {found}")


class Window(NamedTuple):
    """A stretch of time in UTC, its end not included."""

    opens: datetime
    closes: datetime


class Closed(NamedTuple):
    """An opening that is shut: why, by which rule, and when it opens next (UTC)."""

    kind: str  # `hours` | `weekend` | `holiday`
    rule: str
    until: datetime | None


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone of this IANA name. `ZoneInfo` itself keeps only eight and would read the others anew each time."""
    return ZoneInfo(name)


@lru_cache(maxsize=1024)
def is_zone(name: str) -> bool:
    """Whether this is the IANA name of a time zone."""
    try:
        return bool(zone_of(name).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # an empty name, a folder, ../x, Etc/Unknown
        return False


@lru_cache(maxsize=4096)
def next_stretch(openings: tuple[Opening, ...], zones: tuple[str, ...], moment: datetime) -> Window | None:
    """The stretch at or after `moment` (UTC) that all openings allow in all zones; of one under way, what is
    left. None when there is none within a month."""
    today = moment.astimezone(zone_of(zones[0])).date()
    for ahead in range(SEARCH_DAYS + 1):
        for opens, closes in _shared(openings, zones, today + timedelta(days=ahead)):
            if moment < closes:
                return Window(max(moment, opens), closes)
    return None


def closed_by(openings: Iterable[Opening], zones: tuple[str, ...], moment: datetime) -> Iterator[Closed]:
    """What closes this moment (UTC)."""
    for opening in openings:
        kind = _closed_kind(opening, zones, moment)
        if kind is not None:
            stretch = next_stretch((opening,), zones, moment)
            yield Closed(kind, opening.rule_of(kind), stretch.opens if stretch else None)


def readings(zone: str, day: date, minute: int) -> list[datetime]:
    """The one or two moments (UTC) that a wall clock reading can mean: an hour may be skipped or come twice."""
    days, minute = divmod(minute, 24 * 60)
    wall = datetime.combine(day + timedelta(days=days), time(minute // 60, minute % 60), zone_of(zone))
    return [wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)]


def _shared(openings: tuple[Opening, ...], zones: tuple[str, ...], day: date) -> list[Window]:
    """What of the first zone's `day` all openings allow in all zones, earliest first."""
    first, *others = ((opening, zone) for zone in zones for opening in openings)
    window = _window(*first, day)
    shared = [window] if window else []
    for opening, zone in others:
        # Around the globe clocks differ by up to 26 hours: the other zone's day may be two off.
        nearby = [_window(opening, zone, day + timedelta(days=n)) for n in (-2, -1, 0, 1, 2)]
        shared = [
            Window(max(one.opens, other.opens), min(one.closes, other.closes))
            for one in shared
            for other in nearby
            if other and max(one.opens, other.opens) < min(one.closes, other.closes)
        ]
    return shared


@lru_cache(maxsize=8192)
def _window(opening: Opening, zone: str, day: date) -> Window | None:
    """The open hours of a day in a zone. An hour that the clock skips or repeats is read the narrower way."""
    if _day_kind(opening, day) is not None:
        return None
    hours = opening.hours[day.weekday()]
    assert hours is not None
    window = Window(max(readings(zone, day, hours[0])), min(readings(zone, day, hours[1])))
    return window if window.opens < window.closes else None


def _day_kind(opening: Opening, day: date) -> str | None:
    """What closes the whole day: `holiday`, `weekend`, `hours`; None when it has open hours."""
    if any(is_holiday(day, calendar) for calendar in opening.calendars):
        return "holiday"
    if opening.hours[day.weekday()] is None:
        return "weekend" if day.weekday() >= SATURDAY else "hours"
    return None


def _closed_kind(opening: Opening, zones: tuple[str, ...], moment: datetime) -> str | None:
    """What closes the moment, in the first zone that is closed then."""
    for zone in zones:
        day = moment.astimezone(zone_of(zone)).date()
        window = _window(opening, zone, day)
        if window is None or not window.opens <= moment < window.closes:
            return _day_kind(opening, day) or "hours"
    return None
