"""What was wrong with one line of a file, in words for the person who made the file."""

from __future__ import annotations

from typing import NamedTuple

from collector.rules.words import Unreadable
from collector.words import _

SEEN_LIMIT = 60  # characters of the input that a message repeats


class Problem(NamedTuple):
    """A refused line: where, what was seen, what was expected. `column` is None for the line as a whole."""

    line: int  # physical line of the file, the first is 1
    column: str | None
    seen: str
    expected: str


def problem(line: int, column: str | None, seen: object, expected: str | Unreadable) -> Problem:
    """A Problem with `seen` made safe to print and `expected` in the language in use."""
    said_so = said(expected) if isinstance(expected, Unreadable) else expected
    return Problem(line, column, shown(seen), said_so)


def said(error: Unreadable) -> str:
    """What a rule expected, in the language in use."""
    return _(error.expected).format(**error.values) if error.values else _(error.expected)


def shown(seen: object) -> str:
    """The input as a message may repeat it: at most 60 characters, control characters escaped."""
    text = "" if seen is None else str(seen)
    cut = text if len(text) <= SEEN_LIMIT else text[: SEEN_LIMIT - 1] + "…"
    if cut.isprintable():
        return cut
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in cut)
    return safe if len(safe) <= SEEN_LIMIT else safe[: SEEN_LIMIT - 1] + "…"
