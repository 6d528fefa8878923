"""How long a call with a promise takes to be on the disk while several agents write, and whether any is lost.

Each writer is a process of its own (`python -m collector.bench.commits BOOK WRITER SECONDS`) with debtors of its
own; it commits once in each tenth of a second, at a moment of it that chance chooses.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from collector.bench import books
from collector.bench.figures import Figures, spread
from collector.desk import acting
from collector.desk.entries import CallEntry, PromiseEntry
from collector.desk.opening import Desk
from collector.sample.dice import Dice
from collector.store import audit
from collector.store.bookkeeping import CommandRow, WorkRow
from collector.store.tables import CallRow, HoldRow, PromiseRow, table

WRITERS = 8
EVERY_S = 0.1
START_IN_S = 0.2
GOAL_P99_MS = 30
_GUARDS = ("hold", "above_balance", "beyond_horizon", "many_breaks", "too_good")
_WORK = table(WorkRow).c


def commits(book: Path, seconds: float) -> Figures:
    """The writers' durations, and what of their commits the book holds afterwards."""
    told = [json.loads(text) for text in _all_together(book, seconds)]
    durations = [each for writer in told for each in writer["durations_s"]]
    ids = [each for writer in told for each in writer["ids"]]
    failed = [each for writer in told for each in writer["failed"]]
    return {
        "writers": WRITERS,
        "seconds": seconds,
        "commit": spread(durations),
        "cpu_ms_each": round(1000 * sum(writer["cpu_s"] for writer in told) / len(durations), 2),
        "failed": len(failed),
        "failures": sorted(set(failed)),
        **_kept(book, ids),
        "goal": {"commit.p99_ms": GOAL_P99_MS, "failed": 0, "lost": 0},
    }


def _all_together(book: Path, seconds: float) -> list[str]:
    """What each writer has told. They begin when the last of them has opened its book."""
    writers = [_started(book, writer, seconds) for writer in range(WRITERS)]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()
    start_at = time.monotonic() + START_IN_S
    said = [writer.communicate(f"{start_at}\n")[0] for writer in writers]
    if any(writer.returncode for writer in writers):
        raise RuntimeError("a writer has ended before its time")
    return said


def _started(book: Path, writer: int, seconds: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", __spec__.name, str(book), str(writer), str(seconds)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)  # noqa: S603 - ourselves


def _kept(book: Path, ids: list[str]) -> Figures:
    """Of these commands, how many are whole in the book; and whether the audit trail holds them all."""
    desk = books.desk_at(book)
    try:
        with desk.book.reading() as connection:
            whole = set.intersection(
                *(_with(connection, row, ids) for row in (CommandRow, CallRow, PromiseRow))
            )
            faults = list(audit.faults(connection))
            entries = audit.head(connection).entries
    finally:
        desk.close()
    return {
        "saved": len(ids),
        "lost": len(ids) - len(whole),
        "audit_entries": entries,
        "audit_faults": faults,
    }


def _with(connection: Any, row: Any, ids: list[str]) -> set[str]:
    column = table(row).c["id" if row is CommandRow else "command_id"]
    wanted = set(ids)
    return {found for (found,) in connection.execute(select(column)) if found in wanted}


# --- One writer ------------------------------------------------------------------------------------------


def write(book: Path, writer: int, seconds: float, start: Callable[[], float]) -> Figures:
    """Commit once every tenth of a second; `start` is asked when all is ready. What came of it."""
    desk = books.desk_at(book)
    dice, times = Dice(writer, 5), max(round(seconds / EVERY_S), 1)
    debtors = _debtors_of(desk, writer, times)
    _one(desk, debtors[0], _command_id(writer, 0))
    durations, ids, failed = [], [], []
    start_at, spent = start(), time.process_time()
    for nth in range(times):
        _wait_until(start_at + nth * EVERY_S + dice.below(1000) / 1000 * EVERY_S)
        command_id = _command_id(writer, nth + 1)
        began = time.perf_counter()
        try:
            _one(desk, debtors[1 + nth], command_id)
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is counted and told
            failed.append(repr(fault))
            continue
        durations.append(time.perf_counter() - began)
        ids.append(command_id)
    spent = time.process_time() - spent
    desk.close()
    return {"durations_s": durations, "ids": ids, "failed": failed, "cpu_s": spent}


def _told_when() -> float:
    """Say that all is ready, and wait for the moment at which all begin."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    return float(sys.stdin.readline())


def _command_id(writer: int, nth: int) -> str:
    return f"bench-{writer}-{nth}"


def _wait_until(moment: float) -> None:
    time.sleep(max(moment - time.monotonic(), 0))


def _debtors_of(desk: Desk, writer: int, times: int) -> list[tuple[int, int]]:
    """Debtor and account for each commit: others for each writer, without holds, again from the front when few."""
    with desk.book.reading() as connection:
        held = select(table(HoldRow).c.debtor_id)
        found = select(_WORK.debtor_id, _WORK.account_seq).where(
            _WORK.debtor_id % WRITERS == writer, _WORK.balance_minor > 0, _WORK.debtor_id.not_in(held)
        )
        rows = [(row[0], row[1]) for row in connection.execute(found.limit(times + 1))]
    return [rows[n % len(rows)] for n in range(times + 1)]


def _one(desk: Desk, debtor: tuple[int, int], command_id: str) -> None:
    """A call in which a small sum is promised for the week after next; whatever the guards would ask is answered."""
    promise = PromiseEntry(5_000, desk.today() + timedelta(days=9))
    reasons = dict.fromkeys(_GUARDS, "measured")
    entry = CallEntry(
        outcome="promise", typed="ptp 50", promises=(promise,), relation="besides", reasons=reasons
    )
    acting.record_call(desk, *debtor, entry, command_id)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(write(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), _told_when)))
