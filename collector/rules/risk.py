"""The probability that a promise is kept, from the promise history alone.

The decayed, shrunken kept rate: what this debtor kept, older outcomes counting less, pulled towards the
agency's own rate while there is little to go by. It speaks of one promise, never of a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from math import exp, log, sqrt
from typing import NamedTuple

from collector.rules.records import Verdict

MODEL = "kept-rate-1"
HALF_LIFE_DAYS = 180
BASE_HALF_LIFE_DAYS = 365
_PRIOR_STRENGTH = 4.0
BASE_KEPT, BASE_ALL = 12.0, 20.0  # the agency starts as if it had seen 12 of 20 kept
_NINETY_PERCENT = 1.645
BANDS = ((8000, "A"), (6500, "B"), (5000, "C"), (3500, "D"), (0, "E"))  # from these 1/10000 on
HYPOTHETICAL_DUE_DAYS = 7


class Outcome(NamedTuple):
    """A promise that was judged and counts: when, and whether it was kept."""

    decided_on: date
    kept: bool


class Reason(NamedTuple):
    """Why the probability is what it is: an id and the raw numbers it is said with."""

    id: str
    numbers: tuple[int, ...] = ()
    side: int = 0  # 1: it speaks for keeping, -1: against, 0: it only tells


class Score(NamedTuple):
    """Probability with its 90 % interval in 1/10000, band and reasons, the strongest first."""

    p_bp: int
    low_bp: int
    high_bp: int
    band: str
    reasons: tuple[Reason, ...]


UNSCORED = Score(0, 0, 0, "E", ())


def outcomes(verdicts: Iterable[Verdict]) -> list[Outcome]:
    """The judged promises in the order of their decision; excused, superseded and cancelled ones stay out."""
    counted = [
        _outcome(v.decided_on, v.state == "kept")
        for v in verdicts
        if v.decided_on and v.state in ("kept", "partly_kept", "broken") and not v.excused
    ]
    return sorted(counted)


_outcome = lru_cache(maxsize=8192)(Outcome)  # a book has few days: its promises share these


def base_rate(days: Mapping[date, tuple[int, int]], on: date) -> float:
    """The agency's own kept rate on a day, from (kept, resolved) counts by day of decision, all before it."""
    kept = resolved = 0.0
    for day in sorted(days):
        if day >= on:
            break
        weight = 0.5 ** ((on - day).days / BASE_HALF_LIFE_DAYS)
        kept += weight * days[day][0]
        resolved += weight * days[day][1]
    return (BASE_KEPT + kept) / (BASE_ALL + resolved)


def score(past: Iterable[Outcome], on: date, base: float) -> Score:
    """How likely a promise made on this day is kept; only outcomes of earlier days are used.

    a = 4m + wk, b = 4(1 - m) + wn - wk, p = a / (a + b); interval by logit p ± 1.645 √(1/a + 1/b).
    """
    known = [outcome for outcome in past if outcome.decided_on < on]
    kept = resolved = 0.0
    for outcome in known:
        weight = 0.5 ** ((on - outcome.decided_on).days / HALF_LIFE_DAYS)
        resolved += weight
        kept += weight * outcome.kept
    a = _PRIOR_STRENGTH * base + kept
    b = _PRIOR_STRENGTH * (1 - base) + resolved - kept
    spread = _NINETY_PERCENT * sqrt(1 / a + 1 / b)
    logit = log(a / b)
    p_bp = basis_points(a / (a + b))
    low, high = (basis_points(1 / (1 + exp(-(logit + side)))) for side in (-spread, spread))
    return Score(p_bp, low, high, band(p_bp), tuple(_reasons(known)))


def band(p_bp: int) -> str:
    """A from 0.80, B 0.65, C 0.50, D 0.35, E below: a convention, taken from the rounded probability."""
    return next(letter for least, letter in BANDS if p_bp >= least)


def at_risk_minor(missing_minor: int, p_bp: int, share_bp: int = 0) -> int:
    """(1 - p) × what is missing × (1 - share), in minor units, half a unit rounded up.

    `share_bp`: what comes of a promise that is not kept, in 1/10000 of its amount.
    """
    return (missing_minor * (10_000 - p_bp) * (10_000 - share_bp) * 2 + 10**8) // (2 * 10**8)


def _reasons(known: list[Outcome]) -> Iterable[Reason]:
    if not known:
        yield Reason("no_history")
        return
    streak = _streak(known)
    if streak > 1 or len(known) == 1:
        yield Reason("kept_last" if known[-1].kept else "broke_last", (streak,))
    if streak < len(known):
        yield Reason("kept_of", (sum(outcome.kept for outcome in known), len(known)))
        if streak == 1:
            yield Reason("kept_last" if known[-1].kept else "broke_last", (1,))
    if len(known) < 3:
        yield Reason("little_history", (len(known),))


def _streak(known: list[Outcome]) -> int:
    last = known[-1].kept
    return next((n for n, outcome in enumerate(reversed(known)) if outcome.kept != last), len(known))


def basis_points(p: float) -> int:
    """A probability in 1/10000."""
    return round(p * 10_000)
