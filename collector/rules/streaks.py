"""What the promises and payments of the past come to: streaks, what is usual, what was promised last.

Source: docs/reference/next-step.md, "What is reckoned". Excused promises open no row and count in no streak.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from collector.rules import workdays
from collector.rules.stepfacts import JUDGED, Income, Plan, Pledge, StepFacts

USUAL_PAYMENTS = 6
SERIAL_STREAK = 3
SERIAL_IN_A_YEAR = 4
GRACE_DAYS = 2  # working days, where the facts do not say the deadline
SOON_DAYS = 2
SILENT_DAYS = 90
GOOD_NEWS_DAYS = 5  # working days for which money that came is worth a thank-you
SLIPPING_LATE = 2


class Past(NamedTuple):
    """The promises in their order, and what follows from them. `today` is the day where the debtor is."""

    today: date
    calendars: tuple[str, ...]  # whose days off are no working days
    judged: tuple[Pledge, ...]  # by due date, oldest first
    open: tuple[Pledge, ...]  # by due date, oldest first
    said_last: Pledge | None  # the newest entry of all
    payments: tuple[Income, ...]  # up to today, oldest first
    broken_streak: int
    kept_streak: int
    broken_12m: int
    usual_minor: int | None

    @property
    def newest(self) -> Pledge | None:
        """The judged promise that fell due last."""
        return self.judged[-1] if self.judged else None

    @property
    def plan_pledge(self) -> Pledge | None:
        """The instalment that fell due last, or falls due first, when the newest promise is of a plan."""
        newest = self.newest or (self.open[0] if self.open else None)
        return newest if newest is not None and newest.plan is not None else None


def past_of(facts: StepFacts, calendars: tuple[str, ...], today: date) -> Past:
    """Everything about the past that a step needs to know."""
    counted = [pledge for pledge in facts.promises if not pledge.excused]
    judged = sorted((p for p in counted if p.status in JUDGED), key=_due_order)
    payments = tuple(sorted((p for p in facts.payments if p.paid_on <= today), key=lambda p: p.paid_on))
    return Past(
        today=today,
        calendars=calendars,
        judged=tuple(judged),
        open=tuple(sorted((p for p in counted if p.status == "open"), key=_due_order)),
        said_last=_said_last(facts.promises),
        payments=payments,
        broken_streak=_streak(judged, kept=False),
        kept_streak=_streak(judged, kept=True),
        broken_12m=sum(p.status != "kept" and _within_a_year(p, today) for p in judged),
        usual_minor=usual_minor([payment.amount_minor for payment in payments]),
    )


def is_serial(past: Past) -> bool:
    """Too many broken promises for another one of the same kind."""
    return past.broken_streak >= SERIAL_STREAK or past.broken_12m >= SERIAL_IN_A_YEAR


def usual_minor(amounts_minor: Sequence[int]) -> int | None:
    """Median of the last six or fewer payments, oldest first; None with fewer than two. Half a unit is rounded up."""
    last = sorted(amounts_minor[-USUAL_PAYMENTS:])
    if len(last) < 2:
        return None
    middle = len(last) // 2
    return last[middle] if len(last) % 2 else (last[middle - 1] + last[middle] + 1) // 2


def deadline_of(pledge: Pledge, calendars: Iterable[str]) -> date | None:
    """The last day on which money still counts for it."""
    if pledge.deadline_on is not None or pledge.due_on is None:
        return pledge.deadline_on
    day = next_working(pledge.due_on, calendars)
    for _ in range(GRACE_DAYS):
        day = next_working(day + timedelta(days=1), calendars)
    return day


def next_working(day: date, calendars: Iterable[str]) -> date:
    """The day itself if it is a working day in all calendars, else the next one; without any: Monday to Friday."""
    named = tuple(calendars)
    while not _is_working(day, named):
        day += timedelta(days=1)
    return day


def _is_working(day: date, calendars: tuple[str, ...]) -> bool:
    if not calendars:
        return day.weekday() < 5
    return all(workdays.is_working(day, calendar) for calendar in calendars)


def is_recent(came_on: date, past: Past) -> bool:
    """Whether money came at most five working days ago."""
    if (past.today - came_on).days > 30:
        return False
    day = came_on
    for _ in range(GOOD_NEWS_DAYS):
        day = next_working(day + timedelta(days=1), past.calendars)
    return past.today <= day


def received_for(pledge: Pledge, past: Past) -> int:
    """What came from the making of the promise to its deadline."""
    if pledge.received_minor is not None:
        return pledge.received_minor
    return sum(payment.amount_minor for payment in _window(pledge, past))


def came_on(pledge: Pledge, past: Past) -> date | None:
    """The day on which the money of a kept promise came; its due date where no payment is known."""
    if pledge.reached_on is not None:
        return pledge.reached_on
    came, last = 0, None
    for payment in _window(pledge, past):
        came, last = came + payment.amount_minor, payment.paid_on
        if pledge.amount_minor is not None and 100 * came >= 95 * pledge.amount_minor:
            break
    return last or pledge.due_on


def _window(pledge: Pledge, past: Past) -> list[Income]:
    last = deadline_of(pledge, past.calendars) or past.today
    return [p for p in past.payments if (pledge.made_on or date.min) <= p.paid_on <= last]


def is_slipping(past: Past) -> bool:
    """The plan of the newest promise: two instalments late in a row, or a quarter of it missed."""
    pledge = past.plan_pledge
    if pledge is None or pledge.plan is None:
        return False
    missed = sum(_of_plan(p, pledge.plan) and p.status != "kept" for p in past.judged)
    return pledge.plan.late_streak >= SLIPPING_LATE or 4 * missed >= pledge.plan.n


def _of_plan(pledge: Pledge, plan: Plan) -> bool:
    return pledge.plan is not None and (pledge.plan.n, pledge.plan.ref) == (plan.n, plan.ref)


def too_good(past: Past, balance_minor: int | None) -> Pledge | None:
    """The promise said today that is out of proportion to what this debtor usually pays."""
    said = [p for p in past.open if p.made_on == past.today]
    return next((p for p in said if _is_lavish(p, past, balance_minor)), None)


def _is_lavish(pledge: Pledge, past: Past, balance_minor: int | None) -> bool:
    soon = pledge.due_on is not None and (pledge.due_on - past.today).days <= SOON_DAYS
    silent = bool(past.payments) and (past.today - past.payments[-1].paid_on).days > SILENT_DAYS
    largest = max((p.amount_minor for p in past.payments), default=0)
    owed_minor = balance_minor if silent else None
    return out_of_proportion(pledge.amount_minor or 0, past.usual_minor, largest if soon else 0, owed_minor)


def out_of_proportion(
    amount_minor: int, usual_minor: int | None, largest_minor: int, owed_minor: int | None
) -> bool:
    """Three times the usual sum or more; above one and a half times the largest payment ever (zero: it does not
    count, for the promise is not due soon); or nine tenths of what is owed (None: they are not silent)."""
    return (
        (usual_minor is not None and amount_minor >= 3 * usual_minor)
        or (largest_minor > 0 and 2 * amount_minor > 3 * largest_minor)
        or (owed_minor is not None and 10 * amount_minor >= 9 * owed_minor)
    )


def _streak(judged: Sequence[Pledge], *, kept: bool) -> int:
    """How many in a row were kept, or were not, counted back from the newest."""
    count = 0
    for pledge in reversed(judged):
        if (pledge.status == "kept") is not kept:
            break
        count += 1
    return count


def _within_a_year(pledge: Pledge, today: date) -> bool:
    return pledge.due_on is not None and today - timedelta(days=365) <= pledge.due_on <= today


def _said_last(promises: Sequence[Pledge]) -> Pledge | None:
    """The entry made last; one without a day of making is as old as the one before it in the list."""
    newest, newest_on, so_far = None, date.min, date.min
    for pledge in promises:
        so_far = pledge.made_on or so_far
        if so_far >= newest_on:
            newest, newest_on = pledge, so_far
    return newest


def _due_order(pledge: Pledge) -> tuple[date, date, bool]:
    """By due date, then making. Of two that contradict each other the kept one counts as the newer."""
    made_on = pledge.made_on or date.min
    return (pledge.due_on or made_on, made_on, pledge.status == "kept")
