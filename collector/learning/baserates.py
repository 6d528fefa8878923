"""The agency's own kept rate by day: where every probability starts from."""

from __future__ import annotations

import numpy as np

from collector.learning.columns import KEPT, NEITHER, Promises
from collector.learning.measuring import Floats, Ints
from collector.learning.scans import decayed
from collector.rules.risk import BASE_ALL, BASE_HALF_LIFE_DAYS, BASE_KEPT


class BaseRates:
    """Reckoned for any day from what was decided on earlier ones; the same as `rules/risk.py` to 1e-9."""

    def __init__(self, days: Ints, kept: Floats, resolved: Floats) -> None:
        """So many were kept, so many resolved on a day; days in any order, and more than once."""
        self._days, place = np.unique(days, return_inverse=True)
        count = len(self._days)
        sums = [np.bincount(place, weights=each, minlength=count) for each in (kept, resolved)]
        self._counts = np.concatenate([[0.0], np.cumsum(sums[1])])
        keep = 0.5 ** (np.diff(self._days, prepend=self._days[:1]) / BASE_HALF_LIFE_DAYS)
        self._sums = decayed(np.array(sums), keep, np.zeros(count, np.int64))

    @classmethod
    def of(cls, promises: Promises) -> BaseRates:
        """As the promises are known in the end."""
        judged = promises.outcome != NEITHER
        return cls(promises.decided[judged], promises.outcome[judged] == KEPT, np.ones(int(judged.sum())))

    def on(self, days: Ints) -> Floats:
        """The rate at the start of each day; as if 12 of 20 had been kept while nothing is known."""
        if not len(self._days):
            return np.full(len(days), BASE_KEPT / BASE_ALL)
        last = np.searchsorted(self._days, days, side="left") - 1
        gap = np.where(last >= 0, days - self._days[last], 0)
        kept, resolved = self._sums[:, last] * np.where(last >= 0, 0.5 ** (gap / BASE_HALF_LIFE_DAYS), 0.0)
        return np.asarray((BASE_KEPT + kept) / (BASE_ALL + resolved))

    def counts(self, days: Ints) -> Floats:
        """How many promises had been resolved before each day."""
        return self._counts[np.searchsorted(self._days, days, side="left")]
