"""Training, back-testing and describing the model of a book: `collector risk`, and the night."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from collector.desk import scorecards
from collector.desk.gathering import Reader, read
from collector.desk.measured import metrics, said_by
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
    said = said_by(chosen, tested, card.survival, today)
    model = Model(
        cut_on=desk.today(),
        chosen=chosen,
        version=_version(chosen, card),
        labels=card.labels,
        resolved=max(resolved, card.labels),
        data_hash=card.data_hash,
        card=write_scorecard(as_written(card) if chosen == "prior" else card),
        metrics=json.dumps({**metrics(tested, card, by_month, off), **said}),
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
