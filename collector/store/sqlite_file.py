"""What is special about a book in a file: telling one, connecting, making one in one piece, copying."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from collector.errors import BookError, reason
from collector.store.faults import translate_sqlite

APPLICATION_ID = 0x434C4354  # "CLCT", told by file(1) and by us
OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
_HEADER = b"SQLite format 3\0"
OPENING_SECONDS = 10.0  # how long to wait while another program opens or closes the book
_CACHE_KIB = 32 * 1024


def inspect(path: Path) -> int:
    """The schema version in the head of the file. BookError when there is no book or it is another's."""
    if not path.exists():
        raise BookError("missing", path)
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except IsADirectoryError:
        raise BookError("not_a_book", path, "a folder") from None
    except OSError as fault:
        raise BookError("read_only", path, reason(fault)) from None
    if not head.startswith(_HEADER):
        raise BookError("not_a_book", path, "no SQLite file" if head else "an empty file")
    if len(head) < 100 or path.stat().st_size < 1024:
        raise BookError("damaged", path, "cut off")
    if int.from_bytes(head[68:72]) != APPLICATION_ID:
        raise BookError("not_a_book", path, "a database of another program")
    return int.from_bytes(head[60:64])


def connect(path: Path, writable: bool = True) -> sqlite3.Connection:
    """A connection with our pragmas. A file or folder that cannot be written is opened for reading."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise BookError("not_a_book", path, f"SQLite {sqlite3.sqlite_version} < 3.37")
    try:
        if writable and os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK):
            return _tuned(_open(path, "rw"))
        return _reading(path)
    except sqlite3.Error as fault:
        raise translate_sqlite(fault, str(path)) from fault


def _reading(path: Path) -> sqlite3.Connection:
    """Read-only; in a folder that cannot be written the log's index cannot be made, so none is used."""
    connection = _open(path, "ro")
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return connection
    except sqlite3.Error as fault:
        connection.close()
        log = path.with_name(path.name + "-wal")
        if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CANTOPEN or (log.exists() and log.stat().st_size):
            raise
        return _open(path, "ro&immutable=1")


def _open(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=OPENING_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


def _tuned(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA journal_mode = WAL")  # a copy that became the book has none yet
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    return connection


def make(path: Path, fill: Callable[[Path], None]) -> None:
    """Make the book beside its place and move it there in one step, never over something else."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as fault:  # a file where a folder should be is not the book's place taken
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path.parent)) from fault
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    aside.unlink(missing_ok=True)
    try:
        sqlite3.connect(aside).close()
        fresh = sqlite3.connect(aside)
        fresh.execute("PRAGMA journal_mode = WAL")
        fresh.close()
        fill(aside)
        _place(aside, path)
    except sqlite3.Error as fault:
        raise translate_sqlite(fault, str(path)) from fault
    finally:
        for leftover in (aside, Path(f"{aside}-wal"), Path(f"{aside}-shm")):
            leftover.unlink(missing_ok=True)


def _place(aside: Path, path: Path) -> None:
    try:
        os.link(aside, path)  # fails when something is there, unlike a rename
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        if path.exists():
            raise FileExistsError(path) from None
        aside.rename(path)
    _keep_name(path)


def _keep_name(path: Path) -> None:
    """Bring to the disk that this file stands in its folder now."""
    _flush(path.absolute().parent)


def copy(source: sqlite3.Connection, path: Path, progress: Callable[[int, int], None] | None = None) -> None:
    """An online copy of an open book, written aside, checked, and moved into place."""
    told = (lambda _status, left, total: progress(total - left, total)) if progress else None

    def fill(aside: Path) -> None:
        target = sqlite3.connect(aside)
        try:
            source.backup(target, pages=2048, progress=told)
        finally:
            target.close()

    replace(path, fill)


def replace(path: Path, fill: Callable[[Path], None]) -> None:
    """Let `fill` make a book aside, check it, and put it at `path` in one step, over a former one.

    BookError `damaged` when the copy is not whole, `full` when the disk is.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    aside.unlink(missing_ok=True)
    try:
        fill(aside)
        target = sqlite3.connect(aside)
        try:
            target.execute("PRAGMA journal_mode = DELETE")  # the copy is one file, without a log beside it
            found = target.execute("PRAGMA integrity_check(1)").fetchone()[0]
        finally:
            target.close()
        if found != "ok":
            raise BookError("damaged", path, found)
        _flush(aside)
        aside.replace(path)
        _flush(path.absolute().parent)
    except sqlite3.Error as fault:
        raise translate_sqlite(fault, str(path)) from fault
    finally:
        aside.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Put a file, or the names in a folder, onto the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
