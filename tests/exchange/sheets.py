"""Makes small files and reads them, for the stories about imports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from collector.exchange.lines import Reading, read_lines
from collector.exchange.problems import Problem
from collector.exchange.sheet import Sheet, open_sheet
from collector.exchange.table import Row

OFFICE = ZoneInfo("Europe/Bucharest")
DECIMALS = {"RON": 2, "EUR": 2, "JPY": 0, "KWD": 3}


def written(folder: Path, content: str | bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(folder: Path, *sheets: Sequence[Sequence[Any]], name: str = "file.xlsx") -> Path:
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        worksheet = book.create_sheet()
        for row in rows:
            worksheet.append(list(row))
    book.save(folder / name)
    return folder / name


def rows_of(sheet: Sheet) -> list[Row]:
    return [record for record in sheet.records() if not isinstance(record, Problem)]


def problems_of(sheet: Sheet) -> list[Problem]:
    return [record for record in sheet.records() if isinstance(record, Problem)]


def read(folder: Path, kind: str, content: str | bytes) -> Reading:
    return read_lines(open_sheet(written(folder, content)), kind, OFFICE, DECIMALS)
