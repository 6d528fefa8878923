"""Taking a promise: what is refused and what is asked once more (docs/reference/promises.md).

The guards are the desk's; imported history is taken as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from collector.rules.balance import too_good
from collector.rules.promises import is_break
from collector.rules.records import RIGHT_PARTY, Payment, Verdict

MAY_PROMISE = RIGHT_PARTY
HOLDS_THAT_ASK = ("vulnerable", "hardship")
MANY_BREAKS, MANY_BREAKS_DAYS = 2, 90


class Proposal(NamedTuple):
    """One promise, or one instalment of a plan, about to be taken."""

    amount_minor: int
    due_on: date


class Situation(NamedTuple):
    """What the guards look at. `verdicts` are the debtor's over all accounts; payments in this currency."""

    today: date
    who: str
    holds: Sequence[str]  # kinds in force today
    balance_minor: int
    horizon_days: int
    verdicts: Sequence[Verdict]
    payments: Sequence[Payment]
    currency_of_account: str


class Finding(NamedTuple):
    """A guard that speaks: its id, whether it refuses or asks, and what it saw."""

    rule: str
    refuses: bool
    amount_minor: int | None = None
    on: date | None = None
    word: str | None = None


def check(proposals: Sequence[Proposal], seen: Situation) -> list[Finding]:
    """Every guard that speaks on these promises (several are one plan); refusals first."""
    findings = [*_refusals(proposals, seen)] or [*_questions(proposals, seen)]
    return findings


def _refusals(proposals: Sequence[Proposal], seen: Situation) -> Iterable[Finding]:
    for proposal in proposals:
        if proposal.amount_minor <= 0:
            yield Finding("amount_not_above_zero", True, amount_minor=proposal.amount_minor)
        if proposal.due_on < seen.today:
            yield Finding("due_in_the_past", True, on=proposal.due_on)
    for kind in dict.fromkeys(seen.holds):
        if kind not in HOLDS_THAT_ASK:
            yield Finding("hold", True, word=kind)
    if seen.who not in MAY_PROMISE:
        yield Finding("nobody_who_may_promise", True, word=seen.who)


def _questions(proposals: Sequence[Proposal], seen: Situation) -> Iterable[Finding]:
    for kind in dict.fromkeys(seen.holds):
        yield Finding("hold", False, word=kind)
    total = sum(proposal.amount_minor for proposal in proposals)
    if total > seen.balance_minor:
        yield Finding("above_balance", False, amount_minor=total)
    last = max(proposal.due_on for proposal in proposals)
    if last > seen.today + timedelta(days=seen.horizon_days):
        yield Finding("beyond_horizon", False, on=last)
    breaks = _recent_breaks(seen)
    if breaks > MANY_BREAKS:
        yield Finding("many_breaks", False, word=str(breaks))
    if any(_too_good(proposal, seen) for proposal in proposals):
        yield Finding("too_good", False, amount_minor=max(p.amount_minor for p in proposals))


def _recent_breaks(seen: Situation) -> int:
    since = seen.today - timedelta(days=MANY_BREAKS_DAYS)
    return sum(is_break(v) and v.decided_on is not None and v.decided_on >= since for v in seen.verdicts)


def _too_good(proposal: Proposal, seen: Situation) -> bool:
    days = (proposal.due_on - seen.today).days
    return too_good(proposal.amount_minor, days, seen.balance_minor, seen.payments, seen.today)
