"""Runs nights and reads what they wrote, as a program that trusts only the contract would."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

from collector.desk.opening import Desk
from collector.nightly import run_nightly
from tests import books

COLUMNS = [
    *("rank", "account_ref", "debtor_ref", "name", "creditor", "currency", "balance", "promised", "due_on"),
    *("p_kept", "p_low", "p_high", "band", "value_at_risk", "reason_1", "reason_2", "reason_3"),
    *("level", "broken_streak", "last_promise_state", "next_step", "channel", "contact_from"),
    *("contact_until", "holds", "change", "rank_before"),
]
TIMES = ("started_at", "finished_at")
Row = dict[str, str]


class Night(NamedTuple):
    """What lies in a folder after a night."""

    rows: list[Row]
    gone: list[Row]
    manifest: dict[str, Any]
    files: dict[str, bytes]

    def row(self, account_ref: str) -> Row:
        return next(row for row in self.rows if row["account_ref"] == account_ref)

    @property
    def order(self) -> list[str]:
        return [row["account_ref"] for row in self.rows]

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        return [(row["account_ref"], row["change"], row["rank_before"]) for row in self.rows]


def night(desk: Desk, out: Path, when: str | None = None, *formats: str) -> Night:
    """Runs a night, at another moment if one is given, and reads its folder."""
    run_nightly(books.on(desk, when) if when else desk, out, formats)
    return read(out)


def read(out: Path) -> Night:
    """The night that the manifest of this folder tells of."""
    manifest = json.loads((out / "manifest.json").read_bytes())
    files = {path.name: path.read_bytes() for path in out.iterdir()}
    stem = f"risk-list-{manifest['as_of']}"
    return Night(rows_of(files[f"{stem}.csv"]), rows_of(files[f"{stem}-gone.csv"]), manifest, files)


def rows_of(data: bytes) -> list[Row]:
    return list(csv.DictReader(data.decode("utf-8-sig").split("\n")))


def told(files: dict[str, bytes]) -> dict[str, Any]:
    """The files as they must be the same twice: the manifest without its times."""
    return {
        name: {key: value for key, value in json.loads(data).items() if key not in TIMES}
        if name == "manifest.json"
        else data
        for name, data in files.items()
    }


def is_whole(found: Night) -> bool:
    """The manifest matches the files, and nothing else lies there."""
    listed = {entry["name"]: entry for entry in found.manifest["files"]}
    return set(found.files) == {"manifest.json", *listed} and all(
        entry["bytes"] == len(found.files[name])
        and entry["sha256"] == hashlib.sha256(found.files[name]).hexdigest()
        for name, entry in listed.items()
    )
