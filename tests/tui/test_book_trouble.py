"""A book that fails while something is saved: a line in words, and nothing that was typed is lost."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from textual.widgets import Input

from collector.desk import acting, scorecards
from collector.errors import BOOK_PROBLEMS, BookError
from collector.tui.drafts import Drafts
from collector.tui.widgets.call_line import CallLine
from tests import books
from tests.tui.stage import press, screen_text, settings, the_app
from tests.tui.test_entries import case_of

ROOT = Path(__file__).parent.parent.parent
PATIENCE_SECONDS = 60.0
TYPED = {"amount.0": "300", "due.0": "fri"}


def kept(book: str) -> dict[str, dict[str, str]]:
    """What another app would find typed on account A1-1, without what is empty."""
    told = settings(book)
    drafts = Drafts(told.state, told.book)
    (where,) = [waiting.where for waiting in drafts.waiting()] or [None]
    found = drafts.of(where) if where else {}
    return {
        form: {name: text for name, text in draft.values.items() if text and name in ("line", *TYPED)}
        for form, draft in found.items()
    }


def put_back(copy: Path, book: str) -> None:
    """As somebody does who has an older copy: the file and its log go, the copy comes."""
    for part in ("", "-wal", "-shm"):
        Path(book + part).unlink(missing_ok=True)
    shutil.copyfile(copy, book)


@pytest.mark.parametrize("kind", [kind for kind in BOOK_PROBLEMS if kind != "missing"])
async def test_each_trouble_is_said_and_what_was_typed_stays_on_screen_and_on_disk(
    book: str, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    def fails(*_args: Any) -> acting.Saved:
        raise BookError(kind, book, "as seen")

    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2", *"300", "down", *"fri")
        with monkeypatch.context() as patch:
            patch.setattr(acting, "record_call", fails)
            await press(pilot, "enter")
        said = " ".join(screen_text(pilot.app).split())
        assert " ".join(str(BookError(kind, book, "as seen").message).split())[-40:] in said
        assert "saved:" not in said
        assert pilot.app.screen.query_one("#amount-0", Input).value == "300"
        assert pilot.app.drafts.flush()
        assert kept(book) == {"promise": TYPED}
        await press(pilot, "enter")
        assert "saved: promise 300.00 Fri 27 Nov" in screen_text(pilot.app)
        assert pilot.app.drafts.flush()
    assert kept(book) == {}
    assert len(case_of(book).promises) == 4


async def test_a_book_that_was_moved_away_is_told_and_written_when_it_is_back(book: str) -> None:
    """Whoever has a file open can go on writing it after it was deleted: *saved* would be a lie."""
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2", *"300", "down", *"fri")
        shutil.move(book, book + ".away")
        await press(pilot, "enter")
        assert "is no longer where it was. Nothing was saved" in " ".join(screen_text(pilot.app).split())
        assert pilot.app.screen.query_one("#due-0", Input).value == "fri"
        shutil.move(book + ".away", book)
        await press(pilot, "enter")
        assert "saved: promise 300.00" in screen_text(pilot.app)
    assert len(case_of(book).promises) == 4


async def test_a_book_that_was_put_back_is_opened_anew(book: str, built_book: Path) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2", *"300", "down", *"fri")
        put_back(built_book, book)
        await press(pilot, "enter")
        assert "saved: promise 300.00" in screen_text(pilot.app)
    assert len(case_of(book).promises) == 4, "in the file that lies there now"


async def test_drafts_that_cannot_be_kept_are_told_and_the_entry_is_saved_all_the_same(
    book: str, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    async with the_app(book, first_ref="A1-1", state=str(tmp_path / "taken")) as pilot:
        await press(pilot, "f2", "3")
        assert not pilot.app.drafts.flush()
        await press(pilot, "0")
        assert "Drafts cannot be kept in" in " ".join(screen_text(pilot.app).split())
        await press(pilot, "0", "down", *"fri", "enter")
        assert "saved: promise 300.00" in screen_text(pilot.app)


# --- A kill -----------------------------------------------------------------------------------------------


def in_a_terminal(book: str, keys: tuple[bytes, ...], done: Callable[[], bool]) -> None:
    """Run the program in a terminal, type, and kill it as soon as `done`."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "XDG_STATE_HOME": str(Path(book).parent)}
    command = [sys.executable, "-m", "collector", "--book", book, "--as-of", books.MONDAY]
    app = subprocess.Popen(
        [*command, "open", "A1-1"], stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=ROOT
    )
    try:
        written, waiting, until = b"", list(keys), perf_counter() + PATIENCE_SECONDS
        while not done() and perf_counter() < until:
            if select.select([ours], [], [], 0.05)[0]:
                written += os.read(ours, 65536)
            if waiting and b"F12" in written and not select.select([ours], [], [], 0.3)[0]:
                os.write(ours, waiting.pop(0))
        assert done(), "what was typed never came to the disk"
    finally:
        app.send_signal(signal.SIGKILL)
        app.wait()
        os.close(ours)
        os.close(theirs)


async def test_killed_while_somebody_types_the_line_is_there_again(book: str) -> None:
    state = Path(book).parent / "collector"
    line = "cl zice 300 vn, restu pe 15"

    def on_disk() -> bool:
        return any(line in path.read_text() for path in (state / "drafts").rglob("*.json"))

    in_a_terminal(book, (line.encode(),), on_disk)
    async with the_app(book, first_ref="A1-1", state=str(state)) as pilot:
        assert pilot.app.screen.query_one(CallLine).value == line
        assert "Here again, not saved yet: the line" in screen_text(pilot.app)


async def test_an_own_scorecard_that_cannot_be_read_is_told_once_at_the_start(
    book: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / scorecards.OWN_CARD
    own.mkdir()
    monkeypatch.setattr(scorecards, "own_file", lambda: own)
    async with the_app(book) as pilot:
        said = " ".join(screen_text(pilot.app).split())
        assert "scorecard.toml: it cannot be read: Is a directory. Until it is mended" in said
        assert "Marin" in screen_text(pilot.app), "the list is there all the same"
        await press(pilot, "f5", "enter", "escape")
        assert "it cannot be read" not in screen_text(pilot.app)
