"""Places for books: an empty one for each test, or one with a new book in it, which is founded once a session.

To found a book makes thirty tables, a third of a second's work for a server. So most tests get one that was made
before: of a file a copy, and of a schema the schema itself, its rows put back as they were when it was new.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from psycopg import Connection

POSTGRES = os.environ.get("COLLECTOR_TEST_POSTGRES", "")
HASTY = "-csynchronous_commit=off"  # no test cuts the power
FOUNDED_AT = "2026-11-23T10:14:59"  # a moment before anybody sits down

# Everything of a schema but its rows: what a test may have made otherwise, and nobody puts back.
SHAPE = """
SELECT md5(string_agg(part, E'\\n' ORDER BY part)) FROM (
    SELECT concat_ws(' ', c.relname, c.relkind, a.attname, a.atttypid, a.attnotnull, a.atthasdef) AS part
      FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
     WHERE c.relnamespace = to_regnamespace(%(schema)s)
    UNION ALL
    SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = to_regnamespace(%(schema)s)
    UNION ALL
    SELECT concat_ws(' ', tgrelid::regclass, tgname, tgenabled)
      FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
     WHERE c.relnamespace = to_regnamespace(%(schema)s) AND NOT tgisinternal
    UNION ALL
    SELECT proname FROM pg_proc WHERE pronamespace = to_regnamespace(%(schema)s)
) AS everything
"""


def found(url: str) -> str:
    """A new book at this place, founded at a moment of its own."""
    from collector import clock
    from tests import books

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "real_now", books.Wall(FOUNDED_AT))
        return books.a_book(url)


def server() -> Connection[Any]:
    """A connection that makes a test known which leaves a transaction open, instead of waiting for it."""
    import psycopg

    connection = psycopg.connect(POSTGRES.replace("+psycopg", "", 1), autocommit=True, options=HASTY)
    connection.execute("SET lock_timeout = '10s'")
    return connection


@contextmanager
def empty_schema() -> Iterator[tuple[str, str]]:
    """A fresh schema: its name, and the URL on whose search path it is first. As good as a database, and cheap."""
    name = f"test_{uuid.uuid4().hex}"
    with server() as connection:
        connection.execute(f'CREATE SCHEMA "{name}"')
        separator = "&" if "?" in POSTGRES else "?"
        yield name, f"{POSTGRES}{separator}options={quote(f'-csearch_path={name},public {HASTY}')}"
        connection.execute(f'DROP SCHEMA "{name}" CASCADE')


@contextmanager
def empty_place(backend: str, folder: Path) -> Iterator[str]:
    """The path of a file that is not there yet, or the URL of an empty schema of its own; gone afterwards."""
    if backend == "sqlite":
        yield str(folder / "book.db")
        return
    with empty_schema() as (_name, url):
        yield url


class FoundedFile:
    """A file with a new book, to be copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._book: Path | None = None

    def copy(self, to: Path) -> str:
        if self._book is None:
            self._book = Path(found(str(self._folder / "new.db")))
        return str(shutil.copy(self._book, to))


class FoundedSchema:
    """A schema with a new book, again and again. One that a test has made otherwise is founded anew."""

    def __init__(self) -> None:
        self._made = ExitStack()  # empty while there is none
        self._url = ""

    @contextmanager
    def lent(self) -> Iterator[str]:
        """For one test."""
        if not self._url:
            self._make()
        yield self._url
        self._put_back()

    def forget(self) -> None:
        self._made.close()
        self._url = ""

    def _make(self) -> None:
        name, url = self._made.enter_context(empty_schema())
        self._server = self._made.enter_context(server())
        found(url)
        self._server.execute(f'SET search_path = "{name}"')
        self._shape_of = partial(self._one, SHAPE, {"schema": name})
        self._shape = self._shape_of()
        self._tables = self._names(name)
        self._rows = {
            each: self._server.execute(f'SELECT * FROM "{each}"').fetchall() for each in self._tables
        }
        self._url = url

    def _put_back(self) -> None:
        if self._shape_of() != self._shape:
            self.forget()
            return
        url, self._url = self._url, ""  # should somebody still be at work in it, the next test gets another
        with self._server.transaction():
            self._server.execute(f"LOCK TABLE {', '.join(self._tables)}")  # nobody works in them any more
            self._server.execute("; ".join(f'DELETE FROM "{each}"' for each in reversed(self._tables)))
            for each, rows in self._rows.items():
                for row in rows:
                    values = ", ".join(["%s"] * len(row))
                    self._server.execute(f'INSERT INTO "{each}" VALUES ({values})', row)
        self._url = url

    def _one(self, query: str, values: dict[str, str]) -> Any:
        row = self._server.execute(query, values).fetchone()
        return row and row[0]

    def _names(self, schema: str) -> list[str]:
        """The tables of the book, each before those that point to it."""
        from sqlmodel import SQLModel

        query = "SELECT tablename FROM pg_tables WHERE schemaname = %s"
        there = {name for (name,) in self._server.execute(query, [schema])}
        known = [table.name for table in SQLModel.metadata.sorted_tables if table.name in there]
        return known + sorted(there - set(known))
