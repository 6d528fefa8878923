"""Queries that return records: one debtor, many debtors in a stream, and the book's own facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select

from collector.rules import records
from collector.rules.records import Case, Debtor
from collector.rules.terms import PromiseTerms
from collector.store.bookkeeping import BaseDayRow, CommandRow, NightRow, VerdictRow
from collector.store.plain import HoldSpan, Reach
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

_Which = Mapping[type[Any], Select[Any]]  # a statement for each kind of record

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
    rate = table(RateRow)
    values: dict[str, str] = {row.key: row.value for row in connection.execute(SETTINGS, {"as_of": as_of})}
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


_SETTING = table(SettingRow).c
SETTINGS = (
    select(_SETTING.key, _SETTING.value)
    .where(_SETTING.from_on <= bindparam("as_of", type_=_SETTING.from_on.type))
    .order_by(_SETTING.seq)
)


def _terms(connection: Connection) -> tuple[PromiseTerms, ...]:
    terms = table(TermsRow)
    rows = connection.execute(select(terms).order_by(terms.c.seq))
    return tuple(PromiseTerms(*row[1:]) for row in rows)


# --- One debtor, many debtors ----------------------------------------------------------------------------


def case(connection: Connection, debtor_id: int) -> Case:
    """Everything about one debtor. KeyError when there is none."""
    for found in _chunk(connection, _BETWEEN, {"first": debtor_id, "until": debtor_id}, _PARTS):
        return found
    raise KeyError(debtor_id)


def seq_next(connection: Connection, debtor_id: int) -> int | None:
    """The number of the debtor's next fact: while it stays, no fact has come. None without the debtor."""
    return connection.execute(_SEQ_NEXT, {"debtor": debtor_id}).scalar_one_or_none()


_SEQ_NEXT = select(_DEBTOR.c.seq_next).where(_DEBTOR.c.id == bindparam("debtor"))


def cases(connection: Connection, ids: Sequence[int]) -> Iterator[Case]:
    """Everything about these debtors, in the order of their ids."""
    for start in range(0, len(ids), CHUNK_OF_DEBTORS):
        chunk = sorted(ids[start : start + CHUNK_OF_DEBTORS])
        yield from _chunk(connection, _AMONG, {"ids": chunk}, _PARTS)


def cases_to_judge(connection: Connection, ids: Sequence[int]) -> Iterator[Case]:
    """These debtors with what judging needs: no phones, no details."""
    for start in range(0, len(ids), CHUNK_OF_DEBTORS):
        yield from _chunk(connection, _AMONG, {"ids": ids[start : start + CHUNK_OF_DEBTORS]}, _FOR_JUDGING)


def stream(connection: Connection) -> Iterator[Case]:
    """Every debtor of the book with what judging needs: no phones, no details."""
    last = connection.execute(select(func.max(_DEBTOR.c.id))).scalar() or 0
    for first in range(1, last + 1, CHUNK_OF_DEBTORS):
        span = {"first": first, "until": first + CHUNK_OF_DEBTORS - 1}
        yield from _chunk(connection, _BETWEEN, span, _FOR_JUDGING)


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


def _chunk(
    connection: Connection, which: _Which, debtors: dict[str, Any], parts: Sequence[type[Any]]
) -> Iterator[Case]:
    rows = connection.execute(which[Debtor], debtors).all()
    found = [_by_debtor(part, connection.execute(which[part], debtors).all()) for part in parts]
    fields = [_FIELD_OF[part] for part in parts]
    for row in rows:
        own = (facts.get(row[0], ()) for facts in found)
        yield Case(Debtor._make(row), **dict(zip(fields, own, strict=True)))


def _by_debtor(part: type[Any], rows: Iterable[Any]) -> dict[int, tuple[Any, ...]]:
    """The records of rows that come debtor by debtor."""
    return {debtor_id: tuple(map(part._make, own)) for debtor_id, own in groupby(rows, itemgetter(0))}


def _statements(among: Callable[[ColumnElement[int]], ColumnElement[bool]]) -> _Which:
    """One statement a table, built once: building them anew costs more than running them."""
    found = {Debtor: select(_DEBTOR).where(among(_DEBTOR.c.id)).order_by(_DEBTOR.c.id)}
    for part in _PARTS:
        columns = table(RECORDS[part])
        facts = select(columns).where(among(columns.c.debtor_id))
        found[part] = facts.order_by(columns.c.debtor_id, columns.c.seq)
    return found


