"""What the pieces of a line can say, and the cursor that walks over its units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from collector.rules.shorthand.days import Said
from collector.rules.shorthand.scan import Unit

_NO_TAGS: frozenset[str] = frozenset()
VERBS = frozenset(("paid", "pif"))  # `paid in full` is a sum and a verb
ORDINALS = frozenset(("th", "st", "nd", "rd"))


class Sum(NamedTuple):
    """A sum as said: cents, or a share of the balance, or the rest of it."""

    cents: int | None
    currency: str | None = None
    share: tuple[int, int] | None = None  # part and of how many
    rest: bool = False
    unsaid: bool = False  # a sum that was meant but is never guessed (`2 mil`)
    balance: bool = False  # the balance by that name: after other sums, what is left of it


class Hour(NamedTuple):
    """An hour of the day; `fixed`: am, pm or the evening was said, or it was written as 14:30."""

    hour: int
    minute: int = 0
    fixed: bool = False


class Part:
    """One thing that was read.

    `kind` is `word`, `sign`, `sum`, `day`, `hour`, `in` (minutes from now), `bare` (a number that may be a day of
    the month or an hour), `every`, `count` (of payments), `times`, or `number` (of something else).
    `lead` is the little word before it: `on`, `at`, `after`, `from`, `start`, `in`, `hour`.
    """

    __slots__ = ("kind", "lead", "tags", "units", "value", "values")

    def __init__(self, kind: str, value: object, units: Sequence[Unit], lead: str = "") -> None:
        self.kind, self.value, self.units, self.lead = kind, value, units, lead
        word = kind == "word"
        self.tags = units[0].tags if word else units[0].tags & VERBS if kind == "sum" else _NO_TAGS
        self.values = units[0].values if word else {}

    def __repr__(self) -> str:
        return f"<{self.kind} {self.value!r} {' '.join(unit.text for unit in self.units)!r} {self.lead}>"

    @property
    def lo(self) -> int:
        return self.units[0].lo

    @property
    def hi(self) -> int:
        return self.units[-1].hi

    @property
    def unit(self) -> Unit:
        return self.units[0]

    def has(self, tag: str) -> bool:
        return tag in self.tags

    @property
    def said_sum(self) -> Sum | None:
        return self.value if isinstance(self.value, Sum) else None

    @property
    def said_day(self) -> Said | None:
        return self.value if isinstance(self.value, Said) else None

    @property
    def said_hour(self) -> Hour | None:
        return self.value if isinstance(self.value, Hour) else None


Found = tuple[Part, int] | None  # a part, and the place after it


class Cursor:
    """The units of a line, and the parts that were read up to now. Places outside the line hold nothing."""

    def __init__(self, units: Sequence[Unit], today: date) -> None:
        self.units, self.today = units, today
        self.parts: list[Part] = []

    def at(self, place: int) -> Unit | None:
        return self.units[place] if 0 <= place < len(self.units) else None

    def has(self, place: int, *tags: str) -> bool:
        unit = self.at(place)
        return unit is not None and any(tag in unit.tags for tag in tags)

    def is_text(self, place: int, *texts: str) -> bool:
        unit = self.at(place)
        return unit is not None and unit.text in texts

    def value(self, place: int, name: str) -> str | None:
        unit = self.at(place)
        return unit.values.get(name) if unit is not None else None

    def sign(self, place: int, signs: str) -> bool:
        unit = self.at(place)
        return unit is not None and not unit.tags and len(unit.text) == 1 and unit.text in signs

    def is_number(self, place: int) -> bool:
        unit = self.at(place)
        return unit is not None and unit.is_number

    def digits(self, place: int) -> int | None:
        """A whole number in digits at this place."""
        unit = self.at(place)
        return unit.whole if unit is not None else None

    def whole(self, place: int) -> int | None:
        """A whole number at this place, in digits or as a word."""
        unit = self.at(place)
        if unit is None or unit.whole is not None:
            return unit.whole if unit is not None else None
        said = unit.values.get("number")
        return int(said) if said else None

    def part(self, kind: str, value: object, at: int, end: int, lead: str = "") -> tuple[Part, int]:
        return Part(kind, value, self.units[at:end], lead), end
