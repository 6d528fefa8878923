"""One field of a JSON object read as what it should be, or a mistake in words: where, what was seen, what was expected.

null is the same as absent. Sums are decimal text or numbers, days ISO dates, moments ISO with or without an offset.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from collector.rules.policysections import span_of
from collector.rules.records import HOLDS
from collector.rules.words import N_

LONGEST_LIST = 10_000
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)

ONE_OF = N_("one of {known}")
TEXT = N_("a text")
LIST = N_("a list")
OBJECT = N_("an object")
TRUTH = N_("true or false")
COUNT = N_("a whole number from 0")
DAY = N_("a day from 1900 to 2199 such as 2026-11-23")
MOMENT = N_("a moment from 1900 to 2199 such as 2026-11-23T10:15, with or without an offset")
AMOUNT = N_('an amount in quotes such as "300.00", with no more decimals than the currency has')
ABOVE_ZERO = N_('an amount above zero in quotes such as "300.00"')
HOURS = N_('hours of one day such as ["10:00","12:00"], the first before the second')
TRIGGER = N_("a day such as 2026-11-23, or a day of the month")

_AMOUNT = re.compile(r"([+-]?)([0-9]{1,15})(?:\.([0-9]{1,12}))?")


class BadFact(ValueError):
    """One fact that cannot be used: where it stands, what was seen, what was expected (English msgid)."""

    def __init__(self, field: str, seen: object, expected: str, **values: str) -> None:
        super().__init__(f"{field}: {seen!r}")
        self.field, self.seen, self.expected, self.values = field, seen, expected, values


class Place(NamedTuple):
    """How sums, days and moments are read: decimals of the currency, and the zone of bare moments."""

    currency: str
    decimals: int
    zones: tuple[str, ...]
    now: datetime  # for a line that says no moment
    language: str = "ro"

    @property
    def zone(self) -> ZoneInfo:
        """The zone of moments that name none."""
        return ZoneInfo(self.zones[0])


class Fields:
    """The fields of one object, each read as what it should be; None or the default for what is absent."""

    def __init__(self, fields: Mapping[str, Any], path: str, place: Place) -> None:
        self._fields, self._path, self._place, self._zone = fields, path, place, place.zone

    def bad(self, name: str, expected: str, **values: str) -> BadFact:
        return BadFact(self._path + name, self._fields.get(name), expected, **values)

    def word(self, name: str, known: Sequence[str], default: str | None = None) -> str:
        """One of the words; the first where nothing is said."""
        said = self._fields.get(name)
        if said is None:
            return known[0] if default is None else default
        if said not in known:
            raise self.bad(name, ONE_OF, known=", ".join(known))
        return str(said)

    def text(self, name: str) -> str | None:
        said = self._fields.get(name)
        if said is not None and not isinstance(said, str):
            raise self.bad(name, TEXT)
        return said.strip() or None if said else None

    def truth(self, name: str) -> bool:
        said = self._fields.get(name)
        if said is not None and not isinstance(said, bool):
            raise self.bad(name, TRUTH)
        return bool(said)

    def count(self, name: str) -> int:
        said = self._fields.get(name)
        if said is not None and (isinstance(said, bool) or not isinstance(said, int) or said < 0):
            raise self.bad(name, COUNT)
        return said or 0

    def day(self, name: str) -> date | None:
        said = self._fields.get(name)
        if said is None:
            return None
        try:
            day = date.fromisoformat(said) if isinstance(said, str) and len(said) == 10 else None
        except ValueError:
            day = None
        if day is None or not FIRST_DAY <= day <= LAST_DAY:
            raise self.bad(name, DAY)
        return day

    def trigger(self) -> str | None:
        """A payday; other words ("after payday") say nothing that can be reckoned with."""
        said = self._fields.get("trigger")
        if isinstance(said, bool) or not isinstance(said, str | int | None):
            raise self.bad("trigger", TRIGGER)
        return None if said is None else str(said)

    def moment(self, name: str, bare: time) -> datetime | None:
        """A moment in the debtor's zone; `bare` is the hour that a day alone means."""
        said = self._fields.get(name)
        return None if said is None else self._moment(said, bare, self.bad(name, MOMENT))

    def moments(self, name: str) -> tuple[datetime, ...]:
        listed = self._list(name)
        return tuple(
            self._moment(said, time(0), BadFact(f"{self._path}{name}[{at}]", said, MOMENT))
            for at, said in enumerate(listed)
        )

    def _moment(self, said: object, bare: time, problem: BadFact) -> datetime:
        try:
            moment = datetime.fromisoformat(said) if isinstance(said, str) else None
            if moment is None or not FIRST_DAY < moment.date() < LAST_DAY:
                raise problem
            if len(str(said)) == 10:
                moment = datetime.combine(moment.date(), bare)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=self._zone)
            # By way of UTC: an hour that the clock skips becomes one that it shows.
            return moment.astimezone(UTC).astimezone(self._zone)
        except (ValueError, OverflowError) as fault:
            raise problem from fault

    def amount(self, name: str) -> int | None:
        """Whole minor units."""
        said = self._fields.get(name)
        if said is None:
            return None
        text = f"{said:f}" if isinstance(said, Decimal) else str(said)
        usable = isinstance(said, str | int | Decimal) and not isinstance(said, bool)
        match = _AMOUNT.fullmatch(text) if usable else None
        if match is None:
            raise self.bad(name, AMOUNT)
        sign, whole, part = match.groups(default="")
        decimals = self._place.decimals
        if part[decimals:].strip("0"):
            raise self.bad(name, AMOUNT)
        return int(sign + whole + part[:decimals].ljust(decimals, "0"))

    def above_zero(self, name: str) -> int | None:
        amount = self.amount(name)
        if amount is not None and amount <= 0:
            raise self.bad(name, ABOVE_ZERO)
        return amount

    def holds(self) -> tuple[str, ...]:
        """The kinds of holds, each once."""
        listed = self._list("holds")
        for at, kind in enumerate(listed):
            if kind not in HOLDS:
                raise BadFact(f"holds[{at}]", kind, ONE_OF, known=", ".join(HOLDS))
        return tuple(dict.fromkeys(listed))

    def hours(self) -> tuple[int, int] | None:
        said = self._fields.get("hours")
        if said is None:
            return None
        span = span_of(said)
        if span is None:
            raise self.bad("hours", HOURS)
        return span

    def part(self, name: str) -> Fields:
        said = self._fields.get(name)
        if said is not None and not isinstance(said, dict):
            raise self.bad(name, OBJECT)
        return Fields(said or {}, f"{self._path}{name}.", self._place)

    def parts(self, name: str) -> list[Fields]:
        listed = self._list(name)
        for at, each in enumerate(listed):
            if not isinstance(each, dict):
                raise BadFact(f"{name}[{at}]", each, OBJECT)
        return [Fields(each, f"{name}[{at}].", self._place) for at, each in enumerate(listed)]

    def _list(self, name: str) -> list[Any]:
        said = self._fields.get(name)
        if said is None:
            return []
        if not isinstance(said, list) or len(said) > LONGEST_LIST:
            raise self.bad(name, LIST)
        return said
