"""The honest back-test: what each model would have said of every promise, from what was known before it was made.

Four windows of equal counts roll forward in time. Before each one the card is trained anew on what had matured by
then. Source: docs/reference/risk.md, "The back-test".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from collector.learning.bulk import chances
from collector.learning.calibrating import Line, line
from collector.learning.columns import KEPT, NEITHER
from collector.learning.fitting import sigmoid
from collector.learning.measuring import (
    Bin,
    Clusters,
    Floats,
    Interval,
    Ints,
    auc,
    brier,
    calibration_error,
    lift,
    log_loss,
    reliability,
)
from collector.learning.training import Table, as_written, fitted
from collector.rules.features import FEATURES
from collector.rules.figures import TOO_FEW_BELOW
from collector.rules.scorecard import Scorecard

WINDOWS = 4
STARTS_AT = 0.4  # of the judged promises, in the order of their making
PLACES = 6  # of a probability as it is written down; the figures are reckoned from that
MODELS = ("base_rate", "kept_rate", "card", "prior")  # prior: the card as people wrote it
CARDS = ("card", "prior")


class Window(NamedTuple):
    """Promises made from `first` to `last` (ordinals), by a card trained on what had matured before `first`."""

    first: int
    last: int
    trained: int
    tests: int
    choice: str


class Measures(NamedTuple):
    """How good a model was. `skill` is the share of the base rate's Brier score that it saves."""

    auc: float | None
    brier: float
    log_loss: float
    ece: float
    lift: float | None
    skill: float
    skill_low: float
    skill_high: float


class Predictions(NamedTuple):
    """What was said of each tested promise, whose row in the table is `place`. A column of `p` a model."""

    place: Ints
    window: Ints
    p: Floats
    kept: Floats

    def of(self, model: str) -> Floats:
        return self.p[:, MODELS.index(model)]


class Backtest(NamedTuple):
    """`models`, `paired` are empty, None when there was nothing to test."""

    windows: tuple[Window, ...]
    predictions: Predictions
    models: dict[str, Measures]
    paired: Interval | None  # Brier score of the card less that of the kept rate
    chosen: str  # one of MODELS
    reliability: tuple[Bin, ...]


def backtest(expert: Scorecard, table: Table) -> Backtest:
    """Every judged promise from the 40 % quantile of the makings on is predicted once."""
    windows, parts = [], []
    for number, (first, last, place) in enumerate(_windows(table), 1):
        card, labels, choice = fitted(expert, table, first)
        parts.append(_predicted((card, as_written(card)), table, place, number))
        windows.append(Window(first, last, len(labels.place), len(place), choice.name))
    return measured(table, tuple(windows), _joined(parts))


def latest_line(table: Table, told: Predictions, cut: int, model: str = "card") -> Line | None:
    """How a model did on the latest window, as far as that had matured before a day."""
    seen = (told.window == told.window.max(initial=0)) & (table.gathered.deadline[told.place] < cut)
    return line(told.of(model)[seen], told.kept[seen])


def measured(table: Table, windows: tuple[Window, ...], told: Predictions) -> Backtest:
    """The figures of these predictions."""
    if not len(told.kept):
        return Backtest(windows, told, {}, None, "kept_rate", ())
    squares = {name: (told.of(name) - told.kept) ** 2 for name in MODELS}
    again = Clusters(table.promises.debtor[told.place], {**squares, "all": np.ones_like(told.kept)})
    models = {name: _measures(told, name, again) for name in MODELS}
    enough = len(told.kept) >= TOO_FEW_BELOW
    paired = again.ratio("card", "all", less="kept_rate")
    return Backtest(
        windows,
        told,
        models,
        paired,
        best(models if enough else {}),
        tuple(reliability(told.of("card"), told.kept)),
    )


def _windows(table: Table) -> Iterator[tuple[int, int, Ints]]:
    """First and last day of each window, and the rows made in it. A day is never torn apart."""
    judged = np.flatnonzero(table.promises.outcome != NEITHER)
    judged = judged[np.argsort(table.promises.made[judged], kind="stable")]
    made = table.promises.made[judged]
    if not len(made):
        return
    begin = int(np.searchsorted(made, made[int(STARTS_AT * len(made))], side="left"))
    count = len(made) - begin
    cuts = sorted({int(made[begin + count * n // WINDOWS]) for n in range(WINDOWS)})
    for first, until in zip(cuts, [*cuts[1:], int(made[-1]) + 1], strict=True):
        own = (made >= first) & (made < until)
        yield first, int(made[own].max()), judged[own]


def untested(table: Table, told: Predictions) -> tuple[Ints, Floats]:
    """The judged promises made before the first window, and the plain kept rate of each."""
    before = table.promises.outcome != NEITHER
    before[told.place] = False
    place = np.flatnonzero(before)
    return place, _kept_rate(table, place)


def _kept_rate(table: Table, place: Ints) -> Floats:
    return sigmoid(table.rows[place, FEATURES.index("hist_logit")] + table.offset[place])


def _predicted(cards: tuple[Scorecard, ...], table: Table, place: Ints, window: int) -> Predictions:
    rows, offset = table.rows[place], table.offset[place]
    p = np.array(
        [table.base[place], _kept_rate(table, place), *(chances(card, rows, offset).p for card in cards)]
    ).T
    kept = (table.promises.outcome[place] == KEPT).astype(np.float64)
    return Predictions(place, np.full(len(place), window), np.round(p, PLACES), kept)


def _joined(parts: list[Predictions]) -> Predictions:
    if not parts:
        return Predictions(
            np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, len(MODELS))), np.zeros(0)
        )
    return Predictions(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _measures(told: Predictions, name: str, again: Clusters) -> Measures:
    p, kept = told.of(name), told.kept
    return Measures(
        auc(p, kept),
        brier(p, kept),
        log_loss(p, kept),
        calibration_error(p, kept),
        lift(p, kept),
        *again.skill(name, "base_rate"),
    )


def best(models: Mapping[str, Measures], without: Sequence[str] = ()) -> str:
    """The least surprised model; but the kept rate while a card's skill may be nothing, or nothing was tested."""
    if not models:
        return "kept_rate"
    chosen = min((name for name in MODELS if name not in without), key=lambda name: models[name].log_loss)
    return "kept_rate" if chosen in CARDS and models[chosen].skill_low <= 0 else chosen
