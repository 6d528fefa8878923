"""Workbooks: what a cell means, which sheet counts, and what a damaged file says."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from collector.errors import UsageError
from collector.exchange.sheet import open_sheet
from collector.exchange.xlsxfile import cell_of
from tests.exchange.sheets import problems_of, rows_of, workbook, written

CELLS = [
    (0.1 + 0.2, Decimal("0.3")),
    (1234.5, Decimal("1234.5")),
    (1001.0, Decimal(1001)),
    (1e20, Decimal("1e20")),
    (40722123456, Decimal(40722123456)),
    (" Ion ", "Ion"),
    (True, "True"),
    ("#N/A", "#N/A"),
    (datetime(2026, 11, 10), date(2026, 11, 10)),
    (datetime(2026, 11, 10, 15, 0), datetime(2026, 11, 10, 15, 0)),
    (datetime(2026, 11, 9, 23, 59, 59, 999_600), date(2026, 11, 10)),
    (datetime(2026, 11, 10, 14, 59, 59, 999_900), datetime(2026, 11, 10, 15, 0)),
    (time(15, 0), "15:00:00"),
    (None, None),
]


@pytest.mark.parametrize(("value", "cell"), CELLS)
def test_what_a_cell_means(value: object, cell: object) -> None:
    assert cell_of(value) == cell
    assert type(cell_of(value)) is type(cell)


def test_a_workbook_is_read(tmp_path: Path) -> None:
    rows = [
        ["account_ref", "Paid On", "amount", None, ""],
        ["A1", datetime(2026, 11, 10), 75.5],
        [None, None, None],
        [1001, datetime(2026, 11, 10, 15, 30), "2.750,40", None, " "],
        ["A3"],
    ]
    sheet = open_sheet(workbook(tmp_path, rows))
    assert sheet.headers == ("account_ref", "Paid On", "amount")
    assert rows_of(sheet) == [
        (2, ["A1", date(2026, 11, 10), Decimal("75.5")]),
        (4, [Decimal(1001), datetime(2026, 11, 10, 15, 30), "2.750,40"]),
        (5, ["A3", None, None]),
    ]
    assert rows_of(sheet) == rows_of(sheet)


def test_the_first_sheet_with_content_counts(tmp_path: Path) -> None:
    sheet = open_sheet(workbook(tmp_path, [], [[], [None, " "], ["a", "b"], [1, 2]], [["x"], ["y"]]))
    assert sheet.headers == ("a", "b")
    assert rows_of(sheet) == [(4, [Decimal(1), Decimal(2)])]


def test_cells_beyond_the_headers_and_long_ones_cost_their_line(tmp_path: Path) -> None:
    sheet = open_sheet(workbook(tmp_path, [["a", "b"], [1, 2, 3], ["x" * 10_001, 1], [4, 5]]))
    assert [(p.line, p.seen[:7]) for p in problems_of(sheet)] == [(2, "1, 2, 3"), (3, "xxxxxxx")]
    assert [line for line, _cells in rows_of(sheet)] == [4]


def test_a_formula_counts_by_its_last_value(tmp_path: Path) -> None:
    """A workbook that no spreadsheet has calculated holds none: the cell is empty, never the formula."""
    sheet = open_sheet(workbook(tmp_path, [["a", "b"], ["=1+1", "x"]]))
    assert rows_of(sheet) == [(2, [None, "x"])]


def test_a_size_that_the_workbook_claims_is_not_believed(tmp_path: Path) -> None:
    path = repacked(workbook(tmp_path, [["a", "b"], [1, 2], [3, 4]]), rb'ref="A1:B3"', b'ref="A1:A1"')
    assert [line for line, _cells in rows_of(open_sheet(path))] == [2, 3]


def test_a_header_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="stands there twice"):
        open_sheet(workbook(tmp_path, [["amount", "Amount"], [1, 2]]))


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is an empty workbook"):
        open_sheet(workbook(tmp_path, [], [[None]]))


def test_half_a_workbook_is_refused(tmp_path: Path) -> None:
    whole = workbook(tmp_path, [["a", "b"], [1, 2]]).read_bytes()
    for part in (len(whole) // 2, len(whole) - 10, 40):
        with pytest.raises(UsageError, match="damaged or incomplete"):
            open_sheet(written(tmp_path, whole[:part], "half.xlsx"))


@pytest.mark.parametrize("wrong", [(rb"</row></sheetData>", b"</ro"), (rb"<v>2</v>", b"<v>2</w>")])
def test_damage_further_down_is_told_when_it_is_reached(tmp_path: Path, wrong: tuple[bytes, bytes]) -> None:
    path = repacked(workbook(tmp_path, [["a"], ["1"], [2]]), *wrong)
    with pytest.raises(UsageError, match="damaged or incomplete"):
        rows_of(open_sheet(path))


def repacked(path: Path, pattern: bytes, instead: bytes) -> Path:
    """The workbook with something replaced in its sheets."""
    file = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, re.sub(pattern, instead, data) if "worksheets/" in name else data)
    path.write_bytes(file.getvalue())
    return path
