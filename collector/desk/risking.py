"""Training, back-testing and describing the model of a book: `collector risk`, and the night."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from collector.desk import scorecards
from collector.desk.gathering import Reader, read
from collector.desk.outfiles import put
from collector.errors import CollectorError
from collector.rules.cardfile import write_scorecard
from collector.rules.figures import TOO_FEW_BELOW
from collector.rules.risk import MODEL
from collector.store import models
from collector.store.models import Chance, Model
from collector.words import _

if TYPE_CHECKING:
    from collector.desk.opening import Desk
    from collector.learning.backtest import Backtest
    from collector.learning.measuring import Ints
    from collector.learning.training import Table
    from collector.rules.scorecard import Scorecard

Progress = Callable[[str, int, int], None]
LEAST_LABELS = 500  # before a night trains for the first time
MONTH_DAYS = 30
GROWN_BY = 1.2
PLACES = 6
PREDICTIONS = ("promise_ref", "made_on", "due_on", "window", "p_base", "p_kept_rate", "p_card", "kept")
PREDICTIONS_BEGIN = (",".join(PREDICTIONS) + "\n").encode()  # by which a former file of them is told


class Tested(NamedTuple):
    """A back-test with what it was made of."""

    seqs: Ints  # of the promise of each row of the table
    table: Table
    found: Backtest


class Trained(NamedTuple):
    """A training: the model as it is kept, the card that was fitted, and how it did on promises it had not seen."""

    model: Model
    card: Scorecard
    tested: Tested
    drifting: bool


def backtest(desk: Desk, progress: Progress) -> Tested:
    """What each model would have said of the promises of the book, from what was known before them."""
    with desk.book.reading() as connection:
        reader = read(desk, connection, progress)
    return _tested(reader)


def train(desk: Desk, progress: Progress) -> Trained:
    """Fit the card as of the desk's day, compare, and keep what came of it in the book."""
    with desk.book.reading() as connection:
        reader = read(desk, connection, progress)
        resolved = models.resolved(connection, desk.today())
    return train_on(desk, reader, resolved)


def train_on(desk: Desk, reader: Reader, resolved: int) -> Trained:
    """The same of a book that was read already, as the night does."""
    from collector.learning.drift import drifting, months
    from collector.learning.training import as_written
    from collector.learning.training import train as fit

    tested = _tested(reader)
    told = tested.found.predictions
    by_month = months(tested.table.promises.made[told.place], told.of("card"), told.kept)
    off = drifting(by_month)
    today, chosen = desk.today().toordinal(), _taken(tested.found, off)
    card = fit(_expert(), tested.table, today)
    card = card._replace(name="card", version=int(f"{desk.today():%Y%m%d}"))
    said = _said_by(chosen, tested, card.survival, today)
    model = Model(
        cut_on=desk.today(),
        chosen=chosen,
        version=_version(chosen, card),
        labels=card.labels,
        resolved=max(resolved, card.labels),
        data_hash=card.data_hash,
        card=write_scorecard(as_written(card) if chosen == "prior" else card),
        metrics=json.dumps({**_metrics(tested, card, by_month, off), **said}),
        recorded_at=desk.clock.real_now(),
    )
    desk.book.write(lambda connection: _keep(connection, model, _chances(tested, model)))
    return Trained(model, card, tested, off)


def due(desk: Desk) -> bool:
    """Whether a night is to train: a month has passed, or there is a fifth more to learn from."""
    with desk.book.reading() as connection:
        latest = models.latest(connection, desk.today())
        resolved = models.resolved(connection, desk.today())
    if latest is None:
        return resolved >= LEAST_LABELS
    return (desk.today() - latest.cut_on).days >= MONTH_DAYS or resolved >= GROWN_BY * max(latest.resolved, 1)


def _version(chosen: str, card: Scorecard) -> str:
    """What the model in use is called."""
    names = {
        "card": card.id,
        "prior": _expert().id,
        "kept_rate": MODEL,
        "base_rate": f"{scorecards.BASE_RATE}-1",
    }
    return names[chosen]


def _expert() -> Scorecard:
    expert = scorecards.expert()
    if expert.card is None:
        raise CollectorError(
            _("There is no scorecard to begin with. {problem}").format(problem=expert.problem)
        )
    return expert.card


def _tested(reader: Reader) -> Tested:
    from collector.learning.backtest import backtest as test
    from collector.learning.training import table_of

    table = table_of(reader.gathered())
    return Tested(reader.seqs(), table, test(_expert(), table))


def _taken(found: Backtest, off: bool) -> str:
    """What the book scores with from now on: a drifting fit is not taken, the card as it was written may be."""
    from collector.learning.backtest import best

    enough = len(found.predictions.kept) >= TOO_FEW_BELOW
    return best(found.models if enough else {}, without=("card",) if off else ())


def _chances(tested: Tested, model: Model) -> Iterator[Chance]:
    """What the model taken would have said of each judged promise before it was made.

    Those before the first window are older than any model: the plain kept rate speaks for them.
    """
    from collector.learning.backtest import untested

    told = tested.found.predictions
    for version, place, p in (
        (model.version, told.place, told.of(model.chosen)),
        (MODEL, *untested(tested.table, told)),
    ):
        order = place.argsort()  # as the book keeps them: that costs half
        keys = tested.table.promises.debtor[place[order]], tested.seqs[place[order]]
        columns = (*keys, (p[order] * 10_000).round().astype(int))
        yield from map(Chance, *(column.tolist() for column in columns), repeat(version))


def _keep(connection: Any, model: Model, chances: Iterable[Chance]) -> None:
    models.keep(connection, model)
    models.keep_chances(connection, chances)


def _metrics(tested: Tested, card: Scorecard, told: Sequence[Any], off: bool) -> dict[str, Any]:
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


def _said_by(model: str, tested: Tested, survival: Sequence[float], cut: int) -> dict[str, Any]:
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
