"""What the book is made of: the same columns as the records, and rules of its own against wrong rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, inspect, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import SQLModel

from collector.desk.opening import Desk
from collector.rules import records
from collector.store import sqlite_file, writing
from collector.store.plain import SCHEMA_VERSION
from collector.store.tables import RECORDS, BookRow, DebtorRow, table
from tests import books
from tests.books import Wall, november

CHILDREN = {
    *("phone", "account", "balance", "detail", "call", "promise", "payment", "hold", "dispute"),
    *("our_promise", "ending", "verdict", "work", "score"),
}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_a_row_is_a_record(record: Any) -> None:
    assert tuple(table(RECORDS[record]).c.keys()) == record._fields


def test_every_fact_of_a_case_has_its_table() -> None:
    parts = {*(records.Debtor, records.Phone, records.Account, records.Balance, records.Detail, records.Call)}
    parts |= {*(records.Promise, records.Payment, records.Hold, records.Dispute, records.OurPromise)}
    assert parts | {records.Ending, records.Work} == set(RECORDS)


def test_children_are_keyed_by_their_debtor_first(desk: Desk) -> None:
    with desk.book.reading() as connection:
        seen = inspect(connection)
        for name in CHILDREN:
            assert seen.get_pk_constraint(name)["constrained_columns"][0] == "debtor_id", name


# --- SQLite: what the file itself holds --------------------------------------------------------------------


@pytest.fixture
def file(sqlite_path: Path, wall: Wall) -> Path:
    desk = books.a_desk(books.a_book(str(sqlite_path)))
    books.a_debtor(desk)
    desk.close()
    return sqlite_path


def test_the_file_says_whose_it_is(file: Path) -> None:
    with closing(sqlite3.connect(file)) as plain:
        assert plain.execute("PRAGMA application_id").fetchone() == (sqlite_file.APPLICATION_ID,)
        assert plain.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_tables_are_strict_and_children_lie_with_their_debtor(file: Path) -> None:
    with closing(sqlite3.connect(file)) as plain:
        rows = plain.execute("SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main'")
        tables = {
            name: (without_rowid, strict) for name, kind, without_rowid, strict in rows if kind == "table"
        }
    ours = set(SQLModel.metadata.tables)
    assert ours <= set(tables)
    assert {name for name in ours if not tables[name][1]} == set()
    assert {name for name in ours if tables[name][0]} >= CHILDREN


def test_pragmas_are_on_in_every_connection(file: Path) -> None:
    desk = books.a_desk(str(file))
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    for _ in range(2):  # of two at the same time, neither is a used one
        with desk.book.reading() as one, desk.book.reading() as other:
            for connection in (one, other):
                seen = {key: connection.exec_driver_sql(f"PRAGMA {key}").scalar() for key in wanted}
                assert seen == wanted
    desk.close()


def test_a_copy_that_became_the_book_gets_its_log_back(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with closing(sqlite_file.connect(file, writable=False)) as source:
        sqlite_file.copy(source, copy)
    with closing(sqlite3.connect(copy)) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)  # one file, nothing beside it
    desk = books.a_desk(str(copy))
    with desk.book.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    desk.close()


def test_text_where_a_number_belongs_is_refused_by_the_file(file: Path) -> None:
    with (
        closing(sqlite3.connect(file)) as plain,
        pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"),
    ):
        plain.execute("UPDATE balance SET amount_minor = 'a lot'")


def test_a_sum_with_a_fraction_is_refused_by_the_file(file: Path) -> None:
    with (
        closing(sqlite3.connect(file)) as plain,
        pytest.raises(sqlite3.IntegrityError, match="cannot store REAL"),
    ):
        plain.execute("UPDATE balance SET amount_minor = 100.5")


# --- Rows that may not be --------------------------------------------------------------------------------

GOOD_PROMISE = records.Promise(
    *(1, 50, 1, "P50", november(23), None, november(27), 100_00, november(33), 95_00),
    *(None, "ana", None, None, None, books.at(books.MONDAY), None),
)
GOOD_PAYMENT = records.Payment(1, 50, 1, "m50", november(23), None, 100_00, None, books.at(books.MONDAY))
GOOD_HOLD = records.Hold(1, 50, "hardship", november(23), None, None, "", "ana", books.at(books.MONDAY), None)
GOOD_CALL = records.Call(
    *(1, 50, 1, "C50", books.at(books.MONDAY), "ana", "outbound", None, "right_party", "note", "", ""),
    *(None, None, None, None, books.at(books.MONDAY), None),
)
GOOD_OURS = records.OurPromise(
    *(1, 50, 1, "send_invoice", november(23), november(24), books.at("2026-11-24T12:00"), None, "ana"),
    *(books.at(books.MONDAY), None),
)
GOOD_ENDING = records.Ending(
    1, 50, "promise", 1, "error", november(23), None, None, "ana", books.at(books.MONDAY), None
)
GOOD = [GOOD_PROMISE, GOOD_PAYMENT, GOOD_HOLD, GOOD_CALL, GOOD_OURS, GOOD_ENDING]
WRONG = {
    "a promise of nothing": GOOD_PROMISE._replace(amount_minor=0),
    "a promise kept by nothing": GOOD_PROMISE._replace(threshold_minor=0),
    "a promise kept only by more than it is": GOOD_PROMISE._replace(threshold_minor=100_01),
    "a promise due before it was made": GOOD_PROMISE._replace(due_on=november(22)),
    "a deadline before the due date": GOOD_PROMISE._replace(deadline_on=november(26)),
    "a promise of nobody": GOOD_PROMISE._replace(debtor_id=2),
    "a payment of nothing": GOOD_PAYMENT._replace(amount_minor=0),
    "a payment below nothing": GOOD_PAYMENT._replace(amount_minor=-1),
    "a hold of no kind": GOOD_HOLD._replace(kind="mood"),
    "a hold that ends before it begins": GOOD_HOLD._replace(until_on=november(22)),
    "a call to no kind of person": GOOD_CALL._replace(who="neighbour"),
    "a call with no kind of outcome": GOOD_CALL._replace(outcome="fine"),
    "a call in no direction": GOOD_CALL._replace(direction="sideways"),
    "our promise of no kind": GOOD_OURS._replace(what="be_nice"),
    "our promise due before it was made": GOOD_OURS._replace(due_on=november(22)),
    "an ending for no reason": GOOD_ENDING._replace(reason="bored"),
    "an ending of a fact that comes later": GOOD_ENDING._replace(fact_seq=51),
    "a fact without its day": GOOD_PAYMENT._replace(paid_on=None),
}


def append(desk: Desk, *facts: Any) -> None:
    desk.book.write(lambda connection: writing.add(connection, facts))


@pytest.fixture
def known(desk: Desk) -> Desk:
    books.a_debtor(desk)
    return desk


def test_only_right_rows_lie_in_the_book(known: Desk) -> None:
    before = books.everything(known)
    for why, fact in WRONG.items():
        with pytest.raises(DBAPIError) as refused:
            append(known, fact)
        assert isinstance(refused.value, IntegrityError), why
    assert books.everything(known) == before
    for number, fact in enumerate(GOOD, 60):
        append(known, fact._replace(seq=number))
    with pytest.raises(IntegrityError):
        append(known, GOOD_PROMISE._replace(seq=90), GOOD_PROMISE._replace(seq=91))  # the reference twice


def test_a_debtor_has_a_name_of_bearable_length(known: Desk) -> None:
    with known.book.reading() as connection:
        someone = records.Debtor._make(connection.execute(select(table(DebtorRow))).one())
    for name in ("", "x" * 301):
        with pytest.raises(IntegrityError):
            append(known, someone._replace(id=9, ref="D9", name=name))
    append(known, someone._replace(id=9, ref="D9", name="x" * 300))


def test_a_book_has_one_name(known: Desk) -> None:
    def rename(connection: Connection) -> None:
        row = {"id": 2, "book_id": "another", "schema_version": 1, "recorded_at": books.at(books.MONDAY)}
        connection.execute(insert(table(BookRow)), row)

    with pytest.raises(IntegrityError):
        known.book.write(rename)


def test_a_moment_without_a_zone_is_our_mistake_and_loud(known: Desk) -> None:
    naive = GOOD_CALL._replace(called_at=books.at(books.MONDAY).replace(tzinfo=None))
    with pytest.raises(TypeError, match="offset-naive"):
        append(known, naive)
