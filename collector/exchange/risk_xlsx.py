"""The risk list as a workbook: text is never a formula, numbers are exact, and the bytes follow from the rows."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from collector.errors import UsageError
from collector.exchange.riskcolumns import (
    AMOUNT_COLUMNS,
    NUMBER_COLUMNS,
    TEXT_COLUMNS,
    WHOLE_COLUMNS,
    RiskCell,
    RiskRow,
    guarded,
)
from collector.words import _

ROW_LIMIT = 1_048_575  # of a worksheet, less the headers
_ANY_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's dates have no zone; only that it is fixed matters
_ARCHIVE_DAY = (1980, 1, 1, 0, 0, 0)


def xlsx_writer(columns: Sequence[str], rows: Sequence[RiskRow]) -> Callable[[BinaryIO], None]:
    """Writes the rows as XLSX. Raises UsageError when a worksheet cannot hold so many."""
    if len(rows) > ROW_LIMIT:
        raise UsageError(
            _("A worksheet holds {limit} rows and the list has {found}. Leave xlsx out of --format.").format(
                limit=ROW_LIMIT, found=len(rows)
            )
        )
    return lambda file: _write(columns, rows, file)


def _write(columns: Sequence[str], rows: Sequence[RiskRow], file: BinaryIO) -> None:
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    workbook = Workbook(write_only=True)
    workbook.properties.created = workbook.properties.modified = _ANY_DAY
    sheet = workbook.create_sheet("risk-list")
    sheet.freeze_panes = "A2"
    sheet.append(list(columns))
    readers = [_reader(sheet, column) for column in columns]
    for row in rows:
        sheet.append([read(cell) for read, cell in zip(readers, row, strict=True)])
    sheet.close()  # before the archive, whose disk may be full: an open sheet complains when it is forgotten
    with _FixedArchive(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(workbook, archive).save()


def _reader(sheet: Any, column: str) -> Callable[[RiskCell], Any]:
    """How the cells of a column are written."""
    if column in AMOUNT_COLUMNS | NUMBER_COLUMNS:
        return lambda cell: None if cell is None else Decimal(cell)
    if column in WHOLE_COLUMNS:
        return lambda cell: cell
    if column in TEXT_COLUMNS:
        return lambda cell: None if cell is None else _text(sheet, guarded(str(cell)))
    return lambda cell: None if cell is None else _text(sheet, str(cell))


def _text(sheet: Any, text: str) -> Any:
    """Text as text: openpyxl would take `=1` for a formula and `#N/A` for an error."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    clean = text if text.isprintable() else ILLEGAL_CHARACTERS_RE.sub("", text)
    if not clean.startswith(("=", "#")):
        return clean
    cell = WriteOnlyCell(sheet, value=clean)
    cell.data_type = "s"
    return cell


class _FixedArchive(zipfile.ZipFile):
    """A zip whose bytes depend on what it holds: no time of day, no rights of a file, no name of a system."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_rest: Any, **_options: Any) -> None:
        super().writestr(_entry(getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)), data)

    def write(self, filename: Any, arcname: Any = None, *_rest: Any, **_options: Any) -> None:
        with Path(filename).open("rb") as source, self.open(_entry(arcname), "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ARCHIVE_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry
