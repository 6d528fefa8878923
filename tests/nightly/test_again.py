"""A night again: the same bytes; killed anywhere and run again, the same bytes; against the night before, what moved."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from collector.desk import keeping, telling
from collector.desk.opening import Desk
from collector.errors import AlreadyRunning, BookError, UsageError
from collector.exchange import staging
from collector.nightly import night as the_night
from collector.nightly import run_nightly
from collector.nightly.lock import only_one
from collector.store import judging, nights
from collector.store.bookkeeping import VerdictRow, WorkRow
from collector.store.tables import table
from tests import books
from tests.desk.post import Counts, Post, counts
from tests.nightly.nights import Night, is_whole, night, read, told
from tests.store.workers import another_program

DEBTS = """account_ref,debtor_ref,name,currency,balance,balance_on
A1,D1,Ion Popescu,RON,1000.00,2026-11-01
A2,D1,Ion Popescu,EUR,200.00,2026-11-01
A3,D2,Ștefan Țuțea,RON,500.00,2026-11-01
A4,D3,Ana Pop,RON,400.00,2026-11-01"""
PROMISES = """account_ref,made_on,due_on,amount
A1,2026-11-02,2026-11-10,300
A3,2026-11-16,2026-11-24,500"""
PAYMENTS = """account_ref,paid_on,amount
A1,2026-11-09,300
A4,2026-11-25,400
A2,2026-11-20,50"""
MONDAY, TUESDAY, THURSDAY, FRIDAY = "2026-11-23", "2026-11-24", "2026-11-26", "2026-11-27"


@pytest.fixture
def busy(post: Post) -> Post:
    """A book with four debts, two promises and some money."""
    for text in (DEBTS, PROMISES, PAYMENTS):
        assert counts(post.comes(text)).refused == Counts().refused
    return post


# --- The same bytes --------------------------------------------------------------------------------------


def test_the_same_night_writes_the_same_bytes(busy: Post, tmp_path: Path) -> None:
    """Twice, at another hour, and into another folder."""
    night(busy.desk, tmp_path / "before", "2026-11-20T09:00")
    formats = ("xlsx", "jsonl")
    first = night(busy.desk, tmp_path / "risk", MONDAY, *formats)
    again = night(busy.desk, tmp_path / "risk", MONDAY, *formats)
    evening = night(busy.desk, tmp_path / "elsewhere", f"{MONDAY}T22:47:11", *formats)
    assert told(first.files) == told(again.files) == told(evening.files)
    assert len(first.files) == 5
    assert is_whole(first)
    assert keeping.check(busy.desk) == []


def test_facts_of_later_days_do_not_show(busy: Post, tmp_path: Path) -> None:
    before = night(busy.desk, tmp_path / "risk", MONDAY)
    busy.comes("account_ref,paid_on,amount,payment_ref\nA1,2026-11-24,700,M9")
    after = night(busy.desk, tmp_path / "again", MONDAY)
    assert told(before.files)[f"risk-list-{MONDAY}.csv"] == told(after.files)[f"risk-list-{MONDAY}.csv"]
    assert "A1" not in night(busy.desk, tmp_path / "risk", TUESDAY).order


def test_a_copy_of_the_book_gives_the_same_bytes(busy: Post, tmp_path: Path) -> None:
    """As a file, whatever it was copied from: a server and a file give the same night for the same facts."""
    night(busy.desk, tmp_path / "before", "2026-11-20")
    keeping.backup(busy.desk, tmp_path / "copy.db")
    copy = books.a_desk(str(tmp_path / "copy.db"))
    assert told(night(copy, tmp_path / "a").files) == told(night(busy.desk, tmp_path / "b").files)
    copy.close()


# --- What moved ------------------------------------------------------------------------------------------


def test_against_the_night_before_whatever_its_folder_was(busy: Post, tmp_path: Path) -> None:
    """A3 breaks on the 27th, A4 has paid on the 25th: their neighbours move, and A4 is gone."""
    first = night(busy.desk, tmp_path / "one", MONDAY)
    assert first.changes == [("A1", "new", ""), ("A3", "new", ""), ("A4", "new", ""), ("A2", "new", "")]
    assert first.gone == []
    busy.at(THURSDAY).comes("account_ref,paid_on,amount\nA1,2026-11-26,600")
    second = night(busy.desk, tmp_path / "two", THURSDAY)
    assert second.changes == [("A3", "up", "2"), ("A1", "down", "1"), ("A2", "up", "4")]
    assert second.gone == [first.row("A4")]
    third = night(busy.desk, tmp_path / "one", "2026-11-27")
    assert {change for _, change, _ in third.changes} == {"same"}
    assert third.gone == []


def test_who_comes_back_is_new(busy: Post, tmp_path: Path) -> None:
    for day in (MONDAY, THURSDAY):
        night(busy.desk, tmp_path / "risk", day)
    busy.at("2026-11-27").comes(
        "account_ref,paid_on,amount,reverses_ref\nA4,2026-11-27,400," + paid(busy, "A4")
    )
    assert ("A4", "new", "") in night(busy.desk, tmp_path / "risk", "2026-11-27").changes


def paid(post: Post, account: str) -> str:
    """The reference of the only payment of an account."""
    (payment,) = post.at("2026-12-31").account(account)["payments"]
    ref: str = payment["payment_ref"]
    return ref


def test_the_night_of_the_same_day_is_not_the_night_before(busy: Post, tmp_path: Path) -> None:
    night(busy.desk, tmp_path / "risk", MONDAY)
    assert {row["change"] for row in night(busy.desk, tmp_path / "risk", MONDAY).rows} == {"new"}


def test_an_earlier_day_later_disturbs_nothing(busy: Post, tmp_path: Path) -> None:
    early, late = "2026-11-12", THURSDAY
    undisturbed = night(busy.desk, tmp_path / "risk", early)
    night(busy.desk, tmp_path / "risk", late)
    before = stored(busy.desk)
    again = night(busy.desk, tmp_path / "early", early)
    assert stored(busy.desk) == before
    assert again.changes == undisturbed.changes
    assert again.files[f"risk-list-{early}.csv"] == undisturbed.files[f"risk-list-{early}.csv"]
    assert keeping.check(busy.desk) == []
    between = night(busy.desk, tmp_path / "between", "2026-11-20")
    assert {row["rank_before"] for row in between.rows} == {row["rank"] for row in undisturbed.rows}


def stored(desk: Desk) -> list[Any]:
    with desk.book.reading() as connection:
        return [
            sorted(map(tuple, connection.execute(select(table(row)))), key=repr)
            for row in (VerdictRow, WorkRow)
        ]


def test_the_night_finds_what_time_alone_has_decided(busy: Post, tmp_path: Path) -> None:
    """A3 promised for the 24th and pays nothing: the night of the 27th is the first that sees it broken."""
    night(busy.desk, tmp_path / "risk", THURSDAY)
    night(busy.desk, tmp_path / "risk", "2026-11-28")
    at_28 = books.on(busy.desk, "2026-11-28T09:00")
    verdict = next(v for v in telling.all_verdicts(at_28) if v["account_ref"] == "A3")
    assert (verdict["state"], verdict["decided_on"], verdict["first_state"]) == (
        "broken",
        "2026-11-27",
        "broken",
    )
    early = next(
        v for v in telling.all_verdicts(books.on(at_28, "2026-11-27T09:00")) if v["account_ref"] == "A3"
    )
    assert (early["state"], early["first_state"]) == ("broken", None)


# --- Stopped and killed ----------------------------------------------------------------------------------

POINTS: list[tuple[Any, str, int]] = [
    # whose function, its name, at which call the night is killed
    (judging, "judge_many", 1),  # nothing stored yet
    (judging, "keep_base_days", 1),  # the verdicts are
    (judging, "keep_places", 1),
    (nights, "_forget", 1),
    (nights, "_finish", 1),  # the rows of the night are kept, the night itself is not
    (the_night, "write_night", 1),  # the book is done, no file written
    (staging.Stage, "add", 1),
    (staging.Stage, "add", 2),  # one file lies aside
    (staging.Stage, "publish", 1),  # all of them do
    (staging, "flush_folder", 1),  # the lists stand, the manifest does not
    (staging, "flush_folder", 2),
]


def run_and_die(_reports: Any, url: str, out: Path, point: int) -> None:
    """Runs Friday's night and dies at a point of it."""
    owner, name, call = POINTS[point]
    original: Callable[..., Any] = getattr(owner, name)
    calls = iter(range(1, 1000))

    def fatal(*args: Any, **options: Any) -> Any:
        if next(calls) == call:
            os._exit(9)
        return original(*args, **options)

    setattr(owner, name, fatal)
    run_nightly(books.a_desk(url, f"{FRIDAY}T09:00"), out)


