"""The trail: whole after every story, and whoever changes a byte of it or cuts off its end is found."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql

from collector.desk import acting, undoing
from collector.desk.entries import DisputeEntry, HoldEntry
from collector.desk.opening import Desk
from collector.store import audit
from collector.store.audit import BEGINNING, Entry, Head
from collector.store.bookkeeping import AuditRow
from collector.store.tables import table
from tests import books
from tests.books import Wall, november

COLUMNS = table(AuditRow).c.keys()


def faults(desk: Desk) -> list[str]:
    with desk.book.reading() as connection:
        return list(audit.faults(connection))


def head(desk: Desk) -> Head:
    with desk.book.reading() as connection:
        return audit.head(connection)


def entries(desk: Desk) -> list[Any]:
    with desk.book.reading() as connection:
        return list(connection.execute(table(AuditRow).select().order_by(sql("seq"))))


@pytest.fixture
def told(desk: Desk, wall: Wall) -> Desk:
    """A morning's work: six entries."""
    debt = books.a_debtor(desk, "Ștefan Țîrlea")
    books.promise(desk, debt, 100_00, november(27), typed="plătește vineri")
    second = books.promise(desk, debt, 50_00, november(30), relation="besides")
    undoing.undo(desk, second.undo)
    acting.open_dispute(desk, *debt, DisputeEntry(november(20), valued="dovada"))
    hold = acting.place_hold(desk, *debt, HoldEntry("hardship", november(23)))
    acting.lift_hold(desk, *debt, hold.card.case.holds[0].seq)
    return desk


def test_a_new_book_has_an_empty_trail(desk: Desk) -> None:
    assert head(desk) == Head(0, BEGINNING)
    assert faults(desk) == []


def test_each_command_is_one_entry_with_all_its_facts(told: Desk) -> None:
    rows = entries(told)
    assert [row.kind for row in rows] == ["call", "call", "undo", "dispute", "hold", "lifted"]
    assert {(row.agent, row.debtor_id) for row in rows} == {("ana", 1)}
    said = json.loads(rows[0].body)
    assert [fact[0] for fact in said["facts"]] == ["Call", "Promise"]
    assert "plătește vineri" in said["facts"][0]
    assert json.loads(rows[2].body)["undoes"] == rows[1].command_id
    assert rows[0].at == books.at(books.MONDAY)
    assert rows[0].recorded_at > rows[0].at  # the real clock went on


def test_the_trail_is_a_chain_and_its_head_is_its_end(told: Desk) -> None:
    rows = entries(told)
    assert [row.prev_hash for row in rows] == [BEGINNING, *(row.hash for row in rows[:-1])]
    assert head(told) == Head(6, rows[-1].hash)
    assert faults(told) == []


def test_a_moment_told_in_another_zone_is_the_same_moment(desk: Desk) -> None:
    here = books.at(books.MONDAY).astimezone(timezone(timedelta(hours=5)))
    desk.book.write(lambda c: audit.append(c, Entry(here, here, "ana", "import", {"day": november(3)})))
    assert faults(desk) == []


def changed(value: Any, column: str) -> Any:
    """The value with its first byte, or its last bit, another one."""
    if isinstance(value, str):
        return chr(ord(value[0]) ^ 1) + value[1:]
    if value is None:
        return "x" if column == "command_id" else 7
    return value + 1


class Never(Exception):
    """Ends a story so that nothing of it is kept."""


def faults_after(desk: Desk, seq: int, column: str, other: Any) -> list[str]:
    """What is found when this value is put into an entry, and then taken out again."""
    found = []

    def story(connection: Any) -> None:
        connection.execute(sql(f"UPDATE audit SET {column} = :other WHERE seq = {seq}"), {"other": other})
        found.extend(audit.faults(connection))
        raise Never

    with pytest.raises(Never):
        desk.book.write(story)
    return found


def test_a_byte_changed_anywhere_is_found(told: Desk) -> None:
    with told.book.reading() as connection:
        rows = connection.execute(sql("SELECT * FROM audit ORDER BY seq")).mappings().all()
    for row in rows:
        for column in COLUMNS:
            other = 100 if column == "seq" else changed(row[column], column)
            assert faults_after(told, row["seq"], column, other), f"{column} of entry {row['seq']}"
    assert faults(told) == []


