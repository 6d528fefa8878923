"""The simulator's stories as files to import: a debt and a promise each, as bills are."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from collector.rules.happenings import Happening, LatePaid, Made, Resolved
from collector.sample.truth import GRACE_DAYS, World, stories

HEADERS = {
    "portfolio": ("account_ref", "debtor_ref", "name", "currency", "balance", "balance_on"),
    "promises": ("account_ref", "promise_ref", "made_on", "due_on", "amount"),
    "payments": ("account_ref", "payment_ref", "paid_on", "amount"),
}


def write(folder: Path, debtors: int, seed: int = 1, world: World | None = None) -> list[Path]:
    """Portfolio, promises and payments. Working days of grace: found the book without a calendar."""
    lines: dict[str, list[tuple[object, ...]]] = {kind: [] for kind in HEADERS}
    for number, story in enumerate(stories(debtors, seed, world)):
        made = {event.ref: event for event in story.events if isinstance(event, Made)}
        for ref, promise in made.items():
            account, day = f"D{number}-{ref}", date.fromordinal(promise.day)
            lines["portfolio"].append(
                (account, f"D{number}", f"Somebody {number}", "RON", promise.balance, day)
            )
            due = date.fromordinal(promise.due)
            lines["promises"].append((account, f"{account}-p", day, due, promise.amount))
        for n, (ref, day, amount) in enumerate(_money(made, story.events)):
            account = f"D{number}-{ref}"
            lines["payments"].append((account, f"{account}-{n}", date.fromordinal(day), f"{amount:.2f}"))
    return [_file(folder / f"{kind}.csv", HEADERS[kind], lines[kind]) for kind in HEADERS]


def _money(made: dict[str, Made], events: Iterable[Happening]) -> Iterable[tuple[str, int, float]]:
    """What was paid: all of it, a part in time and, where the rest came, the rest."""
    part: dict[str, float] = {}
    for event in events:
        whole = made[event.ref].amount
        if isinstance(event, Resolved):
            part[event.ref] = whole if event.kept else round(event.share * whole, 2)
            if part[event.ref] > 0:
                yield (
                    event.ref,
                    event.day if event.kept else made[event.ref].due + GRACE_DAYS,
                    part[event.ref],
                )
        elif isinstance(event, LatePaid):
            yield event.ref, event.day, whole - part[event.ref]


def _file(path: Path, header: tuple[str, ...], lines: Iterable[tuple[object, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(lines)
    return path
