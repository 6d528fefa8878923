"""Leases: while a card is open, no other agent is given the same debtor.

A lease lasts ten minutes by the real clock and is renewed while the card is open; run out, or its program
gone from this machine, it is free. It keeps two agents from ringing one person, it forbids nothing.
"""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from collector.desk.looking import Listed, today
from collector.desk.opening import Desk
from collector.store import leases
from collector.store.leases import Lease

LEASE = timedelta(minutes=10)


class Holder(NamedTuple):
    """One running app."""

    id: str
    agent: str
    host: str
    process: int


def holder(agent: str) -> Holder:
    """This program, under a new random id."""
    return Holder(uuid.uuid4().hex, agent, socket.gethostname(), os.getpid())


def take(desk: Desk, debtor_id: int, mine: Holder) -> Lease | None:
    """Take or renew the lease on a debtor. None: it is ours; else the lease of whoever holds it."""

    def write(connection: Connection) -> Lease | None:
        now = desk.clock.real_now()
        known = leases.of_debtors(connection, [debtor_id]).get(debtor_id)
        if known is not None and known.holder != mine.id and _lives(known, mine, now):
            return known
        leases.put(connection, Lease(debtor_id, *mine, now + LEASE))
        return None

    return desk.book.write(write)


def release(desk: Desk, debtor_id: int, mine: Holder) -> None:
    """Lay the card down."""
    desk.book.write(lambda connection: leases.drop(connection, debtor_id, mine.id))


def held(desk: Desk, ids: Sequence[int], mine: Holder) -> dict[int, Lease]:
    """Which of these debtors others hold, and who."""
    now = desk.clock.real_now()
    with desk.book.reading() as connection:
        known = leases.of_debtors(connection, ids)
    return {i: each for i, each in known.items() if each.holder != mine.id and _lives(each, mine, now)}


def next_free(desk: Desk, mine: Holder, after: int | None = None) -> Listed | None:
    """The next debtor who may be called now and whom nobody holds, leased to us. None when there is none.

    `after` is the debtor whose card was open: the search goes on behind it, and from the top when the list
    has no more.
    """
    rows = _callable(desk)
    place = next((n for n, row in enumerate(rows) if row.row.work.debtor_id == after), -1)
    for listed in [*rows[place + 1 :], *rows[: place + 1]]:
        debtor_id = listed.row.work.debtor_id
        if debtor_id != after and take(desk, debtor_id, mine) is None:
            return listed
    return None


def _callable(desk: Desk) -> list[Listed]:
    page = today(desk, limit=200)
    return [listed for listed in page.rows if listed.row.section == "now"]


def _lives(lease: Lease, mine: Holder, now: datetime) -> bool:
    if lease.until_at <= now:
        return False
    return lease.host != mine.host or _runs(lease.process)


def _runs(process: int) -> bool:
    if os.name == "nt":  # there, asking would end the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's, and alive
        return True
    return True
