"""What was known of each debtor before each promise was made: all promises of a book at once.

The referee is the fold of `rules/running.py`, event by event; both agree to 1e-9. Sums are decayed from one event of
the debtor to the next. Source: docs/reference/risk.md, "The fold".
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from collector.learning.columns import BROKEN, KEPT, NEITHER, Flags, Promises
from collector.learning.measuring import Floats, Ints
from collector.learning.scans import FAR, decayed, keys, latest, starts
from collector.rules.payday import CANDIDATES, DUE_DAYS, SAYS_STRONG, SAYS_WEAK
from collector.rules.running import (
    FAST_HALF_LIFE_DAYS,
    HALF_LIFE_DAYS,
    MOST_EARLY_DAYS,
    MOST_LATE_DAYS,
)

_SAYS = np.concatenate([np.zeros((32, CANDIDATES)), SAYS_WEAK, SAYS_STRONG]).T.copy()  # nothing, weak, strong
_RESOLVED, _CLOSED, _LATE = 1, 2, 3  # within a day in this order


class Past(NamedTuple):
    """As known before the day of making; decayed to it where it decays."""

    kept: Floats
    resolved: Floats
    late_days: Floats
    margin: Floats
    moved: Floats
    fast_kept: Floats
    fast_resolved: Floats
    weekend_kept: Floats
    weekend_resolved: Floats
    judged: Floats  # these three never decayed
    early_days: Floats  # how long before the due day money came, and the squares of that
    early_squares: Floats
    payday: Floats  # thirty, of each: how likely each day of the month is, in logs
    last: Ints  # the row of the promise judged last; -1 without one
    streak: Ints  # broken since the last kept one
    broken_on: Ints  # when the last break was known; -1 without one
    overdue: Ints
    waiting_days: Floats  # of the overdue, each at most 90
    waiting_squares: Floats
    open: Ints
    mean_amount: Floats  # of earlier promises in the same currency; not a number without one
    first_day: Ints  # of the debtor's promises


def past(p: Promises) -> Past:
    """The past of every row."""
    made = keys(p.debtor, p.made)
    overdue, waiting_days, waiting_squares = _overdue(p, made)
    sums = _sums(p, made)
    return Past(
        **sums,
        **_latest(p, made),
        overdue=overdue,
        waiting_days=waiting_days,
        waiting_squares=waiting_squares,
        open=_open(p, made),
        mean_amount=_mean_amounts(p),
        first_day=p.made[starts(p.debtor)],
    )


# --- Sums over what was resolved, closed and paid ----------------------------------------------------------


class _Events(NamedTuple):
    """In the order in which they are folded; `row` is the promise that each is about."""

    row: Ints
    kind: Ints
    day: Ints
    key: Ints
    first: Ints  # where the debtor begins


def _events(p: Promises) -> _Events:
    judged = np.flatnonzero(p.outcome != NEITHER)
    moved = np.flatnonzero(p.moved)
    late = np.flatnonzero((p.outcome == BROKEN) & (p.settled < FAR))
    row = np.concatenate([judged, moved, late])
    kind = np.repeat([_RESOLVED, _CLOSED, _LATE], [len(judged), len(moved), len(late)])
    day = np.where(kind == _LATE, p.settled[row], p.decided[row])
    key = keys(p.debtor[row], day)
    order = np.lexsort((p.order[row], kind, key))
    row = row[order]
    return _Events(row, kind[order], day[order], key[order], starts(p.debtor[row]))


def _sums(p: Promises, made: Ints) -> dict[str, Any]:
    events = _events(p)
    at, known = _before(events.key, made, p.debtor)
    since = np.where(known, p.made - events.day[at], 0) if len(events.day) else p.made * 0
    gap = np.diff(events.day, prepend=0)
    gap[events.first == np.arange(len(gap))] = 0
    values = _decaying(p, events)
    slow = decayed(values, 0.5 ** (gap / HALF_LIFE_DAYS), events.first)
    fast = decayed(values[:2], 0.5 ** (gap / FAST_HALF_LIFE_DAYS), events.first)
    never = np.concatenate([_days_early(p, events), _money_came(p, events)])
    whole = _taken(decayed(never, np.ones(len(gap)), events.first), at, known)
    return {
        **dict(zip(_SLOW, _taken(slow, at, known * 0.5 ** (since / HALF_LIFE_DAYS)), strict=True)),
        **dict(zip(_FAST, _taken(fast, at, known * 0.5 ** (since / FAST_HALF_LIFE_DAYS)), strict=True)),
        **dict(zip(_NEVER, whole, strict=False)),
        "payday": np.array(whole[len(_NEVER) :]),
    }


_SLOW = ("kept", "resolved", "late_days", "margin", "moved", "weekend_kept", "weekend_resolved")
_FAST = ("fast_kept", "fast_resolved")
_NEVER = ("judged", "early_days", "early_squares")


def _taken(sums: Floats, at: Ints, times: Floats | Flags) -> list[Floats]:
    """The sums as of the latest event before each making."""
    if not sums.shape[1]:
        return [np.zeros(len(at)) for _ in sums]
    return [each[at] * times for each in sums]


def _decaying(p: Promises, events: _Events) -> Floats:
    """What each event adds to the sums of `_SLOW`."""
    row, judged = events.row, events.kind == _RESOLVED
    due, kept = p.due[row], judged & (p.outcome[row] == KEPT)
    margin = np.clip((due - events.day) / np.maximum(due - p.made[row], 1), 0, 1)
    late_days = np.clip(events.day - due, 0, MOST_LATE_DAYS)
    late, moved = events.kind == _LATE, events.kind == _CLOSED
    weekend = weekends(due)
    columns = [kept, judged, late * late_days, kept * margin, moved, kept & weekend, judged & weekend]
    return np.array(columns, dtype=np.float64)


def _days_early(p: Promises, events: _Events) -> Floats:
    """What each event adds to the sums of `_NEVER`."""
    judged, late = events.kind == _RESOLVED, events.kind == _LATE
    days = p.due[events.row] - events.day
    days = np.clip(np.where(late, np.minimum(days, 0), days), -MOST_LATE_DAYS, MOST_EARLY_DAYS)
    days = days * (late | (judged & (p.outcome[events.row] == KEPT)))
    return np.array([judged, days, days * days], dtype=np.float64)


def _money_came(p: Promises, events: _Events) -> Floats:
    """What the days say on which money came, for each day of the month that may be the payday; never forgotten."""
    late = events.kind == _LATE
    paid = late | ((events.kind == _RESOLVED) & (p.outcome[events.row] == KEPT))
    strong = late | (p.due[events.row] - events.day > DUE_DAYS)
    return np.asarray(_SAYS[:, paid * (1 + strong) * 32 + month_days(events.day)])


# --- The rest ----------------------------------------------------------------------------------------------


def _before(events: Ints, made: Ints, debtor: Ints) -> tuple[Ints, Flags]:
    """The place of the latest event of the same debtor on an earlier day, and whether there is one."""
    at = np.searchsorted(events, made, side="left") - 1
    if not len(events):
        return np.zeros_like(at), np.zeros(len(made), np.bool_)
    known = (at >= 0) & (events[at] >= keys(debtor, np.zeros_like(debtor)))
    return np.maximum(at, 0), known


def _latest(p: Promises, made: Ints) -> dict[str, Any]:
    """Of the promise judged last: its row, how many were broken since the last kept one, the last break."""
    row = np.flatnonzero(p.outcome != NEITHER)
    key = keys(p.debtor[row], p.decided[row])
    order = np.lexsort((p.order[row], key))
    row, key = row[order], key[order]
    at, known = _before(key, made, p.debtor)
    if not len(row):
        nothing = np.full(len(made), -1)
        return {"last": nothing, "streak": np.zeros_like(nothing), "broken_on": nothing}
    first, kept = starts(p.debtor[row]), p.outcome[row] == KEPT
    last_kept, last_broken = latest(kept, first), latest(~kept, first)
    streak = np.arange(len(row)) - np.where(last_kept >= 0, last_kept, first - 1)
    broken_on = np.where(last_broken >= 0, p.decided[row][last_broken], -1)
    return {
        "last": np.where(known, row[at], -1),
        "streak": np.where(known, streak[at], 0),
        "broken_on": np.where(known, broken_on[at], -1),
    }


def _open(p: Promises, made: Ints) -> Ints:
    """Promises of earlier days that had not ended on an earlier day."""
    begun = np.searchsorted(made, made, side="left")
    ended = np.searchsorted(np.sort(keys(p.debtor, p.decided)), made, side="left")
    return np.asarray(begun - ended)


def _overdue(p: Promises, made: Ints) -> tuple[Ints, Floats, Floats]:
    """Broken ones not settled on an earlier day, the days they were late so far, the squares: whole numbers, so exact."""
    lost = np.flatnonzero(p.outcome == BROKEN)
    due, begin, end = p.due[lost], p.decided[lost], p.settled[lost]
    full = np.clip(due + MOST_LATE_DAYS, begin, end)
    one, none = np.ones_like(due), np.zeros_like(due)
    # from a day on: so many more are overdue, so many of them grow by a day each day, since such days (and squares)
    day = np.concatenate([begin, full, end])
    squares = due * due
    parts = ((one, none, -one), (one, -one, none), (due, -due, none), (squares, -squares, none))
    changes = np.array([np.concatenate(each) for each in parts])
    key = keys(np.tile(p.debtor[lost], 3), day)
    order = np.argsort(key, kind="stable")
    totals = np.zeros((4, len(key) + 1), np.int64)
    np.cumsum(changes[:, order], axis=1, out=totals[:, 1:])
    overdue, growing, since, since_squares = totals[:, np.searchsorted(key[order], made, side="left")]
    full = MOST_LATE_DAYS * (overdue - growing)
    days = growing * p.made - since + full
    squares = growing * p.made**2 - 2 * p.made * since + since_squares + MOST_LATE_DAYS * full
    return overdue, days.astype(np.float64), squares.astype(np.float64)


def _mean_amounts(p: Promises) -> Floats:
    """The mean sum of the promises of earlier days in the same currency."""
    group = p.debtor * (int(p.currency.max(initial=0)) + 1) + p.currency
    order = np.argsort(group, kind="stable")
    key = keys(group[order], p.made[order])
    first = starts(group[order])
    sums = decayed(p.amount[order], np.ones(len(order)), first)
    earlier = np.searchsorted(key, key, side="left")
    count = earlier - first
    found = np.full(len(order), np.nan)
    found[order] = (
        np.where(count > 0, sums[earlier - 1] / np.maximum(count, 1), np.nan) if len(order) else 0.0
    )
    return found


def month_days(ordinal: Ints) -> Ints:
    """The day of the month of each day."""
    days = (ordinal - _EPOCH).astype("datetime64[D]")
    return np.asarray((days - days.astype("datetime64[M]")).astype(np.int64) + 1)


def weekends(ordinal: Ints) -> Flags:
    """Whether each day is one; `rules/running.py` says it of a single day."""
    return np.asarray((ordinal - 1) % 7 >= 5)


_EPOCH = 719_163  # the ordinal of 1970-01-01
