"""Cards and debtors for the tests of scores."""

from __future__ import annotations

from math import sqrt

from hypothesis import strategies as st

from collector.config import data_file
from collector.rules.cardfile import read_scorecard
from collector.rules.features import FEATURES, Made, Row, State, sight
from collector.rules.scorecard import Scorecard, without_hinges

TEXT = data_file("scorecards", "expert-2.toml").read_text("utf-8")
EXPERT = read_scorecard(TEXT)
PLAIN = without_hinges(EXPERT)
USUAL: Row = PLAIN.medians
NOBODY = sight(State(), Made(1, "", 8, 100.0, "RON")).said

VALUES = st.floats(-3, 3)
ROWS = st.tuples(*[VALUES] * len(FEATURES))
BASES = st.floats(0.02, 0.98)


def fitted(weights: list[float]) -> Scorecard:
    """A card with these weights and a covariance in which neighbours hang together."""
    size = len(EXPERT.means)
    weights = (weights * size)[:size]
    triangle = tuple(
        tuple(0.04 if i == j else 0.01 if i == j + 1 else 0.0 for j in range(i + 1)) for i in range(size)
    )
    return EXPERT._replace(kind="card", weights=tuple(weights), covariance=triangle, labels=2000)


def quadratic(triangle: tuple[tuple[float, ...], ...], x: tuple[float, ...]) -> float:
    """x Σ x by the whole square."""
    size = len(x)
    whole = [[triangle[max(i, j)][min(i, j)] for j in range(size)] for i in range(size)]
    return sum(x[i] * whole[i][j] * x[j] for i in range(size) for j in range(size))


def spread_of(card: Scorecard, x: tuple[float, ...]) -> float:
    assert card.covariance is None
    return sqrt(sum((s * each) ** 2 for s, each in zip(card.spreads, x, strict=True)))
