"""CSV as people really send it: `,` `;` or tab, UTF-8 or Windows-1250, notes over several lines, stray quotes.

One rule above all: a broken line costs only itself. A quote that was opened and never closed must not
swallow the lines below, so a physical line is first tried alone and only then together with the next ones.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple

from collector.errors import UsageError
from collector.exchange.filebytes import Content
from collector.exchange.problems import Problem, problem, shown
from collector.exchange.table import CELL_LIMIT, Cell, Record, Sheet, checked_headers, fitted, wrong_width
from collector.words import _

DELIMITERS = ",;\t"
SPAN_LIMIT_LINES = 50  # a note over more lines than this is taken for an unclosed quote
PARSE_LIMIT = 131_072  # characters; the csv module refuses longer fields, and its limit is global: left alone

_BOM = b"\xef\xbb\xbf"


class _Text(NamedTuple):
    """The physical lines of a file and how to read them."""

    lines: list[bytes]
    encoding: str
    delimiter: str
    width: int
    first: int  # index of the first line below the headers


def open_csv(content: Content) -> Sheet:
    """The table in a text file. Raises UsageError when it has no usable line of headers."""
    data = content.data.removeprefix(_BOM)
    lines = data.splitlines()  # of bytes: only \n, \r\n and \r end a line, not \x85 or \u2028
    encoding = _encoding(data, lines)
    at, told = _first_line(lines)
    cells, delimiter = _header_cells(content, lines[at], encoding, told)
    headers = checked_headers(content.path, cells)
    text = _Text(lines, encoding, delimiter, len(headers), at + 1)
    return Sheet(content, headers, len(lines), lambda: _records(text))


# --- Letters -------------------------------------------------------------------------------------------


def _encoding(data: bytes, lines: list[bytes]) -> str:
    """UTF-8, unless more lines with foreign letters contradict it than confirm it: then Windows-1250.

    Not "any line": `RĂŞCANU` in Windows-1250 happens to be valid UTF-8.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        foreign = [line for line in lines if not line.isascii()]
        broken = sum(_decoded(line, "utf-8") is None for line in foreign)
        return "utf-8" if broken * 2 <= len(foreign) else "cp1250"
    return "utf-8"


def _decoded(line: bytes, encoding: str) -> str | None:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None


# --- Headers -------------------------------------------------------------------------------------------


def _first_line(lines: list[bytes]) -> tuple[int, str | None]:
    """Where the headers stand, and the delimiter when Excel's own line `sep=;` tells it."""
    at = next(index for index, line in enumerate(lines) if line.strip())
    told = re.fullmatch(rb'"?sep=([,;\t])"?', lines[at].strip(b" \r\n"), re.IGNORECASE)
    if told is None:
        return at, None
    below = (index for index in range(at + 1, len(lines)) if lines[index].strip())
    return next(below, at), told[1].decode("ascii")


def _header_cells(content: Content, raw: bytes, encoding: str, told: str | None) -> tuple[list[str], str]:
    """The headers and their delimiter: the one that parts the line into most columns."""
    line = _decoded(raw, encoding)
    if line is None or len(line) > PARSE_LIMIT:
        raise _no_headers(content, raw.decode(encoding, "replace"))
    read = [(cells, mark) for mark in told or DELIMITERS if (cells := _parsed_or_none(line, mark))]
    if not read:
        raise _no_headers(content, line)
    cells, delimiter = max(read, key=lambda pair: len(pair[0]))
    return [cell.strip() for cell in cells], delimiter


def _parsed_or_none(line: str, delimiter: str) -> list[str] | None:
    try:
        return _parsed(line, delimiter)
    except csv.Error:
        return None


def _no_headers(content: Content, seen: str) -> UsageError:
    return UsageError(
        _(
            "{file}: the first line cannot be read as headers ({seen}). Expected names of columns such as {names}."
        ).format(file=content.path, seen=shown(seen), names="account_ref,paid_on,amount")
    )


# --- Rows ----------------------------------------------------------------------------------------------


def _records(text: _Text) -> Iterator[Record]:
    lines, encoding, delimiter, width, at = text
    total = len(lines)
    while at < total:
        line = _decoded(lines[at], encoding)
        at += 1
        if line is None or '"' in line or "\0" in line or len(line) > CELL_LIMIT:
            record, at = _hard_record(text, at - 1)
            if record is not None:
                yield record
            continue
        cells: list[Cell] = [cell.strip() for cell in line.split(delimiter)]
        if any(cells):
            yield (at, cells) if len(cells) == width else _unequal(at, line, cells, width)


def _unequal(number: int, line: str, cells: list[Cell], width: int) -> Record:
    """A row whose number of cells is not that of the headers: empty cells too many are nothing."""
    return (
        wrong_width(number, line, len(cells), width) if len(cells) < width else fitted(number, cells, width)
    )


def _hard_record(text: _Text, at: int) -> tuple[Record | None, int]:
    """The record that begins at this line, slowly and with care, and where the next one begins."""
    number = at + 1
    line = _decoded(text.lines[at], text.encoding)
    if line is None:
        return _undecodable(text, at), number
    if "\0" in line:
        return problem(number, None, line, _("text without zero bytes")), number
    if len(line) > PARSE_LIMIT:
        return problem(
            number, None, line, _("at most {limit} characters in a cell").format(limit=CELL_LIMIT)
        ), number
    try:
        cells, following = _parsed(line, text.delimiter), number
    except csv.Error as error:
        spanned = _spanning(text, at, line) if _unclosed(error) else None
        if spanned is None:
            return problem(number, None, line, _("a quote that is closed before the next separator")), number
        cells, following = spanned
    stripped: list[Cell] = [cell.strip() for cell in cells]
    if not any(stripped):
        return None, following
    if len(stripped) == text.width:
        return fitted(number, stripped, text.width), following
    return _unequal(number, line, stripped, text.width), following


def _spanning(text: _Text, at: int, line: str) -> tuple[list[str], int] | None:
    """The cells of a record over several physical lines and where the next one begins; None: no such record."""
    joined = line
    for following in range(at + 1, min(at + SPAN_LIMIT_LINES, len(text.lines))):
        more = _decoded(text.lines[following], text.encoding)
        if more is None or len(joined) + len(more) > PARSE_LIMIT:
            return None
        joined = f"{joined}\n{more}"
        try:
            cells = _parsed(joined, text.delimiter)
        except csv.Error as error:
            if not _unclosed(error):
                return None
            continue
        return (cells, following + 1) if _fits(cells, text.width) else None
    return None


def _fits(cells: list[str], width: int) -> bool:
    return len(cells) >= width and not any(cell.strip() for cell in cells[width:])


def _parsed(record: str, delimiter: str) -> list[str]:
    """The cells of one record, line breaks inside quotes included. Raises csv.Error for quotes that do not fit."""
    return next(csv.reader([record], delimiter=delimiter, strict=True), [])


def _unclosed(error: csv.Error) -> bool:
    """Did the text end inside a quoted cell? Every other error stays however many lines are added."""
    return "unexpected end of data" in str(error)


def _undecodable(text: _Text, at: int) -> Problem:
    seen = text.lines[at].decode(text.encoding, "replace")
    name = "UTF-8" if text.encoding == "utf-8" else "Windows-1250"
    return problem(
        at + 1, None, seen, _("letters in {encoding}, as in the rest of the file").format(encoding=name)
    )
