"""The first page of the list and its headline before the database library is loaded: the same statements, as
text (`statements`), put to SQLite by the standard library's own driver. Nothing is written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from collector.errors import BookError
from collector.store import sqlite_file, stretches
from collector.store.plain import (
    SCHEMA_VERSION,
    HoldSpan,
    Lease,
    Reach,
    day_of,
    flag_of,
    microseconds_of,
    moment_of,
    number_of,
)
from collector.store.statements import STATEMENTS
from collector.store.stretches import Counts, Day, ListedAccount

_CACHE_KIB = 2048  # a page needs little, and counting goes through once
_READ: Mapping[str, Callable[[Any], Any]] = {"d": day_of, "m": moment_of, "f": flag_of}


class NotSoon(Exception):
    """The book cannot be read this way, or something about it is unusual: it is read the usual way instead."""


class Early(NamedTuple):
    """One moment of a book in a file."""

    connection: sqlite3.Connection

    def settings(self, as_of: date) -> dict[str, str]:
        """The book's own facts as of a day."""
        return {key: value for key, value in self.ask("settings", {"as_of": as_of})}  # noqa: C416

    def listed_on(self) -> date | None:
        for (day,) in self.ask("listed_on", {}):
            return day  # type: ignore[no-any-return]
        raise NotSoon

    def zone_groups(self) -> dict[int, tuple[str, ...]]:
        return {number: tuple(zones.split(";")) for number, zones, *_ in self.ask("zone_groups", {})}

    def page(self, day: Day, limit: int) -> list[ListedAccount]:
        return stretches.page(self.ask, day, limit)

    def counts(self, day: Day) -> Counts:
        return stretches.counts(self.ask, day)

    def hold_spans(self, ids: Iterable[int]) -> dict[int, list[HoldSpan]]:
        spans: dict[int, list[HoldSpan]] = {}
        for debtor_id, *span in self.ask("hold_spans", {"ids": ids}):
            spans.setdefault(debtor_id, []).append(HoldSpan(*span))
        return spans

    def numbers(self, ids: Iterable[int]) -> list[Reach]:
        return [Reach._make(row) for row in self.ask("numbers", {"ids": ids})]

    def leases(self, ids: Iterable[int]) -> dict[int, Lease]:
        return {row[0]: Lease._make(row) for row in self.ask("leases", {"ids": ids})}

    def ask(self, name: str, values: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
        """The rows of the statement of this name."""
        text, columns = STATEMENTS[name]
        asked = {key: _kept(value) for key, value in values.items() if not isinstance(value, Iterable)}
        for key, value in values.items():
            if isinstance(value, Iterable):
                text = text.replace(f"__[POSTCOMPILE_{key}]", ", ".join(str(int(each)) for each in value))
        rows = self.connection.execute(text, asked)
        reads = [(at, _READ[kind]) for at, kind in enumerate(columns) if kind in _READ]
        for row in rows if reads else ():
            found = list(row)
            for at, read in reads:
                found[at] = read(found[at])
            yield found
        if not reads:
            yield from rows


def _kept(value: Any) -> Any:
    """A value as the book keeps it."""
    if isinstance(value, datetime):
        return microseconds_of(value)
    return number_of(value) if isinstance(value, date) else value


@contextmanager
def opened(path: Path) -> Iterator[Early]:
    """One moment of the book at this path. NotSoon where the usual way must be gone."""
    try:
        if sqlite_file.inspect(path) != SCHEMA_VERSION:
            raise NotSoon
        with closing(sqlite_file.connect(path)) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            connection.execute("BEGIN")
            early = Early(connection)
            if [list(row) for row in early.ask("version", {})] != [[SCHEMA_VERSION]]:
                raise NotSoon
            yield early
    except (sqlite3.Error, BookError, OSError) as fault:
        raise NotSoon from fault
