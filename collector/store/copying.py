"""An online copy of a book as one SQLite file, whatever the book lives on; and the state of its file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from collector.errors import BookError
from collector.store import audit, database, search, sqlite_file
from collector.store.audit import Head
from collector.store.database import Book
from collector.store.faults import translate_sqlite
from collector.store.tables import BookRow, DebtorRow, NameWordRow, table
from collector.words import _

Progress = Callable[[int, int], None]
_BATCH = 5000


def copy(book: Book, path: Path, progress: Progress) -> Head:
    """Copy the book to `path` and give back the head of the audit trail in the copy.

    Written aside, checked, moved into place: a half copy never stands there. FileNotFoundError without a
    folder.
    """
    if not path.absolute().parent.is_dir():
        raise FileNotFoundError(path.parent)
    if book.path is not None:
        source = sqlite_file.connect(book.path, writable=False)
        try:
            sqlite_file.copy(source, path, progress)
        finally:
            source.close()
    else:
        sqlite_file.replace(path, lambda aside: _fill(book, aside, path, progress))
    copied = database.open_book(str(path), writable=False)
    try:
        with copied.reading() as connection:
            return audit.head(connection)
    finally:
        copied.close()


def _fill(book: Book, aside: Path, path: Path, progress: Progress) -> None:
    aside.touch()  # an empty file is an empty database; a book that is missing is never made by opening it
    database.fill_file(aside, str(path), lambda to: _pour(book, to, progress))


def _pour(book: Book, target: Connection, progress: Progress) -> None:
    """All rows of every table, seen at one moment of the server."""
    metadata = table(BookRow).metadata
    tables = metadata.sorted_tables
    with book.reading() as source:
        for done, each in enumerate(tables):
            result = source.execution_options(stream_results=True).execute(select(each))
            while rows := result.fetchmany(_BATCH):
                target.execute(insert(each), [dict(row._mapping) for row in rows])
            progress(done + 1, len(tables))
    search.remember_parts(target, _names(target))


def _names(target: Connection) -> list[tuple[int, str]]:
    """Every name as it stands, and the words of former ones."""
    debtor, word = table(DebtorRow).c, table(NameWordRow).c
    now = select(debtor.id, debtor.name_folded)
    former = select(word.debtor_id, word.word).join(table(DebtorRow), debtor.id == word.debtor_id)
    former = former.where(func.instr(debtor.name_folded, word.word) == 0)
    return [(row[0], row[1]) for each in (now, former) for row in target.execute(each)]


def book_id_of(path: Path) -> str | None:
    """The id of the book in a file; None when it is none."""
    try:
        sqlite_file.inspect(path)
        connection = sqlite_file.connect(path, writable=False)
    except BookError:
        return None
    try:
        return str(connection.execute("SELECT book_id FROM book").fetchone()[0])
    except (sqlite3.Error, TypeError):
        return None
    finally:
        connection.close()


def file_faults(book: Book, connection: Connection) -> Iterator[str]:
    """What the database itself finds wrong with its file; a server looks after its own."""
    if book.path is None:
        return
    try:
        for (found,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
            if found != "ok":
                yield str(found)
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield _("a {child} refers to a {parent} that is missing").format(child=row[0], parent=row[2])
    except sqlite3.Error as fault:
        yield str(translate_sqlite(fault, book.where))
