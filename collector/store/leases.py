"""Who holds the card of a debtor: one holder at a time, for ten minutes by the real clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from collector.store.bookkeeping import LeaseRow
from collector.store.tables import table

_LEASE = table(LeaseRow)


class Lease(NamedTuple):
    """A card in somebody's hands. `holder` is the random id of one running app."""

    debtor_id: int
    holder: str
    agent: str
    host: str
    process: int
    until_at: datetime


def of_debtors(connection: Connection, ids: Sequence[int]) -> dict[int, Lease]:
    """The leases written for these debtors, run out or not."""
    rows = connection.execute(select(_LEASE).where(_LEASE.c.debtor_id.in_(ids)))
    return {row.debtor_id: Lease._make(row) for row in rows}


def put(connection: Connection, lease: Lease) -> None:
    """Give the card to this holder, whoever had it."""
    connection.execute(delete(_LEASE).where(_LEASE.c.debtor_id == lease.debtor_id))
    connection.execute(insert(_LEASE), lease._asdict())


def drop(connection: Connection, debtor_id: int, holder: str) -> None:
    """Lay the card down, if it is this holder's."""
    mine = (_LEASE.c.debtor_id == debtor_id) & (_LEASE.c.holder == holder)
    connection.execute(delete(_LEASE).where(mine))
