"""Made-up files in the shapes of the three public sets. Nobody in them exists, and no line is from a set."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

MONTHS = range(1, 7)
SHORT = ["ID", *(f"X{n}" for n in range(1, 24)), "Y"]
LONG = [
    *("ID", "LIMIT_BAL", "SEX", "EDUCATION", "MARRIAGE", "AGE", "PAY_0", *(f"PAY_{n}" for n in MONTHS[1:])),
    *(f"BILL_AMT{n}" for n in MONTHS),
    *(f"PAY_AMT{n}" for n in MONTHS),
    "default.payment.next.month",
]
INVOICES = [
    *("countryCode", "customerID", "PaperlessDate", "invoiceNumber", "InvoiceDate", "DueDate"),
    *("InvoiceAmount", "Disputed", "SettledDate", "PaperlessBill", "DaysToSettle", "DaysLate"),
]
LOANS = [
    *(
        "",
        "customerid",
        "systemloanid",
        "loannumber",
        "approveddate",
        "creationdate",
        "loanamount",
        "totaldue",
    ),
    *("termdays", "closeddate", "referredby", "firstduedate", "firstrepaiddate"),
]
HEADERS = {"bills": SHORT, "invoices": INVOICES, "loans": LOANS}


def client(
    number: int,
    statuses: Sequence[int] = (0, 0, 0, 0, 0, 0),
    bills: Sequence[object] = (600, 500, 400, 300, 200, 100),
    paid: Sequence[object] = (0, 0, 0, 0, 0, 0),
    default: int = 0,
    limit: object = 50000,
) -> list[str]:
    """A client of the bank; statuses, bills and what was paid begin with the latest month."""
    return [str(each) for each in (number, limit, 2, 1, 1, 30, *statuses, *bills, *paid, default)]


def invoice(number: int, customer: int, made: date, late: int = -3, amount: object = "80.5") -> list[str]:
    due, settled = made + timedelta(30), made + timedelta(30 + late)
    days = [f"{day.month}/{day.day}/{day.year}" for day in (made, due, settled)]
    ref = f"{number:010}"
    return [
        "770",
        f"C-{customer}",
        days[0],
        ref,
        days[0],
        days[1],
        str(amount),
        "No",
        days[2],
        "Paper",
        "",
        "",
    ]


def loan(
    number: int, customer: int, made: date, late: int = -2, term: object = 30, due: object = "13000.0000"
) -> list[str]:
    """A loan that was repaid so many days after its due day."""
    moments = [f"{made + timedelta(days)} 08:30:00.000000" for days in (0, 30, 30 + late)]
    start, first_due, repaid = moments
    return [
        *(str(number), f"8a{customer:030}", str(number), "1", start, start, "10000", str(due), str(term)),
        *(repaid, "", first_due, repaid),
    ]


def story(name: str) -> list[list[str]]:
    """Fifty debtors with habits: every fourth pays late or not at all, now and then everybody does."""
    first = date(2012, 1, 3)
    if name == "bills":
        habits = [[2 if (who % 4 == 0) ^ ((who + n) % 5 == 0) else 0 for n in MONTHS] for who in range(50)]
        return [client(who, [*lates, 0][1:], default=min(lates[0], 1)) for who, lates in enumerate(habits, 1)]
    makes = invoice if name == "invoices" else loan
    return [
        makes(100 + 50 * n + who, who, first + timedelta(31 * n + who % 7), 9 if who % 4 == 0 or (who + n) % 5 == 0 else -2)
        for n in range(6)
        for who in range(50)
    ]  # fmt: skip


def text(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *lines])
    return out.getvalue()


def save(path: Path, header: Sequence[str], lines: Iterable[Sequence[str]]) -> Path:
    path.write_text(text(header, lines), encoding="utf-8")
    return path
