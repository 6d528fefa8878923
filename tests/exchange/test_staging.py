"""Killed or out of room at any moment: whole files or none, and the next run leaves no trace of it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from collector.exchange import staging
from collector.exchange.staging import sweep
from tests.exchange.nights import DAY, write

ROOT = Path(__file__).parents[2]
FORMATS = ("jsonl", "xlsx")
STEPS = ("fsync", "replace")  # the moments between which a night can die

# Writes a night and dies without a word at the n-th call of one step.
KILLED = """
import os, signal, sys
from pathlib import Path
from tests.exchange.nights import DAY, write

step, moment = sys.argv[2], int(sys.argv[3])
real, calls = getattr(os, step), []

def dying(*args, **named):
    calls.append(step)
    if len(calls) == moment:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **named)

setattr(os, step, dying)
write(Path(sys.argv[1]), "jsonl", "xlsx", day=DAY)
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def assert_whole(folder: Path) -> None:
    """Every file that the manifest names is there and is what it says."""
    for file in json.loads((folder / "manifest.json").read_bytes())["files"]:
        assert hashlib.sha256((folder / file["name"]).read_bytes()).hexdigest() == file["sha256"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A folder after two nights of which none was disturbed."""
    folder = tmp_path_factory.mktemp("whole")
    write(folder, day=DAY.replace(day=20))
    write(folder, *FORMATS)
    return contents(folder)


@pytest.mark.parametrize(
    ("step", "moment"),
    [
        ("fsync", 1),
        ("fsync", 3),
        ("fsync", 5),
        ("fsync", 6),
        ("fsync", 7),
        ("replace", 1),
        ("replace", 3),
        ("replace", 5),
    ],
)
def test_a_night_killed_anywhere(tmp_path: Path, whole: dict[str, bytes], step: str, moment: int) -> None:
    write(tmp_path, day=DAY.replace(day=20))
    before = contents(tmp_path)
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), step, str(moment)], cwd=ROOT, check=False
    )
    assert run.returncode == -signal.SIGKILL

    left = contents(tmp_path)
    visible = {name: data for name, data in left.items() if not name.endswith(".tmp")}
    assert before.keys() <= visible.keys()
    assert all(whole[name] == data for name, data in visible.items() if name != "manifest.json")
    assert visible["manifest.json"] in (before["manifest.json"], whole["manifest.json"])
    assert_whole(tmp_path)

    write(tmp_path, *FORMATS)
    assert contents(tmp_path) == whole


@pytest.mark.parametrize("moment", range(1, 8))
@pytest.mark.parametrize("step", STEPS)
def test_a_full_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, moment: int
) -> None:
    write(tmp_path, day=DAY.replace(day=20))
    before = contents(tmp_path)
    real, calls = getattr(os, step), []

    def full(*args: Any, **named: Any) -> Any:
        calls.append(step)
        if len(calls) == moment:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*args, **named)

    monkeypatch.setattr(os, step, full)
    if step == "replace" and moment > 5:
        write(tmp_path, *FORMATS)  # five files, so a sixth rename never comes
    else:
        with pytest.raises(OSError, match="No space left"):
            write(tmp_path, *FORMATS)
    left = contents(tmp_path)
    assert not [name for name in left if name.endswith(".tmp")]
    assert all(left[name] == data for name, data in before.items() if name != "manifest.json")
    assert_whole(tmp_path)


def test_a_disk_that_fills_up_within_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """/dev/full takes nothing: the same error at another place, in every format."""
    opened = Path.open

    def into_the_full(self: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
        return opened(
            Path("/dev/full") if ".jsonl." in self.name or ".xlsx." in self.name else self,
            mode,
            *rest,
            **named,
        )

    monkeypatch.setattr(Path, "open", into_the_full)
    for name in FORMATS:
        with pytest.raises(OSError, match=r"No space left|Illegal seek|Invalid argument"):
            write(tmp_path, name)
    assert contents(tmp_path) == {}


def test_only_leftovers_of_dead_runs_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dead, alive = 4_000_001, 4_000_002

    def exists(process: int, _signal: int) -> None:
        if process == dead:
            raise ProcessLookupError
        if process != alive:
            raise PermissionError  # somebody else's, so it lives

    monkeypatch.setattr(staging.os, "kill", exists)
    kept = [
        f".list.csv.{alive}.tmp",
        ".list.csv.7.tmp",
        f".other.csv.{dead}.tmp",
        "list.csv",
        ".list.csv.tmp",
        ".x.tmp",
    ]
    swept = [f".list.csv.{dead}.tmp", f".list.csv.{os.getpid()}.tmp"]
    for name in kept + swept:
        (tmp_path / name).write_text("")
    sweep(tmp_path, re.compile(r"list\.csv"))
    assert {path.name for path in tmp_path.iterdir()} == set(kept)
