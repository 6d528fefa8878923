"""What excuses a break: what was ours, or stronger than the debtor.

A broken or partly kept promise is excused when on any day from its making to its deadline (or closing),
both included, a dispute of the account was open, a breathing space or insolvency hold lay on the debtor,
or one of our own promises was overdue (docs/reference/promises.md, rule 7).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from collector.rules.known import ended_on, taken_back
from collector.rules.records import Dispute, History, Hold, OurPromise, Verdict

EXCUSING_HOLDS = ("breathing_space", "insolvency")


class Span(NamedTuple):
    """Days, both included, on which a cause lay; `why` names it."""

    first: date
    last: date
    why: str
    only_due_by: date | None = None  # a call-back excuses only promises due on or before this day


def excuse(verdicts: dict[int, Verdict], known: History) -> None:
    """Mark in place the breaks that are excused, each with the first cause that covers it."""
    spans = list(_causes(known))
    if not spans:
        return
    for seq, verdict in verdicts.items():
        if verdict.state in ("broken", "partly_kept"):
            why = next((span.why for span in spans if _covers(span, verdict)), None)
            verdicts[seq] = verdict._replace(excused_why=why)


def _covers(span: Span, verdict: Verdict) -> bool:
    promise = verdict.promise
    end = verdict.closed_on or promise.deadline_on
    if span.only_due_by and promise.due_on > span.only_due_by:
        return False
    return span.first <= end and span.last >= promise.made_on


def _causes(known: History) -> Iterable[Span]:
    """Disputes, then holds, then what we did not do: the first that covers a promise is named."""
    mistaken = taken_back(known.endings)
    ended = ended_on(known.endings)
    for dispute in known.disputes:
        if dispute.seq not in mistaken:
            yield _dispute_span(dispute, ended)
    for kind in EXCUSING_HOLDS:
        yield from (_hold_span(h, ended) for h in known.holds if h.kind == kind and h.seq not in mistaken)
    for ours in known.our_promises:
        done_on = ended.get(ours.seq, date.max)
        if ours.seq not in mistaken and done_on > ours.due_on:
            yield _late_span(ours, done_on)


def _dispute_span(dispute: Dispute, ended: dict[int, date]) -> Span:
    return Span(dispute.opened_on, ended.get(dispute.seq, date.max), "dispute")


def _hold_span(hold: Hold, ended: dict[int, date]) -> Span:
    return Span(hold.from_on, min(hold.until_on or date.max, ended.get(hold.seq, date.max)), hold.kind)


def _late_span(ours: OurPromise, done_on: date) -> Span:
    only = ours.due_on if ours.what == "call_back" else None
    return Span(ours.due_on, done_on, "our_promise", only_due_by=only)
