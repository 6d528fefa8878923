"""Text for people: safe to print, aligned, cut to the width of the terminal; and the one way to either stream."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import NamedTuple

from collector.errors import BOOK_UNUSABLE, CollectorError, reason
from collector.words import _

NARROWEST = 80
WIDEST = 120
GAP = 2  # spaces between columns

# Inside JSON, what a terminal would obey or hide, beyond what json escapes itself: C1 controls, zero-width and
# direction marks, halves of surrogate pairs.
_UNSEEN = re.compile(r"[\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


class OutputLost(CollectorError):
    """What was to be printed could not be written, as on a full disk."""

    exit_code = BOOK_UNUSABLE


# --- Text ------------------------------------------------------------------------------------------------


def safe(text: object) -> str:
    """The text in one line, without anything that a terminal would obey: control characters are spelt out."""
    line = str(text)
    if line.isprintable():
        return line
    return "".join(_spelt(character) for character in line)


def _spelt(character: str) -> str:
    if character.isprintable():
        return character
    if character.isspace() and character not in "\x1c\x1d\x1e\x1f":
        return " "
    return character.encode("unicode_escape").decode("ascii")


def width(text: str) -> int:
    """How many columns of a terminal the text takes: wide letters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, columns: int) -> str:
    """The text in at most so many columns; what is cut off leaves an ellipsis."""
    if width(text) <= columns:
        return text
    kept, used = [], 1
    for character in text:
        used += _columns(character)
        if used > columns:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def wrapped(text: str, indent: str = "", hanging: str | None = None) -> Iterator[str]:
    """The text in lines of the terminal's width; the second and later ones begin with `hanging`."""
    later = indent if hanging is None else hanging
    yield from textwrap.wrap(
        safe(text),
        screen_width(),
        initial_indent=indent,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )


# --- Tables ----------------------------------------------------------------------------------------------


class Column(NamedTuple):
    """A column of a table. `least`: it may be cut down to so many columns where room is short."""

    title: str
    right: bool = False
    least: int | None = None


def layout(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], indent: int = 0, gap: int = GAP
) -> list[int]:
    """The width of each column: as its cells need, the widest of those that may shrink giving way first."""
    widths = [
        max([width(column.title), *(width(row[at]) for row in rows)]) for at, column in enumerate(columns)
    ]
    over = sum(widths) + gap * (len(columns) - 1) + indent - screen_width()
    while over > 0:
        spare = [widths[at] - (column.least or widths[at]) for at, column in enumerate(columns)]
        if max(spare) <= 0:
            break
        widths[spare.index(max(spare))] -= 1
        over -= 1
    return widths


def line(columns: Sequence[Column], widths: Sequence[int], cells: Sequence[str], gap: int = GAP) -> str:
    """One row of a table."""
    return (
        (" " * gap)
        .join(_cell(column, size, cell) for column, size, cell in zip(columns, widths, cells, strict=True))
        .rstrip()
    )


def _cell(column: Column, size: int, text: str) -> str:
    text = cut(text, size) if column.least is not None else text
    padding = " " * (size - width(text))
    return padding + text if column.right else text + padding


def table(columns: Sequence[Column], rows: Iterable[Sequence[object]], indent: str = "") -> Iterator[str]:
    """The lines of a whole table, its titles first; where room is short the columns move together."""
    cells = [[safe(cell) for cell in row] for row in rows]
    titles = [column.title for column in columns]
    needed = sum(max(width(row[at]) for row in (titles, *cells)) for at in range(len(columns)))
    gap = GAP if needed + GAP * (len(columns) - 1) + len(indent) <= screen_width() else 1
    widths = layout(columns, cells, len(indent), gap)
    for row in (titles, *cells):
        yield indent + line(columns, widths, row, gap)


# --- The terminal ----------------------------------------------------------------------------------------


def is_terminal(stream: object) -> bool:
    """Whether somebody looks at this stream; a closed one has nobody."""
    try:
        return bool(stream.isatty())  # type: ignore[attr-defined]
    except (AttributeError, ValueError):
        return False


def someone_is_there() -> bool:
    """Whether there is a person to ask and to show screens to."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)


def screen_width() -> int:
    return min(max(shutil.get_terminal_size((NARROWEST, 24)).columns, NARROWEST), WIDEST)


def heading(text: str, plain: bool) -> str:
    """The title of a section: bold on a terminal that may show it so."""
    return text if plain or not is_terminal(sys.stdout) else f"\x1b[1m{text}\x1b[0m"


# --- Out -------------------------------------------------------------------------------------------------


def prepare() -> None:
    """UTF-8 on both streams, whatever the locale: names are Romanian everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def tell(*lines: str) -> None:
    """Lines on standard output. BrokenPipeError when nobody listens any more, OutputLost when it is full."""
    try:
        for each in lines:
            print(each)
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise _lost(fault) from fault


def tell_json(document: object) -> None:
    """A JSON document in one line."""
    tell(json_text(document))


def json_text(document: object) -> str:
    """The document in one line, its letters as they are, except those that cannot be seen."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def complain(text: str) -> None:
    """One message on standard error. Where nobody reads it, there is nobody to tell."""
    with suppress(OSError, ValueError):
        print(safe(text), file=sys.stderr, flush=True)


def flush() -> None:
    """Bring to the reader what was told."""
    try:
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise _lost(fault) from fault


def hush() -> None:
    """Nobody listens any more: what is still in the buffer goes nowhere, so that Python's own end is quiet."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _lost(fault: OSError) -> OutputLost:
    return OutputLost(
        _("The output could not be written ({reason}). Make room, or send it elsewhere.").format(
            reason=reason(fault)
        )
    )