_AMONG = _statements(lambda key: key.in_(bindparam("ids", expanding=True)))
_BETWEEN = _statements(lambda key: key.between(bindparam("first"), bindparam("until")))
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


def hold_spans(connection: Connection, ids: Iterable[int]) -> dict[int, list[HoldSpan]]:
    """The holds ever laid on these debtors, by debtor, as they were laid."""
    spans: dict[int, list[HoldSpan]] = defaultdict(list)
    for debtor_id, *span in connection.execute(HOLD_SPANS, {"ids": list(ids)}):
        spans[debtor_id].append(HoldSpan(*span))
    return spans


def numbers(connection: Connection, ids: Iterable[int]) -> list[Reach]:
    """The phone numbers of these debtors, as far as ringing needs."""
    return [Reach._make(row) for row in connection.execute(NUMBERS, {"ids": list(ids)})]


NUMBERS = select(_PHONE.c.debtor_id, _PHONE.c.seq, _PHONE.c.number, _PHONE.c.as_typed, _PHONE.c.valid).where(
    _PHONE.c.debtor_id.in_(bindparam("ids", expanding=True))
)
_HOLD = table(RECORDS[records.Hold]).c
HOLD_SPANS = select(_HOLD.debtor_id, _HOLD.kind, _HOLD.from_on, _HOLD.until_on).where(
    _HOLD.debtor_id.in_(bindparam("ids", expanding=True))
)


# --- What was judged and done ----------------------------------------------------------------------------


def base_days(connection: Connection) -> dict[date, tuple[int, int]]:
    """Kept and resolved promises by day of decision, as of the last night or import."""
    return {day: (kept, resolved) for day, kept, resolved in connection.execute(_BASE_DAYS).all()}


_BASE_DAYS = select(table(BaseDayRow))


def listed_on(connection: Connection) -> date | None:
    """The latest day that the work list is kept for."""
    day: date | None = connection.execute(LISTED_ON).scalar_one()
    return day


LISTED_ON = select(table(BookRow).c.listed_on)


def last_night(connection: Connection) -> date | None:
    """The latest as-of day that a night has judged."""
    return connection.execute(_LAST_NIGHT).scalar()


_LAST_NIGHT = select(func.max(table(NightRow).c.as_of))


def stored_verdicts(connection: Connection, debtor_id: int) -> dict[int, Any]:
    """Rows of `verdict` of one debtor by the promise's number."""
    return {row.promise_seq: row for row in connection.execute(_VERDICTS, {"ids": [debtor_id]}).all()}


_VERDICTS = select(table(VerdictRow)).where(
    table(VerdictRow).c.debtor_id.in_(bindparam("ids", expanding=True))
)


def stored_verdicts_of(connection: Connection, ids: Sequence[int]) -> dict[int, dict[int, Any]]:
    """The same for several debtors, by debtor."""
    found: dict[int, dict[int, Any]] = defaultdict(dict)
    for row in connection.execute(_VERDICTS, {"ids": list(ids)}).all():
        found[row[0]][row[1]] = row
    return found


def promise_refs(connection: Connection) -> dict[tuple[int, int], str]:
    """What every promise is called, by debtor and number."""
    rows = connection.execute(select(_PROMISE.debtor_id, _PROMISE.seq, _PROMISE.ref))
    return {(debtor_id, seq): ref for debtor_id, seq, ref in rows}


_PROMISE = table(RECORDS[records.Promise]).c


def command(connection: Connection, command_id: str) -> Any | None:
    """The row of one command of the desk, or None."""
    return connection.execute(_COMMAND, {"id": command_id}).one_or_none()


_COMMAND = select(table(CommandRow)).where(table(CommandRow).c.id == bindparam("id"))


def zone_groups(connection: Connection) -> dict[int, tuple[str, ...]]:
    """The sets of zones that debtors may be in, by number."""
    return {row.id: tuple(row.zones.split(";")) for row in connection.execute(ZONE_GROUPS)}


ZONE_GROUPS = select(table(ZoneGroupRow))


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
