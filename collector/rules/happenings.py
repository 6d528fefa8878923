"""What became known of one debtor's promises, each thing on its own day: what features are made of.

Days are ordinals. A kept promise is known on the day the threshold was reached, a break on the day after the
deadline (or when the promise was closed). No event has a field for sex, age, name, place or free text, so that
none can enter a score. Source: docs/reference/risk.md, "What is known when".
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Made(NamedTuple):
    """A promise was made. `balance`: of the account at the start of that day; `disputed`: before that day."""

    day: int
    ref: str  # one of a kind within the debtor
    due: int
    amount: float  # in major units
    currency: str
    balance: float | None = None  # None: not known
    disputed: bool = False
    named: bool = False  # whether the book says who took it


class Resolved(NamedTuple):
    """A promise was judged, and counts: kept, or not (broken and partly kept alike)."""

    day: int  # `decided_on`
    ref: str
    kept: bool
    share: float = 0.0  # of the amount, that had come by then


class Closed(NamedTuple):
    """A promise ended without counting: replaced before it fell due (`moved`), cancelled, or excused."""

    day: int
    ref: str
    moved: bool = False


class LatePaid(NamedTuple):
    """The rest of a broken promise had come, or the account's balance had reached zero."""

    day: int
    ref: str


class Revised(NamedTuple):
    """What was known changed backwards: money was taken back, or a fact turned out to be a mistake.

    From the end of this day on the debtor's past is `events`, all of days up to this one and none of this kind.
    """

    day: int
    ref: str  # of nothing: the kind has no promise of its own
    events: tuple[Happening, ...]


Happening: TypeAlias = Made | Resolved | Closed | LatePaid
Event: TypeAlias = Happening | Revised

_RANK = {Made: 0, Resolved: 1, Closed: 2, LatePaid: 3, Revised: 4}  # within a day


def in_order(event: Event) -> tuple[int, int, str]:
    """Sorts events into the order in which they are folded."""
    return (event.day, _RANK[type(event)], event.ref)
