"""Which facts are known as of a day, which of them still stand, and which bear on one account."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from collector.rules.records import Case, Dispute, Ending, History, Hold, OurPromise


def history_of(case: Case, account_seq: int) -> History:
    """The facts that bear on the promises of one account: holds and our promises are the debtor's."""
    return History(
        tuple(p for p in case.promises if p.account_seq == account_seq),
        tuple(p for p in case.payments if p.account_seq == account_seq),
        case.holds,
        tuple(d for d in case.disputes if d.account_seq == account_seq),
        case.our_promises,
        case.endings,
    )


def as_known(history: History, as_of: date) -> History:
    """The facts dated up to `as_of`, by their own date and not by when they reached us."""
    return History(
        tuple(p for p in history.promises if p.made_on <= as_of),
        tuple(p for p in history.payments if p.paid_on <= as_of),
        tuple(h for h in history.holds if h.from_on <= as_of),
        tuple(d for d in history.disputes if d.opened_on <= as_of),
        tuple(o for o in history.our_promises if o.made_on <= as_of),
        standing(e for e in history.endings if e.ended_on <= as_of),
    )


def standing(endings: Iterable[Ending]) -> tuple[Ending, ...]:
    """Endings that were not themselves taken back by a later one."""
    undone: set[int] = set()
    kept = []
    for ending in sorted(endings, key=lambda e: -e.seq):
        if ending.seq in undone:
            continue
        kept.append(ending)
        if ending.fact == "ending":
            undone.add(ending.fact_seq)
    return tuple(kept)


def taken_back(endings: Iterable[Ending]) -> frozenset[int]:
    """The numbers of the facts that count as if they had never been."""
    return frozenset(ending.fact_seq for ending in endings if ending.reason == "error")


def first_endings(endings: Iterable[Ending]) -> dict[int, Ending]:
    """How a fact was closed, done or lifted, by its number; the first such ending counts."""
    latest_first = sorted(endings, key=lambda e: (e.ended_on, e.seq), reverse=True)
    return {ending.fact_seq: ending for ending in latest_first if ending.reason != "error"}


def ended_on(endings: Iterable[Ending]) -> dict[int, date]:
    """The day of the same."""
    return {fact_seq: ending.ended_on for fact_seq, ending in first_endings(endings).items()}


def holds_in_force(case: Case, day: date) -> tuple[Hold, ...]:
    """The holds that lie on the debtor on this day, as known then."""
    known = standing(e for e in case.endings if e.ended_on <= day)
    mistaken, ended = taken_back(known), ended_on(known)
    return tuple(
        hold
        for hold in case.holds
        if hold.seq not in mistaken
        and hold.from_on <= day <= (hold.until_on or date.max)
        and day < ended.get(hold.seq, date.max)
    )


def disputes_open(case: Case, account_seq: int, day: date) -> tuple[Dispute, ...]:
    """The disputes of this account that are open at the end of this day, the oldest first."""
    if not case.disputes:
        return ()
    known = standing(e for e in case.endings if e.ended_on <= day)
    over = taken_back(known) | ended_on(known).keys()
    found = [
        d for d in case.disputes if d.account_seq == account_seq and d.opened_on <= day and d.seq not in over
    ]
    return tuple(sorted(found, key=lambda d: (d.opened_on, d.seq)))


def our_undone(case: Case, day: date) -> tuple[OurPromise, ...]:
    """Our own promises that stand undone on this day, the earliest due first."""
    known = standing(e for e in case.endings if e.ended_on <= day)
    over = taken_back(known) | ended_on(known).keys()
    undone = [o for o in case.our_promises if o.made_on <= day and o.seq not in over]
    return tuple(sorted(undone, key=lambda o: (o.due_at, o.seq)))
