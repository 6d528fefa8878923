"""By which channel a step is taken and when: the third column of the table of docs/reference/next-step.md."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import NamedTuple

from collector.rules import gates
from collector.rules.gates import Gate
from collector.rules.stepfacts import StepFacts
from collector.rules.streaks import Past
from collector.rules.terms import ContactPolicy

NOON = time(12)
AFTERNOON = time(14)
DAYPART_ANSWERS, WRITTEN_ANSWERS = 3, 4  # unanswered calls after which the hour changes, then the channel
PAUSE_DAYS = 14
WEEK = timedelta(days=7)
ROUTED = ("letter", "email", "sms")
MESSAGE = ("sms", "email", "letter")
KEPT_SKIP_CALL = 3


class Reach(NamedTuple):
    """The channel (`none`: no contact) and the moment; None: nothing is to be done."""

    channel: str
    when: datetime | None


class Asked(NamedTuple):
    """What the choice of a channel depends on."""

    facts: StepFacts
    past: Past
    policy: ContactPolicy
    gate: Gate


NONE = Reach("none", None)


def reach_of(situation: str, asked: Asked) -> Reach:
    """Channel and moment of a row."""
    special = _SPECIAL.get(situation)
    return special(asked) if special is not None else _call(asked)


def may_write(situation: str, asked: Asked) -> bool:
    """Whether a row that needs no call may go on in writing while the gate is shut."""
    wished = asked.facts.preferences.channel
    if situation not in KEPT_IN_WRITING and wished not in gates.WRITTEN:
        return False
    return gates.written(asked.facts, asked.policy) is not None


KEPT_IN_WRITING = ("due_today", "due_tomorrow", "promise_kept", "paid_in_full")


def _call(asked: Asked) -> Reach:
    """A call now, or in the first slot; in writing where no call will ever be allowed."""
    facts, gate = asked.facts, asked.gate
    if facts.running or gate.open:
        return Reach("call", facts.as_of)
    if gate.opens_at is not None:
        return Reach("call", gate.opens_at)
    return _in_writing(asked)


def _in_writing(asked: Asked, order: tuple[str, ...] = gates.WRITTEN) -> Reach:
    channel = gates.written(asked.facts, asked.policy, order)
    return NONE if channel is None else Reach(channel, asked.facts.as_of)


def _written_first(asked: Asked, order: tuple[str, ...] = gates.WRITTEN) -> Reach:
    """In writing unless a call is running, or a call is what they wish and it may begin now."""
    facts = asked.facts
    if facts.running or (facts.preferences.channel == "call" and asked.gate.open):
        return Reach("call", facts.as_of)
    found = _in_writing(asked, order)
    return _call(asked) if found is NONE else found


def _kept(asked: Asked) -> Reach:
    """After three kept in a row nobody needs to be called."""
    found = _written_first(asked)
    skip = found.channel == "call" and not asked.facts.running and asked.past.kept_streak >= KEPT_SKIP_CALL
    return _in_writing(asked) if skip else found


def _today(asked: Asked) -> Reach:
    """A call, once: where one was placed today already, a message."""
    facts = asked.facts
    called = any(at.astimezone(facts.as_of.tzinfo).date() == facts.as_of.date() for at in facts.attempts)
    if facts.running or (asked.gate.open and not called):
        return Reach("call", facts.as_of)
    found = _in_writing(asked, gates.WRITTEN if asked.gate.by_hours else MESSAGE)
    return _call(asked) if found is NONE else found


def _tomorrow(asked: Asked) -> Reach:
    return _written_first(asked, gates.WRITTEN if asked.gate.by_hours else MESSAGE)


def _other_person(asked: Asked) -> Reach:
    """Call the person again, at the hour that was offered: another one than this."""
    slot = gates.next_slot(asked.facts, asked.policy)
    return NONE if slot is None else Reach("call", slot)


def _routed(asked: Asked) -> Reach:
    """In writing to the administrator or representative: nothing to the person."""
    channel = gates.written(
        asked.facts._replace(preferences=asked.facts.preferences._replace(channel=None)),
        asked.policy,
        ROUTED,
        held=False,
    )
    return Reach(channel or "letter", asked.facts.as_of)


def _support(asked: Asked) -> Reach:
    """On the line now; else by the person's own channel, once a person has reviewed the account."""
    facts = asked.facts
    if facts.running:
        return Reach("call", facts.as_of)
    channel = facts.preferences.channel or gates.written(facts, asked.policy) or "none"
    return Reach(channel, _review(asked))


