"""What follows from a note before a book has seen it: who was reached, who rang, the days of a plan, sums in minor
units (docs/reference/notes.md, 3.12)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from collector.rules.records import WHO
from collector.rules.shorthand.note import Note, PlanRead

CENT_DECIMALS = 2  # the reader's sums are hundredths of every currency
_DAYS_BETWEEN = {"day": 1, "week": 7, "2weeks": 14}
# With whom we spoke when this came of a call and nobody was named; of the others the reader knows.
_OF_THE_DEBTOR = ("dispute", "promise", "paid_claim", "refused", "hardship", "right_party", "vague")
_FAILED = ("wrong_number", "number_invalid", "hung_up", "voicemail", "busy", "no_answer", "note")
_RANG_US = re.compile(
    r"(?<![\w-])(?<!nu )(?:m-|ne-)?a sunat(?!\w)|\b(?:inbound|incoming|called (?:in|us)|rang us|apel primit)\b",
    re.IGNORECASE,
)
_HANGS_ON = re.compile(
    r"\b(?:la|după|dupa|on|after|at|when|if|dacă|daca|când|cand)\s+(?:[\w'-]+\s+){0,3}?"
    r"(?:salari[iu]\w*|leaf[aă]\w*|pensi[ei]\w*|avans\w*|advance|bonus\w*|payday|salary|wages|pension)\b",
    re.IGNORECASE,
)


def who_of(note: Note) -> str:
    """Who was reached (WHO). What only the debtor can say was said by the debtor, unless somebody was named."""
    if note.who in WHO and note.who != "unknown":
        return note.who
    return "right_party" if note.outcome in _OF_THE_DEBTOR else "unknown"


def direction_of(note: Note) -> str:
    """`inbound` where the note says that they rang us; "a sunat ocupat" is a line of theirs that was busy."""
    return "inbound" if note.outcome not in _FAILED and _RANG_US.search(note.clean) else "outbound"


def hangs_on(note: Note, typed: str) -> str | None:
    """What a promise hangs on, in the words of the note, else as typed: "la salariu", "if he gets the advance"."""
    found = _HANGS_ON.search(note.clean) or _HANGS_ON.search(typed)
    return found.group() if found else None


def plan_days(plan: PlanRead, first: date, count: int) -> Iterator[date]:
    """The days of a plan's payments. Monthly ones keep the first one's day; a month too short gives its last.

    OverflowError where they lead out of the calendar.
    """
    if plan.every != "month":
        for number in range(count):
            yield first + timedelta(days=number * _DAYS_BETWEEN[plan.every])
        return
    for number in range(count):
        years, month = divmod(first.month - 1 + number, 12)
        year = first.year + years
        if year > date.max.year:
            raise OverflowError(year)
        yield date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))


def minor_of_cents(cents: int, decimals: int) -> int | None:
    """Hundredths as minor units of a currency; None where that is not a whole number of them."""
    amount_minor, lost = divmod(cents * 10**decimals, 10**CENT_DECIMALS)
    return None if lost else amount_minor


def cents_of_minor(amount_minor: int, decimals: int) -> int | None:
    """Minor units as whole hundredths; None where there are none such: 1.005 KWD."""
    cents, lost = divmod(amount_minor * 10**CENT_DECIMALS, 10**decimals)
    return None if lost else cents


def is_equal_share(cents: int | None, rest_cents: int, count: int) -> bool:
    """Whether this sum is one of so many equal parts, rounded half up."""
    return cents == (2 * rest_cents + count) // (2 * count)
