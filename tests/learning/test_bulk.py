"""Many promises at once are scored as one is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.learning.bulk import chances, contributions, covariance_of, design, scored, triangle
from collector.learning.rows import logit
from collector.rules import scorecard
from collector.rules.features import FEATURES, Row
from collector.rules.reasons import FAMILIES
from collector.rules.scorecard import Scorecard, without_hinges
from tests.rules.risky import BASES, EXPERT, PLAIN, ROWS, fitted

CARDS = (EXPERT, PLAIN, fitted([0.7, -0.4, 0.2]), without_hinges(fitted([0.1, 0.9])))
families = list(FAMILIES.values())
FAMILY_OF = np.array([next(n for n, names in enumerate(families) if name in names) for name in FEATURES])


@settings(max_examples=30)
@given(st.sampled_from(CARDS), st.lists(st.tuples(ROWS, BASES), min_size=1, max_size=5))
def test_each_as_if_it_were_alone(card: Scorecard, promises: list[tuple[Row, float]]) -> None:
    rows, base = np.array([row for row, _base in promises]), np.array([base for _row, base in promises])
    found = chances(card, rows, logit(base))
    adds = contributions(card, rows)
    for place, (row, rate) in enumerate(promises):
        one = scorecard.score_row(card, row, rate)
        assert [column[place] for column in found] == pytest.approx(list(one), abs=1e-9)
        want = list(scorecard.contributions(card, row).values())
        assert adds[place] == pytest.approx(want, abs=1e-9)
        assert design(card, rows)[place] == pytest.approx(scorecard.expand(card, row))


@settings(max_examples=30)
@given(st.lists(ROWS, min_size=1, max_size=5))
def test_the_strongest_families_come_first(many: list[Row]) -> None:
    card, rows = CARDS[2], np.array(many)
    _chances, top = scored(card, rows, np.zeros(len(rows)), FAMILY_OF)
    for row, three in zip(many, top.tolist(), strict=True):
        told = scorecard.contributions(card, row)
        sizes = [abs(sum(told[name] for name in names)) for names in families]
        assert [sizes[n] for n in three] == pytest.approx(sorted(sizes, reverse=True)[:3], abs=1e-6)


def test_covariance_and_triangle_are_one_thing() -> None:
    card = CARDS[2]
    whole = covariance_of(card)
    assert (whole == whole.T).all()
    assert triangle(whole) == card.covariance
    assert np.sqrt(np.diag(covariance_of(PLAIN))) == pytest.approx(PLAIN.spreads)


def test_nothing_is_scored_as_nothing() -> None:
    found, top = scored(EXPERT, np.zeros((0, len(FEATURES))), np.zeros(0), FAMILY_OF)
    assert (len(found.p), top.shape) == (0, (0, 3))
