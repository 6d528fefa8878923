"""The nights that the book remembers: their risk lists as written, and what the audit trail was then."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select

from collector.store import bulk
from collector.store.audit import Head
from collector.store.bookkeeping import NightRow, ScoreRow
from collector.store.database import Book
from collector.store.tables import AccountRow, table

BATCH = 5000
REMEMBERED = 31  # nights whose rows are kept; of older ones only that they were
_json = json.JSONEncoder(ensure_ascii=False).encode
_NIGHT, _SCORE, _ACCOUNT = table(NightRow), table(ScoreRow), table(AccountRow)


class Night(NamedTuple):
    """One night: its day, where it wrote, the head of the audit trail that its manifest prints."""

    as_of: date
    out_dir: str
    audit: Head
    recorded_at: datetime


def all_nights(connection: Connection) -> Iterator[Night]:
    """Every night, oldest first."""
    for row in connection.execute(select(_NIGHT).order_by(_NIGHT.c.as_of)):
        yield Night(row.as_of, row.out_dir, Head(row.audit_entries, row.audit_hash), row.recorded_at)


def before(connection: Connection, as_of: date) -> Iterator[tuple[str, int, list[Any]]]:
    """The list of the latest night before a day: account reference, rank, cells."""
    day = connection.execute(select(func.max(_NIGHT.c.as_of)).where(_NIGHT.c.as_of < as_of)).scalar()
    if day is None:
        return
    here = (_ACCOUNT.c.debtor_id == _SCORE.c.debtor_id) & (_ACCOUNT.c.seq == _SCORE.c.account_seq)
    rows = connection.execute(
        select(_ACCOUNT.c.ref, _SCORE.c.rank, _SCORE.c.cells)
        .join(_ACCOUNT, here)
        .where(_SCORE.c.as_of == day)
    )
    for ref, rank, cells in rows:
        yield ref, rank, json.loads(cells)


def keep(book: Book, night: Night, keys: Sequence[tuple[int, int]], cells: Sequence[Sequence[Any]]) -> None:
    """Remember a night, its rows in small steps and the night itself last: a half-kept one is none."""
    book.write(lambda connection: _forget(connection, night.as_of))
    for start in range(0, len(keys), BATCH):
        some = zip(keys[start : start + BATCH], cells[start : start + BATCH], strict=True)
        rows = [(*key, night.as_of, rank, _json(row)) for rank, (key, row) in enumerate(some, start + 1)]
        book.write(lambda connection, rows=rows: bulk.add(connection, _SCORE, rows))  # type: ignore[misc]
    book.write(lambda connection: _finish(connection, night))


def _forget(connection: Connection, as_of: date) -> None:
    connection.execute(delete(_NIGHT).where(_NIGHT.c.as_of == as_of))
    connection.execute(delete(_SCORE).where(_SCORE.c.as_of == as_of))


def _finish(connection: Connection, night: Night) -> None:
    connection.execute(
        insert(_NIGHT),
        {
            "as_of": night.as_of,
            "out_dir": night.out_dir,
            "audit_entries": night.audit.entries,
            "audit_hash": night.audit.hash,
            "recorded_at": night.recorded_at,
        },
    )
    newest = select(_NIGHT.c.as_of).order_by(_NIGHT.c.as_of.desc()).limit(REMEMBERED)
    oldest = connection.execute(select(func.min(newest.subquery().c.as_of))).scalar()
    connection.execute(delete(_SCORE).where(_SCORE.c.as_of < oldest))
