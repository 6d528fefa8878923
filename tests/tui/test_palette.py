"""The palette and the page of keys: everything by its name, and back as it was."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from collector import words
from collector.errors import BookError
from collector.tui import jobs
from collector.tui.app import CollectorApp
from collector.tui.goals import names_of
from collector.tui.keys import ACTIONS, BY_ID
from collector.tui.matching import INSIDE, SCATTERED, START, how_well
from collector.tui.reach import in_reach
from collector.tui.saved_filters import Saved, SavedFilters
from collector.tui.screens.account import AccountScreen
from collector.tui.screens.help import HelpScreen, help_lines, laid_out
from collector.tui.screens.palette import PaletteScreen
from collector.tui.screens.today import TodayScreen
from collector.tui.views import Filter
from collector.tui.widgets.form_panel import FormPanel
from tests.tui.stage import line_with, press, screen_text, the_app, type_text


def told(pilot: Pilot[None]) -> list[str]:
    """What the lines of the palette say."""
    assert isinstance(pilot.app.screen, PaletteScreen)
    return [entry.text for entry in pilot.app.screen.lines.items]


def reached(app: CollectorApp) -> dict[str, tuple[str, ...]]:
    return {reach.action.id: reach.keys for reach in in_reach(app.screen, app.keymap)}


# --- Words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "names", "fit"),
    [
        ("promise", ("Take a promise or a plan",), START),
        ("pro pl", ("Take a promise or a plan",), START),
        ("PROMIS", ("Ia o promisiune",), START),
        ("gaseste", ("Găsește după nume",), START),
        ("misi", ("Ia o promisiune",), INSIDE),
        ("prms", ("Take a promise",), SCATTERED),
        ("call_back", ("Cheamă înapoi", "call_back"), START),
        ("ak", ("Take a promise",), None),
        ("promise dispute", ("Take a promise", "Open a dispute"), None),
        ("xyz", ("Take a promise",), None),
    ],
)
def test_a_few_letters_of_each_word_are_enough(asked: str, names: tuple[str, ...], fit: int | None) -> None:
    found = how_well(asked, names)
    assert (found[0] if found else None) == fit


def test_an_important_name_goes_before_a_further_one() -> None:
    assert how_well("hold", ("Put a hold", "x")) < how_well("hold", ("x", "Put a hold"))


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_action_is_found_by_its_words_its_id_and_the_other_languages_words(language: str) -> None:
    words.use(language)
    for action in ACTIONS:
        names = names_of(action)
        for asked in (words.gettext(action.text), action.id, action.text):
            assert how_well(asked, names) is not None, (action.id, asked)


# --- What is there ----------------------------------------------------------------------------------------


async def test_it_lists_what_works_here_with_its_keys_and_the_screens(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "escape")
        here = reached(pilot.app)
        await press(pilot, "colon")
        lines = told(pilot)
        assert {BY_ID[action].text for action in here if action != "palette"} < set(lines)
        assert "Today" in lines
        assert line_with(pilot.app, BY_ID["dispute"].text).endswith("F5 t")
        assert "palette" not in [entry.names[2] for entry in pilot.app.screen.lines.items]


async def test_where_letters_are_typed_only_keys_that_write_nothing_are_told(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f4")
        here = reached(pilot.app)
        assert here["dispute"] == ("f5",)
        assert here["next_field"] == ("down",)
        assert here["end"] == (), "a letter alone: by name only"
        assert here["palette"] == ("f10",)
        assert here["help"] == ("f1",)


async def test_a_key_of_the_settings_is_told_as_it_stands(book: str) -> None:
    async with the_app(book, keys={"find": ("z",), "palette": ("ctrl+t",)}) as pilot:
        await press(pilot, "ctrl+t")
        assert line_with(pilot.app, BY_ID["find"].text).endswith(" z")
        await press(pilot, "escape", "question_mark")
        assert line_with(pilot.app, BY_ID["find"].text).split()[0] == "z"
        assert line_with(pilot.app, BY_ID["palette"].text).split()[0] == "Ctrl+t"


# --- Going there ------------------------------------------------------------------------------------------


async def test_what_is_chosen_does_what_its_key_does(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f10", *"dispute", "enter")
        assert isinstance(pilot.app.screen, AccountScreen)
        assert pilot.app.screen.form is not None
        assert pilot.app.screen.form.form.id == "dispute"
        await press(pilot, "escape", "f10", *"no answer", "enter")
        assert "saved: no answer" in screen_text(pilot.app)


async def test_back_to_the_form_with_what_was_typed(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2", *"300", "down", *"fri")
        field = pilot.app.focused
        await press(pilot, "f10", *"hold", "escape")
        assert pilot.app.focused is field
        assert isinstance(field, Input)
        assert field.value == "fri"
        await press(pilot, "f1", "escape", *"day")
        assert field.value == "friday"
        await press(pilot, "f10", "f10", "enter")
        assert "saved: promise 300.00 Fri 27 Nov" in screen_text(pilot.app)


async def test_what_a_form_can_do_is_done_by_name(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2", *"300", "f10", *"one more", "enter")
        assert pilot.app.screen.query_one(FormPanel).values().keys() >= {"amount.0", "amount.1"}
        assert pilot.app.focused.id == "amount-1"


@pytest.mark.parametrize("asked", ["vacarescu", "0733 555 666", "V3-1"])
async def test_a_debtor_is_found_by_name_phone_and_reference(book: str, asked: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "colon")
        await type_text(pilot, asked)
        assert "Văcărescu Ion" in told(pilot)[0]
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AccountScreen)
        assert "Văcărescu Ion" in screen_text(pilot.app).splitlines()[0]


async def test_enter_right_after_the_last_letter_waits_for_the_book(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "colon", *"vacaresc", "enter", "escape", "f5")
        assert "Văcărescu Ion" in screen_text(pilot.app).splitlines()[0]
        assert pilot.app.screen.form.form.id == "dispute"


async def test_another_card_takes_the_place_of_the_one_that_is_open(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        depth = len(pilot.app.screen_stack)
        await press(pilot, "f10", *"vacaresc", "enter")
        assert "Văcărescu Ion" in screen_text(pilot.app).splitlines()[0]
        assert len(pilot.app.screen_stack) == depth


async def test_back_to_the_days_list_from_a_card(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f10", *"today", "enter")
        assert isinstance(pilot.app.screen, TodayScreen)


async def test_what_only_the_list_can_do_is_done_from_a_card_by_name(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f10", *"find by", "enter", *"smith")
        assert isinstance(pilot.app.screen, TodayScreen)
        assert "Smith Jane" in screen_text(pilot.app)
        await press(pilot, "enter", "f10", *"team", "enter")
        assert "Kept rates" in screen_text(pilot.app)


async def test_a_saved_filter_is_found_by_its_name(book: str, tmp_path: Path) -> None:
    state = str(tmp_path / "state")
    SavedFilters(state, book).put(Saved("Only the risky", Filter(band="D")))
    async with the_app(book, first_ref="A1-1", state=state) as pilot:
        await press(pilot, "f10", *"risky", "enter")
        assert isinstance(pilot.app.screen, TodayScreen)
        assert "Only the risky" in screen_text(pilot.app)
        assert pilot.app.screen.chosen == Filter(band="D")


async def test_the_last_letters_win_over_a_slow_book(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, gate, find = threading.Event(), threading.Event(), jobs.find

    def slow(desk: Any, text: str) -> Any:
        if text == "popa":
            asked.set()
            gate.wait(5)
        return find(desk, text)

    monkeypatch.setattr(jobs, "find", slow)
    async with the_app(book) as pilot:
        await press(pilot, "colon")
        field = pilot.app.focused
        field.value = "popa"
        await pilot.pause()
        field.value = "smith"
        await pilot.pause()
        gate.set()
        await press(pilot)
        assert asked.is_set()
        assert ["Smith" in text for text in told(pilot)] == [True]


async def test_a_book_that_cannot_be_asked_says_so_and_actions_still_work(
    book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_desk: Any, _text: str) -> Any:
        raise BookError("locked", "book.db")

    monkeypatch.setattr(jobs, "find", gone)
    async with the_app(book) as pilot:
        await press(pilot, "colon", *"keys do")
        assert "book.db" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, HelpScreen)


async def test_nothing_found_is_said(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "colon")
        await type_text(pilot, "qqqq")
        assert "Nothing found by “qqqq”." in screen_text(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PaletteScreen)


async def test_the_mouse_works_in_it(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "colon", *"find by")
        await pilot.click("PaletteList", offset=(5, 1))
        await press(pilot)
        assert isinstance(pilot.app.focused, Input)
        assert pilot.app.focused.id == "find"


# --- The page of keys -------------------------------------------------------------------------------------


async def test_help_tells_first_what_works_here_then_the_rest(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f4")
        app = pilot.app
        lines = help_lines(in_reach(app.screen, app.keymap), app.keymap)
        first = [line for line in lines if line.reach is not None]
        assert lines[: len(first)] == first
        assert {line.heading for line in first} == {"What works here"}
        assert {line.text for line in lines} == {action.text for action in ACTIONS}
        assert len(lines) == len(ACTIONS)


async def test_enter_on_a_line_of_help_does_it_or_says_where_it_works(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "escape", "question_mark", "end", "enter")
        assert "does not work where you were" in screen_text(pilot.app)
        page = pilot.app.screen.lines
        page.move_to([line.text for line in page.items].index(BY_ID["dispute"].text))
        await press(pilot, "enter")
        assert pilot.app.screen.form.form.id == "dispute"


async def test_what_goes_on_in_help_stands_under_its_beginning(book: str) -> None:
    async with the_app(book, lang="ro") as pilot:
        lines = help_lines(in_reach(pilot.app.screen, pilot.app.keymap), pilot.app.keymap)
        for width in (40, 60, 80, 120):
            assert all(len(line.text) <= width - 17 for line in laid_out(lines, width))
            assert " ".join(line.text for line in laid_out(lines, width) if line.text) == " ".join(
                line.text for line in lines
            )
