"""Two numbers set a card right that was too sure; what chance explains is left alone."""

from __future__ import annotations

import numpy as np
import pytest

from collector.learning.backtest import Predictions, latest_line
from collector.learning.bulk import chances, contributions
from collector.learning.calibrating import LEAST_TOLD, Line, line, recalibrated
from collector.learning.fitting import sigmoid
from collector.learning.measuring import Floats, calibration_error
from collector.learning.rows import logit
from collector.learning.training import as_written, centred, train
from collector.rules.scorecard import without_hinges
from tests.learning.made import AFTER, world
from tests.rules.risky import EXPERT, PLAIN

DICE = np.random.default_rng(7)
TRUTH: Floats = sigmoid(DICE.normal(0.5, 1.5, 4_000))
KEPT: Floats = (DICE.random(4_000) < TRUTH).astype(np.float64)


def stretched(p: Floats, slope: float, by: float = 0.0) -> Floats:
    return sigmoid(slope * logit(p) + by)


@pytest.mark.parametrize(("slope", "off"), [(1.0, False), (2.0, True), (0.5, True)])
def test_a_slope_is_found_and_one_is_left_alone(slope: float, off: bool) -> None:
    found = line(stretched(TRUTH, slope), KEPT)
    assert found is not None
    assert found.is_off is off
    assert found.low < 1 / slope < found.high or found.slope == pytest.approx(1 / slope, abs=0.12)


def test_few_promises_have_no_line_and_a_small_book_no_certainty() -> None:
    assert line(TRUTH[: LEAST_TOLD - 1], KEPT[: LEAST_TOLD - 1]) is None
    few = line(stretched(TRUTH[:LEAST_TOLD], 1.1), KEPT[:LEAST_TOLD])
    assert few is not None
    assert not few.is_off


@pytest.mark.parametrize("card", [PLAIN, "fitted"], ids=["as written", "fitted"])
def test_the_card_says_what_the_line_says_and_its_parts_add_up(card: object) -> None:
    """Log odds a + b (logit m + w·x), exactly where the agency's rate is that of the day."""
    table, _truth = world(60)
    used = train(EXPERT, table, AFTER) if card == "fitted" else PLAIN
    base = table.base_logit(AFTER)
    offset = np.full(len(table.rows), base)
    right = recalibrated(used, Line(0.2, 0.8, 0.7, 0.9), base)
    bare = [each._replace(spreads=tuple([1e-9] * len(each.means)), covariance=None) for each in (used, right)]
    before, after = (chances(each, table.rows, offset).p for each in bare)
    assert after == pytest.approx(stretched(before, 0.8, 0.2), abs=1e-9)
    apart = contributions(right, table.rows) - 0.8 * contributions(used, table.rows)
    assert np.abs(apart).max() < 1e-9


def test_a_line_that_chance_explains_changes_nothing() -> None:
    for found in (None, Line(0.3, 1.1, 0.95, 1.25)):
        assert recalibrated(PLAIN, found, 0.4) is PLAIN


def test_a_card_that_is_too_sure_comes_right() -> None:
    sure = stretched(TRUTH, 2.0)
    found = line(sure[:2_000], KEPT[:2_000])
    assert found is not None
    right = stretched(sure, found.slope, found.intercept)
    assert calibration_error(right[2_000:], KEPT[2_000:]) < 0.4 * calibration_error(
        sure[2_000:], KEPT[2_000:]
    )


def test_only_what_has_fallen_due_is_looked_at() -> None:
    table, _truth = world(150)
    place = np.flatnonzero(table.promises.outcome >= 0)
    p = np.full((len(place), 5), 0.5)
    told = Predictions(place, np.ones(len(place)), p, (table.promises.outcome[place] == 1).astype(float))
    cut = int(np.median(table.gathered.deadline[place]))
    seen = table.gathered.deadline[place] < cut
    assert latest_line(table, [told], cut) == line(p[seen, 0], told.kept[seen])
    assert latest_line(table, [], cut) is None


def test_the_card_as_it_was_written_keeps_what_was_measured() -> None:
    table, _truth = world(150)
    card = train(EXPERT, table, AFTER)
    written = as_written(card)
    assert written.weights == without_hinges(centred(EXPERT, table, AFTER)).weights
    assert (written.kind, written.covariance, written.hinges) == ("prior", None, ())
    assert (written.medians, written.survival, written.labels) == (card.medians, card.survival, card.labels)
