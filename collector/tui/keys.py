"""Every action of the app: its id, its keys, what it does, where it holds. Bindings, key bar, help and the
page of keys in the docs are made from this table; nothing else binds a key.

Ids are what the settings file names: `[keys]`, then lines such as `undo = "u"` or `undo = ["u", "f12"]`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from textual.binding import Binding

from collector.config import unknown_key
from collector.errors import UsageError
from collector.rules.words import N_
from collector.words import _


class Action(NamedTuple):
    """One thing that can be done. `where` is the place whose keys it belongs to."""

    id: str
    keys: tuple[str, ...]  # in Textual's names; the first is the one shown
    text: str  # English msgid, also for help
    where: str  # a key of PLACES
    does: str  # the action method
    short: str = ""  # English msgid for the key bar; empty: not in the bar


PLACES = {
    "everywhere": N_("Everywhere"),
    "move": N_("In lists and histories"),
    "today": N_("Today"),
    "find": N_("While finding"),
    "card": N_("Account"),
    "form": N_("In a form"),
    "plan": N_("In the form of a promise"),
    "choice": N_("On a choice of words"),
    "help": N_("On the page of keys"),
}

ACTIONS = (
    Action("help", ("question_mark", "f1"), N_("What the keys do here"), "everywhere", "help", N_("help")),
    Action("how_to_quit", ("ctrl+c",), N_("Say how to leave"), "everywhere", "how_to_quit"),
    # movement
    Action("down", ("down", "j"), N_("Down"), "move", "down"),
    Action("up", ("up", "k"), N_("Up"), "move", "up"),
    Action("page_down", ("pagedown", "space"), N_("A page down; past the end: more"), "move", "page_down"),
    Action("page_up", ("pageup",), N_("A page up"), "move", "page_up"),
    Action("top", ("home", "g"), N_("To the top"), "move", "top"),
    Action("bottom", ("end", "G"), N_("To the bottom"), "move", "bottom"),
    # the day's list
    Action("open", ("enter",), N_("Open the account"), "today", "open", N_("open it")),
    Action("find", ("slash",), N_("Find by name, phone or reference"), "today", "find", N_("find")),
    Action("next", ("n",), N_("Open the next account to call"), "today", "next", N_("next")),
    Action("reload", ("r",), N_("Read the list again"), "today", "reload", N_("reload")),
    Action("quit", ("q",), N_("Leave the program"), "today", "app.leave", N_("quit")),
    Action("back_to_list", ("escape",), N_("Back from the found ones to the list"), "today", "back_to_list"),
    Action(
        "find_open", ("enter",), N_("Open the one under the cursor"), "find", "screen.open", N_("open it")
    ),
    Action("find_down", ("down",), N_("To the next one found"), "find", "screen.found(1)", N_("move")),
    Action("find_up", ("up",), N_("To the one found before"), "find", "screen.found(-1)"),
    Action("find_leave", ("escape",), N_("Back to the list"), "find", "screen.back_to_list", N_("back")),
    # the account
    Action("promise", ("f2", "p"), N_("Take a promise or a plan"), "card", "form('promise')", N_("promise")),
    Action("no_answer", ("f3", "a"), N_("No answer: saved at once"), "card", "no_answer", N_("no answer")),
    Action("call_back", ("f4", "b"), N_("Call back later"), "card", "form('call_back')", N_("call back")),
    Action("dispute", ("f5", "t"), N_("Open a dispute"), "card", "form('dispute')", N_("dispute")),
    Action("hold", ("f6", "h"), N_("Put a hold on the debtor"), "card", "form('hold')", N_("hold")),
    Action(
        "we_promise", ("f7", "w"), N_("Promise something of ours"), "card", "form('ours')", N_("we promise")
    ),
    Action("paid_claim", ("f11", "m"), N_("They say it is paid"), "card", "form('paid_claim')", N_("paid")),
    Action("end", ("e",), N_("End what stands: our promise, hold, dispute, promise"), "card", "end"),
    Action("undo", ("f12", "u"), N_("Take back your latest entry here"), "card", "undo", N_("undo")),
    Action("card_next", ("n",), N_("Open the next account to call"), "card", "next"),
    Action("other", ("right_square_bracket",), N_("Next account of this debtor"), "card", "other(1)"),
    Action(
        "other_before", ("left_square_bracket",), N_("Account before of this debtor"), "card", "other(-1)"
    ),
    Action("card_reload", ("r",), N_("Read the account again"), "card", "reload"),
    Action("back", ("escape",), N_("Back to the list"), "card", "back", N_("back")),
    # forms
    Action("save", ("enter",), N_("Save"), "form", "screen.save_form", N_("save")),
    Action("next_field", ("down",), N_("Next field"), "form", "next_field"),
    Action("field_before", ("up",), N_("Field before"), "form", "field_before"),
    Action(
        "leave_form", ("escape",), N_("Leave; what was typed stays"), "form", "screen.leave_form", N_("leave")
    ),
    Action("more_lines", ("f2",), N_("One more line: a plan"), "plan", "more", N_("one more line")),
    Action("choice_next", ("right", "space"), N_("Next of the choices"), "choice", "turn(1)"),
    Action("choice_before", ("left",), N_("Choice before"), "choice", "turn(-1)"),
    Action("leave_help", ("escape", "question_mark", "f1", "q"), N_("Leave this page"), "help", "leave_help"),
)

BY_ID = {action.id: action for action in ACTIONS}

# What the key bar tells however narrow it is.
ALWAYS_TOLD = ("undo", "back", "help", "quit", "leave_form", "find_leave")

# Places whose keys hold at the same time: one key may stand only once in each of these groups.
TOGETHER = (
    ("everywhere", "move", "today"),
    ("everywhere", "move", "card"),
    ("find",),
    ("form", "plan", "choice"),
    ("help", "move"),
)

# Keys that do not arrive in every terminal, or mean something else to it.
UNSAFE = frozenset(
    [*(f"ctrl+{letter}" for letter in "imhqsab"), "ctrl+enter", "shift+enter"]
    + [f"alt+{digit}" for digit in range(10)]
)

_SHOWN = {
    "question_mark": "?",
    "slash": "/",
    "enter": "↵",
    "escape": "Esc",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "space": "Space",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
}
_SHOWN_ASCII = {"enter": "Enter", "down": "Down", "up": "Up", "left": "Left", "right": "Right"}


def bindings(where: str) -> list[Binding]:
    """The bindings of a place, for a class's BINDINGS."""
    return [
        Binding(",".join(action.keys), action.does, action.text, id=action.id, show=False)
        for action in ACTIONS
        if action.where == where
    ]


