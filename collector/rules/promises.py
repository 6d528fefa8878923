"""How a promise is judged: promises and payments in, verdicts out.

Nobody marks a promise kept or broken by hand. An account's payments are laid end to end in the order they
came; promises, oldest due first, each take the earliest money in their window that no promise before them
took, and never more than they promised. A cent counts once. The specification in prose, with its stories,
is docs/reference/promises.md; every range of days below includes both its ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from collector.rules.excuses import excuse
from collector.rules.known import as_known, taken_back
from collector.rules.records import Ending, History, Payment, Promise, Taken, Verdict

RULE = "promises-1"
CURE_DAYS = 30

_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)


def judge(history: History, as_of: date) -> list[Verdict]:
    """The verdict of every promise of one account that was made by `as_of`, in the order given.

    Every fact of that day counts, whatever its hour, and none of a later day.
    """
    known = as_known(history, as_of)
    mistaken = taken_back(known.endings)
    line = money_line(known.payments)
    live = [promise for promise in known.promises if promise.seq not in mistaken]
    closings = closings_of(live, known.endings)
    verdicts = {}
    for promise in sorted(live, key=_taking_order):
        closing = closings.get(promise.seq)
        verdicts[promise.seq] = _verdict(promise, closing, _take(line, promise, closing), as_of)
    excuse(verdicts, known)
    _cure(verdicts, line)
    return [verdicts.get(promise.seq) or _mistake(promise, as_of) for promise in known.promises]


def level(verdicts: Iterable[Verdict]) -> int:
    """1 + the promises broken, partly kept or withdrawn since the last kept one; excused ones left out."""
    count = 1
    for verdict in sorted((v for v in verdicts if v.decided_on), key=_decision_order):
        if verdict.state == "kept":
            count = 1
        elif is_break(verdict):
            count += 1
    return count


def broken_streak(verdicts: Iterable[Verdict]) -> int:
    """How many promises in a row were broken or partly kept, counted back from the newest decision."""
    streak = 0
    for verdict in sorted((v for v in verdicts if v.decided_on), key=_decision_order):
        if verdict.state == "kept":
            streak = 0
        elif verdict.state in ("broken", "partly_kept") and not verdict.excused:
            streak += 1
    return streak


def is_break(verdict: Verdict) -> bool:
    """Whether this verdict is held against the debtor."""
    if verdict.excused or verdict.state == "kept":
        return False
    return verdict.state in ("broken", "partly_kept") or verdict.cancel_reason == "withdrawn"


# --- The money line --------------------------------------------------------------------------------------


class Coin:
    """What is left of one payment, at its place in the line."""

    __slots__ = ("left_minor", "paid_at", "paid_on", "ref")

    def __init__(self, payment: Payment, left_minor: int) -> None:
        self.paid_on = payment.paid_on
        self.paid_at = payment.paid_at
        self.ref = payment.ref
        self.left_minor = left_minor


def money_line(payments: Iterable[Payment]) -> list[Coin]:
    """Payments less their reversals, in the order they came; money without an hour closes its day."""
    paid: list[Payment] = []
    reversals: list[Payment] = []
    for payment in payments:
        (reversals if payment.reverses_ref else paid).append(payment)
    net = reversed_minor(paid, reversals) if reversals else {}
    paid.sort(key=lambda p: (p.paid_on, p.paid_at or _LATEST, p.ref))
    line = [Coin(payment, payment.amount_minor - net.get(payment.ref, 0)) for payment in paid]
    return [coin for coin in line if coin.left_minor > 0]


def reversed_minor(paid: Collection[Payment], reversals: Iterable[Payment]) -> dict[str, int]:
    """How much of each payment was taken back: never before its day, never beyond it."""
    total: dict[str, int] = {}
    for reversal, amount_minor in taken_back_minor(paid, reversals):
        ref = reversal.reverses_ref or ""
        total[ref] = total.get(ref, 0) + amount_minor
    return total


def taken_back_minor(
    paid: Collection[Payment], reversals: Iterable[Payment]
) -> Iterator[tuple[Payment, int]]:
    """The reversals that count, each with what it took back."""
    left = {payment.ref: payment.amount_minor for payment in paid}
    first = {payment.ref: payment.paid_on for payment in paid}
    for reversal in sorted(reversals, key=lambda r: (r.paid_on, r.ref)):
        ref = reversal.reverses_ref or ""
        if ref in left and reversal.paid_on >= first[ref]:
            amount_minor = min(reversal.amount_minor, left[ref])
            left[ref] -= amount_minor
            yield reversal, amount_minor


def _take(line: list[Coin], promise: Promise, closing: Closing | None) -> list[tuple[date, Taken]]:
    """Take the earliest money of the window off the line, never more than was promised."""
    missing = promise.amount_minor
    taken = []
    place = bisect_left(line, promise.made_on, key=_paid_on)
    while missing and place < len(line):
        coin = line[place]
        if _after_window(coin, promise, closing):
            break
        if _before_window(coin, promise):
            place += 1
            continue
        part = min(missing, coin.left_minor)
        taken.append((coin.paid_on, Taken(coin.ref, part)))
        missing -= part
        coin.left_minor -= part
        if not coin.left_minor:
            del line[place]
    return taken


def _before_window(coin: Coin, promise: Promise) -> bool:
    """Money of the day of making counts unless both carry an hour and the money's is earlier."""
    if coin.paid_on > promise.made_on or coin.paid_at is None or promise.made_at is None:
        return False
    return coin.paid_at < promise.made_at


