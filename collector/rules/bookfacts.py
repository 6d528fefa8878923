"""The book's facts of one account as the facts of a step, and the step in the form that a list keeps.

A list keeps the row of the facts whatever the hour: permission is asked when the list is looked at. What the book
alone knows goes along: deadlines and verdicts, what came for a promise, when a hold is looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from collector.rules.asks import spoken_of
from collector.rules.guidance import calendars_of
from collector.rules.opened import first_row, years_on
from collector.rules.promises import Coin
from collector.rules.records import RIGHT_PARTY, Account, Call, Dispute, Hold, OurPromise, Verdict
from collector.rules.situations import RANK, SITUATION_OF_HOLD, Step
from collector.rules.stepfacts import Income, OurWord, Plan, Pledge, StepFacts
from collector.rules.streaks import Past, past_of, too_good
from collector.rules.terms import ContactPolicy

_PASSED = {"open": "open", "kept": "kept", "partly_kept": "partly_kept", "broken": "broken"}
_OF_OPEN = ("due_today", "due_tomorrow", "promise_open")
_OF_JUDGED = ("paid_partly", "plan_slipping", "serial_breaker", "broken_twice", "broken_once")


class Known(NamedTuple):
    """What the book knows of one account as of a moment, in the office's zone."""

    now: datetime
    account: Account
    balance_minor: int
    holds: Sequence[Hold]
    disputes: Sequence[Dispute]  # the open ones
    our_undone: Sequence[OurPromise]  # earliest due first
    verdicts: Sequence[Verdict]
    calls: Sequence[Call]  # of this account, oldest first
    incomes: tuple[Income, ...]  # of the debtor in this currency
    paid_on: Sequence[date]  # when money came for this account, oldest first
    policy: ContactPolicy | None


def incomes_of(line: Sequence[Coin]) -> tuple[Income, ...]:
    """Payments less what was taken back."""
    return tuple([Income(coin.left_minor, coin.paid_on) for coin in line])


def step_facts(known: Known, zone: str) -> StepFacts:
    """The facts of a step, all but how often we called: that is the debtor's and not the account's."""
    account, dispute = known.account, known.disputes[0] if known.disputes else None
    return StepFacts(
        as_of=known.now,
        zones=(zone,),
        currency=account.currency,
        debt_since=_owed_since(known),
        balance_minor=known.balance_minor,
        holds=tuple(dict.fromkeys(hold.kind for hold in known.holds)),
        dispute_open=dispute is not None,
        dispute_owner=dispute.owner if dispute else None,
        dispute_due_on=dispute.due_on if dispute else None,
        our_promises=tuple(OurWord(ours.what, ours.due_at) for ours in known.our_undone),
        promises=_pledges(known),
        payments=known.incomes,
        conversations=tuple(call.called_at for call in known.calls if call.who in RIGHT_PARTY),
        no_answer_streak=_unanswered(known.calls),
        creditor=account.creditor,
        reference=account.reference,
        review_on=_review_on(known.holds),
    )


def _owed_since(known: Known) -> date | None:
    """From when the claim ages: money that comes while the term runs begins it anew (docs/explanation/next-step.md)."""
    since, years = known.account.due_since, known.policy.limitation_years if known.policy else None
    if since is None or years is None:
        return since
    for day in known.paid_on:
        if since < day <= years_on(since, years):
            since = day
    return since


def _pledges(known: Known) -> tuple[Pledge, ...]:
    plans = _plans(known.verdicts) if any(v.promise.plan_ref for v in known.verdicts) else {}
    found = [
        _pledge(verdict, status, plans)
        for verdict in known.verdicts
        if (status := _status(verdict)) is not None
    ]
    last = known.calls[-1] if known.calls else None
    if last is not None and last.outcome == "vague":
        found.append(Pledge(None, last.called_at.astimezone(known.now.tzinfo).date(), None, "vague"))
    return tuple(found)


def _status(verdict: Verdict) -> str | None:
    """What is passed of a promise; None of one that is superseded, a mistake, or cancelled by us."""
    return _PASSED.get(verdict.state) or ("withdrawn" if verdict.cancel_reason == "withdrawn" else None)


def _pledge(verdict: Verdict, status: str, plans: Mapping[str, Plan]) -> Pledge:
    promise = verdict.promise
    return Pledge(
        promise.amount_minor,
        promise.made_on,
        promise.due_on,
        status,
        verdict.excused_why is not None,
        promise.method,
        promise.hangs_on,
        plans.get(promise.plan_ref) if promise.plan_ref else None,
        promise.deadline_on,
        verdict.received_minor,
        verdict.decided_on,
    )


