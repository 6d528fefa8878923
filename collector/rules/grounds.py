"""Why a step is the next one: at most five dated facts, and one "if instead". Texts are English msgids with values.

The shell translates them; days are written as ISO dates. Source: docs/reference/next-step.md, "Why".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import NamedTuple

from collector.rules.asks import Ask, lacking, spoken_of
from collector.rules.gates import Gate
from collector.rules.situations import GROUP, PERMISSION
from collector.rules.stepfacts import Pledge, StepFacts
from collector.rules.streaks import Past, deadline_of, received_for, too_good
from collector.rules.values import Sum, Value
from collector.rules.words import N_

MOST_FACTS = 5
KEPT_PERCENT = 95  # of a promise, from which on it is kept

STATES_SAID = {
    "open": N_("open"),
    "kept": N_("kept"),
    "partly_kept": N_("partly kept"),
    "broken": N_("broken"),
    "vague": N_("vague"),
    "withdrawn": N_("withdrawn"),
}
HEARD = {
    "angry": N_("{on}: they are upset"),
    "refuses": N_("{on}: they say no"),
    "vague": N_("{on}: they name no sum or day"),
    "hardship": N_("{on}: they speak of hardship"),
    "vulnerable": N_("{on}: they need support"),
    "safety": N_("{on}: they speak of danger"),
    "right_party": N_("{on}: the right person is on the line"),
    "wrong_party": N_("{on}: the number belongs to somebody else"),
    "third_party": N_("{on}: somebody else answered"),
    "unverified": N_("{on}: not verified whom we speak with"),
}
LIMITED = {
    "barred": N_("{on}: the claim is time-barred"),
    "possible": N_("{on}: the claim may be time-barred"),
    "unknown": N_("{on}: not known whether the claim is time-barred"),
}
ABSENT = N_("{on}: not known: {names}")


class Reason(NamedTuple):
    """One text (English msgid) with its values; `state`, `situation`, `hold` and `ours` among them are ids."""

    text: str
    values: tuple[tuple[str, Value | None], ...]


class Reasoned(NamedTuple):
    """What the reasons are taken from. `rows`: all that the facts open, the step itself first."""

    rows: tuple[str, ...]
    facts: StepFacts
    past: Past
    gate: Gate
    ask: Ask | None

    @property
    def situation(self) -> str:
        return self.rows[0]

    def sum(self, amount_minor: int | None) -> Sum | None:
        return None if amount_minor is None else Sum(amount_minor, self.facts.currency, self.facts.decimals)

    def on(self, text: str, **values: Value | None) -> Reason:
        """A text about today."""
        return Reason(text, (("on", self.past.today), *values.items()))


def facts_of(seen: Reasoned) -> tuple[Reason, ...]:
    """The dated facts, those that decided first; no more than five."""
    return tuple(islice(dict.fromkeys(_in_order(seen)), MOST_FACTS))


def _in_order(seen: Reasoned) -> Iterator[Reason]:
    group = GROUP[seen.situation]
    yield from _state(seen)
    if group == PERMISSION:
        yield from _contacts(seen)
    if seen.situation == "no_answer_n":
        yield seen.on(N_("{on}: {count} calls in a row unanswered"), count=seen.facts.no_answer_streak)
    if group >= PERMISSION:
        yield from _promises(seen)
        yield from _money(seen)
    if group > PERMISSION:
        yield seen.on(N_("{on}: no dispute open, none of our promises late"))
        yield from _contacts(seen)


def _state(seen: Reasoned) -> Iterator[Reason]:
    """Holds, what is heard, our own word, disputes, the age of the claim."""
    facts, late = seen.facts, seen.facts.late_word()
    for kind in facts.holds:
        yield seen.on(N_("{on}: hold: {hold}"), hold=kind)
    if facts.client_state != "calm":
        yield seen.on(HEARD[facts.client_state])
    if facts.identity != "unverified" or seen.situation == "first_contact":
        yield seen.on(HEARD[facts.identity])
    if late is not None:
        due_at = late.due_at.astimezone(facts.as_of.tzinfo)
        text = N_("our promise: {ours}, due {due_at}, not done by {as_of}")
        yield Reason(text, (("ours", late.what), ("due_at", due_at), ("as_of", facts.as_of)))
    if facts.dispute_open:
        yield _dispute(seen)
    if seen.situation == "time_barred":
        yield seen.on(LIMITED[facts.limitation])
        if facts.debt_since is not None:
            yield Reason(N_("owed since {since}"), (("since", facts.debt_since),))


def _dispute(seen: Reasoned) -> Reason:
    owner, due = seen.facts.dispute_owner, seen.facts.dispute_due_on
    if owner and due:
        return seen.on(N_("{on}: dispute open, with {owner}, answer by {due}"), owner=owner, due=due)
    if due:
        return seen.on(N_("{on}: dispute open, nobody named, answer by {due}"), due=due)
    if owner:
        return seen.on(N_("{on}: dispute open, with {owner}, no day set for the answer"), owner=owner)
    return seen.on(N_("{on}: dispute open, nobody named, no day set for the answer"))


def _contacts(seen: Reasoned) -> Iterator[Reason]:
    facts, zone = seen.facts, seen.facts.as_of.tzinfo
    if seen.situation == "outside_hours":
        yield Reason(N_("it is {as_of} where the debtor is"), (("as_of", facts.as_of),))
    for text, moments in (
        (N_("last talk {at}"), facts.conversations),
        (N_("last call of ours {at}"), facts.attempts),
    ):
        known = [at for at in moments if at <= facts.as_of]
        if known:
            yield Reason(text, (("at", max(known).astimezone(zone)),))


def _promises(seen: Reasoned) -> Iterator[Reason]:
    past = seen.past
    lavish = too_good(past, seen.facts.balance_minor)
    first = spoken_of(seen.situation, past) if past.open else None
    for pledge in (lavish, first, past.said_last if seen.situation == "vague_promise" else None, past.newest):
        if pledge is not None:
            yield from _pledge(seen, pledge)
    if past.broken_streak > 1:
        yield seen.on(N_("{on}: {count} promises in a row not kept"), count=past.broken_streak)
    elif past.broken_12m > 1:
        yield seen.on(N_("{on}: {count} promises not kept in a year"), count=past.broken_12m)
    if past.kept_streak > 1:
        yield seen.on(N_("{on}: {count} promises in a row kept"), count=past.kept_streak)


def _pledge(seen: Reasoned, pledge: Pledge) -> Iterator[Reason]:
    due = pledge.due_on
    if pledge.amount_minor is None or due is None:
        on = pledge.made_on or seen.past.today
        yield Reason(N_("{on}: an intention without sum or day"), (("on", on),))
        return
    state = None if pledge.status == "open" and due < seen.past.today else pledge.status
    values = (
        ("amount", seen.sum(pledge.amount_minor)),
        ("due", due),
        ("made", pledge.made_on),
        ("state", state),
    )
    if state is None:
        yield Reason(N_("promise of {amount} due {due}: its grace is running"), values[:2])
    elif pledge.made_on is None:
        yield Reason(N_("promise of {amount} due {due}: {state}"), (*values[:2], values[3]))
    else:
        yield Reason(N_("promise of {amount} due {due}, made {made}: {state}"), values)


def _money(seen: Reasoned) -> Iterator[Reason]:
    past, facts = seen.past, seen.facts
    newest = past.newest
    last = past.payments[-1] if past.payments else None
    if newest is not None and newest.status in ("broken", "partly_kept") and newest.made_on is not None:
        deadline = deadline_of(newest, past.calendars)
        last_day = min(deadline, past.today) if deadline else past.today
        values = (
            ("amount", seen.sum(received_for(newest, past))),
            ("made", newest.made_on),
            ("to", last_day),
        )
        yield Reason(N_("{amount} came from {made} to {to}, grace included"), values)
    elif last is not None:
        yield Reason(
            N_("{amount} came on {on}"), (("amount", seen.sum(last.amount_minor)), ("on", last.paid_on))
        )
    if facts.balance_minor is not None:
        yield seen.on(N_("{on}: balance {amount}"), amount=seen.sum(facts.balance_minor))
    if past.usual_minor is not None:
        yield seen.on(N_("{on}: usually pays {amount}"), amount=seen.sum(past.usual_minor))


# --- If instead ------------------------------------------------------------------------------------------


def instead_of(seen: Reasoned) -> Reason:
    """One thing that would make another step of it."""
    name, past = seen.situation, seen.past
    newest = past.newest
    if GROUP[name] < PERMISSION or name == "angry":
        return seen.on(N_("{on}: without this it would be: {situation}"), situation=_beneath(seen))
    if GROUP[name] == PERMISSION:
        if seen.gate.opens_at is None:
            return seen.on(
                N_("{on}: were a call allowed, it would be: {situation}"), situation=_beneath(seen)
            )
        values = (("at", seen.gate.opens_at), ("situation", _beneath(seen)))
        return Reason(N_("at {at} it would be: {situation}"), values)
    if name in ("due_today", "due_tomorrow", "promise_open"):
        return _if_unpaid(seen)
    if name in ("broken_once", "broken_twice", "serial_breaker", "paid_partly", "plan_slipping") and newest:
        return _if_paid(seen, newest)
    if name == "paid_in_full":
        return seen.on(
            N_("{on}: with something still owed it would be: {situation}"), situation=_beneath(seen)
        )
    if name in {"first_contact", "no_answer_n"}:
        return seen.on(
            N_("{on}: with the right person on the line it would be: {situation}"),
            situation="verified_no_promise",
        )
    if name == "promise_kept":
        return seen.on(N_("{on}: had the money not come, it would be: {situation}"), situation="broken_once")
    return _if_promised(seen)


def _beneath(seen: Reasoned) -> str:
    """The next row that is not of permission."""
    others = (name for name in seen.rows[1:] if GROUP[name] != PERMISSION)
    return next(others, "first_contact")


def _if_unpaid(seen: Reasoned) -> Reason:
    pledge = spoken_of(seen.situation, seen.past)
    deadline = deadline_of(pledge, seen.past.calendars) if pledge else None
    after = (deadline or seen.past.today) + timedelta(days=1)
    values = (
        ("after", after),
        ("situation", "broken_once" if not seen.past.broken_streak else "broken_twice"),
    )
    return Reason(N_("no payment before {after}: it would be: {situation}"), values)


def _if_paid(seen: Reasoned, newest: Pledge) -> Reason:
    deadline = deadline_of(newest, seen.past.calendars) or seen.past.today
    enough = -(-(newest.amount_minor or 0) * KEPT_PERCENT // 100)
    if lacking(seen.past) is None:
        return seen.on(
            N_("{on}: had the promise been kept, it would be: {situation}"), situation="promise_kept"
        )
    values = (("amount", seen.sum(enough)), ("by", deadline), ("situation", "promise_kept"))
    return Reason(N_("a payment of at least {amount} by {by}: it would be: {situation}"), values)


def _if_promised(seen: Reasoned) -> Reason:
    if seen.ask is None:
        return seen.on(
            N_("{on}: with a promise of sum and day it would be: {situation}"), situation="promise_open"
        )
    values = (
        ("amount", seen.sum(seen.ask.amount_minor)),
        ("due", seen.ask.due_on),
        ("situation", "promise_open"),
    )
    return Reason(N_("a promise of {amount} by {due}: it would be: {situation}"), values)
