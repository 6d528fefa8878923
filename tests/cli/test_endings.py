"""How a command ends when something goes wrong: one kind line, the exit code of the contract, no traceback."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from collector.cli import books, listing
from collector.errors import AlreadyRunning, BookError, Refused, UsageError
from tests.cli.sessions import Shell

COLLECTOR = [sys.executable, "-m", "collector"]


def fails(fault: BaseException) -> Callable[..., Any]:
    def command(asked: object) -> int:
        raise fault

    return command


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (UsageError("Name another."), 2, "Name another."),
        (Refused("A hold lies on it."), 2, "A hold lies on it."),
        (BookError("locked", "x.db", "busy"), 4, "x.db is held by another program"),
        (AlreadyRunning("It runs already."), 5, "It runs already."),
        (KeyboardInterrupt(), 130, "Stopped."),
        (OSError(errno.ENOSPC, "No space left on device", "/x/risk.csv"), 4, "no room left for /x/risk.csv"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), 4, "no room left for the disk (Disk quota exceeded)"),
        (OSError(errno.EFBIG, "File too large", "/x"), 4, "File too large"),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), 2, "/x: Permission denied."),
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "/x"), 2, "/x: No such file"),
        (OSError(errno.EIO, "Input/output error", "/x"), 1, "mistake of the program"),
        (KeyError("name"), 1, "(KeyError)"),
        (RecursionError("too deep"), 1, "(RecursionError)"),
        (AssertionError(), 1, "(AssertionError)"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
def test_every_trouble_has_its_code(
    fault: BaseException, code: int, said: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "today", fails(fault))
    for arguments in (["today"], ["today", "--json"]):
        seen = shell.run(*arguments)
        assert (seen.code, seen.out) == (code, "")
        assert said in seen.err
        assert "Traceback" not in seen.err
        assert len(seen.err.splitlines()) == 1


def test_a_mistake_of_ours_is_written_down(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "today", fails(ZeroDivisionError("a rate of nothing")))
    seen = shell.run("today", "--book", "postgresql+psycopg://ana:s3cret@db/book")
    log = Path(seen.err.strip().split(" are in ")[1])
    text = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError: a rate of nothing" in text
    assert "collector today --book postgresql+psycopg://ana:***@db/book" in text
    assert "s3cret" not in text
    assert log.stat().st_mode & 0o077 == 0
    shell.run("today")
    assert log.read_text(encoding="utf-8").count("ZeroDivisionError: a rate of nothing") == 2


def test_a_mistake_that_cannot_be_written_down_is_still_told(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, newcomer: Path
) -> None:
    monkeypatch.setattr(listing, "today", fails(ZeroDivisionError("a rate of nothing")))
    newcomer.mkdir()
    (newcomer / "xdg_state_home").write_text("a file where the folder should be")
    seen = shell.run("today")
    assert seen.code == 1
    assert "(ZeroDivisionError: a rate of nothing)" in seen.err
    assert "could not be written" in seen.err


def test_it_is_said_in_the_language_asked_for(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "today", fails(KeyboardInterrupt()))
    assert shell.run("today", "--lang", "ro").err == "Oprit.\n"
    assert "nu poate fi folosit" in shell.run("today", "--lang", "ro", "--limit", "x").err


def test_a_damaged_book_ends_with_four(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.run("init")
    monkeypatch.setattr(books.keeping, "check", lambda *_: ["Audit trail: entry 3 is not what it was."])
    seen = shell.run("check")
    assert seen.code == 4
    assert seen.out.splitlines()[0] == "Audit trail: entry 3 is not what it was."
    assert "One problem." in seen.out
    as_json = shell.run("check", "--json")
    assert as_json.code == 4
    assert as_json.out == '{"whole": false, "problems": ["Audit trail: entry 3 is not what it was."]}\n'


def test_a_book_that_may_only_be_read_is_read(shell: Shell) -> None:
    shell.write("debts.csv", "account_ref,debtor_ref,name,currency,balance\nA-1,D-1,Ana,RON,10\n")
    shell.run("init")
    shell.run("import", "debts.csv")
    before = (shell.here / "book.db").read_bytes()
    for command in (["today"], ["show", "A-1"], ["verdicts"], ["report"], ["check"]):
        assert shell.run(*command).code == 0
    assert (shell.here / "book.db").read_bytes() == before, "looking wrote to the book"


# --- In a process of its own -----------------------------------------------------------------------------


def writing_end(pipe: Path, running: subprocess.Popen[bytes]) -> int:
    """The end of the pipe that is written to, as soon as this process has opened the other one."""
    for _look in range(600):
        with suppress(OSError):  # nobody reads yet
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        with suppress(subprocess.TimeoutExpired):
            running.wait(0.05)
    running.kill()
    raise AssertionError("nobody has opened the file")


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_stops_at_once_without_a_traceback(shell: Shell) -> None:
    """Stopped while it waits for a file that somebody else still writes."""
    shell.run("init")
    os.mkfifo(shell.here / "slow.csv")
    with subprocess.Popen(
        [*COLLECTOR, "import", "slow.csv"], stderr=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        writer = writing_end(shell.here / "slow.csv", running)
        running.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            running.wait(30)
        running.kill()
        out, err = running.communicate()
        os.close(writer)
    assert (running.returncode, out, err) == (130, b"", b"Stopped.\n")
    assert shell.run("check").code == 0


def test_nobody_listening_is_no_trouble(shell: Shell) -> None:
    """As in `collector --help | head -1`: quiet, whatever was still to be printed."""
    shell.run("init")
    for arguments in (["--help"], ["today"], ["verdicts"]):
        read_end, write_end = os.pipe()
        os.close(read_end)
        done = subprocess.run([*COLLECTOR, *arguments], stdout=write_end, stderr=subprocess.PIPE)
        os.close(write_end)
        assert (done.returncode, done.stderr) == (0, b"")


def test_output_that_finds_no_room(shell: Shell) -> None:
    shell.run("init")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COLLECTOR, "verdicts"], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 4
    assert done.stderr.startswith(b"The output could not be written (No space left on device).")
    assert b"Exception ignored" not in done.stderr


def test_closed_streams_are_no_trouble(shell: Shell) -> None:
    shell.run("init")
    for redirected in (">&-", "2>&-", "<&-"):
        done = subprocess.run(
            f'"{sys.executable}" -m collector today {redirected}', shell=True, capture_output=True, timeout=60
        )
        assert (done.returncode, done.stderr) == (0, b"")


def test_starting_is_quick() -> None:
    """`--version` and `--help` in well under half a second of the processor, whatever the machine does meanwhile."""
    for arguments in (["--version"], ["--help"]):
        before = os.times()
        subprocess.run([*COLLECTOR, *arguments], stdout=subprocess.DEVNULL, check=True)
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        assert spent < 0.5
