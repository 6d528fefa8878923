"""Leases: while a card is open, no other agent is given the same debtor.

A lease lasts ten minutes by the real clock and is renewed while the card is open; run out, or its program
gone from this machine, it is free. It keeps two agents from ringing one person, it forbids nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from collector.desk import looking
from collector.desk.leaseholding import Holder, holder, lives, others
from collector.desk.listing import Listed
from collector.desk.opening import Desk
from collector.store import leases
from collector.store.narrowing import ALL, Chosen
from collector.store.plain import Lease
from collector.store.stretches import PLACES_NOW, Cursor

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["LEASE", "Holder", "held", "holder", "next_free", "release", "take"]

LEASE = timedelta(minutes=10)
PAGE_ROWS = 50


def take(desk: Desk, debtor_id: int, mine: Holder) -> Lease | None:
    """Take or renew the lease on a debtor. None: it is ours; else the lease of whoever holds it."""

    def write(connection: Connection) -> Lease | None:
        now = desk.clock.real_now()
        known = leases.of_debtors(connection, [debtor_id]).get(debtor_id)
        if known is not None and known.holder != mine.id and lives(known, now):
            return known
        leases.put(connection, Lease(debtor_id, *mine, now + LEASE))
        return None

    return desk.book.write(write)


def release(desk: Desk, debtor_id: int, mine: Holder) -> None:
    """Lay the card down."""
    desk.book.write(lambda connection: leases.drop(connection, debtor_id, mine.id))


def held(desk: Desk, ids: Sequence[int], mine: Holder) -> dict[int, Lease]:
    """Which of these debtors others hold, and who."""
    with desk.book.reading() as connection:
        known = leases.of_debtors(connection, ids)
    return others(known, mine, desk.clock.real_now())


def next_free(
    desk: Desk, mine: Holder, after: int | None = None, chosen: Chosen = ALL, place: Cursor | None = None
) -> Listed | None:
    """The next debtor who may be called now and whom nobody holds, leased to us. None when there is none.

    `after` is the debtor whose card was open: the search goes on behind it, and from the top when the list
    has no more. `place` is where that one stood when the card was opened: what was saved meanwhile moves a
    debtor, and those between the old place and the new one would be passed over.
    """
    tried = {after}
    for page in _pages(desk, after, chosen, place):
        taken = {*held(desk, [row.row.work.debtor_id for row in page], mine)}
        for listed in page:
            debtor_id = listed.row.work.debtor_id
            if debtor_id in tried or debtor_id in taken:
                continue
            tried.add(debtor_id)
            if take(desk, debtor_id, mine) is None:
                if looking.stands_as(desk, listed.row.work):
                    return listed
                release(desk, debtor_id, mine)  # another agent has just been there
    return None


def _pages(desk: Desk, after: int | None, chosen: Chosen, place: Cursor | None) -> Iterator[list[Listed]]:
    """Those to call now, from behind this debtor on, then from the top."""
    behind = place or (looking.place_to_call(desk, after) if after is not None else None)
    for begin in dict.fromkeys((behind, None)):
        cursor, more = begin, True
        while more:
            page = looking.today(desk, PAGE_ROWS, cursor, chosen)
            yield [listed for listed in page.rows if listed.row.section == "now"]
            cursor, more = page.next, page.next is not None and page.next.place < PLACES_NOW
