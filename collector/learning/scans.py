"""Sums over what one debtor did before, for all debtors at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from collector.learning.measuring import Floats, Ints

DAY_BITS = 22  # a day's ordinal, up to the year 9999, fits below
FAR = (1 << DAY_BITS) - 1  # a day that never comes


def keys(groups: Ints, days: Ints) -> Ints:
    """Group and day as one number in that order. Days are ordinals."""
    return (groups << DAY_BITS) | days


def starts(groups: Ints) -> Ints:
    """Where the group of each row begins, of rows that stand group by group."""
    place = np.arange(len(groups))
    place[1:][groups[1:] == groups[:-1]] = 0
    return np.maximum.accumulate(place)


def decayed(values: Floats, keep: Floats, first: Ints) -> Floats:
    """Running sums along the last axis, lessened by `keep` from one to the next, anew from each `first`.

    S(i) = keep(i) × S(i - 1) + values(i), by doubling: every pass reaches twice as far back, and in the end only
    those take part that have so many before them. Never one running sum from an epoch: it would overflow and lose
    its last bits.
    """
    place = np.arange(len(first))
    depth = place - first
    sums, left = values.copy(), np.where(depth > 0, keep, 0.0)
    reach, deepest = 1, int(depth.max(initial=0))
    while reach <= deepest:
        here = place[depth >= reach]
        if 4 * len(here) > len(place):
            sums[..., reach:] += left[reach:] * sums[..., :-reach]
            left[reach:] *= left[:-reach]  # 0 wherever it would reach beyond the first
        else:
            sums[..., here] += left[here] * sums[..., here - reach]
            left[here] *= left[here - reach]
        reach *= 2
    return sums


def latest(marked: npt.NDArray[np.bool_], first: Ints) -> Ints:
    """The latest marked row up to each row within its group; -1 where there is none."""
    place = np.maximum.accumulate(np.where(marked, np.arange(len(marked)), -1))
    return np.where(place >= first, place, -1)
