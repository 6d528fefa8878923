"""A policy file, read: the TOML of `data/policies/` becomes a `ContactPolicy`, or a kind refusal.

The format is described in docs/reference/contact-rules.md, section 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from collector.rules.terms import ALL_DAY, ContactPolicy, Opening, PolicyRule
from collector.rules.words import N_, Unreadable
from collector.rules.workdays import NO_CALENDAR, check_calendar

SECTION_EXPECTED = N_("a policy with the known sections only; found {found}")
ID_EXPECTED = N_(
    "a policy with an id such as ro-strict, a version that is a day, and a status draft or reviewed"
)
REVIEW_EXPECTED = N_("a reviewed policy that says by whom (reviewed_by) and on which day (reviewed_on)")
HOURS_EXPECTED = N_('hours such as mon-fri = ["09:00", "20:00"], each weekday once; found {found}')
TABLE_EXPECTED = N_("a section [{section}] with a value after each name")
RULE_EXPECTED = N_("each [[rule]] with an id and a source; found {found}")

CHECKED = frozenset(("hours", "holidays", "channels", "holds", "rule", "applies_to"))
UNCHECKED = (
    "attempts",
    "after_conversation",
    "conversations",
    "content",
    "disclosures",
    "limitation",
    "ask",
    "retention",
)
HEADER = frozenset(("id", "version", "status", "reviewed_by", "reviewed_on", "time_zone"))

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|(24):(00)", re.ASCII)


def read_policy(content: Mapping[str, Any]) -> ContactPolicy:
    """The policy of a TOML file already taken apart. Raises `Unreadable` with what was expected."""
    unknown = [name for name in content if name not in HEADER | CHECKED | set(UNCHECKED)]
    if unknown:
        raise Unreadable(SECTION_EXPECTED, found=", ".join(unknown))
    name, version, status = content.get("id"), content.get("version"), content.get("status")
    if not (isinstance(name, str) and name and type(version) is date and status in ("draft", "reviewed")):
        raise Unreadable(ID_EXPECTED)
    reviewed_by, reviewed_on = content.get("reviewed_by") or None, content.get("reviewed_on") or None
    if status == "reviewed" and not (isinstance(reviewed_by, str) and type(reviewed_on) is date):
        raise Unreadable(REVIEW_EXPECTED)
    hours, holidays, channels = (_section(content, name) for name in ("hours", "holidays", "channels"))
    law = name.partition("-")[0]
    return ContactPolicy(
        id=name,
        version=version,
        status=str(status),
        reviewed_by=reviewed_by,
        reviewed_on=reviewed_on,
        opening=_opening(hours, holidays),
        hours_rule=hours.get("rule", f"{law}.hours"),
        weekend_rule=f"{law}.weekend",
        holiday_rule=holidays.get("rule", f"{law}.holiday"),
        channels=tuple((key, str(value)) for key, value in channels.items() if key != "rule"),
        channels_rule=channels.get("rule", f"{law}.channel"),
        rules=_rules(content.get("rule", [])),
        unchecked=tuple(name for name in UNCHECKED if name in content),
    )


def _section(content: Mapping[str, Any], section: str) -> Mapping[str, Any]:
    found = content.get(section, {})
    if not isinstance(found, Mapping) or not isinstance(found.get("rule", ""), str):
        raise Unreadable(TABLE_EXPECTED, section=section)
    return found


def _opening(hours: Mapping[str, Any], holidays: Mapping[str, Any]) -> Opening:
    block = holidays.get("block_calls", False)
    calendar = holidays.get("calendar") or NO_CALENDAR
    if not isinstance(block, bool) or not isinstance(calendar, str):
        raise Unreadable(TABLE_EXPECTED, section="holidays")
    return Opening(_week(hours), check_calendar(calendar), block)


def _week(hours: Mapping[str, Any]) -> tuple[tuple[int, int] | None, ...]:
    """Hours of Monday to Sunday. Without any line every hour is open; with some, other days are closed."""
    lines = {key: value for key, value in hours.items() if key != "rule"}
    if not lines:
        return (ALL_DAY,) * 7
    week: list[tuple[int, int] | None] = [None] * 7
    for key, value in lines.items():
        for weekday in _days(key):
            if week[weekday] is not None:
                raise Unreadable(HOURS_EXPECTED, found=key)
            week[weekday] = _span(key, value)
    return tuple(week)


def _days(key: str) -> range:
    first, _, last = key.partition("-")
    last = last or first
    if first not in _WEEKDAYS or last not in _WEEKDAYS or _WEEKDAYS.index(first) > _WEEKDAYS.index(last):
        raise Unreadable(HOURS_EXPECTED, found=key)
    return range(_WEEKDAYS.index(first), _WEEKDAYS.index(last) + 1)


def _span(key: str, value: object) -> tuple[int, int]:
    if isinstance(value, list) and len(value) == 2:
        clocks = [_CLOCK.fullmatch(text) if isinstance(text, str) else None for text in value]
        minutes = [int(c[1] or c[3]) * 60 + int(c[2] or c[4]) for c in clocks if c is not None]
        if len(minutes) == 2 and minutes[0] < minutes[1]:
            return minutes[0], minutes[1]
    raise Unreadable(HOURS_EXPECTED, found=f"{key} = {value}")


def _rules(lines: object) -> tuple[PolicyRule, ...]:
    if not isinstance(lines, list):
        raise Unreadable(RULE_EXPECTED, found=lines)
    return tuple(_rule(line) for line in lines)


def _rule(line: object) -> PolicyRule:
    if not isinstance(line, Mapping) or not all(isinstance(line.get(key), str) for key in ("id", "source")):
        raise Unreadable(RULE_EXPECTED, found=line)
    effective = line.get("effective") or None
    if effective is not None and type(effective) is not date:
        raise Unreadable(RULE_EXPECTED, found=line["id"])
    return PolicyRule(line["id"], line["source"], str(line.get("confidence", "")), effective)
