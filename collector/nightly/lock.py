"""One night at a time on one book; a killed night leaves no lock behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from collector.desk.opening import Desk
from collector.errors import AlreadyRunning
from collector.store import database
from collector.words import _


@contextmanager
def only_one(desk: Desk) -> Iterator[None]:
    """Hold the right to run the night. AlreadyRunning when another holds it."""
    if desk.book.path is None:
        with database.server_lock(desk.book, "nightly") as held:
            if not held:
                raise _running(desk.book.where)
            yield
        return
    from filelock import FileLock, Timeout

    lock = FileLock(f"{desk.book.path}.night.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise _running(desk.book.where) from None
    try:
        yield
    finally:
        lock.release()


def _running(where: str) -> AlreadyRunning:
    return AlreadyRunning(_("The night runs already on {where}; nothing was done.").format(where=where))
