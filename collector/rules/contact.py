"""May we contact this person now? If not: which rules forbid it, from when all allow it, what is still allowed.

Asked are the holds on the person, the channel, the hours and days off in every zone where the person may be, how
often we called and spoke, and what the person wishes. The rules bind contacts that *we* begin; a call of the
debtor may be answered. Source: docs/reference/contact-rules.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from collector.rules.caps import Contacts, spent
from collector.rules.openhours import ZONE_EXPECTED, closed_by, is_zone, next_stretch, zone_of
from collector.rules.policies import read_policy
from collector.rules.records import HOLDS
from collector.rules.terms import ContactPolicy, Opening, Preferences
from collector.rules.words import N_, Unreadable

__all__ = [
    "Blocked",
    "Permission",
    "blocking_hold",
    "country_zones",
    "may_contact",
    "read_policy",
    "zones_of",
]

ASKED_ONCE = frozenset(("vulnerable", "hardship"))  # these do not block a call by themselves
SPOKEN = frozenset(("call", "voicemail", "work_phone"))  # hours, caps and rest bind these
WITH_CONSENT = frozenset(("consent", "ask"))  # said of a channel: only when the person wishes it
CLIENT_HOURS, CLIENT_CHANNEL, REST = "client.hours", "client.channel", "rest"
HOUSE_SOURCE = N_("house rule: every hold is honoured")
WISH_SOURCE = N_("the person's own wish")
REST_SOURCE = N_("the calls and conversations of the last days")
OTHER_HOURS = N_("answering when they call; another day or hour")
OTHER_CHANNEL = N_("another channel")
REST_FIRST = N_("answering when they call; writing, where the policy allows it")
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


class Blocked(NamedTuple):
    """One rule that forbids the contact. `until`: when this rule alone would allow it; None is not known."""

    kind: str  # `hold`, `channel`; `hours`, `weekend`, `holiday`; `attempts`, `conversations`, `rest`
    rule: str  # "ro.hours", "hold.insolvency", "client.hours"
    source: str
    until: datetime | None
    still_allowed: str  # English msgid
    status: str = "draft"  # `draft` | `reviewed`


class Permission(NamedTuple):
    """The answer. Moments are in the first of the person's zones; unknown or unlimited ones are None."""

    allowed: bool
    rule: str | None  # the first of `blocked`
    source: str | None
    contact_from: datetime | None  # now, or the next moment when every rule allows
    contact_until: datetime | None  # end of that stretch: a contact must start before it
    still_allowed: str | None  # English msgid
    blocked: tuple[Blocked, ...] = ()  # all rules that forbid: holds, channel, hours, then how often


class _Asked(NamedTuple):
    """One question."""

    policy: ContactPolicy
    zones: tuple[str, ...]
    moment: datetime  # UTC
    channel: str
    wishes: Preferences

    def blocked(
        self, kind: str, rule: str, until: datetime | None, allowed: str, source: str | None = None
    ) -> Blocked:
        cited = next((each for each in self.policy.rules if each.id == rule), None)
        status = cited.status if cited else self.policy.status
        source = cited.source if cited else source or f"{self.policy.id} {self.policy.version}"
        there = until.astimezone(zone_of(self.zones[0])) if until else None
        return Blocked(kind, rule, source, there, allowed, status)


def may_contact(
    policy: ContactPolicy,
    holds: Iterable[str],
    zones: tuple[str, ...],
    moment: datetime,
    channel: str = "call",
    *,
    attempts: Sequence[datetime] = (),
    conversations: Sequence[datetime] = (),
    preferences: Preferences | None = None,
    direction: str = "outbound",
    agreed_at: datetime | None = None,
    rest_until: datetime | None = None,
) -> Permission:
    """Judge one contact at `moment` (aware).

    `holds` are the kinds in force that day, `zones` all places where the person may be (see `zones_of`): it must
    be within hours in each. `attempts` are the moments of all calls that we placed, `conversations` of all talks
    with the person; neither holds the running call. `agreed_at`: from when the person expects a call that was
    agreed. `rest_until` stands for attempts and conversations where only their end is known (`caps.rest_until`).
    Raises `Unreadable` for an unknown zone.
    """
    if moment.tzinfo is None or not zones:
        raise ValueError(f"an aware moment and a zone are needed, not {moment!r} in {zones!r}")
    if unknown := [zone for zone in zones if not is_zone(zone)]:
        raise Unreadable(ZONE_EXPECTED, found=", ".join(unknown))
    asked = _Asked(policy, zones, moment.astimezone(UTC), channel, preferences or Preferences())
    blocked = [*_held(asked, holds)]
    openings: tuple[Opening, ...] = ()
    if direction == "outbound":
        blocked += _shut(asked)
        if channel in SPOKEN:
            openings = policy.openings + _wished(asked.wishes)
            blocked += _closed(asked, openings)
            blocked += _resting(asked, Contacts(attempts, conversations, agreed_at), rest_until)
    return _answer(asked, openings, tuple(blocked))