def _after_window(coin: Coin, promise: Promise, closing: Closing | None) -> bool:
    """Of the day it was closed, a promise keeps only money that carries an earlier hour."""
    if closing is None:
        return coin.paid_on > promise.deadline_on
    if coin.paid_on != closing.on:
        return coin.paid_on > closing.on
    return coin.paid_at is None or closing.at is None or coin.paid_at >= closing.at


# --- Closing: a later promise, or a cancelling ----------------------------------------------------------


class Closing(NamedTuple):
    """The moment before which a window ended early, and why: `replaced`, `withdrawn`, `by_us`."""

    on: date
    at: datetime | None
    reason: str


def closings_of(promises: Sequence[Promise], endings: Iterable[Ending]) -> dict[int, Closing]:
    """What closed each promise by its deadline, by the promise's number. The earlier cause counts."""
    closings = _cancellings(endings)
    for promise, follower in _followers(promises):
        replaced = Closing(follower.made_on, follower.made_at, "replaced")
        cancelled = closings.get(promise.seq)
        if cancelled is None or _moment(replaced) < _moment(cancelled):
            closings[promise.seq] = replaced
    deadlines = {promise.seq: promise.deadline_on for promise in promises}
    return {seq: c for seq, c in closings.items() if seq in deadlines and c.on <= deadlines[seq]}


def _cancellings(endings: Iterable[Ending]) -> dict[int, Closing]:
    found: dict[int, Closing] = {}
    for ending in endings:
        if ending.fact != "promise" or ending.reason == "error":
            continue
        closing = Closing(ending.ended_on, ending.ended_at, ending.reason)
        known = found.get(ending.fact_seq)
        if known is None or _moment(closing) < _moment(known):
            found[ending.fact_seq] = closing
    return found


def _followers(promises: Sequence[Promise]) -> Iterable[tuple[Promise, Promise]]:
    """Each promise with the first one made on a later day outside its plan.

    Walked backwards: `first` is the earliest promise of the days already passed, `other` the earliest of
    them that is not of `first`'s plan.
    """
    first: Promise | None = None
    other: Promise | None = None
    today: list[Promise] = []
    for promise in sorted(promises, key=_making_order, reverse=True):
        if today and promise.made_on < today[0].made_on:
            first, other = _pass_day(today, first, other)
            today = []
        today.append(promise)
        follower = other if first and _one_plan(promise, first) else first
        if follower:
            yield promise, follower


def _pass_day(
    day: Iterable[Promise], first: Promise | None, other: Promise | None
) -> tuple[Promise | None, Promise | None]:
    for promise in day:  # latest first
        if first is not None and not _one_plan(promise, first):
            other = first
        first = promise
    return first, other


