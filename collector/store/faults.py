"""What a database says went wrong, in the words that a user can act on."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from collector.errors import BookError

if TYPE_CHECKING:  # a file is read without the database library too
    from sqlalchemy.exc import DBAPIError

# SQLite's primary result codes, https://www.sqlite.org/rescode.html
_SQLITE_KINDS = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "not_a_book",
    sqlite3.SQLITE_CANTOPEN: "read_only",
    sqlite3.SQLITE_IOERR: "damaged",
}
# PostgreSQL's classes of SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html
_SERVER_KINDS = {"53100": "full", "25006": "read_only", "42501": "read_only", "55P03": "locked"}
SAID_AT_MOST = 80  # characters
_TRY_AGAIN = ("40001", "40P01", "55P03")
_FULL_IO = (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_SHMSIZE)


def translate(fault: DBAPIError, where: str) -> Exception:
    """The BookError of this fault; a broken rule of a table is our own mistake and stays as it is."""
    kind = kind_of(fault.orig)
    return BookError(kind, where, said(fault.orig)) if kind else fault


def translate_sqlite(fault: sqlite3.Error, where: str) -> BookError:
    """The same for the plain driver."""
    return BookError(kind_of(fault) or "damaged", where, said(fault))


def is_busy(fault: DBAPIError) -> bool:
    """Whether another writer was in the way, so that trying again makes sense."""
    return kind_of(fault.orig) == "locked" or getattr(fault.orig, "sqlstate", None) in _TRY_AGAIN


def is_taken(fault: DBAPIError) -> bool:
    """Whether a server has a table of this name already: another book's, or another program's."""
    return getattr(fault.orig, "sqlstate", None) == "42P07"


def kind_of(fault: BaseException | None) -> str | None:
    if isinstance(fault, sqlite3.Error):
        return _sqlite_kind(fault)
    state = getattr(fault, "sqlstate", None)
    if state in _SERVER_KINDS:
        return _SERVER_KINDS[state]
    lost = state is None or state.startswith(("08", "57P", "28", "3D"))
    return "away" if lost and _is_operational(fault) else None


def _sqlite_kind(fault: sqlite3.Error) -> str | None:
    code = getattr(fault, "sqlite_errorcode", None)
    if code in _FULL_IO:
        return "full"
    kind = _SQLITE_KINDS.get(code & 0xFF) if code is not None else None
    if kind is None and any(sign in str(fault) for sign in ("malformed", "Could not decode to UTF-8")):
        return "damaged"
    return kind


def _is_operational(fault: BaseException | None) -> bool:
    return type(fault).__name__ in (
        "OperationalError",
        "InterfaceError",
        "ConnectionTimeout",
        "AdminShutdown",
    )


def said(fault: BaseException | None) -> str:
    """The beginning of what the database said: it may go on with what lies in the book."""
    return str(fault).strip().splitlines()[0][:SAID_AT_MOST] if str(fault).strip() else type(fault).__name__
