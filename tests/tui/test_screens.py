"""What a person reads on each screen, held as text: both languages, 80×24 and 120×40, plain, too small.

After a change that is meant: `COLLECTOR_GOLDEN=write .venv/bin/pytest tests/tui/test_screens.py`, then read the
difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from collector.tui.app import CollectorApp
from collector.tui.glyphs import ASCII, FULL
from tests import books
from tests.tui.stage import GOLDEN, LARGE, SMALL, press, screen_text, the_app, type_text

LANGUAGES = ("en", "ro")
SIZES = {"80x24": SMALL, "120x40": LARGE}


def check(name: str, app: CollectorApp) -> None:
    """The screen is the golden one, letter by letter."""
    path, text = GOLDEN / f"{name}.txt", screen_text(app)
    if os.environ.get("COLLECTOR_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"see {path.name}"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGUAGES)
async def test_today_and_account(book: str, lang: str, size: str) -> None:
    async with the_app(book, SIZES[size], lang=lang) as pilot:
        check(f"today-{lang}-{size}", pilot.app)
        await press(pilot, "j", "j", "j", "j", "j", "enter")
        check(f"account-{lang}-{size}", pilot.app)


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_promise_form_says_the_deadline_while_it_is_typed(book: str, lang: str) -> None:
    async with the_app(book, lang=lang, first_ref="A1-1") as pilot:
        await press(pilot, "f2")
        await type_text(pilot, "300")
        await press(pilot, "down")
        await type_text(pilot, "27.11.")
        check(f"promise-{lang}", pilot.app)


async def test_every_form(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        for key, name in (
            ("f4", "call-back"),
            ("f5", "dispute"),
            ("f6", "hold"),
            ("f7", "ours"),
            ("f11", "paid"),
        ):
            await press(pilot, key)
            check(f"form-{name}-en", pilot.app)


async def test_finding(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "ștef")
        check("find-en", pilot.app)


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_help_tells_all_keys(book: str, lang: str) -> None:
    async with the_app(book, (80, 70), lang=lang) as pilot:
        await press(pilot, "question_mark")
        check(f"help-{lang}", pilot.app)


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_an_empty_book_says_how_to_fill_it(tmp_path: Path, lang: str) -> None:
    url = books.a_book(str(tmp_path / "empty.db"))
    async with the_app(url, lang=lang) as pilot:
        check(f"empty-{lang}", pilot.app)


async def test_plain_has_no_drawn_signs_of_ours(book: str) -> None:
    async with the_app(book, plain=True) as pilot:
        check("today-plain", pilot.app)
        await press(pilot, "j", "j", "j", "j", "j", "enter")
        check("account-plain", pilot.app)
        ours = {sign for sign, plain in zip(FULL, ASCII, strict=True) if not sign.isascii() and sign != plain}
        assert not ours & set(screen_text(pilot.app))
        assert pilot.app.no_color


async def test_a_screen_too_small_says_so_and_comes_back(book: str) -> None:
    async with the_app(book, (40, 10)) as pilot:
        assert "40×10" in screen_text(pilot.app)
        assert "60×15" in screen_text(pilot.app)
        await pilot.resize_terminal(80, 24)
        await press(pilot)
        assert "Marin Ștefan" in screen_text(pilot.app)


@pytest.mark.parametrize("theme", ["light", "ansi-dark", None])
async def test_a_theme_changes_no_letter(book: str, theme: str | None) -> None:
    async with the_app(book, theme=theme) as pilot:
        check("today-en-80x24", pilot.app)


async def test_nothing_essential_is_cut_at_eighty_cells(book: str) -> None:
    """Only names end in an ellipsis: no step, reason, sum or hour does."""
    async with the_app(book, lang="ro") as pilot:
        cut = [line for line in screen_text(pilot.app).splitlines() if "…" in line[19:]]
        assert not cut