def test_a_moment_that_no_calendar_has_is_found_not_stumbled_over(told: Desk) -> None:
    for column in ("at", "recorded_at"):
        assert faults_after(told, 2, column, 2**62) == ["entry 2 was changed"]


def test_an_entry_taken_out_of_the_middle_is_found(told: Desk) -> None:
    told.book.write(lambda connection: connection.execute(sql("DELETE FROM audit WHERE seq = 3")))
    assert "entry 3 is missing" in faults(told)


def forged(desk: Desk, seq: int) -> str:
    """The right hash for what stands in an entry now."""
    with desk.book.reading() as connection:
        row = connection.execute(sql(f"SELECT * FROM audit WHERE seq = {seq}")).mappings().one()
    return audit.hash_of([value for key, value in row.items() if key != "hash"])


def test_an_entry_written_anew_with_its_right_hash_is_found_by_the_next(told: Desk) -> None:
    told.book.write(lambda connection: connection.execute(sql("UPDATE audit SET agent = 'x' WHERE seq = 3")))
    change = sql("UPDATE audit SET hash = :hash WHERE seq = 3")
    right = {"hash": forged(told, 3)}
    told.book.write(lambda connection: connection.execute(change, right))
    assert faults(told) == ["entry 4 was changed"]


def test_an_end_cut_off_is_found_by_the_head(told: Desk) -> None:
    told.book.write(lambda connection: connection.execute(sql("DELETE FROM audit WHERE seq > 4")))
    assert faults(told) == ["it ends at entry 4, its head says 6"]


def test_an_end_cut_off_with_its_head_is_found_by_an_earlier_head(told: Desk) -> None:
    """Somebody careful cuts off two entries and sets the head back; last night's manifest knows better."""
    printed = head(told)

    def cut(connection: Any) -> None:
        connection.execute(sql("DELETE FROM audit WHERE seq > 4"))
        last = connection.execute(sql("SELECT hash FROM audit WHERE seq = 4")).scalar_one()
        connection.execute(sql("UPDATE audit_head SET entries = 4, hash = :last"), {"last": last})

    told.book.write(cut)
    assert faults(told) == []
    with told.book.reading() as connection:
        assert audit.hash_at(connection, printed.entries) is None


def test_an_end_written_anew_is_found_by_an_earlier_head(told: Desk) -> None:
    printed = head(told)
    told.book.write(lambda connection: connection.execute(sql("UPDATE audit SET agent = 'x' WHERE seq = 6")))
    with told.book.reading() as connection:
        assert audit.hash_at(connection, 5) != audit.hash_at(connection, 6) == printed.hash
    right = {"h": forged(told, 6)}
    for statement in ("UPDATE audit SET hash = :h WHERE seq = 6", "UPDATE audit_head SET hash = :h"):
        told.book.write(lambda c, statement=statement: c.execute(sql(statement), right))
    assert faults(told) == []
    with told.book.reading() as connection:
        assert audit.hash_at(connection, printed.entries) != printed.hash


def test_a_head_from_before_the_first_entry_can_be_compared_too(desk: Desk) -> None:
    with desk.book.reading() as connection:
        assert audit.hash_at(connection, 0) == BEGINNING
        assert audit.hash_at(connection, 1) is None


def test_a_lost_head_is_found(told: Desk) -> None:
    told.book.write(lambda connection: connection.execute(sql("DELETE FROM audit_head")))
    assert faults(told) == ["it ends at entry 6, its head says 0"]


@pytest.mark.parametrize("byte", [b"\xff", b"X"])
def test_a_byte_changed_in_the_file_is_found(byte: bytes, sqlite_path: Path, wall: Wall) -> None:
    """With a tool for bytes, past every lock and check; also where no text is left of what was text."""
    desk = books.a_desk(books.a_book(str(sqlite_path)))
    books.call(desk, books.a_debtor(desk), typed="nu răspunde de-o lună")
    desk.close()
    content = sqlite_path.read_bytes()
    body = content.index(b'"facts"')
    here = content.index("de-o lună".encode(), body)
    sqlite_path.write_bytes(content[:here] + byte + content[here + 1 :])
    with closing(sqlite3.connect(sqlite_path)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)  # SQLite sees nothing
    desk = books.a_desk(str(sqlite_path))
    assert faults(desk) in (["it cannot be read after entry 0"], ["entry 1 was changed"])
    desk.close()
