"""An older book is brought up to date when it is opened: a copy first, then every step in one transaction."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect
from sqlalchemy import text as sql

from collector.desk.looking import Chosen, today
from collector.desk.opening import Desk
from collector.errors import BookError
from collector.store import audit, database, migrations
from tests import books
from tests.books import Debt, november

Step = Callable[[Connection], None]
TODAY = database.SCHEMA_VERSION


def colour(connection: Connection) -> None:
    connection.execute(sql("ALTER TABLE agent ADD COLUMN colour TEXT"))
    connection.execute(sql("UPDATE agent SET colour = 'blue'"))


def season(connection: Connection) -> None:
    connection.execute(sql("CREATE TABLE season (name TEXT PRIMARY KEY)"))


def stumble(connection: Connection) -> None:
    season(connection)
    raise ZeroDivisionError


@pytest.fixture
def older(desk: Desk, founded_url: str) -> str:
    """A book of today's schema with one promise."""
    books.promise(desk, books.a_debtor(desk), 100_00, november(27))
    desk.close()
    return founded_url


def newer_program(monkeypatch: pytest.MonkeyPatch, *steps: Step) -> None:
    """From now on the program knows more steps than today's."""
    for module in (database, migrations):
        monkeypatch.setattr(module, "SCHEMA_VERSION", TODAY + len(steps))
    monkeypatch.setattr(migrations, "STEPS", dict(enumerate(steps, TODAY + 1)))


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
    assert set(version(older)) == {TODAY + 2}


def test_it_is_done_once(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    newer_program(monkeypatch, season)
    for _ in range(3):  # a second time the table would be there already
        books.a_desk(older).close()
    assert set(version(older)) == {TODAY + 1}


def test_a_step_that_fails_leaves_the_book_as_it_was(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as newer:
        newer_program(newer, colour, stumble)
        with pytest.raises(ZeroDivisionError):
            books.a_desk(older)
    assert set(version(older)) == {TODAY}
    desk = books.a_desk(older)
    with desk.book.reading() as connection:
        assert connection.execute(sql("SELECT * FROM agent")).keys() == ["name", "recorded_at"]
    desk.close()
    newer_program(monkeypatch, colour, season)  # repaired, the same steps go through
    books.a_desk(older).close()
    assert set(version(older)) == {TODAY + 2}


def test_another_program_may_have_been_quicker(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    newer_program(monkeypatch, season)
    books.a_desk(older).close()
    book = database.open_book(older)
    migrations.bring_up(book, TODAY)  # it saw that before the other was done
    book.close()
    assert set(version(older)) == {TODAY + 1}


def as_it_was_in_2(connection: Connection) -> None:
    """Schema 2: there was no model, and the list did not know who rests."""
    for table in ("chance", "model"):
        connection.execute(sql(f"DROP TABLE {table}"))
    for index in inspect(connection).get_indexes("work"):
        connection.execute(sql(f'DROP INDEX "{index["name"]}"'))
    connection.execute(sql("ALTER TABLE work DROP COLUMN rest_until"))
    _is_of_version(connection, 2)


def as_it_was_in_1(connection: Connection) -> None:
    """Schema 1: the list knew neither creditor nor agent."""
    as_it_was_in_2(connection)
    for name in ("account_by_agent", "account_by_creditor"):
        connection.execute(sql(f"DROP INDEX {name}"))
    for column in ("creditor", "assigned_to"):
        connection.execute(sql(f"ALTER TABLE work DROP COLUMN {column}"))
    connection.execute(sql("CREATE INDEX work_due ON work (contact_group, due_on)"))
    _is_of_version(connection, 1)


def _is_of_version(connection: Connection, number: int) -> None:
    connection.execute(sql(f"UPDATE book SET schema_version = {number}"))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")


def test_a_book_of_schema_2_learns_who_rests(desk: Desk, founded_url: str) -> None:
    spoken, tried, long_ago = (books.a_debtor(desk, name) for name in ("Ana", "Ion", "Dan"))
    books.a_debtor(desk, "Nou")
    books.call(books.on(desk, "2026-11-02T10:00"), long_ago, who="right_party", outcome="right_party")
    books.call(books.on(desk, "2026-11-23T09:30"), tried, who="nobody", outcome="busy")
    books.call(desk, spoken, who="right_party", outcome="right_party")
    rows = today(desk).rows
    desk.book.write(as_it_was_in_2)
    desk.close()
    desk = books.a_desk(founded_url)
    assert [row.permission.contact_from for row in today(desk).rows] == [
        row.permission.contact_from for row in rows
    ]
    assert {row.row.name for row in today(desk).rows if row.row.section == "later"} == {"Ana", "Ion"}
    with desk.book.reading() as connection:
        indexes = {index["name"] for index in inspect(connection).get_indexes("work")}
    assert "work_resting" in indexes
    desk.close()
    assert set(version(founded_url)) == {TODAY}


def test_a_book_of_schema_1_gets_its_list_narrowed(desk: Desk, founded_url: str) -> None:
    books.promise(desk, books.a_debtor(desk, creditor="Beta Energie"), 100_00, november(27))
    with desk.book.reading() as connection:
        before = connection.execute(sql("SELECT * FROM work")).all()
        indexes = {index["name"] for index in inspect(connection).get_indexes("work")}
    desk.book.write(as_it_was_in_1)
    desk.close()
    desk = books.a_desk(founded_url)
    with desk.book.reading() as connection:
        assert connection.execute(sql("SELECT * FROM work")).all() == before
        assert {index["name"] for index in inspect(connection).get_indexes("work")} == indexes
        accounts = {index["name"] for index in inspect(connection).get_indexes("account")}
        assert {"account_by_agent", "account_by_creditor"} <= accounts
    assert len(today(desk, chosen=Chosen(creditor="Beta Energie")).rows) == 1
    desk.close()
    assert set(version(founded_url)) == {TODAY}


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
    copy = file.with_name(f"book.db.v{TODAY}.bak")
    desk = books.a_desk(str(copy))
    assert books.states(desk, Debt(1, 1)) == ["open"]
    desk.close()
    assert version(str(copy)) == [TODAY, TODAY]


def test_an_older_book_that_cannot_be_written_is_told_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer_program(monkeypatch, season)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(BookError) as refused:
        books.a_desk(str(file), writable=False)
    assert refused.value.kind == "read_only"
    with closing(sqlite3.connect(file)) as plain:
        assert plain.execute("PRAGMA user_version").fetchone() == (TODAY,)


def test_whoever_only_reads_brings_it_up_to_date_too(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    newer_program(monkeypatch, colour)
    desk = books.a_desk(older, writable=False)
    with desk.book.reading() as connection:
        assert connection.execute(sql("SELECT colour FROM agent")).scalar_one() == "blue"
    desk.close()
