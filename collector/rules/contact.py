"""May we contact this person now? If not: which rule, from when, and what is still allowed.

A first, honest form: holds, channels, hours, weekends and public holidays, in every zone where the person may
be. Caps on attempts and the days of rest after a conversation are not judged here yet (`ContactPolicy.unchecked`
names them). The rules bind contacts that *we* begin; a call of the debtor may be answered.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from collector.rules.policies import read_policy
from collector.rules.records import HOLDS
from collector.rules.terms import ContactPolicy, Opening
from collector.rules.words import N_
from collector.rules.workdays import is_holiday

__all__ = ["Permission", "country_zones", "may_contact", "read_policy", "zones_of"]

SEARCH_DAYS = 30  # how far ahead the next hour of contact is looked for
ASKED_ONCE = frozenset(("vulnerable", "hardship"))  # these do not block a call by themselves
HOUSE_SOURCE = N_("house rule: every hold is honoured")
OTHER_HOURS = N_("answering when they call; another day or hour")
OTHER_CHANNEL = N_("another channel")
SUPERVISOR = N_("nothing before a supervisor has looked at it")
ALLOWED_UNDER_HOLD = {
    "insolvency": N_("the administrator or trustee, in writing"),
    "breathing_space": N_("answering when they contact us; their adviser"),
    "represented": N_("their representative"),
    "cease_contact": N_("one closing confirmation, where the law allows it"),
    "deceased": N_("condolence, and where to send papers when the family is ready"),
    "capacity": N_("support, and an authorised supporter"),
    "assignment_notice": N_("information"),
    "safety_risk": N_("emergency or helpline information, and the supervisor"),
}


class Permission(NamedTuple):
    """The answer. Moments are in the first of the person's zones; unknown or unlimited ones are None."""

    allowed: bool
    rule: str | None  # what blocks: "ro.hours", "hold.insolvency"
    source: str | None
    contact_from: datetime | None  # now, or the next moment when every rule allows
    contact_until: datetime | None  # end of that stretch: a contact must start before it
    still_allowed: str | None  # English msgid


class Window(NamedTuple):
    """A stretch of time in UTC, its end not included."""

    opens: datetime
    closes: datetime


def may_contact(
    policy: ContactPolicy,
    holds: Iterable[str],
    zones: tuple[str, ...],
    moment: datetime,
    channel: str = "call",
) -> Permission:
    """Judge one contact that we would begin at `moment` (aware).

    `holds` are the kinds in force that day, `zones` all places where the person may be (see `zones_of`): it
    must be within hours in each. Source: docs/reference/contact-rules.md, sections 0 and 6.
    """
    if moment.tzinfo is None or not zones:
        raise ValueError(f"an aware moment and a zone are needed, not {moment!r} in {zones!r}")
    held = blocking_hold(holds)
    if held is not None:
        rule = f"hold.{held}"
        source = _source(policy, rule, HOUSE_SOURCE)
        return Permission(False, rule, source, None, None, ALLOWED_UNDER_HOLD.get(held, SUPERVISOR))
    if (channel, "no") in policy.channels:
        rule = policy.channels_rule
        return Permission(False, rule, _source(policy, rule), None, None, OTHER_CHANNEL)
    return _within_hours(policy, zones, moment.astimezone(UTC))


def _within_hours(policy: ContactPolicy, zones: tuple[str, ...], moment: datetime) -> Permission:
    there = ZoneInfo(zones[0])
    if policy.opening.always:
        return Permission(True, None, None, moment.astimezone(there), None, None)
    stretch = _next_stretch(policy.opening, zones, moment)
    opens, closes = (None, None) if stretch is None else (each.astimezone(there) for each in stretch)
    if stretch is not None and stretch.opens == moment:
        return Permission(True, None, None, opens, closes, None)
    rule = _closed_rule(policy, zones, moment)
    return Permission(False, rule, _source(policy, rule), opens, closes, OTHER_HOURS)


