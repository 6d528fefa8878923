"""The features reckoned slowly and plainly: each from the whole history, by its own walk through it.

The only thing shared with the program is that a sum is decayed to the day of each event before it is added to,
for that is what the bits hang on (docs/reference/risk.md, "The fold").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce
from math import exp, log, log1p, sqrt
from operator import add

from collector.rules.features import Closed, Event, LatePaid, Made, Resolved, Row
from collector.rules.happenings import in_order

Adds = Callable[[Event], float]


def slow_row(events: Iterable[Event], made: Made, base: float) -> Row:
    """What `features.row` says of a promise. No event of the debtor's past was revised."""
    past = sorted((event for event in events if event.day < made.day), key=in_order)
    judged = [event for event in past if isinstance(event, Resolved)]
    promised = {event.ref: event for event in past if isinstance(event, Made)}
    gone = {event.ref for event in past if isinstance(event, Resolved | Closed)}
    paid = {event.ref: event.day for event in past if isinstance(event, LatePaid)}
    unpaid = [event for event in judged if not event.kept and event.ref not in paid]
    breaks = [event for event in judged if not event.kept]

    def decayed(half_life: int, adds: Adds) -> float:
        total, day = 0.0, 0
        for event in past:
            if isinstance(event, Resolved | LatePaid) or (isinstance(event, Closed) and event.moved):
                total = total * 0.5 ** ((event.day - day) / half_life) + adds(event)
                day = event.day
        return total * 0.5 ** ((made.day - day) / half_life)

    def is_kept(event: Event) -> float:
        return float(isinstance(event, Resolved) and event.kept)

    def is_judged(event: Event) -> float:
        return float(isinstance(event, Resolved))

    def late_days(event: Event) -> float:
        return late(promised[event.ref], event.day) if isinstance(event, LatePaid) else 0.0

    def early(event: Event) -> float:
        if not is_kept(event):
            return 0.0
        due, first = promised[event.ref].due, promised[event.ref].day
        return min(max((due - event.day) / max(due - first, 1), 0.0), 1.0)

    def on_weekend(event: Event) -> float:
        return is_judged(event) and float(weekend(promised[event.ref]))

    kept, resolved = decayed(180, is_kept), decayed(180, is_judged)
    alike_kept = alike(made, kept, decayed(180, lambda event: on_weekend(event) * is_kept(event)))
    alike_resolved = alike(made, resolved, decayed(180, on_weekend))
    rate = (4 * base + kept) / (4 + resolved)
    fast = (2 * rate + decayed(30, is_kept)) / (2 + decayed(30, is_judged))
    waiting = sum(late(promised[event.ref], made.day) for event in unpaid)
    same = [each.amount for each in promised.values() if each.currency == made.currency]
    due_on = date.fromordinal(made.due)
    early_days = [days_early(promised[e.ref], e, paid.get(e.ref, made.day)) for e in judged]
    return (
        logit(rate) - logit(base),
        0.0 if not judged else 1.0 if judged[-1].kept else -1.0,
        float(min(streak(judged), 3)),
        exp(-(made.day - breaks[-1].day) / 30) if breaks else 0.0,
        log1p((decayed(180, late_days) + waiting) / (resolved + 1)),
        log1p(max(made.due - made.day, 0)) - log(8),
        0.0 if not same else min(max(log((made.amount + 1) / (sum(same) / len(same) + 1)), -2.0), 2.0),
        0.0 if not made.balance or made.balance < 0 else min(made.amount / made.balance, 1.0),
        log1p(len(promised.keys() - gone)),
        log1p(len(unpaid)),
        1.0 if made.disputed else 0.0,
        1.0 if due_on.day in (28, 29, 30, 31, 1, 2, 3) else 0.0,
        1.0 if weekend(made) else 0.0,
        log1p((made.day - min(each.day for each in promised.values())) / 30) if promised else 0.0,
        log1p(resolved),
        judged[-1].share if breaks and judged[-1] is breaks[-1] else 0.0,
        logit(fast) - logit(rate),
        decayed(180, early) / (kept + 1),
        *after_payday(past, promised, due_on),
        log1p(decayed(180, lambda event: float(isinstance(event, Closed) and event.moved))),
        1.0 if made.named else 0.0,
        steadiness(early_days),
        logit((2 * rate + alike_kept) / (2 + alike_resolved)) - logit(rate),
    )


def weekend(made: Made) -> bool:
    return date.fromordinal(made.due).weekday() in (5, 6)


def alike(made: Made, whole: float, of_weekends: float) -> float:
    return of_weekends if weekend(made) else whole - of_weekends


def days_early(made: Made, end: Resolved, until: int) -> float:
    """Before the due day; below zero: after it, or nothing has come until then."""
    return float(min(max(made.due - end.day, -90), 90)) if end.kept else -late(made, until)


def steadiness(days: list[float]) -> float:
    """Their mean in spreads, with one more that came on the due day and is 5 days from the mean."""
    if not days:
        return 0.0
    mean = sum(days) / (len(days) + 1)
    spread = sqrt((sum(each * each for each in days) + 25) / (len(days) + 1) - mean * mean)
    return min(max(mean / spread, -3.0), 3.0)


def late(made: Made, day: int) -> float:
    return float(min(max(day - made.due, 0), 90))


def logit(p: float) -> float:
    p = min(max(p, 1e-6), 1 - 1e-6)
    return log(p / (1 - p))


def streak(judged: list[Resolved]) -> int:
    """How many of the last were broken in a row."""
    count = 0
    for event in reversed(judged):
        if event.kept:
            break
        count += 1
    return count


def after_payday(past: list[Event], promised: dict[str, Made], due_on: date) -> tuple[float, float]:
    """From the formulas: a posterior over thirty paydays, and what it says of the due day against any day."""
    came = [
        (date.fromordinal(e.day).day, isinstance(e, LatePaid) or promised[e.ref].due - e.day > 2)
        for e in past
        if isinstance(e, LatePaid) or (isinstance(e, Resolved) and e.kept)
    ]
    if not came:
        return 0.0, 0.0
    logs = [0.0] * 30
    for n, payday in enumerate(range(1, 31)):
        says = [log_likelihood((on - payday) % 30, 0.8 if strong else 0.3) for on, strong in came]
        logs[n] = reduce(add, says)  # one after the other: `sum` rounds otherwise
    weights = [exp(each - max(logs)) for each in logs]
    lags = [(due_on.day - payday) % 30 for payday in range(1, 31)]
    return against_any_day(weights, lags, near_to), against_any_day(weights, lags, late_in)


def near_to(lag: int) -> float:
    return 1.0 if lag <= 4 else 0.0


def late_in(lag: int) -> float:
    return lag / 30 if lag > 4 else 0.0


def against_any_day(weights: list[float], lags: list[int], value: Callable[[int], float]) -> float:
    mean = sum(map(value, range(30))) / 30
    return sum(w * (value(lag) - mean) for w, lag in zip(weights, lags, strict=True)) / sum(weights)


def log_likelihood(lag: int, share: float) -> float:
    """Money so many days after a payday, against money on any day."""
    whole = sum(exp(-each / 1.5) for each in range(30))
    return log(share * 30 / whole * exp(-lag / 1.5) + 1 - share)
