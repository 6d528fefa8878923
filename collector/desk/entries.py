"""What an agent enters, before the book has seen it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple


class PromiseEntry(NamedTuple):
    """A promise as entered; without amount or date it is no promise, and the call is kept as vague."""

    amount_minor: int | None
    due_on: date | None
    method: str | None = None
    hangs_on: str | None = None


class HoldEntry(NamedTuple):
    """A hold as entered: may be back-dated; a review date says when somebody looks again."""

    kind: str
    from_on: date
    until_on: date | None = None
    review_on: date | None = None
    reason: str = ""


class DisputeEntry(NamedTuple):
    """A dispute as entered, with its two questions: what do you value, and what did we breach?"""

    opened_on: date
    valued: str | None = None
    breached: str | None = None
    owner: str | None = None
    due_on: date | None = None


class OurPromiseEntry(NamedTuple):
    """What we promise: `what` of OUR_PROMISES, due on a day, or at a moment of it."""

    what: str
    due_on: date
    due_at: datetime | None = None
    note: str | None = None


class CallEntry(NamedTuple):
    """One call with everything that came of it.

    `relation` says how new promises stand to one made today or to a running plan: `besides`, `instead`,
    `plan`. `reasons` answer what the guards asked, by the guard's id.
    """

    who: str = "right_party"
    outcome: str = "note"
    typed: str = ""
    note: str = ""
    direction: str = "outbound"
    phone: str | None = None
    promises: tuple[PromiseEntry, ...] = ()
    relation: str | None = None
    callback_at: datetime | None = None
    callback_on: date | None = None
    callback_by_us: bool = True
    claimed_minor: int | None = None
    claimed_on: date | None = None
    dispute: DisputeEntry | None = None
    hold: HoldEntry | None = None
    ours: OurPromiseEntry | None = None
    reasons: Mapping[str, str] = {}
