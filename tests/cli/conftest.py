from __future__ import annotations

import signal
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from collector.cli import apps, practising
from collector.config import Settings
from tests.cli.sessions import Shell


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Somebody at an empty folder."""
    return Shell(tmp_path / "here", monkeypatch, capsys)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C reaches what is started here, also where the tests themselves were started to ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Opened:
    """An app that only notes how it was opened."""

    def __init__(self) -> None:
        self.times: list[tuple[Settings, dict[str, Any]]] = []

    def run(self, settings: Settings, **how: Any) -> int:
        assert Path(settings.book).exists(), "the app opens on a book"
        self.times.append((settings, how))
        return 7


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Somebody at a terminal, and the app they get."""
    app = Opened()
    module = types.ModuleType("collector.tui.app")
    module.run = app.run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "collector.tui.app", module)
    for command in (apps, practising):
        monkeypatch.setattr(command, "someone_is_there", lambda: True)
    return app
