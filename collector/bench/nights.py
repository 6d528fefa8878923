"""What a night that trains costs: processor seconds, memory, growth with the size of the book.

Beside it stand judging alone (every promise judged and compared with the verdict in the book), and a plain sum.

Each night runs in a process of its own (`python -m collector.bench.nights BOOK OUT`), so that memory is its.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from collector.bench import books
from collector.bench.figures import Figures, growth, peak_mb
from collector.sample.bulk import Size

if TYPE_CHECKING:
    from collector.desk.opening import Desk

PROMISES = 10
_SUMS = {
    "promise": "sum(amount_minor + due_on + made_on + deadline_on + threshold_minor)",
    "payment": "sum(amount_minor + paid_on)",
    "call": "sum(called_at / 1000000)",
    "verdict": "sum(received_minor + decided_on)",
    "work": "sum(balance_minor)",
}


def nights(folder: Path, sizes: tuple[int, ...]) -> Figures:
    """A night per size, on a book whose verdicts are those of the working day before."""
    runs = [_night(folder, debtors) for debtors in sizes]
    costs = [float(run["cpu_s"]) for run in runs]
    beside = float(runs[-1]["beside_judging"])  # of the largest book: what a night costs once weighs less
    goal = {"exponent": 1.05, "beside_judging": 2.5}
    return {"runs": runs, "exponent": growth(sizes, costs), "beside_judging": beside, "goal": goal}


def _night(folder: Path, debtors: int) -> Figures:
    path = books.make(folder / f"night-{debtors}.db", Size(debtors, PROMISES), books.FRIDAY)
    run = books.copy(path, path.with_suffix(".run.db"))
    sum_s = _plain_sums(run)
    try:
        told: Figures = json.loads(_alone(run, folder / f"risk-{debtors}"))
    finally:
        books.remove(run)
    told |= {"debtors": debtors, "promises": PROMISES * debtors, "sum_cpu_s": round(sum_s, 4)}
    return told | {
        "ratio": round(told["cpu_s"] / sum_s, 1),
        "us_per_debtor": round(1e6 * told["cpu_s"] / debtors),
    }


def _alone(book: Path, out: Path) -> str:
    command = [sys.executable, "-m", __spec__.name, str(book), str(out)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ourselves


def _plain_sums(path: Path) -> float:
    """Processor seconds of the least that anybody can do with these rows: read each one and add it up."""
    connection = sqlite3.connect(path)
    before = time.process_time()
    for name, figure in _SUMS.items():
        connection.execute(f'SELECT {figure} FROM "{name}"').fetchone()  # noqa: S608 - our own names
    spent = time.process_time() - before
    connection.close()
    return spent


def run_alone(book: Path, out: Path) -> Figures:
    """One night in this process."""
    from collector.nightly import run_nightly

    started_with_mb = peak_mb()
    desk = books.desk_at(book)
    before = time.process_time()
    summary = run_nightly(desk, out)
    told: Figures = {"cpu_s": round(time.process_time() - before, 3)}
    told |= {"peak_mb": peak_mb(), "start_mb": started_with_mb, "rows": summary.manifest["rows"]}
    judging_s = min(_judging_alone(desk) for _again in range(2))
    desk.close()
    return told | {
        "judging_cpu_s": round(judging_s, 3),
        "beside_judging": round(told["cpu_s"] / judging_s, 2),
    }


def _judging_alone(desk: Desk) -> float:
    """Processor seconds to judge every promise of the book, with nothing made of it."""
    from collector.rules.known import history_of
    from collector.rules.promises import judge
    from collector.store import judging, reading

    before, today = time.process_time(), desk.today()
    with desk.book.reading() as connection:
        for case, stored in reading.stream_with_verdicts(connection):
            verdicts = [v for each in case.accounts for v in judge(history_of(case, each.seq), today)]
            judging.differs(verdicts, stored)
    return time.process_time() - before


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run_alone(Path(sys.argv[1]), Path(sys.argv[2]))))
