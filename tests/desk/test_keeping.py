"""Keeping the book safe: `check` finds what was changed behind its back, and a backup is a book of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, delete, select, update

from collector.desk import keeping, looking, telling
from collector.desk.opening import Desk
from collector.errors import BookError, UsageError
from collector.nightly import run_nightly
from collector.store.bookkeeping import AuditHeadRow, AuditRow, NightRow, VerdictRow, WorkRow
from collector.store.tables import PaymentRow, table
from tests import books
from tests.books import november
from tests.desk.post import DEBTS, Post

AUDIT, HEAD, NIGHT, VERDICT = (table(row) for row in (AuditRow, AuditHeadRow, NightRow, VerdictRow))
PAYMENT = table(PaymentRow)


@pytest.fixture
def told(debts: Post) -> Post:
    """A book with history: a kept promise and a broken one, a call, a night."""
    debts.comes(
        "account_ref,made_on,due_on,amount,promise_ref\nA1,2026-11-02,2026-11-10,300,P1\nA3,2026-11-02,2026-11-10,50,P2"
    )
    debts.comes("account_ref,paid_on,amount,payment_ref\nA1,2026-11-09,300,M1\nA3,2026-11-11,20,M2")
    found = looking.resolve(debts.desk, "A3")
    debt = books.Debt(found.debtor_id, found.account_seq or 0)
    books.promise(debts.desk, debt, 100_00, november(27))
    run_nightly(debts.desk, debts.folder / "risk")
    assert keeping.check(debts.desk) == []
    return debts


def change(desk: Desk, statement: Any) -> None:
    """Somebody with another program writes to the tables."""
    desk.book.write(lambda connection: connection.execute(statement))


def rows(desk: Desk, of: Table, *order: str) -> list[Any]:
    with desk.book.reading() as connection:
        return list(connection.execute(select(of).order_by(*(of.c[name] for name in order))))


# --- The trail -------------------------------------------------------------------------------------------


def test_one_byte_changed_in_any_column_of_any_entry_is_found(told: Post) -> None:
    entries = rows(told.desk, AUDIT, "seq")
    assert len(entries) == 4
    for entry in entries:
        here = AUDIT.c.seq == entry.seq
        for column in AUDIT.c:
            if column.key == "seq":
                continue
            before = entry._mapping[column.key]
            change(told.desk, update(AUDIT).where(here).values({column.key: otherwise(column.key, before)}))
            assert any(f"entry {entry.seq} " in fault for fault in keeping.check(told.desk)), (
                entry.seq,
                column.key,
            )
            change(told.desk, update(AUDIT).where(here).values({column.key: before}))
    assert keeping.check(told.desk) == []


def otherwise(column: str, value: Any) -> Any:
    """The same but for its last byte; where nothing stood, something."""
    if value is None:
        return 1 if column == "debtor_id" else "x"
    if isinstance(value, str):
        return value[:-1] + ("0" if value[-1] != "0" else "1")
    return value + (1 if isinstance(value, int) else timedelta(microseconds=1))


def test_an_end_that_is_cut_off_with_its_head_is_found_by_the_night_and_by_its_manifest(told: Post) -> None:
    last = rows(told.desk, AUDIT, "seq")[-2:]
    change(told.desk, delete(AUDIT).where(AUDIT.c.seq == last[1].seq))
    change(told.desk, update(HEAD).values(entries=last[0].seq, hash=last[0].hash))
    by_night, by_manifest = keeping.check(told.desk)
    assert "entry 4" in by_night
    assert "2026-11-23" in by_night
    assert "manifest.json" in by_manifest


def test_a_lost_entry_and_a_wrong_head_are_told(told: Post) -> None:
    change(told.desk, update(HEAD).values(entries=3))
    assert any("head" in fault for fault in keeping.check(told.desk))
    change(told.desk, update(HEAD).values(entries=4))
    change(told.desk, delete(AUDIT).where(AUDIT.c.seq == 2))
    assert any("entry 2 is missing" in fault for fault in keeping.check(told.desk))


def test_after_the_night_was_forgotten_the_manifest_beside_the_book_still_tells(
    sqlite_path: Path, tmp_path: Path, wall: books.Wall
) -> None:
    desk = books.a_desk(books.a_book(str(sqlite_path)))
    Post(desk, tmp_path).comes(DEBTS)
    run_nightly(desk)
    change(desk, delete(AUDIT))
    change(desk, update(HEAD).values(entries=0, hash="0" * 64))
    change(desk, delete(NIGHT))
    (fault,) = keeping.check(desk)
    assert "entry 1" in fault
    assert "manifest.json" in fault
    desk.close()


def test_a_manifest_that_cannot_be_read_is_told(told: Post) -> None:
    path = told.folder / "risk" / "manifest.json"
    other = {"audit": {"entries": "x", "hash": 1}, "book_id": told.desk.book.book_id}
    for text in ("", "{", "[]", '{"audit": 3, "book_id": 1}', json.dumps(other)):
        path.write_text(text)
        (fault,) = keeping.check(told.desk)
        assert str(path) in fault, text


def test_the_manifest_of_another_book_says_nothing_about_this_one(told: Post) -> None:
    path = told.folder / "risk" / "manifest.json"
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps(manifest | {"book_id": "another", "audit": {"entries": 99, "hash": "x"}}))
    assert keeping.check(told.desk) == []
    path.unlink()
    assert keeping.check(told.desk) == []


# --- Verdicts --------------------------------------------------------------------------------------------


P1_IS_WRONG = ["Verdict of promise P1 of account A1 is not what its facts give."]


def test_a_stored_verdict_that_was_changed_is_found(told: Post) -> None:
    (kept,) = (row for row in rows(told.desk, VERDICT, "debtor_id") if row.state == "kept")
    its_key = (VERDICT.c.debtor_id == kept.debtor_id) & (VERDICT.c.promise_seq == kept.promise_seq)
    for column, value in (
        ("state", "broken"),
        ("received_minor", 299_99),
        ("decided_on", november(8)),
        ("closed_on", november(8)),
        ("excused_why", "dispute"),
        ("cancel_reason", "by_us"),
        ("cured_on", november(20)),
        ("rule", "promises-0"),
    ):
        change(told.desk, update(VERDICT).where(its_key).values({column: value}))
        assert keeping.check(told.desk) == P1_IS_WRONG, column
        change(told.desk, update(VERDICT).where(its_key).values({column: kept._mapping[column]}))
    assert keeping.check(told.desk) == []
    change(told.desk, delete(VERDICT).where(its_key))
    assert keeping.check(told.desk) == P1_IS_WRONG


def test_a_payment_that_was_changed_is_found_by_its_verdict(told: Post) -> None:
    m1 = PAYMENT.c.ref == "M1"
    (before,) = (row for row in rows(told.desk, PAYMENT, "debtor_id") if row.ref == "M1")
    for column, value in (("amount_minor", 299_99), ("paid_on", november(8))):
        change(told.desk, update(PAYMENT).where(m1).values({column: value}))
        assert keeping.check(told.desk) == P1_IS_WRONG, column
        change(told.desk, update(PAYMENT).where(m1).values({column: before._mapping[column]}))
    assert keeping.check(told.desk) == []
    change(told.desk, delete(PAYMENT).where(m1))
    assert keeping.check(told.desk) == P1_IS_WRONG


def test_time_that_passes_is_no_fault(told: Post) -> None:
    """A stored verdict is checked as of the day it was stored for, not as of today."""
    assert keeping.check(books.on(told.desk, "2027-06-01T09:00")) == []
    assert keeping.check(books.on(told.desk, "2026-11-03T09:00")) == []


# --- Backup ----------------------------------------------------------------------------------------------


@pytest.fixture
def copy(told: Post, tmp_path: Path) -> Iterator[Desk]:
    """A backup, opened as a book."""
    copied = keeping.backup(told.desk, tmp_path / "copy.db")
    assert copied.bytes == (tmp_path / "copy.db").stat().st_size
    assert copied.audit.entries == 4
    opened = books.a_desk(str(tmp_path / "copy.db"))
    yield opened
    opened.close()


def test_a_backup_is_the_same_book(told: Post, copy: Desk) -> None:
    assert copy.book.book_id == told.desk.book.book_id
    there, here = books.everything(copy), books.everything(told.desk)
    assert there == here
    assert list(telling.all_verdicts(copy)) == list(telling.all_verdicts(told.desk))
    assert keeping.check(copy) == []


def test_a_backup_can_be_worked_in(told: Post, copy: Desk) -> None:
    """Found by any part of a name, by phone, by a former name; written to; and the book knows nothing of it."""
    for typed in ("tutea", "ute", "țu", "popesc"):
        refs = [row.row.account_ref for row in looking.find(copy, typed)]
        assert refs == [row.row.account_ref for row in looking.find(told.desk, typed)] != []
    Post(copy, told.folder).comes("account_ref,paid_on,amount\nA1,2026-11-20,1")
    assert keeping.check(copy) == []
    assert len(rows(told.desk, PAYMENT, "seq")) == 2


def test_a_former_name_is_found_in_a_backup_too(told: Post, tmp_path: Path) -> None:
    told.comes("account_ref,debtor_ref,name,currency,balance\nA3,D2,Ana Marinescu,RON,500")
    keeping.backup(told.desk, tmp_path / "copy.db")
    copy = books.a_desk(str(tmp_path / "copy.db"))
    for desk in (copy, told.desk):
        for typed in ("marinescu", "tutea", "mar", "tu"):
            assert [row.row.account_ref for row in looking.find(desk, typed)] == ["A3"], typed
    copy.close()


def test_a_backup_replaces_a_former_one_of_the_same_book_alone(told: Post, tmp_path: Path) -> None:
    place = tmp_path / "copy.db"
    keeping.backup(told.desk, place)
    told.comes("account_ref,paid_on,amount\nA1,2026-11-20,1")
    assert keeping.backup(told.desk, place).audit.entries == 5
    for other in (a_text, another_book):
        other(place)
        before = place.read_bytes()
        with pytest.raises(UsageError, match="is no backup of this book"):
            keeping.backup(told.desk, place)
        assert place.read_bytes() == before
    assert list(tmp_path.glob(".*")) == []


def a_text(place: Path) -> None:
    place.write_text("my notes")


def another_book(place: Path) -> None:
    place.unlink()
    books.a_book(str(place))


def test_places_where_no_backup_can_go(told: Post, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        keeping.backup(told.desk, tmp_path / "missing" / "copy.db")
    with pytest.raises(UsageError):
        keeping.backup(told.desk, tmp_path)
    if told.desk.book.path is not None:
        with pytest.raises(UsageError, match="the book itself"):
            keeping.backup(told.desk, told.desk.book.path)


def test_a_book_that_was_cut_off_is_told(told: Post, tmp_path: Path) -> None:
    place = tmp_path / "copy.db"
    keeping.backup(told.desk, place)
    place.write_bytes(place.read_bytes()[: -(3 * 4096)])
    with pytest.raises(BookError) as fault:
        assert keeping.check(books.a_desk(str(place))) == []
    assert fault.value.kind == "damaged"


def test_a_list_that_says_another_agent_or_creditor_is_found(desk: Desk) -> None:
    for number in range(3):
        books.a_debtor(desk, f"Debtor {number}", creditor="Beta", assigned_to="ana")
    assert keeping.check(desk) == []
    for column, value, number in (("creditor", None, 1), ("assigned_to", "ion", 3)):
        change = update(table(WorkRow)).where(table(WorkRow).c.debtor_id == number).values({column: value})
        desk.book.write(lambda connection, change=change: connection.execute(change))
    assert keeping.check(desk) == [
        "Account D1-1 is on the list under another agent or creditor.",
        "Account D3-1 is on the list under another agent or creditor.",
    ]


def test_whose_an_account_is_comes_to_the_list_with_the_file_that_tells(post: Post) -> None:
    """Nothing else of the account has changed."""
    line = "account_ref,debtor_ref,name,currency,balance,balance_on,creditor,assigned_to\nA1,D1,Ion,RON,10,2026-11-01"
    for creditor, agent in (("Beta", "ana"), ("Gama", "ana"), ("Gama", "ion")):
        post.comes(f"{line},{creditor},{agent}")
        work = looking.today(post.desk).rows[0].row.work
        assert (work.creditor, work.assigned_to) == (creditor, agent)
        assert keeping.check(post.desk) == []
