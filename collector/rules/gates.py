"""Permission as a step sees it: may we begin a call now, which kinds of rules forbid it, what may be written.

The rules themselves are `contact`'s. A call that is running, and one that the debtor began, need no permission.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from collector.rules.contact import CLIENT_HOURS, REST, Blocked, may_contact
from collector.rules.stepfacts import StepFacts
from collector.rules.terms import ContactPolicy

WRITTEN = ("email", "letter", "sms")
HOLD = "hold."


class Gate(NamedTuple):
    """Whether a call may begin now. `opens_at`: the first moment at which all rules allow one; None: unknown."""

    open: bool
    blocked: tuple[Blocked, ...]
    opens_at: datetime | None
    by_hours: bool = False
    by_caps: bool = False


def gate_of(facts: StepFacts, policy: ContactPolicy) -> Gate:
    """The gate for a call that we would begin now; open while a call is running or the debtor began it."""
    if facts.running:
        return Gate(True, (), facts.as_of)
    return _asked(facts, policy, facts.as_of)


def next_slot(facts: StepFacts, policy: ContactPolicy) -> datetime | None:
    """When a call may begin at the earliest after the one of this moment; None: unknown, as under a hold."""
    here = facts._replace(attempts=(*facts.attempts, facts.as_of))
    found = _asked(here, policy, facts.as_of)
    if found.opens_at is None or found.opens_at > facts.as_of:
        return found.opens_at
    return opening_from(facts, policy, facts.as_of + timedelta(hours=3))


def opening_from(facts: StepFacts, policy: ContactPolicy, moment: datetime) -> datetime | None:
    """The first moment from this one on that hours and days off allow."""
    asked = may_contact(policy, (), facts.zones, moment, preferences=facts.preferences)
    return asked.contact_from


def tomorrow(facts: StepFacts, policy: ContactPolicy) -> datetime | None:
    """The first hour of a later day, as one agrees a call-back; hours and days off are kept."""
    day = facts.as_of.date() + timedelta(days=1)
    return opening_from(facts, policy, datetime.combine(day, time(10), facts.as_of.tzinfo))


def _asked(facts: StepFacts, policy: ContactPolicy, moment: datetime) -> Gate:
    found = may_contact(
        policy,
        facts.holds,
        facts.zones,
        moment,
        attempts=facts.attempts,
        conversations=facts.conversations,
        preferences=facts.preferences,
        agreed_at=facts.agreed_from(),
    )
    rules = {blocked.rule for blocked in found.blocked}
    hours, caps = _kinds(policy)
    return Gate(
        found.allowed,
        found.blocked,
        found.contact_from,
        not rules.isdisjoint(hours),
        not rules.isdisjoint(caps),
    )


@lru_cache(maxsize=64)
def _kinds(policy: ContactPolicy) -> tuple[frozenset[str], frozenset[str]]:
    """The rules of the clock and the calendar, and those of how often."""
    hours = {CLIENT_HOURS}
    for opening in policy.openings:
        hours |= {opening.hours_rule, opening.weekend_rule, opening.holiday_rule}
    caps = {REST} | {cap.rule for cap in policy.caps} | {gap.rule for gap in policy.gaps}
    return frozenset(hours), frozenset(caps)


def written(
    facts: StepFacts, policy: ContactPolicy, order: Iterable[str] = WRITTEN, *, held: bool = True
) -> str | None:
    """The written channel that may be used now: the one they wish, else the first of `order`; None without any.

    `held` False: the letter goes to somebody else (an administrator, a representative), whom no hold protects.
    """
    wished = facts.preferences.channel
    channels = (wished, *order) if wished in WRITTEN else tuple(order)
    holds = facts.holds if held else ()
    for channel in channels:
        asked = may_contact(
            policy, holds, facts.zones, facts.as_of, channel or "", preferences=facts.preferences
        )
        if asked.allowed:
            return channel
    return None


def blocked_by(facts: StepFacts, gate: Gate) -> tuple[tuple[str, datetime | None], ...]:
    """Every rule that forbids something, with the first moment at which all allow; a hold knows none."""
    holds = tuple((f"{HOLD}{kind}", None) for kind in facts.holds)
    if facts.running:
        return holds
    rest = tuple((b.rule, gate.opens_at) for b in gate.blocked if not b.rule.startswith(HOLD))
    return holds + rest