def _one_plan(one: Promise, two: Promise) -> bool:
    return one.plan_ref is not None and one.plan_ref == two.plan_ref


# --- The verdict -----------------------------------------------------------------------------------------


def _verdict(
    promise: Promise, closing: Closing | None, taken: list[tuple[date, Taken]], as_of: date
) -> Verdict:
    received = sum(part.amount_minor for _, part in taken)
    state, decided_on = _decide(promise, closing, _reached_on(promise, taken), received, as_of)
    reason = closing.reason if closing else "replaced"
    return Verdict(
        promise=promise,
        state=state,
        received_minor=received,
        short_by_minor=max(promise.amount_minor - received, 0),
        closed_on=closing.on if closing else None,
        decided_on=decided_on,
        excused_why=None,
        cancel_reason=None if reason == "replaced" else reason,
        cured_on=None,
        evidence=tuple(part for _, part in taken),
        rule=RULE,
        as_of=as_of,
    )


def _decide(
    promise: Promise, closing: Closing | None, reached_on: date | None, received: int, as_of: date
) -> tuple[str, date | None]:
    if reached_on:
        return "kept", reached_on
    judged = "partly_kept" if received else "broken"
    if closing and closing.on >= promise.due_on:  # a break cannot be hidden by promising again
        return judged, closing.on
    if closing:
        return ("superseded" if closing.reason == "replaced" else "cancelled"), closing.on
    if as_of > promise.deadline_on:
        return judged, promise.deadline_on + timedelta(days=1)
    return "open", None


def _reached_on(promise: Promise, taken: list[tuple[date, Taken]]) -> date | None:
    """The day on which what was taken reached the threshold."""
    received = 0
    for paid_on, part in taken:
        received += part.amount_minor
        if received >= promise.threshold_minor:
            return paid_on
    return None


def _mistake(promise: Promise, as_of: date) -> Verdict:
    """A promise typed wrongly: as if never made, gone from every figure but not from the audit."""
    return Verdict(
        promise, "cancelled", 0, promise.amount_minor, None, None, None, "error", None, (), RULE, as_of
    )


def _cure(verdicts: dict[int, Verdict], line: list[Coin]) -> None:
    """Late money that nobody took cures a break once, oldest deadline first; the verdict stays."""
    lost = [v for v in verdicts.values() if v.state in ("broken", "partly_kept")]
    for verdict in sorted(lost, key=lambda v: (v.promise.deadline_on, *_taking_order(v.promise))):
        promise = verdict.promise
        missing = promise.threshold_minor - verdict.received_minor
        first = bisect_left(line, promise.deadline_on + timedelta(days=1), key=_paid_on)
        last = bisect_left(line, promise.deadline_on + timedelta(days=CURE_DAYS + 1), key=_paid_on)
        if sum(coin.left_minor for coin in line[first:last]) < missing:
            continue
        cured_on = _spend(line, first, missing)
        verdicts[promise.seq] = verdict._replace(cured_on=cured_on)


def _spend(line: list[Coin], place: int, missing: int) -> date:
    """Use up `missing` from `place` on; the day of the last coin used."""
    while True:
        coin = line[place]
        part = min(missing, coin.left_minor)
        missing -= part
        coin.left_minor -= part
        if not coin.left_minor:
            del line[place]
        if not missing:
            return coin.paid_on


# --- Orders ----------------------------------------------------------------------------------------------


def _paid_on(coin: Coin) -> date:
    return coin.paid_on


def _taking_order(promise: Promise) -> tuple[date, date, datetime, int, str]:
    return (promise.due_on, *_making_order(promise), promise.amount_minor, promise.ref)


def _making_order(promise: Promise) -> tuple[date, datetime]:
    return (promise.made_on, promise.made_at or _EARLIEST)


def _decision_order(verdict: Verdict) -> tuple[date, date, str]:
    return (verdict.decided_on or date.max, verdict.promise.due_on, verdict.promise.ref)


def _moment(closing: Closing) -> tuple[date, datetime]:
    return (closing.on, closing.at or _EARLIEST)
