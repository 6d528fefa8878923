"""Fitting a logistic scorecard to judged promises: maximum a posteriori by damped Newton.

The prior is a Gaussian about the weights that a person wrote down, so that with few promises they stand and with
many the promises speak. The agency's own rate is an offset: it absorbs how much is kept here and now.
Source: docs/reference/risk.md, "The fit".
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from collector.learning.measuring import Floats

MOST_STEPS = 30
PART = 10_000  # rows
MOST_HALVINGS = 40
_ENOUGH = 1e-9  # relative to the objective: an absolute one would never be met by a big book


class Prior(NamedTuple):
    """What is believed before any promise is seen: a mean and a standard deviation per column."""

    means: Floats
    spreads: Floats

    def tempered(self, strength: float) -> Prior:
        """The same belief held so many times as strongly."""
        return Prior(self.means, self.spreads / np.sqrt(strength))


class Fit(NamedTuple):
    """Weights, how well they are known (the inverse Hessian), and how many steps that took."""

    weights: Floats
    covariance: Floats
    steps: int


def sigmoid(z: Floats) -> Floats:
    """1 / (1 + exp(-z)), without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * z)), dtype=np.float64)


def fit(x: Floats, kept: Floats, offset: Floats, prior: Prior, start: Floats | None = None) -> Fit:
    """Maximise log-likelihood less half the squared distance from the prior.

    A step that does not raise the objective is halved until it does: from a confident prior whole steps diverge.
    """
    precision = prior.spreads**-2
    weights = prior.means if start is None else start
    z = offset + x @ weights
    cost = _cost(z, kept, weights, prior.means, precision)
    for steps in range(1, MOST_STEPS + 1):  # noqa: B007 - it is told how many
        p = sigmoid(z)
        slope = x.T @ (p - kept) + precision * (weights - prior.means)
        move = np.linalg.solve(_hessian(x, p, precision), slope)
        before = cost
        for halving in range(MOST_HALVINGS):
            tried = weights - move * 0.5**halving
            z = offset + x @ tried
            cost = _cost(z, kept, tried, prior.means, precision)
            if cost <= before:
                weights = tried
                break
        else:  # nothing is gained any more: rounding
            z, cost = offset + x @ weights, before
        if before - cost <= _ENOUGH * (1 + abs(before)):
            break
    covariance: Floats = np.linalg.inv(_hessian(x, sigmoid(z), precision)).astype(np.float64)
    return Fit(weights, covariance, steps)


def _cost(z: Floats, kept: Floats, weights: Floats, means: Floats, precision: Floats) -> float:
    away = weights - means
    return float(np.logaddexp(0, z).sum() - z @ kept + 0.5 * (precision * away) @ away)


def _hessian(x: Floats, p: Floats, precision: Floats) -> Floats:
    """A part of the rows at a time: a second copy of a big book's rows would be too much."""
    found: Floats = np.diag(precision)
    weights = (p * (1 - p))[:, None]
    for start in range(0, len(x), PART):
        part = x[start : start + PART]
        found += (part * weights[start : start + PART]).T @ part
    return found
