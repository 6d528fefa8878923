"""A fresh copy of the day's book for each test; it is built once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from collector import clock
from collector.desk.opening import Desk
from collector.tui import keyorder
from tests.books import Wall, a_book, a_desk, wall
from tests.tui.stage import a_days_book

__all__ = ["wall"]


@pytest.fixture(scope="session")
def built_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "real_now", Wall("2026-11-23T08:00"))  # too long ago for any undo
        return Path(a_days_book(str(tmp_path_factory.mktemp("book") / "book.db")))


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a save may take longer than keys are kept for a person: here none is let go."""
    monkeypatch.setattr(keyorder, "TYPED_AHEAD_SECONDS", 60.0)


@pytest.fixture
def book(built_book: Path, tmp_path: Path, wall: Wall) -> str:
    """The day's book, to be written in."""
    shutil.copyfile(built_book, tmp_path / "book.db")
    return str(tmp_path / "book.db")


@pytest.fixture
def desk(tmp_path: Path, wall: Wall) -> Iterator[Desk]:
    """Ana's desk at an empty book, on Monday at 10:15."""
    at_work = a_desk(a_book(str(tmp_path / "empty.db")))
    yield at_work
    at_work.close()
