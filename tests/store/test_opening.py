"""Opening what may be no book at all: each kind of trouble has its word, and nothing is touched."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy import text as sql

from collector.desk import looking
from collector.desk.opening import Desk
from collector.errors import BookError, UsageError
from collector.store import database, sqlite_file
from tests import books
from tests.books import Wall, november

SERVER = "postgresql+psycopg://somebody:secret@127.0.0.1:1/nowhere"


@pytest.fixture
def book(sqlite_path: Path, wall: Wall) -> Path:
    """A book with one debtor, one promise, nobody at it."""
    desk = books.a_desk(books.a_book(str(sqlite_path)))
    books.promise(desk, books.a_debtor(desk), 100_00, november(27))
    desk.close()
    return sqlite_path


def trouble(where: Path | str) -> BookError:
    with pytest.raises(BookError) as refused:
        books.a_desk(str(where))
    return refused.value


# --- What is no book -------------------------------------------------------------------------------------


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE book (id INTEGER)")
        plain.commit()


NO_BOOKS = {
    "an empty file": lambda path: path.write_bytes(b""),
    "no SQLite file": lambda path: path.write_bytes(b"%PDF-1.7 and so on" * 100),
    "a folder": lambda path: path.mkdir(),
    "a database of another program": other_database,
}


@pytest.mark.parametrize("seen", NO_BOOKS)
def test_what_is_no_book_is_left_as_it_was(seen: str, sqlite_path: Path) -> None:
    NO_BOOKS[seen](sqlite_path)
    before = sqlite_path.read_bytes() if sqlite_path.is_file() else None
    found = trouble(sqlite_path)
    assert (found.kind, found.seen, found.exit_code) == ("not_a_book", seen, 4)
    assert (sqlite_path.read_bytes() if sqlite_path.is_file() else None) == before
    assert sorted(path.name for path in sqlite_path.parent.iterdir() if "home" not in path.name) == [
        "book.db"
    ]


def test_no_file_is_named_with_the_way_out(sqlite_path: Path) -> None:
    found = trouble(sqlite_path)
    assert found.kind == "missing"
    assert f"collector init --book '{sqlite_path}'" in found.message
    assert not sqlite_path.exists()


@pytest.mark.parametrize("kept", [99, 600, 4096, 0.5, 0.9])
def test_a_book_that_was_cut_off_is_damaged(kept: float, book: Path) -> None:
    size = book.stat().st_size
    os.truncate(book, kept if kept > 1 else int(size * kept))
    assert trouble(book).kind == "damaged"


def test_a_book_whose_pages_are_noise_is_damaged(book: Path) -> None:
    content = bytearray(book.read_bytes())
    content[100:] = os.urandom(len(content) - 100)
    book.write_bytes(content)
    assert trouble(book).kind == "damaged"


def test_a_book_without_its_first_row_is_damaged(book: Path) -> None:
    with closing(sqlite3.connect(book)) as plain:
        plain.execute("DELETE FROM book")
        plain.commit()
    assert trouble(book).kind == "damaged"


def test_a_book_without_its_tables_is_damaged(sqlite_path: Path) -> None:
    with closing(sqlite3.connect(sqlite_path)) as plain:
        plain.execute("CREATE TABLE other (id INTEGER)")
        plain.execute(f"PRAGMA application_id = {sqlite_file.APPLICATION_ID}")
        plain.execute(f"PRAGMA user_version = {database.SCHEMA_VERSION}")
        plain.commit()
    assert trouble(sqlite_path).kind == "damaged"


# --- Made by a newer program -----------------------------------------------------------------------------


def test_a_newer_file_is_left_as_it_is(book: Path) -> None:
    with closing(sqlite3.connect(book)) as plain:
        plain.execute("PRAGMA user_version = 99")
        plain.commit()
    before = book.read_bytes()
    found = trouble(book)
    assert (found.kind, found.seen) == ("newer", f"schema 99 > {database.SCHEMA_VERSION}")
    assert book.read_bytes() == before


def test_a_newer_book_is_known_by_its_row_too(desk: Desk, founded_url: str) -> None:
    desk.book.write(lambda connection: connection.execute(sql("UPDATE book SET schema_version = 99")))
    assert trouble(founded_url).kind == "newer"


# --- Only to be read -------------------------------------------------------------------------------------


def only_read(desk: Desk) -> None:
    """The desk shows what is there, and a write is refused in words."""
    assert [row.row.name for row in looking.today(desk).rows] == ["Ion Popescu"]
    card = looking.card(desk, 1)
    with pytest.raises(BookError) as refused:
        books.promise(desk, books.Debt(1, 1), 50_00, november(27), relation="besides")
    assert refused.value.kind == "read_only"
    assert looking.card(desk, 1) == card
    desk.close()


def forbid(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    """These may not be written, also by root, whom no mode of a file stops."""
    allowed = os.access

    def access(path: Path, mode: int, **more: bool) -> bool:
        return allowed(path, mode, **more) and not (mode == os.W_OK and Path(path).absolute() in paths)

    monkeypatch.setattr(os, "access", access)


def test_a_read_only_file_can_be_read(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid(monkeypatch, book)
    only_read(books.a_desk(str(book)))


def test_in_a_read_only_folder_a_book_can_be_read(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no log can be made, SQLite says that it cannot open the file; what it says is played here."""
    forbid(monkeypatch, book.parent)
    opened = sqlite_file._open

    def no_log_beside(path: Path, mode: str) -> sqlite3.Connection:
        if mode == "ro":
            path = path.parent / "nowhere" / path.name
            fault = sqlite3.OperationalError("unable to open database file")
            fault.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            return Fails(fault)  # type: ignore[return-value]
        return opened(path, mode)

    monkeypatch.setattr(sqlite_file, "_open", no_log_beside)
    only_read(books.a_desk(str(book)))
    assert {path.name for path in book.parent.iterdir()} & {"book.db-wal", "book.db-shm"} == set()


