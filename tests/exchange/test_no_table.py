"""What is no table is refused with one kind message: the file, what was seen, what to do."""

from __future__ import annotations

import gzip
import io
import os
import sqlite3
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from collector.errors import USAGE, UsageError
from collector.exchange import filebytes
from collector.exchange.filebytes import changed
from collector.exchange.sheet import open_sheet, unchanged
from tests.exchange.sheets import rows_of, workbook, written


def archive(**members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/"), content)
    return file.getvalue()


TABLE = "account_ref,paid_on,amount\nA1,2026-11-10,5\n"
NO_TABLE = [
    ("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is a PDF"),
    ("a PDF behind a few bytes", b"\r\n\r\n%PDF-1.4\n", "is a PDF"),
    ("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel workbook"),
    ("a PNG", b"\x89PNG\r\n\x1a\n" + bytes(20), "is a picture"),
    ("a JPEG", b"\xff\xd8\xff\xe0\x00\x10JFIF", "is a picture"),
    ("a GIF", b"GIF89a...", "is a picture"),
    ("UTF-16 with its mark", TABLE.encode("utf-16"), "is UTF-16"),
    ("UTF-16 without it", TABLE.encode("utf-16-le"), "zero bytes"),
    ("a program", b"\x7fELF\x02\x01\x01" + bytes(100), "zero bytes"),
    ("zero bytes only", bytes(5000), "zero bytes"),
    ("a web page called .xls", b"  <!DOCTYPE html><table><tr><td>a", "is a web page"),
    ("XML", "\ufeff<?xml version='1.0'?>".encode(), "is a web page or XML"),
    ("RTF", b"{\\rtf1\\ansi", "text document"),
    ("gzip", gzip.compress(TABLE.encode()), "packed archive"),
    ("a zip of something", archive(readme="x"), "no XLSX workbook"),
    ("a text document", archive(word__document="x"), "no XLSX workbook (it holds word/document)"),
    ("an empty zip", archive(), "no XLSX workbook"),
    ("nothing", b"", "is empty"),
    ("only blank lines", b"\xef\xbb\xbf\r\n \n\t\n", "is empty"),
]


@pytest.mark.parametrize(("content", "words"), [c[1:] for c in NO_TABLE], ids=[c[0] for c in NO_TABLE])
@pytest.mark.parametrize("name", ["payments.csv", "payments.xlsx"])
def test_content_decides_and_not_the_name(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = written(tmp_path, content, name)
    with pytest.raises(UsageError) as refused:
        open_sheet(path)
    assert refused.value.message.startswith(f"{path}: ")
    assert words in refused.value.message
    assert refused.value.message.endswith(".")
    assert refused.value.exit_code == USAGE


def test_a_csv_called_xlsx_and_a_workbook_called_csv_are_read(tmp_path: Path) -> None:
    assert rows_of(open_sheet(written(tmp_path, TABLE, "x.xlsx"))) == [(2, ["A1", "2026-11-10", "5"])]
    assert len(rows_of(open_sheet(workbook(tmp_path, [["a"], ["1"]], name="x.csv")))) == 1


def test_a_book_is_no_table(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "book.db")
    connection.execute("CREATE TABLE debtor (id)")
    connection.close()
    with pytest.raises(UsageError, match="is a database"):
        open_sheet(tmp_path / "book.db")


def test_a_missing_file_a_folder_and_a_device(tmp_path: Path) -> None:
    for path, words in [
        (tmp_path / "nowhere.csv", "there is no such file"),
        (tmp_path, "is a folder"),
        (Path("/dev/null"), "is no file but a device"),
        (written(tmp_path, TABLE) / "x.csv", "cannot be read"),
        (tmp_path / ("x" * 300), "cannot be read"),
    ]:
        with pytest.raises(UsageError, match=words):
            open_sheet(path)


def test_a_file_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    os.truncate(path, filebytes.SIZE_LIMIT_BYTES + 1)  # a hole, not two gigabytes
    with pytest.raises(UsageError, match="Split it"):
        open_sheet(path)


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_text, args=[TABLE])
    writer.start()
    sheet = open_sheet(tmp_path / "pipe")
    writer.join()
    assert len(rows_of(sheet)) == 1
    assert unchanged(sheet)


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, TABLE)
    whole = Path.read_bytes

    def read_while_somebody_writes(self: Path) -> bytes:
        data = whole(self)
        with self.open("a") as file:
            file.write("A2,2026-11-11,6\n")
        return data

    monkeypatch.setattr(Path, "read_bytes", read_while_somebody_writes)
    with pytest.raises(UsageError, match=r"changed while it was read.*again when it is complete"):
        open_sheet(path)


@pytest.mark.parametrize("change", ["grow", "same size", "delete", "replace"])
def test_the_importer_asks_again_before_it_commits(tmp_path: Path, change: str) -> None:
    path = written(tmp_path, TABLE)
    os.utime(path, ns=(10**18, 10**18))
    sheet = open_sheet(path)
    assert unchanged(sheet)
    if change == "grow":
        path.write_text(TABLE + TABLE)
    elif change == "same size":
        path.write_text(TABLE.replace("5", "6"))
    elif change == "replace":  # another file, though of the same size and time
        other = written(tmp_path, TABLE, "other.csv")
        os.utime(other, ns=(10**18, 10**18))
        other.replace(path)
    else:
        path.unlink()
    assert not unchanged(sheet)
    assert rows_of(sheet) == [(2, ["A1", "2026-11-10", "5"])]  # what was read is still of one moment
    assert str(path) in changed(path).message


def test_reading_a_csv_never_loads_the_library_for_workbooks(tmp_path: Path) -> None:
    """openpyxl takes longer to load than most files take to read."""
    path = written(tmp_path, TABLE)
    script = (
        "import sys; from pathlib import Path; import collector.exchange.lines, collector.exchange.risklist; "
        "from collector.exchange.sheet import open_sheet; "
        f"assert len(list(open_sheet(Path({str(path)!r})).records())) == 1; sys.exit('openpyxl' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2]).returncode == 0
