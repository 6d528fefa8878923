"""The scorecard beside tuned, monotone gradient boosting and plain logistic regression, on the same rows.

`python -m tools.challenger BOOK [--as-of DAY]`, or `--simulated DEBTORS` for invented ones; `--labels 50 200` trains
every model on so few, drawn at random. scikit-learn comes with the extra `challenger`. The windows, the rows that
each model is trained on and the features are those of `collector risk backtest`; boosting is tuned on the latest
quarter of its rows. A development check: scikit-learn is no dependency of the program.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import collector.learning  # noqa: F401  - first: it keeps numpy to one thread
from collector.desk import risking, scorecards
from collector.desk.opening import open_desk
from collector.learning.backtest import Backtest, backtest
from collector.learning.gathering import Gathering
from collector.learning.training import Labels, Table, matured, table_of
from collector.sample.truth import stories

SETTINGS = ((0.05, 15, 150), (0.05, 8, 200), (0.1, 15, 80), (0.03, 31, 150), (0.05, 4, 300))
RISES = ("hist_logit", "last_outcome", "momentum", "margin", "steadiness", "due_habit")
FALLS = ("broken_streak", "recent_broken", "lateness", "overdue_now")
DRAWS = 10  # of few labels out of many


class Field(NamedTuple):
    """The rows of a book, and the back-test whose windows every model meets."""

    table: Table
    found: Backtest


Model = Callable[[Field, Labels, Any], Any]  # trained on some labels, asked about some rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book", nargs="?")
    parser.add_argument("--as-of")
    parser.add_argument("--simulated", type=int, metavar="DEBTORS")
    parser.add_argument("--labels", type=int, nargs="+", default=())
    asked = parser.parse_args()
    if (asked.book is None) == (asked.simulated is None):
        parser.error("a BOOK or --simulated DEBTORS")
    field = _simulated(asked.simulated) if asked.simulated else _of_book(asked.book, asked.as_of)
    for line in with_few(field, asked.labels) if asked.labels else with_all(field):
        print(line, flush=True)


def _of_book(book: str, as_of: str | None) -> Field:
    desk = open_desk(book, "challenger", as_of, writable=False)
    tested = risking.backtest(desk, lambda *_: None)
    desk.close()
    return Field(tested.table, tested.found)


def _simulated(debtors: int) -> Field:
    gathering = Gathering()
    for number, story in enumerate(stories(debtors)):
        gathering.add(number, story.events, story.deadlines)
    table, expert = table_of(gathering.gathered()), scorecards.expert().card
    assert expert is not None
    return Field(table, backtest(expert, table))


# --- With all there is to learn from -----------------------------------------------------------------------


def with_all(field: Field) -> Iterator[str]:
    """Every model, and how far the card is from boosting with a 95 % interval over debtors."""
    import numpy as np

    from collector.learning.measuring import Clusters, auc, brier, calibration_error, log_loss

    told = field.found.predictions
    p = {name: told.of(name) for name in ("base_rate", "kept_rate", "card", "prior")}
    p |= {"boosting": challenge(field, boosting), "logistic": challenge(field, logistic)}
    yield f"{len(told.kept)} promises"
    for name, each in p.items():
        figures = (auc(each, told.kept), brier(each, told.kept), log_loss(each, told.kept))
        yield (
            f"{name:10} AUC {figures[0]:.4f} Brier {figures[1]:.4f} log loss {figures[2]:.4f} "
            f"ECE {calibration_error(each, told.kept):.4f}"
        )
    squares = {name: (each - told.kept) ** 2 for name, each in p.items()}
    debtors = field.table.promises.debtor[told.place]
    apart = Clusters(debtors, {**squares, "all": np.ones(len(told.kept))}).ratio(
        "card", "all", less="boosting"
    )
    yield f"card less boosting: Brier {apart.value:+.4f} ({apart.low:+.4f} to {apart.high:+.4f})"


# --- With few ----------------------------------------------------------------------------------------------


def with_few(field: Field, counts: Sequence[int]) -> Iterator[str]:
    """The mean Brier score of each model, trained on so many labels of each window."""
    import numpy as np

    from collector.learning.measuring import brier

    told = field.found.predictions
    models: dict[str, Model] = {"card": scorecard, "logistic": logistic, "boosting": boosting}
    for count in counts:
        said = {
            name: [brier(challenge(field, model, count, draw), told.kept) for draw in range(DRAWS)]
            for name, model in models.items()
        }
        means = {"kept_rate": brier(told.of("kept_rate"), told.kept)}
        means |= {name: float(np.mean(scores)) for name, scores in said.items()}
        yield f"{count} labels: Brier " + ", ".join(f"{name} {mean:.4f}" for name, mean in means.items())


def challenge(field: Field, model: Model, few: int | None = None, draw: int = 0) -> Any:
    """What a model says of every tested promise, trained anew before each window."""
    import numpy as np

    told, dice = field.found.predictions, np.random.default_rng(draw)
    said = np.empty(len(told.kept))
    for number, window in enumerate(field.found.windows, 1):
        labels = matured(field.table, window.first)
        if few is not None:
            labels = labels.some(
                np.sort(dice.choice(len(labels.place), min(few, len(labels.place)), replace=False))
            )
        here = told.window == number
        said[here] = model(field, labels, told.place[here])
    return said


# --- The models --------------------------------------------------------------------------------------------


def scorecard(field: Field, labels: Labels, asked: Any) -> Any:
    """The shipped card, fitted to these labels and no more."""
    from collector.learning.bulk import chances
    from collector.learning.training import centred, fitted_to

    table, expert = field.table, scorecards.expert().card
    assert expert is not None
    first = int(table.promises.made[asked].min())
    card = fitted_to(centred(expert, table, first), table, labels)
    return chances(card, table.rows[asked], table.offset[asked]).p


def _columns(field: Field, place: Any) -> Any:
    import numpy as np

    return np.column_stack([field.table.rows[place], field.table.offset[place]])


def boosting(field: Field, labels: Labels, asked: Any) -> Any:
    """Tuned on the latest quarter, then fitted to all; the rows stand in the order of making."""
    from collector.learning.measuring import log_loss

    x, kept = _columns(field, labels.place), labels.kept
    last = len(x) * 3 // 4
    losses = {
        setting: log_loss(_boosted(setting, x[:last], kept[:last], x[last:]), kept[last:])
        for setting in SETTINGS
    }
    return _boosted(min(losses, key=lambda each: losses[each]), x, kept, _columns(field, asked))


def _boosted(setting: tuple[float, int, int], x: Any, kept: Any, asked: Any) -> Any:
    from collector.rules.features import FEATURES

    rate, leaves, rounds = setting
    signs = [(name in RISES) - (name in FALLS) for name in FEATURES]
    model = importlib.import_module("sklearn.ensemble").HistGradientBoostingClassifier(
        learning_rate=rate, max_leaf_nodes=leaves, max_iter=rounds, min_samples_leaf=min(40, max(len(x) // 10, 2)),
        l2_regularization=1.0, monotonic_cst=[*signs, 1], random_state=1,
    )  # fmt: skip
    return _fitted(model, x, kept, asked)


def logistic(field: Field, labels: Labels, asked: Any) -> Any:
    """Scaled features, the usual small penalty, no prior."""
    x = _columns(field, labels.place)
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = importlib.import_module("sklearn.linear_model").LogisticRegression(max_iter=1000)
    return _fitted(model, (x - middle) / spread, labels.kept, (_columns(field, asked) - middle) / spread)


def _fitted(model: Any, x: Any, kept: Any, asked: Any) -> Any:
    """Where all labels are alike there is nothing to fit: what was seen is said of all."""
    import numpy as np

    if kept.min() == kept.max():
        return np.full(len(asked), kept[0])
    return model.fit(x, kept).predict_proba(asked)[:, 1]


if __name__ == "__main__":
    main()
