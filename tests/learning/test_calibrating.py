"""Whether a card was too sure is told where chance does not explain it."""

from __future__ import annotations

import numpy as np
import pytest

from collector.learning.backtest import Predictions, latest_line
from collector.learning.calibrating import LEAST_TOLD, line
from collector.learning.fitting import sigmoid
from collector.learning.measuring import Floats
from collector.learning.rows import logit
from collector.learning.training import as_written, centred, train
from collector.rules.scorecard import without_hinges
from tests.learning.made import AFTER, world
from tests.rules.risky import EXPERT

DICE = np.random.default_rng(7)
TRUTH: Floats = sigmoid(DICE.normal(0.5, 1.5, 4_000))
KEPT: Floats = (DICE.random(4_000) < TRUTH).astype(np.float64)


def stretched(p: Floats, slope: float, by: float = 0.0) -> Floats:
    return sigmoid(slope * logit(p) + by)


@pytest.mark.parametrize(("slope", "surely"), [(1.0, ""), (2.0, "too sure"), (0.5, "too shy")])
def test_a_slope_is_found_and_said(slope: float, surely: str) -> None:
    found = line(stretched(TRUTH, slope), KEPT)
    assert found is not None
    assert found.surely == surely
    assert found.low < 1 / slope < found.high or found.slope == pytest.approx(1 / slope, abs=0.12)


def test_few_promises_have_no_line_and_a_small_book_no_certainty() -> None:
    assert line(TRUTH[: LEAST_TOLD - 1], KEPT[: LEAST_TOLD - 1]) is None
    few = line(stretched(TRUTH[:LEAST_TOLD], 1.1), KEPT[:LEAST_TOLD])
    assert few is not None
    assert few.surely == ""


def test_only_what_has_fallen_due_is_looked_at() -> None:
    table, _truth = world(150)
    place = np.flatnonzero(table.promises.outcome >= 0)
    p = np.tile(DICE.uniform(0.2, 0.8, (len(place), 1)), 4)
    told = Predictions(place, np.ones(len(place)), p, (table.promises.outcome[place] == 1).astype(float))
    cut = int(np.quantile(table.gathered.deadline[place], 0.7))
    seen = table.gathered.deadline[place] < cut
    assert latest_line(table, told, cut) == line(p[seen, 0], told.kept[seen])
    assert latest_line(table, told, cut) != latest_line(table, told, AFTER)
    assert latest_line(table, told, 0) is None


def test_the_card_as_it_was_written_keeps_what_was_measured() -> None:
    table, _truth = world(150)
    card = train(EXPERT, table, AFTER)
    written = as_written(card)
    assert written.weights == without_hinges(centred(EXPERT, table, AFTER)).weights
    assert (written.kind, written.covariance, written.hinges) == ("prior", None, ())
    assert (written.medians, written.survival, written.labels) == (card.medians, card.survival, card.labels)
