"""XLSX workbooks: the first sheet with content, values as last calculated, numbers by their decimal text."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from collector.errors import UsageError
from collector.exchange.filebytes import Content
from collector.exchange.table import Cell, Record, Sheet, checked_headers, fitted, text_of
from collector.words import _

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

# What openpyxl and the libraries below it raise on a damaged workbook; a bug of ours in this file is among
# them only as wrong input would be.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, SyntaxError, OSError),
)


def open_xlsx(content: Content) -> Sheet:
    """The table in a workbook. Raises UsageError for another kind of archive, a damaged or an empty workbook."""
    with _opened(content) as workbook:
        title, line, cells = _headers(content, workbook)
    headers = checked_headers(content.path, cells)
    return Sheet(content, headers, None, lambda: _records(content, title, line, len(headers)))


def _records(content: Content, title: str, header_line: int, width: int) -> Iterator[Record]:
    with _opened(content) as workbook:
        for line, values in _rows(workbook[title]):
            if line <= header_line:
                continue
            cells = [cell_of(value) for value in values]
            cells += [None] * (width - len(cells))
            if any(cell not in ("", None) for cell in cells):
                yield fitted(line, cells, width)


def _headers(content: Content, workbook: Workbook) -> tuple[str, int, list[str]]:
    """The first sheet with content, the line of its headers, and these."""
    for worksheet in workbook.worksheets:
        for line, values in _rows(worksheet):
            cells = [" ".join(text_of(cell_of(value)).split()) for value in values]
            if any(cells):
                return str(worksheet.title), line, cells
    raise UsageError(
        _("{file}: is an empty workbook. Export it again, with a line of headers on top.").format(
            file=content.path
        )
    )


def _rows(worksheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Rows with their numbers. The size that a workbook claims of itself is not believed."""
    worksheet.reset_dimensions()
    return enumerate(worksheet.iter_rows(values_only=True), start=1)


def cell_of(value: object) -> Cell:
    """What a cell of a workbook means: text stripped, numbers as they look, a whole day as a date."""
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, bool | time | timedelta):
        return str(value)
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(format(value, ".15g"))  # 15 digits are what Excel itself keeps and shows
    if isinstance(value, datetime):
        return _moment_or_day(value)
    return value if isinstance(value, date) else str(value).strip()


def _moment_or_day(value: datetime) -> date:
    """A workbook knows no days, only moments: midnight means the day."""
    rounded = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    return rounded.date() if rounded.time() == time() else rounded


@contextmanager
def _opened(content: Content) -> Iterator[Workbook]:
    """The workbook, read-only. Whatever breaks inside the `with` is told as a damaged file."""
    import openpyxl

    # Its warnings are about styles and extensions, which carry no data.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
    try:
        _refuse_other_archives(content)
        workbook = openpyxl.load_workbook(io.BytesIO(content.data), read_only=True, data_only=True)
        yield workbook
        workbook.close()
    except _DAMAGED as error:
        raise UsageError(
            _(
                "{file}: is a damaged or incomplete workbook ({reason}). Save it again as XLSX, or as CSV."
            ).format(file=content.path, reason=error)
        ) from error


def _refuse_other_archives(content: Content) -> None:
    with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
        names = archive.namelist()
    if not any(name.lower() in ("xl/workbook.xml", "/xl/workbook.xml") for name in names):
        raise UsageError(
            _(
                "{file}: is an archive but no XLSX workbook (it holds {seen}). Save the table as XLSX or CSV."
            ).format(file=content.path, seen=", ".join(names[:3]) or "–")
        )
