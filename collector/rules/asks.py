"""How much is asked for and by when: the tables of docs/reference/next-step.md, exact in minor units.

Nothing is asked without a balance, in a row of care (T0) and of somebody else. An ask is never above the balance.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from collector.rules.situations import TONES
from collector.rules.stepfacts import Pledge, StepFacts
from collector.rules.streaks import Past, next_working, received_for, too_good

DAYS_AHEAD = 7
NEAR_DAYS_AHEAD = 3  # for a promise that is not likely to be kept
UNLIKELY_BP = 5000
FEWEST, MOST, UNKNOWN_INSTALMENTS = 2, 12, 3

_CAP = ("first_contact", "verified_no_promise", "vague_promise", "refuses")
_SHARE = {"broken_once": 1, "plan_slipping": 1, "broken_twice": 2, "serial_breaker": 4}
_OF_THE_OPEN = ("due_today", "due_tomorrow", "promise_kept")


class Ask(NamedTuple):
    """What is asked for: so much by that day."""

    amount_minor: int
    due_on: date


def ask_of(
    situation: str, facts: StepFacts, past: Past, floor: str | None = None, p_bp: int | None = None
) -> Ask | None:
    """The ask of a row. `floor` is the policy's smallest sum (decimal text, else 1.00 of the currency).

    `p_bp` is the probability in 1/10000 that such a promise is kept: an unlikely one makes the ask smaller and
    nearer, and none makes it larger.
    """
    balance = facts.balance_minor
    if balance is None or balance <= 0 or TONES[situation] == "T0":
        return None
    if situation in _OF_THE_OPEN:
        return _of_the_open(situation, past, balance)
    wanted = _wanted(situation, past, balance)
    if wanted is None:
        return None
    least = min(balance, _floor_minor(floor, facts.decimals))
    due_on, tied = _due_on(past, facts.promises)
    if p_bp is not None and p_bp < UNLIKELY_BP:
        wanted = _round_sum(wanted * max(p_bp, 0) // UNLIKELY_BP, facts.decimals)
        near = next_working(past.today + timedelta(days=NEAR_DAYS_AHEAD), past.calendars)
        due_on = due_on if tied else min(due_on, near)
    return Ask(min(balance, max(wanted, least)), due_on)


def _round_sum(amount_minor: int, decimals: int) -> int:
    """A sum that is easy to say, never more: whole tens from 100 on, whole fives from 20, whole units below."""
    unit = 10**decimals
    whole = amount_minor // unit
    step = 10 if whole >= 100 else 5 if whole >= 20 else 1
    return whole // step * step * unit or amount_minor


def _of_the_open(situation: str, past: Past, balance: int) -> Ask | None:
    """The open promise that the row speaks of: the one due then, or the next one; of one past its day, no ask."""
    pledge = spoken_of(situation, past)
    if pledge is None or not pledge.left_minor or pledge.due_on is None or pledge.due_on < past.today:
        return None
    return Ask(min(balance, pledge.left_minor), pledge.due_on)


def spoken_of(situation: str, past: Past) -> Pledge | None:
    """The open promise that a row speaks of; the oldest due of several, after thanks one that is still ahead."""
    days = {"due_today": 0, "due_tomorrow": 1}.get(situation)
    if situation == "promise_kept":
        return next((p for p in past.open if (_days_to(p, past) or 0) >= 0), None)
    return next((p for p in past.open if days is None or _days_to(p, past) == days), None)


def _days_to(pledge: Pledge, past: Past) -> int | None:
    return None if pledge.due_on is None else (pledge.due_on - past.today).days


def _wanted(situation: str, past: Past, balance: int) -> int | None:
    """The amount of the table before floor and balance; None where the row asks for nothing."""
    cap = balance if past.usual_minor is None else min(balance, past.usual_minor)
    if situation in _CAP:
        return cap
    if situation in _SHARE:
        return _share(past.plan_pledge or past.newest, _SHARE[situation], cap)
    if situation == "too_good_promise":
        return _share(too_good(past, balance), 2, cap)
    if situation == "paid_partly":
        rest = lacking(past)
        return cap if rest is None else rest
    return None


def _share(pledge: Pledge | None, parts: int, cap: int) -> int:
    """A half, a quarter… of what was promised, within the cap; a half unit is left to the debtor."""
    return cap if pledge is None or pledge.amount_minor is None else min(cap, pledge.amount_minor // parts)


def lacking(past: Past) -> int | None:
    """What the partly kept promise lacks: promised, less what came from its making to its deadline."""
    newest = past.newest
    if newest is None or newest.amount_minor is None:
        return None
    return max(newest.amount_minor - received_for(newest, past), 0)


def _floor_minor(floor: str | None, decimals: int) -> int:
    return int(Decimal(floor or "1.00").scaleb(decimals))


def instalments(amount_minor: int, usual_minor: int | None) -> int:
    """The fewest instalments, 2 to 12, of at most what is usual; 3 where that is unknown."""
    if not usual_minor:
        return UNKNOWN_INSTALMENTS
    return min(max(-(-amount_minor // usual_minor), FEWEST), MOST)


# --- Days ------------------------------------------------------------------------------------------------


def week_ahead(day: date, past: Past) -> date:
    """The first working day at least seven days later."""
    return next_working(day + timedelta(days=DAYS_AHEAD), past.calendars)


def _due_on(past: Past, promises: tuple[Pledge, ...]) -> tuple[date, bool]:
    """A working day after the payday that the debtor named last, else a week ahead; whether it is tied to payday."""
    named = [p for p in promises if p.trigger]
    newest = max(named, key=lambda p: p.made_on or date.min, default=None)
    payday = _payday(newest.trigger, past.today) if newest is not None and newest.trigger else None
    if payday is None:
        return week_ahead(past.today, past), False
    return next_working(payday + timedelta(days=1), past.calendars), True


def _payday(trigger: str, today: date) -> date | None:
    """The next payday: an ISO date that is not over, or a day of the month (its last day in a shorter one)."""
    text = trigger.strip().rstrip(".")
    if text.isdecimal() and text.isascii() and 1 <= int(text) <= 31:
        return _day_of_month(int(text), today)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= today else None


def _day_of_month(number: int, today: date) -> date:
    this = _within(today.year, today.month, number)
    if this >= today:
        return this
    return _within(today.year + today.month // 12, today.month % 12 + 1, number)


def _within(year: int, month: int, number: int) -> date:
    return date(year, month, min(number, calendar.monthrange(year, month)[1]))