def _review(asked: Asked) -> datetime | None:
    day = asked.facts.review_on
    if day is None:
        return None
    morning = datetime.combine(day, time(10), asked.facts.as_of.tzinfo)
    return gates.opening_from(asked.facts, asked.policy, max(morning, asked.facts.as_of))


def _hardship(asked: Asked) -> Reach:
    """Listen now or in the first slot; where a day of review is set, on that day."""
    found = _call(asked)
    if asked.facts.running or asked.facts.review_on is None or found.channel != "call":
        return found
    return Reach("call", _review(asked))


def _barred(asked: Asked) -> Reach:
    """Only what they ask for."""
    if asked.facts.running:
        return Reach("call", asked.facts.as_of)
    return _in_writing(asked)._replace(when=None)


def _weekly(asked: Asked) -> Reach:
    """At most one call a week of ours."""
    found, facts = _call(asked), asked.facts
    placed = [at for at in facts.attempts if at <= facts.as_of]
    if facts.running or found.channel != "call" or not placed or found.when is None:
        return found
    week_on = max(placed) + WEEK
    if week_on <= found.when:
        return found
    return Reach("call", gates.opening_from(facts, asked.policy, week_on))


def _other_way(asked: Asked) -> Reach:
    """Another part of the day, then in writing, then a pause."""
    facts, found = asked.facts, _call(asked)
    if found.channel != "call" or found.when is None:
        return found
    if facts.no_answer_streak == DAYPART_ANSWERS:
        return Reach("call", _other_daypart(asked, found.when))
    if facts.no_answer_streak == WRITTEN_ANSWERS:
        written = _in_writing(asked)
        return found if written is NONE else written
    last = max(facts.attempts, default=facts.as_of)
    over = last + timedelta(days=PAUSE_DAYS)
    if over <= facts.as_of:
        return found
    return Reach("none", gates.opening_from(facts, asked.policy, over))


def _other_daypart(asked: Asked, when: datetime) -> datetime | None:
    """The next slot in the half of the day in which we did not call last."""
    facts, zone = asked.facts, asked.facts.as_of.tzinfo
    if not facts.attempts:
        return when
    morning = max(facts.attempts).astimezone(zone).time() < NOON
    there = when.astimezone(zone)
    if (there.time() < NOON) is not morning:
        return when
    if morning:
        later = datetime.combine(there.date(), AFTERNOON, zone)
    else:
        later = datetime.combine(there.date() + timedelta(days=1), time(9), zone)
    return gates.opening_from(facts, asked.policy, later)


def _on_the_line(asked: Asked) -> Reach:
    """Stay on the line. Where no call is running none is begun: the supervisor is told now."""
    return Reach("call" if asked.facts.running else "none", asked.facts.as_of)


_SPECIAL: dict[str, Callable[[Asked], Reach]] = {
    "safety_risk": _on_the_line,
    "wrong_party": lambda asked: Reach("none", asked.facts.as_of),
    "third_party": _other_person,
    "legal_hold": _routed,
    "cease_contact": lambda _asked: NONE,
    "represented": _routed,
    "bereavement": lambda _asked: NONE,
    "vulnerable": _support,
    "hardship": _hardship,
    "time_barred": _barred,
    "paid_in_full": _written_first,
    "promise_kept": _kept,
    "due_today": _today,
    "due_tomorrow": _tomorrow,
    "promise_open": lambda _asked: NONE,
    "serial_breaker": _weekly,
    "no_answer_n": _other_way,
}
