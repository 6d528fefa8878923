"""Scoring many promises at once: what `rules/scorecard.py` says of one, to 1e-9."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from collector.learning.fitting import Prior, sigmoid
from collector.learning.measuring import Floats, Ints
from collector.rules.features import FEATURES
from collector.rules.scorecard import NINETY_PERCENT, Scorecard, expand

PART = 10_000  # rows at a time: they stay in the processor's own memory


class Chances(NamedTuple):
    """Probabilities with their 90 % intervals, a column each."""

    p: Floats
    low: Floats
    high: Floats


def design(card: Scorecard, rows: Floats) -> Floats:
    """Intercept, features and hinges of each row."""
    found = np.empty((1 + len(card.features) + len(card.hinges), len(rows)))
    found[0] = 1.0
    for column, name in zip(found[1:], card.features, strict=False):
        column[:] = rows[:, FEATURES.index(name)]
    for column, hinge in zip(found[1 + len(card.features) :], card.hinges, strict=True):
        bend = hinge.side * (rows[:, FEATURES.index(hinge.feature)] - hinge.knot)
        np.maximum(bend, 0.0, out=column)
    return found.T


def prior_of(card: Scorecard) -> Prior:
    return Prior(np.array(card.means), np.array(card.spreads))


def covariance_of(card: Scorecard) -> Floats:
    """The whole matrix from its triangle; of a card as it was written, from its spreads."""
    if card.covariance is None:
        return np.diag(np.array(card.spreads) ** 2)
    size = len(card.weights)
    found = np.zeros((size, size))
    for n, line in enumerate(card.covariance):
        found[n, : n + 1] = found[: n + 1, n] = line
    return found


def triangle(covariance: Floats) -> tuple[tuple[float, ...], ...]:
    """The lower triangle, row by row, as a scorecard keeps it."""
    return tuple(tuple(map(float, line[: n + 1])) for n, line in enumerate(covariance))


def chances(card: Scorecard, rows: Floats, offset: Floats) -> Chances:
    """How likely each promise is kept; `offset` is the log odds of the agency's own rate on its day."""
    return scored(card, rows, offset)[0]


def scored(
    card: Scorecard, rows: Floats, offset: Floats, families: Ints | None = None
) -> tuple[Chances, Ints]:
    """The same, and of each promise the three families that add or take most, the strongest first.

    `families` is the number of the family of each feature; without it none are looked for.
    """
    found, top = np.empty((3, len(rows))), np.empty((len(rows), 3 if families is not None else 0), np.int64)
    weights, covariance = np.array(card.weights), covariance_of(card)
    into = None if families is None else adds(card, families)
    usual = _usual(card)
    for part in parts(len(rows)):
        x = design(card, rows[part])
        z = offset[part] + x @ weights
        v = np.maximum(np.einsum("ij,ij->i", x @ covariance, x), 0.0)
        p, side = sigmoid(z / np.sqrt(1.0 + np.pi * v / 8.0)), NINETY_PERCENT * np.sqrt(v)
        found[:, part] = p, np.minimum(p, sigmoid(z - side)), np.maximum(p, sigmoid(z + side))
        if into is not None:
            top[part] = _strongest(np.abs((x @ into) - usual @ into))
    return Chances(*found), top


def adds(card: Scorecard, groups: Ints) -> Floats:
    """What a row of the design is multiplied with to be summed up by groups of features, bends with their feature."""
    parents = [*card.features, *(hinge.feature for hinge in card.hinges)]
    of = np.array([-1, *(groups[card.features.index(name)] for name in parents)])
    into = np.equal.outer(of, np.arange(int(groups.max()) + 1))
    return np.asarray(into * np.array(card.weights)[:, None])


def contributions(card: Scorecard, rows: Floats) -> Floats:
    """What each feature adds to the log odds against the usual debtor, bends included: a row a promise."""
    into = adds(card, np.arange(len(card.features)))
    return np.asarray((design(card, rows) - _usual(card)) @ into)


def _usual(card: Scorecard) -> Floats:
    """The design of the usual debtor."""
    medians = dict(zip(card.features, card.medians, strict=True))
    return np.array(expand(card, tuple(medians.get(name, 0.0) for name in FEATURES)))


def _strongest(sizes: Floats) -> Ints:
    """The three largest of each row, the largest first. Sizes are not below zero.

    Numbers above zero stand in the order of their bits, so the last four bits may say which column it was.
    """
    keys = (sizes.view(np.int64) & ~15) | np.arange(sizes.shape[1])
    return np.asarray(np.sort(keys, axis=1)[:, :-4:-1] & 15)


def parts(count: int) -> Iterator[slice]:
    for start in range(0, count, PART):
        yield slice(start, start + PART)
