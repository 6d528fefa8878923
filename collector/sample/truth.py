"""Invented promises whose true probability is known, so that it can be said how much of the possible is reached.

Every debtor has a reliability that drifts, a sum that can be paid, a payday and, rarely, weeks without income. What
follows is a log odds for each promise; chance then decides. No figure from here is a figure of real debtors.
Source: docs/reference/risk.md, "The simulator".
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from math import exp, log2
from typing import NamedTuple

from collector.rules.happenings import Happening, LatePaid, Made, Resolved

FIRST_DAY = date(2023, 1, 2).toordinal()
GRACE_DAYS = 2


class World(NamedTuple):
    """How much each thing weighs in the log odds of a promise."""

    level: float = 1.0  # of a usual debtor who promises little, soon
    habit: float = 1.1  # standard deviation of reliability between debtors
    drift: float = 0.15  # and within one, a promise further on
    amount: float = 0.9  # for each time the capacity
    lead: float = 0.35  # for each time the days to the due day double
    shock: float = 2.2  # without income on the due day
    shocks_a_year: float = 0.7
    after_payday: float = 1.3  # due on payday or up to four days later
    late_in_cycle: float = 0.8  # at the end of the month that a payday begins
    last: float = 0.3  # after a kept one more, after a broken one less
    days: int = 720


class Story(NamedTuple):
    """One debtor: what became known, day by day, and how likely each promise truly was, by reference."""

    events: list[Happening]
    truth: dict[str, float]
    deadlines: dict[str, int]


class _Debtor(NamedTuple):
    payday: int  # day of the month
    capacity: float
    shocks: tuple[tuple[int, int], ...]


def stories(debtors: int, seed: int = 1, world: World | None = None) -> Iterator[Story]:
    """So many debtors; the same seed, the same stories."""
    for number in range(debtors):
        yield _story(random.Random(f"{seed}/{number}"), world or World())


def _story(dice: random.Random, world: World) -> Story:
    story = Story([], {}, {})
    debtor = _Debtor(dice.choice((1, 5, 10, 15, 20, 25, 28)), exp(dice.gauss(6.5, 0.7)), _shocks(dice, world))
    reliability, last, until = dice.gauss(0.0, world.habit), 0.0, FIRST_DAY + world.days
    day, gap = FIRST_DAY + dice.randrange(world.days * 2 // 3), dice.choice((18, 25, 35, 60))
    while day < until:
        reliability = 0.98 * reliability + dice.gauss(0.0, world.drift)
        lead, share = 2 + dice.randrange(24), exp(dice.gauss(-0.6, 0.6))
        p = _truth(world, debtor, reliability + world.last * last, share, day, day + lead)
        ref = f"P{len(story.truth):04}"
        kept = dice.random() < p
        story.truth[ref], story.deadlines[ref] = p, day + lead + GRACE_DAYS
        made = Made(
            day, ref, day + lead, round(debtor.capacity * share, 2), "RON", round(debtor.capacity * 6, 2)
        )
        story.events.extend((made, *_outcome(dice, made, debtor.payday, kept)))
        last = 1.0 if kept else -1.0
        day += lead + GRACE_DAYS + 1 + int(dice.expovariate(1 / gap))
    return story


def _truth(world: World, debtor: _Debtor, habit: float, share: float, day: int, due: int) -> float:
    """The probability that this promise is kept."""
    since = _since_payday(debtor.payday, due)
    z = world.level + habit - world.amount * share - world.lead * log2((due - day) / 7)
    z -= world.shock * any(first <= due <= last for first, last in debtor.shocks)
    z += world.after_payday if since <= 4 else -world.late_in_cycle * since / 30
    return 1 / (1 + exp(-z))


def _since_payday(payday: int, due: int) -> int:
    on = date.fromordinal(due)
    begun = on.replace(day=payday)
    if begun > on:
        begun = (begun.replace(day=1) - timedelta(days=1)).replace(day=payday)
    return (on - begun).days


def _outcome(dice: random.Random, made: Made, payday: int, kept: bool) -> list[Happening]:
    """Kept a little before it is due, or when the wage came; broken in part or whole, paid with a later wage or never."""
    if kept:
        early = int(dice.expovariate(1 / 1.5))
        since = _since_payday(payday, made.due)
        if since < made.due - made.day and dice.random() < 0.6:
            early = max(since - int(dice.expovariate(1.0)), 0)
        day = made.due - min(early, made.due - made.day)
        return [Resolved(day, made.ref, kept=True, share=1.0)]
    known = made.due + GRACE_DAYS + 1
    share = dice.random() * 0.9 if dice.random() < 0.3 else 0.0
    found: list[Happening] = [Resolved(known, made.ref, kept=False, share=share)]
    if dice.random() < 0.5:
        wage = known + 30 - _since_payday(payday, known) + 30 * int(dice.expovariate(1.0))
        found.append(LatePaid(wage + int(dice.expovariate(1.0)), made.ref))
    return found


def _shocks(dice: random.Random, world: World) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    day = FIRST_DAY - 60
    while True:
        day += int(dice.expovariate(world.shocks_a_year / 365)) + 1
        if day > FIRST_DAY + world.days:
            return tuple(found)
        found.append((day, day + dice.randrange(20, 71)))