def _plans(verdicts: Sequence[Verdict]) -> dict[str, Plan]:
    """Each plan: its instalments, those kept, and how many of the last judged ones in a row were not."""
    found: dict[str, Plan] = {}
    for verdict in sorted(verdicts, key=lambda v: v.promise.due_on):
        ref = verdict.promise.plan_ref
        if ref is None or verdict.state in ("superseded", "cancelled"):
            continue
        n, paid, late, _ref = found.get(ref, Plan(0, ref=ref))
        kept = verdict.state == "kept"
        if verdict.state in ("kept", "partly_kept", "broken") and not verdict.excused:
            late = 0 if kept else late + 1
        found[ref] = Plan(n + 1, paid + kept, late, ref)
    return found


def _unanswered(calls: Sequence[Call]) -> int:
    """Our calls in a row that reached nobody who may promise."""
    count = 0
    for call in reversed(calls):
        if call.who in RIGHT_PARTY:
            break
        count += call.direction == "outbound"
    return count


def _review_on(holds: Sequence[Hold]) -> date | None:
    return min((hold.review_on for hold in holds if hold.review_on), default=None)


# --- What a list keeps -----------------------------------------------------------------------------------


def standing_step(known: Known, facts: StepFacts, today: date) -> Step:
    """The step of these facts whatever the hour, with the sum and the day that its reason speaks of.

    What we owe today comes before anything that is not graver than being late with it.
    """
    policy = known.policy
    calendars = calendars_of(policy) if policy else ()
    past = past_of(facts, calendars, today)
    row = first_row(facts, past, policy.limitation_years if policy else None)
    due = known.our_undone[0] if known.our_undone else None
    if due is not None and due.due_on <= today and RANK[row] > RANK["our_promise_broken"]:
        return Step("our_promise_due", on=due.due_on, detail=due.what)
    return _TOLD.get(row, _bare)(row, known, past)


def _bare(row: str, _known: Known, _past: Past) -> Step:
    return Step(row)


def _held(row: str, known: Known, _past: Past) -> Step:
    hold = next(
        h for kind, name in SITUATION_OF_HOLD.items() if name == row for h in known.holds if h.kind == kind
    )
    return Step(row, on=hold.review_on or hold.until_on, detail=hold.kind)


def _our_late(row: str, known: Known, _past: Past) -> Step:
    first = known.our_undone[0]
    return Step(row, on=first.due_on, detail=first.what)


def _old(row: str, known: Known, _past: Past) -> Step:
    return Step(row, on=_owed_since(known))


def _lavish(row: str, known: Known, past: Past) -> Step:
    said = too_good(past, known.balance_minor)
    return Step(row, said.amount_minor if said else None, said.due_on if said else None)


def _vague(row: str, _known: Known, past: Past) -> Step:
    return Step(row, on=past.said_last.made_on if past.said_last else None)


def _settled(row: str, _known: Known, _past: Past) -> Step:
    return Step(row, amount_minor=0)


def _kept(row: str, _known: Known, past: Past) -> Step:
    newest = past.newest
    return Step(row, newest.received_minor, newest.reached_on) if newest else Step(row)


def _open(row: str, _known: Known, past: Past) -> Step:
    pledge = spoken_of(row, past)
    return Step(row, pledge.left_minor, pledge.due_on) if pledge else Step(row)


def _judged(row: str, _known: Known, past: Past) -> Step:
    newest = past.newest
    return Step(row, newest.left_minor, newest.due_on) if newest else Step(row)


def _unreached(row: str, known: Known, _past: Past) -> Step:
    return Step(row, on=_day_of(known.calls[-1], known) if known.calls else None)


def _first(row: str, known: Known, past: Past) -> Step:
    """The day since when nothing is agreed; None where nothing has ever been."""
    spoken = [_day_of(call, known) for call in known.calls if call.who in RIGHT_PARTY]
    ended = [p.reached_on or p.due_on for p in past.judged]
    known_days = [day for day in (*spoken, *ended) if day is not None and day <= past.today]
    return Step(row, known.balance_minor, max(known_days, default=None))


def _day_of(call: Call, known: Known) -> date:
    return call.called_at.astimezone(known.now.tzinfo).date()


_TOLD: dict[str, Callable[[str, Known, Past], Step]] = {
    **dict.fromkeys(SITUATION_OF_HOLD.values(), _held),
    "our_promise_broken": _our_late,
    "time_barred": _old,
    "too_good_promise": _lavish,
    "vague_promise": _vague,
    "paid_in_full": _settled,
    "promise_kept": _kept,
    **dict.fromkeys(_OF_OPEN, _open),
    **dict.fromkeys(_OF_JUDGED, _judged),
    "no_answer_n": _unreached,
    "first_contact": _first,
}
