"""The honest back-test: each promise once, from what was known before; what leaks, drifts or is too small is told."""

from __future__ import annotations

import numpy as np
import pytest

from collector.learning import drift
from collector.learning.backtest import MODELS, Backtest, Measures, backtest, best, measured
from collector.learning.columns import KEPT
from collector.learning.drift import drifting, months
from collector.learning.fitting import sigmoid
from collector.learning.groups import groups
from collector.learning.measuring import auc, brier
from collector.learning.training import Table
from collector.rules.happenings import Made, Resolved
from collector.sample.truth import Story, World, stories
from tests.learning.made import told, turned, world
from tests.learning.test_training import CUT
from tests.rules.risky import EXPERT


@pytest.fixture(scope="module")
def tested() -> tuple[Table, Backtest]:
    table, _truth = world(400)
    return table, backtest(EXPERT, table)


def test_every_promise_from_the_start_on_is_predicted_once(tested: tuple[Table, Backtest]) -> None:
    table, found = tested
    judged = np.flatnonzero(table.promises.outcome >= 0)
    made = np.sort(table.promises.made[judged])
    start = made[int(0.4 * len(made))]
    assert sorted(found.predictions.place) == [n for n in judged if table.promises.made[n] >= start]
    assert (found.predictions.kept == (table.promises.outcome[found.predictions.place] == KEPT)).all()


def test_four_windows_of_about_the_same_size_one_after_another(tested: tuple[Table, Backtest]) -> None:
    table, found = tested
    sizes = [window.tests for window in found.windows]
    assert len(sizes) == 4
    assert max(sizes) < 1.1 * min(sizes)
    for number, window in enumerate(found.windows, 1):
        made = table.promises.made[found.predictions.place[found.predictions.window == number]]
        assert (made.min(), made.max()) == (window.first, window.last)
    assert all(one.last < two.first for one, two in zip(found.windows, found.windows[1:], strict=False))
    assert [w.trained for w in found.windows] == sorted(w.trained for w in found.windows)


def test_the_kept_rate_is_that_of_the_desk(tested: tuple[Table, Backtest]) -> None:
    """(4m + wk) / (4 + wn)."""
    table, found = tested
    place = found.predictions.place
    want = sigmoid(table.rows[place, 0] + table.offset[place])
    assert found.predictions.of("kept_rate") == pytest.approx(want, abs=1e-6)
    assert found.predictions.of("base_rate") == pytest.approx(table.base[place], abs=1e-6)


def test_the_card_beats_both_and_closes_a_third_of_what_is_possible(tested: tuple[Table, Backtest]) -> None:
    _table, found = tested
    truth = world(400)[1][found.predictions.place]
    reached = {name: auc(found.predictions.of(name), found.predictions.kept) or 0 for name in MODELS}
    possible = (auc(truth, found.predictions.kept) or 0) - reached["kept_rate"]
    assert (reached["card"] - reached["kept_rate"]) / possible > 0.3
    assert found.models["card"].brier < found.models["kept_rate"].brier < found.models["base_rate"].brier
    assert found.models["card"].ece < 0.04
    assert found.paired is not None
    assert found.paired.high < 0
    assert found.chosen == "card"


# --- Nothing of later days -------------------------------------------------------------------------------


def until(story: Story, day: int) -> Story:
    """Nothing dated on that day or later but the makings and what was made of them before."""
    return story._replace(events=[e for e in story.events if isinstance(e, Made) or e.day < day])


def test_what_comes_later_moves_no_prediction(tested: tuple[Table, Backtest]) -> None:
    """All outcomes of the last window's days turned round: what was said before stays, to the last digit."""
    _table, found = tested
    day = found.windows[3].first

    other = backtest(EXPERT, told([turned(story, day) for story in stories(400)])[0])
    early = found.predictions.window < 4
    assert (other.predictions.p[other.predictions.window < 4] == found.predictions.p[early]).all()
    assert (other.predictions.kept != found.predictions.kept).any()