def _answer(asked: _Asked, openings: tuple[Opening, ...], blocked: tuple[Blocked, ...]) -> Permission:
    opens, closes = _first_moment(asked, openings, blocked)
    if not blocked:
        return Permission(True, None, None, opens, closes, None)
    first = blocked[0]
    return Permission(False, first.rule, first.source, opens, closes, first.still_allowed, blocked)


def _first_moment(
    asked: _Asked, openings: tuple[Opening, ...], blocked: tuple[Blocked, ...]
) -> tuple[datetime | None, datetime | None]:
    """From when, and until when, all rules allow the contact."""
    there = zone_of(asked.zones[0])
    if any(each.until is None for each in blocked):
        return None, None
    resting = [each.until.astimezone(UTC) for each in blocked if each.until]
    earliest = max([asked.moment, *resting])
    if not openings:
        return earliest.astimezone(there), None
    stretch = next_stretch(openings, asked.zones, earliest)
    if stretch is None:
        return None, None
    return stretch.opens.astimezone(there), stretch.closes.astimezone(there)


def _held(asked: _Asked, holds: Iterable[str]) -> Iterator[Blocked]:
    """The holds that forbid a call, the gravest first."""
    for kind in sorted({*holds} - ASKED_ONCE, key=lambda kind: (_gravity(kind), kind)):
        yield asked.blocked(
            "hold", f"hold.{kind}", None, ALLOWED_UNDER_HOLD.get(kind, SUPERVISOR), HOUSE_SOURCE
        )


def _shut(asked: _Asked) -> Iterator[Blocked]:
    """Whether the channel is one that the policy, or the person, does not want."""
    wished = asked.wishes.channel
    for channel, said, rule in asked.policy.channels:
        if channel == asked.channel and (said == "no" or (said in WITH_CONSENT and wished != channel)):
            yield asked.blocked("channel", rule, None, OTHER_CHANNEL)
    if wished not in (None, asked.channel):
        yield asked.blocked("channel", CLIENT_CHANNEL, None, OTHER_CHANNEL, WISH_SOURCE)


def _wished(wishes: Preferences) -> tuple[Opening, ...]:
    rules = (CLIENT_HOURS,) * 3
    return (Opening((wishes.hours,) * 7, (), *rules),) if wishes.hours else ()


def _closed(asked: _Asked, openings: tuple[Opening, ...]) -> Iterator[Blocked]:
    for kind, rule, until in closed_by(openings, asked.zones, asked.moment):
        yield asked.blocked(kind, rule, until, OTHER_HOURS, WISH_SOURCE if rule == CLIENT_HOURS else None)


def _resting(asked: _Asked, contacts: Contacts, rest_until: datetime | None) -> Iterator[Blocked]:
    for of, rule, until in spent(asked.policy, asked.zones, asked.moment, contacts):
        yield asked.blocked(of, rule, until, REST_FIRST)
    if rest_until is not None and asked.moment < rest_until:
        yield asked.blocked(REST, REST, rest_until, REST_FIRST, REST_SOURCE)


def blocking_hold(holds: Iterable[str]) -> str | None:
    """The gravest hold that forbids a call, in the order of `HOLDS`; one that we do not know forbids too."""
    return min((kind for kind in holds if kind not in ASKED_ONCE), key=_gravity, default=None)


def _gravity(kind: str) -> int:
    return HOLDS.index(kind) if kind in HOLDS else len(HOLDS)


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
    names = dict.fromkeys(name for group in groups for name in group.split(";") if is_zone(name))
    return tuple(sorted(names, key=lambda name: name != office_zone))  # a stable sort: only the office moves
