"""With a terminal: `init` asks, the app opens. The terminal is a real one, of a process of its own, where it matters."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from collector.cli import books
from tests.cli.conftest import Opened
from tests.cli.sessions import Shell

# The terminal becomes that of the process, so that its Ctrl-C arrives there.
ENTER = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from collector.__main__ import main
sys.exit(main())
"""


class Terminal:
    """A process at a terminal of its own, and what it wrote there."""

    def __init__(self, *arguments: str) -> None:
        self.ours, theirs = pty.openpty()
        command = [sys.executable, "-c", ENTER, *arguments]
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        self.seen = ""

    def until(self, text: str) -> None:
        """Wait until this is on the screen."""
        while text not in self.seen:
            ready, _, _ = select.select([self.ours], [], [], 30)
            assert ready, f"waited for {text!r}, saw {self.seen!r}"
            self.seen += os.read(self.ours, 4096).decode()

    def types(self, text: str) -> None:
        os.write(self.ours, text.encode())
        self.seen = ""

    def end(self) -> int:
        code = self.process.wait(30)
        while select.select([self.ours], [], [], 0)[0]:
            try:
                self.seen += os.read(self.ours, 4096).decode()
            except OSError:  # Linux's way to say that the other end is closed
                break
        os.close(self.ours)
        return code


def test_init_asks_for_what_was_not_said(shell: Shell) -> None:
    terminal = Terminal("init", "--policy", "none", "--grace-days", "1")
    terminal.until("Name of the firm [collector]: ")
    terminal.types("Alfa SRL\n")
    terminal.until("Currency [RON]: ")
    terminal.types("lei\n")
    terminal.until("--currency: 'lei' cannot be used.")  # asked again, with a reason
    terminal.until("Currency [RON]: ")
    terminal.types("EUR\n")
    terminal.until("Country [RO]: ")
    terminal.types("DE\n")
    terminal.until("Time zone [Europe/Bucharest]: ")
    terminal.types("Europe/Berlin\n")
    terminal.until("every day is a working day) [DE]: ")
    terminal.types("\n")
    terminal.until("Kept from so many per cent [95]: ")
    terminal.types("x\n")
    terminal.until("Kept from so many per cent [95]: ")
    terminal.types("100\n")
    terminal.until("days ahead [30]: ")
    terminal.types("\n")
    terminal.until("Next, bring the debts in")
    assert terminal.end() == 0
    assert "Contact policy" in terminal.seen
    seen = shell.run("init", "--json")
    assert seen.code == 2


def test_a_place_that_is_taken_is_said_before_anything_is_asked(shell: Shell) -> None:
    shell.run("init")
    terminal = Terminal("init")
    terminal.until("a book is never overwritten")
    assert terminal.end() == 2
    assert "Name of the firm" not in terminal.seen


def test_no_answer_makes_no_book(shell: Shell) -> None:
    terminal = Terminal("init")
    terminal.until("Name of the firm [collector]: ")
    terminal.types("\x04")
    assert terminal.end() == 2
    assert "no book was made" in terminal.seen
    assert not (shell.here / "book.db").exists()


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_at_a_question(shell: Shell) -> None:
    terminal = Terminal("init")
    terminal.until("Name of the firm [collector]: ")
    for _press in range(6):  # pressed before Python has begun to read, it waits for the next key
        terminal.types("\x03")
        with suppress(subprocess.TimeoutExpired):
            terminal.process.wait(5)  # pressed again while it ends, the key would kill it
            break
    assert terminal.end() == 130
    assert "Traceback" not in terminal.seen
    assert not (shell.here / "book.db").exists()


def test_progress_is_shown_on_a_terminal_and_gone_afterwards(shell: Shell) -> None:
    shell.run("init")
    shell.write("debts.csv", "account_ref,debtor_ref,name,currency,balance\nA-1,D-1,Ana,RON,10\n")
    terminal = Terminal("import", "debts.csv")
    terminal.until("Judging promises")
    terminal.until("debts.csv: one line of portfolio")
    assert terminal.end() == 0
    assert re.search(r"\r +\r", terminal.seen)


def test_titles_are_bold_on_a_terminal_unless_plain(shell: Shell) -> None:
    shell.run("init")
    for arguments, bold in ((["today"], True), (["today", "--plain"], False)):
        terminal = Terminal(*arguments)
        terminal.until("No account is open")
        assert terminal.end() == 0
        assert ("\x1b[1m" in terminal.seen) is bold


# --- The app ---------------------------------------------------------------------------------------------


