"""The only place that asks what time it is, and in which zone the office is.

Everything else takes a day or a moment by the hand. `now` and `today` may be pretended (`--as-of`);
`real_now` never is: leases, undo, locks and `recorded_at` follow it. A pretended clock stands still.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from collector.errors import UsageError
from collector.words import _

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)
START_OF_WORK = time(9, 0)  # what a pretended day without an hour means

_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_A_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)(Z|[+-]\d{2}:?\d{2})?")


class Clock(NamedTuple):
    """The time at the desk: the real one, or the aware moment `as_of`; `zone` is the office's IANA name."""

    as_of: datetime | None
    zone: str

    def now(self) -> datetime:
        """The moment it is, or pretends to be: aware, in UTC."""
        return self.as_of.astimezone(UTC) if self.as_of else real_now()

    def today(self) -> date:
        """The office's day at `now`."""
        return self.now().astimezone(office_zone(self.zone)).date()

    def real_now(self) -> datetime:
        """The real moment, whatever is pretended: aware, in UTC."""
        return real_now()


def real_now() -> datetime:
    """The real moment: aware, in UTC."""
    return datetime.now(UTC)


def office_zone(name: str) -> ZoneInfo:
    """The zone of this IANA name, as `Europe/Bucharest`. UsageError when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; a path or empty; a folder such as "Europe"
        raise UsageError(
            _("Time zone: there is none called {seen}. Give a name such as Europe/Bucharest.").format(
                seen=repr(name)
            )
        ) from None


def parse_as_of(text: str, zone: str) -> datetime:
    """The aware UTC moment of `--as-of`: a day (09:00 in the office), or a time with or without an offset.

    A time without an offset is the office's. UsageError for anything else, and outside 1900 to 2199.
    """
    office = office_zone(zone)
    try:
        moment = _read_moment(text.strip(), office)
        day = moment.date()
        utc = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _unreadable(text) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _unreadable(text)
    return utc


def _read_moment(text: str, office: ZoneInfo) -> datetime:
    if _A_DAY.fullmatch(text):
        return datetime.combine(date.fromisoformat(text), START_OF_WORK, tzinfo=office)
    if not _A_MOMENT.fullmatch(text):
        raise ValueError(text)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=office)


def _unreadable(text: str) -> UsageError:
    return UsageError(
        _(
            "--as-of: {seen} is no day or time that can be read. Give a day from 1900 to 2199 such as 2026-11-23, "
            "or a time such as 2026-11-23T10:15 (the office's) or 2026-11-23T10:15+02:00."
        ).format(seen=repr(text))
    )
