"""The fit: the top of the hill from anywhere, and what went wrong before it was damped."""

from __future__ import annotations

import numpy as np
import pytest

from collector.learning.fitting import MOST_STEPS, Prior, fit, sigmoid
from collector.learning.measuring import Floats

DICE = np.random.default_rng(7)


def invented(count: int, weights: list[float]) -> tuple[Floats, Floats, Floats]:
    x = np.hstack([np.ones((count, 1)), DICE.normal(size=(count, len(weights) - 1))])
    offset = DICE.normal(size=count)
    kept = (DICE.random(count) < sigmoid(offset + x @ np.array(weights))).astype(float)
    return x, kept, offset


def slope(x: Floats, kept: Floats, offset: Floats, prior: Prior, weights: Floats) -> Floats:
    p = sigmoid(offset + x @ weights)
    return x.T @ (kept - p) - (weights - prior.means) / prior.spreads**2


def test_at_the_top_nothing_rises_any_more() -> None:
    x, kept, offset = invented(3000, [0.3, 1.0, -0.5])
    prior = Prior(np.zeros(3), np.full(3, 0.5))
    found = fit(x, kept, offset, prior)
    assert slope(x, kept, offset, prior, found.weights) == pytest.approx(np.zeros(3), abs=1e-4)
    assert found.weights == pytest.approx([0.3, 1.0, -0.5], abs=0.15)
    p = sigmoid(offset + x @ found.weights)
    hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(prior.spreads**-2)
    assert found.covariance @ hessian == pytest.approx(np.eye(3), abs=1e-9)


def test_without_promises_the_prior_stands() -> None:
    prior = Prior(np.array([0.1, 0.8]), np.array([0.5, 0.3]))
    found = fit(np.zeros((0, 2)), np.zeros(0), np.zeros(0), prior)
    assert found.weights == pytest.approx(prior.means)
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx(prior.spreads)


def test_whole_steps_from_a_confident_start_would_diverge() -> None:
    """Undamped, Newton leaves the hill; the fit halves the step and arrives."""
    x = np.ones((1000, 1))
    kept = np.array([1.0] * 600 + [0.0] * 400)
    prior = Prior(np.zeros(1), np.full(1, 100.0))
    start = np.array([6.0])  # sure of what is not so
    z = float(start[0])
    for _step in range(3):
        p = 1 / (1 + np.exp(-np.clip(z, -700, 700)))
        z -= (p - 0.6) / max(p * (1 - p), 1e-300)
    assert abs(z) > 1e3
    found = fit(x, kept, np.zeros(1000), prior, start)
    assert found.weights == pytest.approx([np.log(0.6 / 0.4)], abs=1e-4)


@pytest.mark.parametrize("count", [50, 1000, 50_000])
def test_it_stops_early_however_many_there_are(count: int) -> None:
    """What is enough is told relative to the objective: an absolute one is never met by a big book."""
    x, kept, offset = invented(count, [0.2, 0.7])
    assert fit(x, kept, offset, Prior(np.zeros(2), np.ones(2))).steps < MOST_STEPS // 3


@pytest.mark.parametrize("kept", [0.0, 1.0])
def test_all_alike_comes_to_a_finite_card(kept: float) -> None:
    found = fit(np.ones((200, 1)), np.full(200, kept), np.zeros(200), Prior(np.zeros(1), np.full(1, 0.5)))
    assert 0.5 < abs(found.weights[0]) < 5
    assert (found.weights[0] > 0) == (kept > 0)


def test_a_stronger_prior_moves_less() -> None:
    x, kept, offset = invented(100, [1.5, 1.0])
    prior = Prior(np.zeros(2), np.full(2, 0.5))
    away = [np.abs(fit(x, kept, offset, prior.tempered(t)).weights).sum() for t in (16, 4, 1, 0.25)]
    assert away == sorted(away)
