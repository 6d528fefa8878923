"""The promises of a whole book as columns, with the few debtors whose past was changed set apart.

Money taken back, or a fact found to be a mistake, changes what is known from a day on. Such debtors go through the
fold of `rules/running.py`, one event after the other, and their labels are those that were known on the day asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from collector.learning.baserates import BaseRates
from collector.learning.columns import BROKEN, KEPT, NEITHER, Collecting, Promises
from collector.learning.measuring import Floats, Ints
from collector.learning.rows import rows
from collector.rules.features import rows_of
from collector.rules.happenings import Event, Happening, Resolved, Revised, in_order
from collector.rules.risk import BASE_HALF_LIFE_DAYS


class Changed(NamedTuple):
    """A debtor whose past was changed: the references of the rows from `start` on, and all that happened."""

    start: int
    refs: Sequence[str]
    events: Sequence[Event]


class Gathered(NamedTuple):
    """All promises with their deadlines. What `promises` says was decided is what is known in the end."""

    promises: Promises
    deadline: Ints
    changed: tuple[Changed, ...]

    def base_rates(self) -> BaseRates:
        """The agency's own kept rate on any day, from what was known by then."""
        p, steady = self.promises, np.ones(len(self.deadline), np.bool_)
        for each in self.changed:
            steady[each.start : each.start + len(each.refs)] = False
        judged = steady & (p.outcome != NEITHER)
        told = [change for each in self.changed for change in _changes(each.events)]
        days, kept, resolved = np.array(told, dtype=np.float64).reshape(-1, 3).T
        return BaseRates(
            np.concatenate([p.decided[judged], days.astype(np.int64)]),
            np.concatenate([p.outcome[judged] == KEPT, kept]),
            np.concatenate([np.ones(int(judged.sum())), resolved]),
        )

    def rows(self, rates: BaseRates) -> Floats:
        """The features of every promise, as known before it was made."""
        found = rows(self.promises, rates.on(self.promises.made))
        for start, refs, events in self.changed:
            told = dict(rows_of(events, lambda day: float(rates.on(np.array([day]))[0])))
            for place, ref in enumerate(refs, start):
                found[place] = told[ref]
        return found

    def outcomes(self, before: int) -> Ints:
        """KEPT, BROKEN or NEITHER, as known before this day. Of what was decided later, it says so too."""
        found = self.promises.outcome.copy()
        for start, refs, events in self.changed:
            ends = {e.ref: e for e in known(events, before) if isinstance(e, Resolved)}
            for place, ref in enumerate(refs, start):
                end = ends.get(ref)
                found[place] = NEITHER if end is None else KEPT if end.kept else BROKEN
        return found


class Gathering:
    """Takes in one debtor after the other, in the order of their numbers."""

    def __init__(self) -> None:
        self._columns = Collecting()
        self._deadlines = array("q")
        self._changed: list[Changed] = []

    def add(self, debtor: int, events: Sequence[Event], deadlines: Mapping[str, int]) -> list[str]:
        """What happened with one debtor; the references of the promises, a row each, in their order."""
        start = len(self._columns)
        changed = Revised in map(type, events)
        refs = self._columns.add(debtor, known(events, None) if changed else events)  # type: ignore[arg-type]
        self._deadlines.extend(deadlines[ref] for ref in refs)
        if changed:
            self._changed.append(Changed(start, refs, events))
        return refs

    def gathered(self) -> Gathered:
        return Gathered(self._columns.promises(), np.array(self._deadlines), tuple(self._changed))


def known(events: Iterable[Event], before: int | None) -> list[Happening]:
    """What was known of a debtor before a day (None: in the end), each thing once."""
    told: list[Happening] = []
    for event in sorted(events, key=in_order):
        if before is not None and event.day >= before:
            break
        if isinstance(event, Revised):
            told = list(event.events)
        else:
            told.append(event)
    return told


def _changes(events: Iterable[Event]) -> Iterator[tuple[int, float, float]]:
    """Days, with what comes to the counts of kept and resolved on them; what was known otherwise is taken off."""
    told: list[Resolved] = []
    for event in sorted(events, key=in_order):
        if isinstance(event, Revised):
            now = [each for each in event.events if isinstance(each, Resolved)]
            for sign, resolved in (*((-1.0, each) for each in told), *((1.0, each) for each in now)):
                weight = sign * 0.5 ** ((event.day - resolved.day) / BASE_HALF_LIFE_DAYS)
                yield event.day, weight * resolved.kept, weight
            told = now
        elif isinstance(event, Resolved):
            yield event.day, float(event.kept), 1.0
            told.append(event)
