"""A scorecard: so much for each feature, and how sure that is. One promise is scored in plain Python.

Logistic: the log odds of a promise are those of the agency's own kept rate that day plus weight × feature. The
shipped card holds what people believed before seeing a promise; fitting moves the weights to what was seen. Both
are the same kind of value, and the same functions score with them. Source: docs/reference/risk.md, "The scorecard".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from math import exp, pi, sqrt
from operator import mul
from typing import Any, NamedTuple

from collector.rules.features import FEATURES, Row, logit

NINETY_PERCENT = 1.645  # standard deviations to either side
HINGES_FROM = 1000  # labels: with fewer, bends in the curves are noise
GRID = 21  # points of the survival curve, from 0 to 1


class Hinge(NamedTuple):
    """A bend in the effect of a feature: max(side × (x − knot), 0)."""

    feature: str
    knot: float
    side: int  # 1: above the knot, -1: below it


class Scorecard(NamedTuple):
    """Vectors stand in the order of intercept, features, hinges; `medians` and `quiet` speak of features."""

    name: str
    version: int
    kind: str  # "prior": as it was written; "card": fitted to judged promises
    provenance: str
    features: tuple[str, ...]
    hinges: tuple[Hinge, ...]
    means: tuple[float, ...]  # of the prior
    spreads: tuple[float, ...]  # standard deviations of the prior
    weights: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...] | None  # lower triangle, row by row; None: of the prior
    medians: tuple[float, ...]  # the usual debtor, against whom reasons are given
    quiet: tuple[str, ...]  # features that nobody has an opinion on: no reasons until they are learnt
    survival: tuple[
        float, ...
    ]  # share of the kept promises still unpaid, on a grid of the time to the deadline
    broken_share: float  # of its amount, that a promise brings when it is not kept
    trained_to: date | None = None
    labels: int = 0  # judged promises it was fitted to
    data_hash: str = ""
    metrics: Mapping[str, Any] = {}

    @property
    def id(self) -> str:
        return f"{self.name}-{self.version}"


def without_hinges(card: Scorecard) -> Scorecard:
    """The same card before bends are allowed."""
    size = 1 + len(card.features)
    return card._replace(
        hinges=(),
        means=card.means[:size],
        spreads=card.spreads[:size],
        weights=card.weights[:size],
        covariance=card.covariance and card.covariance[:size],
    )


# --- Scoring one promise -----------------------------------------------------------------------------------


class Chance(NamedTuple):
    """A probability with its 90 % interval: that of the weights alone, not of what may happen."""

    p: float
    low: float
    high: float


def score_row(card: Scorecard, row: Row, base: float) -> Chance:
    """p = σ(z / √(1 + πv/8)), interval σ(z ± 1.645 √v), z = logit(base) + w·x and v = x Σ x."""
    x = expand(card, row)
    z = logit(base) + _dot(card.weights, x)
    v = _variance(card, x)
    p, side = sigmoid(z / sqrt(1.0 + pi * v / 8.0)), NINETY_PERCENT * sqrt(v)
    return Chance(p, min(p, sigmoid(z - side)), max(p, sigmoid(z + side)))


def expand(card: Scorecard, row: Row) -> tuple[float, ...]:
    """Intercept, features and hinges of a row that stands in the order of `FEATURES`."""
    return _expanded(card.features, card.hinges, row)


def _expanded(features: tuple[str, ...], hinges: tuple[Hinge, ...], row: Row) -> tuple[float, ...]:
    x = [1.0, *(row[place] for place in _places(features))]
    x += [max(side * (row[place] - knot), 0.0) for place, knot, side in _bends(hinges)]
    return tuple(x)


def contributions(card: Scorecard, row: Row) -> dict[str, float]:
    """What each feature adds to the log odds against the usual debtor, bends included.

    They add up exactly to z − z of the medians (the intercept and the agency's own rate are the same in both).
    """
    x, y = expand(card, row), _usual(card.features, card.hinges, card.medians)
    found = dict.fromkeys(card.features, 0.0)
    for name, weight, here, there in zip(_parents(card), card.weights[1:], x[1:], y[1:], strict=True):
        found[name] += weight * (here - there)
    return found


def sigmoid(z: float) -> float:
    """1 / (1 + exp(-z)), without overflow."""
    if z < 0.0:
        return 1.0 - sigmoid(-z)
    return 1.0 / (1.0 + exp(-z))


def _variance(card: Scorecard, x: Sequence[float]) -> float:
    """x Σ x, from the lower triangle of Σ; of a card as it was written, from its spreads."""
    if card.covariance is None:
        return sum((spread * each) ** 2 for spread, each in zip(card.spreads, x, strict=True))
    total = 0.0
    for each, line in zip(x, card.covariance, strict=True):
        if each:
            total += each * (2.0 * _dot(line, x) - line[-1] * each)
    return max(total, 0.0)


def _dot(weights: Sequence[float], x: Sequence[float]) -> float:
    found: float = sum(map(mul, weights, x))  # a triangle's rows are shorter
    return found


@lru_cache(maxsize=8)
def _usual(
    features: tuple[str, ...], hinges: tuple[Hinge, ...], medians: tuple[float, ...]
) -> tuple[float, ...]:
    """The usual debtor, expanded."""
    usual = dict(zip(features, medians, strict=True))
    return _expanded(features, hinges, tuple(usual.get(name, 0.0) for name in FEATURES))


def _parents(card: Scorecard) -> Iterator[str]:
    yield from card.features
    yield from (hinge.feature for hinge in card.hinges)


@lru_cache(maxsize=64)
def _places(names: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(map(FEATURES.index, names))


@lru_cache(maxsize=64)
def _bends(hinges: tuple[Hinge, ...]) -> tuple[tuple[int, float, int], ...]:
    return tuple((FEATURES.index(hinge.feature), hinge.knot, hinge.side) for hinge in hinges)
