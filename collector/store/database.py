"""Opening a book and the two ways to use it: `read` sees one moment, `write` is whole or nothing.

SQLite: WAL, `synchronous=FULL`, foreign keys on; writers take the lock at once (`BEGIN IMMEDIATE`) and wait
for it up to ten seconds. PostgreSQL: the same tables; writers lock the head of the audit trail, and readers
see one moment there too (`REPEATABLE READ`).
"""

from __future__ import annotations

import random
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from collector.errors import BookError
from collector.store import bookkeeping, sqlite_file
from collector.store.faults import is_busy, is_taken, kind_of, said, translate
from collector.store.plain import SCHEMA_VERSION
from collector.store.tables import BookRow, table

PATIENCE_SECONDS = 10.0
_WRITES = "collector_writes"  # until when a writer waits, by the monotonic clock
_AT_ONCE = 0.0
_ONE_MOMENT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
# A server that falls silent in the middle is noticed about as soon as one that never answers.
_SERVER = {"connect_timeout": 8, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}

Result = TypeVar("Result")


class Book(NamedTuple):
    """An open book. `path` is None on a server; `where` names it in messages."""

    engine: Engine
    where: str
    path: Path | None
    book_id: str

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the book."""
        options = {} if self.path else _ONE_MOMENT
        try:
            with self.engine.connect().execution_options(**options) as connection, connection.begin():
                yield connection
        except DBAPIError as fault:
            raise translate(fault, self.where) from fault

    @contextmanager
    def scratch(self) -> Iterator[Connection]:
        """A view of the book with an empty work list of its own, thrown away at the end: nothing is written."""
        try:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("CREATE TEMPORARY TABLE work AS SELECT * FROM work WHERE 1 = 0")
                yield connection
                connection.rollback()
        except DBAPIError as fault:
            raise translate(fault, self.where) from fault

    def write(self, story: Callable[[Connection], Result]) -> Result:
        """Run `story` in one transaction: after the return it is on the disk, after an error nothing is.

        A busy book is tried again until ten seconds have passed, so a story must not act outside the book.
        """
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                connection = self.engine.connect().execution_options(**{_WRITES: give_up_at})
                with connection, connection.begin():
                    _lock(connection)
                    return story(connection)
            except DBAPIError as fault:
                if not is_busy(fault) or time.monotonic() > give_up_at:
                    raise translate(fault, self.where) from fault
            time.sleep(_pause_seconds())

    def close(self) -> None:
        """Let go of the file, folding its log back into it."""
        self.engine.dispose()


def is_url(where: str) -> bool:
    return "://" in where


def open_book(where: str, *, writable: bool = True) -> Book:
    """Open the book at a path or `postgresql+psycopg://…` URL, bringing an older one up to date.

    BookError when it is missing, not a book, newer than this program, damaged, locked or away.
    """
    if not is_url(where):
        path = Path(where)
        version = sqlite_file.inspect(path)
        engine = _sqlite_engine(path, writable)
        return _opened(engine, where, path, version, writable)
    engine = _server_engine(where)
    return _opened(engine, where, None, None, True)


def _opened(engine: Engine, where: str, path: Path | None, version: int | None, writable: bool) -> Book:
    try:
        book, found = _identified(engine, where, path, version)
        if found < SCHEMA_VERSION and not writable:
            open_book(where).close()  # who only reads brings an older book up to date all the same
        elif found < SCHEMA_VERSION:
            from collector.store import migrations  # imported only when a book is older than this program

            migrations.bring_up(book, found)
    except BaseException:
        engine.dispose()
        raise
    return book


def _identified(engine: Engine, where: str, path: Path | None, version: int | None) -> tuple[Book, int]:
    """The book and its schema version, which is not newer than ours."""
    try:
        with engine.connect() as connection:
            if version is None and not inspect(connection).has_table("book"):
                raise BookError("missing", where)
            row = connection.execute(
                select(table(BookRow).c.book_id, table(BookRow).c.schema_version)
            ).one_or_none()
    except DBAPIError as fault:
        other = BookError("damaged" if path else "not_a_book", where, said(fault.orig))
        problem = translate(fault, where)
        raise problem if isinstance(problem, BookError) else other from fault
    if row is None:
        raise BookError("damaged", where, "book row")
    newest = max(row.schema_version, version or 0)
    if newest > SCHEMA_VERSION:
        raise BookError("newer", where, f"schema {newest} > {SCHEMA_VERSION}")
    return Book(engine, where, path, row.book_id), int(row.schema_version)


def make_book(where: str, found: Callable[[Connection], None]) -> None:
    """Make an empty book and let `found` write its first facts: whole, or not there at all.

    FileExistsError when something is at that place already.
    """
    if is_url(where):
        engine = _server_engine(where)
        try:
            with engine.connect().execution_options(**{_WRITES: _AT_ONCE}) as connection, connection.begin():
                create_tables(connection)
                found(connection)
        except DBAPIError as fault:
            if is_taken(fault):
                raise FileExistsError(where) from fault
            raise translate(fault, where) from fault
        finally:
            engine.dispose()
        return
    sqlite_file.make(Path(where), lambda aside: fill_file(aside, where, found))


def book_exists(where: str) -> bool:
    """Whether something is at this place that must not be overwritten."""
    if not is_url(where):
        return Path(where).exists()
    engine = _server_engine(where)
    try:
        with engine.connect() as connection:
            return inspect(connection).has_table("book")
    except DBAPIError as fault:
        raise translate(fault, where) from fault
    finally:
        engine.dispose()


def create_tables(connection: Connection) -> None:
    """All tables and indexes of the newest schema, and what finds names on this kind of database."""
    from collector.store import search

    table(bookkeeping.AuditRow).metadata.create_all(connection, checkfirst=False)  # none of another program
    search.create(connection)


def fill_file(aside: Path, where: str, found: Callable[[Connection], None]) -> None:
    """Make the tables of a book in a new file and let `found` write its rows; `where` is for messages."""
    engine = _sqlite_engine(aside, writable=True)
    try:
        with engine.connect().execution_options(**{_WRITES: _AT_ONCE}) as connection, connection.begin():
            create_tables(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {sqlite_file.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
            found(connection)
    except DBAPIError as fault:
        raise translate(fault, where) from fault
    finally:
        engine.dispose()


def _lock(connection: Connection) -> None:
    """On a server, one writer at a time: the head of the audit trail is what writers lock."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(PATIENCE_SECONDS * 1000)}")
        head = table(bookkeeping.AuditHeadRow)
        connection.execute(select(head.c.id).with_for_update())


