"""Where an account stands at the anchor, by its imported history alone. Each writes the last weeks of it."""

from __future__ import annotations

from datetime import date, timedelta

from collector.sample import beats
from collector.sample.pen import Given, Pen
from collector.sample.shorthand import Part


def _open(pen: Pen, due_on: date, made_ago: int, amount_minor: int | None = None) -> Given:
    """A promise that is open at the anchor; what is owed covers it."""
    given = pen.promise(pen.workday(made_ago), due_on, amount_minor or pen.a_sum())
    pen.owes_at_least(given.amount_minor)
    return given


def _broken(pen: Pen, due_ago: int) -> Given:
    """A promise whose deadline has passed without money."""
    given = pen.promise(pen.workday(due_ago + pen.dice.between(5, 11)), pen.day(due_ago), pen.a_sum())
    pen.owes_at_least(given.amount_minor)
    pen.broke()
    return given


# --- Nothing to judge yet --------------------------------------------------------------------------------


def new(pen: Pen) -> None:
    """Handed over a few days ago; nobody has called."""
    pen.fresh = True


def unanswered(pen: Pen) -> None:
    """Tried again and again, never reached."""
    for ago in (23, 16, 9, 4)[: pen.dice.between(3, 4)]:
        pen.call(pen.at(pen.workday(ago)), pen.nobody())


def quiet(pen: Pen) -> None:
    """A past, and no word for weeks."""
    pen.tried(pen.workday(pen.dice.between(12, 25)))


# --- An open promise -------------------------------------------------------------------------------------


def due_today(pen: Pen) -> None:
    _open(pen, pen.anchor, pen.dice.between(4, 11))


def due_tomorrow(pen: Pen) -> None:
    _open(pen, pen.day(-1), pen.dice.between(4, 11))


def due_next_week(pen: Pen) -> None:
    _open(pen, pen.day(-pen.dice.between(5, 11)), pen.dice.between(1, 6))


def in_grace(pen: Pen) -> None:
    """Due on the last working day: still open, as the grace days run."""
    _open(pen, pen.workday(1), pen.dice.between(7, 12))


def half_way(pen: Pen) -> None:
    """Open, and a part of it is there."""
    given = _open(pen, pen.day(-4), 8)
    pen.pay(pen.day(2), given.amount_minor * 4 // 10)


def money_on_its_way(pen: Pen) -> None:
    """Open; the bank has announced the money for tomorrow."""
    given = _open(pen, pen.day(-2), 6)
    pen.pay(pen.day(-1), given.amount_minor)


def put_off(pen: Pen) -> None:
    """Put off before it fell due; the new promise is open."""
    first = _open(pen, pen.day(-2), 9)
    _open(pen, pen.day(-9), 3, first.amount_minor)


def put_off_too_late(pen: Pen) -> None:
    """Put off after it fell due: the first is broken, the second open."""
    first = _open(pen, pen.day(5), 14)
    pen.broke()
    _open(pen, pen.day(-6), 2, first.amount_minor)


def plan_running(pen: Pen) -> None:
    """The first instalment came, the second is due in a few days."""
    first, *others = beats.plan(pen, pen.workday(20), 12)
    pen.pay(first.due_on, first.amount_minor)
    pen.owes_at_least(sum(given.amount_minor for given in others))


def plan_limping(pen: Pen) -> None:
    """The first instalment did not come, the others are ahead."""
    _first, *others = beats.plan(pen, pen.workday(34), 19, 4)
    pen.owes_at_least(sum(given.amount_minor for given in others))


def pair_open(pen: Pen) -> None:
    """Two promises of one call side by side."""
    parts = [Part(pen.a_sum(), pen.day(-3)), Part(pen.a_sum(), pen.day(-12))]
    pen.promised(pen.workday(3), parts)
    pen.owes_at_least(sum(part.amount_minor for part in parts))


# --- Just judged -----------------------------------------------------------------------------------------


def kept_now(pen: Pen) -> None:
    """Paid a few days ago; nobody has thanked yet."""
    given = pen.promise(pen.workday(12), pen.day(1), pen.a_sum())
    pen.pay(pen.day(pen.dice.between(1, 4)), given.amount_minor)


def kept_today(pen: Pen) -> None:
    """The money is of this morning."""
    given = pen.promise(pen.workday(9), pen.anchor, pen.a_sum())
    pen.pay(pen.anchor, given.amount_minor)


def partly_now(pen: Pen) -> None:
    """A part came, the deadline has passed."""
    given = pen.promise(pen.workday(26), pen.day(17), pen.a_sum(100, 220))
    pen.pay(pen.day(17), given.amount_minor * 55 // 100)
    pen.owes_at_least(given.amount_minor)


def broken_once(pen: Pen) -> None:
    _broken(pen, pen.dice.between(13, 19))


def broken_twice(pen: Pen) -> None:
    _broken(pen, 50)
    _broken(pen, pen.dice.between(13, 19))


def broken_again_and_again(pen: Pen) -> None:
    for due_ago in (130, 98, 66, 40, pen.dice.between(13, 19)):
        _broken(pen, due_ago)


def cured(pen: Pen) -> None:
    """Broken, and the money came nine days after the deadline."""
    given = _broken(pen, 38)
    pen.pay(given.deadline_on + timedelta(days=9), given.amount_minor)


def taken_back(pen: Pen) -> None:
    """Kept, until the bank took the money back."""
    given = pen.promise(pen.workday(33), pen.day(24), pen.a_sum())
    ref = pen.pay(pen.day(25), given.amount_minor, named=True)
    pen.reverse(ref, pen.day(5), given.amount_minor)
    pen.owes_at_least(given.amount_minor)


# --- Nothing owed ----------------------------------------------------------------------------------------


def paid_in_full(pen: Pen) -> None:
    """The last promise was for the whole rest, and was kept."""
    given = pen.promise(pen.workday(16), pen.day(6), pen.exact(120, 240))
    pen.pay(pen.day(pen.dice.between(5, 8)), given.amount_minor)
    pen.owes_minor = 0


def settled(pen: Pen) -> None:
    """In the file with a balance of zero."""
    pen.owes_minor = 0


def overpaid(pen: Pen) -> None:
    """More came than was owed."""
    given = pen.promise(pen.workday(30), pen.day(21), pen.a_sum())
    pen.pay(pen.day(22), given.amount_minor + 5 * pen.money.step_minor)
    pen.owes_minor = -5 * pen.money.step_minor
