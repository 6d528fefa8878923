"""The features of every promise of a book at once: what `rules/features.py` says of one, to 1e-9."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from collector.learning.columns import BROKEN, Promises, chosen
from collector.learning.measuring import Floats, Ints
from collector.learning.past import Past, month_days, past, weekends
from collector.rules.features import (
    ALIKE_STRENGTH,
    FAST_STRENGTH,
    FEATURES,
    LOGIT_EDGE,
    MOST_RATIO,
    MOST_STEADY,
    MOST_STREAK,
    PRIOR_STRENGTH,
    USUAL_SPREAD_DAYS,
)
from collector.rules.payday import CYCLE, NEAR
from collector.rules.running import FAST_HALF_LIFE_DAYS

PART = 5_000  # promises


def rows(promises: Promises, base: Floats) -> Floats:
    """A row of features for each promise; `base` is the agency's own rate on the day of its making."""
    found = np.empty((len(FEATURES), len(base)))
    for part in _parts(promises.debtor):
        some = chosen(promises, part)
        columns = _columns(some, past(some), base[part])
        for n, name in enumerate(FEATURES):
            found[n, part] = columns[name]
    return found.T


def _parts(debtor: Ints) -> Iterator[slice]:
    """Slices of whole debtors, small enough for the processor's own memory."""
    at = 0
    while at < len(debtor):
        until = int(np.searchsorted(debtor, debtor[min(at + PART, len(debtor)) - 1], side="right"))
        yield slice(at, until)
        at = until


def logit(p: Floats) -> Floats:
    """The log odds, of probabilities kept a millionth away from certainty."""
    p = np.clip(p, LOGIT_EDGE, 1.0 - LOGIT_EDGE)
    return np.asarray(np.log(p / (1.0 - p)))


def _columns(p: Promises, s: Past, base: Floats) -> Mapping[str, Floats | Ints]:
    rate = (PRIOR_STRENGTH * base + s.kept) / (PRIOR_STRENGTH + s.resolved)
    lately = (FAST_STRENGTH * rate + s.fast_kept) / (FAST_STRENGTH + s.fast_resolved)
    weekend = weekends(p.due)
    alike_kept = np.where(weekend, s.weekend_kept, s.kept - s.weekend_kept)
    alike_resolved = np.where(weekend, s.weekend_resolved, s.resolved - s.weekend_resolved)
    alike = (ALIKE_STRENGTH * rate + alike_kept) / (ALIKE_STRENGTH + alike_resolved)
    logit_rate = logit(rate)
    lost = (s.last >= 0) & (p.outcome[s.last] == BROKEN)
    on = month_days(p.due)
    near, late = _after_payday(s.payday, on)
    since_broken = np.where(s.broken_on >= 0, p.made - s.broken_on, 0)
    return {
        "hist_logit": logit_rate - logit(base),
        "last_outcome": np.where(s.last < 0, 0, np.where(lost, -1, 1)),
        "broken_streak": np.minimum(s.streak, MOST_STREAK),
        "recent_broken": np.where(s.broken_on >= 0, np.exp(-since_broken / FAST_HALF_LIFE_DAYS), 0.0),
        "lateness": np.log1p((s.late_days + s.waiting_days) / (s.resolved + 1.0)),
        "lead": np.log1p(np.maximum(p.due - p.made, 0)) - np.log(8.0),
        "amt_vs_usual": _against_usual(p, s),
        "amt_vs_balance": _against_balance(p),
        "open_count": np.log1p(s.open),
        "overdue_now": np.log1p(s.overdue),
        "disputed": p.disputed,
        "month_end": (on >= 28) | (on <= 3),
        "weekend": weekend,
        "tenure": np.log1p((p.made - s.first_day) / 30.0),
        "evidence": np.log1p(s.resolved),
        "last_paid_frac": np.where(lost, p.share[s.last], 0.0),
        "momentum": logit(lately) - logit_rate,
        "margin": s.margin / (s.kept + 1.0),
        "payday": near,
        "pay_cycle": late,
        "moved": np.log1p(s.moved),
        "taken_by": p.named,
        "steadiness": _steadiness(s),
        "due_habit": logit(alike) - logit_rate,
    }


def _steadiness(s: Past) -> Floats:
    mean = (s.early_days - s.waiting_days) / (s.judged + 1.0)
    spread = (s.early_squares + s.waiting_squares + USUAL_SPREAD_DAYS**2) / (s.judged + 1.0) - mean * mean
    return np.where(s.judged > 0, np.clip(mean / np.sqrt(spread), -MOST_STEADY, MOST_STEADY), 0.0)


def _after_payday(known: Floats, on: Ints) -> tuple[Floats, Floats]:
    """How near after the payday each is due, and how late in the cycle, against any day.

    Added up one candidate after the other: sums along an axis take another order with another number of rows.
    """
    weights = np.exp(known - known.max(axis=0))
    total, near, late = np.zeros((3, len(on)))
    for weight, is_near, is_late in zip(weights, _NEAR, _CYCLE, strict=True):
        total += weight
        near += weight * is_near[on]
        late += weight * is_late[on]
    return near / total, late / total


_NEAR, _CYCLE = (np.array(table).T.copy() for table in (NEAR, CYCLE))


def _against_usual(p: Promises, s: Past) -> Floats:
    against = np.clip(np.log((p.amount + 1.0) / (s.mean_amount + 1.0)), -MOST_RATIO, MOST_RATIO)
    return np.where(np.isnan(against), 0.0, against)


def _against_balance(p: Promises) -> Floats:
    known = p.balance > 0.0  # nothing owed or nothing known says nothing
    return np.where(known, np.minimum(p.amount / np.where(known, p.balance, 1.0), 1.0), 0.0)
