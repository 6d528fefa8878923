"""A file that somebody names for a command to write: what may stand at that place, and what is never written over."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from collector.desk import outfiles
from collector.desk.opening import Desk
from collector.errors import UsageError
from tests import books

OURS = b"a,b,c\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "there").mkdir()
    return tmp_path


@pytest.fixture
def at_work(here: Path) -> Iterator[Desk]:
    """A desk at a book in a file, whatever the other tests run on."""
    desk = books.a_desk(books.a_book(str(here / "book.db")))
    yield desk
    desk.close()


def check(desk: Desk, path: Path) -> None:
    outfiles.check_place(desk, "--csv", path, OURS)


@pytest.mark.parametrize(
    "name", ["book.db", "there/../book.db", "linked.db", "hard.db", "book.db-wal", "book.db-shm"]
)
def test_the_book_is_never_written_over_however_it_is_named(here: Path, at_work: Desk, name: str) -> None:
    (here / "linked.db").symlink_to("book.db")
    (here / "hard.db").hardlink_to(here / "book.db")
    before = (here / "book.db").read_bytes()
    with pytest.raises(UsageError, match=r"--csv: .* belongs to the book\. Expected a new file"):
        check(at_work, here / name)
    assert (here / "book.db").read_bytes() == before


def test_its_log_is_the_books_before_there_is_one(here: Path, at_work: Desk) -> None:
    at_work.close()
    assert not (here / "book.db-wal").exists()
    with pytest.raises(UsageError, match="belongs to the book"):
        check(at_work, here / "book.db-wal")


@pytest.mark.parametrize("content", [b"", b"a,b,c", b"a,b,c,d\n1", b"SQLite format 3\0", b"\xff" * 9])
def test_what_is_no_former_file_is_left_as_it_is(here: Path, desk: Desk, content: bytes) -> None:
    (here / "x").write_bytes(content)
    with pytest.raises(UsageError, match=r"x holds something else\..* name another file"):
        check(desk, here / "x")
    assert (here / "x").read_bytes() == content


def test_a_pipe_is_not_waited_for(here: Path, desk: Desk) -> None:
    os.mkfifo(here / "pipe")
    with pytest.raises(UsageError, match="holds something else"):
        check(desk, here / "pipe")


def test_a_former_file_is_replaced_in_one_step_and_a_link_stays_one(here: Path, desk: Desk) -> None:
    (here / "old").write_bytes(OURS + b"1,2,3\n")
    (here / "link").symlink_to("old")
    check(desk, here / "link")
    assert (here / "old").read_bytes() == OURS + b"1,2,3\n", "asking changes nothing"
    outfiles.put(here / "link", OURS)
    assert ((here / "link").is_symlink(), (here / "old").read_bytes()) == (True, OURS)


@pytest.mark.parametrize(
    ("name", "number"), [("there", errno.EISDIR), ("nowhere/x", errno.ENOENT), ("file/x", errno.ENOTDIR)]
)
def test_a_place_that_cannot_be_written_is_told_by_its_own_name(
    here: Path, desk: Desk, name: str, number: int
) -> None:
    (here / "file").touch()
    with pytest.raises(OSError) as seen:  # noqa: PT011 - its number is looked at
        check(desk, here / name)
    assert (seen.value.errno, seen.value.filename) == (number, str(here / name))


def test_nothing_is_left_of_a_file_that_could_not_be_finished(
    here: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "old").write_bytes(OURS)
    before = sorted(path.name for path in here.iterdir())
    check(desk, here / "new")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        outfiles.put(here / "old", b"other")
    assert sorted(path.name for path in here.iterdir()) == before
    assert (here / "old").read_bytes() == OURS
