"""What would change a probability: half the sum, or another day; said only where it really does.

It tells what the card says of another promise, not what the debtor would do: nobody tried. Early enough it helps to
agree on something that can be kept. Source: docs/explanation/risk.md, "What would change it".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from collector.rules import risk
from collector.rules.cards import AccountCard, Setting
from collector.rules.features import Made, State, row, state_before
from collector.rules.happened import all_made, happened, ref_of, without_slips
from collector.rules.records import Case, Verdict
from collector.rules.scorecard import Scorecard, score_row
from collector.rules.scoring import made_today
from collector.rules.survival import AGED_FROM, passed

LEAST_BP = 500  # of the probability: less is not worth a word
DAYS_AHEAD = 14
PARTS = (2, 4)  # half the sum, then a quarter


class WhatIf(NamedTuple):
    """Another promise, and how likely it would be kept: of this sum, or due on this day."""

    p_bp: int
    amount_minor: int | None = None
    due_on: date | None = None


def what_ifs(case: Case, cards: Sequence[AccountCard], seen: AccountCard, at: Setting) -> tuple[WhatIf, ...]:
    """At most one other sum and one other day, for the promise that the account is scored by.

    Nothing without a scorecard, nor for a promise whose deadline is near: it is late to change it.
    """
    first = seen.next_open
    if at.card is None or (first and _is_aged(first, at.today)):
        return ()
    case = without_slips(case, at.today)
    judged = {card.account.seq: card.verdicts for card in cards}
    amount_minor = first.promise.amount_minor if first else seen.stake[0].missing_minor
    if first:
        made = all_made(case, at.decimals)[ref_of(seen.account.seq, first.promise.ref)]
    else:
        made = made_today(case, seen.account, amount_minor, at.today, at.decimals)
    state = state_before(happened(case, judged, at.today, at.decimals), made.day)
    chances = _Chances(at.card, state, made, at.base(date.fromordinal(made.day)))
    unit = 10 ** at.decimals.get(seen.account.currency, 2)
    return tuple(chances.better(amount_minor, unit, at.today))


def _is_aged(verdict: Verdict, today: date) -> bool:
    promise = verdict.promise
    return passed(promise.made_on, promise.deadline_on, today) >= AGED_FROM


class _Chances(NamedTuple):
    """How likely promises like one are kept."""

    card: Scorecard
    state: State
    made: Made
    base: float

    def of(self, made: Made) -> int:
        return risk.basis_points(score_row(self.card, row(self.state, made, self.base), self.base).p)

    def better(self, amount_minor: int, unit: int, today: date) -> Iterator[WhatIf]:
        least = self.of(self.made) + LEAST_BP
        yield from self._smaller(amount_minor, unit, least)
        yield from self._on_another_day(today.toordinal(), least)

    def _smaller(self, amount_minor: int, unit: int, least: int) -> Iterator[WhatIf]:
        """In whole units: nobody agrees on 225.37."""
        for part in PARTS:
            less_minor = amount_minor // part // unit * unit
            p_bp = self.of(self.made._replace(amount=less_minor / unit))
            if p_bp >= least and less_minor:
                yield WhatIf(p_bp, amount_minor=less_minor)
                return

    def _on_another_day(self, today: int, least: int) -> Iterator[WhatIf]:
        """The most likely day of the next two weeks; of equals the nearest."""
        last = date.max.toordinal()
        days = range(min(today + 1, last), min(today + DAYS_AHEAD, last) + 1)
        p_bp, back = max((self.of(self.made._replace(due=day)), -day) for day in days)
        if p_bp >= least:
            yield WhatIf(p_bp, due_on=date.fromordinal(-back))