class Fails:
    """A connection that cannot do anything."""

    def __init__(self, fault: sqlite3.Error) -> None:
        self.fault = fault

    def execute(self, statement: str) -> None:
        raise self.fault

    def close(self) -> None:
        pass


def test_a_book_opened_for_reading_writes_nothing(book: Path) -> None:
    only_read(books.a_desk(str(book), writable=False))


def test_the_log_of_somebody_killed_is_read_too(book: Path, tmp_path: Path) -> None:
    """As after kill -9 on a writer: the file, its log and the log's index stay behind."""
    writer = books.a_desk(str(book))
    books.promise(writer, books.Debt(1, 1), 50_00, november(26), relation="besides")
    left = tmp_path / "left"
    left.mkdir()
    for path in book.parent.glob("book.db*"):
        shutil.copy(path, left)
    writer.close()
    desk = books.a_desk(str(left / "book.db"), writable=False)
    assert len(books.verdicts(desk, books.Debt(1, 1))) == 2
    desk.close()


# --- Held by another -------------------------------------------------------------------------------------


def test_a_book_held_by_another_program_is_waited_for_then_told(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.05)
    desk = books.a_desk(str(book))
    with closing(sqlite3.connect(book, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BookError) as refused:
            books.promise(desk, books.Debt(1, 1), 50_00, november(26), relation="besides")
        assert refused.value.kind == "locked"
        assert len(books.verdicts(desk, books.Debt(1, 1))) == 1  # reading goes on meanwhile
        other.execute("ROLLBACK")
    assert books.promise(desk, books.Debt(1, 1), 50_00, november(26), relation="besides").promise_refs
    desk.close()


def test_a_book_held_whole_cannot_even_be_opened(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "OPENING_SECONDS", 0.05)
    with closing(sqlite3.connect(book, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert trouble(book).kind == "locked"


# --- On a server -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("work", [books.a_desk, books.a_book, database.book_exists], ids=lambda w: w.__name__)
def test_a_server_that_is_away_is_told_at_once_without_its_password(work: object) -> None:
    begun = time.perf_counter()
    with pytest.raises(BookError) as refused:
        work(SERVER)  # type: ignore[operator]
    assert time.perf_counter() - begun < 5
    assert (refused.value.kind, refused.value.exit_code) == ("away", 4)
    assert "secret" not in refused.value.message
    assert "somebody:***@127.0.0.1:1" in refused.value.message


def test_an_address_that_is_none_is_told_too() -> None:
    assert trouble("postgresql+psycopg://host:port/name").kind == "away"


def test_a_place_without_a_book_is_missing_one(book_url: str) -> None:
    assert trouble(book_url).kind == "missing"
    assert not database.book_exists(book_url)


def test_another_programs_tables_on_a_server_are_no_book(book_url: str) -> None:
    if not database.is_url(book_url):
        other_database(Path(book_url))
    else:
        engine = create_engine(book_url)
        with engine.begin() as connection:
            connection.execute(sql("CREATE TABLE book (title text)"))
        engine.dispose()
    assert trouble(book_url).kind == "not_a_book"


def test_no_book_is_made_among_the_tables_of_another_program(book_url: str) -> None:
    """On a server it would have to share them; in a file there is another program's database."""
    table_of_others = sql("CREATE TABLE account (iban text)")
    if database.is_url(book_url):
        engine = create_engine(book_url)
        with engine.begin() as connection:
            connection.execute(table_of_others)
        engine.dispose()
    else:
        other_database(Path(book_url))
    with pytest.raises(UsageError, match=r"something at .* already"):
        books.a_book(book_url)
    assert trouble(book_url).kind in ("missing", "not_a_book")


def test_a_book_is_never_made_over_another(desk: Desk, founded_url: str) -> None:
    before = books.everything(desk)
    assert database.book_exists(founded_url)
    with pytest.raises(UsageError, match="never overwritten"):
        books.a_book(founded_url)
    assert books.everything(desk) == before


def test_a_reader_sees_one_moment_while_others_write(desk: Desk) -> None:
    books.a_debtor(desk, "Prima")
    count = sql("SELECT count(*) FROM debtor")
    with desk.book.reading() as connection:
        before = connection.execute(count).scalar()
        books.a_debtor(desk, "A doua")
        assert connection.execute(count).scalar() == before == 1
    with desk.book.reading() as connection:
        assert connection.execute(count).scalar() == 2


def test_a_writer_that_holds_the_book_too_long_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on a server as in a file: two desks, one of them in the middle of a write."""
    debt = books.a_debtor(desk)
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.1)

    def in_the_middle(connection: object) -> str:
        with pytest.raises(BookError) as refused:
            books.promise(desk, debt, 50_00, november(26))
        return refused.value.kind

    assert desk.book.write(in_the_middle) == "locked"
    assert books.promise(desk, debt, 50_00, november(26)).promise_refs


def test_a_story_that_fails_leaves_nothing(desk: Desk) -> None:
    before = books.everything(desk)

    def story(connection: object) -> None:
        connection.execute(sql("UPDATE book SET book_id = 'other'"))  # type: ignore[attr-defined]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        desk.book.write(story)
    assert books.everything(desk) == before
