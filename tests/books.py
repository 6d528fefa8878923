"""Words for telling stories about a book: found one, sit down at its desk, put in debtors, money and promises.

The time is Monday, 23 November 2026, 10:15 in Bucharest unless a story says otherwise; amounts are bani
(100 a leu). What came in by file is put straight into the store, and what is done at the desk goes through it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from collector import clock
from collector.currencies import decimals
from collector.desk import acting, looking, opening
from collector.desk.entries import CallEntry, PromiseEntry
from collector.desk.opening import Desk, Founding
from collector.errors import Refused
from collector.rules import phones
from collector.rules.contact import zones_of
from collector.rules.names import clean_name, fold
from collector.rules.records import Account, Balance, Case, Debtor, Payment, Phone, Promise, Verdict
from collector.rules.terms import deadline, terms_for, threshold
from collector.store import judging, reading, search, writing
from collector.store.tables import DebtorRow, table

OFFICE = ZoneInfo("Europe/Bucharest")
MONDAY = "2026-11-23T10:15"
TODAY = date(2026, 11, 23)


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    """The real clock, under the hand of the story."""
    return Wall.hung(monkeypatch)


@pytest.fixture
def desk(founded_url: str, wall: Wall) -> Iterator[Desk]:
    """Ana's desk at an empty book, on every database, on Monday at 10:15."""
    at_work = a_desk(founded_url)
    yield at_work
    at_work.close()


