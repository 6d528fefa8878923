"""Column types: whole days and moments kept as integers, on every database alike.

The processors are plain functions and tables: a night reads tens of columns of millions of rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Processor = Callable[[Any], Any]


class _Days(dict[int | None, date | None]):
    """Days by their number, each made once."""

    def __missing__(self, number: int | None) -> date | None:
        day = None if number is None else date.fromordinal(number + _EPOCH_DAY)
        self[number] = day
        return day


class _Numbers(dict[date | None, int | None]):
    """The numbers of days, each reckoned once."""

    def __missing__(self, day: date | None) -> int | None:
        number = None if day is None else day.toordinal() - _EPOCH_DAY
        self[day] = number
        return number


_day_of, _number_of = _Days().__getitem__, _Numbers().__getitem__


@lru_cache(maxsize=4096)
def _moment_of(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else _EPOCH + timedelta(microseconds=microseconds)


def _microseconds_of(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - _EPOCH) // _MICROSECOND


def _bit_of(flag: bool | None) -> int | None:
    return None if flag is None else int(flag)


def _flag_of(bit: int | None) -> bool | None:
    return None if bit is None else bool(bit)


class Day(TypeDecorator[date]):
    """A date, kept as days since 1970-01-01."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Any) -> Processor:
        return _number_of

    def result_processor(self, dialect: Any, coltype: object) -> Processor:
        return _day_of


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as microseconds since 1970 in UTC; a naive one is refused."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Any) -> Processor:
        return _microseconds_of

    def result_processor(self, dialect: Any, coltype: object) -> Processor:
        return _moment_of


class Flag(TypeDecorator[bool]):
    """Yes or no, kept as 1 or 0."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Any) -> Processor:
        return _bit_of

    def result_processor(self, dialect: Any, coltype: object) -> Processor:
        return _flag_of


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
