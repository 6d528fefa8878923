"""The one table of keys: complete, without clashes, safe in every terminal, and the person's to change."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from textual.widgets import Input

from collector import words
from collector.errors import UsageError
from collector.tui import keys
from collector.tui.app import CollectorApp
from collector.tui.keys import ACTIONS, PLACES, checked_keymap, clashes, key_table
from collector.tui.screens.account import AccountScreen
from collector.tui.screens.help import HelpScreen
from collector.tui.screens.today import FindLine, TodayScreen
from collector.tui.widgets.card import History
from collector.tui.widgets.choice import Choice
from collector.tui.widgets.form_panel import FormPanel
from collector.tui.widgets.line_list import LineList
from tests.tui.stage import press, screen_text, settings, the_app, type_text

FILE = Path("settings.toml")
BOUND = {
    CollectorApp: ("everywhere",),
    LineList: ("move",),
    History: ("move",),
    TodayScreen: ("today",),
    FindLine: ("find",),
    AccountScreen: ("card",),
    FormPanel: ("form", "plan"),
    Choice: ("choice",),
    HelpScreen: ("help", "move"),
}


def test_every_action_has_an_id_a_key_a_text_and_a_place() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    for action in ACTIONS:
        assert action.keys
        assert action.text
        assert action.where in PLACES


def test_every_place_is_bound_and_nothing_is_bound_elsewhere() -> None:
    for owner, places in BOUND.items():
        ids = [binding.id for binding in owner.BINDINGS]
        assert ids == [a.id for place in places for a in ACTIONS if a.where == place]
    assert {place for places in BOUND.values() for place in places} == set(PLACES)


def test_every_action_has_its_method() -> None:
    for owner, places in BOUND.items():
        for action in (a for a in ACTIONS if a.where in places):
            name = action.does.split("(")[0]
            screen = AccountScreen if action.where == "form" else TodayScreen
            holder = {"screen": screen, "app": CollectorApp}.get(name.split(".")[0], owner)
            method = getattr(holder, f"action_{name.split('.')[-1]}", None)
            assert inspect.isfunction(method), f"{owner.__name__} lacks {action.does}"


def test_no_key_stands_for_two_things_at_once_and_none_is_unsafe() -> None:
    assert clashes({}) == []
    assert not {key for action in ACTIONS for key in action.keys} & keys.UNSAFE
    assert not [key for action in ACTIONS for key in action.keys if key.startswith("alt+")]


def test_each_key_of_a_line_of_typing_is_no_letter() -> None:
    """While something is typed only F-keys, Enter, Esc and arrows act."""
    for action in ACTIONS:
        if action.where in ("find", "form", "plan"):
            assert not [key for key in action.keys if len(key) == 1]


def test_textuals_own_quit_and_palette_keys_do_nothing(book: str) -> None:
    app = CollectorApp(settings(book))
    bound = {binding.key for _key, binding in app._bindings}
    assert not {"ctrl+q", "ctrl+p"} & bound
    assert not app.ENABLE_COMMAND_PALETTE


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_table_speaks_the_language(language: str) -> None:
    words.use(language)
    lines = key_table()
    assert len(lines) == len(ACTIONS)
    assert all(line.text and line.keys and line.where for line in lines)
    english = [action.text for action in ACTIONS]
    assert ([line.text for line in lines] == english) is (language == "en")


def test_the_table_tells_the_keys_as_they_are_set() -> None:
    lines = {line.id: line for line in key_table({"undo": ("z",)})}
    assert lines["undo"].keys == ("z",)
    assert lines["promise"].keys == ("F2", "p")


async def test_a_key_of_the_settings_file_takes_the_place_of_ours(book: str) -> None:
    async with the_app(
        book, first_ref="A1-1", keys={"no_answer": ("z", "f9"), "find": ("?",), "help": ("f1",)}
    ) as pilot:
        await press(pilot, "a")
        assert "saved" not in screen_text(pilot.app)
        await press(pilot, "z")
        assert "saved: no answer" in screen_text(pilot.app)
        await press(pilot, "escape", "question_mark")
        assert isinstance(pilot.app.focused, Input)


@pytest.mark.parametrize(
    ("bound", "told"),
    [
        ({"undoo": ("u",)}, "'keys.undo'"),
        ({"undo": ("ctrl+s",)}, "keys.undo: ctrl+s does not arrive"),
        ({"undo": ("p",)}, "keys.promise and keys.undo"),
        ({"open": ("n",)}, "keys.open and keys.next"),
    ],
)
def test_what_cannot_be_bound_is_named(bound: dict[str, tuple[str, ...]], told: str) -> None:
    with pytest.raises(UsageError) as fault:
        checked_keymap(FILE, bound)
    assert told in fault.value.message
    assert "settings.toml" in fault.value.message


def test_a_theme_that_nobody_knows_is_named(book: str) -> None:
    with pytest.raises(UsageError, match="no theme 'purple'"):
        CollectorApp(settings(book, theme="purple"))


async def test_letters_are_typed_while_a_field_has_the_focus(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f4", "down", "down", "down", "down")
        await press(pilot, *"pau q?")
        assert pilot.app.focused.value == "pau q?"
        await type_text(pilot, "")


async def test_ctrl_c_says_how_to_leave_and_q_leaves(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "ctrl+c")
        assert "To leave the program: q in the list." in screen_text(pilot.app)
        await pilot.press("q")
        assert not pilot.app.is_running or pilot.app._exit


# --- Keys that arrive at once -----------------------------------------------------------------------------


async def test_a_promise_typed_in_one_burst_is_taken_letter_by_letter(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, *"jjjjj", "enter", "f2", *"300", "down", *"vineri", "enter")
        assert "saved: promise 300.00 Fri 27 Nov" in screen_text(pilot.app)


async def test_letters_after_the_find_key_are_no_commands(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "slash", *"nqion", "backspace", "backspace", "backspace")
        assert isinstance(pilot.app.screen, TodayScreen)
        assert pilot.app.screen.query_one("#find", Input).value == "nq"
        assert pilot.app.is_running


async def test_keys_go_on_when_the_widget_that_had_one_has_gone(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "enter", "f2", *"30", "escape", "escape", "j", "j", "enter", "f3")
        assert "Popa" in screen_text(pilot.app).splitlines()[0]
        assert "saved: no answer" in screen_text(pilot.app)
