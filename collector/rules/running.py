"""The running state of one debtor: each event is constant work, so that a night only adds what is new.

Every sum is decayed to the day of the event and then added to, never reckoned from an epoch: those would be other
bits. The card, the night and the training share this one fold. Source: docs/reference/risk.md, "The fold".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from collector.rules import payday
from collector.rules.happenings import Closed, Event, LatePaid, Made, Resolved, Revised, in_order

HALF_LIFE_DAYS = 180
FAST_HALF_LIFE_DAYS = 30
MOST_LATE_DAYS = MOST_EARLY_DAYS = 90
MOST_BREAKS_TOLD = 3


class State:
    """What the past of one debtor comes to. Every event is constant work; sums are as of `day`."""

    __slots__ = (
        *("amounts", "breaks", "broken_on", "day", "fast_kept", "fast_resolved", "first_day", "kept"),
        *("early_days", "early_squares", "kept_count", "last_share", "late_days", "margin", "moved", "old"),
        *("open", "payday", "resolved", "resolved_count", "streak", "weekend_count", "weekend_kept"),
        *("weekend_kept_count", "weekend_resolved", "young"),
    )

    def __init__(self) -> None:
        self.day = 0
        self.kept = self.resolved = self.fast_kept = self.fast_resolved = 0.0  # decayed counts
        self.late_days = self.margin = self.moved = 0.0  # decayed sums
        self.weekend_kept = self.weekend_resolved = 0.0  # and of those due on a weekend
        self.kept_count = self.resolved_count = self.weekend_kept_count = self.weekend_count = 0
        self.early_days = self.early_squares = 0.0  # how long before the due day money came; never forgotten
        self.streak = 0  # above zero: kept in a row, below zero: broken
        self.breaks: dict[str, int | None] = {}  # the latest of that row: how late the rest came
        self.broken_on: int | None = None  # when the last break was known
        self.last_share = 0.0  # that came of the promise judged last, if it broke
        self.first_day: int | None = None
        self.amounts: dict[str, tuple[float, int]] = {}  # by currency: sum and number of what was promised
        self.open: dict[str, Made] = {}
        self.young: dict[str, int] = {}  # broken and unpaid: when it was due
        self.old = 0  # so many more that are surely late for longer than counts
        self.payday: tuple[float, ...] | None = (
            None  # how likely each day of the month is; None: no money came
        )


def fold(state: State, event: Event) -> State:
    """Take one event in, in its turn. The same state is given back, changed; `Revised` begins it anew."""
    if isinstance(event, Revised):
        state.__init__()  # type: ignore[misc]
        for each in event.events:
            _FOLDS[type(each)](state, each)
    else:
        _FOLDS[type(event)](state, event)
    return state


def _made(state: State, made: Made) -> None:
    if state.first_day is None:
        state.first_day = made.day
    total, count = state.amounts.get(made.currency, (0.0, 0))
    state.amounts[made.currency] = (total + made.amount, count + 1)
    state.open[made.ref] = made


def _resolved(state: State, event: Resolved) -> None:
    made = state.open.pop(event.ref)
    _decay(state, event.day)
    state.resolved += 1.0
    state.fast_resolved += 1.0
    state.resolved_count += 1
    if is_weekend(made.due):
        _due_on_weekend(state, event.kept)
    if event.kept:
        _came(state, made.due - event.day)
        state.kept += 1.0
        state.fast_kept += 1.0
        state.kept_count += 1
        state.breaks.clear()
        state.margin += min(max((made.due - event.day) / max(made.due - made.day, 1), 0.0), 1.0)
        state.streak = max(state.streak, 0) + 1
        state.last_share = 0.0
        _learn_payday(state, event.day, strong=made.due - event.day > payday.DUE_DAYS)
    else:
        state.streak = min(state.streak, 0) - 1
        state.broken_on = event.day
        state.last_share = event.share
        _let_age(state, event.day)
        state.young[event.ref] = made.due
        state.breaks[event.ref] = None
        if len(state.breaks) > MOST_BREAKS_TOLD:
            del state.breaks[next(iter(state.breaks))]


def _due_on_weekend(state: State, kept: bool) -> None:
    state.weekend_resolved += 1.0
    state.weekend_kept += kept
    state.weekend_count += 1
    state.weekend_kept_count += kept


def _came(state: State, early_days: int) -> None:
    """Money came so many days before the due day; below zero: after it."""
    early_days = max(min(early_days, MOST_EARLY_DAYS), -MOST_LATE_DAYS)
    state.early_days += early_days
    state.early_squares += early_days * early_days


def _closed(state: State, event: Closed) -> None:
    del state.open[event.ref]
    if event.moved:
        _decay(state, event.day)
        state.moved += 1.0


def _late_paid(state: State, event: LatePaid) -> None:
    due = state.young.pop(event.ref, None)
    _decay(state, event.day)
    if due is None:
        state.old -= 1
        due = event.day - MOST_LATE_DAYS
    late = min(max(event.day - due, 0), MOST_LATE_DAYS)
    state.late_days += late
    _came(state, -late)
    if event.ref in state.breaks:
        state.breaks[event.ref] = late
    _learn_payday(state, event.day, strong=True)


def _let_age(state: State, day: int) -> None:
    """What is late for so long that a day more says nothing is only counted, so that the young stay few."""
    while state.young:
        ref = next(iter(state.young))
        if day - state.young[ref] < MOST_LATE_DAYS:
            return
        del state.young[ref]
        state.old += 1


def _decay(state: State, day: int) -> None:
    days = day - state.day
    if not days:
        return
    slow, fast = 0.5 ** (days / HALF_LIFE_DAYS), 0.5 ** (days / FAST_HALF_LIFE_DAYS)
    state.kept *= slow
    state.resolved *= slow
    state.weekend_kept *= slow
    state.weekend_resolved *= slow
    state.late_days *= slow
    state.margin *= slow
    state.moved *= slow
    state.fast_kept *= fast
    state.fast_resolved *= fast
    state.day = day


def _learn_payday(state: State, day: int, *, strong: bool) -> None:
    """Money came on this day of the month."""
    state.payday = payday.learnt(state.payday, month_day(day), strong=strong)


_FOLDS: dict[type, Callable[[State, Any], None]] = {
    Made: _made,
    Resolved: _resolved,
    Closed: _closed,
    LatePaid: _late_paid,
}


@lru_cache(maxsize=8192)
def month_day(day: int) -> int:
    return date.fromordinal(day).day


def is_weekend(day: int) -> bool:
    return (day - 1) % 7 >= 5  # day 1 was a Monday


def state_before(events: Iterable[Event], day: int) -> State:
    """The state as known at the end of the day before `day`."""
    state = State()
    for event in sorted((each for each in events if each.day < day), key=in_order):
        fold(state, event)
    return state
