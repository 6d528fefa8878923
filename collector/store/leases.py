"""Who holds the card of a debtor: one holder at a time, for ten minutes by the real clock."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from collector.store.bookkeeping import LeaseRow
from collector.store.plain import Lease
from collector.store.tables import table

_LEASE = table(LeaseRow)


def of_debtors(connection: Connection, ids: Sequence[int]) -> dict[int, Lease]:
    """The leases written for these debtors, run out or not."""
    rows = connection.execute(OF_DEBTORS, {"ids": list(ids)})
    return {row.debtor_id: Lease._make(row) for row in rows}


OF_DEBTORS = select(_LEASE).where(_LEASE.c.debtor_id.in_(bindparam("ids", expanding=True)))


def put(connection: Connection, lease: Lease) -> None:
    """Give the card to this holder, whoever had it."""
    connection.execute(delete(_LEASE).where(_LEASE.c.debtor_id == lease.debtor_id))
    connection.execute(insert(_LEASE), lease._asdict())


def drop(connection: Connection, debtor_id: int, holder: str) -> None:
    """Lay the card down, if it is this holder's."""
    mine = (_LEASE.c.debtor_id == debtor_id) & (_LEASE.c.holder == holder)
    connection.execute(delete(_LEASE).where(mine))
