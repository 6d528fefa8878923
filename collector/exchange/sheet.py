"""Opens a CSV or XLSX file; its content decides what it is, not its name."""

from __future__ import annotations

from pathlib import Path

from collector.exchange.csvfile import open_csv
from collector.exchange.filebytes import is_zip, read_whole, same_as_read
from collector.exchange.table import Sheet

__all__ = ["Sheet", "open_sheet", "unchanged"]


def open_sheet(path: Path) -> Sheet:
    """The table in this file; its content decides what it is, not its name.

    Raises UsageError for anything that is no CSV or XLSX table, naming what was seen and what to do.
    """
    content = read_whole(path)
    if not is_zip(content.data):
        return open_csv(content)
    from collector.exchange.xlsxfile import open_xlsx  # openpyxl is heavy; most files are CSV

    return open_xlsx(content)


def unchanged(sheet: Sheet) -> bool:
    """Is the file still what was read? The importer asks this before it commits; `filebytes.changed` is its error."""
    return same_as_read(sheet.content)
