"""How good probabilities were, each figure reckoned a second time by its definition."""

from __future__ import annotations

from itertools import product
from math import log
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.learning.measuring import (
    Clusters,
    auc,
    brier,
    calibration_error,
    gains,
    lift,
    log_loss,
    reliability,
)

told = st.lists(st.tuples(st.integers(0, 8).map(lambda n: n / 8), st.booleans()), min_size=1, max_size=60)


@given(told)
def test_auc_is_the_share_of_pairs_in_order(said: list[tuple[float, bool]]) -> None:
    p, kept = np.array([p for p, _k in said]), np.array([float(k) for _p, k in said])
    pairs = [
        1.0 if high > low else 0.5 if high == low else 0.0
        for (high, was_kept), (low, was_other) in product(said, said)
        if was_kept and not was_other
    ]
    assert auc(p, kept) == (pytest.approx(fmean(pairs)) if pairs else None)


@given(told)
def test_scores_by_their_definition(said: list[tuple[float, bool]]) -> None:
    p, kept = np.array([p for p, _k in said]), np.array([float(k) for _p, k in said])
    assert brier(p, kept) == pytest.approx(fmean((p - k) ** 2 for p, k in said))
    surprise = fmean(-log(max(p if k else 1 - p, 1e-12)) for p, k in said)
    assert log_loss(p, kept) == pytest.approx(surprise)


def test_ten_bins_of_equal_mass_five_of_few() -> None:
    p = np.linspace(0, 1, 1000)
    kept = (np.arange(1000) % 2).astype(float)
    bins = reliability(p, kept)
    assert [each.promises for each in bins] == [100] * 10
    assert all(each.low < each.kept == 0.5 < each.high for each in bins)
    assert calibration_error(p, kept) == pytest.approx(fmean(abs(each.p - 0.5) for each in bins))
    assert len(reliability(p[:499], kept[:499])) == 5
    assert len(reliability(p[:3], kept[:3])) == 3


def test_lift_and_gains_are_of_the_broken() -> None:
    p = np.linspace(0, 1, 100)
    kept = (np.arange(100) >= 10).astype(float)  # the ten least likely were broken
    assert lift(p, kept) == 10
    assert gains(p, kept)[:3] == [0.0, 0.5, 1.0]
    assert (lift(p, np.ones(100)), gains(p, np.ones(100))) == (None, [])


def test_debtors_are_drawn_and_not_promises() -> None:
    """A thousand promises of two debtors say no more than two do."""
    debtors = np.repeat([1, 2], 500)
    errors = np.where(debtors == 1, 0.0, 1.0)
    told = Clusters(debtors, {"card": errors, "all": np.ones(1000)}).ratio("card", "all")
    assert (told.value, told.low, told.high) == (0.5, 0.0, 1.0)


def test_skill_is_the_share_saved() -> None:
    columns = {"card": np.full(50, 0.1), "base_rate": np.full(50, 0.2), "nothing": np.zeros(50)}
    again = Clusters(np.arange(50), columns)
    assert again.skill("card", "base_rate") == pytest.approx((0.5, 0.5, 0.5))
    assert again.ratio("card", "nothing").value == 0  # nothing to divide by
    assert again.ratio("card", "base_rate", less="base_rate").value == pytest.approx(-0.5)
