"""How good probabilities were, once it is known what came true: ranking, sharpness, calibration, with intervals.

`p` is the probability that a promise is kept, `kept` 1.0 or 0.0. Source: docs/reference/risk.md, "The back-test".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from collector.rules.figures import wilson

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

BINS, FEW_BINS, FEW = 10, 5, 500  # five bins below 500 promises
TENTH = 10
REPEATS, FEW_REPEATS, MANY, SEED = (
    1000,
    200,
    20_000,
    20261122,
)  # few above so many debtors: they hardly differ
_LEAST = 1e-12  # a probability of nothing costs much and not everything


def auc(p: Floats, kept: Floats) -> float | None:
    """The chance that a kept promise stands above a broken one, ties half; None when all were alike."""
    count = int(kept.sum())
    if count in (0, len(kept)):
        return None
    _, place, ties = np.unique(p, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(ties) - (ties - 1) / 2)[place]
    whole = float(ranks[kept > 0].sum()) - count * (count + 1) / 2
    return whole / (count * (len(kept) - count))


def brier(p: Floats, kept: Floats) -> float:
    """Mean squared distance from what came true (G. W. Brier, 1950)."""
    return float(np.mean((p - kept) ** 2))


def surprise(p: Floats, kept: Floats) -> Floats:
    """How surprising each outcome was, in nats."""
    return np.asarray(-np.log(np.maximum(np.where(kept > 0, p, 1 - p), _LEAST)))


def log_loss(p: Floats, kept: Floats) -> float:
    """Mean surprise at what came true."""
    return float(np.mean(surprise(p, kept)))


def lift(p: Floats, kept: Floats) -> float | None:
    """How much oftener the tenth that looked worst was broken than all; None when nothing was."""
    broken = 1 - kept
    if not broken.any():
        return None
    worst = np.argsort(p, kind="stable")[: max(len(p) // TENTH, 1)]
    return float(broken[worst].mean() / broken.mean())


def gains(p: Floats, kept: Floats, points: int = 20) -> list[float]:
    """The share of all broken ones that stand among the worst 1/20, 2/20… of the promises."""
    broken = (1 - kept)[np.argsort(p, kind="stable")]
    if not broken.any():
        return []
    found = np.concatenate([[0.0], np.cumsum(broken)]) / broken.sum()
    return [round(float(found[len(broken) * n // points]), 6) for n in range(points + 1)]


class Bin(NamedTuple):
    """Promises of about the same probability: what was said and what came true, with a 95 % Wilson interval."""

    promises: int
    p: float
    kept: float
    low: float
    high: float


def reliability(p: Floats, kept: Floats) -> list[Bin]:
    """Ten bins of equal mass from the least likely to the likeliest."""
    order = np.argsort(p, kind="stable")
    count = BINS if len(p) >= FEW else FEW_BINS
    parts = [part for part in np.array_split(order, count) if len(part)]
    return [_bin(p[part], kept[part]) for part in parts]


def _bin(p: Floats, kept: Floats) -> Bin:
    came = int(kept.sum())
    return Bin(len(p), float(p.mean()), came / len(p), *wilson(came, len(p)))


def calibration_error(p: Floats, kept: Floats) -> float:
    """Expected calibration error: how far the bins are off, weighted by how many promises they hold."""
    bins = reliability(p, kept)
    return sum(each.promises * abs(each.p - each.kept) for each in bins) / len(p)


class Interval(NamedTuple):
    """A figure with its 95 % interval over debtors drawn anew."""

    value: float
    low: float
    high: float


class Clusters:
    """Debtors drawn anew with all their promises: what else might have happened to sums over promises."""

    def __init__(self, debtors: Ints, columns: Mapping[str, Floats]) -> None:
        """`columns`: a value of each promise by name; they are drawn together, so that they can be compared."""
        _, place = np.unique(debtors, return_inverse=True)
        count = int(place.max(initial=-1)) + 1
        sums = np.array([np.bincount(place, weights=each, minlength=count) for each in columns.values()])
        dice, repeats = np.random.default_rng(SEED), REPEATS if count <= MANY else FEW_REPEATS
        drawn = np.array(
            [sums @ np.bincount(dice.integers(0, count, count), minlength=count) for _ in range(repeats)]
        )
        self._sums = dict(zip(columns, sums.sum(axis=1), strict=True))
        self._drawn = dict(zip(columns, drawn.T, strict=True))

    def ratio(self, above: str, below: str, less: str | None = None) -> Interval:
        """Sum of `above` (less that of another) over sum of `below`."""
        value = _ratio(*(np.array([self._sums[name]]) if name else 0.0 for name in (above, below, less)))
        drawn = _ratio(*(self._drawn[name] if name else 0.0 for name in (above, below, less)))
        low, high = np.quantile(drawn, [0.025, 0.975])
        return Interval(float(value[0]), float(low), float(high))

    def skill(self, squares: str, beside: str) -> Interval:
        """The share of the squared errors of another model that this one saves."""
        found = self.ratio(squares, beside)
        return Interval(1 - found.value, 1 - found.high, 1 - found.low)


def _ratio(above: Floats | float, below: Floats | float, less: Floats | float) -> Floats:
    over = np.asarray(above) - np.asarray(less)
    under = np.asarray(below)
    return np.asarray(np.divide(over, under, out=np.zeros_like(over), where=under != 0))
