"""Column types: whole days and moments kept as integers, on every database alike.

The processors are the plain functions and tables of `plain`: a night reads tens of columns of millions of rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator, TypeEngine

from collector.store.plain import bit_of, day_of, flag_of, microseconds_of, moment_of, number_of

Processor = Callable[[Any], Any]


class Day(TypeDecorator[date]):
    """A date, kept as days since 1970-01-01."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Any) -> Processor:
        return number_of

    def result_processor(self, dialect: Any, coltype: object) -> Processor:
        return day_of


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as microseconds since 1970 in UTC; a naive one is refused."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Any) -> Processor:
        return microseconds_of

    def result_processor(self, dialect: Any, coltype: object) -> Processor:
        return moment_of


class Flag(TypeDecorator[bool]):
    """Yes or no, kept as 1 or 0."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Any) -> Processor:
        return bit_of

    def result_processor(self, dialect: Any, coltype: object) -> Processor:
        return flag_of


def to_store(kind: TypeEngine[Any]) -> Processor | None:
    """What turns a value of this column into what is stored; None when it is stored as it is."""
    return kind.bind_processor(None) if isinstance(kind, Day | Moment | Flag) else None


@compiles(BigInteger, "sqlite")
def _integer(type_: BigInteger, compiler: Any, **kw: Any) -> str:
    """STRICT tables know INTEGER, not BIGINT."""
    return "INTEGER"


@compiles(Text, "sqlite")
@compiles(String, "sqlite")
def _text(type_: String, compiler: Any, **kw: Any) -> str:
    return "TEXT"