class Wall:
    """The real clock, pinned: it stands where a story puts it and moves on by a millisecond when it is read."""

    def __init__(self, moment: str = "2026-11-23T10:15") -> None:
        self.moment = at(moment)

    def __call__(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def passes(self, **time: float) -> None:
        self.moment += timedelta(**time)

    @classmethod
    def hung(cls, monkeypatch: pytest.MonkeyPatch) -> Wall:
        """Put a pinned clock on the wall for one test."""
        wall = cls()
        monkeypatch.setattr(clock, "real_now", wall)
        return wall


def at(text: str) -> datetime:
    """A time in the office, `2026-11-23T10:15`, as a moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE).astimezone(UTC)


def november(number: int) -> date:
    """A day of November 2026: 33 is the 3rd of December, 0 the last of October."""
    return date(2026, 10, 31) + timedelta(days=number)


# --- The book and its desk -------------------------------------------------------------------------------


def a_book(url: str, **facts: Any) -> str:
    """A new, empty book with the defaults of `collector init`."""
    opening.found(url, Founding(**facts))
    return url


def a_desk(url: str, when: str | None = MONDAY, agent: str = "ana", **options: Any) -> Desk:
    """A desk at this book. With `when` None it follows the clock on the wall."""
    return opening.open_desk(url, agent, when, **options)


def on(desk: Desk, when: str | None) -> Desk:
    """The same desk at another moment."""
    return desk._replace(clock=desk.clock._replace(as_of=at(when) if when else None))


# --- What came in by file --------------------------------------------------------------------------------


class Debt(NamedTuple):
    """An account in the book: `*debt` names it to every action of the desk."""

    debtor_id: int
    account_seq: int


def a_debtor(
    desk: Desk,
    name: str = "Ion Popescu",
    *,
    balance: int | Sequence[int] = 1000_00,
    ref: str | None = None,
    currency: str = "RON",
    phone: Sequence[str] = (),
    time_zone: str | None = None,
    country: str | None = "RO",
    creditor: str | None = None,
    assigned_to: str | None = None,
    balance_on: date = date(2026, 1, 1),
) -> Debt:
    """A debtor with one account, or with one for each balance. Returns the first."""

    def write(connection: Connection) -> Debt:
        now = desk.clock.real_now()
        number = writing.next_number(connection, table(DebtorRow), "id")
        called = ref or f"D{number}"
        read = [(text, phones.read(text, country)) for text in phone]
        zones = zones_of(time_zone, [zone for _, n in read for zone in n.zones], country, desk.office.zone)
        group = writing.zone_group(connection, zones, country)
        shown = clean_name(name)
        person = (
            number,
            called,
            shown,
            name,
            fold(shown),
            None,
            None,
            country,
            time_zone,
            None,
            group,
            1,
            now,
        )
        debtor = Debtor(*person)
        numbers = writing.Numbers(debtor)
        facts: list[Any] = [debtor]
        first = numbers.upcoming
        for nth, amount in enumerate([balance] if isinstance(balance, int) else balance, 1):
            seq = numbers.take()
            facts.append(
                Account(
                    number, seq, f"{called}-{nth}", creditor, currency, None, None, None, assigned_to, now
                )
            )
            facts.append(Balance(number, numbers.take(), seq, amount, balance_on, now))
        for text, n in read:
            place = (number, numbers.take(), n.number, text, n.valid, ";".join(n.zones))
            facts.append(Phone(*place, n.digits, n.digits[::-1], now))
        writing.add(connection, facts)
        writing.number_on(connection, number, numbers)
        search.remember(connection, [(number, debtor.name_folded)])
        _judge(desk, connection, number)
        return Debt(number, first)

    return desk.book.write(write)


def paid(
    desk: Desk,
    debt: Debt,
    amount_minor: int,
    on_day: date,
    *,
    ref: str | None = None,
    reverses: str | None = None,
    paid_at: datetime | None = None,
) -> str:
    """Money came (or, with `reverses`, went back). Returns its reference."""

    def make(number: int, now: datetime) -> Payment:
        name = ref or f"m{number}"
        return Payment(*debt_key(debt, number), name, on_day, paid_at, amount_minor, reverses, now)

    payment: Payment = _append(desk, debt, make)
    return payment.ref


def promised(
    desk: Desk,
    debt: Debt,
    amount_minor: int,
    made_on: date,
    due_on: date,
    *,
    ref: str | None = None,
    plan: str | None = None,
) -> Promise:
    """A promise of the past, as an import brings it: no guard asks about it."""

    def make(number: int, now: datetime) -> Promise:
        terms = terms_for(desk.office.terms, None, made_on)
        key = (*debt_key(debt, number), ref or f"h{number}", made_on, None, due_on, amount_minor)
        judged_by = (deadline(terms, due_on), threshold(terms, amount_minor))
        return Promise(*key, *judged_by, plan, "ana", None, None, None, now, None)

    made: Promise = _append(desk, debt, make)
    return made


def debt_key(debt: Debt, number: int) -> tuple[int, int, int]:
    return (debt.debtor_id, number, debt.account_seq)


def _append(desk: Desk, debt: Debt, make: Any) -> Any:
    def write(connection: Connection) -> Any:
        case = reading.case(connection, debt.debtor_id)
        numbers = writing.Numbers(case.debtor)
        fact = make(numbers.take(), desk.clock.real_now())
        writing.add(connection, [fact])
        writing.number_on(connection, debt.debtor_id, numbers)
        _judge(desk, connection, debt.debtor_id)
        return fact

    return desk.book.write(write)


def _judge(desk: Desk, connection: Connection, debtor_id: int) -> None:
    case = reading.case(connection, debtor_id)
    judging.judge_again(connection, case, desk.setting(connection), desk.office, decimals())


# --- At the desk -----------------------------------------------------------------------------------------


def promise(
    desk: Desk, debt: Debt, amount_minor: int | None, due_on: date | None, **more: Any
) -> acting.Saved:
    """The debtor calls or is called and promises a sum for a day; `more` are fields of the call."""
    command_id = more.pop("command_id", None)
    entry = CallEntry(promises=(PromiseEntry(amount_minor, due_on),), **more)
    return acting.record_call(desk, *debt, entry, command_id)


def plan(desk: Desk, debt: Debt, *parts: tuple[int, date], **more: Any) -> acting.Saved:
    """Several parts promised in one call."""
    promises = tuple(PromiseEntry(amount, due) for amount, due in parts)
    return acting.record_call(desk, *debt, CallEntry(promises=promises, **more))


def call(desk: Desk, debt: Debt, **fields: Any) -> acting.Saved:
    """A call with these fields."""
    return acting.record_call(desk, *debt, CallEntry(**fields))


# --- What the book says ----------------------------------------------------------------------------------


def case(desk: Desk) -> Case:
    """Everything about the first debtor."""
    return looking.card(desk, 1).case


def refusal(story: Callable[[], object]) -> str:
    """The rule by which this is refused; a person is told why."""
    with pytest.raises(Refused) as refused:
        story()
    assert refused.value.message
    return refused.value.rule


def verdicts(desk: Desk, debt: Debt) -> list[Verdict]:
    """The verdicts of an account, live."""
    return list(looking.card(desk, debt.debtor_id).account(debt.account_seq).verdicts)


def states(desk: Desk, debt: Debt) -> list[str]:
    """How the promises of an account stand, in the order of making; mistakes as `error`."""
    return [v.cancel_reason if v.cancel_reason == "error" else v.state for v in verdicts(desk, debt)]


def everything(desk: Desk) -> dict[str, list[Any]]:
    """All rows of every table but those of the audit trail: to tell whether anything has changed."""
    with desk.book.reading() as connection:
        return {
            name: sorted(map(tuple, connection.execute(select(each))), key=repr)
            for name, each in SQLModel.metadata.tables.items()
        }
