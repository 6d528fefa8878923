"""A table in a file: headers and raw rows, whatever the format; what the columns mean is decided elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, TypeAlias

from collector.errors import UsageError
from collector.exchange.filebytes import Content
from collector.exchange.problems import Problem, problem, shown
from collector.words import _

CELL_LIMIT = 10_000  # characters

# What stands in a cell. Text is stripped; an empty cell is "" or None. A datetime is a date too.
Cell: TypeAlias = "str | Decimal | date | None"
Row: TypeAlias = "tuple[int, list[Cell]]"  # physical line, cells in the order of the headers
Record: TypeAlias = "Row | Problem"


class Sheet(NamedTuple):
    """A table in a file, read as of one moment."""

    content: Content
    headers: tuple[str, ...]  # as typed, stripped; trailing empty ones left out
    line_count: int | None  # physical lines, for telling progress; None when not known before reading
    read: Callable[[], Iterator[Record]]

    @property
    def path(self) -> Path:
        return self.content.path

    def records(self) -> Iterator[Record]:
        """Every row below the headers, or the Problem why a line is refused; each call starts anew.

        Raises UsageError when the inside of an XLSX file turns out damaged.
        """
        return self.read()

    def digest(self) -> str:
        """SHA-256 of the file as read, in hex."""
        return hashlib.sha256(self.content.data).hexdigest()


def checked_headers(path: Path, cells: list[str]) -> tuple[str, ...]:
    """The headers without trailing empty ones. Raises UsageError when two are the same."""
    headers = list(cells)
    while headers and not headers[-1]:
        headers.pop()
    seen: set[str] = set()
    for header in headers:
        name = folded_header(header)
        if name and name in seen:
            raise UsageError(
                _("{file}: the column “{header}” stands there twice. Rename or delete one of them.").format(
                    file=path, header=shown(header)
                )
            )
        seen.add(name)
    return tuple(headers)


def folded_header(header: str) -> str:
    """The header as it is compared: without case, spaces, underscores, hyphens: `Account-Ref` is `accountref`."""
    return "".join(c for c in header.casefold() if c.isprintable() and c not in " _-\u00a0")


def fitted(line: int, cells: list[Cell], width: int) -> Record:
    """The row cut to the width of the headers; a Problem when cells beyond it, or too long ones, hold something."""
    if any(cell not in ("", None) for cell in cells[width:]):
        return wrong_width(line, cells, len(cells), width)
    for place, cell in enumerate(cells):
        if isinstance(cell, str) and len(cell) > CELL_LIMIT:
            return too_long(line, cell, place)
    return line, cells[:width] if len(cells) > width else cells


def wrong_width(line: int, seen: object, found: int, width: int) -> Problem:
    """The Problem of a line with too few or too many columns."""
    text = ", ".join(text_of(cell) for cell in seen) if isinstance(seen, list) else seen
    return problem(
        line,
        None,
        text,
        _("{width} columns, as in the headers; here are {found}").format(width=width, found=found),
    )


def too_long(line: int, cell: str, place: int) -> Problem:
    """The Problem of a line with a cell beyond any sense."""
    return problem(
        line,
        None,
        cell,
        _("at most {limit} characters in a cell; column {place} has {found}").format(
            limit=CELL_LIMIT, place=place + 1, found=len(cell)
        ),
    )


def text_of(cell: Cell) -> str:
    """The cell as text: a number in plain digits, a day in ISO form, nothing for an empty one."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return "" if cell is None else cell.isoformat()
