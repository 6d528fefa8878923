"""Whether a card was too sure or too shy on the promises it was last tested on.

Fitted is log odds = intercept + slope × what the card said, with the priors N(0, 0.5²) and N(1, 0.3²). It is told and
not acted upon: docs/decisions.md. Source: docs/reference/risk.md, "The back-test".
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from collector.learning.fitting import Prior, fit
from collector.learning.measuring import Floats
from collector.learning.rows import logit
from collector.rules.figures import Z_95

LEAST_TOLD = 200  # promises: with fewer there is no line to see
_BELIEF = Prior(np.array([0.0, 1.0]), np.array([0.5, 0.3]))


class Line(NamedTuple):
    """What came true against what was said, in log odds; the slope with its 95 % interval."""

    intercept: float
    slope: float
    low: float
    high: float

    @property
    def surely(self) -> str:
        """`too sure`, `too shy`, or nothing where chance alone explains it."""
        return "too sure" if self.high < 1.0 else "too shy" if self.low > 1.0 else ""


def line(p: Floats, kept: Floats) -> Line | None:
    """The line through probabilities and what came true; None with too few to tell."""
    if len(p) < LEAST_TOLD:
        return None
    found = fit(np.array([np.ones(len(p)), logit(p)]).T, kept, np.zeros(len(p)), _BELIEF)
    intercept, slope = map(float, found.weights)
    side = Z_95 * float(np.sqrt(found.covariance[1, 1]))
    return Line(intercept, slope, slope - side, slope + side)
