"""Appends: facts with their numbers, commands, settings. Everything runs inside the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, bindparam, func, insert, select, update

from collector.rules.records import Case, Debtor
from collector.rules.terms import PromiseTerms
from collector.store import audit, bulk
from collector.store.bookkeeping import CommandRow
from collector.store.tables import (
    RECORDS,
    AgentRow,
    BookRow,
    DebtorRow,
    RateRow,
    SettingRow,
    TermsRow,
    ZoneGroupRow,
    table,
)

_DEBTOR = table(DebtorRow)
START_OF_TIME = date(1900, 1, 1)  # the first terms and settings of a book hold from the beginning
_KINDS = list(RECORDS)


class Numbers:
    """Gives out the numbers of facts below one debtor. Use it under the book's write lock only."""

    def __init__(self, debtor: Debtor) -> None:
        self._next = debtor.seq_next

    def take(self) -> int:
        number = self._next
        self._next += 1
        return number

    @property
    def upcoming(self) -> int:
        return self._next


def add(connection: Connection, facts: Iterable[Any]) -> list[tuple[str, list[bulk.Row]]]:
    """Insert records of any kind into their tables, each kind in one go, debtors before what hangs on them.

    Gives back the rows as they are stored, by kind.
    """
    by_kind: dict[type[Any], list[Any]] = defaultdict(list)
    for fact in facts:
        by_kind[type(fact)].append(fact)
    for rows in by_kind.values():
        rows.sort(key=itemgetter(0))  # by debtor, as the tables lie on the disk
    return [
        (kind.__name__, bulk.add(connection, table(RECORDS[kind]), by_kind[kind]))
        for kind in sorted(by_kind, key=_KINDS.index)
    ]


def number_on(connection: Connection, debtor_id: int, numbers: Numbers) -> None:
    """Remember which number comes next for this debtor."""
    connection.execute(_NUMBER_ON, {"debtor": debtor_id, "number": numbers.upcoming})


_NUMBER_ON = update(_DEBTOR).where(_DEBTOR.c.id == bindparam("debtor")).values(seq_next=bindparam("number"))


class Command(NamedTuple):
    """One action of an agent, by the id that its caller made."""

    id: str
    kind: str
    debtor_id: int
    account_seq: int | None
    agent: str
    at: datetime
    undoes: str | None
    result: str
    recorded_at: datetime


def record_command(
    connection: Connection, case: Case, command: Command, facts: Sequence[Any], numbers: Numbers
) -> None:
    """Append the facts of one command, the command itself and its audit entry."""
    add(connection, facts)
    number_on(connection, case.debtor.id, numbers)
    know_agent(connection, command.agent, command.recorded_at)
    bulk.add(connection, table(CommandRow), [command])
    body: dict[str, Any] = {"account": command.account_seq, "facts": [[type(f).__name__, *f] for f in facts]}
    if command.undoes:
        body["undoes"] = command.undoes
    entry = audit.Entry(
        command.at, command.recorded_at, command.agent, command.kind, body, command.id, case.debtor.id
    )
    audit.append(connection, entry)


def know_agent(connection: Connection, name: str, recorded_at: datetime) -> None:
    """Put an agent on the book's list, once."""
    if connection.execute(_AGENT, {"name": name}).first() is None:
        bulk.add(connection, table(AgentRow), [(name, recorded_at)])


_AGENT = select(table(AgentRow).c.name).where(table(AgentRow).c.name == bindparam("name"))


# --- The book's own facts --------------------------------------------------------------------------------


def found_book(connection: Connection, book_id: str, schema_version: int, recorded_at: datetime) -> None:
    """The one row that names the book, and the beginning of its audit trail."""
    row = {"id": 1, "book_id": book_id, "schema_version": schema_version, "listed_on": None}
    connection.execute(insert(table(BookRow)), row | {"recorded_at": recorded_at})
    audit.begin(connection)


def add_settings(
    connection: Connection, values: dict[str, str], from_on: date, recorded_at: datetime
) -> None:
    setting = table(SettingRow)
    first = next_number(connection, setting)
    rows = [
        {"seq": first + n, "key": key, "value": value, "from_on": from_on, "recorded_at": recorded_at}
        for n, (key, value) in enumerate(sorted(values.items()))
    ]
    connection.execute(insert(setting), rows)


def add_terms(connection: Connection, terms: PromiseTerms) -> None:
    row = {"seq": next_number(connection, table(TermsRow)), **terms._asdict()}
    connection.execute(insert(table(TermsRow)), row)


def add_rate(connection: Connection, currency: str, rate: str, on_day: date, recorded_at: datetime) -> None:
    row = {"seq": next_number(connection, table(RateRow)), "currency": currency, "rate": rate}
    connection.execute(insert(table(RateRow)), row | {"on_day": on_day, "recorded_at": recorded_at})


def zone_group(connection: Connection, zones: Sequence[str], country: str | None) -> int:
    """The number of this set of zones, making one when it is new. Numbers start at 1."""
    groups, joined = table(ZoneGroupRow), ";".join(zones)
    known = connection.execute(select(groups.c.id).where(groups.c.zones == joined)).scalar_one_or_none()
    if known is not None:
        return int(known)
    number = next_number(connection, groups, "id")
    connection.execute(insert(groups), {"id": number, "zones": joined, "country": country})
    return number


def next_number(connection: Connection, of: Table, column: str = "seq") -> int:
    """One more than the highest number so far. Only under the book's write lock."""
    return (connection.execute(select(func.max(of.c[column]))).scalar() or 0) + 1
