"""What an import of payments costs: lines per processor second, memory, bytes of the book it adds.

It runs in a process of its own (`python -m collector.bench.imports BOOK FILE`), so that memory is its.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from collector.bench import books
from collector.bench.figures import Figures, peak_mb
from collector.rules.money import decimal_text
from collector.sample.bulk import Size
from collector.sample.dice import Dice
from collector.store.tables import AccountRow, table

LINES_A_DEBTOR = 10


def imports(folder: Path, lines: int) -> Figures:
    """Bring a file of payments in, ten lines for each debtor of a book with two promises each."""
    debtors = max(lines // LINES_A_DEBTOR, 1)
    path = books.make(folder / f"import-{debtors}.db", Size(debtors, promises=2, calls=1))
    run = books.copy(path, path.with_suffix(".run.db"))
    file = folder / f"payments-{lines}.csv"
    try:
        _write_payments(run, file, lines)
        before_bytes = run.stat().st_size
        told: Figures = json.loads(_alone(run, file))
        told |= {"file_bytes": file.stat().st_size, "book_grew_bytes": run.stat().st_size - before_bytes}
    finally:
        books.remove(run)
        file.unlink(missing_ok=True)
    return {"lines": lines, "debtors": debtors, **told, "lines_per_cpu_s": round(lines / told["cpu_s"])}


def _write_payments(book: Path, file: Path, lines: int) -> None:
    """The lines of a bank: in the order of their days, whoever paid."""
    desk = books.desk_at(book)
    with desk.book.reading() as connection:
        accounts = connection.execute(select(table(AccountRow).c.ref, table(AccountRow).c.currency)).all()
    desk.close()
    dice = Dice(lines, 3)
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write("account_ref,paid_on,amount,currency,payment_ref\n")
        for nth in range(lines):
            ref, currency = accounts[nth * 7919 % len(accounts)]
            paid_on = books.MONDAY - timedelta(days=400 - 400 * nth // lines)
            out.write(f"{ref},{paid_on},{decimal_text(dice.between(1_000, 90_000), 2)},{currency},B{nth}\n")


def _alone(book: Path, file: Path) -> str:
    command = [sys.executable, "-m", __spec__.name, str(book), str(file)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ourselves


def run_alone(book: Path, file: Path) -> Figures:
    """One import in this process."""
    from collector.desk.importing import import_files

    started_with_mb = peak_mb()
    desk = books.desk_at(book)
    wall, spent = time.perf_counter(), time.process_time()
    result = import_files(desk, [file], "payments")[0]
    spent, wall = time.process_time() - spent, time.perf_counter() - wall
    desk.close()
    took = {
        "cpu_s": round(spent, 3),
        "wall_s": round(wall, 3),
        "peak_mb": peak_mb(),
        "start_mb": started_with_mb,
    }
    return {**took, "new": result.new, "refused": result.refused}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run_alone(Path(sys.argv[1]), Path(sys.argv[2]))))
