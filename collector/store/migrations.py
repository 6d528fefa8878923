"""Bringing an older book up to date: numbered steps, in one transaction, after a copy is set aside.

Plain steps and not alembic: its batch mode drops triggers without a word, and an import of it costs more
than all the steps.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, update

from collector.store import sqlite_file
from collector.store.tables import SCHEMA_VERSION, BookRow, table

if TYPE_CHECKING:
    from collector.store.database import Book

Step = Callable[[Connection], None]

STEPS: dict[int, Step] = {}  # the step at N brings a book from N - 1 to N


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
