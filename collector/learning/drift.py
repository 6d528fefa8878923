"""Whether what is kept still is what was predicted, month by month."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from collector.learning.measuring import Floats, Ints
from collector.rules.figures import Z_95

LEAST_PROMISES = 50  # of a month, to say anything
LEAST_AWAY = 0.05  # of the kept rate: what is less hardly changes a decision


class Month(NamedTuple):
    """Promises made in one month: kept less predicted, with the 95 % band of chance alone."""

    month: str  # "2026-11"
    promises: int
    kept: float
    predicted: float
    band: float

    @property
    def alarm(self) -> bool:
        """More than chance explains, and enough to matter."""
        away = abs(self.kept - self.predicted)
        return self.promises >= LEAST_PROMISES and away > max(self.band, LEAST_AWAY)


def months(made: Ints, p: Floats, kept: Floats) -> list[Month]:
    """The months in their order. `made`: ordinals of the days of making."""
    ordinals, place = np.unique(made, return_inverse=True)
    names = np.array([date.fromordinal(int(each)).isoformat()[:7] for each in ordinals], dtype=np.str_)[place]
    return [_month(str(name), p[names == name], kept[names == name]) for name in np.unique(names)]


def _month(name: str, p: Floats, kept: Floats) -> Month:
    chance = Z_95 * float(np.sqrt((p * (1 - p)).sum())) / len(p)
    return Month(name, len(p), float(kept.mean()), float(p.mean()), chance)


def drifting(found: list[Month]) -> bool:
    """Whether the latest month of any size is off."""
    large = [month for month in found if month.promises >= LEAST_PROMISES]
    return bool(large) and large[-1].alarm
