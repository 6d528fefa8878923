"""What the model costs, and how much of the possible it reaches where the truth is known.

It runs in a process of its own (`python -m collector.bench.risks DEBTORS`), so that numpy keeps to one thread and
memory is its.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from collector.bench.figures import Figures, peak_mb

if TYPE_CHECKING:
    from collector.learning.training import Table
    from collector.rules.scorecard import Scorecard

FIT_ROWS, SCORED_ROWS, ONE_BY_ONE = 100_000, 500_000, 2_000
AT_LEAST = {
    "features_per_cpu_s": 500_000,
    "scored_per_cpu_s": 2_000_000,
    "gap_closed": 0.35,
}
GOALS = {**AT_LEAST, "fit_cpu_s": 1.0, "one_card_ms": 1.0}


def risks(debtors: int) -> Figures:
    """The figures on so many invented debtors."""
    command = [sys.executable, "-m", __spec__.name, str(debtors)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ourselves
    found: Figures = json.loads(told)
    return found | {"goal": GOALS}


def run_alone(debtors: int) -> Figures:
    """The same in this process."""
    from collector.desk import scorecards
    from collector.learning.gathering import Gathering
    from collector.learning.rows import rows
    from collector.learning.training import table_of
    from collector.sample.truth import stories

    expert, gathering, truth = scorecards.expert().card, Gathering(), []
    assert expert is not None  # it comes with the program
    for number, story in enumerate(stories(debtors)):
        refs = gathering.add(number, story.events, story.deadlines)
        truth += [story.truth[ref] for ref in refs]
    table = table_of(gathering.gathered())
    features_s = _spent(lambda: rows(table.promises, table.base))
    return {
        "promises": len(truth),
        "features_per_cpu_s": round(len(truth) / features_s),
        **_fitting(expert, table),
        **_possible(expert, table, truth),
        "peak_mb": peak_mb(),
    }


def _fitting(expert: Scorecard, table: Table) -> Figures:
    """Fitting with bends, scoring with reasons, scoring one."""
    import numpy as np

    from collector.learning import bulk
    from collector.learning.fitting import fit
    from collector.learning.training import AFTER, matured, train
    from collector.rules.reasons import FAMILIES
    from collector.rules.scorecard import contributions, score_row

    labels = matured(table, AFTER)
    place = np.resize(labels.place, FIT_ROWS)
    x, kept = bulk.design(expert, table.rows[place]), np.resize(labels.kept, FIT_ROWS)
    fit_s = _spent(lambda: fit(x, kept, table.offset[place], bulk.prior_of(expert)))
    found: dict[str, Scorecard] = {}
    train_s = _spent(lambda: found.update(card=train(expert, table, AFTER)))
    card = found["card"]
    many = np.resize(labels.place, SCORED_ROWS)
    rows, offset = np.asfortranarray(table.rows[many]), table.offset[many]
    names = list(FAMILIES.values())
    of = np.array([next(n for n, each in enumerate(names) if name in each) for name in card.features])
    some = [tuple(map(float, row)) for row in rows[:ONE_BY_ONE]]
    one_s = _spent(lambda: [(score_row(card, row, 0.5), contributions(card, row)) for row in some])
    return {
        "fit_rows": FIT_ROWS,
        "fit_cpu_s": round(fit_s, 3),
        "train_cpu_s": round(train_s, 3),
        "scored_per_cpu_s": round(SCORED_ROWS / _spent(lambda: bulk.scored(card, rows, offset, of))),
        "one_card_ms": round(1000 * one_s / len(some), 3),
    }


def _possible(expert: Scorecard, table: Table, truth: list[float]) -> Figures:
    """How far each model comes on promises it has not seen, and the share of the gap to the truth that it closes."""
    import numpy as np

    from collector.learning.backtest import backtest
    from collector.learning.measuring import auc

    found: dict[str, Any] = {}
    spent = _spent(lambda: found.update(test=backtest(expert, table)))
    test = found["test"]
    oracle = auc(np.array(truth)[test.predictions.place], test.predictions.kept)
    reached = {name: figures.auc for name, figures in test.models.items()} | {"oracle": oracle}
    least = reached["kept_rate"]
    return {
        "backtest_cpu_s": round(spent, 3),
        "tests": len(test.predictions.kept),
        "auc": {name: round(value, 4) for name, value in reached.items()},
        "brier": {name: round(figures.brier, 4) for name, figures in test.models.items()},
        "ece": round(test.models["card"].ece, 4),
        "gap_closed": round((reached["card"] - least) / (reached["oracle"] - least), 3),
    }


def _spent(work: Callable[[], Any]) -> float:
    """Processor seconds of the quicker of two runs: the first brings the memory in."""
    spent = []
    for _run in range(2):
        before = time.process_time()
        work()
        spent.append(time.process_time() - before)
    return max(min(spent), 1e-9)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run_alone(int(sys.argv[1]))))
