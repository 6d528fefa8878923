"""What the book holds of each person to practise on, so that the engine finds the situation by itself.

A situation without a story here begins in the call, or is a first contact: its account is new. Days are those of
`Pen`: so many before the day of practice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from collector.desk.entries import CallEntry, DisputeEntry, HoldEntry
from collector.practice.roles import Role
from collector.sample import presents
from collector.sample.pen import OFFICE, Pen
from collector.sample.rows import Event, PromiseRow
from collector.sample.shorthand import Part

_OLD_DAYS = 1_500  # more than the three years after which a claim is barred, and no money since
_THIS_MORNING = time(9, 5)


def write(pen: Pen, role: Role) -> None:
    """The account of this role."""
    if role.situation in _BY_ROLE:
        _BY_ROLE[role.situation](pen, role)
    else:
        _BY_DAYS.get(role.situation, presents.new)(pen)


def due_since(pen: Pen, role: Role) -> date:
    """Since when the debt is owed."""
    return pen.day(_OLD_DAYS) if role.situation == "time_barred" else pen.first_on - timedelta(days=45)


# --- Told by what an agent once wrote --------------------------------------------------------------------


def _adviser(pen: Pen, role: Role) -> None:
    """A breathing space, back-dated by two days."""
    day = pen.workday(12)
    hold = HoldEntry("breathing_space", day - timedelta(days=2), pen.day(-40), pen.day(-30), role.note)
    pen.desk(day, hold)


def _heard(outcome: str) -> Callable[[Pen, Role], None]:
    """Said on the phone a week and a half ago."""

    def story(pen: Pen, role: Role) -> None:
        pen.desk(pen.workday(10), CallEntry("right_party", outcome, role.note, role.note))

    return story


def _died(pen: Pen, role: Role) -> None:
    hold = HoldEntry("deceased", pen.day(20), reason=role.note)
    pen.desk(pen.workday(6), CallEntry("third_party", "deceased", role.note, role.note, "inbound", hold=hold))


def _vulnerable(pen: Pen, role: Role) -> None:
    day = pen.workday(18)
    pen.desk(day, HoldEntry("vulnerable", day, None, pen.day(-12), role.note))


def _we_did_not_call(pen: Pen, role: Role) -> None:
    """They waited for our call on the last working day."""
    at = datetime.combine(pen.workday(1), time(11, 30), OFFICE)
    pen.desk(pen.workday(5), CallEntry("right_party", "callback", role.note, role.note, callback_at=at))


def _disputed(pen: Pen, role: Role) -> None:
    day = pen.workday(6)
    entry = DisputeEntry(day, role.valued, role.breached, None, pen.day(-5))
    pen.desk(day, CallEntry("right_party", "dispute", role.note, role.note, dispute=entry))


def _rang_this_morning(pen: Pen, role: Role) -> None:
    """After a talk they are left in peace for three days."""
    at = datetime.combine(pen.anchor, _THIS_MORNING, OFFICE)
    entry = CallEntry("right_party", "right_party", role.note, role.note, "inbound")
    pen.events.append(Event(at, f"{pen.ref} 1", pen.agent, pen.ref, entry))


_BY_ROLE: Mapping[str, Callable[[Pen, Role], None]] = {
    "legal_hold": _adviser,
    "cease_contact": _heard("cease_contact"),
    "represented": _heard("represented"),
    "bereavement": _died,
    "vulnerable": _vulnerable,
    "hardship": _heard("hardship"),
    "our_promise_broken": _we_did_not_call,
    "dispute_open": _disputed,
    "contact_cap": _rang_this_morning,
}

# --- Told by promises and payments -----------------------------------------------------------------------


def _kept(pen: Pen, due_ago: int, amount_minor: int) -> None:
    given = pen.promise(pen.workday(due_ago + 9), pen.day(due_ago), amount_minor)
    pen.pay(given.due_on, given.amount_minor)


def _too_good(pen: Pen) -> None:
    """Usually 150; this morning 2,000 by e-mail, for next week."""
    for due_ago in (95, 65, 35):
        _kept(pen, due_ago, 150_00)
    day, said = pen.anchor.isoformat(), pen.amount(2_000_00)
    ref = f"PR-{pen.number}-{len(pen.promises) + 1}"
    pen.promises.append(PromiseRow(pen.ref, day, pen.day(-7).isoformat(), said, "", pen.agent, ref, "", ""))
    pen.owes_at_least(2_000_00)


def _kept_again(pen: Pen) -> None:
    """The third one in a row; nobody has thanked yet, and the next instalment is agreed."""
    for due_ago in (72, 41):
        _kept(pen, due_ago, pen.a_sum())
    amount = pen.a_sum()
    first, _next = pen.plan(pen.workday(12), [Part(amount, pen.day(1)), Part(amount, pen.day(-29))])
    pen.pay(pen.day(2), first.amount_minor)
    pen.owes_at_least(3 * amount)


def _slipping(pen: Pen) -> None:
    """Two instalments came, then two did not."""
    amount = pen.a_sum(40, 70)
    parts = [Part(amount, pen.day(ago)) for ago in (64, 49, 34, 19)]
    for given in pen.plan(pen.workday(80), parts)[:2]:
        pen.pay(given.due_on, given.amount_minor)
    pen.owes_at_least(2 * amount)


_BY_DAYS: Mapping[str, Callable[[Pen], None]] = {
    "too_good_promise": _too_good,
    "paid_in_full": presents.paid_in_full,
    "promise_kept": _kept_again,
    "due_today": presents.due_today,
    "due_tomorrow": presents.due_tomorrow,
    "promise_open": presents.due_next_week,
    "paid_partly": presents.partly_now,
    "plan_slipping": _slipping,
    "serial_breaker": presents.broken_again_and_again,
    "broken_twice": presents.broken_twice,
    "broken_once": presents.broken_once,
    "no_answer_n": presents.unanswered,
}
