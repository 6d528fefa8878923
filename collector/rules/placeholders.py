"""The values that the words of a card are filled with, typed; what is unknown is not there.

Which sum and day a placeholder means in which row: docs/reference/next-step.md, "Sums and days in the words".
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from collector.rules.asks import Ask, instalments, lacking, spoken_of, week_ahead
from collector.rules.situations import SITUATION_OF_HOLD, TONES
from collector.rules.stepfacts import Pledge, StepFacts
from collector.rules.streaks import Past, received_for, too_good
from collector.rules.values import Sum, Value

STREAK_SAID_FROM = 3
OF_THE_OPEN = ("due_today", "due_tomorrow", "promise_open")
_BREAKS = ("broken_once", "broken_twice", "serial_breaker")


class Told(NamedTuple):
    """What the values are taken from. `callback`: when the next talk may be."""

    situation: str
    facts: StepFacts
    past: Past
    ask: Ask | None
    written: str | None  # the channel of what we confirm
    callback: datetime | None


def values_of(told: Told) -> dict[str, Value]:
    """Values by placeholder."""
    facts, past = told.facts, told.past
    pledge = (
        spoken_of(told.situation, past) if told.situation in OF_THE_OPEN else past.said_last or past.newest
    )
    late = facts.late_word()
    minor: dict[str, int | None] = {"balance": facts.balance_minor, "usual": past.usual_minor, **_sums(told)}
    streak = past.kept_streak if past.kept_streak >= STREAK_SAID_FROM else None
    others: dict[str, Value | None] = {
        "agent": facts.agent,
        "company": facts.company,
        "creditor": facts.creditor,
        "reference": facts.reference,
        "owner": facts.dispute_owner,
        "method": pledge.method if pledge else _last_method(facts),
        "channel": told.written,
        "streak": streak,
        "callback": _callback(told),
        "n": _parts(told),
        "our_what": late.what if late else None,
        "hold": next(
            (k for k, row in SITUATION_OF_HOLD.items() if k in facts.holds and row == told.situation), None
        ),
        **_days(told),
    }
    found: dict[str, Value | None] = {
        name: None if amount is None else Sum(amount, facts.currency, facts.decimals)
        for name, amount in minor.items()
    }
    return {name: value for name, value in (found | others).items() if value is not None}


def _sums(told: Told) -> dict[str, int | None]:
    """`amount`, `part`, `rest` and `paid` of the row."""
    situation, past, asked = told.situation, told.past, told.ask.amount_minor if told.ask else None
    amount, part = asked, None if asked is None else asked // 2 or None
    newest = past.newest.amount_minor if past.newest else None
    if situation in OF_THE_OPEN:
        pledge = spoken_of(situation, past)
        amount = pledge.left_minor if pledge else None
        part = amount // 2 or None if amount is not None else None
    elif situation == "too_good_promise":
        said = too_good(past, told.facts.balance_minor)
        amount, part = said.amount_minor if said else None, asked
    elif situation == "serial_breaker":
        part = asked
    elif situation == "broken_once":
        part = newest
    return {"amount": amount, "part": part, "rest": _rest(told), "paid": _paid(told)}


def _rest(told: Told) -> int | None:
    if told.situation == "promise_kept":
        return told.facts.balance_minor
    return lacking(told.past) if told.situation == "paid_partly" else None


def _paid(told: Told) -> int | None:
    """What came for the promise that the row thanks for, or for the plan."""
    past, newest = told.past, told.past.newest
    if told.situation == "plan_slipping":
        began = min((p.made_on for p in past.judged if p.plan and p.made_on), default=None)
        return sum(p.amount_minor for p in past.payments if began and p.paid_on >= began) or None
    if told.situation in ("promise_kept", "paid_partly") and newest is not None:
        return received_for(newest, past) or None
    if told.situation != "paid_in_full":
        return None
    kept = newest is not None and newest.status == "kept" and received_for(newest, past)
    return kept or (past.payments[-1].amount_minor if past.payments else None)


def _days(told: Told) -> dict[str, date | None]:
    """`due_date`, `alt_date` and `late_date` of the row."""
    situation, past = told.situation, told.past
    due = told.ask.due_on if told.ask else None
    if situation == "too_good_promise":
        said = too_good(past, told.facts.balance_minor)
        return {"due_date": said.due_on if said else None, "alt_date": due}
    if situation in OF_THE_OPEN:
        pledge = spoken_of(situation, past)
        due = pledge.due_on if pledge else None
    late = past.newest.due_on if past.newest and situation in _BREAKS else None
    word = told.facts.late_word()
    if situation == "our_promise_broken" and word is not None:
        late = word.due_at.astimezone(told.facts.as_of.tzinfo).date()
    return {"due_date": due, "alt_date": week_ahead(due, past) if due else None, "late_date": late}


def _callback(told: Told) -> Value | None:
    if told.situation == "dispute_open":
        return told.facts.dispute_due_on or told.callback
    if told.situation in ("vulnerable", "hardship"):
        return told.facts.review_on or told.callback
    return told.callback


def _parts(told: Told) -> int | None:
    """How many instalments: of what is missing, of what was just said, else of the balance."""
    facts, past = told.facts, told.past
    amount = facts.balance_minor
    if told.situation == "paid_partly":
        amount = lacking(past)
    elif told.situation == "too_good_promise" and (said := too_good(past, facts.balance_minor)):
        amount = said.amount_minor
    if amount is None or amount <= 0 or TONES[told.situation] == "T0":
        return None
    return instalments(amount, past.usual_minor)


def _last_method(facts: StepFacts) -> str | None:
    named: list[Pledge] = [p for p in facts.promises if p.method]
    return named[-1].method if named else None
