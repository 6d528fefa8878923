"""The sections of a policy file, one by one: hours and days off, how often, channels, limits of the ask.

Every name in a section is checked: a misspelt limit that does nothing is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from collector.rules.openhours import ZONE_EXPECTED, is_zone
from collector.rules.records import HOLDS
from collector.rules.terms import ALL_DAY, CHANNEL_WORDS, CHANNELS, Cap, ChannelRule, Gap, Opening
from collector.rules.words import N_, Unreadable
from collector.rules.workdays import NO_CALENDAR, check_calendar

HOURS_EXPECTED = N_(
    'hours such as mon-fri = ["09:00", "20:00"], each weekday once, none across midnight; found {found}'
)
TABLE_EXPECTED = N_("a section [{section}] with a value after each name")
NAME_EXPECTED = N_("a section [{section}] with the known names only; found {found}")
VALUE_EXPECTED = N_("another value for {name} in [{section}]; found {found}")
NUMBER_EXPECTED = N_("a whole number above zero for {name} in [{section}]; found {found}")

NAMES: Mapping[str, frozenset[str]] = {  # `hours` has names of days
    "applies_to": frozenset(("party", "client", "time_zones")),
    "holidays": frozenset(("calendar", "block_calls", "rule")),
    "attempts": frozenset(
        (
            *("max", "window_days", "window", "per", "max_per_day", "min_gap_minutes", "agreed_calls"),
            *("rule", "day_rule", "gap_rule"),
        )
    ),
    "conversations": frozenset(("max", "window_days", "agreed_calls", "rule")),
    "after_conversation": frozenset(
        ("cooling_days", "day_one_is_conversation_day", "per", "agreed_calls", "rule")
    ),
    "channels": frozenset((*CHANNELS, "rule")),
    "holds": frozenset(("honoured", "dispute")),
    "limitation": frozenset(("years",)),
    "ask": frozenset(("floor",)),
}

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|(24):(00)", re.ASCII)


class Section:
    """One section of the file, whose values are asked for by name and kind. Raises `Unreadable`."""

    def __init__(self, content: Mapping[str, Any], name: str) -> None:
        found = content.get(name, {})
        if not isinstance(found, Mapping) or not isinstance(found.get("rule", ""), str):
            raise Unreadable(TABLE_EXPECTED, section=name)
        known = NAMES.get(name)
        if known is not None and not known >= found.keys():
            raise Unreadable(NAME_EXPECTED, section=name, found=", ".join(found.keys() - known))
        self.name, self.values = name, found

    def refused(self, name: str, expected: str = VALUE_EXPECTED) -> Unreadable:
        return Unreadable(expected, section=self.name, name=name, found=self.values.get(name))

    def text(self, name: str, default: str) -> str:
        found = self.values.get(name, default)
        if not isinstance(found, str):
            raise self.refused(name)
        return found

    def flag(self, name: str, *, default: bool = False) -> bool:
        found = self.values.get(name, default)
        if not isinstance(found, bool):
            raise self.refused(name)
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one, an empty one none."""
        found = self.values.get(name) or []
        names = [found] if isinstance(found, str) else found
        if not isinstance(names, list) or not all(isinstance(each, str) for each in names):
            raise self.refused(name)
        return tuple(names)

    def number(self, name: str, *, needed: bool = False) -> int | None:
        found = self.values.get(name)
        if found is None and not needed:
            return None
        if type(found) is not int or found < 1:
            raise self.refused(name, NUMBER_EXPECTED)
        return found


# --- When --------------------------------------------------------------------------------------------------


def openings(law: str, hours: Section, holidays: Section) -> tuple[Opening, ...]:
    """One opening; none where neither hours nor days are limited."""
    calendars = [check_calendar(name) for name in holidays.texts("calendar")]
    blocked = holidays.flag("block_calls")
    opening = Opening(
        hours=_week(hours.values),
        calendars=tuple(each for each in calendars if blocked and each != NO_CALENDAR),
        hours_rule=hours.text("rule", f"{law}.hours"),
        weekend_rule=f"{law}.weekend",
        holiday_rule=holidays.text("rule", f"{law}.holiday"),
    )
    return () if opening.always else (opening,)


