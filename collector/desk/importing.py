"""Bringing files in: what was read is checked against the book, written in one transaction, judged once.

A refused line costs only itself. The same file twice changes nothing. Stopped anywhere, nothing is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert

from collector.currencies import decimals
from collector.desk.intake import calls, payments, portfolio, promises, rates
from collector.desk.intake.ledger import Ledger, Progress, Tally
from collector.desk.intake.understood import Understood
from collector.desk.opening import Desk
from collector.exchange.filebytes import changed
from collector.exchange.kinds import KINDS, guess_kind
from collector.exchange.lines import Reading, read_lines
from collector.exchange.problems import Problem
from collector.exchange.sheet import Sheet, open_sheet, unchanged
from collector.store import audit, heap, judging, reading, writing
from collector.store.bookkeeping import IntakeRow
from collector.store.tables import table

_Take = Callable[[Ledger, Sequence[Any]], Tally]
_ROUNDS: tuple[tuple[str, _Take], ...] = (
    ("rates", rates.take),
    ("portfolio", portfolio.take),
    ("promises", promises.take),
    ("payments", payments.take),
    ("payments", payments.take_back),
    ("calls", calls.take),
)


class Imported(NamedTuple):
    """What came of one file. `lines` = new + changed + known + refused."""

    kind: str
    file: str
    lines: int
    new: int
    changed: int
    known: int
    refused: int
    problems: tuple[Problem, ...]
    unknown: tuple[str, ...]  # headers that no kind knows, kept as notes
    understood: Understood | None = None  # how much of the notes, of a file of calls


class _File(NamedTuple):
    path: Path
    kind: str
    sheet: Sheet
    reading: Reading


class _DryRun(Exception):
    def __init__(self, results: list[Imported]) -> None:
        super().__init__("dry run")
        self.results = results


def import_files(
    desk: Desk,
    paths: Sequence[Path],
    kind: str | None = None,
    *,
    dry_run: bool = False,
    progress: Progress = lambda *_: None,
) -> list[Imported]:
    """Bring files in, debts before promises before payments, whatever their order.

    UsageError, before anything is written, when a file is missing, no table, of no kind, or changes meanwhile.
    """
    with heap.growing():
        return _import(desk, paths, kind, dry_run, progress)


def _import(
    desk: Desk, paths: Sequence[Path], kind: str | None, dry_run: bool, progress: Progress
) -> list[Imported]:
    files = [_read(desk, path, kind, progress) for path in paths]

    def write(connection: Connection) -> list[Imported]:
        results = _bring_in(desk, connection, files, progress)
        for file in files:
            if not unchanged(file.sheet):
                raise changed(file.path)
        if dry_run:
            raise _DryRun(results)
        return results

    try:
        return desk.book.write(write)
    except _DryRun as dry:
        return dry.results


def _read(desk: Desk, path: Path, kind: str | None, progress: Progress) -> _File:
    sheet = open_sheet(path)
    kind = kind or guess_kind(path, sheet.headers)
    if kind not in KINDS:
        raise ValueError(f"no such kind of file: {kind!r}")
    progress(f"read {path.name}", 0, 0)
    return _File(path, kind, sheet, read_lines(sheet, kind, ZoneInfo(desk.office.zone), decimals()))


def _bring_in(
    desk: Desk, connection: Connection, files: Sequence[_File], progress: Progress
) -> list[Imported]:
    ledger = Ledger(desk, connection, progress)
    tallies = [Tally() for _file in files]
    for kind, take in _ROUNDS:
        for file, tally in zip(files, tallies, strict=True):
            if file.kind == kind:
                progress(f"write {file.path.name}", 0, len(file.reading.lines))
                tally.add(take(ledger, file.reading.lines))
                ledger.flush()
    results = [_result(file, tally) for file, tally in zip(files, tallies, strict=True)]
    for file, result in zip(files, results, strict=True):
        if result.new or result.changed:
            _remember(ledger, file, result)
    if ledger.touched:
        _judge(reopened_in(desk, connection), connection, ledger, progress)
    return results


def reopened_in(desk: Desk, connection: Connection) -> Desk:
    """The desk with the rates and terms that this transaction has just written."""
    return desk._replace(office=reading.office(connection, desk.today()))


def _judge(desk: Desk, connection: Connection, ledger: Ledger, progress: Progress) -> None:
    """First every verdict, then the base rate they give, then the list that is scored with it."""
    ids = sorted(ledger.touched)
    progress("judge", 0, len(ids))
    waiting = judging.judge_for_list(connection, ids, desk.unscored_setting())
    judging.count_base_days(connection)
    judging.list_waiting(connection, waiting, desk.setting(connection), desk.office, decimals())
    progress("judge", len(ids), len(ids))


def _result(file: _File, tally: Tally) -> Imported:
    problems = sorted([*file.reading.problems, *tally.problems], key=lambda p: (p.line, p.column or ""))
    lines = tally.new + tally.changed + tally.known + len(problems)
    return Imported(
        file.kind,
        str(file.path),
        lines,
        tally.new,
        tally.changed,
        tally.known,
        len(problems),
        tuple(problems),
        file.reading.unknown,
        tally.understood,
    )


def _remember(ledger: Ledger, file: _File, result: Imported) -> None:
    """One row and one audit entry a file, with the hash of what it held."""
    digest = hashlib.sha256(file.sheet.content.data).hexdigest()
    counts = {key: getattr(result, key) for key in ("lines", "new", "changed", "known", "refused")}
    body: dict[str, Any] = {"kind": file.kind, "file": file.path.name, "sha256": digest, **counts}
    body["facts"] = ledger.digest()
    desk, recorded_at = ledger.desk, ledger.recorded_at
    writing.know_agent(ledger.connection, desk.agent, recorded_at)
    audit.append(ledger.connection, _entry(desk.now(), recorded_at, desk.agent, body))
    row = {"kind": file.kind, "file": file.path.name, "sha256": digest, **counts, "recorded_at": recorded_at}
    row["id"] = writing.next_number(ledger.connection, table(IntakeRow), "id")
    ledger.connection.execute(insert(table(IntakeRow)), row)


def _entry(at: datetime, recorded_at: datetime, agent: str, body: dict[str, Any]) -> audit.Entry:
    return audit.Entry(at, recorded_at, agent, "import", body)
