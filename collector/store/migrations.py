"""Bringing an older book up to date: numbered steps, in one transaction, after a copy is set aside.

Plain steps and not alembic: its batch mode drops triggers without a word, and an import of it costs more
than all the steps.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, func, inspect, select, update
from sqlalchemy import text as sql

from collector.policyfiles import policy
from collector.rules.resting import Resting
from collector.store import reading, sqlite_file
from collector.store.bookkeeping import ChanceRow, ModelRow, WorkRow
from collector.store.plain import SCHEMA_VERSION
from collector.store.tables import AccountRow, BookRow, CallRow, table

if TYPE_CHECKING:
    from collector.store.database import Book

Step = Callable[[Connection], None]


def narrowed_list(connection: Connection) -> None:
    """The list also keeps creditor and agent, by which it is narrowed; what stood in it stays."""
    work, account = table(WorkRow), table(AccountRow)
    _list_anew(connection)
    here = (account.c.debtor_id == work.c.debtor_id) & (account.c.seq == work.c.account_seq)
    connection.execute(
        update(work).values(
            {
                name: select(account.c[name]).where(here).scalar_subquery()
                for name in ("creditor", "assigned_to")
            }
        )
    )
    for by in account.indexes:
        by.create(connection, checkfirst=True)


def models(connection: Connection) -> None:
    """The book remembers its models, and what they said of promises when these were made."""
    for rows in (ModelRow, ChanceRow):
        table(rows).create(connection)


def rested_list(connection: Connection) -> None:
    """The list also keeps until when a debtor rests after calls and conversations."""
    _list_anew(connection)
    work, calls = table(WorkRow), table(CallRow).c
    last = connection.execute(select(func.max(calls.called_at))).scalar()
    if last is None:
        return
    office = reading.office(connection, date.max)
    last = last.astimezone(ZoneInfo(office.zone))
    resting = Resting.of(policy(office.policy), reading.zone_groups(connection), last, last)
    recent = select(calls.debtor_id).where(calls.called_at > resting.since).distinct()
    ids = list(connection.execute(recent).scalars())
    rest = update(work).where(work.c.debtor_id == bindparam("debtor"))
    for case in reading.cases(connection, ids):
        until = resting.until(case, last.date())
        connection.execute(
            rest.values(rest_until=bindparam("until")), {"debtor": case.debtor.id, "until": until}
        )


def _list_anew(connection: Connection) -> None:
    """The table of the list as it is today, with what stood in it."""
    work = table(WorkRow)
    before = {column["name"] for column in inspect(connection).get_columns(work.name)}
    for index in inspect(connection).get_indexes(work.name):
        connection.execute(sql(f'DROP INDEX "{index["name"]}"'))
    connection.execute(sql("ALTER TABLE work RENAME TO work_before"))
    work.create(connection)
    kept = ", ".join(column.name for column in work.columns if column.name in before)
    connection.execute(sql(f"INSERT INTO work ({kept}) SELECT {kept} FROM work_before"))  # noqa: S608 - our own names
    connection.execute(sql("DROP TABLE work_before"))


# the step at N brings a book from an earlier version to N
STEPS: dict[int, Step] = {2: narrowed_list, 3: models, 4: rested_list}


def bring_up(book: Book, found_version: int) -> None:
    """Run the missing steps. Killed in between, the book is as it was; the copy stays beside it."""
    if book.path is not None:
        aside = book.path.with_name(f"{book.path.name}.v{found_version}.bak")
        with closing(sqlite_file.connect(book.path, writable=False)) as source:
            sqlite_file.copy(source, aside)
    book.write(_run_steps)


def _run_steps(connection: Connection) -> None:
    """Ask the version again under the lock: another program may have been quicker."""
    version = connection.execute(select(table(BookRow).c.schema_version)).scalar_one()
    for number in sorted(STEPS):
        if version < number <= SCHEMA_VERSION:
            STEPS[number](connection)
    connection.execute(update(table(BookRow)).values(schema_version=SCHEMA_VERSION))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
