"""What a back-test and a training come to, as programs, the model card and whoever reckons again read it.

Source: docs/reference/risk.md, "The back-test".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collector.desk.outfiles import put

if TYPE_CHECKING:
    from collector.desk.opening import Desk
    from collector.desk.risking import Tested, Trained
    from collector.rules.scorecard import Scorecard

PLACES = 6
PREDICTIONS = ("promise_ref", "made_on", "due_on", "window", "p_base", "p_kept_rate", "p_card", "kept")
PREDICTIONS_BEGIN = (",".join(PREDICTIONS) + "\n").encode()  # by which a former file of them is told


def metrics(tested: Tested, card: Scorecard, told: Sequence[Any], off: bool) -> dict[str, Any]:
    """What the model card shows beside the weights."""
    found, promises = tested.found, tested.table.promises
    said = backtest_json(tested)
    return {
        **card.metrics,
        **{name: said[name] for name in ("tests", "windows", "models", "paired")},
        "prior": _rounded(found.models.get("prior")),
        "months": [{**_rounded(month), "alarm": month.alarm} for month in told],
        "drifting": off,
        "promises": len(promises.made),
        "judged": int((promises.outcome >= 0).sum()),
        "first_made": _day(promises.made.min()) if len(promises.made) else None,
        "last_made": _day(promises.made.max()) if len(promises.made) else None,
    }


def said_by(model: str, tested: Tested, survival: Sequence[float], cut: int) -> dict[str, Any]:
    """What the model in use said and what was kept. The agency's own rate says one thing of all: no line."""
    from collector.learning.backtest import latest_line
    from collector.learning.groups import groups
    from collector.learning.measuring import gains, reliability

    table, told = tested.table, tested.found.predictions
    p, kept = told.of(model), told.kept
    line = None if model == "base_rate" else latest_line(table, told, cut, model)
    parts = groups(table, told, survival, model) if len(kept) else []
    return {
        "said_by": model,
        "reliability": [_rounded(each) for each in reliability(p, kept)],
        "line": line and {**_rounded(line), "surely": line.surely},
        "groups": [_rounded(each) for each in parts],
        "gains": gains(p, kept),
    }


def _day(ordinal: Any) -> str:
    return date.fromordinal(int(ordinal)).isoformat()


# --- As programs read it ---------------------------------------------------------------------------------


def figures(tested: Tested) -> dict[str, dict[str, Any]]:
    """How each model did, the card as written too."""
    names = ("base_rate", "kept_rate", "card", "prior")
    return {name: _rounded(tested.found.models.get(name)) for name in names}


def backtest_json(tested: Tested) -> dict[str, Any]:
    """The back-test as docs/reference/commands.md fixes it."""
    found = tested.found
    models_ = figures(tested)
    del models_["prior"]
    paired = found.paired
    return {
        "tests": len(found.predictions.kept),
        "windows": [
            {
                "from": _day(window.first),
                "to": _day(window.last),
                "trained": window.trained,
                "tests": window.tests,
                "fit": window.choice,
            }
            for window in found.windows
        ],
        "models": models_,
        "paired": {
            "card_minus_kept_rate": {
                "brier": paired and _six(paired.value),
                "low": paired and _six(paired.low),
                "high": paired and _six(paired.high),
            }
        },
        "chosen": "card" if found.chosen == "prior" else found.chosen,
        "reliability": [_rounded(each) for each in found.reliability],
    }


def trained_json(trained: Trained) -> dict[str, Any]:
    """What `risk train` says to programs."""
    model = trained.model
    return {
        "version": model.version,
        "chosen": model.chosen,
        "cut_on": model.cut_on.isoformat(),
        "labels": model.labels,
        "data_hash": model.data_hash,
        "drifting": trained.drifting,
        "backtest": backtest_json(trained.tested),
    }


def _rounded(values: Any) -> dict[str, Any]:
    if values is None:
        names = ("auc", "brier", "log_loss", "ece", "lift", "skill", "skill_low", "skill_high")
        return dict.fromkeys(names)
    return {
        name: _six(value) if isinstance(value, float) else value for name, value in values._asdict().items()
    }


def _six(value: float | None) -> float | None:
    return None if value is None else round(value, PLACES)


def write_predictions(desk: Desk, tested: Tested, path: Path) -> None:
    """Every prediction as a line of CSV, from which the figures can be reckoned again. OSError."""
    from collector.store import reading

    told, promises = tested.found.predictions, tested.table.promises
    with desk.book.reading() as connection:
        refs = reading.promise_refs(connection)
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(PREDICTIONS)
    for place, window, p, kept in zip(
        told.place.tolist(), told.window, told.p.tolist(), told.kept, strict=True
    ):
        days = (_day(day[place]) for day in (promises.made, promises.due))
        chances = (f"{each:.{PLACES}f}" for each in p[:3])
        ref = refs[int(promises.debtor[place]), int(tested.seqs[place])]
        out.writerow([ref, *days, int(window), *chances, int(kept)])
    put(path, text.getvalue().encode())