def test_a_leak_would_show(tested: tuple[Table, Backtest]) -> None:
    """The same back-test with outcomes known on the day of making scores better than is honest."""
    table, found = tested
    p = table.promises
    hindsight = np.where(p.outcome == KEPT, 0.3, -0.3)
    rows = table.rows.copy()
    rows[:, 0] += hindsight
    leaky = backtest(EXPERT, table._replace(rows=rows))
    assert leaky.models["card"].brier < found.models["card"].brier - 0.01


# --- Too little, all alike -------------------------------------------------------------------------------


def small(outcomes: list[bool]) -> Table:
    events: list[object] = []
    for number, kept in enumerate(outcomes):
        made = 738_000 + 30 * number
        events += [
            Made(made, f"P{number}", made + 7, 10.0**number, "RON"),
            Resolved(made + 8, f"P{number}", kept),
        ]
    deadlines = {f"P{n}": 738_000 + 30 * n + 9 for n in range(len(outcomes))}
    return told([Story(events, dict.fromkeys(deadlines, 0.5), deadlines)])[0]  # type: ignore[arg-type]


@pytest.mark.parametrize("outcomes", [[], [True], [False], [True] * 9, [False] * 9, [True, False] * 4])
def test_little_or_one_sided_history_is_told_and_nothing_is_taken(outcomes: list[bool]) -> None:
    found = backtest(EXPERT, small(outcomes))
    assert len(found.predictions.kept) == (len(outcomes) - int(0.4 * len(outcomes)))
    assert found.chosen == "kept_rate"
    for model in found.models.values():
        assert (model.auc is None) == (len({*found.predictions.kept}) == 1)
        assert np.isfinite([model.brier, model.log_loss, model.ece, model.skill]).all()


def test_the_kept_rate_stands_while_the_skill_may_be_nothing() -> None:
    def figures(loss: float, low: float) -> Measures:
        return Measures(0.7, 0.2, loss, 0.02, 2.0, 0.1, low, 0.2)

    models = {"base_rate": figures(0.6, 0), "kept_rate": figures(0.5, 0.1), "card": figures(0.4, 0.05), "prior": figures(0.45, 0.02)}  # fmt: skip
    assert best(models) == "card"
    assert best(models, without=("card",)) == "prior"
    assert best({**models, "card": figures(0.4, 0.0)}) == "kept_rate"
    assert best({**models, "base_rate": figures(0.1, 0)}) == "base_rate"
    assert best({}) == "kept_rate"


# --- Drift -----------------------------------------------------------------------------------------------


def test_a_fit_that_no_longer_holds_raises_the_alarm() -> None:
    """Trap: the meaning of the outcome changed between training and test."""
    found, table = drifted()
    told_ = found.predictions
    by_month = months(table.promises.made[told_.place], told_.of("card"), told_.kept)
    assert not drifting([month for month in by_month if month.month < "2024-04"])
    assert any(month.alarm for month in by_month)
    assert all(month.promises and 0 <= month.kept <= 1 for month in by_month)
    fresh = measured(table, found.windows, told_)
    assert fresh.models == found.models


def drifted() -> tuple[Backtest, Table]:
    table = told([turned(story, CUT) for story in stories(200, 1, World(level=3.0))])[0]
    return backtest(EXPERT, table), table


def test_a_month_is_off_by_more_than_chance_and_enough_to_matter() -> None:
    made = np.full(400, CUT)
    p = np.full(400, 0.5)
    assert not drifting(months(made, p, np.tile([0.0, 1.0], 200)))
    assert drifting(months(made, p, np.ones(400)))
    assert not drifting(months(made[:40], p[:40], np.ones(40)))  # too few to say anything
    assert drift.LEAST_PROMISES == 50


def test_groups_add_up(tested: tuple[Table, Backtest]) -> None:
    table, found = tested
    told_ = groups(table, found.predictions, EXPERT.survival)
    for by in ("lead", "amount", "debtor"):
        assert sum(each.promises for each in told_ if each.by == by) == len(found.predictions.kept)
    ages = [each for each in told_ if each.by == "age"]
    assert [each.promises for each in ages] == sorted((each.promises for each in ages), reverse=True)
    assert brier(found.predictions.of("card"), found.predictions.kept) == pytest.approx(
        sum(each.brier * each.promises for each in told_ if each.by == "debtor") / len(found.predictions.kept)
    )
