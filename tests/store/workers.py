"""Programs at the same book: started once with everything loaded, then forked as often as a story needs them."""

from __future__ import annotations

import multiprocessing
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from collector.errors import BookError
from tests import books
from tests.books import Debt, november

_STARTER = multiprocessing.get_context("forkserver")
_STARTER.set_forkserver_preload(["tests.store.workers"])
KIB = 1024


@contextmanager
def another_program(work: Callable[..., None], *facts: Any) -> Iterator[tuple[BaseProcess, Connection]]:
    """A process that does this work, and the end of the pipe that it reports on."""
    ours, theirs = _STARTER.Pipe()
    process = _STARTER.Process(target=work, args=(theirs, *facts), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def promise_on(reports: Connection, url: str, name: str) -> None:
    """Promise after promise without end; each one's id is reported when the book has said that it is saved."""
    desk = books.a_desk(url)
    for number in range(100_000):
        command_id = f"{name}-{number}"
        books.promise(
            desk, Debt(1 + number % 5, 1), 1_00, november(27), relation="besides", command_id=command_id
        )
        reports.send(command_id)


def promise_in_turns(reports: Connection, url: str, name: str, count: int) -> None:
    """So many promises, the book opened and closed for each, all of them on the same debtor."""
    for number in range(count):
        desk = books.a_desk(url, agent=name)
        saved = books.promise(
            desk, Debt(1, 1), 1_00, november(27), relation="besides", command_id=f"{name}-{number}"
        )
        desk.close()
        reports.send(saved.promise_refs)


def come_and_go(reports: Connection, url: str, times: int) -> None:
    """Open the book, look or note a call, and close it again, so many times; each trouble is reported."""
    for number in range(times):
        try:
            desk = books.a_desk(url)
            if number % 3 == 0:
                books.call(desk, Debt(1, 1), who="nobody", outcome="no_answer")
            desk.close()
        except BookError as fault:
            reports.send(fault.message)


def fill_the_disk(reports: Connection, url: str, room: int) -> None:
    """Long notes until a file may grow no more, then once again with room: ids, the trouble, an id."""
    desk = books.a_desk(url)
    no_room(room)
    for number in range(1000):
        try:
            books.call(desk, Debt(1, 1), typed="o notă lungă " * KIB)
        except BookError as fault:
            reports.send(fault.kind)
            break
        reports.send(number)
    no_room(resource.RLIM_INFINITY)
    reports.send(books.call(desk, Debt(1, 1), typed="iar e loc").call_ref)


def found_without_room(reports: Connection, path: str, room: int) -> None:
    """Make a book where a file may not grow as long as a book is."""
    no_room(room)
    try:
        books.a_book(path)
    except BookError as fault:
        reports.send((fault.kind, fault.where))


def no_room(size: int) -> None:
    """No file of this process may become longer: what a full disk does, but for one process."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
