from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.sessions import Shell


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Somebody at an empty folder."""
    return Shell(tmp_path / "here", monkeypatch, capsys)