def shown(key: str, *, ascii_only: bool = False) -> str:
    """A key as people read it: "?", "F2", "Esc"."""
    if ascii_only and key in _SHOWN_ASCII:
        return _SHOWN_ASCII[key]
    if key in _SHOWN:
        return _SHOWN[key]
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return key.replace("ctrl+", "Ctrl+")


class KeyLine(NamedTuple):
    """A line of help: where it holds, the keys as read, what they do, in the language in use."""

    id: str
    where: str
    keys: tuple[str, ...]
    text: str


def key_table(
    keymap: Mapping[str, tuple[str, ...]] | None = None, *, ascii_only: bool = False
) -> list[KeyLine]:
    """Every action with its keys as they stand, for help, docs and tests."""
    keymap = keymap or {}
    return [
        KeyLine(
            a.id,
            _(PLACES[a.where]),
            tuple(shown(key, ascii_only=ascii_only) for key in keymap.get(a.id, a.keys)),
            _(a.text),
        )
        for a in ACTIONS
    ]


def checked_keymap(settings_file: Path, keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The person's keys as Textual wants them. UsageError for an unknown action, an unsafe key, a clash."""
    for action in keys:
        if action not in BY_ID:
            raise unknown_key(settings_file, f"keys.{action}", [f"keys.{known}" for known in BY_ID])
    normal = {action: tuple(map(_named, bound)) for action, bound in keys.items()}
    for action, bound in normal.items():
        for key in bound:
            if key in UNSAFE:
                raise UsageError(
                    _(
                        "{file}, keys.{action}: {key} does not arrive in every terminal. Choose another."
                    ).format(file=settings_file, action=action, key=key)
                )
    for key, first, second in clashes(normal):
        raise UsageError(
            _("{file}: the key {key} stands for both {first} and {second}. Change one of them.").format(
                file=settings_file, key=shown(key), first=f"keys.{first}", second=f"keys.{second}"
            )
        )
    return {action: ",".join(bound) for action, bound in normal.items()}


def clashes(keymap: Mapping[str, Iterable[str]]) -> list[tuple[str, str, str]]:
    """Each key that stands for two actions which hold at the same time, with both their ids."""
    found = []
    for places in TOGETHER:
        users: dict[str, list[str]] = defaultdict(list)
        for action in ACTIONS:
            if action.where in places:
                for key in keymap.get(action.id, action.keys):
                    users[key].append(action.id)
        found += [(key, ids[0], ids[1]) for key, ids in users.items() if len(ids) > 1]
    return found


def _named(key: str) -> str:
    """Textual's name of a key that was given as it is typed."""
    typed = {"?": "question_mark", "/": "slash", "]": "right_square_bracket", "[": "left_square_bracket"}
    typed |= {":": "colon", ".": "full_stop", ",": "comma", "-": "minus", "+": "plus", " ": "space"}
    return typed.get(key, key if len(key) == 1 else key.strip().lower())
