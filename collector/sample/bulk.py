"""A book of any size for measuring: a first block of debtors is written and judged, the others are its copies.

Every copy has a name, a number and references of its own; its promises, payments, verdicts and place on the
list are those of the debtor it was copied from. So all of it is consistent with judging, exactly so when the
size is a multiple of a block, at the cost of copying.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, Text, bindparam, cast, insert, literal, select

from collector.clock import Clock, real_now
from collector.desk import opening
from collector.desk.opening import Desk, Founding
from collector.rules import phones
from collector.rules.contact import zones_of
from collector.rules.records import Account, Balance, Call, Hold, OurPromise, Payment, Promise
from collector.rules.terms import PromiseTerms, deadline, threshold
from collector.sample import names, numbers
from collector.sample.book import judge_all
from collector.sample.creditors import CREDITORS
from collector.sample.crowd import Crowd, Place
from collector.sample.dice import Dice
from collector.sample.shorthand import AGENTS
from collector.store import audit, judging, writing
from collector.store.bookkeeping import VerdictRow, WorkRow
from collector.store.tables import (
    AccountRow,
    BalanceRow,
    CallRow,
    HoldRow,
    OurPromiseRow,
    PaymentRow,
    PromiseRow,
    table,
)

_DEBTORS_A_COMMIT = 20_000
_COPIED = (
    *(
        table(row)
        for row in (AccountRow, BalanceRow, CallRow, PromiseRow, PaymentRow, HoldRow, OurPromiseRow)
    ),
    *(table(row) for row in (VerdictRow, WorkRow)),
)
_DAYS_BETWEEN = 34

Progress = Callable[[int, int], None]  # so many debtors, of so many


class Size(NamedTuple):
    """How big the book shall be: one account a debtor."""

    debtors: int
    promises: int = 10  # of each account
    calls: int = 2  # of each account
    block: int = 1000  # debtors that differ in more than their names


def big_book(
    where: str,
    size: Size,
    anchor: date = date(2026, 11, 23),
    seed: int = 1,
    progress: Progress = lambda *_: None,
) -> None:
    """Found a book of this size at an empty place, judged as of `anchor`. UsageError when the place is taken."""
    opening.found(where, Founding(firm="Bench"))
    desk = opening.open_desk(where, "bench")
    try:
        desk = desk._replace(clock=Clock(datetime.combine(anchor, time(7), UTC), desk.office.zone))
        _fill(desk, size, Dice(seed), progress)
    finally:
        desk.close()


def _fill(desk: Desk, size: Size, dice: Dice, progress: Progress) -> None:
    first = min(size.block, size.debtors)
    places: list[Place] = desk.book.write(lambda connection: _first_block(desk, connection, size, dice))
    step = _DEBTORS_A_COMMIT // first * first or first
    for start in range(first, size.debtors, step):
        until = min(start + step, size.debtors)
        desk.book.write(lambda connection, at=start, to=until: _copies(connection, places, dice, at, to))  # type: ignore[misc]
        progress(until, size.debtors)
    desk.book.write(lambda connection: _finish(desk, connection, size))


def _finish(desk: Desk, connection: Connection, size: Size) -> None:
    """The counts of all copies go into the base rate; the audit says what was made."""
    judging.count_base_days(connection)
    body: dict[str, Any] = {"debtors": size.debtors, "promises": size.promises, "calls": size.calls}
    audit.append(connection, audit.Entry(desk.now(), real_now(), desk.agent, "bench", body))


# --- The first block -------------------------------------------------------------------------------------


def _first_block(desk: Desk, connection: Connection, size: Size, dice: Dice) -> list[Place]:
    """Debtors with a history each, written and judged like any other."""
    for agent in AGENTS:
        writing.know_agent(connection, agent, real_now())
    count = min(size.block, size.debtors)
    places = [_place(connection, dice, desk.office.zone) for _ in range(count)]
    facts = Crowd(dice, places)
    for number in range(1, count + 1):
        facts.add(number)
        facts.facts += _history(desk, dice, number, size)
    facts.write(connection)
    judge_all(desk, connection, size.debtors // count)
    return places


def _place(connection: Connection, dice: Dice, office_zone: str) -> Place:
    lives = dice.weighted(names.ROMANIAN.lives)
    zones = zones_of(None, phones.read(numbers.one(dice, lives), "RO").zones, lives, office_zone)
    return Place(lives, writing.zone_group(connection, zones, lives))


def _history(desk: Desk, dice: Dice, number: int, size: Size) -> list[Any]:
    """One account with promises a month apart, the last of them mostly open."""
    today, made = desk.today(), real_now()
    creditor = dice.one(CREDITORS)
    seqs = iter(range(2, 3 * size.promises + size.calls + 10))
    account = Account(
        number, next(seqs), _account_ref(number), creditor.name, "RON", today - timedelta(days=dice.between(20, 900)),
        None, None, dice.one(AGENTS), made,
    )  # fmt: skip
    facts: list[Any] = [
        account,
        Balance(number, next(seqs), account.seq, dice.between(50_000, 900_000), today, made),
    ]
    last_due = today + timedelta(days=dice.between(-12, 20))
    for back in range(size.promises - 1, -1, -1):
        due_on = last_due - timedelta(days=back * _DAYS_BETWEEN)
        facts += _promise(desk, dice, account, next(seqs), due_on)
        facts += _payment(facts[-1], dice, next(seqs), today)
    facts += [_call(desk, dice, account, next(seqs)) for _ in range(size.calls)]
    return facts + _ours(desk, dice, account, next(seqs))


def _promise(desk: Desk, dice: Dice, account: Account, seq: int, due_on: date) -> list[Promise]:
    made_on = min(due_on - timedelta(days=dice.between(3, 20)), desk.today())
    amount, terms = dice.between(50, 900) * 1000, _terms(desk)
    return [
        Promise(
            account.debtor_id, seq, account.seq, f"P{seq}", made_on, None, due_on, amount, deadline(terms, due_on),
            threshold(terms, amount), None, account.assigned_to, None, None, None, account.recorded_at, None,
        )
    ]  # fmt: skip


def _payment(promise: Promise, dice: Dice, seq: int, today: date) -> list[Payment]:
    """In time, late, a part, or nothing; never later than today."""
    days, percent = dice.weighted(((55, (0, 100)), (12, (9, 100)), (12, (0, 40)), (21, (0, 0))))
    paid_on = promise.due_on + timedelta(days=days)
    if not percent or paid_on > today:
        return []
    amount = promise.amount_minor * percent // 100
    where = (promise.debtor_id, seq, promise.account_seq)
    return [Payment(*where, f"M{seq}", paid_on, None, amount, None, promise.recorded_at)]


def _call(desk: Desk, dice: Dice, account: Account, seq: int) -> Call:
    called_at = desk.now() - timedelta(days=dice.between(2, 300), minutes=dice.between(0, 500))
    who, outcome, note = dice.one((("nobody", "no_answer", "nr"), ("right_party", "promise", "ptp 200 vn")))
    where = (account.debtor_id, seq, account.seq, f"C{seq}", called_at, account.assigned_to, "outbound", None)
    return Call(*where, who, outcome, note, note, None, None, None, None, account.recorded_at, None)


def _ours(desk: Desk, dice: Dice, account: Account, seq: int) -> list[Any]:
    """Here and there a hold, or something that we owe."""
    today, where = desk.today(), (account.debtor_id, seq)
    if dice.percent(2):
        kind = dice.one(("insolvency", "cease_contact", "vulnerable"))
        return [
            Hold(*where, kind, today - timedelta(days=9), None, None, "", None, account.recorded_at, None)
        ]
    if dice.percent(2):
        due_on = today + timedelta(days=dice.between(-2, 4))
        made_on, due_at = today - timedelta(days=9), desk.end_of_day(due_on)
        what, agent = "call_back", account.assigned_to
        where_ours = (*where, account.seq)
        return [
            OurPromise(*where_ours, what, made_on, due_on, due_at, None, agent, account.recorded_at, None)
        ]
    return []


def _terms(desk: Desk) -> PromiseTerms:
    return desk.office.terms[0]


def _account_ref(number: int) -> str:
    return f"A{number}"


# --- Copies ----------------------------------------------------------------------------------------------


def _copies(connection: Connection, places: Sequence[Place], dice: Dice, start: int, until: int) -> None:
    """Debtors `start` + 1 to `until`: people of their own with the history of the first block."""
    facts = Crowd(dice, places)
    for number in range(start + 1, until + 1):
        facts.add(number)
    facts.write(connection)
    block = len(places)
    for shift in range(start, until, block):
        for rows in _COPIED:
            _copy(connection, rows, shift, min(until - shift, block))


def _copy(connection: Connection, rows: Table, shift: int, last: int) -> None:
    number = rows.c.debtor_id + bindparam("shift", shift)
    changed = {"debtor_id": number}
    if rows is table(AccountRow):
        changed["ref"] = literal("A") + cast(number, Text)
    columns = [changed.get(column.name, column) for column in rows.c]
    chosen = select(*columns).where(rows.c.debtor_id <= bindparam("last", last))
    connection.execute(insert(rows).from_select(list(rows.c.keys()), chosen))
