"""Pages of the docs that are made from the code. `make pictures` writes them with the pictures; a test keeps them equal."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from collector import words
from collector.tui.keymap import KeyLine, key_table
from collector.tui.keys import UNSAFE

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
KEYS = REFERENCE / "keys.md"

_HEAD = """\
# Keys

Everything that the app can do, with its keys. This page is made from the table in `collector/tui/keys.py`, like the key bar at
the foot of the screen and the help behind `?`. Letters work in lists and on the card; in a form they are typed.

A few letters of what you want to do are enough in the palette (`:`, or `F10` where letters are typed): it finds every action that
works where you are, the screens, and debtors by name, phone or reference.

![The palette, opened from the call line](../pictures/palette.svg)

Any key can be changed in the [settings file](settings.md), by the name of its action:

```toml
[keys]
undo = "z"
promise = ["f2", "p"]
```
"""
_TAIL = """
Keys that do not arrive in every terminal cannot be chosen: {unsafe}.
"""


def keys_page() -> str:
    """docs/reference/keys.md, in English."""
    with words.speaking("en"):
        parts = [_HEAD]
        for where, lines in groupby(sorted_table(), key=lambda line: line.where):
            parts.append(f"\n## {where}\n\n| keys | does | action |\n| --- | --- | --- |\n")
            parts += [f"| {_keys(line.keys)} | {line.text} | `{line.id}` |\n" for line in lines]
    unsafe = ", ".join(f"`{key}`" for key in sorted(UNSAFE))
    return "".join(parts) + _TAIL.format(unsafe=unsafe)


def sorted_table() -> list[KeyLine]:
    """The actions of one place together, the places in the order in which they first come."""
    table = key_table()
    places = list(dict.fromkeys(line.where for line in table))
    return sorted(table, key=lambda line: places.index(line.where))


def _keys(keys: tuple[str, ...]) -> str:
    return " or ".join(f"`{key}`" for key in keys)


def write() -> list[Path]:
    """Write every such page; their paths."""
    KEYS.write_text(keys_page(), encoding="utf-8", newline="\n")
    return [KEYS]
