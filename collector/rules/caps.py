"""How often: attempts and conversations per window of days, the rest after a conversation, the gap between calls.

Days are calendar days where the person is, today included (docs/reference/contact-rules.md, "How often"). Where
several zones are plausible the latest of their answers counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from collector.rules.openhours import readings, zone_of
from collector.rules.terms import Cap, ContactPolicy, Gap

AGREED_FOR = timedelta(days=7)  # so long after the talk what was agreed in it holds


class Contacts(NamedTuple):
    """What has been so far, in aware moments; what is later than the moment asked about is passed over."""

    attempts: Sequence[datetime] = ()  # every call that we placed, answered or not
    conversations: Sequence[datetime] = ()  # every talk with the person, whoever called
    agreed_at: datetime | None = None  # from when the person expects the call that was agreed


class Spent(NamedTuple):
    """A limit that is reached: of what, by which rule, until when (UTC)."""

    of: str  # `attempts` | `conversations`
    rule: str
    until: datetime


def spent(
    policy: ContactPolicy, zones: Sequence[str], moment: datetime, contacts: Contacts
) -> Iterator[Spent]:
    """The rules that ask for rest at `moment` (UTC), each with the moment at which its rest is over."""
    past = contacts._replace(
        attempts=[at for at in contacts.attempts if at <= moment],
        conversations=[at for at in contacts.conversations if at <= moment],
    )
    if not still_holds(past.conversations, moment):
        past = past._replace(agreed_at=None)
    found: dict[str, Spent] = {}
    for rest in _ends(policy, zones, past):
        known = found.get(rest.rule)
        if moment < rest.until and (known is None or known.until < rest.until):
            found[rest.rule] = rest
    yield from found.values()


def still_holds(talks: Iterable[datetime], moment: datetime) -> bool:
    """Whether what was agreed in the last of these talks holds at a moment. Agreed without a talk is not agreed."""
    return any(moment < talk + AGREED_FOR for talk in talks)


def rest_until(policy: ContactPolicy, zones: Sequence[str], contacts: Contacts) -> datetime | None:
    """The first moment, long past perhaps, at which no cap and no gap forbids a call any more; None when none
    ever did."""
    return max((rest.until for rest in _ends(policy, zones, contacts)), default=None)


def _ends(policy: ContactPolicy, zones: Sequence[str], past: Contacts) -> Iterator[Spent]:
    limits: tuple[Cap | Gap, ...] = (*policy.caps, *policy.gaps)
    agreed_at = _still_agreed(past)
    for limit in limits:
        if isinstance(limit, Gap):
            of, until = "attempts", _apart(limit, past)
        else:
            of, until = limit.of, _rested(limit, zones, past)
        if until is not None and limit.but_agreed and agreed_at is not None:
            until = min(until, agreed_at)
        if until is not None:
            yield Spent(of, limit.rule, until)


def _still_agreed(past: Contacts) -> datetime | None:
    """The moment (UTC) of the agreed call; None when there is none, or when a call or a talk has used it up."""
    agreed_at = past.agreed_at
    if agreed_at is None or any(agreed_at <= at for at in (*past.attempts, *past.conversations)):
        return None
    return agreed_at.astimezone(UTC)


def longest_days(policy: ContactPolicy) -> int:
    """What was earlier than so many days ago bears on nothing any more."""
    days = [cap.days for cap in policy.caps] + [1 + gap.minutes // (24 * 60) for gap in policy.gaps]
    return 2 + max(days, default=0)  # zones may be a day apart, and a day may have begun


def _rested(cap: Cap, zones: Sequence[str], past: Contacts) -> datetime | None:
    """When the window holds fewer than the most again; None when it never held so many."""
    moments = past.attempts if cap.of == "attempts" else past.conversations
    if len(moments) < cap.most:
        return None
    return max(max(readings(zone, _free_on(cap, zone, moments), 0)) for zone in zones)


def _free_on(cap: Cap, zone: str, moments: Iterable[datetime]) -> date:
    """The day on which the one that fills the window has left it."""
    days = sorted((at.astimezone(zone_of(zone)).date() for at in moments), reverse=True)
    return days[cap.most - 1] + timedelta(days=cap.days)


def _apart(gap: Gap, past: Contacts) -> datetime | None:
    if not past.attempts:
        return None
    return max(past.attempts).astimezone(UTC) + timedelta(minutes=gap.minutes)
