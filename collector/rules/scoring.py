"""Scoring one promise by a card: what was known when it was made, the probability, what speaks for and against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from collector.rules import risk
from collector.rules.features import Made, Sight, sight, watched, with_base
from collector.rules.happened import Decimals, Statements, happened, ref_of, without_slips
from collector.rules.known import disputes_open
from collector.rules.reasons import as_of_today, most_each_way, reasons
from collector.rules.records import Account, Case, Verdict
from collector.rules.scorecard import Chance, Scorecard, score_row
from collector.rules.survival import aged, passed

AGED_ENOUGH = 0.05  # of the probability: from here on the nearness of the deadline is a reason


class Promised(NamedTuple):
    """A promise that is scored: when it was made, what was known then, what is missing of it now."""

    made_on: date
    deadline_on: date | None  # None: it was not made, only thought of
    missing_minor: int
    sight: Sight
    promise_seq: int | None = None


def as_made(card: Scorecard, promised: Promised, base: float) -> float:
    """How likely the promise was when it was made."""
    return score_row(card, with_base(promised.sight, base), base).p


def rated(card: Scorecard, promised: Promised, base: float, today: date) -> risk.Score:
    """How likely a promise is kept: as of its making, aged as its deadline nears without money.

    `base`: the agency's own kept rate on the day of making.
    """
    row = with_base(promised.sight, base)
    made = score_row(card, row, base)
    now = _today(card, made, promised, today)
    p, low, high = map(risk.basis_points, now)
    told = as_of_today(reasons(card, row, promised.sight.said), (today - promised.made_on).days)
    if promised.deadline_on is not None and made.p - now.p >= AGED_ENOUGH:
        near = risk.Reason("unpaid_near", ((promised.deadline_on - today).days,), -1)
        told = most_each_way((near, *told))
    return risk.Score(p, low, high, risk.band(p), told)


def _today(card: Scorecard, made: Chance, promised: Promised, today: date) -> Chance:
    if promised.deadline_on is None:
        return made
    return aged(made, card.survival, passed(promised.made_on, promised.deadline_on, today))


class Sights:
    """What was known of the promises of one debtor: of those that are open, and of one made today.

    `judged`: the verdicts by account, as of `today`.
    """

    def __init__(
        self, case: Case, judged: Mapping[int, Sequence[Verdict]], today: date, decimals: Decimals
    ) -> None:
        case = without_slips(case, today)
        self._case, self._today, self._decimals = case, today, decimals
        wanted = {
            ref_of(seq, verdict.promise.ref)
            for seq, verdicts in judged.items()
            for verdict in verdicts
            if verdict.state == "open"
        }
        self.events = happened(case, judged, today, decimals)
        self._open, self._state = watched(self.events, wanted, today.toordinal())

    def promised(self, verdict: Verdict) -> Promised:
        """An open promise of the debtor."""
        promise = verdict.promise
        seen = self._open[ref_of(promise.account_seq, promise.ref)]
        return Promised(promise.made_on, promise.deadline_on, verdict.short_by_minor, seen, promise.seq)

    def asked(self, account: Account, amount_minor: int) -> Promised:
        """A promise of so much, made today and due in a week."""
        made = made_today(self._case, account, amount_minor, self._today, self._decimals)
        return Promised(self._today, None, amount_minor, sight(self._state, made))


def made_today(case: Case, account: Account, amount_minor: int, today: date, decimals: Decimals) -> Made:
    """The promise of so much that this account would make today, due in a week."""
    unit = 10 ** decimals.get(account.currency, 2)
    payments = [p for p in case.payments if p.account_seq == account.seq]
    owed = Statements((b for b in case.balances if b.account_seq == account.seq), payments).at_start(today)
    day = today.toordinal()
    return Made(
        day=day,
        ref="",
        due=min(day + risk.HYPOTHETICAL_DUE_DAYS, date.max.toordinal()),
        amount=amount_minor / unit,
        currency=account.currency,
        balance=None if owed is None else owed / unit,
        disputed=bool(disputes_open(case, account.seq, today - timedelta(days=1))),
        named=True,
    )
