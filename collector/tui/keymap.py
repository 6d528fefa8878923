"""Keys as people read and set them: their names, the table for help and docs, what the settings file may bind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from textual.keys import Keys, key_to_character

from collector.config import unknown_key
from collector.errors import UsageError
from collector.tui.keys import ACTIONS, BY_ID, PLACES, TOGETHER, TYPED, UNSAFE, WHERE_TYPED
from collector.words import _

_SHOWN = {
    "question_mark": "?",
    "colon": ":",
    "full_stop": ".",
    "comma": ",",
    "minus": "-",
    "plus": "+",
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
    "tab": "Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
}
_NAMED_KEYS = {key.value for key in Keys}  # "enter", "f9", "pagedown"
_SHOWN_ASCII = {"enter": "Enter", "down": "Down", "up": "Up", "left": "Left", "right": "Right"}


def shown(key: str, *, ascii_only: bool = False) -> str:
    """A key as people read it: "?", "F2", "Esc"."""
    if ascii_only and key in _SHOWN_ASCII:
        return _SHOWN_ASCII[key]
    if key in _SHOWN:
        return _SHOWN[key]
    if is_f_key(key):
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
            _check_key(settings_file, action, key)
    for key, first, second in clashes(normal):
        raise UsageError(
            _("{file}: the key {key} stands for both {first} and {second}. Change one of them.").format(
                file=settings_file, key=shown(key), first=f"keys.{first}", second=f"keys.{second}"
            )
        )
    return {action: ",".join(bound) for action, bound in normal.items()}


def _check_key(settings_file: Path, action: str, key: str) -> None:
    if not is_key(key):
        text = _("{file}, keys.{action}: there is no key {key}. Expected one as x, f9, ctrl+t or pagedown.")
    elif key in UNSAFE or is_alt_letter(key):
        text = _("{file}, keys.{action}: {key} does not arrive in every terminal. Choose another.")
    elif is_typed(key) and BY_ID[action].where in WHERE_TYPED:
        text = _("{file}, keys.{action}: {key} is written as a letter there. Choose an F-key, as f9.")
    else:
        return
    seen = key if "+" in key else shown(key)
    raise UsageError(text.format(file=settings_file, action=action, key=seen))


def clashes(keymap: Mapping[str, Iterable[str]]) -> list[tuple[str, str, str]]:
    """Each key that stands for two actions which hold at the same time, with both their ids."""
    found = [clash for places in TOGETHER for clash in _clashes_of(places, keymap)]
    typed = [clash for places in TYPED for clash in _clashes_of(places, keymap) if not is_typed(clash[0])]
    return list(dict.fromkeys(found + typed))


def _clashes_of(
    places: tuple[str, ...], keymap: Mapping[str, Iterable[str]]
) -> Iterable[tuple[str, str, str]]:
    users: dict[str, list[str]] = defaultdict(list)
    for action in ACTIONS:
        if action.where in places:
            for key in keymap.get(action.id, action.keys):
                users[key].append(action.id)
    return [(key, ids[0], ids[1]) for key, ids in users.items() if len(ids) > 1]


def is_key(key: str) -> bool:
    """Whether a terminal can send it: a character, or a named key, with or without ctrl, alt and shift."""
    *held, pressed = key.split("+")
    sign = key_to_character(pressed) or ""  # of every name in Unicode: "banana" too
    named = len(pressed) == 1 or (sign != "" and sign.isascii()) or pressed in _NAMED_KEYS
    return named and set(held) <= {"ctrl", "alt", "shift"}


def is_alt_letter(key: str) -> bool:
    """Whether it arrives as Esc and a letter."""
    *held, pressed = key.split("+")
    return "alt" in held and len(pressed) == 1


def is_f_key(key: str) -> bool:
    return key[:1] == "f" and key[1:].isdigit()


def is_typed(key: str) -> bool:
    """Whether a key writes something where letters are typed."""
    written = key_to_character(key)
    return written is not None and written.isprintable()


def _named(key: str) -> str:
    """Textual's name of a key that was given as it is typed."""
    typed = {"?": "question_mark", "/": "slash", "]": "right_square_bracket", "[": "left_square_bracket"}
    typed |= {":": "colon", ".": "full_stop", ",": "comma", "-": "minus", "+": "plus", " ": "space"}
    return typed.get(key, key if len(key) == 1 else key.strip().lower())
