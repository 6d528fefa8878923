"""Sessions at the command line, as typed and seen, from text files beside this one.

    # a remark
    @ process                         each command of this session is a process of its own
    | debts.csv                       a file; its lines follow, up to an empty line
    $ collector init                  a command; `NAME=value` before it sets the environment for it alone
    Made the book {here}/book.db      what it prints; {here} is the folder, [..] any text, a line [...] any lines
    2> a complaint                    what it prints on standard error, in order
    = 3                               its exit code, when it is not 0

Unless a session says otherwise the book is `book.db` in an empty folder, it is Monday, 23 November 2026, 10:15
in Bucharest, and Maria is at the desk, in English.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from collector.__main__ import main

FOLDER = Path(__file__).parent
NOW = "2026-11-23T10:15"


class Step(NamedTuple):
    """A command with what it must print, or a file to be written (`command` empty)."""

    line: int
    command: str
    file: str = ""
    out: tuple[str, ...] = ()
    err: tuple[str, ...] = ()
    code: int = 0


class Seen(NamedTuple):
    out: str
    err: str
    code: int


# --- Reading a session -----------------------------------------------------------------------------------


def steps(text: str) -> Iterator[Step]:
    """The steps of a session in their order."""
    step: Step | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("$ ", "| ")):
            if step:
                yield step
            is_command = line.startswith("$ ")
            step = Step(number, line[2:] if is_command else "", "" if is_command else line[2:])
        elif step and not line.startswith(("# ", "@ ")):
            step = grown(step, line)
    if step:
        yield step


def grown(step: Step, line: str) -> Step:
    if step.command and line.startswith("2> "):
        return step._replace(err=(*step.err, line[3:]))
    if step.command and re.fullmatch(r"= \d+", line):
        return step._replace(code=int(line[2:]))
    return step._replace(out=(*step.out, line))


# --- Running it ------------------------------------------------------------------------------------------


class Shell:
    """A folder with a book in it, and somebody who types."""

    def __init__(
        self, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.here, self.monkeypatch, self.capsys = here, monkeypatch, capsys
        here.mkdir(exist_ok=True)
        monkeypatch.chdir(here)
        self.said("COLLECTOR_BOOK", str(here / "book.db"))
        self.said("COLLECTOR_AS_OF", NOW)
        self.said("COLLECTOR_AGENT", "Maria")
        self.said("COLUMNS", "80")

    def said(self, name: str, value: str) -> None:
        self.monkeypatch.setenv(name, value)

    def write(self, name: str, text: str) -> Path:
        path = self.here / name
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *arguments: str, **environment: str) -> Seen:
        """Run one command in this process."""
        self.capsys.readouterr()
        with self.monkeypatch.context() as now:
            for name, value in environment.items():
                now.setenv(name, value)
            code = main(arguments)
        seen = self.capsys.readouterr()
        return Seen(seen.out, seen.err, code)

    def asks_in_turn(self, command: str, line: dict[str, Any]) -> None:
        """Each answer to a line of JSON comes before the next line is given, and the end is a good one."""
        words = [sys.executable, "-m", "collector", command]
        with subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        ) as running:
            assert running.stdin
            assert running.stdout
            giving_up = threading.Timer(30, running.kill)
            giving_up.start()
            for number in range(3):
                running.stdin.write(json.dumps(line | {"id": number}) + "\n")
                running.stdin.flush()
                assert json.loads(running.stdout.readline())["id"] == number
            running.stdin.close()
            assert running.wait() == 0
            giving_up.cancel()

    def process(self, *arguments: str, **environment: str) -> Seen:
        """Run one command as a process of its own."""
        command = [sys.executable, "-m", "collector", *arguments]
        done = subprocess.run(
            command,
            env={**os.environ, **environment},
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )
        return Seen(done.stdout, done.stderr, done.returncode)

    def typed(self, command: str, *, as_process: bool = False) -> Seen:
        """Run a command as it stands in a session."""
        words = shlex.split(command.replace("{here}", str(self.here)))
        environment: dict[str, str] = {}
        while "=" in words[0]:
            name, value = words.pop(0).split("=", 1)
            environment[name] = value
        assert words.pop(0) == "collector"
        return (self.process if as_process else self.run)(*words, **environment)


def play(path: Path, shell: Shell) -> None:
    """Run a whole session; the first step that is not as written fails, with what was seen."""
    text = path.read_text(encoding="utf-8")
    as_process = "@ process" in text.splitlines()
    for step in steps(text):
        if step.file:
            shell.write(step.file, "\n".join(without_end(step.out)) + "\n")
            continue
        seen = shell.typed(step.command, as_process=as_process)
        where = f"{path.name}:{step.line}: $ {step.command}"
        wanted = {"here": str(shell.here)}
        assert seen.code == step.code, f"{where}\nended with {seen.code}\n{seen.err}{seen.out}"
        compare(f"{where}, on standard error", step.err, seen.err, wanted)
        compare(where, without_end(step.out), seen.out, wanted)


def without_end(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines without the empty ones that only part a step from the next."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def compare(where: str, expected: tuple[str, ...], seen: str, known: Mapping[str, str]) -> None:
    said = "".join(f"{line}\n" for line in without_end(tuple(seen.splitlines())))
    pattern = "".join(pattern_of(line, known) for line in expected)
    assert re.fullmatch(pattern, said), f"{where}\n--- seen\n{seen}--- wanted\n" + "\n".join(expected)


def pattern_of(line: str, known: Mapping[str, str]) -> str:
    """A regular expression for one expected line and its end, or for any lines."""
    if line == "[...]":
        return "(.*\n)*?"
    for name, value in known.items():
        line = line.replace(f"{{{name}}}", value)
    return re.escape(line).replace(re.escape("[..]"), ".*") + "\n"
