"""Walking through the tutorial as a reader does: commands are run, keys are pressed, what is seen is compared.

A `console` block has commands after `$ ` with what they print; a `…` stands for anything in a line, alone in a
line for any lines, and blanks are compared as one blank: columns may be wider elsewhere. A block `csv NAME` is a file to save. An `app` block has keys, in quotes what is typed, remarks
after two blanks, after `> ` what the status line says then, and after `| ` what stands somewhere on the screen. The
first of several blocks that follow each other without commands between has the command that opens the app.
"""

from __future__ import annotations

import asyncio
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Key
from textual.keys import _character_to_key as key_of
from textual.widgets import Static

from collector.__main__ import main
from collector.cli.parser import read
from collector.config import settle
from collector.tui.app import CollectorApp
from tests.docs.markdown import Block
from tests.tui.stage import screen_text, settled

KEYS = {"Enter": "enter", "Esc": "escape", "Tab": "tab", "↓": "down", "↑": "up", "→": "right", "←": "left"}


class Reader:
    """Somebody who follows the tutorial, in a folder of their own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def follow(self, blocks: list[Block]) -> None:
        """Do all that the blocks say, in their order."""
        waiting: list[str] = []
        for block in blocks:
            if block.info == "app":
                waiting += block.text.splitlines()
                continue
            self.use_app(waiting)
            waiting = []
            if block.info == "console":
                self.type(block)
            elif block.info.startswith("csv "):
                Path(block.info.split()[1]).write_text(block.text, encoding="utf-8")
        self.use_app(waiting)

    # The command line

    def type(self, block: Block) -> None:
        for command, expected in sessions(block.text):
            if command.startswith("export "):
                name, value = command.removeprefix("export ").split("=", 1)
                self.monkeypatch.setenv(name, value)
                continue
            seen = self.run(command)
            assert re.fullmatch(pattern_of(expected), narrow(seen)), f"line {block.line}: $ {command}\n{seen}"

    def run(self, command: str) -> str:
        program, *words = shlex.split(command)
        assert program == "collector"
        self.capsys.readouterr()
        code = main([file for word in words for file in sorted(map(str, Path().glob(word))) or [word]])
        seen = self.capsys.readouterr()
        assert code == 0, f"$ {command}\n{seen.err}"
        return "\n".join(line.rstrip() for line in seen.out.splitlines())

    # The app

    def use_app(self, lines: list[str]) -> None:
        if lines:
            command, *keys = lines
            words = shlex.split(command.removeprefix("$ "))
            asyncio.run(pressed(CollectorApp(settle(read(words[1:]).flags)), keys))


def sessions(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command with the lines that it prints."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *lines = part.rstrip("\n").split("\n")
        yield command, lines


def pattern_of(lines: list[str]) -> str:
    """What the lines match; a `…` alone in its line stands for any lines."""
    if not lines:
        return ""
    parts = [
        "(.*\n)*?" if line == "…" else re.escape(narrow(line)).replace("…", ".*") + "\n" for line in lines
    ]
    whole = "".join(parts)
    return whole.removesuffix("(.*\n)*?") + "(.*\n?)*" if lines[-1] == "…" else whole.removesuffix("\n")


def narrow(text: str) -> str:
    """The text with single blanks."""
    return re.sub(r" +", " ", text)


async def pressed(app: CollectorApp, lines: list[str]) -> None:
    """Open the app, press the keys, compare what it says."""
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            await settled(pilot)
            for line in lines:
                if line.startswith("> "):
                    said = str(app.screen.query_one("#status", Static).render())
                    assert one_line(said) == one_line(line[2:]), said
                    continue
                if line.startswith("| "):
                    seen = screen_text(app)
                    assert one_line(line[2:]) in one_line(seen), f"{line}\n{seen}"
                    continue
                for key in keys_of(line):
                    app.post_message(key)
                    await settled(pilot)
        assert app.return_code == 0
    finally:
        app.door.close()


def one_line(text: str) -> str:
    """The text as one line with single blanks: what is long goes on in the next one."""
    return " ".join(text.split())


def keys_of(line: str) -> Iterator[Key]:
    """The keys of a line: `F2`, `Enter`, `/`, `fri`, `"brandusa sarbu"`."""
    for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', re.split(r"\s{2,}", line)[0]):
        if plain in KEYS:
            yield Key(KEYS[plain], None)
        elif re.fullmatch(r"F\d+", plain):
            yield Key(plain.lower(), None)
        else:
            yield from (Key(key_of(each), each) for each in quoted or plain)
