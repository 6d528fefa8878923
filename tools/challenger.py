"""The scorecard beside tuned, monotone gradient boosting and plain logistic regression, on the same rows of a book.

`python -m tools.challenger BOOK [--as-of DAY]`; scikit-learn comes with the extra `challenger`. The windows, the rows
that each model is trained on and the features are those of `collector risk backtest`; boosting is tuned on the
latest quarter of its rows. A development check: scikit-learn is no dependency of the program.
"""

from __future__ import annotations

import argparse
import importlib
from typing import Any

import collector.learning  # noqa: F401  - first: it keeps numpy to one thread
from collector.desk import risking
from collector.desk.opening import open_desk

SETTINGS = ((0.05, 15, 150), (0.05, 8, 200), (0.1, 15, 80), (0.03, 31, 150), (0.05, 4, 300))
RISES = ("hist_logit", "last_outcome", "momentum", "margin")
FALLS = ("broken_streak", "recent_broken", "lateness", "overdue_now")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book")
    parser.add_argument("--as-of")
    asked = parser.parse_args()
    desk = open_desk(asked.book, "challenger", asked.as_of, writable=False)
    tested = risking.backtest(desk, lambda *_: None)
    desk.close()
    compare(tested)


def compare(tested: risking.Tested) -> None:
    """Print every model, and how far the card is from boosting with a 95 % interval over debtors."""
    import numpy as np

    from collector.learning.measuring import Clusters, auc, brier, calibration_error, log_loss

    told = tested.found.predictions
    p = {name: told.of(name) for name in ("base_rate", "kept_rate", "card", "prior")}
    p |= {"boosting": challenge(tested, boosting), "logistic": challenge(tested, logistic)}
    print(f"{len(told.kept)} promises")
    for name, each in p.items():
        figures = (auc(each, told.kept), brier(each, told.kept), log_loss(each, told.kept))
        print(f"{name:10} AUC {figures[0]:.4f} Brier {figures[1]:.4f} log loss {figures[2]:.4f} "
              f"ECE {calibration_error(each, told.kept):.4f}")  # fmt: skip
    squares = {name: (each - told.kept) ** 2 for name, each in p.items()}
    debtors = tested.table.promises.debtor[told.place]
    apart = Clusters(debtors, {**squares, "all": np.ones(len(told.kept))}).ratio(
        "card", "all", less="boosting"
    )
    print(f"card less boosting: Brier {apart.value:+.4f} ({apart.low:+.4f} to {apart.high:+.4f})")


def challenge(tested: risking.Tested, model: Any) -> Any:
    """What a model says of every tested promise, trained anew before each window."""
    import numpy as np

    from collector.learning.training import matured

    table, told = tested.table, tested.found.predictions
    x = np.column_stack([table.rows, table.offset])
    said = np.empty(len(told.kept))
    for number, window in enumerate(tested.found.windows, 1):
        labels = matured(table, window.first)
        here = told.window == number
        said[here] = model(x[labels.place], labels.kept, x[told.place[here]])
    return said


def boosting(x: Any, kept: Any, asked: Any) -> Any:
    """Tuned on the latest quarter, then fitted to all; the rows stand in the order of making."""
    from collector.learning.measuring import log_loss

    last = len(x) * 3 // 4
    losses = {
        setting: log_loss(_boosted(setting, x[:last], kept[:last], x[last:]), kept[last:])
        for setting in SETTINGS
    }
    return _boosted(min(losses, key=lambda each: losses[each]), x, kept, asked)


def _boosted(setting: tuple[float, int, int], x: Any, kept: Any, asked: Any) -> Any:
    from collector.rules.features import FEATURES

    rate, leaves, rounds = setting
    signs = [(name in RISES) - (name in FALLS) for name in FEATURES]
    model = importlib.import_module("sklearn.ensemble").HistGradientBoostingClassifier(
        learning_rate=rate, max_leaf_nodes=leaves, max_iter=rounds, min_samples_leaf=40,
        l2_regularization=1.0, monotonic_cst=[*signs, 1], random_state=1,
    )  # fmt: skip
    return model.fit(x, kept).predict_proba(asked)[:, 1]


def logistic(x: Any, kept: Any, asked: Any) -> Any:
    """Scaled features, the usual small penalty, no prior."""
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = importlib.import_module("sklearn.linear_model").LogisticRegression(max_iter=1000)
    return model.fit((x - middle) / spread, kept).predict_proba((asked - middle) / spread)[:, 1]


if __name__ == "__main__":
    main()
