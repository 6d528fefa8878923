"""Painted first, imported later; and nothing of the book happens on the interface thread."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from collector.tui import jobs
from tests.tui.stage import press, screen_text, settings, the_app

ROOT = Path(__file__).parents[2]
HEAVY = {"sqlalchemy", "sqlmodel", "pydantic", "phonenumbers", "holidays", "babel", "openpyxl", "dateutil"}
INTERFACE = ROOT / "collector" / "tui"


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Every statement on the interface thread raises; all others are counted."""
    seen: list[str] = []
    interface = threading.get_ident()

    def watch(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        assert threading.get_ident() != interface, f"on the interface thread: {statement}"
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", watch)
    yield seen
    event.remove(Engine, "before_cursor_execute", watch)


async def test_no_query_on_the_interface_thread(book: str, watched: list[str]) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "r", "slash", *"an", "enter", "f2", *"300", "down", *"fri", "enter")
        assert "saved" in screen_text(pilot.app)
        await press(pilot, "f3", "f12", "right_square_bracket", "n", "escape", "escape", "pagedown")
    assert len(watched) > 20
    assert any(statement.startswith("INSERT") and "deadline_on" in statement for statement in watched)


async def test_the_watch_would_notice(book: str, watched: list[str]) -> None:
    from collector.desk.opening import open_desk

    with pytest.raises(AssertionError, match="on the interface thread"):
        open_desk(book, "ana")


FIRST_PAINT = """
import asyncio, sys
from collector.tui.app import CollectorApp
from collector.config import Settings
from collector.tui.screens.today import TodayScreen

TodayScreen.load = lambda self: None  # what the first worker brings is another matter
settings = Settings("nowhere.db", None, "ro", "ana", False, False, None, None, {})
from collector import words
words.use("ro")

async def main():
    app = CollectorApp(settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        print(*sorted({name.split(".")[0] for name in sys.modules}))
        print(*sorted(name for name in sys.modules if name.startswith("collector.")))

asyncio.run(main())
"""


def test_what_is_loaded_at_the_first_paint() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST_PAINT], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    everything, ours = (set(line.split()) for line in done.stdout.strip().splitlines()[-2:])
    assert not HEAVY & everything
    allowed = {
        "collector.config",
        "collector.errors",
        "collector.words",
        "collector.clock",
        "collector.rules",
    }
    allowed |= {"collector.rules.words"}
    assert {name for name in ours if not name.startswith("collector.tui")} <= allowed
    assert not {name for name in ours if name.startswith("collector.tui.behind")}


USABLE = """
import asyncio, sys
from collector import words
from collector.config import Settings
from collector.tui import jobs
from collector.tui.app import CollectorApp

jobs.QUIET_SECONDS = 3600.0  # what is loaded once the list has been there for a while is another matter
words.use("ro")

async def main():
    app = CollectorApp(Settings(sys.argv[1], "2026-11-23T10:15", "ro", "ana", False, False, None, None, {}))
    async with app.run_test(size=(80, 24)) as pilot:
        while app.screen._headline is None or not app.screen.list.items:
            await pilot.pause()
        print(len(app.screen.list.items), *app.screen._headline.counts)
        print(*sorted({name.split(".")[0] for name in sys.modules}))

asyncio.run(main())
"""


def test_what_is_loaded_when_the_list_can_be_used(book: str) -> None:
    done = subprocess.run([sys.executable, "-c", USABLE, book], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told, loaded = done.stdout.strip().splitlines()[-2:]
    assert told.split()[:2] == ["10", "7"], "rows, and how many of them to call"
    assert not HEAVY & set(loaded.split())


def test_what_a_card_needs_is_loaded_once_the_list_has_been_there_for_a_while(
    book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = threading.Event()
    monkeypatch.setattr(jobs, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(jobs, "load", loaded.set)
    door = jobs.Door(settings(book))
    jobs.first_page(door)
    assert loaded.wait(10)
    assert not door.is_open


LOADED = """
import gc, sys
gc.disable()
from collector.tui import jobs
jobs.load()
print(gc.isenabled(), gc.get_freeze_count() > 10_000, "sqlalchemy" in sys.modules)
"""


def test_loading_ends_the_quiet_of_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the program starts nobody looks for rubbish, which costs a fifth of the start; afterwards somebody does."""
    done = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.split() == ["True", "True", "True"], done.stderr


def test_what_runs_in_the_workers_knows_no_screen() -> None:
    """And no screen imports it but through the door."""
    behind = [path.read_text(encoding="utf-8") for path in (INTERFACE / "behind").glob("*.py")]
    assert len(behind) > 5
    assert not [text for text in behind if "textual" in text.replace("Textual", "")]
    users = {
        str(path.relative_to(INTERFACE))
        for path in INTERFACE.rglob("*.py")
        if path.parent.name != "behind" and "tui.behind" in path.read_text(encoding="utf-8")
    }
    assert users == {"jobs.py"}
