"""Reading a line in a test: on Monday 23 November 2026 at 10:15, an account in RON with 1,200.00 to pay."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from collector.config import data_file
from collector.lexicons import shipped_rows
from collector.rules.shorthand import Note, read_note
from collector.rules.shorthand.lexicon import Lexicon
from collector.rules.shorthand.record import decimal, record
from collector.rules.shorthand.spelling import Spelling, read_spelling

MONDAY = datetime(2026, 11, 23, 10, 15)
DATA = Path(__file__).parents[2] / "data" / "shorthand"


@cache
def words() -> Lexicon:
    """The lexicon that comes with the program, without anybody's own words."""
    return Lexicon(shipped_rows(), Spelling(read_spelling(data_file("spelling.txt").read_text("utf-8"))))


def read(
    text: str, as_of: datetime = MONDAY, currency: str | None = "RON", balance: str | None = "1200.00"
) -> Note:
    cents = None if balance is None else int(balance.replace(".", ""))
    return read_note(text, as_of, currency, cents, words())


def promised(note: Note) -> list[tuple[str | None, str | None, str | None]]:
    """Amount, currency and day of every promise, sorted."""
    told = [
        (decimal(one.cents), one.currency, one.due_on.isoformat() if one.due_on else None)
        for one in note.promises
    ]
    return sorted(told, key=str)


def day(text: str) -> date:
    return date.fromisoformat(text)


def cases(name: str) -> list[dict[str, Any]]:
    """The lines of a data file with the records they must become; what a record does not name was not said."""
    text = (DATA / f"{name}.jsonl").read_text("utf-8")
    found = [json.loads(line) for line in text.splitlines() if line.strip()]
    return [case | {"expected": record(Note()) | case["expected"]} for case in found]


def phrases(name: str) -> dict[str, list[str]]:
    """The phrases of a table, by what each must come to."""
    found: dict[str, list[str]] = {}
    for line in (DATA / f"{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            means, _, said = line.partition(": ")
            found.setdefault(means, []).extend(said.split(" | "))
    return found


def record_of(case: dict[str, Any]) -> dict[str, Any]:
    note = read(case["text"], datetime.fromisoformat(case["as_of"]), case["currency"], case["balance"])
    return in_order(record(note))


def in_order(told: dict[str, Any]) -> dict[str, Any]:
    """The same record with its promises sorted: their order carries no meaning."""
    return told | {"promises": sorted(told["promises"], key=json.dumps)}
