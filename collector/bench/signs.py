"""How the measuring talks with the app: by which texts it knows what is shown, and what the keys send.

The app is measured in English, so that the texts are those of the source. Whoever changes what these look for
changes them here.
"""

from __future__ import annotations

import importlib
import re
from typing import Any

from collector.bench.terminal import Shows

FIRST_ROW = re.compile(r"▸[^\w\n]*\w")  # the row under the cursor, with whom to call
# stands on a card that has been judged, not on one that shows what the list knew
CARD = re.compile(r"\brisk [A-E]\b|\bRisk [^\n]*%")
SAVED = re.compile(r"\bsaved: ")
ANYTHING = re.compile(r"(?:\S\s*){20}")  # twenty signs: no longer an empty screen

_CELLS_OF_NAME = 10  # longer names may be cut on the screen

_SENT = {
    "enter": b"\r",
    "escape": b"\x1b",
    "space": b" ",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "slash": b"/",
    **{f"f{n}": b"\x1bO" + b"PQRS"[n - 1 : n] for n in range(1, 5)},
    **{f"f{n}": f"\x1b[{number}~".encode() for n, number in zip(range(5, 11), (15, 17, 18, 19, 20, 21), strict=True)},
    **{f"f{n}": f"\x1b[{number}~".encode() for n, number in ((11, 23), (12, 24))},
    "ctrl+q": b"\x11",
}  # fmt: skip


def row_of(name: str) -> re.Pattern[str]:
    """The row under the cursor, when it is that of this person."""
    return re.compile(r"▸[^\w\n]*" + re.escape(name[:_CELLS_OF_NAME].rstrip()))


def shows(sign: re.Pattern[str]) -> Shows:
    """Whether a terminal shows it."""
    return lambda at: sign.search(at.shown)


def sent_by(key: str) -> bytes:
    """What a terminal sends for a key, by Textual's name of it; ValueError for one that we do not know."""
    if key in _SENT:
        return _SENT[key]
    if len(key) == 1:
        return key.encode()
    raise ValueError(f"collector.bench.signs does not know what the key {key} sends")


def key_of(action_id: str) -> bytes:
    """What the first key of one of the app's actions sends.

    Looked up in the app's own table when it is needed: the app is what is measured, we do not stand on it.
    """
    keys: Any = importlib.import_module("collector.tui.keys")
    return sent_by(keys.BY_ID[action_id].keys[0])
