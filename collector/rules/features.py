"""What a promise is scored on: plain numbers of this debtor's earlier promises, as known before it was made.

A row uses the events of days before the making and none of that day, so promises of one day do not see each other.
Formulas and their source: docs/reference/risk.md. The names of this module and the two below it are what the
desk, the night and the training share.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from math import exp, log, log1p, sqrt
from typing import NamedTuple, TypeAlias

from collector.rules import payday
from collector.rules.happenings import Closed, Event, LatePaid, Made, Resolved, Revised, in_order
from collector.rules.running import (
    FAST_HALF_LIFE_DAYS,
    HALF_LIFE_DAYS,
    MOST_LATE_DAYS,
    State,
    fold,
    is_weekend,
    month_day,
    state_before,
)

__all__ = [
    "FEATURES",
    "Base",
    "Closed",
    "Event",
    "LatePaid",
    "Made",
    "Resolved",
    "Revised",
    "Row",
    "State",
    "fold",
    "logit",
    "row",
    "rows_of",
    "state_before",
]

PRIOR_STRENGTH = 4.0  # promises that the agency's own rate counts as, beside the debtor's
FAST_STRENGTH = 2.0
ALIKE_STRENGTH = 2.0
USUAL_SPREAD_DAYS = 5.0  # of the days on which money comes, as long as it came once
MOST_STEADY = 3.0  # spreads
MOST_STREAK = 3
MOST_RATIO = 2.0  # of a sum to what is usual, in logs
LOGIT_EDGE = 1e-6

FEATURES = (
    *("hist_logit", "last_outcome", "broken_streak", "recent_broken", "lateness", "lead"),
    *("amt_vs_usual", "amt_vs_balance", "open_count", "overdue_now", "disputed", "month_end"),
    *("weekend", "tenure", "evidence", "last_paid_frac", "momentum", "margin"),
    *("payday", "pay_cycle", "moved", "taken_by", "steadiness", "due_habit"),
)

_LOG_8 = log(8.0)
_MOMENTUM, _DUE_HABIT = map(FEATURES.index, ("momentum", "due_habit"))

Base: TypeAlias = Callable[[int], float]  # the agency's own kept rate on a day (an ordinal), 0 < rate < 1
Row: TypeAlias = tuple[float, ...]


class Sight(NamedTuple):
    """What was known of a promise when it was made; the row follows with the agency's own rate of that day."""

    kept: float  # these six decayed to that day
    resolved: float
    fast_kept: float
    fast_resolved: float
    alike_kept: float  # of those due on the same kind of day: a weekend, or another one
    alike_resolved: float
    numbers: Row  # the features, with a zero where the agency's own rate is needed
    said: Said


class Said(NamedTuple):
    """The same in the raw numbers that reasons are said with."""

    kept_count: int
    resolved_count: int
    streak: int  # above zero: kept in a row, below zero: broken
    breaks: tuple[int | None, ...]  # how late the rest of the latest came, in days; None: it has not come
    early_days: int  # how long before the due day money came, on average; below zero: after it
    alike_kept_count: int  # due on the same kind of day
    alike_count: int
    lead_days: int
    open_count: int
    overdue_count: int
    broken_days_ago: int | None
    month_day: int


def row(state: State, made: Made, base: float) -> Row:
    """The features of a promise, in the order of `FEATURES`, from the events of the days before its making.

    `base` is the agency's own kept rate on that day. The state is not changed.
    """
    return with_base(sight(state, made), base)


def with_base(seen: Sight, base: float) -> Row:
    """The row, now that the agency's own rate on the day of making is known."""
    rate = (PRIOR_STRENGTH * base + seen.kept) / (PRIOR_STRENGTH + seen.resolved)
    lately = (FAST_STRENGTH * rate + seen.fast_kept) / (FAST_STRENGTH + seen.fast_resolved)
    alike = (ALIKE_STRENGTH * rate + seen.alike_kept) / (ALIKE_STRENGTH + seen.alike_resolved)
    logit_rate = logit(rate)
    numbers = list(seen.numbers)
    numbers[0] = logit_rate - logit(base)
    numbers[_MOMENTUM] = logit(lately) - logit_rate
    numbers[_DUE_HABIT] = logit(alike) - logit_rate
    return tuple(numbers)


