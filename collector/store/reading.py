"""Queries that return records: one debtor, many debtors in a stream, and the book's own facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select

from collector.rules import records
from collector.rules.records import Case, Debtor
from collector.rules.terms import PromiseTerms
from collector.store.bookkeeping import BaseDayRow, CommandRow, NightRow, VerdictRow
from collector.store.tables import (
    RECORDS,
    AccountRow,
    BookRow,
    DebtorRow,
    PhoneRow,
    RateRow,
    SettingRow,
    TermsRow,
    ZoneGroupRow,
    table,
)

_PARTS: tuple[type[Any], ...] = (
    *(records.Phone, records.Account, records.Balance, records.Detail, records.Call, records.Promise),
    *(records.Payment, records.Hold, records.Dispute, records.OurPromise, records.Ending),
)
_FOR_JUDGING = tuple(part for part in _PARTS if part not in (records.Phone, records.Detail))
CHUNK_OF_DEBTORS = 500

_ACCOUNT, _DEBTOR, _PHONE = table(AccountRow), table(DebtorRow), table(PhoneRow)


class Office(NamedTuple):
    """What holds for the whole book on a day: settings, terms and rates are facts with a day."""

    book_id: str
    firm: str
    currency: str
    country: str
    zone: str
    policy: str
    calendar: str
    lang: str
    terms: tuple[PromiseTerms, ...]
    rates: dict[str, Decimal]  # one unit of the currency in the book's currency


def office(connection: Connection, as_of: date) -> Office:
    """The book's own facts as of a day."""
    setting, rate = table(SettingRow), table(RateRow)
    rows = connection.execute(select(setting).where(setting.c.from_on <= as_of).order_by(setting.c.seq))
    values = {row.key: row.value for row in rows}
    told = connection.execute(select(rate).where(rate.c.on_day <= as_of).order_by(rate.c.on_day, rate.c.seq))
    rates = {row.currency: Decimal(row.rate) for row in told}
    return Office(
        book_id=connection.execute(select(table(BookRow).c.book_id)).scalar_one(),
        firm=values["firm"],
        currency=values["currency"],
        country=values["country"],
        zone=values["zone"],
        policy=values["policy"],
        calendar=values["calendar"],
        lang=values["lang"],
        terms=_terms(connection),
        rates=rates | {values["currency"]: Decimal(1)},
    )


def _terms(connection: Connection) -> tuple[PromiseTerms, ...]:
    terms = table(TermsRow)
    rows = connection.execute(select(terms).order_by(terms.c.seq))
    return tuple(PromiseTerms(*row[1:]) for row in rows)


# --- One debtor, many debtors ----------------------------------------------------------------------------


def case(connection: Connection, debtor_id: int) -> Case:
    """Everything about one debtor. KeyError when there is none."""
    for found in cases(connection, [debtor_id]):
        return found
    raise KeyError(debtor_id)


def cases(connection: Connection, ids: Sequence[int]) -> Iterator[Case]:
    """Everything about these debtors, in the order of their ids."""
    for start in range(0, len(ids), CHUNK_OF_DEBTORS):
        chunk = sorted(ids[start : start + CHUNK_OF_DEBTORS])
        yield from _chunk(connection, lambda key, chunk=chunk: key.in_(chunk), _PARTS)


def stream(connection: Connection) -> Iterator[Case]:
    """Every debtor of the book with what judging needs: no phones, no details."""
    last = connection.execute(select(func.max(_DEBTOR.c.id))).scalar() or 0
    for first in range(1, last + 1, CHUNK_OF_DEBTORS):
        until = first + CHUNK_OF_DEBTORS - 1
        yield from _chunk(
            connection,
            lambda key, first=first, until=until: key.between(first, until),
            _FOR_JUDGING,
        )


def stream_with_verdicts(connection: Connection) -> Iterator[tuple[Case, dict[int, Any]]]:
    """The same stream, each debtor with the stored verdicts by the promise's number."""
    for chunk in _chunks(stream(connection)):
        stored = stored_verdicts_of(connection, [case.debtor.id for case in chunk])
        for case in chunk:
            yield case, stored.get(case.debtor.id, {})


def _chunks(cases_: Iterator[Case]) -> Iterator[list[Case]]:
    while chunk := list(islice(cases_, CHUNK_OF_DEBTORS)):
        yield chunk


def count_debtors(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(_DEBTOR)).scalar_one())


def _chunk(connection: Connection, among: Any, parts: Iterable[type[Any]]) -> Iterator[Case]:
    debtors = connection.execute(select(_DEBTOR).where(among(_DEBTOR.c.id)).order_by(_DEBTOR.c.id)).all()
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for part in parts:
        columns = table(RECORDS[part])
        rows = connection.execute(
            select(columns).where(among(columns.c.debtor_id)).order_by(columns.c.debtor_id, columns.c.seq)
        )
        name = _FIELD_OF[part]
        for row in rows:
            found[row[0]].setdefault(name, []).append(part._make(row))
    for row in debtors:
        yield Case(Debtor._make(row), **{name: tuple(rows) for name, rows in found[row[0]].items()})


_FIELD_OF: dict[type[Any], str] = dict(zip(_PARTS, Case._fields[1:], strict=True))

# --- Who is meant ----------------------------------------------------------------------------------------


