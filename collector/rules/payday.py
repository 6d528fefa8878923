"""The debtor's own payday, as far as the days tell on which money came: who promises for just after it can keep it.

Thirty days of the month are candidates. Money comes on the payday or soon after it, or on any day; each day on which
it came speaks for some candidates more than for others, and what they add up to is how likely each is. Nothing is
asked of the debtor and nothing is assumed: without such a day nothing is said. Source: docs/reference/risk.md,
"The payday".
"""

from __future__ import annotations

from math import exp, log

CANDIDATES = 30  # days of the month; the 31st counts as the 1st
NEAR_DAYS = 4  # on the payday or up to so many days later
FADE_DAYS = 1.5  # money that follows a payday comes this soon
STRONG, WEAK = (
    0.8,
    0.3,
)  # the share of money that follows a payday: of early and late money, of money on the due day
DUE_DAYS = 2  # money that came so few days before it was due followed the promise, as likely as not

Table = tuple[tuple[float, ...], ...]  # by day of the month, from 1; then by candidate


def _lag(month_day: int, candidate: int) -> int:
    """Days since the payday before, or on, a day of the month."""
    return (month_day - candidate) % CANDIDATES


def _says(share: float) -> Table:
    """The log of how much likelier money on a day is if that candidate is the payday than if there is none."""
    follows = [exp(-lag / FADE_DAYS) for lag in range(CANDIDATES)]
    scale = share * CANDIDATES / sum(follows)
    return tuple(
        tuple(
            log(scale * follows[_lag(day, candidate)] + 1 - share) for candidate in range(1, CANDIDATES + 1)
        )
        for day in range(32)
    )


def _by_lag(values: list[float]) -> Table:
    """A value of each lag, less what it is on average over all candidates."""
    mean = sum(values) / CANDIDATES
    return tuple(
        tuple(values[_lag(day, candidate)] - mean for candidate in range(1, CANDIDATES + 1))
        for day in range(32)
    )


SAYS_STRONG, SAYS_WEAK = _says(STRONG), _says(WEAK)
NEAR = _by_lag([float(lag <= NEAR_DAYS) for lag in range(CANDIDATES)])
CYCLE = _by_lag([lag / CANDIDATES if lag > NEAR_DAYS else 0.0 for lag in range(CANDIDATES)])


def learnt(before: tuple[float, ...] | None, month_day: int, *, strong: bool) -> tuple[float, ...]:
    """How likely each candidate is (in logs), now that money came on one more day of the month."""
    says = (SAYS_STRONG if strong else SAYS_WEAK)[month_day]
    return says if before is None else tuple(map(float.__add__, before, says))


def due_on(known: tuple[float, ...] | None, month_day: int) -> tuple[float, float]:
    """How near after the payday a due day lies, and how late in the cycle, against any day: 0 while nothing is known."""
    if known is None:
        return 0.0, 0.0
    top = max(known)
    weights = [exp(each - top) for each in known]
    total = sum(weights)
    near = sum(map(float.__mul__, weights, NEAR[month_day])) / total
    late = sum(map(float.__mul__, weights, CYCLE[month_day])) / total
    return near, late