def blocking_hold(holds: Iterable[str]) -> str | None:
    """The gravest hold that forbids a call, in the order of `HOLDS`; one that we do not know forbids too."""
    blocking = [kind for kind in holds if kind not in ASKED_ONCE]
    return min(blocking, key=lambda kind: HOLDS.index(kind) if kind in HOLDS else len(HOLDS), default=None)


def zones_of(
    time_zone: str | None, phone_zones: Iterable[str], country: str | None, office_zone: str
) -> tuple[str, ...]:
    """All zones where a person may be: the one told, else those of the phones, of the country, of the office.

    `phone_zones` are names, or names joined by `;` as `Phone.zones` has them. The office's own zone stands
    first where it is among them, for the hours on the screen.
    """
    if time_zone and _known((time_zone,), office_zone):
        return (time_zone,)
    return (
        _known(tuple(phone_zones), office_zone)
        or _known(country_zones(country or ""), office_zone)
        or (office_zone,)
    )


@lru_cache(maxsize=512)
def country_zones(country: str) -> tuple[str, ...]:
    """The zones of a country (ISO 3166 alpha-2) as Unicode CLDR lists them; none for an unknown one."""
    if not country:
        return ()
    from babel.core import get_global

    return tuple(get_global("territory_zones").get(country.upper(), ()))


@lru_cache(maxsize=4096)
def _known(groups: tuple[str, ...], office_zone: str) -> tuple[str, ...]:
    names = dict.fromkeys(name for group in groups for name in group.split(";") if _is_zone(name))
    return tuple(sorted(names, key=lambda name: name != office_zone))  # a stable sort: only the office moves


@lru_cache(maxsize=1024)
def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # an empty name, a folder, ../x, Etc/Unknown
        return False


@lru_cache(maxsize=4096)
def _next_stretch(opening: Opening, zones: tuple[str, ...], moment: datetime) -> Window | None:
    """The stretch at or after `moment` (UTC) that is open in all zones; of one under way, what is left."""
    today = moment.astimezone(ZoneInfo(zones[0])).date()
    for ahead in range(SEARCH_DAYS + 1):
        for opens, closes in _shared(opening, zones, today + timedelta(days=ahead)):
            if moment < closes:
                return Window(max(moment, opens), closes)
    return None


def _shared(opening: Opening, zones: tuple[str, ...], day: date) -> list[Window]:
    """What of the first zone's `day` is open in all zones, earliest first."""
    first = _window(opening, zones[0], day)
    shared = [first] if first else []
    for zone in zones[1:]:
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
    if _blocked_by(opening, day) is not None:
        return None
    hours = opening.hours[day.weekday()]
    assert hours is not None
    return Window(max(_readings(zone, day, hours[0])), min(_readings(zone, day, hours[1])))


def _readings(zone: str, day: date, minute: int) -> list[datetime]:
    """The one or two UTC moments that a wall clock reading can mean."""
    days, minute = divmod(minute, 24 * 60)
    wall = datetime.combine(day + timedelta(days=days), time(minute // 60, minute % 60), ZoneInfo(zone))
    return [wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)]


def _blocked_by(opening: Opening, day: date) -> str | None:
    """Why the whole day is closed: `holiday`, `weekend`, `hours`; None when it has open hours."""
    if opening.block_holidays and is_holiday(day, opening.calendar):
        return "holiday"
    if opening.hours[day.weekday()] is None:
        return "weekend" if day.weekday() >= 5 else "hours"
    return None


def _closed_rule(policy: ContactPolicy, zones: tuple[str, ...], moment: datetime) -> str:
    """The rule that closes the moment, in the first zone that is closed then."""
    rules = {"holiday": policy.holiday_rule, "weekend": policy.weekend_rule}
    for zone in zones:
        day = moment.astimezone(ZoneInfo(zone)).date()
        window = _window(policy.opening, zone, day)
        if window is None or not window.opens <= moment < window.closes:
            return rules.get(_blocked_by(policy.opening, day) or "hours", policy.hours_rule)
    return policy.hours_rule


def _source(policy: ContactPolicy, rule: str, otherwise: str | None = None) -> str:
    cited = next((each.source for each in policy.rules if each.id == rule), None)
    return cited or otherwise or f"{policy.id} {policy.version}"