def test_without_a_command_the_app_opens_and_its_code_is_ours(shell: Shell, opened: Opened) -> None:
    seen = shell.run()
    assert (seen.code, seen.out) == (7, "")
    assert (
        seen.err == f"Made an empty book: {shell.here}/book.db. Bring debts in with: collector import FILE…\n"
    )
    assert shell.run("--plain", "--agent", "Ion").err == ""
    (first, how), (second, _) = opened.times
    assert (first.book, first.agent, how) == (
        str(shell.here / "book.db"),
        "Maria",
        {"demo": False, "first_ref": None},
    )
    assert (second.plain, second.agent) == (True, "Ion")


def test_for_a_program_the_app_stays_closed(shell: Shell, opened: Opened) -> None:
    shell.run("init")
    seen = shell.run("--json")
    assert (seen.code, seen.out, opened.times) == (0, "[]\n", [])


def test_a_file_that_is_no_book_is_not_taken_for_a_missing_one(shell: Shell, opened: Opened) -> None:
    path = shell.write("book.db", "my notes")
    seen = shell.run("today")
    assert seen.code == 4
    assert path.read_text(encoding="utf-8") == "my notes"


def test_open_names_the_account_to_the_app(shell: Shell, opened: Opened) -> None:
    shell.run("init")
    shell.write(
        "debts.csv", "account_ref,debtor_ref,name,currency,balance,phone\nA-1,D-1,Ana,RON,10,0721 000 111\n"
    )
    shell.run("import", "debts.csv")
    assert shell.run("open", "A-1").code == 7
    assert shell.run("open", "+40 721 000 111").code == 7
    assert [how["first_ref"] for _settings, how in opened.times] == ["A-1", "D-1"]
    missing = shell.run("open", "A-2")
    assert (missing.code, len(opened.times)) == (2, 2)


def test_a_number_that_nobody_has_pops_the_app_up_and_never_without_a_terminal(
    shell: Shell, opened: Opened
) -> None:
    shell.run("init")
    assert shell.run("open", "0040 721 000 111").code == 7
    assert [how["first_ref"] for _settings, how in opened.times] == ["0040 721 000 111"]
    assert shell.run("--json", "open", "0040 721 000 111").code == 2
    assert len(opened.times) == 1


# --- The demo --------------------------------------------------------------------------------------------


def invented(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any, str]]:
    """A sample that is made at once, and notes for whom: the real one has tests of its own."""
    from collector.desk.opening import Founding, found
    from collector.sample import book

    made = []

    def make_book(where: str, anchor: Any, lang: str = "en") -> None:
        found(where, Founding(lang=lang))
        made.append((where, anchor, lang))

    monkeypatch.setattr(book, "make_book", make_book)
    return made


def test_the_demo_touches_nothing_of_the_users(
    shell: Shell, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = invented(monkeypatch)
    mine = shell.write("book.db", "my notes")
    seen = shell.run("demo", "--lang", "ro", COLLECTOR_AS_OF="2026-03-02")
    [(settings, how)] = opened.times
    [(where, anchor, lang)] = made
    assert (seen.code, how["demo"], settings.book) == (7, True, where)
    assert (str(anchor), lang, settings.as_of) == ("2026-03-02", "ro", "2026-03-02T07:00:00+00:00")
    assert mine.read_text(encoding="utf-8") == "my notes"
    assert not Path(where).parent.exists(), "gone afterwards"


def test_the_demo_needs_no_settings_of_a_book(
    shell: Shell, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    invented(monkeypatch)
    assert shell.run("demo", COLLECTOR_BOOK="mysql://nowhere").code == 7


def test_the_demo_plays_on_the_last_working_day(
    shell: Shell, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    from collector import clock
    from tests.books import at

    made = invented(monkeypatch)
    monkeypatch.setattr(
        clock, "real_now", lambda: at("2026-12-01T23:00")
    )  # the national day, after a holiday
    shell.run("demo", COLLECTOR_AS_OF="")
    [(settings, _how)] = opened.times
    assert str(made[0][1]) == "2026-11-27"
    assert settings.as_of == at("2026-11-27T10:15").isoformat()


@pytest.mark.usefixtures("few_people")
def test_without_a_terminal_the_demo_prints_its_list(shell: Shell) -> None:
    seen = shell.run("demo", COLLECTOR_AS_OF="2026-11-23")
    assert (seen.code, seen.err) == (0, "")
    assert len(seen.out.splitlines()) > 60
    assert "Now\n" in seen.out
    assert not (shell.here / "book.db").exists()


def test_questions_are_for_people_only(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "someone_is_there", lambda: True)
    seen = shell.run("init", "--json")
    assert seen.code == 0
    assert seen.out.startswith('{"book": ')
