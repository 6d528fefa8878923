"""The rule of docs/reference/promises.md reckoned the slow way: every cent is one thing on a table.

This is the second opinion on `collector.rules.promises`. It shares no code with it, looks at everything
again for each question and is written to be compared with the page, sentence by sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

import holidays

from collector.rules.records import Ending, History, OurPromise, Payment, Promise, Taken, Verdict

ONE_DAY = timedelta(days=1)
Clock = tuple[int, datetime | None]


class Cent(NamedTuple):
    """One minor unit of one payment, with the day it came and the hour if known."""

    payment_ref: str
    day: date
    at: datetime | None


class Closing(NamedTuple):
    """What ended a window early: `replaced`, `withdrawn` or `by_us`. The hour may be unknown."""

    day: date
    at: datetime | None
    why: str


@cache
def days_off(country: str) -> holidays.HolidayBase:
    """Reckoned a year at a time when asked, and kept."""
    return holidays.country_holidays(country)


# --- Terms -----------------------------------------------------------------------------------------------


def deadline(due_on: date, grace_days: int = 2, country: str | None = "RO") -> date:
    """Due day moved to a working day, then so many working days on. No country: every day is one."""
    free = days_off(country) if country else None

    def first_working(day: date) -> date:
        while free is not None and (day.weekday() >= 5 or day in free):
            day += ONE_DAY
        return day

    day = first_working(due_on)
    for _ in range(grace_days):
        day = first_working(day + ONE_DAY)
    return day


def threshold(amount_minor: int, tolerance_percent: int = 95) -> int:
    """The smallest whole sum that is not below the share of the amount."""
    sum_minor = 0
    while sum_minor * 100 < amount_minor * tolerance_percent:
        sum_minor += 1
    return sum_minor


# --- What was known on a day -----------------------------------------------------------------------------


def known_endings(history: History, as_of: date) -> list[Ending]:
    """Endings of that day or before that no standing ending has taken back."""
    so_far = [e for e in history.endings if e.ended_on <= as_of]

    def stands(ending: Ending) -> bool:
        against = [e for e in so_far if (e.fact, e.fact_seq, e.reason) == ("ending", ending.seq, "error")]
        return not any(stands(e) for e in against)

    return [e for e in so_far if stands(e)]


def as_known(history: History, as_of: date) -> History:
    """Nothing dated after the day, nothing that was taken back as an error; promises keep their errors."""
    endings = known_endings(history, as_of)
    wrong = {(e.fact, e.fact_seq) for e in endings if e.reason == "error"}
    return History(
        promises=tuple(p for p in history.promises if p.made_on <= as_of),
        payments=tuple(m for m in history.payments if m.paid_on <= as_of),
        holds=tuple(h for h in history.holds if h.from_on <= as_of and ("hold", h.seq) not in wrong),
        disputes=tuple(
            d for d in history.disputes if d.opened_on <= as_of and ("dispute", d.seq) not in wrong
        ),
        our_promises=tuple(
            o for o in history.our_promises if o.made_on <= as_of and ("our_promise", o.seq) not in wrong
        ),
        endings=tuple(endings),
    )


def ends_of(known: History, fact: str, seq: int, *reasons: str) -> list[Ending]:
    return [e for e in known.endings if e.fact == fact and e.fact_seq == seq and e.reason in reasons]


def is_error(known: History, promise: Promise) -> bool:
    return bool(ends_of(known, "promise", promise.seq, "error"))


# --- The money line --------------------------------------------------------------------------------------


def unknown_first(at: datetime | None) -> Clock:
    return (0, None) if at is None else (1, at)


def unknown_last(at: datetime | None) -> Clock:
    return (1, None) if at is None else (0, at)


def line_of_cents(known: History) -> list[Cent]:
    """All cents that were not taken back, in the order they came."""
    money = [m for m in known.payments if m.reverses_ref is None]
    money.sort(key=lambda m: (m.paid_on, unknown_last(m.paid_at), m.ref))
    return [Cent(m.ref, m.paid_on, m.paid_at) for m in money for _ in range(left_of(m, known))]


def left_of(payment: Payment, known: History) -> int:
    left = payment.amount_minor
    for fact in known.payments:
        if fact.reverses_ref == payment.ref and fact.paid_on >= payment.paid_on:
            left -= fact.amount_minor
    return max(left, 0)


def closing_of(promise: Promise, known: History) -> Closing | None:
    """The earliest thing that ended this window, if it came before the window ran out by itself."""
    ends = [
        (e.ended_on, unknown_first(e.ended_at), 0, e.reason)
        for e in ends_of(known, "promise", promise.seq, "withdrawn", "by_us")
    ]
    for newer in known.promises:
        one_plan = promise.plan_ref is not None and promise.plan_ref == newer.plan_ref
        if newer.made_on > promise.made_on and not one_plan and not is_error(known, newer):
            ends.append((newer.made_on, unknown_first(newer.made_at), 1, "replaced"))
    if not ends:
        return None
    day, (_, at), _, why = min(ends)
    return Closing(day, at, why) if day <= promise.deadline_on else None


def counts_for(cent: Cent, promise: Promise, closing: Closing | None) -> bool:
    """Is this cent inside the window of the promise?"""
    if not promise.made_on <= cent.day <= promise.deadline_on:
        return False
    if cent.day == promise.made_on and earlier(cent.at, promise.made_at):
        return False
    if closing is None or cent.day < closing.day:
        return True
    return cent.day == closing.day and earlier(cent.at, closing.at)


def earlier(at: datetime | None, than: datetime | None) -> bool:
    return at is not None and than is not None and at < than


def share_out(known: History) -> tuple[dict[str, list[Cent]], list[Cent]]:
    """Who took which cents (by promise reference), and the cents that nobody took."""
    free = line_of_cents(known)
    took: dict[str, list[Cent]] = {}
    standing = [p for p in known.promises if not is_error(known, p)]
    standing.sort(key=lambda p: (p.due_on, p.made_on, unknown_first(p.made_at), p.amount_minor, p.ref))
    for promise in standing:
        closing = closing_of(promise, known)
        mine: list[Cent] = []
        rest: list[Cent] = []
        for cent in free:
            wanted = len(mine) < promise.amount_minor and counts_for(cent, promise, closing)
            (mine if wanted else rest).append(cent)
        took[promise.ref], free = mine, rest
    return took, free


# --- Verdicts --------------------------------------------------------------------------------------------


def judge(history: History, as_of: date, rule: str) -> list[Verdict]:
    """A verdict for each promise made by that day, in the order of the history."""
    known = as_known(history, as_of)
    took, free = share_out(known)
    verdicts = [
        error_of(p, as_of, rule) if is_error(known, p) else verdict_of(p, took[p.ref], known, as_of, rule)
        for p in known.promises
    ]
    cured = cures(verdicts, free)
    return [v._replace(cured_on=cured.get(v.promise.ref)) for v in verdicts]


def error_of(promise: Promise, as_of: date, rule: str) -> Verdict:
    nothing = promise.amount_minor
    return Verdict(promise, "cancelled", 0, nothing, None, None, None, "error", None, (), rule, as_of)


def verdict_of(promise: Promise, mine: list[Cent], known: History, as_of: date, rule: str) -> Verdict:
    closing = closing_of(promise, known)
    state, decided_on = state_of(promise, mine, closing, as_of)
    judged = state in ("broken", "partly_kept")
    return Verdict(
        promise=promise,
        state=state,
        received_minor=len(mine),
        short_by_minor=max(promise.amount_minor - len(mine), 0),
        closed_on=closing.day if closing else None,
        decided_on=decided_on,
        excused_why=excuse_of(promise, closing, known) if judged else None,
        cancel_reason=closing.why if closing and closing.why != "replaced" else None,
        cured_on=None,
        evidence=tuple(Taken(*pair) for pair in Counter(c.payment_ref for c in mine).items()),
        rule=rule,
        as_of=as_of,
    )


def state_of(
    promise: Promise, mine: list[Cent], closing: Closing | None, as_of: date
) -> tuple[str, date | None]:
    if len(mine) >= promise.threshold_minor:
        return "kept", mine[promise.threshold_minor - 1].day
    failed = "partly_kept" if mine else "broken"
    if closing is not None:
        early = "superseded" if closing.why == "replaced" else "cancelled"
        return (early if closing.day < promise.due_on else failed), closing.day
    if as_of > promise.deadline_on:
        return failed, promise.deadline_on + ONE_DAY
    return "open", None


def cures(verdicts: list[Verdict], free: list[Cent]) -> dict[str, date]:
    """The day on which free money made good what was missing; each cent cures once."""
    table = list(free)
    cured: dict[str, date] = {}
    failed = [v for v in verdicts if v.state in ("broken", "partly_kept")]
    for verdict in sorted(failed, key=cure_order):
        promise = verdict.promise
        last = promise.deadline_on + 30 * ONE_DAY
        late = [cent for cent in table if promise.deadline_on < cent.day <= last]
        used = late[: promise.threshold_minor - verdict.received_minor]
        if len(used) + verdict.received_minor == promise.threshold_minor:
            cured[promise.ref] = used[-1].day
            for cent in used:
                table.remove(cent)
    return cured


def cure_order(verdict: Verdict) -> tuple[date, date, date, Clock, int, str]:
    p = verdict.promise
    return p.deadline_on, p.due_on, p.made_on, unknown_first(p.made_at), p.amount_minor, p.ref


# --- Excuses ---------------------------------------------------------------------------------------------


def excuse_of(promise: Promise, closing: Closing | None, known: History) -> str | None:
    """The first cause, in the order of the page, that lay on any day of the promise."""
    last = min(promise.deadline_on, closing.day) if closing else promise.deadline_on
    days = list(days_between(promise.made_on, last))
    for why in ("dispute", "breathing_space", "insolvency", "our_promise"):
        if any(lay_on(day, why, promise, known) for day in days):
            return why
    return None


def days_between(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def lay_on(day: date, why: str, promise: Promise, known: History) -> bool:
    if why == "dispute":
        return any(
            d.opened_on <= day and not over(known, "dispute", d.seq, "resolved", day) for d in known.disputes
        )
    if why == "our_promise":
        return any(we_were_late(ours, day, promise, known) for ours in known.our_promises)
    return any(
        h.kind == why
        and h.from_on <= day
        and (h.until_on is None or day <= h.until_on)
        and not over(known, "hold", h.seq, "lifted", day)
        for h in known.holds
    )


def over(known: History, fact: str, seq: int, reason: str, day: date) -> bool:
    """Had it ended before that day? The day of ending still belongs to it."""
    return any(e.ended_on < day for e in ends_of(known, fact, seq, reason))


def we_were_late(ours: OurPromise, day: date, promise: Promise, known: History) -> bool:
    if ours.what == "call_back" and ours.due_on < promise.due_on:
        return False
    done = [e.ended_on for e in ends_of(known, "our_promise", ours.seq, "done")]
    if any(d <= ours.due_on for d in done):
        return False
    return ours.due_on <= day and all(day <= d for d in done)


# --- Level -----------------------------------------------------------------------------------------------


def level(verdicts: list[Verdict]) -> int:
    """1 + what went wrong since the last kept promise; excused ones are passed over."""
    decided = [(v.decided_on, v.promise.due_on, v.promise.ref, v) for v in verdicts if v.decided_on]
    wrong = 0
    for _, _, _, verdict in sorted(decided, key=lambda row: row[:3]):
        if verdict.state == "kept":
            wrong = 0
        elif verdict.excused_why is None and counts_against(verdict):
            wrong += 1
    return 1 + wrong


def counts_against(verdict: Verdict) -> bool:
    withdrawn = verdict.state == "cancelled" and verdict.cancel_reason == "withdrawn"
    return withdrawn or verdict.state in ("broken", "partly_kept")