def _week(hours: Mapping[str, Any]) -> tuple[tuple[int, int] | None, ...]:
    """Hours of Monday to Sunday. Without any line every hour is open; with some, other days are closed."""
    lines = {key: value for key, value in hours.items() if key != "rule"}
    if not lines:
        return (ALL_DAY,) * 7
    week: list[tuple[int, int] | None] = [None] * 7
    for key, value in lines.items():
        span = span_of(value)
        if span is None:
            raise Unreadable(HOURS_EXPECTED, found=f"{key} = {value}")
        for weekday in _days(key):
            if week[weekday] is not None:
                raise Unreadable(HOURS_EXPECTED, found=key)
            week[weekday] = span
    return tuple(week)


def _days(key: str) -> range:
    first, _, last = key.partition("-")
    last = last or first
    if first not in _WEEKDAYS or last not in _WEEKDAYS or _WEEKDAYS.index(first) > _WEEKDAYS.index(last):
        raise Unreadable(HOURS_EXPECTED, found=key)
    return range(_WEEKDAYS.index(first), _WEEKDAYS.index(last) + 1)


def span_of(value: object) -> tuple[int, int] | None:
    """Two clock times such as `["09:00", "20:00"]` as minutes of one day; None for anything else."""
    if isinstance(value, list | tuple) and len(value) == 2:
        clocks = [_CLOCK.fullmatch(text) if isinstance(text, str) else None for text in value]
        minutes = [int(c[1] or c[3]) * 60 + int(c[2] or c[4]) for c in clocks if c is not None]
        if len(minutes) == 2 and minutes[0] < minutes[1]:
            return minutes[0], minutes[1]
    return None


# --- How often ---------------------------------------------------------------------------------------------


def caps(law: str, attempts: Section, talks: Section, rest: Section) -> tuple[Cap, ...]:
    """The caps of a policy, in the order in which a refusal names them."""
    rule = attempts.text("rule", f"{law}.attempts")
    by_day, cooling = attempts.number("max_per_day"), rest.number("cooling_days")
    found = []
    if by_day:
        day_rule = attempts.text("day_rule", rule)
        found.append(Cap("attempts", by_day, 1, day_rule, attempts.flag("agreed_calls")))
    for section, default in ((attempts, rule), (talks, f"{law}.freq")):
        found += _windowed(section, section.text("rule", default))
    if cooling:
        days = cooling + (not rest.flag("day_one_is_conversation_day", default=True))
        found.append(
            Cap("conversations", 1, days, rest.text("rule", f"{law}.cool"), rest.flag("agreed_calls"))
        )
    return tuple(found)


def _windowed(section: Section, rule: str) -> list[Cap]:
    most = section.number("max", needed="window_days" in section.values)
    if most is None:
        return []
    days = section.number("window_days", needed=True)
    assert days is not None
    return [Cap(section.name, most, days, rule, section.flag("agreed_calls"))]


def gaps(law: str, attempts: Section) -> tuple[Gap, ...]:
    minutes = attempts.number("min_gap_minutes")
    if minutes is None:
        return ()
    return (Gap(minutes, attempts.text("gap_rule", f"{law}.gap"), attempts.flag("agreed_calls")),)


# --- How, and how much -------------------------------------------------------------------------------------


def channels(law: str, section: Section) -> tuple[ChannelRule, ...]:
    """What is said of each channel that is named; nothing limits the others."""
    rule = section.text("rule", f"{law}.channel")
    for name in section.values:
        if name != "rule" and section.values[name] not in CHANNEL_WORDS:
            raise section.refused(name)
    return tuple(ChannelRule(name, said, rule) for name, said in section.values.items() if name != "rule")


def zones(section: Section) -> tuple[str, ...]:
    """The time zones where a person under this policy may be, when nothing is known of the person."""
    found = section.texts("time_zones")
    if unknown := [zone for zone in found if not is_zone(zone)]:
        raise Unreadable(ZONE_EXPECTED, found=", ".join(unknown))
    return found


def check_holds(section: Section) -> None:
    """The holds that the law names are known ones; every hold is honoured anyway."""
    if not set(section.texts("honoured")) <= set(HOLDS):
        raise section.refused("honoured")
    if section.text("dispute", "any") not in ("any", "written"):
        raise section.refused("dispute")


def floor(section: Section) -> str | None:
    """The smallest sum that is asked for, as decimal text."""
    found = section.text("floor", "")
    if not found:
        return None
    try:
        usable = Decimal(found) > 0
    except InvalidOperation:
        usable = False
    if not usable:
        raise section.refused("floor")
    return found