class Found(NamedTuple):
    """A debtor, and the account that was meant when an account was named."""

    debtor_id: int
    account_seq: int | None
    ref: str
    name: str


def by_account_ref(connection: Connection, ref: str) -> list[Found]:
    return _found(connection, _ACCOUNT.c.ref == ref, _ACCOUNT.c.seq, _ACCOUNT.c.ref)


def by_debtor_ref(connection: Connection, ref: str) -> list[Found]:
    rows = connection.execute(select(_DEBTOR).where(_DEBTOR.c.ref == ref))
    return [Found(row.id, None, row.ref, row.name) for row in rows]


def by_number(connection: Connection, number: str) -> list[Found]:
    """Debtors with this phone number in E.164."""
    rows = connection.execute(
        select(_DEBTOR.c.id, _DEBTOR.c.ref, _DEBTOR.c.name)
        .join(_PHONE, _PHONE.c.debtor_id == _DEBTOR.c.id)
        .where(_PHONE.c.number == number)
        .distinct()
        .order_by(_DEBTOR.c.id)
    )
    return [Found(row.id, None, row.ref, row.name) for row in rows]


def _found(
    connection: Connection, which: ColumnElement[bool], seq: ColumnElement[int], ref: ColumnElement[str]
) -> list[Found]:
    rows = connection.execute(
        select(_DEBTOR.c.id, seq, ref, _DEBTOR.c.name)
        .join(_ACCOUNT, _ACCOUNT.c.debtor_id == _DEBTOR.c.id)
        .where(which)
    )
    return [Found(*row) for row in rows]


def holds_until(connection: Connection, ids: Iterable[int]) -> dict[int, date]:
    """Of these debtors, those on whom a hold was ever laid: the first day on which one of them ends by itself."""
    hold = table(RECORDS[records.Hold])
    rows = connection.execute(
        select(hold.c.debtor_id, hold.c.until_on).where(hold.c.debtor_id.in_(list(ids)))
    )
    until: dict[int, date] = {}
    for debtor_id, until_on in rows:
        until[debtor_id] = min(until_on or date.max, until.get(debtor_id, date.max))
    return until


# --- What was judged and done ----------------------------------------------------------------------------


def base_days(connection: Connection) -> dict[date, tuple[int, int]]:
    """Kept and resolved promises by day of decision, as of the last night or import."""
    rows = connection.execute(select(table(BaseDayRow)))
    return {row.on_day: (row.kept, row.resolved) for row in rows}


def last_night(connection: Connection) -> date | None:
    """The latest as-of day that a night has judged."""
    return connection.execute(select(func.max(table(NightRow).c.as_of))).scalar()


def stored_verdicts(connection: Connection, debtor_id: int) -> dict[int, Any]:
    """Rows of `verdict` of one debtor by the promise's number."""
    verdict = table(VerdictRow)
    rows = connection.execute(select(verdict).where(verdict.c.debtor_id == debtor_id))
    return {row.promise_seq: row for row in rows}


def stored_verdicts_of(connection: Connection, ids: Sequence[int]) -> dict[int, dict[int, Any]]:
    """The same for several debtors, by debtor."""
    verdict = table(VerdictRow)
    found: dict[int, dict[int, Any]] = defaultdict(dict)
    for row in connection.execute(select(verdict).where(verdict.c.debtor_id.in_(ids))):
        found[row.debtor_id][row.promise_seq] = row
    return found


def command(connection: Connection, command_id: str) -> Any | None:
    """The row of one command of the desk, or None."""
    commands = table(CommandRow)
    return connection.execute(select(commands).where(commands.c.id == command_id)).one_or_none()


def zone_groups(connection: Connection) -> dict[int, tuple[str, ...]]:
    """The sets of zones that debtors may be in, by number."""
    return {row.id: tuple(row.zones.split(";")) for row in connection.execute(select(table(ZoneGroupRow)))}


def undo_of(connection: Connection, command_id: str) -> Any | None:
    """The command that took this one back, or None."""
    commands = table(CommandRow)
    return connection.execute(select(commands).where(commands.c.undoes == command_id)).one_or_none()


def latest_command(connection: Connection, debtor_id: int, account_seq: int | None, agent: str) -> Any | None:
    """This agent's latest command on an account that was not taken back."""
    commands, undone = table(CommandRow), table(CommandRow).alias()
    mine = (commands.c.debtor_id == debtor_id) & (commands.c.agent == agent)
    on_account = commands.c.account_seq == account_seq
    left = commands.c.id.not_in(select(undone.c.undoes).where(undone.c.undoes.is_not(None)))
    rows = connection.execute(
        select(commands)
        .where(mine, on_account, commands.c.kind != "undo", left)
        .order_by(commands.c.recorded_at.desc(), commands.c.id)
        .limit(1)
    )
    return rows.one_or_none()


def first_states(connection: Connection, as_of: date) -> dict[tuple[int, int], tuple[str, date]]:
    """The first verdict of every promise that had one by this day, by debtor and promise."""
    verdict = table(VerdictRow).c
    rows = connection.execute(
        select(verdict.debtor_id, verdict.promise_seq, verdict.first_state, verdict.first_as_of).where(
            verdict.first_as_of <= as_of
        )
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}
