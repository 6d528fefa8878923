"""Who is a holder of cards, and whether a lease of one still lives. Light: the first page asks it too."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from collector.store.plain import Lease


class Holder(NamedTuple):
    """One running app."""

    id: str
    agent: str
    host: str
    process: int


def holder(agent: str) -> Holder:
    """This program, under a new random id."""
    return Holder(os.urandom(16).hex(), agent, socket.gethostname(), os.getpid())


def others(leases: Mapping[int, Lease], mine: Holder | None, now: datetime) -> dict[int, Lease]:
    """Those of the leases that live and are another app's, by debtor. `now` is of the real clock."""
    return {
        debtor_id: lease
        for debtor_id, lease in leases.items()
        if (mine is None or lease.holder != mine.id) and lives(lease, now)
    }


def lives(lease: Lease, now: datetime) -> bool:
    """Whether it has not run out, and its program, when it is one of this machine, is still there."""
    if lease.until_at <= now:
        return False
    return lease.host != socket.gethostname() or _runs(lease.process)


def held_by(leases: Iterable[Lease]) -> dict[int, str]:
    """Which agent holds a debtor's card, by debtor."""
    return {lease.debtor_id: lease.agent for lease in leases}


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
