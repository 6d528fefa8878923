"""The record that a line of shorthand becomes.

Sums are whole hundredths of their currency (`cents`), whatever its decimals; days and moments are the office's,
without a zone. What was not said is None, never guessed (docs/reference/shorthand.md).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

# What a piece of a line can be read as.
PART_KINDS = (
    "sum",
    "day",
    "hour",
    "promise",
    "plan",
    "claim",
    "callback",
    "ours",
    "outcome",
    "dispute",
    "hardship",
    "reason",
    "method",
    "who",
    "negation",
    "history",
)
# Why a piece of a line was left open.
UNCLEAR = ("unknown_word", "no_such_day", "no_sum", "old_money", "ambiguous")


class PartRead(NamedTuple):
    """A piece of the line and what it was read as: from `lo` up to `hi` of the line as typed."""

    lo: int
    hi: int
    kind: str  # PART_KINDS
    sure: bool  # no letter was mended, no second reading was possible


class Unclear(NamedTuple):
    """A piece of the line that was left open rather than guessed."""

    lo: int
    hi: int
    text: str  # as typed
    why: str  # UNCLEAR


class PromiseRead(NamedTuple):
    """A payment that the debtor will make; without a day or a sum it is a vague one."""

    cents: int | None
    currency: str | None
    due_on: date | None


class PlanRead(NamedTuple):
    """Equal payments in a rhythm: `day`, `week`, `2weeks` or `month`."""

    count: int | None  # type: ignore[assignment] # tuples have a method of this name
    cents: int | None
    currency: str | None
    every: str
    first_due: date | None


class ClaimRead(NamedTuple):
    """A payment that the debtor says was made."""

    cents: int | None
    currency: str | None
    on: date | None


class OursRead(NamedTuple):
    """What we said that we would do: `send_invoice`, `check_payment`…"""

    what: str
    due_on: date | None


class Note(NamedTuple):
    """One line read. The fields of the contract first, then what only the app and the book need."""

    outcome: str = "note"
    promises: tuple[PromiseRead, ...] = ()
    instalments: PlanRead | None = None
    callback_at: datetime | date | None = None
    callback_by: str | None = None  # `us`, `them`
    paid_claim: ClaimRead | None = None
    dispute: bool = False
    hardship: bool = False
    reason: str | None = None
    our_promise: OursRead | None = None
    method: str | None = None
    who: str = "unknown"  # WHO of rules.records
    parts: tuple[PartRead, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    clean: str = ""
    undecided: bool = False  # words of intent without sum or day: "o să văd"
