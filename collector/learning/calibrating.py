"""Whether a card was too sure or too shy on the promises it was last tested on, and setting it right by two numbers.

Fitted is log odds = intercept + slope × what the card said, with the priors N(0, 0.5²) and N(1, 0.3²). Only a slope
that is surely not 1 is acted upon: what chance alone explains would be chased from month to month.
Source: docs/reference/risk.md, "The fit".
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from collector.learning.fitting import Prior, fit
from collector.learning.measuring import Floats
from collector.learning.rows import logit
from collector.rules.scorecard import Scorecard

LEAST_TOLD = 200  # promises: with fewer there is no line to see
_BELIEF = Prior(np.array([0.0, 1.0]), np.array([0.5, 0.3]))
_Z_95 = 1.96


class Line(NamedTuple):
    """What came true against what was said, in log odds; the slope with its 95 % interval."""

    intercept: float
    slope: float
    low: float
    high: float

    @property
    def is_off(self) -> bool:
        return not self.low <= 1.0 <= self.high


def line(p: Floats, kept: Floats) -> Line | None:
    """The line through probabilities and what came true; None with too few to tell."""
    if len(p) < LEAST_TOLD:
        return None
    found = fit(np.array([np.ones(len(p)), logit(p)]).T, kept, np.zeros(len(p)), _BELIEF)
    intercept, slope = map(float, found.weights)
    side = _Z_95 * float(np.sqrt(found.covariance[1, 1]))
    return Line(intercept, slope, slope - side, slope + side)


def recalibrated(card: Scorecard, found: Line | None, base_logit: float) -> Scorecard:
    """The card with its weights stretched to the line, where that is off.

    The agency's own rate stays the starting point, so what the stretch would do to it (at `base_logit`, the log odds
    of the rate now) goes into the intercept: every part still adds up, and the reasons with them.
    """
    if found is None or not found.is_off:
        return card
    slope = found.slope
    first = found.intercept + slope * card.weights[0] + (slope - 1.0) * base_logit
    spread = card.covariance and tuple(tuple(slope * slope * each for each in row) for row in card.covariance)
    return card._replace(weights=(first, *(slope * each for each in card.weights[1:])), covariance=spread)
