"""Where a model is right and where it is not: by days to the due day, by sum, by what was known, by age."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from collector.learning.backtest import Predictions
from collector.learning.columns import KEPT, Flags
from collector.learning.measuring import Floats, auc, brier, calibration_error
from collector.learning.training import Table
from collector.rules.features import FEATURES

LEADS = ((7, "0-7"), (14, "8-14"), (30, "15-30"))
LONGEST = "31+"
QUARTERS = ("smallest", "smaller", "larger", "largest")
AGES = (0.7, 0.8, 0.9, 0.95)  # of the time to the deadline that has passed


class Group(NamedTuple):
    """How the model did on some of the tested promises."""

    by: str
    key: str
    promises: int
    kept: float
    predicted: float
    auc: float | None
    brier: float
    ece: float


def groups(table: Table, told: Predictions, survival: Sequence[float], model: str = "card") -> list[Group]:
    """Every group with a promise in it, as one of the models told it; the plain kept rate does not age."""
    p, kept = told.of(model), told.kept
    found = [_group(by, key, p[which], kept[which]) for by, key, which in _parts(table, told) if which.any()]
    for age in AGES if model != "kept_rate" else ():
        unpaid, aged = _aged(table, told, p, survival, age)
        if unpaid.any():
            found.append(_group("age", f"{age:.2f}", aged[unpaid], kept[unpaid]))
    return found


def _group(by: str, key: str, p: Floats, kept: Floats) -> Group:
    means = (float(kept.mean()), float(p.mean()))
    return Group(by, key, len(p), *means, auc(p, kept), brier(p, kept), calibration_error(p, kept))


def _parts(table: Table, told: Predictions) -> Iterator[tuple[str, str, Flags]]:
    promises, place = table.promises, told.place
    lead = promises.due[place] - promises.made[place]
    bucket = np.searchsorted([most for most, _key in LEADS], lead, side="left")
    for number, key in enumerate((*(key for _most, key in LEADS), LONGEST)):
        yield "lead", key, bucket == number
    amount = promises.amount[place]
    quarter = np.searchsorted(np.quantile(amount, [0.25, 0.5, 0.75]), amount, side="left")
    for number, key in enumerate(QUARTERS):
        yield "amount", key, quarter == number
    new = table.rows[place, FEATURES.index("evidence")] == 0
    yield "debtor", "new", new
    yield "debtor", "known", ~new


def _aged(
    table: Table, told: Predictions, p: Floats, survival: Sequence[float], age: float
) -> tuple[Flags, Floats]:
    """Which promises were still unpaid at this age, and how likely they were then."""
    made, deadline = table.promises.made[told.place], table.gathered.deadline[told.place]
    paid = (table.promises.decided[told.place] - made + 1) / np.maximum(deadline - made + 1, 1)
    unpaid = (table.promises.outcome[told.place] != KEPT) | (paid > age)
    s = np.interp(age, np.linspace(0, 1, len(survival)), survival)
    return unpaid, p * s / (p * s + 1 - p)
