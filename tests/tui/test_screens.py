"""What a person reads on each screen and in each state, held as text: both languages, 80×24 and 120×40, without
colour in plain letters. A theme changes no letter.

After a change that is meant: `COLLECTOR_GOLDEN=write .venv/bin/pytest tests/tui/test_screens.py`, then read the
difference. Texts that no walk shows any more are deleted by hand; a test names them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual.pilot import Pilot

from collector.tui.app import CollectorApp
from tests import books
from tests.tui.stage import GOLDEN, LARGE, SMALL, press, screen_text, settled, the_app


class Step(NamedTuple):
    """A screen or state: its name and the keys that lead to it from the one before."""

    name: str
    keys: tuple[str, ...] = ()


class Walk(NamedTuple):
    """Steps one after another in one app: on the day's book, on an empty one, or on none."""

    book: str
    ref: str | None
    steps: tuple[Step, ...]


FORMS = (("call-back", "f4"), ("dispute", "f5"), ("hold", "f6"), ("ours", "f7"), ("paid", "f11"))
WALKS = {
    "list": Walk(
        "day",
        None,
        (
            Step("today"),
            Step("today-end", ("end",)),
            Step("find", ("home", "slash", *"ștef")),
            Step("find-nobody", tuple("qq")),
            Step("filter", ("escape", "escape", "f")),
            Step("today-filtered", ("end", "enter")),
            Step("palette", ("escape", "colon")),
            Step("palette-found", tuple("ion")),
            Step("palette-nothing", tuple("qqq")),
            Step("help", ("escape", "question_mark")),
            Step("help-end", ("end",)),
            Step("team", ("escape", "t")),
            Step("team-promises", ("enter",)),
        ),
    ),
    "account": Walk(
        "day",
        "A1-1",
        (
            Step("account"),
            Step("line-typed", tuple("cl zice 300 vn")),
            Step("account-keys", ("escape",)),
            Step("help-account", ("question_mark",)),
            Step("help-line", ("escape", "i", "f1")),
            Step("palette-line", ("escape", "f10")),
            Step("promise", ("escape", "f2", *"300", "down", *"27.11.")),
            Step("plan", ("f2", *"440", "down", *"15.12.")),
            *(Step(f"form-{name}", ("escape", key)) for name, key in FORMS),
            Step("form-hold-missing", ("escape", "f6", "enter")),
            Step("saved", ("escape", "f11", "enter")),
            Step("other-account", ("escape", "right_square_bracket")),
            Step("no-answer", ("f3",)),
            Step("undone", ("f12",)),
        ),
    ),
    "empty": Walk("empty", None, (Step("empty"), Step("empty-help", ("question_mark",)))),
    "missing": Walk("missing", None, (Step("missing"),)),
}
LANGUAGES = ("en", "ro")
SIZES = {"80x24": SMALL, "120x40": LARGE}


def book_of(walk: Walk, day: str) -> str:
    """The book of a walk; none where it is missing. Its name is the same on every machine."""
    if walk.book == "day":
        return day
    return books.a_book("empty.db") if walk.book == "empty" else "none.db"


async def walked(walk: Walk, url: str, size: tuple[int, int] = SMALL, **changed: Any) -> dict[str, str]:
    """What each step of a walk shows."""
    found = {}
    async with the_app(url, size, first_ref=walk.ref, **changed) as pilot:
        for step in walk.steps:
            await press(pilot, *step.keys)
            found[step.name] = await at_rest(pilot)
    return found


async def at_rest(pilot: Pilot[None]) -> str:
    """The screen once nothing on it moves: what was closed is taken away a moment later."""
    while True:
        text = screen_text(pilot.app)
        await settled(pilot)
        if screen_text(pilot.app) == text:
            return text


def check(place: str, found: dict[str, str]) -> None:
    """The screens are the golden ones, letter by letter."""
    folder = GOLDEN / place
    if os.environ.get("COLLECTOR_GOLDEN") == "write":
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in found.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    golden = {name: read(folder / f"{name}.txt") for name in found}
    assert found == golden, f"see {place}: {', '.join(name for name in found if found[name] != golden[name])}"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", WALKS)
async def test_every_screen(
    book: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, lang: str, size: str
) -> None:
    monkeypatch.chdir(tmp_path)
    walk = WALKS[name]
    found = await walked(walk, book_of(walk, book), SIZES[size], lang=lang)
    check(f"{lang}-{size}", found)


@pytest.mark.parametrize("name", WALKS)
async def test_every_screen_in_plain_letters(
    book: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    walk = WALKS[name]
    found = await walked(walk, book_of(walk, book), plain=True)
    check("plain", found)
    assert not [step for step, text in found.items() if set("▸─·…–‹›→✓✗↷↵↓↑←█▓░│▁▄") & set(text)]


@pytest.mark.parametrize("theme", ["light", "ansi", "ansi-light", "nord"])
async def test_a_theme_changes_no_letter(book: str, theme: str) -> None:
    check("en-80x24", await walked(Walk("day", None, WALKS["list"].steps[:4]), book, theme=theme))


def test_no_text_is_kept_of_a_screen_that_is_not_there() -> None:
    names = {step.name for walk in WALKS.values() for step in walk.steps}
    for place in (*(f"{lang}-{size}" for lang in LANGUAGES for size in SIZES), "plain"):
        assert {path.stem for path in (GOLDEN / place).glob("*.txt")} == names, place


async def test_a_screen_too_small_says_so_and_comes_back(book: str) -> None:
    async with the_app(book, (40, 10)) as pilot:
        assert "40×10" in screen_text(pilot.app)
        assert "60×15" in screen_text(pilot.app)
        await pilot.resize_terminal(80, 24)
        await press(pilot)
        assert "Marin Ștefan" in screen_text(pilot.app)


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_nothing_essential_is_cut_at_eighty_cells(book: str, lang: str) -> None:
    """Only names end in an ellipsis: no step, reason, sum or hour does."""
    async with the_app(book, lang=lang) as pilot:
        assert not cut_lines(pilot.app, "…", 29)


def cut_lines(app: CollectorApp, cut: str, after: int) -> list[str]:
    return [line for line in screen_text(app).splitlines() if cut in line[after:]]
