"""Bad days of an import: stopped, killed, or fed with a file that still grows, the book has all of it or nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from collector.desk import importing, keeping
from collector.errors import BookError, UsageError
from tests import books
from tests.desk.post import DEBTS, Counts, Post, counts
from tests.store.workers import another_program

PROMISES = """account_ref,made_on,due_on,amount
A1,2026-11-02,2026-11-10,300
A3,2026-11-02,2026-11-10,300"""
PAYMENTS = """account_ref,paid_on,amount
A1,2026-11-09,300
A3,2026-11-09,200"""
STAGES = ("read payments.csv", "write promises.csv", "write payments.csv", "judge 0", "judge 2")


def two_files(post: Post) -> list[Path]:
    return [post.file(PAYMENTS, "payments.csv"), post.file(PROMISES, "promises.csv")]


def at_stage(stage: str, act: Callable[[], None]) -> Callable[[str, int, int], None]:
    """A progress that acts at one stage of the import."""

    def progress(what: str, done: int, _total: int) -> None:
        if stage in (what, f"{what} {done}"):
            act()

    return progress


def interrupt() -> None:
    raise KeyboardInterrupt


def in_full(debts: Post) -> None:
    """After the same command again, everything is there."""
    found = importing.import_files(debts.desk, two_files(debts))
    assert [counts(each) for each in found] == [Counts(new=2), Counts(new=2)]
    assert debts.account("A1")["promises"][0]["state"] == "kept"
    assert debts.account("A3")["promises"][0]["state"] == "partly_kept"
    assert keeping.check(debts.desk) == []


@pytest.mark.parametrize("stage", STAGES)
def test_ctrl_c_leaves_the_book_as_it_was(stage: str, debts: Post) -> None:
    before = books.everything(debts.desk)
    with pytest.raises(KeyboardInterrupt):
        importing.import_files(debts.desk, two_files(debts), progress=at_stage(stage, interrupt))
    assert books.everything(debts.desk) == before
    in_full(debts)


def import_and_die(_reports: Any, url: str, paths: list[Path], stage: str) -> None:
    """Imports these files and is killed in the middle."""
    die = at_stage(stage, lambda: os.kill(os.getpid(), signal.SIGKILL))
    importing.import_files(books.a_desk(url), paths, progress=die)


@pytest.mark.parametrize("stage", STAGES[2:])
def test_killed_in_the_middle_nothing_is_half_written(stage: str, debts: Post, founded_url: str) -> None:
    before = books.everything(debts.desk)
    with another_program(import_and_die, founded_url, two_files(debts), stage) as (process, _):
        process.join(60)
        assert process.exitcode == -signal.SIGKILL
    assert books.everything(debts.desk) == before
    assert keeping.check(debts.desk) == []
    in_full(debts)


@pytest.mark.parametrize("stage", STAGES[1:])
def test_a_file_that_grows_meanwhile_is_not_brought_in(stage: str, debts: Post) -> None:
    paths = two_files(debts)
    before = books.everything(debts.desk)

    def grow() -> None:
        with paths[0].open("a") as file:
            file.write("A1,2026-11-10,1\n")

    with pytest.raises(UsageError, match=r"payments\.csv: changed while it was read"):
        importing.import_files(debts.desk, paths, progress=at_stage(stage, grow))
    assert books.everything(debts.desk) == before
    in_full(debts)


def test_one_file_that_is_no_table_stops_the_command_before_anything_is_written(debts: Post) -> None:
    before = books.everything(debts.desk)
    paths = [*two_files(debts), debts.file("%PDF-1.7", "scan.csv")]
    with pytest.raises(UsageError, match=r"scan\.csv.*PDF"):
        importing.import_files(debts.desk, paths)
    assert books.everything(debts.desk) == before


def test_a_book_that_cannot_be_written_says_so(sqlite_path: Path, tmp_path: Path, wall: books.Wall) -> None:
    books.a_desk(books.a_book(str(sqlite_path))).close()
    desk = books.a_desk(str(sqlite_path), writable=False)
    post = Post(desk, tmp_path)
    with pytest.raises(BookError) as told:
        post.comes(DEBTS)
    assert told.value.kind == "read_only"
    desk.close()


def test_the_search_for_cycles_is_as_it_was_after_an_import(debts: Post) -> None:
    import gc

    assert gc.isenabled()
    with pytest.raises(UsageError):
        debts.comes("no table")
    assert gc.isenabled()
    gc.disable()
    try:
        debts.comes(PAYMENTS)
        assert not gc.isenabled()
    finally:
        gc.enable()
