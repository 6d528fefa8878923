"""Finding anybody in the book: however it is typed, the last letters win, and those found stay to be walked."""

from __future__ import annotations

import threading

import pytest

from collector.desk import looking
from collector.tui.screens.finding import found_words
from collector.tui.screens.today import TodayScreen
from tests.tui.stage import line_with, press, screen_text, settled, the_app, type_text


def under_cursor(pilot) -> str:  # type: ignore[no-untyped-def]
    return line_with(pilot.app, "▸")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ştef", "Marin Ștefan"),
        ("0721 000", "Ionescu Ana-Maria"),
        ("V3", "Văcărescu Ion"),
        ("EL", "Dumitru Elena"),
    ],
)
async def test_found_however_it_is_typed(book: str, typed: str, found: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, typed)
        assert found[:11] in under_cursor(pilot)
        await press(pilot, "enter")
        assert found in screen_text(pilot.app).splitlines()[0]


async def test_esc_goes_back_to_the_list_and_the_place_in_it(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "j", "j", "slash", *"ana")
        assert "1 of 2 accounts found" in screen_text(pilot.app)
        await press(pilot, "down")
        assert "86" in under_cursor(pilot)
        assert "2 of 2 accounts found" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert "86" in under_cursor(pilot), "those found stay when the line is left"
        await press(pilot, "escape")
        assert "Popa" in under_cursor(pilot)
        assert "Later" in screen_text(pilot.app)


async def test_nobody_found_is_said(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "zzz")
        assert "Nobody found by “zzz”." in screen_text(pilot.app)
        await press(pilot, "escape")
        assert "Marin" in under_cursor(pilot), "there is nobody to walk: the day is back"
        assert "Nobody found by “zzz”." in screen_text(pilot.app)


async def test_of_fast_typing_the_last_letters_win(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first search is still under way when the second is asked: its late answer is not shown."""
    gate, find = threading.Event(), looking.find

    def slow_first(desk, text, *rest):  # type: ignore[no-untyped-def]
        if text == "io":
            gate.wait(10)
        return find(desk, text, *rest)

    monkeypatch.setattr(looking, "find", slow_first)
    async with the_app(book) as pilot:
        await press(pilot, "slash")
        field = pilot.app.screen.query_one("#find")
        field.value = "io"
        await pilot.pause()
        field.value = "toma"
        await pilot.pause()
        gate.set()
        await settled(pilot)
        assert "Toma" in under_cursor(pilot)


async def test_enter_in_the_same_breath_opens_who_was_typed(book: str) -> None:
    """Not who stood under the cursor before the search had answered."""
    async with the_app(book) as pilot:
        await press(pilot, "slash", *"toma", "enter", "f3")
        assert "Toma Vasile" in screen_text(pilot.app).splitlines()[0]
        assert "saved: no answer" in screen_text(pilot.app)


async def test_keys_after_next_are_for_the_next_one(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "n", "escape", "n", "f3", "escape", "n")
        assert "Popa" in screen_text(pilot.app).splitlines()[0]
        await press(pilot, "escape", "escape", "slash", *"dumitru", "enter")
        assert "no answer" in screen_text(pilot.app)


async def test_those_found_stay_to_be_walked_after_a_card(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "slash", *"ana", "enter")
        assert "1,240.00" in screen_text(pilot.app) or "740.00" in screen_text(pilot.app)
        await press(pilot, "escape", "escape")
        assert "Found by “ana” in the whole book" in screen_text(pilot.app)
        await press(pilot, "full_stop")
        assert "2 of 2 accounts found" in screen_text(pilot.app)
        assert "86" in under_cursor(pilot)
        await press(pilot, "full_stop")
        assert "From the top again: 1 of 2 accounts found" in screen_text(pilot.app)
        await press(pilot, "comma")
        assert "From the bottom again: 2 of 2 accounts found" in screen_text(pilot.app)
        await press(pilot, "comma")
        assert "\n1 of 2 accounts found" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert "Marin" in under_cursor(pilot)
        assert "found" not in screen_text(pilot.app)


async def test_the_line_opened_again_can_be_typed_over(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "slash", *"ana", "escape", "slash", *"toma", "escape")
        assert "Found by “toma”" in screen_text(pilot.app)
        assert "Toma" in under_cursor(pilot)


async def test_tab_and_the_mouse_leave_the_line_as_esc_does(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "slash", *"ana", "tab")
        assert "Found by “ana”" in screen_text(pilot.app)
        await press(pilot, "slash")
        await pilot.click("#list", offset=(5, 1))
        await press(pilot, "r")
        assert "2 of 2 accounts found" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert "Marin" in under_cursor(pilot)
        assert not pilot.app.screen.has_class("-finding")


def test_of_very_many_found_it_is_said_that_there_may_be_more() -> None:
    assert found_words("a", 4, 199) == "5 of 199 accounts found"
    assert found_words("a", 0, 230).startswith("1 of the first 230 accounts found; more letters")


async def test_without_anybody_found_there_is_no_next_one(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "full_stop")
        assert "Nobody is looked for: / finds." in screen_text(pilot.app)
        assert "Marin" in under_cursor(pilot)


async def test_an_empty_line_leaves_the_day_as_it_is(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "slash", "space", "space")
        assert "Marin" in under_cursor(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, TodayScreen)
        await press(pilot, "j", "slash", *"toma", *["backspace"] * 4)
        assert "Dumitru" in under_cursor(pilot)


@pytest.mark.parametrize("typed", ["%", "_", '"', "'; DROP", "*", "x" * 200, "👩‍👩‍👧", "سارة"])
async def test_whatever_is_typed_is_looked_for_as_it_is(book: str, typed: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, typed)
        assert "Nobody found by" in screen_text(pilot.app)
        await press(pilot, "enter", "escape")
        assert "Marin" in under_cursor(pilot)


async def test_what_is_found_is_read_anew_after_a_call(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "slash", *"dumitru", "enter", "f12", "f2", *"100", "down", *"27.11.", "enter")
        assert "saved: promise 100.00" in screen_text(pilot.app)
        await press(pilot, "escape", "escape")
        assert "Found by “dumitru”" in screen_text(pilot.app)
        assert "Dumitru" in under_cursor(pilot)
