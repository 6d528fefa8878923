"""Several programs at one book, kill -9 in the middle of a write, a disk that is full: nothing said is lost."""

from __future__ import annotations

import random
import time
from collections import Counter
from contextlib import ExitStack
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlalchemy import select

from collector.desk import looking
from collector.desk.opening import Desk
from collector.store import audit, reading
from collector.store.bookkeeping import CommandRow
from collector.store.tables import table
from tests import books
from tests.books import Wall
from tests.store.workers import (
    KIB,
    another_program,
    come_and_go,
    fill_the_disk,
    found_without_room,
    promise_in_turns,
    promise_on,
)

ROUNDS = 6


def acknowledged(reports: Connection) -> list[str]:
    """What was reported before the line went dead."""
    said = []
    try:
        while True:
            said.append(reports.recv())
    except EOFError:
        return said


def sound(desk: Desk) -> list[str]:
    """The ids of all commands, each of them whole; the book and its trail without a fault."""
    with desk.book.reading() as connection:
        assert list(audit.faults(connection)) == []
        if desk.book.path:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        commands = [row.id for row in connection.execute(select(table(CommandRow)))]
        cases = list(reading.cases(connection, range(1, 6)))
    for facts in ("calls", "promises"):
        made = Counter(fact.command_id for case in cases for fact in getattr(case, facts))
        assert made == Counter(commands), f"{facts}: half of a command, or one twice"
    return commands


def test_who_is_killed_in_the_middle_loses_nothing_that_was_said(desk: Desk, founded_url: str) -> None:
    for _ in range(5):
        books.a_debtor(desk)
    dice = random.Random(26)
    safe: set[str] = set()
    for number in range(ROUNDS):
        with another_program(promise_on, founded_url, f"round{number}") as (process, reports):
            safe.update(reports.recv() for _ in range(1 + number % 2))
            kill_at = time.perf_counter() + dice.uniform(0, 0.06)
            while reports.poll(max(kill_at - time.perf_counter(), 0)):
                safe.add(reports.recv())
                if time.perf_counter() > kill_at:
                    break
            process.kill()
            safe.update(acknowledged(reports))
        assert safe <= set(sound(desk))
    assert len(safe) > ROUNDS
    assert len(books.verdicts(desk, books.Debt(1, 1))) >= ROUNDS


def test_programs_that_write_at_once_all_land(desk: Desk, founded_url: str) -> None:
    for _ in range(5):
        books.a_debtor(desk)
    desk.close()  # so that each time the last of them to leave folds the log back, and the next finds none
    people, each = 4, 6
    with ExitStack() as at_work:
        lines = [
            at_work.enter_context(another_program(promise_in_turns, founded_url, f"agent{n}", each))[1]
            for n in range(people)
        ]
        refs = [ref for line in lines for said in acknowledged(line) for ref in said]
    assert len(refs) == len(set(refs)) == people * each
    assert len(sound(desk)) == people * each
    assert len(books.verdicts(desk, books.Debt(1, 1))) == people * each


def test_programs_that_come_and_go_are_in_nobodys_way(sqlite_path: Path, wall: Wall) -> None:
    """The last to leave a file folds its log back, and for that moment nobody else may come in: they wait."""
    desk = books.a_desk(books.a_book(str(sqlite_path)))
    debt = books.a_debtor(desk)
    desk.close()
    with ExitStack() as at_work:
        people = [another_program(come_and_go, str(sqlite_path), 90) for _ in range(4)]
        lines = [at_work.enter_context(each)[1] for each in people]
        assert [acknowledged(line) for line in lines] == [[]] * 4
    assert len(looking.card(desk, debt.debtor_id).case.calls) == 4 * 30
    desk.close()


@pytest.mark.parametrize("room", [300 * KIB, 600 * KIB])
def test_a_full_disk_is_told_and_spoils_nothing(room: int, sqlite_path: Path, wall: Wall) -> None:
    desk = books.a_desk(books.a_book(str(sqlite_path)))
    debt = books.a_debtor(desk)
    with another_program(fill_the_disk, str(sqlite_path), room) as (_process, reports):
        *saved, trouble, after = acknowledged(reports)
        assert (trouble, after[0]) == ("full", "C")
    with desk.book.reading() as connection:
        assert list(audit.faults(connection)) == []
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        calls = reading.case(connection, debt.debtor_id).calls
    assert len(calls) == len(saved) + 1
    assert calls[-1].typed == "iar e loc"
    desk.close()


def test_no_book_is_begun_where_there_is_no_room(sqlite_path: Path) -> None:
    with another_program(found_without_room, str(sqlite_path), 60 * KIB) as (_process, reports):
        assert acknowledged(reports) == [("full", str(sqlite_path))]
    assert [path.name for path in sqlite_path.parent.iterdir() if path.name != "home"] == []
