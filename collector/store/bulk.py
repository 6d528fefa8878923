"""Writing many rows at once: plain statements and tuples. SQLAlchemy's own way costs more than the judging.

Rows have their values in the order of the table's columns, as the records of `collector.rules` have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table

from collector.store.types import Processor, to_store

BATCH = 5000
Row = tuple[Any, ...]


def add(connection: Connection, into: Table, rows: Iterable[Sequence[Any]]) -> list[Row]:
    """Insert rows; they are given back as they are stored."""
    return _write(connection, _insert(into, connection.dialect.name), into, rows)


def add_new(connection: Connection, into: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows, but for those whose primary key is there already."""
    _write(connection, f"{_insert(into, connection.dialect.name)} ON CONFLICT DO NOTHING", into, rows)


def put(connection: Connection, into: Table, rows: Iterable[Sequence[Any]]) -> list[Row]:
    """Insert rows, or overwrite those with the same primary key."""
    return _write(connection, _upsert(into, connection.dialect.name), into, rows)


def set_one(
    connection: Connection, into: Table, column: str, values: Mapping[int, Any], key: str = "id"
) -> None:
    """Overwrite one column of the rows with these keys."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    statement = f"UPDATE {_quoted(into.name)} SET {_quoted(column)} = {mark} WHERE {_quoted(key)} = {mark}"  # noqa: S608  our own names
    if values:
        connection.exec_driver_sql(statement, [(value, number) for number, value in values.items()])


def _write(connection: Connection, statement: str, into: Table, rows: Iterable[Sequence[Any]]) -> list[Row]:
    written: list[Row] = []
    waiting = iter(rows)
    while batch := list(stored(into, islice(waiting, BATCH))):
        connection.exec_driver_sql(statement, batch)
        written += batch
    return written


def stored(into: Table, rows: Iterable[Sequence[Any]]) -> Iterable[Row]:
    """The rows with days, moments and flags as their columns keep them, a column at a time."""
    columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
    if columns:
        for at, convert in _converted(into):
            columns[at] = map(convert, columns[at])
    return zip(*columns, strict=True)


@lru_cache(maxsize=64)
def _converted(into: Table) -> list[tuple[int, Processor]]:
    return [(at, convert) for at, column in enumerate(into.c) if (convert := to_store(column.type))]


@lru_cache(maxsize=64)
def _insert(into: Table, dialect: str) -> str:
    marks = ", ".join(["?" if dialect == "sqlite" else "%s"] * len(into.c))
    return f"INSERT INTO {_quoted(into.name)} ({', '.join(_names(into))}) VALUES ({marks})"  # noqa: S608  our own names


@lru_cache(maxsize=64)
def _upsert(into: Table, dialect: str) -> str:
    key = [_quoted(column.name) for column in into.primary_key]
    rest = ", ".join(f"{name} = excluded.{name}" for name in _names(into) if name not in key)
    return f"{_insert(into, dialect)} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {rest}"


def _names(into: Table) -> list[str]:
    return [_quoted(column.name) for column in into.c]


def _quoted(name: str) -> str:
    return f'"{name}"'
