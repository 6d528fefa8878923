"""How an open promise ages: unpaid as its deadline nears, it is less and less likely to be kept.

p' = p S(u) / (p S(u) + 1 − p), where S(u) is the share of the kept promises that were still unpaid after the share u
of their days. Early on this says nothing, so it is applied from u = 0.7 on. Source: docs/reference/risk.md,
"Open promises".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from collector.rules.scorecard import GRID, Chance

AGED_FROM = 0.7
PSEUDO_PROMISES = 20.0  # as if so many had been seen: paid evenly over their days…
PSEUDO_SHARE = 0.1  # …or, broken, with a tenth of their amount


def passed(made_on: date, deadline_on: date, today: date) -> float:
    """The share of a promise's days that lie behind when a day begins: 0 on the first, below 1 on the deadline."""
    days = max((deadline_on - made_on).days + 1, 1)
    return min(max((today - made_on).days / days, 0.0), 1.0)


def curve_of(paid: Iterable[float]) -> tuple[float, ...]:
    """S on its grid, from the shares of their days after which kept promises were paid: (those paid after u + 20 (1 − u)) / (all + 20)."""
    shares = sorted(paid)
    total = len(shares) + PSEUDO_PROMISES
    curve, place = [], 0
    for step in range(GRID):
        u = step / (GRID - 1)
        while place < len(shares) and shares[place] <= u:
            place += 1
        curve.append((len(shares) - place + PSEUDO_PROMISES * (1.0 - u)) / total)
    return tuple(curve)


def broken_share_of(shares: Sequence[float]) -> float:
    """The share of its amount that a promise brings when it is not kept, from such promises."""
    return (sum(shares) + PSEUDO_PROMISES * PSEUDO_SHARE) / (len(shares) + PSEUDO_PROMISES)


def still_unpaid(curve: Sequence[float], u: float) -> float:
    """S(u), straight between the points of the grid."""
    place = u * (len(curve) - 1)
    left = min(int(place), len(curve) - 2)
    return curve[left] + (place - left) * (curve[left + 1] - curve[left])


def aged(chance: Chance, curve: Sequence[float], u: float) -> Chance:
    """The probability and its interval of a promise still unpaid after the share u of its days."""
    if u < AGED_FROM:
        return chance
    s = still_unpaid(curve, u)
    return Chance(*(p * s / (p * s + 1.0 - p) if p < 1.0 else 1.0 for p in chance))
