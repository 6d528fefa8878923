"""What can become of one promise. A beat writes one and returns the day on which it is settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from collector.sample.pen import Given, Pen
from collector.sample.shorthand import Part

Beat: TypeAlias = Callable[[Pen, date], date]


def _promise(pen: Pen, made_on: date, amount_minor: int | None = None) -> Given:
    due_on = made_on + timedelta(days=pen.dice.between(3, 14))
    return pen.promise(made_on, due_on, amount_minor or pen.a_sum())


def _by(pen: Pen, given: Given) -> date:
    """A day from the one after the making to the due day."""
    return given.made_on + timedelta(days=pen.dice.between(1, (given.due_on - given.made_on).days))


def _after_deadline(given: Given, days: int = 1) -> date:
    return given.deadline_on + timedelta(days=days)


def kept(pen: Pen, made_on: date) -> date:
    """Paid in full by the due day."""
    given = _promise(pen, made_on)
    paid_on = _by(pen, given)
    pen.pay(paid_on, given.amount_minor)
    pen.broke(False)
    return max(paid_on, given.due_on)


def kept_in_parts(pen: Pen, made_on: date) -> date:
    """Paid in two parts, the second on the due day or within grace."""
    given = _promise(pen, made_on)
    first = given.amount_minor // 3
    pen.pay(_by(pen, given), first)
    pen.pay(pen.dice.one((given.due_on, given.deadline_on)), given.amount_minor - first)
    pen.broke(False)
    return _after_deadline(given)


def kept_in_grace(pen: Pen, made_on: date) -> date:
    """Paid after the due day, by the deadline."""
    given = _promise(pen, made_on)
    pen.pay(given.deadline_on, given.amount_minor)
    pen.broke(False)
    return _after_deadline(given)


def kept_by_tolerance(pen: Pen, made_on: date) -> date:
    """Paid a little less than was said, yet enough."""
    given = _promise(pen, made_on)
    pen.pay(given.due_on, -(-given.amount_minor * pen.dice.between(95, 99) // 100))
    pen.broke(False)
    return _after_deadline(given)


def paid_partly(pen: Pen, made_on: date) -> date:
    """Paid a part of it, and no more."""
    given = _promise(pen, made_on)
    pen.pay(_by(pen, given), given.amount_minor * pen.dice.between(20, 85) // 100)
    pen.broke()
    return _after_deadline(given)


def nearly(pen: Pen, made_on: date) -> date:
    """Short by next to nothing, and partly kept all the same."""
    given = _promise(pen, made_on)
    pen.pay(given.due_on, given.amount_minor * 94 // 100)
    pen.broke()
    return _after_deadline(given)


def broken(pen: Pen, made_on: date) -> date:
    """Nothing came."""
    given = _promise(pen, made_on)
    if pen.dice.percent(50):
        pen.tried(pen.workday((pen.anchor - _after_deadline(given)).days))
    pen.broke()
    return _after_deadline(given, 2)


def late(pen: Pen, made_on: date) -> date:
    """Nothing came in time; all of it came after the deadline."""
    given = _promise(pen, made_on)
    came_on = _after_deadline(given, pen.dice.between(1, 22))
    pen.pay(came_on, given.amount_minor)
    pen.broke()
    return came_on


def paid_before(pen: Pen, made_on: date) -> date:
    """Paid two days before it was promised: the office did not see it, and nothing came afterwards."""
    given = _promise(pen, made_on)
    pen.pay(made_on - timedelta(days=2), given.amount_minor)
    pen.broke()
    return _after_deadline(given)


def same_day(pen: Pen, made_on: date) -> date:
    """Money of the morning, a promise at noon, money in the afternoon: only the last counts for it."""
    at = pen.at(made_on).replace(hour=12, minute=pen.dice.between(0, 59))
    given = pen.promise(made_on, made_on + timedelta(days=3), pen.a_sum(), at)
    pen.pay(made_on, pen.a_sum(20, 40), "09:12")
    pen.pay(made_on, given.amount_minor, f"15:{pen.dice.between(10, 59)}")
    pen.broke(False)
    return given.due_on


def replaced(pen: Pen, made_on: date) -> date:
    """Put off three days later, before it fell due; then kept."""
    first = pen.promise(made_on, made_on + timedelta(days=9), pen.a_sum())
    again_on = _working(pen, made_on + timedelta(days=4))
    second = pen.promise(again_on, again_on + timedelta(days=12), first.amount_minor)
    pen.pay(second.due_on, second.amount_minor)
    pen.broke(False)
    return second.due_on


def replaced_too_late(pen: Pen, made_on: date) -> date:
    """Put off on the day after it fell due, which does not hide the break; then kept."""
    first = pen.promise(made_on, made_on + timedelta(days=6), pen.a_sum())
    pen.broke()
    again_on = _working(pen, first.due_on)
    second = pen.promise(again_on, again_on + timedelta(days=8), first.amount_minor)
    pen.pay(second.due_on, second.amount_minor)
    pen.broke(False)
    return second.due_on


def reversed_in_full(pen: Pen, made_on: date) -> date:
    """Paid in time; the bank took it back a week later."""
    given = _promise(pen, made_on)
    ref = pen.pay(given.due_on, given.amount_minor, named=True)
    back_on = given.due_on + timedelta(days=7)
    pen.reverse(ref, back_on, given.amount_minor)
    pen.broke()
    return max(back_on, _after_deadline(given))


def reversed_in_part(pen: Pen, made_on: date) -> date:
    """Paid in time; a third of it was taken back in two steps."""
    given = _promise(pen, made_on)
    ref = pen.pay(given.due_on, given.amount_minor, named=True)
    back_on = given.due_on + timedelta(days=5)
    pen.reverse(ref, back_on, given.amount_minor // 6)
    pen.reverse(ref, back_on + timedelta(days=1), given.amount_minor // 6)
    pen.broke()
    return _after_deadline(given, 4)


def equal_payments(pen: Pen, made_on: date) -> date:
    """Two real payments of one sum on one day."""
    given = _promise(pen, made_on, 2 * pen.a_sum(40, 80))
    for _ in range(2):
        pen.pay(given.due_on, given.amount_minor // 2)
    pen.broke(False)
    return _after_deadline(given)


def side_by_side(pen: Pen, made_on: date) -> date:
    """Two promises of one call, not a plan: the money of the first due day reaches for one only."""
    amount = pen.a_sum(40, 90)
    parts = [Part(amount, made_on + timedelta(days=7)), Part(amount, made_on + timedelta(days=15))]
    first, second = pen.promised(made_on, parts)
    pen.pay(first.due_on, amount)
    pen.broke()
    return _after_deadline(second)


def plan_kept(pen: Pen, made_on: date) -> date:
    """A plan of unequal instalments, all of them paid."""
    for given in plan(pen, made_on, 15):
        pen.pay(given.due_on, given.amount_minor)
    pen.broke(False)
    return made_on + timedelta(days=46)


def plan_broken(pen: Pen, made_on: date) -> date:
    """A plan whose first instalment came and whose others did not."""
    first, *_others, last = plan(pen, made_on, 14)
    pen.pay(first.due_on, first.amount_minor)
    pen.broke()
    return _after_deadline(last)


def plan(pen: Pen, made_on: date, every_days: int, count: int = 3) -> list[Given]:
    """Instalments of one agreement: first a small one as a sign of good will, then larger ones."""
    small, large = pen.a_sum(30, 50), pen.a_sum(60, 110)
    sums = [small, *(large + n * pen.money.step_minor for n in range(count - 1))]
    days = [made_on + timedelta(days=every_days * (n + 1)) for n in range(count)]
    return pen.plan(made_on, [Part(amount, day) for amount, day in zip(sums, days, strict=True)])


_LONGEST_DAYS: dict[Beat, int] = {kept: 14, late: 45, plan_kept: 46, plan_broken: 52}
_LONGEST_OF_OTHERS_DAYS = 26


def longest_days(beat: Beat) -> int:
    """The most days from the making until such a beat is settled, whatever the holidays."""
    return _LONGEST_DAYS.get(beat, _LONGEST_OF_OTHERS_DAYS)


def _working(pen: Pen, day: date) -> date:
    """The first working day after this one."""
    ago = (pen.anchor - day).days - 1
    while (found := pen.workday(ago)) <= day:
        ago -= 1
    return found