def sight(state: State, made: Made) -> Sight:
    """What the past says of a promise, before the agency's own rate is known: a night judges everybody first."""
    days = made.day - state.day
    slow, fast = 0.5 ** (days / HALF_LIFE_DAYS), 0.5 ** (days / FAST_HALF_LIFE_DAYS)
    kept, resolved = state.kept * slow, state.resolved * slow
    waiting, squares = _waiting(state, made.day)
    said = _said(state, made, waiting)
    on, weekend = said.month_day, is_weekend(made.due)
    alike_kept, alike_resolved = state.weekend_kept * slow, state.weekend_resolved * slow
    if not weekend:
        alike_kept, alike_resolved = kept - alike_kept, resolved - alike_resolved
    numbers = (
        0.0,
        0.0 if not state.streak else 1.0 if state.streak > 0 else -1.0,
        float(min(max(-state.streak, 0), MOST_STREAK)),
        0.0 if said.broken_days_ago is None else exp(-said.broken_days_ago / FAST_HALF_LIFE_DAYS),
        log1p((state.late_days * slow + waiting) / (resolved + 1.0)),
        log1p(max(said.lead_days, 0)) - _LOG_8,
        _against_usual(state, made),
        _against_balance(made),
        log1p(said.open_count),
        log1p(said.overdue_count),
        float(made.disputed),
        float(on >= 28 or on <= 3),
        float(weekend),
        0.0 if state.first_day is None else log1p((made.day - state.first_day) / 30.0),
        log1p(resolved),
        state.last_share,
        0.0,
        state.margin * slow / (kept + 1.0),
        *payday.due_on(state.payday, on),
        log1p(state.moved * slow),
        float(made.named),
        _steadiness(state, waiting, squares),
        0.0,
    )
    lately = (state.fast_kept * fast, state.fast_resolved * fast)
    return Sight(kept, resolved, *lately, alike_kept, alike_resolved, numbers, said)


def _waiting(state: State, day: int) -> tuple[float, float]:
    """How late the broken ones still unpaid are by now, in days, added up; and the squares of that."""
    total = float(MOST_LATE_DAYS * state.old)
    squares = MOST_LATE_DAYS * total
    for due in state.young.values():
        late = min(day - due, MOST_LATE_DAYS)
        total += late
        squares += late * late
    return total, squares


def _steadiness(state: State, waiting: float, squares: float) -> float:
    """How long before the due day money comes, in spreads of its own; as if it had come once, on the due day."""
    if not state.resolved_count:
        return 0.0
    count = state.resolved_count + 1.0
    mean = (state.early_days - waiting) / count
    spread = sqrt((state.early_squares + squares + USUAL_SPREAD_DAYS**2) / count - mean * mean)
    return min(max(mean / spread, -MOST_STEADY), MOST_STEADY)


def _said(state: State, made: Made, waiting: float) -> Said:
    early_days = round((state.early_days - waiting) / max(state.resolved_count, 1))
    alike = (state.weekend_kept_count, state.weekend_count)
    if not is_weekend(made.due):
        alike = (state.kept_count - alike[0], state.resolved_count - alike[1])
    return Said(
        kept_count=state.kept_count,
        resolved_count=state.resolved_count,
        streak=state.streak,
        breaks=tuple(state.breaks.values()),
        early_days=early_days,
        alike_kept_count=alike[0],
        alike_count=alike[1],
        lead_days=made.due - made.day,
        open_count=len(state.open),
        overdue_count=len(state.young) + state.old,
        broken_days_ago=None if state.broken_on is None else made.day - state.broken_on,
        month_day=month_day(made.due),
    )


def logit(p: float) -> float:
    """The log odds, of a probability kept a millionth away from certainty."""
    p = min(max(p, LOGIT_EDGE), 1.0 - LOGIT_EDGE)
    return log(p / (1.0 - p))


def _against_usual(state: State, made: Made) -> float:
    total, count = state.amounts.get(made.currency, (0.0, 0))
    if not count:
        return 0.0
    return min(max(log((made.amount + 1.0) / (total / count + 1.0)), -MOST_RATIO), MOST_RATIO)


def _against_balance(made: Made) -> float:
    """The share of what is owed; nothing owed or nothing known says nothing."""
    if made.balance is None or made.balance <= 0.0:
        return 0.0
    return min(made.amount / made.balance, 1.0)


def rows_of(events: Iterable[Event], base: Base) -> Iterator[tuple[str, Row]]:
    """Reference and row of every promise made by one debtor, in order. `events` in any order."""
    for made, state in makings(events):
        yield made.ref, row(state, made, base(made.day))


def makings(events: Iterable[Event]) -> Iterator[tuple[Made, State]]:
    """Every promise as it was made, with the state as known before that day. Look at it before the next one."""
    state, today = State(), list[Event]()
    for event in sorted(events, key=in_order):
        if today and event.day > today[0].day:
            for each in today:
                fold(state, each)
            today = []
        if isinstance(event, Made):
            yield event, state
        today.append(event)


def watched(events: Iterable[Event], wanted: Collection[str], day: int) -> tuple[dict[str, Sight], State]:
    """What was known of some promises when they were made, and the state before a day, in one walk.

    `events`: of days up to this one.
    """
    asked = Made(day, "", day, 0.0, "")  # what could be promised that day sees all that came before
    state, sights = State(), dict[str, Sight]()
    for made, state in makings([*events, asked]):
        if made.ref in wanted:
            sights[made.ref] = sight(state, made)
    return sights, state
