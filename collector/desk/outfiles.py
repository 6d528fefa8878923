"""A file that somebody names for a command to write: never put over the book or over anything else of theirs."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from collector.errors import UsageError
from collector.exchange.staging import Stage
from collector.words import _

if TYPE_CHECKING:
    from collector.desk.opening import Desk

_BOOK_FILES = ("", "-wal", "-shm", "-journal")  # the book, and what SQLite lays beside it while it is open


def check_place(desk: Desk, option: str, path: Path, begins: bytes) -> None:
    """Whether a file may be put at `path`: a new one, or over a former one of its kind, which begins so.

    UsageError for the book, however it is named, and for anything else that stands there; OSError, before the
    long work, where nothing can be written.
    """
    if _is_of_the_book(desk, path):
        said = _("{option}: {file} belongs to the book.")
    elif path.exists() and not path.is_dir() and not _is_former(path, begins):
        said = _("{option}: {file} holds something else.")
    else:
        return _stage(path, b"", publish=False)
    told = _(
        "Expected a new file, or one that {option} wrote before. It was left as it is; name another file."
    )
    raise UsageError(f"{said} {told}".format(option=option, file=path))


def put(path: Path, content: bytes) -> None:
    """Write a file aside and put it in its place in one step; a link stays one. OSError, with nothing left behind."""
    _stage(path, content, publish=True)


def _is_of_the_book(desk: Desk, path: Path) -> bool:
    book = desk.book.path
    if book is None:
        return False
    real = os.path.realpath(book)
    same_name = os.path.realpath(path) in {real + end for end in _BOOK_FILES}
    return same_name or (path.exists() and path.samefile(book))


def _is_former(path: Path, begins: bytes) -> bool:
    if not path.is_file():  # a pipe, a device: to look into one could take for ever
        return False
    with path.open("rb") as file:
        return file.read(len(begins)) == begins


def _stage(path: Path, content: bytes, *, publish: bool) -> None:
    place = Path(os.path.realpath(path))
    try:
        if path.is_dir():
            raise _fault(errno.EISDIR)
        if not place.parent.is_dir():
            raise _fault(errno.ENOTDIR if place.parent.exists() else errno.ENOENT)
        with Stage(place.parent) as stage:
            stage.add(place.name, lambda file: file.writelines([content]))
            if publish:
                stage.publish()
    except OSError as fault:  # who asked knows the file by this name, not by that of the one aside
        raise OSError(fault.errno, fault.strerror, str(path)) from fault


def _fault(number: int) -> OSError:
    return OSError(number, os.strerror(number))
