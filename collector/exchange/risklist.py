"""Writes the files of the night: the risk list in each format asked for, who left it, and the manifest.

Same rows, same bytes, whatever the day, the folder or the machine's clock.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from collector.errors import UsageError
from collector.exchange.riskcolumns import (
    FORMATS,
    NUMBER_COLUMNS,
    TEXT_COLUMNS,
    RiskCell,
    RiskRow,
    guarded,
    number_of,
)
from collector.exchange.staging import Stage, sweep
from collector.words import _

_TO_QUOTE = re.compile(r'[,"\r\n]')
_NAMES = re.compile(r"risk-list-[0-9]{4}-[0-9]{2}-[0-9]{2}(-gone)?\.(csv|xlsx|parquet|jsonl)|manifest\.json")

_Writer: TypeAlias = Callable[[BinaryIO], None]


def write_night(
    out_dir: Path,
    as_of: date,
    columns: Sequence[str],
    rows: Sequence[RiskRow],
    gone_rows: Sequence[RiskRow],
    formats: Sequence[str],
    manifest: Mapping[str, Any],
) -> dict[str, Any]:
    """Writes the night's files into `out_dir`, the manifest last, and gives back the manifest as written.

    The CSV and the list of those who left are always written; `formats` (of FORMATS) adds siblings. Rows have
    their cells in the order of `columns`. The manifest's `files` are filled in here, at the place of that key.
    Until the new manifest stands, the one of an earlier night stays. Two runs must not share a folder at once.

    Raises UsageError, before anything is written, for an unknown format or one whose library is missing, and
    OSError (disk full, no permission) with nothing left behind.
    """
    writers = _writers(columns, rows, formats)
    stem = f"risk-list-{as_of.isoformat()}"
    planned: list[tuple[str, int, _Writer]] = [(f"{stem}.csv", len(rows), partial(_write_csv, columns, rows))]
    planned.append((f"{stem}-gone.csv", len(gone_rows), partial(_write_csv, columns, gone_rows)))
    planned += [(f"{stem}.{name}", len(rows), writer) for name, writer in writers.items()]
    with Stage(out_dir) as stage:
        sweep(out_dir, _NAMES)
        files = [_entry(stage, name, count, writer) for name, count, writer in planned]
        whole = {**manifest, "files": files}
        stage.add("manifest.json", lambda file: _write_json(whole, file))
        stage.publish()
    return whole


def _entry(stage: Stage, name: str, count: int, writer: _Writer) -> dict[str, Any]:
    written = stage.add(name, writer)
    return {"name": name, "rows": count, "bytes": written.size_bytes, "sha256": written.sha256}


def _writers(columns: Sequence[str], rows: Sequence[RiskRow], formats: Sequence[str]) -> dict[str, _Writer]:
    """How each sibling of the CSV is written, in the order of FORMATS. Libraries are looked for here."""
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UsageError(
            _("There is no format {seen}. Expected one or more of {known}, with commas between.").format(
                seen=", ".join(unknown), known=", ".join(FORMATS)
            )
        )
    writers: dict[str, _Writer] = {}
    if "xlsx" in formats:
        from collector.exchange.risk_xlsx import xlsx_writer

        writers["xlsx"] = xlsx_writer(columns, rows)
    if "parquet" in formats:
        from collector.exchange.risk_parquet import parquet_writer

        writers["parquet"] = parquet_writer(columns, rows)
    if "jsonl" in formats:
        writers["jsonl"] = partial(_write_jsonl, columns, rows)
    return writers


def _write_csv(columns: Sequence[str], rows: Sequence[RiskRow], file: BinaryIO) -> None:
    """UTF-8 with mark, LF, quotes only where needed. The csv module quotes otherwise from release to release."""
    texts = [at for at, column in enumerate(columns) if column in TEXT_COLUMNS]
    file.write(b"\xef\xbb\xbf" + _csv_line(columns))
    for row in rows:
        cells = list(row)
        for at in texts:
            cells[at] = None if cells[at] is None else guarded(str(cells[at]))
        file.write(_csv_line(cells))


def _csv_line(cells: Sequence[RiskCell]) -> bytes:
    return (",".join("" if cell is None else _csv_cell(str(cell)) for cell in cells) + "\n").encode()


def _csv_cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _TO_QUOTE.search(text) else text


def _write_jsonl(columns: Sequence[str], rows: Sequence[RiskRow], file: BinaryIO) -> None:
    """One object a line, raw text, null for what is unknown, probabilities as numbers."""
    numbers = {column for column in columns if column in NUMBER_COLUMNS}
    for row in rows:
        item: dict[str, object] = dict(zip(columns, row, strict=True))
        for column in numbers:
            item[column] = number_of(item[column])
        file.write(json.dumps(item, ensure_ascii=False).encode() + b"\n")


def _write_json(whole: Mapping[str, Any], file: BinaryIO) -> None:
    file.write(json.dumps(whole, ensure_ascii=False, indent=2).encode() + b"\n")
