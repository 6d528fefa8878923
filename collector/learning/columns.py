"""What became known of all promises of a book, a column each: the form in which numpy reads a history."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from math import nan
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from collector.learning.measuring import Floats, Ints
from collector.learning.scans import FAR
from collector.rules.happenings import Closed, Happening, LatePaid, Made, Resolved

Flags = npt.NDArray[np.bool_]

KEPT, BROKEN, NEITHER = 1, 0, -1  # neither: open, superseded, cancelled, excused


class Promises(NamedTuple):
    """A row a promise, in the order of debtor, day of making, reference. Days are ordinals, `FAR`: not yet.

    A debtor's number is below 2^40; `order` numbers the references of a debtor in their order.
    """

    debtor: Ints
    made: Ints
    order: Ints
    due: Ints
    amount: Floats  # major units
    currency: Ints  # a number for each
    balance: Floats  # of the account at the start of the day of making; not a number: unknown
    disputed: Flags  # before that day
    named: Flags  # whether the book says who took it
    decided: Ints  # when it was judged, replaced or cancelled
    outcome: Ints  # KEPT, BROKEN or NEITHER
    moved: Flags  # replaced before it fell due
    share: Floats  # of the amount, that had come when it was judged
    settled: Ints  # of a broken one: the day on which the rest had come, or nothing was owed any more


class Collecting:
    """Takes in the events of one debtor after the other; some 90 bytes a promise."""

    def __init__(self) -> None:
        self._columns = [array(_CODES.get(name, "q")) for name in Promises._fields]
        self._currencies: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._columns[0])

    def add(self, debtor: int, events: Iterable[Happening]) -> list[str]:
        """One debtor's events, whose number is above those before; the references of the rows, in order."""
        made: list[Made] = []
        ends: dict[str, Resolved | Closed] = {}
        settled: dict[str, int] = {}
        for event in events:
            match event:
                case Made():
                    made.append(event)
                case LatePaid():
                    settled[event.ref] = event.day
                case _:
                    ends[event.ref] = event
        made.sort(key=_making_order)
        orders = {ref: order for order, ref in enumerate(sorted(each.ref for each in made))}
        rows = [
            self._row(debtor, each, orders[each.ref], ends.get(each.ref), settled.get(each.ref, FAR))
            for each in made
        ]
        for column, values in zip(
            self._columns, zip(*rows, strict=True), strict=False
        ):  # no rows: no columns
            column.extend(values)
        return [each.ref for each in made]

    def _row(
        self, debtor: int, made: Made, order: int, end: Resolved | Closed | None, settled: int
    ) -> tuple[float, ...]:
        """In the order of `Promises`."""
        outcome, share, moved = NEITHER, 0.0, False
        if isinstance(end, Resolved):
            outcome, share = (KEPT if end.kept else BROKEN), end.share
        elif end is not None:
            moved = end.moved
        currency = self._currencies.setdefault(made.currency, len(self._currencies))
        balance = nan if made.balance is None else made.balance
        told = (debtor, made.day, order, made.due, made.amount, currency, balance, made.disputed, made.named)
        return (*told, end.day if end else FAR, outcome, moved, share, settled)

    def promises(self) -> Promises:
        """The columns, in the same memory: from now on no debtor can be added."""
        found = map(np.asarray, self._columns)
        return Promises._make(each.view(np.bool_) if each.dtype == np.int8 else each for each in found)


def chosen(promises: Promises, which: Ints | Flags | slice) -> Promises:
    """Some of the rows."""
    return Promises._make(column[which] for column in promises)


def _making_order(made: Made) -> tuple[int, str]:
    return made.day, made.ref


_CODES = {
    **dict.fromkeys(("amount", "balance", "share"), "d"),
    **dict.fromkeys(("disputed", "named", "moved"), "b"),
}
