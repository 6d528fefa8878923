"""The one table of keys: complete, without clashes, safe in every terminal, and the person's to change."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
from textual.actions import parse
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input

from collector import tui, words
from collector.errors import UsageError
from collector.tui import keyorder, keys
from collector.tui.app import CollectorApp
from collector.tui.keymap import checked_keymap, clashes, is_typed, key_table
from collector.tui.keys import ACTIONS, BY_ID, PLACES
from collector.tui.screens.today import TodayScreen
from collector.tui.widgets.form_panel import FormPanel
from collector.tui.widgets.key_bar import GAP, KeyBar
from tests.tui.stage import LARGE, press, screen_text, settings, the_app, type_text

FILE = Path("settings.toml")


def classes() -> list[type[object]]:
    """Every class of the app."""
    modules = [
        importlib.import_module(found.name) for found in pkgutil.walk_packages(tui.__path__, "collector.tui.")
    ]
    return [
        kind
        for module in modules
        for kind in vars(module).values()
        if inspect.isclass(kind) and kind.__module__ == module.__name__
    ]


def owners() -> list[type[DOMNode]]:
    """Those that bind keys of their own."""
    return [kind for kind in classes() if issubclass(kind, DOMNode) and "BINDINGS" in vars(kind)]


def test_every_action_has_an_id_a_key_a_text_and_a_place() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    for action in ACTIONS:
        assert action.keys
        assert action.text
        assert action.where in PLACES


def test_every_action_is_bound_and_nothing_is_bound_beside_the_table() -> None:
    bound = [binding for owner in owners() for binding in owner.BINDINGS]
    assert {binding.id for binding in bound} == set(BY_ID)
    for binding in bound:
        action = BY_ID[binding.id]
        assert (binding.key, binding.action, binding.description) == (
            ",".join(action.keys),
            action.does,
            action.text,
        )


def test_every_action_has_its_method() -> None:
    screens = [kind for kind in classes() if issubclass(kind, Screen)]
    for owner in owners():
        for binding in owner.BINDINGS:
            place, name, _parameters = parse(binding.action)
            holders = {"app": [CollectorApp], "screen": screens}
            found = [getattr(kind, f"action_{name}", None) for kind in holders.get(place, [owner])]
            assert any(map(inspect.isfunction, found)), f"{owner.__name__} lacks {binding.action}"


def test_no_key_stands_for_two_things_at_once_and_none_is_unsafe() -> None:
    assert clashes({}) == []
    assert not {key for action in ACTIONS for key in action.keys} & keys.UNSAFE
    assert not [key for action in ACTIONS for key in action.keys if key.startswith("alt+")]


def test_each_key_of_a_line_of_typing_is_no_letter() -> None:
    """While something is typed only F-keys, Enter, Esc and arrows act."""
    for action in ACTIONS:
        if action.where in keys.WHERE_TYPED:
            assert not [key for key in action.keys if is_typed(key)]


def test_every_place_where_something_is_typed_is_known_as_such() -> None:
    """A letter bound there could never be pressed."""
    typed = {
        BY_ID[binding.id].where
        for owner in owners()
        if issubclass(owner, Input)
        for binding in owner.BINDINGS
    }
    assert typed <= keys.WHERE_TYPED
    assert {place for places in keys.TYPED for place in places} - {"everywhere"} == keys.WHERE_TYPED


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
        book, LARGE, first_ref="A1-1", keys={"no_answer": ("z", "ctrl+t"), "find": ("?",), "help": ("f1",)}
    ) as pilot:
        assert "Ctrl+t no answer" in screen_text(pilot.app)
        await press(pilot, "escape", "a")
        assert "saved" not in screen_text(pilot.app)
        assert "z no answer" in screen_text(pilot.app)
        await press(pilot, "z")
        assert "saved: no answer" in screen_text(pilot.app)
        await press(pilot, "escape", "escape", "question_mark")
        assert isinstance(pilot.app.focused, Input)


@pytest.mark.parametrize(
    ("bound", "told"),
    [
        ({"undoo": ("u",)}, "no setting 'keys.undoo'. Did you mean 'keys.undo'?"),
        ({"save": ("z",)}, "keys.save: z is written as a letter there"),
        ({"find_leave": ("f10",)}, "keys.palette and keys.find_leave"),
        ({"undo": ("ctrl+s",)}, "keys.undo: ctrl+s does not arrive"),
        ({"undo": ("alt+u",)}, "keys.undo: alt+u does not arrive"),
        ({"undo": ("banana",)}, "keys.undo: there is no key banana. Expected one as x, f9"),
        ({"undo": ("ctl+t",)}, "keys.undo: there is no key ctl+t"),
        ({"undo": ("p",)}, "the key p stands for both keys.promise and keys.undo. Change one of them"),
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


async def test_a_key_that_needs_long_is_waited_for(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a busy machine: what follows is meant for the field that it leads to."""
    monkeypatch.setattr(keyorder, "PATIENCE_SECONDS", 0.0)
    slow = FormPanel.action_next_field

    async def next_field(panel: FormPanel) -> None:
        for _turn in range(50):  # the interface is busy with other things meanwhile
            await asyncio.sleep(0)
        slow(panel)

    monkeypatch.setattr(FormPanel, "action_next_field", next_field)
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2", *"300", "down", *"vineri", "enter")
        assert "saved: promise 300.00 Fri 27 Nov" in screen_text(pilot.app)


