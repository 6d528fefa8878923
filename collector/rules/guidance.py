"""The next step, in its first and simple form: what we owe, what is due, what broke, else wait or ask.

Situations and actions have the names of docs/reference/next-step.md; the first that applies wins.
Permission to call is asked apart (`contact.py`) and comes before any of this.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from collector.rules.promises import broken_streak
from collector.rules.records import RIGHT_PARTY, Call, Hold, OurPromise, Verdict
from collector.rules.situations import LATE_AFTER, SITUATION_OF_HOLD, Step, open_situation

_GOOD_NEWS_DAYS = 7  # five working days: money that came is worth a thank-you
_SERIAL_BREAKS_A_YEAR = 4

WAITING = ("promise_open", "due_tomorrow")


class Facts(NamedTuple):
    """What the next step of one account is decided on."""

    now: datetime  # in the office's zone: the day of a call is the office's
    today: date
    balance_minor: int
    holds: Sequence[Hold]
    dispute_open: bool
    our_undone: Sequence[OurPromise]  # earliest due first
    verdicts: Sequence[Verdict]
    calls: Sequence[Call]  # of this account, oldest first


def next_step(facts: Facts) -> Step:
    """One step for these facts; the same facts give the same step."""
    return (
        _from_holds(facts)
        or _from_our_promises(facts)
        or _from_balance(facts)
        or _from_vague_words(facts)
        or _from_open_promise(facts)
        or _from_judged(facts)
        or _from_calls(facts)
    )


def _from_holds(facts: Facts) -> Step | None:
    kinds = {hold.kind: hold for hold in facts.holds}
    for kind, situation in SITUATION_OF_HOLD.items():
        if kind in kinds:
            return Step(situation, on=kinds[kind].review_on or kinds[kind].until_on, detail=kind)
    return None


def _from_our_promises(facts: Facts) -> Step | None:
    for ours in facts.our_undone:
        if ours.due_at + LATE_AFTER < facts.now:
            return Step("our_promise_broken", on=ours.due_on, detail=ours.what)
        if ours.due_on <= facts.today:
            return Step("our_promise_due", on=ours.due_on, detail=ours.what)
    return Step("dispute_open") if facts.dispute_open else None


def _from_balance(facts: Facts) -> Step | None:
    return Step("paid_in_full", amount_minor=0) if facts.balance_minor <= 0 else None


def _from_vague_words(facts: Facts) -> Step | None:
    """Words of intent without sum or day are no promise: the next step is to make them concrete."""
    if not facts.calls or facts.calls[-1].outcome != "vague":
        return None
    return Step("vague_promise", on=_day(facts.calls[-1], facts))


def _from_open_promise(facts: Facts) -> Step | None:
    earliest = earliest_open(facts.verdicts)
    if earliest is None:
        return None
    return Step(
        open_situation(earliest.promise.due_on, facts.today),
        earliest.short_by_minor,
        earliest.promise.due_on,
    )


def earliest_open(verdicts: Sequence[Verdict]) -> Verdict | None:
    """The open promise that falls due first."""
    live = (verdict for verdict in verdicts if verdict.state == "open")
    return min(live, key=due_order, default=None)


def _from_judged(facts: Facts) -> Step | None:
    judged = [v for v in facts.verdicts if v.state in ("kept", "partly_kept", "broken") and not v.excused]
    if not judged:
        return None
    newest = max(judged, key=due_order)
    if newest.state == "kept":
        return _good_news(newest, facts)
    promise = newest.promise
    situation = "paid_partly" if newest.state == "partly_kept" else _breaker(judged, facts.today)
    return Step(situation, newest.short_by_minor, promise.due_on)


def _good_news(newest: Verdict, facts: Facts) -> Step | None:
    kept_on = newest.decided_on or facts.today
    spoken = any(_spoke(call) and _day(call, facts) >= kept_on for call in facts.calls)
    if spoken or (facts.today - kept_on).days > _GOOD_NEWS_DAYS:
        return None
    return Step("promise_kept", newest.received_minor, kept_on)


def _breaker(judged: Sequence[Verdict], today: date) -> str:
    a_year_ago = today - timedelta(days=365)
    of_the_year = sum(v.state != "kept" and v.promise.due_on >= a_year_ago for v in judged)
    streak = broken_streak(judged)
    if streak >= 3 or of_the_year >= _SERIAL_BREAKS_A_YEAR:
        return "serial_breaker"
    return "broken_twice" if streak == 2 else "broken_once"


def _from_calls(facts: Facts) -> Step:
    unanswered = 0
    for call in reversed(facts.calls):
        if _spoke(call):
            break
        unanswered += call.direction == "outbound"
    if unanswered >= 3:
        return Step("no_answer_n", on=_day(facts.calls[-1], facts))
    return Step("first_contact", facts.balance_minor)


def _day(call: Call, facts: Facts) -> date:
    return call.called_at.astimezone(facts.now.tzinfo).date()


def _spoke(call: Call) -> bool:
    return call.who in RIGHT_PARTY


def due_order(verdict: Verdict) -> tuple[date, date, str]:
    """Promises by due date, then making, then reference."""
    promise = verdict.promise
    return (promise.due_on, promise.made_on, promise.ref)