def test_killed_anywhere_and_run_again_it_writes_what_an_undisturbed_night_writes(
    busy: Post, founded_url: str, tmp_path: Path
) -> None:
    night(busy.desk, tmp_path / "risk", MONDAY)
    busy.at(TUESDAY).comes("account_ref,paid_on,amount\nA1,2026-11-24,20")
    keeping.backup(busy.desk, tmp_path / "copy.db")
    copy = books.a_desk(str(tmp_path / "copy.db"))
    right = told(night(copy, tmp_path / "right", FRIDAY).files)
    copy.close()
    out = tmp_path / "risk"
    monday = read(out)
    for point in range(len(POINTS)):
        with another_program(run_and_die, founded_url, out, point) as (process, _):
            process.join(60)
            assert process.exitcode == 9, POINTS[point]
        assert_no_half_file(out, monday, right)
        assert keeping.check(busy.desk) == [], POINTS[point]
        if point % 4 == 0:  # sometimes it is killed twice before it gets through
            continue
        found = night(busy.desk, out, FRIDAY)
        assert {name: told(found.files)[name] for name in right} == right, POINTS[point]
        assert set(found.files) - set(right) == set(monday.files) - {"manifest.json"}


def assert_no_half_file(out: Path, monday: Night, right: dict[str, Any]) -> None:
    """What stands under a name is whole: Monday's or Friday's; what was written aside is hidden."""
    found = {path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith(".")}
    assert set(found) <= set(monday.files) | set(right)
    for name, data in told(found).items():
        assert data in (told(monday.files).get(name), right.get(name)), name


