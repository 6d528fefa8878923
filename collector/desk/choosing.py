"""Which accounts somebody wants to see on the list, in the words of the screen, as the book is asked."""

from __future__ import annotations

from collector.rules.risk import BANDS
from collector.store.narrowing import STATES, Chosen

__all__ = ["LETTERS", "STATES", "Chosen", "chosen"]

LETTERS = tuple(letter for _least, letter in BANDS)
_SURE_BP = 10_000
_NEVER = (0, -1)


def chosen(
    assigned_to: str | None = None,
    creditor: str | None = None,
    state: str | None = None,
    band: str | None = None,
) -> Chosen:
    """The choice; None: all. A state or band that is not known, as of an older saved filter, chooses nothing."""
    if state is not None and state not in STATES:
        return Chosen(assigned_to, creditor, None, *_NEVER)
    return Chosen(assigned_to, creditor, state, *_span(band))


def _span(band: str | None) -> tuple[int | None, int | None]:
    """The probabilities of a band, in 1/10000, both ends in it."""
    if band is None:
        return None, None
    if band not in LETTERS:
        return _NEVER
    bounds = [_SURE_BP + 1, *(least for least, _letter in BANDS)]
    number = LETTERS.index(band)
    return bounds[number + 1], bounds[number] - 1
