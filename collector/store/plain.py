"""What can be said of the book without the database library: how values are kept, what rows are called.

Days are kept as days since 1970-01-01, moments as microseconds since then in UTC, flags as 1 or 0.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

SCHEMA_VERSION = 4

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


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


day_of, number_of = _Days().__getitem__, _Numbers().__getitem__


@lru_cache(maxsize=4096)
def moment_of(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else _EPOCH + timedelta(microseconds=microseconds)


def microseconds_of(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - _EPOCH) // _MICROSECOND


def bit_of(flag: bool | None) -> int | None:
    return None if flag is None else int(flag)


def flag_of(bit: int | None) -> bool | None:
    return None if bit is None else bool(bit)


# --- Rows ------------------------------------------------------------------------------------------------


class Lease(NamedTuple):
    """A card in somebody's hands. `holder` is the random id of one running app."""

    debtor_id: int
    holder: str
    agent: str
    host: str
    process: int
    until_at: datetime


class HoldSpan(NamedTuple):
    """From when to when a hold was laid: whether it was lifted since then is not asked here."""

    kind: str
    from_on: date
    until_on: date | None

    def covers(self, day: date) -> bool:
        return self.from_on <= day <= (self.until_on or date.max)


class Reach(NamedTuple):
    """A number of a debtor, as far as ringing it needs."""

    debtor_id: int
    seq: int
    number: str | None  # E.164
    as_typed: str
    valid: bool
