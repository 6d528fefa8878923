"""Three public sets of real commitments as import files: python -m tools.publicsets NAME FILE… FOLDER

NAME is bills, invoices or loans; FILE is what you downloaded, saved as CSV. FOLDER gets `portfolio.csv`, `promises.csv`
and `payments.csv`: each bill, invoice and loan is an account of its own with one promise. Where the sets come from,
and what they are and are not: docs/how-to/test-on-public-data.md.

A line that cannot be read costs itself and is told; the exit code is then 3, and 2 where nothing was written.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

HEADERS = {
    "portfolio": ("account_ref", "debtor_ref", "name", "currency", "balance", "opened_on", "balance_on"),
    "promises": ("account_ref", "promise_ref", "made_on", "due_on", "amount", "currency"),
    "payments": ("account_ref", "payment_ref", "paid_on", "amount", "currency"),
}
LARGEST = 10**12


class Commitment(NamedTuple):
    """A debt with its one promise, and what was paid on it; amounts in the currency of the set."""

    ref: str
    debtor_ref: str
    name: str
    balance: Decimal
    made_on: date
    due_on: date
    amount: Decimal
    paid_on: date
    paid: Decimal


class Bad(Exception):
    """A line that cannot be used: what was seen there, and what was expected."""

    def __init__(self, column: str, seen: str, expected: str) -> None:
        super().__init__(f"{column}: seen {seen!r}, expected {expected}")


class Unusable(Exception):
    """Nothing can be made of what was given; says why, and what to do."""


class Row:
    """One line of a set, asked by the folded names of its columns; each answer is checked."""

    def __init__(self, header: Sequence[str], places: dict[str, int], cells: Sequence[str]) -> None:
        if len(cells) != len(header):
            raise Bad("line", f"{len(cells)} values", f"{len(header)}, as in the header")
        self.header, self.places, self.cells = header, places, cells

    def bad(self, column: str, expected: str) -> Bad:
        place = self.places[column]
        return Bad(self.header[place], self.cells[place], expected)

    def text(self, column: str) -> str:
        if found := self.cells[self.places[column]].strip():
            return found
        raise self.bad(column, "a value")

    def number(self, column: str) -> Decimal:
        """Any number, also as a spreadsheet writes large ones: 1.00E+05."""
        try:
            found = Decimal(self.text(column))
            if abs(found) < LARGEST:
                return found
        except InvalidOperation:
            pass
        raise self.bad(column, "a number")

    def amount(self, column: str) -> Decimal:
        found = self.number(column)
        if found <= 0:
            raise self.bad(column, "an amount above 0")
        return found

    def whole(self, column: str, within: range) -> int:
        found = self.number(column)
        if not within[0] <= found <= within[-1] or found % 1:
            raise self.bad(column, f"a whole number from {within[0]} to {within[-1]}")
        return int(found)

    def day(self, column: str, since: date = date.min) -> date:
        """A day as 2016-01-31, with or without a time, or as 1/31/2016; never before `since`."""
        written = self.text(column).partition(" ")[0]
        try:
            if "/" in written:
                month, day, year = map(int, written.split("/"))
                found = date(year, month, day)
            else:
                found = date.fromisoformat(written)
        except ValueError:
            raise self.bad(column, "a day as 2016-01-31 or 1/31/2016") from None
        if found < since:
            raise self.bad(column, f"{since} or later")
        return found


# --- The three sets ---------------------------------------------------------------------------------------

MONTHS = range(6, 0, -1)  # back from the latest bill, the oldest first
NEXT = "default_payment_next_month"  # what became of the latest bill


def bills(row: Row) -> Iterator[Commitment]:
    """A credit card's monthly bills. What became of a bill stands in the status of the month after it.

    Status −2: no bill to pay. 0 and below: not in arrears, told as paid in full. Above: in arrears, told as paid in
    part where something was paid, at most nine tenths. The source has months only: the days are made up here.
    """
    number, limit = row.whole("id", range(1, 10**9)), row.amount("limit_bal")
    for place, month in enumerate(MONTHS):
        bill = row.number(f"bill_amt{month}")
        latest = month == 1
        status = row.whole(NEXT, range(2)) if latest else row.whole(f"pay_{month - 1}", range(-2, 10))
        if bill <= 0 or status == -2:
            continue
        part = Decimal(0) if latest else row.number(f"pay_amt{month - 1}")
        made = date(2004, 4, 1) + timedelta(number % 28 + 30 * place)
        yield Commitment(
            f"c{number}-{place}", f"c{number}", f"Client {number}", max(limit, bill),
            made, made + timedelta(25), bill,
            made + timedelta(20), bill if status <= 0 else min(part, bill * 9 / 10),
        )  # fmt: skip


def invoices(row: Row) -> Iterator[Commitment]:
    """Each invoice was paid once, in full. `Disputed` is left out: it does not say since when, so it would leak."""
    ref, customer, amount = row.text("invoicenumber"), row.text("customerid"), row.amount("invoiceamount")
    made = row.day("invoicedate")
    due, paid = row.day("duedate", made), row.day("settleddate", made)
    yield Commitment(ref, customer, f"Customer {customer}", amount, made, due, amount, paid, amount)


def loans(row: Row) -> Iterator[Commitment]:
    """Loans of 15 and 30 days, to be repaid at once; of longer ones only the first of several days is known."""
    if row.whole("termdays", range(1, 1000)) not in {15, 30}:
        return
    ref, customer, amount = f"L{row.text('systemloanid')}", row.text("customerid"), row.amount("totaldue")
    made = row.day("approveddate")
    due, paid = row.day("firstduedate", made), row.day("firstrepaiddate", made)
    yield Commitment(ref, customer, f"Client {customer[-6:]}", amount, made, due, amount, paid, amount)


class PublicSet(NamedTuple):
    """How a set is read: its currency, the columns that are used (folded), and what a line makes."""

    currency: str
    columns: tuple[str, ...]
    commitments: Callable[[Row], Iterator[Commitment]]


SETS = {
    "bills": PublicSet(
        "TWD",
        ("id", "limit_bal", *(f"bill_amt{n}" for n in MONTHS),
         *(f"{kind}{n}" for kind in ("pay_", "pay_amt") for n in MONTHS[1:]), NEXT),
        bills,
    ),
    "invoices": PublicSet(
        "USD",
        ("invoicenumber", "customerid", "invoiceamount", "invoicedate", "duedate", "settleddate"),
        invoices,
    ),
    "loans": PublicSet(
        "NGN",
        ("systemloanid", "customerid", "totaldue", "termdays", "approveddate", "firstduedate", "firstrepaiddate"),
        loans,
    ),
}  # fmt: skip
# The bills are handed round with either of two headers, and the first status as PAY_0.
ALSO_CALLED = {"x1": "limit_bal", "y": NEXT, "pay_0": "pay_1"} | {
    f"x{first + n}": f"{kind}{n}"
    for first, kind in ((5, "pay_"), (11, "bill_amt"), (17, "pay_amt"))
    for n in MONTHS
}


# --- Reading and writing ----------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.publicsets", description=__doc__)
    parser.add_argument("name", choices=SETS)
    parser.add_argument("files", metavar="file", nargs="+", type=Path)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args(arguments)
    public, problems = SETS[asked.name], list[str]()
    try:
        found = list(commitments(public, asked.files, problems))
        for problem in problems:
            print(problem, file=sys.stderr)
        if not found:
            raise Unusable(f"{asked.name}: no line that can be used; nothing was written")
        write(asked.folder, found, public.currency)
    except Unusable as reason:
        print(reason, file=sys.stderr)
        return 2
    except OSError as fault:
        place = f"{fault.filename}: {fault.strerror}" if fault.filename else f"{fault}"
        print(f"{place}. Check the name and the permissions; nothing was written over.", file=sys.stderr)
        return 2
    debtors = len({each.debtor_ref for each in found})
    print(f"{asked.folder}: {len(found)} promises of {debtors} debtors; {len(problems)} lines refused")
    return 3 if problems else 0


def commitments(public: PublicSet, files: Iterable[Path], problems: list[str]) -> Iterator[Commitment]:
    """What the lines of all files make; one that cannot be read is told in `problems`, as file:line."""
    known: set[str] = set()
    for path in files:
        header, places, lines = opened(path, public.columns)
        for number, cells in lines:
            try:
                found = list(public.commitments(Row(header, places, cells)))
                if again := known & {each.ref for each in found}:
                    raise Bad("reference", min(again), "each only once")
            except Bad as problem:
                problems.append(f"{path}:{number}: {problem}")
                continue
            known |= {each.ref for each in found}
            yield from found


Lines = Iterable[tuple[int, list[str]]]


def opened(path: Path, wanted: Sequence[str]) -> tuple[list[str], dict[str, int], Lines]:
    """The header, which may be the second line (so the bills' spreadsheet), the places in it, and the lines below."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            lines = [(reader.line_num, cells) for cells in reader if any(cells)]
    except (UnicodeDecodeError, csv.Error):
        raise Unusable(
            f"{path}: this is no CSV in UTF-8. Open it in a spreadsheet, save it as CSV."
        ) from None
    gaps = []
    for row, (_number, header) in enumerate(lines[:2], 1):
        places = places_of(header)
        gaps.append([name for name in wanted if name not in places])
        if not gaps[-1]:
            return header, places, lines[row:]
    missing, seen = min(gaps, key=len, default=wanted), lines[0][1] if lines else ["nothing"]
    raise Unusable(
        f"{path}:1: these columns are missing: {', '.join(missing)}. Seen: {', '.join(seen)}. "
        "Is this the file of that set, with its own header?"
    )


def places_of(header: Sequence[str]) -> dict[str, int]:
    """The places of the columns by folded name; the same column under its other name is the same."""
    folded = (title.strip().lower().replace(".", "_").replace(" ", "_") for title in header)
    return {ALSO_CALLED.get(name, name): place for place, name in enumerate(folded)}


def write(folder: Path, found: Iterable[Commitment], currency: str) -> None:
    """The three files. One that is there already may be somebody's work, and is never written over."""
    rows: dict[str, list[tuple[object, ...]]] = {kind: [] for kind in HEADERS}
    for each in found:
        ref, made, amount = each.ref, each.made_on, f"{each.amount:.2f}"
        account = (ref, each.debtor_ref, each.name, currency, f"{each.balance:.2f}", made, made)
        rows["portfolio"].append(account)
        rows["promises"].append((ref, f"{ref}-p", made, each.due_on, amount, currency))
        if each.paid > 0:
            rows["payments"].append((ref, f"{ref}-0", each.paid_on, f"{each.paid:.2f}", currency))
    paths = {kind: folder / f"{kind}.csv" for kind in HEADERS}
    if there := [str(path) for path in paths.values() if path.exists()]:
        raise Unusable(f"already there: {', '.join(there)}. Name another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    for kind, path in paths.items():
        with path.open("x", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(HEADERS[kind])
            out.writerows(rows[kind])


if __name__ == "__main__":
    sys.exit(main())