def test_only_one_night_at_a_time(busy: Post, tmp_path: Path) -> None:
    with only_one(busy.desk), pytest.raises(AlreadyRunning, match="runs already"):
        run_nightly(busy.desk, tmp_path / "risk")
    assert not (tmp_path / "risk").exists()
    assert is_whole(night(busy.desk, tmp_path / "risk"))


# --- Where to ----------------------------------------------------------------------------------------


def test_beside_a_book_in_a_file_and_nowhere_beside_a_server(busy: Post) -> None:
    if busy.desk.book.path is None:
        with pytest.raises(UsageError, match="--out"):
            run_nightly(busy.desk)
    else:
        assert run_nightly(busy.desk).out_dir == busy.desk.book.path.parent / "risk"
        assert is_whole(read(busy.desk.book.path.parent / "risk"))


def test_an_unknown_format_is_refused_before_anything_is_done(busy: Post, tmp_path: Path) -> None:
    before = books.everything(busy.desk)
    with pytest.raises(UsageError, match="pdf"):
        run_nightly(busy.desk, tmp_path / "risk", ["csv", "pdf"])
    assert books.everything(busy.desk) == before
    assert not (tmp_path / "risk").exists()


def test_a_folder_that_is_a_file_is_told(busy: Post, tmp_path: Path) -> None:
    (tmp_path / "risk").write_text("not a folder")
    with pytest.raises(UsageError, match="is no folder"):
        run_nightly(busy.desk, tmp_path / "risk")


def test_a_disk_that_fills_up_is_told_and_leaves_no_half_file(
    busy: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monday = night(busy.desk, tmp_path / "risk", MONDAY)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(staging.os, "fsync", full)
    with pytest.raises(BookError) as fault:
        night(busy.desk, tmp_path / "risk", FRIDAY)
    assert fault.value.kind == "full"
    monkeypatch.undo()
    assert read(tmp_path / "risk") == monday
    assert is_whole(night(busy.desk, tmp_path / "other", FRIDAY))


def test_a_book_that_cannot_be_written_has_no_night(
    sqlite_path: Path, tmp_path: Path, wall: books.Wall
) -> None:
    books.a_desk(books.a_book(str(sqlite_path))).close()
    desk = books.a_desk(str(sqlite_path), writable=False)
    with pytest.raises(BookError) as fault:
        run_nightly(desk, tmp_path / "risk")
    assert fault.value.kind == "read_only"
    assert list((tmp_path / "risk").iterdir()) == []
    desk.close()
