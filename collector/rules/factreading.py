"""The facts of `collector step` as they are written: one JSON object becomes `StepFacts`, or one mistake in words.

Every key is optional; keys that nobody knows are passed over. A moment without an offset is local to the debtor's
zone. Source: docs/reference/commands.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from collector.rules import stepfacts
from collector.rules.factfields import ABOVE_ZERO, DAY, MOMENT, Fields, Place
from collector.rules.stepfacts import Income, OurWord, Plan, Pledge, StepFacts
from collector.rules.terms import Preferences
from collector.rules.words import N_

START_OF_WORK, END_OF_DAY = (
    time(9),
    time(23, 59, 59),
)  # what a day alone means: of as_of, of a promise of ours
NOT_BEFORE = N_("a day not before made_on")
NOT_AHEAD = N_("a day not after as_of: nothing is broken before it is due")
ELSEWHERE = timedelta(days=1)  # the office, whose day judges, may be a day ahead of the debtor
MISSED = ("partly_kept", "broken")


def read_facts(fields: Mapping[str, Any], place: Place) -> StepFacts:
    """The facts of one line. Raises `BadFact` for the first that cannot be used."""
    read = Fields(fields, "", place)
    dispute = read.part("dispute")
    as_of = read.moment("as_of", START_OF_WORK) or place.now.astimezone(place.zone)
    return StepFacts(
        as_of=as_of,
        zones=place.zones,
        currency=place.currency,
        decimals=place.decimals,
        language=place.language,
        direction=read.word("direction", stepfacts.DIRECTIONS),
        identity=read.word("identity", stepfacts.IDENTITIES),
        client_state=read.word("client_state", stepfacts.CLIENT_STATES),
        limitation=read.word("limitation", stepfacts.LIMITATIONS, "unknown"),
        debt_since=read.day("debt_since"),
        balance_minor=read.amount("balance"),
        holds=read.holds(),
        dispute_open=dispute.truth("open"),
        dispute_owner=dispute.text("owner"),
        dispute_due_on=dispute.day("due_on"),
        our_promises=tuple(_our_word(each) for each in read.parts("our_promises")),
        promises=tuple(_pledge(each, as_of.date()) for each in read.parts("promises")),
        payments=tuple(_income(each) for each in read.parts("payments")),
        attempts=read.moments("attempts"),
        conversations=read.moments("conversations"),
        no_answer_streak=read.count("no_answer_streak"),
        preferences=_preferences(read.part("preferences")),
        name=read.text("name"),
        agent=read.text("agent"),
        company=read.text("company"),
        creditor=read.text("creditor"),
        reference=read.text("reference"),
    )


def _our_word(read: Fields) -> OurWord:
    due_at = read.moment("due_at", END_OF_DAY)
    if due_at is None:
        raise read.bad("due_at", MOMENT)
    return OurWord(read.text("what") or "other", due_at, read.truth("done"))


def _pledge(read: Fields, today: date) -> Pledge:
    """A promise. An open one without sum or day is no promise but an intention."""
    status = read.word("status", stepfacts.STATUSES)
    amount, due_on, made_on = read.above_zero("amount"), read.day("due_on"), read.day("made_on")
    if due_on is not None and made_on is not None and due_on < made_on:
        raise read.bad("due_on", NOT_BEFORE)
    if due_on is not None and status in MISSED and due_on > today + ELSEWHERE:
        raise read.bad("due_on", NOT_AHEAD)
    return Pledge(
        amount_minor=amount,
        made_on=made_on,
        due_on=due_on,
        status="vague" if status == "open" and (amount is None or due_on is None) else status,
        excused=read.truth("excused"),
        method=read.text("method"),
        trigger=read.trigger(),
        plan=_plan(read.part("plan")),
    )


def _plan(read: Fields) -> Plan | None:
    n = read.count("n")
    return Plan(n, read.count("paid"), read.count("late_streak")) if n else None


def _income(read: Fields) -> Income:
    amount, paid_on = read.above_zero("amount"), read.day("paid_on")
    if amount is None:
        raise read.bad("amount", ABOVE_ZERO)
    if paid_on is None:
        raise read.bad("paid_on", DAY)
    return Income(amount, paid_on)


def _preferences(read: Fields) -> Preferences:
    return Preferences(read.hours(), read.word("channel", stepfacts.CHANNELS[:-1], "") or None)