def _server_engine(url: str) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True, connect_args=_SERVER)
    except (ArgumentError, ImportError, ValueError) as fault:  # no address, or no psycopg to go there
        raise BookError("away", url, fault) from fault


def _sqlite_engine(path: Path, writable: bool) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite_file.connect(path, writable),
        pool_size=5,
        poolclass=QueuePool,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Own the BEGIN: a deferred one that writes later fails at once when another writer is quicker.

    A writer waits by trying again, because SQLite's own polling starves some for seconds. A reader waits in
    SQLite: nobody is in its way but for the moment in which another program opens or closes.
    """
    give_up_at = connection.get_execution_options().get(_WRITES)
    raw: Any = connection.connection.dbapi_connection
    raw.execute(f"PRAGMA busy_timeout = {int(PATIENCE_SECONDS * 1000) if give_up_at is None else 0}")
    if give_up_at is None:
        raw.execute("BEGIN")
    elif not _took_turn(raw, give_up_at):
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # once more, for its error


def _took_turn(raw: Any, give_up_at: float) -> bool:
    """Whether the write lock could be had: asked of SQLite itself, many waiters must not wear the processor out."""
    while True:
        try:
            raw.execute("BEGIN IMMEDIATE")
            return True
        except sqlite3.OperationalError as fault:
            if kind_of(fault) != "locked" or time.monotonic() > give_up_at:
                return False
        time.sleep(_pause_seconds())


def _pause_seconds() -> float:
    return random.uniform(0.0005, 0.002)


@contextmanager
def server_lock(book: Book, name: str) -> Iterator[bool]:
    """Hold a named lock of the server as long as the block runs; whether it could be had.

    A session's lock: it ends with the connection, so a killed holder leaves none behind.
    """
    key = zlib.crc32(f"{book.book_id} {name}".encode())
    with book.engine.connect() as connection:
        held = connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({key})").scalar_one()
        connection.commit()
        try:
            yield bool(held)
        finally:
            if held:  # the connection goes back to the pool, and would hold the lock on
                connection.exec_driver_sql(f"SELECT pg_advisory_unlock({key})")
                connection.commit()
