"""An open promise ages: early not at all, late a lot, and to nothing when its days are over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules.scorecard import GRID, Chance
from collector.rules.survival import aged, broken_share_of, curve_of, passed, still_unpaid

MADE = date(2026, 11, 2)
DEADLINE = date(2026, 11, 11)  # ten days, both included
NONE_SEEN = curve_of(())
SHARES = st.lists(st.floats(0.01, 1.0), max_size=40)


def test_days_that_lie_behind() -> None:
    assert [passed(MADE, DEADLINE, MADE + timedelta(n)) for n in (-3, 0, 7, 9, 20)] == [0, 0, 0.7, 0.9, 1]
    assert [passed(MADE, DEADLINE, MADE + timedelta(n + 1)) for n in (0, 9)] == [0.1, 1.0]
    assert passed(MADE, MADE, MADE) == 0  # due today: nothing of it lies behind


def test_with_nothing_seen_money_comes_evenly() -> None:
    assert pytest.approx([1 - n / 20 for n in range(GRID)]) == NONE_SEEN
    assert still_unpaid(NONE_SEEN, 0.725) == pytest.approx(0.275)


def test_a_curve_by_hand() -> None:
    """Ten of twenty paid at half time, the others at the end."""
    curve = curve_of([0.5] * 10 + [1.0] * 10)
    assert [curve[n] for n in (0, 9, 10, 19, 20)] == pytest.approx([1.0, 31 / 40, 20 / 40, 11 / 40, 0.0])


def test_the_update_by_hand() -> None:
    """0.6 × 0.1 / (0.6 × 0.1 + 0.4) on the last day of ten."""
    assert aged(Chance(0.6, 0.5, 0.7), NONE_SEEN, 0.9).p == pytest.approx(0.06 / 0.46)
    assert aged(Chance(0.6, 0.5, 0.7), NONE_SEEN, 0.69) == (0.6, 0.5, 0.7)


@given(shares=SHARES, p=st.floats(0, 1), one=st.floats(0, 1), other=st.floats(0, 1))
def test_the_nearer_the_deadline_the_less_likely(
    shares: list[float], p: float, one: float, other: float
) -> None:
    curve = curve_of(shares)
    early, late = sorted((one, other))
    before, after = (aged(Chance(p, p / 2, p), curve, u) for u in (early, late))
    assert 0 <= after.low <= after.p <= after.high <= 1
    assert after.p <= before.p + 1e-12 <= p + 2e-12


@given(shares=SHARES)
def test_a_curve_falls_from_one_to_nothing(shares: list[float]) -> None:
    curve = curve_of(shares)
    assert curve[0] == 1.0
    assert curve[-1] == 0.0
    assert list(curve) == sorted(curve, reverse=True)


def test_what_comes_of_a_broken_promise() -> None:
    assert broken_share_of([]) == pytest.approx(0.1)
    assert broken_share_of([0.5] * 20) == pytest.approx(0.3)
