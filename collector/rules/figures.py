"""Kept rates and the other figures of the team lead, each with numerator, denominator and interval.

Source of every definition: docs/reference/promises.md, "Figures of the team lead".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from math import sqrt
from typing import NamedTuple

from collector.rules.counting import AGE_ORDER, JUDGED, Counted, behind, group_key

TOTAL = "total"
TOO_FEW_BELOW = 20  # judged promises
Z_95 = 1.959963984540054  # standard normal quantile of 0.975


class MoneyRate(NamedTuple):
    """The kept rate in money of one currency, over the judged promises."""

    currency: str
    received_minor: int  # never more than was promised
    promised_minor: int

    @property
    def rate(self) -> float:
        return self.received_minor / self.promised_minor


class Group(NamedTuple):
    """The figures of one group. `partly_kept` and `broken` leave out the excused; rates of nothing are None."""

    key: str
    promises: int  # all but the cancelled
    kept: int
    partly_kept: int
    broken: int
    open: int
    superseded: int
    excused: int
    judged: int  # kept + partly kept + broken: the denominator of the kept rate
    kept_rate: float | None
    low: float | None  # 95 % Wilson interval
    high: float | None
    money: tuple[MoneyRate, ...]
    expected: float | None  # mean of the stored probabilities of the judged promises
    cured: int
    late_cure_rate: float | None  # cured / (partly kept + broken)
    too_few: bool


class Report(NamedTuple):
    """Groups in the order of their keys and the total. The period includes both its days."""

    from_on: date | None
    to_on: date
    mature: int  # promises whose deadline has passed or that are decided, of `total.promises`
    maturity: float | None
    groups: tuple[Group, ...]
    total: Group


def wilson(kept: int, judged: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of a share (E. B. Wilson, 1927); all of 0 to 1 when nothing is judged."""
    if judged == 0:
        return 0.0, 1.0
    share, square = kept / judged, Z_95 * Z_95
    middle = share + square / (2 * judged)
    half = Z_95 * sqrt(share * (1 - share) / judged + square / (4 * judged * judged))
    scale = 1 + square / judged
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def figures(rows: Iterable[Counted], by: str | None, from_on: date | None, to_on: date) -> Report:
    """Count the rows of the period; `by` None gives the total alone.

    The rows are read once, one at a time.
    """
    total, tallies, mature = _Tally(), defaultdict[str, _Tally](_Tally), 0
    for row in behind(rows, None, None, from_on, to_on):
        total.add(row)
        mature += row.kind.mature
        if by is not None:
            tallies[group_key(row, by)].add(row)
    keys = sorted(tallies, key=AGE_ORDER.index if by == "age" else None)
    groups = tuple(tallies[key].group(key) for key in keys)
    whole = total.group(TOTAL)
    return Report(from_on, to_on, mature, _share(mature, whole.promises), groups, whole)


class _Tally:
    """Running counts of one group."""

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()
        self.received: Counter[str] = Counter()
        self.promised: Counter[str] = Counter()
        self.cured = 0
        self.expected_sum, self.expected_count = 0.0, 0

    def add(self, row: Counted) -> None:
        self.states[row.kind.state] += 1
        if row.kind.state in JUDGED:
            self._add_judged(row)

    def _add_judged(self, row: Counted) -> None:
        self.received[row.kind.currency] += row.received_minor
        self.promised[row.kind.currency] += row.promised_minor
        self.cured += row.kind.cured
        if row.p_made is not None:
            self.expected_sum += row.p_made
            self.expected_count += 1

    def group(self, key: str) -> Group:
        kept, partly, broken = (self.states[state] for state in ("kept", "partly_kept", "broken"))
        judged = kept + partly + broken
        low, high = wilson(kept, judged) if judged else (None, None)
        return Group(
            key=key,
            promises=self.states.total(),
            kept=kept,
            partly_kept=partly,
            broken=broken,
            open=self.states["open"],
            superseded=self.states["superseded"],
            excused=self.states["excused"],
            judged=judged,
            kept_rate=_share(kept, judged),
            low=low,
            high=high,
            money=tuple(MoneyRate(c, self.received[c], self.promised[c]) for c in sorted(self.promised)),
            expected=self.expected_sum / self.expected_count if self.expected_count else None,
            cured=self.cured,
            late_cure_rate=_share(self.cured, partly + broken),
            too_few=judged < TOO_FEW_BELOW,
        )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
