"""The append-only audit trail: each entry holds the hash of the one before it and its own.

A head row holds how many entries there are and the last hash; the night's manifest and every backup print
it, so that cutting off the end is seen as well as changing the middle.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Connection, Text, bindparam, insert, select, type_coerce, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from collector.store import bulk
from collector.store.bookkeeping import AuditHeadRow, AuditRow
from collector.store.faults import kind_of
from collector.store.tables import table
from collector.store.types import to_store
from collector.words import _

BEGINNING = "0" * 64
_ENTRY, _HEAD = table(AuditRow), table(AuditHeadRow)
_HASHED = [column for column in _ENTRY.c if column.key != "hash"]
_SEQ, _PREVIOUS = (_ENTRY.c.keys().index(name) for name in ("seq", "prev_hash"))
# Read as stored: a moment that was changed into one no calendar has must be found, not stumbled over.
_AS_STORED = select(
    *(type_coerce(c, Text if isinstance(c.type, Text) else BigInteger) for c in (*_HASHED, _ENTRY.c.hash))
).order_by(_ENTRY.c.seq)


class Head(NamedTuple):
    """How many entries the trail has, and the hash of the last."""

    entries: int
    hash: str


class Entry(NamedTuple):
    """What happened: by whom, at which (possibly pretended) moment, recorded when, with which facts."""

    at: datetime
    recorded_at: datetime
    agent: str
    kind: str
    body: Mapping[str, Any]
    command_id: str | None = None
    debtor_id: int | None = None


def begin(connection: Connection) -> None:
    """Start the trail of a new book."""
    connection.execute(insert(_HEAD), {"id": 1, "entries": 0, "hash": BEGINNING})


def head(connection: Connection) -> Head:
    """The head row as it stands."""
    row = connection.execute(_THE_HEAD).one_or_none()
    return Head(*row) if row else Head(0, BEGINNING)


_THE_HEAD = select(_HEAD.c.entries, _HEAD.c.hash)


def append(connection: Connection, entry: Entry) -> Head:
    """Add one entry and move the head. Call it inside the transaction that writes the facts."""
    last = head(connection)
    row = {
        "seq": last.entries + 1,
        "recorded_at": entry.recorded_at,
        "at": entry.at,
        "agent": entry.agent,
        "command_id": entry.command_id,
        "kind": entry.kind,
        "debtor_id": entry.debtor_id,
        "body": json.dumps(entry.body, default=_plain, sort_keys=True, ensure_ascii=False),
        "prev_hash": last.hash,
    }
    row["hash"] = hash_of([_stored(column.type, row[column.key]) for column in _HASHED])
    bulk.add(connection, _ENTRY, [tuple(row[column.key] for column in _ENTRY.c)])
    connection.execute(_MOVE_HEAD, {"to_entries": row["seq"], "to_hash": row["hash"]})
    return Head(last.entries + 1, str(row["hash"]))


_MOVE_HEAD = update(_HEAD).values(entries=bindparam("to_entries"), hash=bindparam("to_hash"))


def hash_of(values: Sequence[Any]) -> str:
    """SHA-256 over every other column of an entry as it is stored, the hash before it among them."""
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def faults(connection: Connection) -> Iterator[str]:
    """What is wrong with the trail, entry by entry; nothing when it is whole."""
    before, count = BEGINNING, 0
    try:
        rows = connection.execution_options(stream_results=True).execute(_AS_STORED)
        for *values, own in rows:
            seq, came_after = values[_SEQ], values[_PREVIOUS]
            count += 1
            if seq != count:
                yield _("entry {entry} is missing").format(entry=count)
                count = seq
            if came_after != before or hash_of(values) != own:
                yield _("entry {entry} was changed").format(entry=seq)
            before = own
    except DBAPIError as fault:  # bytes that are no text any more
        if kind_of(fault.orig) in ("away", "locked"):
            raise
        yield _("it cannot be read after entry {entry}").format(entry=count)
        return
    last = head(connection)
    if (last.entries, last.hash) != (count, before):
        yield _("it ends at entry {entry}, its head says {head}").format(entry=count, head=last.entries)


def hash_at(connection: Connection, seq: int) -> str | None:
    """The hash of one entry, to compare with what a manifest printed; None when it is gone."""
    if seq == 0:
        return BEGINNING
    return connection.execute(select(_ENTRY.c.hash).where(_ENTRY.c.seq == seq)).scalar_one_or_none()


def _stored(kind: TypeEngine[Any], value: Any) -> Any:
    """The value as the column keeps it: a moment as microseconds in UTC, whatever zone it came in."""
    convert = to_store(kind)
    return convert(value) if convert else value


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"no place in the audit trail for {type(value).__name__}")