async def test_letters_after_the_find_key_are_no_commands(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "slash", *"nqion", "backspace", "backspace", "backspace")
        assert isinstance(pilot.app.screen, TodayScreen)
        assert pilot.app.screen.query_one("#find", Input).value == "nq"
        assert pilot.app.is_running


async def test_keys_go_on_when_the_widget_that_had_one_has_gone(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "enter", "f2", *"30", "escape", "escape", "escape", "j", "j", "enter", "f3")
        assert "Popa" in screen_text(pilot.app).splitlines()[0]
        assert "saved: no answer" in screen_text(pilot.app)


# --- The key bar ------------------------------------------------------------------------------------------

PLACES_SHOWN = [
    ("today",),
    ("find",),
    ("card",),
    ("line", "card"),
    ("keys", "card"),
    ("form", "plan"),
    ("palette",),
]


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("typing", [False, True])
def test_the_key_bar_never_cuts_a_word(language: str, ascii_only: bool, typing: bool) -> None:
    words.use(language)
    for places in PLACES_SHOWN:
        bar = KeyBar((*places, "everywhere"), {}, ascii_only=ascii_only)
        bar._typing = typing
        whole = bar.fitting(1000).plain.split(GAP)
        for width in (0, 1, 5, 17, 40, 60, 80, 120):
            shown = bar.fitting(width).plain
            assert len(shown) <= width
            assert not shown or set(shown.split(GAP)) <= set(whole)


def test_the_key_bar_tells_what_it_must_however_narrow() -> None:
    words.use("en")
    bar = KeyBar(("today", "everywhere"), {})
    assert "q quit" in bar.fitting(20).plain
    assert "? more" in bar.fitting(20).plain
    assert bar.fitting(80).plain.startswith("↵ open it  / find")


def test_where_letters_are_typed_the_bar_tells_f_keys() -> None:
    words.use("en")
    bar = KeyBar(("card", "everywhere"), {"undo": "z"})
    assert "p promise" in bar.fitting(200).plain
    assert "z undo" in bar.fitting(200).plain
    bar._typing = True
    assert "F2 promise" in bar.fitting(200).plain
    assert "undo" not in bar.fitting(200).plain, "its only key would be written"


async def test_the_bar_follows_the_focus_and_the_mouse_presses_it(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        assert "F2 promise" in screen_text(pilot.app).splitlines()[-1]
        await press(pilot, "escape")
        bar = screen_text(pilot.app).splitlines()[-1]
        assert "p promise" in bar
        await pilot.click(KeyBar, offset=(bar.index("p promise") + 3, 0))
        await press(pilot)
        assert pilot.app.screen.form.form.id == "promise"
        bar = screen_text(pilot.app).splitlines()[-1]
        await pilot.click(KeyBar, offset=(bar.index("Esc"), 0))
        await press(pilot)
        assert pilot.app.screen.form is None
