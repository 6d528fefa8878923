"""Text in columns: cut and filled by the cells that it takes on the screen, not by its letters."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size


def fit(text: str, width: int, cut: str, *, right: bool = False) -> str:
    """The text in exactly `width` cells, its end cut where it is longer."""
    text = " ".join(text.split())
    if cell_len(text) > width:
        return set_cell_size(text, width - 1) + cut if width > 1 else set_cell_size(text, width)
    room = " " * (width - cell_len(text))
    return room + text if right else text + room


def both_ends(left: str, right: str, width: int, cut: str) -> str:
    """One line with something at each end; the left part gives way."""
    room = width - cell_len(right) - 1
    return f"{fit(left, room, cut)} {right}" if room > 0 else fit(right, width, cut)


def hanging(label: str, text: str, width: int, indent: int, cut: str, most: int = 2) -> list[str]:
    """A label and its text; what goes on does so under the text, for at most this many lines."""
    room = max(10, width - indent)
    lines = textwrap.wrap(text, room, break_long_words=True) or [""]
    if len(lines) > most:
        lines = [*lines[: most - 1], fit(" ".join(lines[most - 1 :]), room, cut)]
    return [fit(label, indent, "") + lines[0], *(" " * indent + line for line in lines[1:])]


def joined(parts: Sequence[str], between: str, width: int) -> str:
    """As many of the parts as fit, the first ones first."""
    text = ""
    for part in parts:
        longer = f"{text}{between}{part}" if text else part
        if cell_len(longer) > width:
            break
        text = longer
    return text
