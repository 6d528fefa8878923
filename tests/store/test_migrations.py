"""An older book is brought up to date when it is opened: a copy first, then every step in one transaction."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy import text as sql

from collector.desk.opening import Desk
from collector.errors import BookError
from collector.store import audit, database, migrations
from tests import books
from tests.books import Debt, november

Step = Callable[[Connection], None]


def colour(connection: Connection) -> None:
    connection.execute(sql("ALTER TABLE agent ADD COLUMN colour TEXT"))
    connection.execute(sql("UPDATE agent SET colour = 'blue'"))


def season(connection: Connection) -> None:
    connection.execute(sql("CREATE TABLE season (name TEXT PRIMARY KEY)"))


def stumble(connection: Connection) -> None:
    season(connection)
    raise ZeroDivisionError


@pytest.fixture
def older(desk: Desk, book_url: str) -> str:
    """A book of schema 1 with one promise."""
    books.promise(desk, books.a_debtor(desk), 100_00, november(27))
    desk.close()
    return book_url


def newer_program(monkeypatch: pytest.MonkeyPatch, *steps: Step) -> None:
    """From now on the program knows the steps from schema 1 on."""
    for module in (database, migrations):
        monkeypatch.setattr(module, "SCHEMA_VERSION", 1 + len(steps))
    monkeypatch.setattr(migrations, "STEPS", dict(enumerate(steps, 2)))


def version(url: str) -> list[int]:
    """What the book's row says, and the head of its file."""
    book = database.open_book(url)
    with book.reading() as connection:
        said = [connection.execute(sql("SELECT schema_version FROM book")).scalar_one()]
        if book.path:
            said.append(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    book.close()
    return said


def test_the_missing_steps_are_taken_in_order(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    newer_program(monkeypatch, colour, season)
    desk = books.a_desk(older)
    with desk.book.reading() as connection:
        assert connection.execute(sql("SELECT name, colour FROM agent")).all() == [("ana", "blue")]
        assert connection.execute(sql("SELECT count(*) FROM season")).scalar() == 0
        assert list(audit.faults(connection)) == []
    assert books.states(desk, Debt(1, 1)) == ["open"]
    desk.close()
    assert set(version(older)) == {3}


def test_it_is_done_once(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    newer_program(monkeypatch, season)
    for _ in range(3):  # a second time the table would be there already
        books.a_desk(older).close()
    assert set(version(older)) == {2}


def test_a_step_that_fails_leaves_the_book_as_it_was(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as newer:
        newer_program(newer, colour, stumble)
        with pytest.raises(ZeroDivisionError):
            books.a_desk(older)
    assert set(version(older)) == {1}
    desk = books.a_desk(older)
    with desk.book.reading() as connection:
        assert connection.execute(sql("SELECT * FROM agent")).keys() == ["name", "recorded_at"]
    desk.close()
    newer_program(monkeypatch, colour, season)  # repaired, the same steps go through
    books.a_desk(older).close()
    assert set(version(older)) == {3}


def test_another_program_may_have_been_quicker(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    newer_program(monkeypatch, season)
    books.a_desk(older).close()
    book = database.open_book(older)
    migrations.bring_up(book, 1)  # it saw 1 before the other was done
    book.close()
    assert set(version(older)) == {2}


# --- In a file, a copy is set aside first ----------------------------------------------------------------


@pytest.fixture
def file(sqlite_path: Path) -> Path:
    desk = books.a_desk(books.a_book(str(sqlite_path)))
    books.promise(desk, books.a_debtor(desk), 100_00, november(27))
    desk.close()
    return sqlite_path


@pytest.mark.parametrize("step", [season, stumble])
def test_a_copy_of_what_it_was_stands_beside_it(
    step: Step, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer_program(newer, step)
        try:
            books.a_desk(str(file)).close()
        except ZeroDivisionError:
            assert step is stumble
    copy = file.with_name("book.db.v1.bak")
    desk = books.a_desk(str(copy))
    assert books.states(desk, Debt(1, 1)) == ["open"]
    desk.close()
    assert version(str(copy)) == [1, 1]


def test_an_older_book_that_cannot_be_written_is_told_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer_program(monkeypatch, season)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(BookError) as refused:
        books.a_desk(str(file), writable=False)
    assert refused.value.kind == "read_only"
    with closing(sqlite3.connect(file)) as plain:
        assert plain.execute("PRAGMA user_version").fetchone() == (1,)


def test_whoever_only_reads_brings_it_up_to_date_too(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    newer_program(monkeypatch, colour)
    desk = books.a_desk(older, writable=False)
    with desk.book.reading() as connection:
        assert connection.execute(sql("SELECT colour FROM agent")).scalar_one() == "blue"
    desk.close()
