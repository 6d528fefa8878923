"""The night's files: the same rows give the same bytes, and no cell is ever a formula."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from collector.errors import UsageError
from collector.exchange import risk_xlsx
from collector.exchange.riskcolumns import COLUMNS, TEXT_COLUMNS, RiskCell
from collector.rules.money import LIMIT_MINOR, decimal_text
from tests.exchange.nights import DAY, FORMULAS, GONE, ROWS, row, write

LIST = "risk-list-2026-11-23"

GOLDEN = (
    "\ufeffrank,account_ref,debtor_ref,name,creditor,currency,balance,promised,due_on,p_kept,p_low,p_high,band,"
    "value_at_risk,reason_1,reason_2,reason_3,level,broken_streak,last_promise_state,next_step,channel,contact_from,"
    "contact_until,holds,change,rank_before\n"
    '1,A1,D1,Ștefan Popa,,RON,1240.00,,,0.5000,0.3210,0.6790,C,620.00,"broke the last 2, on time before",,,formal,2,'
    ",,phone,2026-11-23T09:00:00+02:00,,,new,\n"
    '2,A2,D2,"Ion ""Gigi"" Pop",,RON,1240.00,300.00,2026-11-24,0.5000,0.3210,0.6790,C,620.00,'
    '"broke the last 2, on time before",,,formal,2,,,phone,2026-11-23T09:00:00+02:00,,,new,1\n'
    "3,A3,D3,'=1+1,'=1+1,RON,1240.00,,,0.5000,0.3210,0.6790,C,620.00,'=1+1,,,formal,2,"
    ",,phone,2026-11-23T09:00:00+02:00,,,new,\n"
).encode()


def test_the_list_to_the_byte(tmp_path: Path) -> None:
    write(tmp_path)
    assert (tmp_path / f"{LIST}.csv").read_bytes().startswith(GOLDEN)


def as_written(column: str, cell: RiskCell) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if column in TEXT_COLUMNS and text[:1] in tuple("=+-@\t\r") else text


def test_the_csv_module_reads_back_every_cell(tmp_path: Path) -> None:
    write(tmp_path)
    text = (tmp_path / f"{LIST}.csv").read_bytes().decode("utf-8-sig")
    told = list(csv.reader(io.StringIO(text, newline="")))
    assert told[0] == list(COLUMNS)
    for line, cells in zip(told[1:], ROWS, strict=True):
        assert line == [as_written(name, cell) for name, cell in zip(COLUMNS, cells, strict=True)]
    assert {line[3] for line in told} >= {f"'{text}" for text in FORMULAS}


def test_who_left_stands_in_a_file_of_their_own(tmp_path: Path) -> None:
    write(tmp_path)
    lines = (tmp_path / f"{LIST}-gone.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == ",".join(COLUMNS)
    assert [line.split(",")[3] for line in lines[1:]] == ["'=gone"]
    assert len(GONE) == 1


def test_jsonl_is_raw(tmp_path: Path) -> None:
    write(tmp_path, "jsonl")
    items = [json.loads(line) for line in (tmp_path / f"{LIST}.jsonl").read_text("utf-8").splitlines()]
    assert [list(item) for item in items] == [list(COLUMNS)] * len(ROWS)
    assert items[0]["p_kept"] == 0.5
    assert items[0]["balance"] == "1240.00"
    assert items[0]["rank"] == 1
    assert items[0]["promised"] is None
    assert [item["name"] for item in items[2:9]] == list(FORMULAS)


def test_a_workbook_holds_text_and_exact_numbers_and_no_formula(tmp_path: Path) -> None:
    write(tmp_path, "xlsx")
    sheet = openpyxl.load_workbook(tmp_path / f"{LIST}.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == list(COLUMNS)
    assert {cell.data_type for line in rows for cell in line} == {"s", "n"}
    first = dict(zip(COLUMNS, (cell.value for cell in rows[1]), strict=True))
    assert (first["rank"], first["balance"], first["p_kept"]) == (1, 1240, 0.5)
    assert (first["promised"], first["due_on"], first["account_ref"]) == (None, None, "A1")
    names = [line[3].value for line in rows[3:]]
    assert names[:4] == ["'=1+1", "'+40", "'-5", "'@sum"]
    assert names[-1] == "#N/A"
    sheet.parent.close()


def test_a_workbook_keeps_the_largest_amount_to_the_cent(tmp_path: Path) -> None:
    write(tmp_path, "xlsx", rows=[row(1, balance=decimal_text(LIMIT_MINOR - 1, 2))])
    with zipfile.ZipFile(tmp_path / f"{LIST}.xlsx") as packed:
        assert b"<v>9999999999999.99</v>" in packed.read("xl/worksheets/sheet1.xml")


def test_the_same_night_twice_is_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "one", "jsonl", "xlsx")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    monkeypatch.setattr("zipfile.time.time", lambda: 2_000_000_000.0)
    write(tmp_path / "two" / "deep", "xlsx", "jsonl", "csv")
    monkeypatch.undo()
    time.tzset()
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / "deep" / path.name).read_bytes(), path.name
    assert len(list((tmp_path / "one").iterdir())) == 5


def test_the_manifest_names_every_file_with_its_hash(tmp_path: Path) -> None:
    whole = write(tmp_path, "jsonl", "xlsx")
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert manifest == whole
    assert list(manifest) == ["schema", "as_of", "rows", "files", "rules"]
    assert [file["name"] for file in manifest["files"]] == [
        f"{LIST}{end}" for end in (".csv", "-gone.csv", ".xlsx", ".jsonl")
    ]
    assert [file["rows"] for file in manifest["files"]] == [len(ROWS), 1, len(ROWS), len(ROWS)]
    for file in manifest["files"]:
        data = (tmp_path / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert {path.name for path in tmp_path.iterdir()} == {file["name"] for file in manifest["files"]} | {
        "manifest.json"
    }


def test_an_empty_night_has_headers_only(tmp_path: Path) -> None:
    write(tmp_path, "jsonl", "xlsx", rows=[])
    assert (tmp_path / f"{LIST}.csv").read_text("utf-8-sig") == ",".join(COLUMNS) + "\n"
    assert (tmp_path / f"{LIST}.jsonl").read_bytes() == b""


def test_what_cannot_be_written_is_told_before_anything_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # as on a machine without it
    with pytest.raises(UsageError, match=r"pip install 'collector\[parquet\]'"):
        write(tmp_path, "parquet")
    with pytest.raises(
        UsageError, match=r"There is no format pdf. Expected one or more of csv, xlsx, parquet, jsonl"
    ):
        write(tmp_path, "csv", "pdf")
    monkeypatch.setattr(risk_xlsx, "ROW_LIMIT", 2)
    with pytest.raises(UsageError, match="A worksheet holds 2 rows and the list has 10"):
        write(tmp_path, "xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    for folder in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(UsageError, match="is no folder"):
            write(folder)


def test_the_day_is_in_the_names(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, day=DAY.replace(day=24))
    assert len(list(tmp_path.glob("risk-list-2026-11-2[34]*.csv"))) == 4
    assert json.loads((tmp_path / "manifest.json").read_text())["as_of"] == "2026-11-24"
    assert os.access(tmp_path / f"{LIST}.csv", os.R_OK)
