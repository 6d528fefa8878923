"""One promise scored: by hand, against the whole square, and with reasons that add up."""

from __future__ import annotations

from math import log, pi, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.rules.cardfile import read_scorecard, write_scorecard
from collector.rules.features import FEATURES, Row, logit
from collector.rules.scorecard import (
    Hinge,
    Scorecard,
    contributions,
    expand,
    score_row,
    sigmoid,
    without_hinges,
)
from tests.rules.risky import BASES, EXPERT, PLAIN, ROWS, USUAL, VALUES, fitted, quadratic, spread_of

NOTHING: Row = (0.0,) * len(FEATURES)
CARDS = st.lists(VALUES, min_size=3, max_size=40).map(fitted)


def only(**values: float) -> Row:
    return tuple(values.get(name, 0.0) for name in FEATURES)


def test_a_promise_about_which_nothing_is_known_has_the_agencys_own_rate() -> None:
    found = score_row(PLAIN, NOTHING, 0.6)
    assert found.p == pytest.approx(sigmoid(log(1.5) / sqrt(1 + pi * 0.25 / 8)))
    assert (found.low, found.high) == pytest.approx(
        (sigmoid(log(1.5) - 0.8225), sigmoid(log(1.5) + 0.8225)), abs=1e-9
    )


def test_a_broken_promise_by_hand() -> None:
    """Broken, unpaid, ten days ago: what each says is added to the log odds."""
    row = only(last_outcome=-1.0, broken_streak=1.0, overdue_now=log(2))
    z = log(1.5) - 0.25 - 0.25 - 0.40 * log(2)
    v = 0.25 + 0.04 + 0.04 + (0.3 * log(2)) ** 2
    assert score_row(PLAIN, row, 0.6).p == pytest.approx(sigmoid(z / sqrt(1 + pi * v / 8)))


def test_a_bend_counts_only_on_its_side() -> None:
    card = EXPERT._replace(hinges=(Hinge("margin", 0.3, 1), Hinge("margin", 0.3, -1)))
    size = 1 + len(FEATURES)
    assert expand(card, only(margin=0.5))[size:] == (0.2, 0.0)
    assert expand(card, only(margin=0.1))[size:] == (0.0, 0.3 - 0.1)


def test_without_bends_the_written_card_says_the_same_and_is_surer() -> None:
    row = only(hist_logit=2.0, tenure=3.0)
    bent, plain = score_row(EXPERT, row, 0.5), score_row(without_hinges(EXPERT), row, 0.5)
    assert bent.high - bent.low > plain.high - plain.low
    assert len(without_hinges(EXPERT).weights) == 1 + len(FEATURES)


@settings(max_examples=40)
@given(row=ROWS, base=BASES)
def test_a_probability_lies_in_its_interval(row: Row, base: float) -> None:
    found = score_row(PLAIN, row, base)
    assert 0 <= found.low <= found.p <= found.high <= 1


@settings(max_examples=40)
@given(row=ROWS, base=BASES, card=CARDS)
def test_the_interval_is_that_of_the_whole_covariance(row: Row, base: float, card: Scorecard) -> None:
    x = expand(card, row)
    v = quadratic(card.covariance, x)
    z = logit(base) + sum(w * each for w, each in zip(card.weights, x, strict=True))
    found = score_row(card, row, base)
    assert found.p == pytest.approx(sigmoid(z / sqrt(1 + pi * v / 8)), rel=1e-9)
    assert found.high == pytest.approx(max(found.p, sigmoid(z + 1.645 * sqrt(v))), rel=1e-9)


@settings(max_examples=40)
@given(row=ROWS, card=CARDS)
def test_what_each_feature_adds_adds_up_to_the_score(row: Row, card: Scorecard) -> None:
    def z(of: Row) -> float:
        return sum(w * each for w, each in zip(card.weights, expand(card, of), strict=True))

    added = contributions(card, row)
    assert list(added) == list(FEATURES)
    assert sum(added.values()) == pytest.approx(z(row) - z(USUAL), abs=1e-9)


@settings(max_examples=40)
@given(card=CARDS)
def test_a_card_written_and_read_is_the_same_to_the_bit(card: Scorecard) -> None:
    assert read_scorecard(write_scorecard(card)) == card


def test_the_written_card_has_the_means_and_spreads_of_the_reference() -> None:
    of = dict(zip(FEATURES, zip(EXPERT.means[1:], EXPERT.spreads[1:], strict=False), strict=False))
    assert (EXPERT.means[0], EXPERT.spreads[0]) == (0.0, 0.5)
    assert (of["hist_logit"], of["disputed"], of["margin"]) == ((0.8, 0.3), (-1.0, 0.5), (0.5, 0.4))
    assert len(EXPERT.hinges) == 13
    assert set(EXPERT.spreads[-13:]) == {0.4}
    assert spread_of(PLAIN, expand(PLAIN, NOTHING)) == 0.5
