"""Bringing an older book up to date: numbered steps, in one transaction, after a copy is set aside.

Plain steps and not alembic: its batch mode drops triggers without a word, and an import of it costs more
than all the steps.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, select, update
from sqlalchemy import text as sql

from collector.store import sqlite_file
from collector.store.bookkeeping import WorkRow
from collector.store.plain import SCHEMA_VERSION
from collector.store.tables import AccountRow, BookRow, table

if TYPE_CHECKING:
    from collector.store.database import Book

Step = Callable[[Connection], None]


def narrowed_list(connection: Connection) -> None:
    """The list also keeps creditor and agent, by which it is narrowed; what stood in it stays."""
    work, account = table(WorkRow), table(AccountRow)
    for index in inspect(connection).get_indexes(work.name):
        connection.execute(sql(f'DROP INDEX "{index["name"]}"'))
    connection.execute(sql("ALTER TABLE work RENAME TO work_before"))
    work.create(connection)
    known = ", ".join(c.name for c in work.columns if c.name not in ("creditor", "assigned_to"))
    connection.execute(
        sql(
            f"INSERT INTO work ({known}, creditor, assigned_to) "  # noqa: S608 - our own names
            f"SELECT {', '.join('w.' + name for name in known.split(', '))}, a.creditor, a.assigned_to "
            "FROM work_before w JOIN account a ON a.debtor_id = w.debtor_id AND a.seq = w.account_seq"
        )
    )
    connection.execute(sql("DROP TABLE work_before"))
    for by in account.indexes:
        by.create(connection, checkfirst=True)


STEPS: dict[int, Step] = {2: narrowed_list}  # the step at N brings a book from N - 1 to N


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
    for number in range(version + 1, SCHEMA_VERSION + 1):
        STEPS[number](connection)
    connection.execute(update(table(BookRow)).values(schema_version=SCHEMA_VERSION))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
