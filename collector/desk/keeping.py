"""Keeping the book safe: an online copy of it, and the proof that it is whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection

from collector.desk.opening import Desk
from collector.errors import UsageError
from collector.rules.known import history_of
from collector.rules.promises import judge
from collector.store import audit, copying, judging, narrowing, nights, reading
from collector.words import _

Progress = Callable[[str, int, int], None]


class Copied(NamedTuple):
    """A backup: where, how large, and the head of the audit trail that it holds."""

    file: Path
    bytes: int
    audit: audit.Head


def backup(desk: Desk, path: Path, progress: Progress = lambda *_: None) -> Copied:
    """Copy the book while others use it, as one SQLite file; a former backup of it is replaced.

    UsageError when something else is at that place. BookError when the copy is not whole.
    """
    _refuse_place(desk, path)
    try:
        head = copying.copy(desk.book, path, lambda done, total: progress("copy", done, total))
    except FileNotFoundError as fault:
        raise UsageError(
            _("There is no folder {folder} to put the backup in.").format(folder=path.parent)
        ) from fault
    return Copied(path, path.stat().st_size, head)


def _refuse_place(desk: Desk, path: Path) -> None:
    if not path.exists():
        return
    if desk.book.path is not None and path.samefile(desk.book.path):
        raise UsageError(_("{file} is the book itself; name another file for the copy.").format(file=path))
    if copying.book_id_of(path) != desk.book.book_id:
        raise UsageError(
            _("{file} exists and is no backup of this book; it was left as it is.").format(file=path)
        )


# --- Is the book whole? ----------------------------------------------------------------------------------


def check(desk: Desk, progress: Progress = lambda *_: None) -> list[str]:
    """What is wrong with the book, in words; an empty list when it is whole.

    The file, the audit trail against its head and against every night's manifest, the stored verdicts against
    verdicts judged anew, and whose the accounts on the list are against the accounts.
    """
    with desk.book.reading() as connection:
        return [
            *_file(desk, connection),
            *(_("Audit trail: {fault}.").format(fault=fault) for fault in audit.faults(connection)),
            *_nights(desk, connection),
            *_verdicts(connection, progress),
            *_listed(connection),
        ]


def _file(desk: Desk, connection: Connection) -> Iterator[str]:
    for fault in copying.file_faults(desk.book, connection):
        yield _("File: {fault}.").format(fault=fault)


def _listed(connection: Connection) -> Iterator[str]:
    """The list is narrowed by what it keeps of the accounts itself."""
    for ref in narrowing.astray(connection):
        yield _("Account {account} is on the list under another agent or creditor.").format(account=ref)


def _nights(desk: Desk, connection: Connection) -> Iterator[str]:
    """The trail must still hold what each night saw at its end, as the book and the manifest say."""
    seen = list(nights.all_nights(connection))
    for night in seen:
        if audit.hash_at(connection, night.audit.entries) != night.audit.hash:
            yield _("Audit trail: entry {entry} is not what the night of {day} saw.").format(
                entry=night.audit.entries, day=night.as_of
            )
    for folder in {Path(night.out_dir) for night in seen} | _default_folder(desk):
        yield from _manifest(desk, connection, folder / "manifest.json")


def _default_folder(desk: Desk) -> set[Path]:
    return {desk.book.path.absolute().parent / "risk"} if desk.book.path else set()


def _manifest(desk: Desk, connection: Connection, path: Path) -> Iterator[str]:
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        entries, digest = int(manifest["audit"]["entries"]), manifest["audit"]["hash"]
        mine = manifest["book_id"] == desk.book.book_id
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError):
        yield _("{file} cannot be read as a manifest.").format(file=path)
        return
    if mine and audit.hash_at(connection, entries) != digest:
        yield _("Audit trail: entry {entry} is not what {file} says.").format(entry=entries, file=path)


def _verdicts(connection: Connection, progress: Progress) -> Iterator[str]:
    """Each stored verdict is judged anew as of the day it was stored for, or of the last night after it."""
    night = reading.last_night(connection)
    total = reading.count_debtors(connection)
    for done, (case, stored) in enumerate(reading.stream_with_verdicts(connection)):
        for account in case.accounts:
            history = history_of(case, account.seq)
            rows = {p.seq: stored.get(p.seq) for p in history.promises}
            days = {max(row.as_of, night or row.as_of) for row in rows.values() if row is not None}
            judged = {day: {v.promise.seq: v for v in judge(history, day)} for day in days}
            for seq, row in rows.items():
                verdict = judged[max(row.as_of, night or row.as_of)].get(seq) if row is not None else None
                if verdict is None or judging.is_other(verdict, row):
                    ref = next(p.ref for p in history.promises if p.seq == seq)
                    yield _(
                        "Verdict of promise {promise} of account {account} is not what its facts give."
                    ).format(promise=ref, account=account.ref)
        if done % 1000 == 0:
            progress("check", done, total)
