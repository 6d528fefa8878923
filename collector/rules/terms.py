"""What a firm or a law decides: the terms by which promises are judged, and when a person may be contacted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from collector.rules import workdays


class PromiseTerms(NamedTuple):
    """Terms of the book (`creditor` None) or of one creditor in it, holding from `from_on` on."""

    creditor: str | None
    from_on: date
    grace_days: int  # working days after the due date
    tolerance_percent: int  # kept from this share of the amount on
    horizon_days: int  # a promise due later is asked about once more
    plan_horizon_days: int
    calendar: str  # see `workdays.check_calendar`
    recorded_at: datetime


def deadline(terms: PromiseTerms, due_on: date) -> date:
    """The last day on which money still counts for a promise due on that day."""
    return workdays.deadline(due_on, terms.grace_days, terms.calendar)


def threshold(terms: PromiseTerms, amount_minor: int) -> int:
    """From this sum on the promise is kept: amount × tolerance, rounded up to the minor unit."""
    return -(-amount_minor * terms.tolerance_percent // 100)


def terms_for(all_terms: Iterable[PromiseTerms], creditor: str | None, day: date) -> PromiseTerms:
    """The terms that hold on a day: the creditor's own if it has any by then, else the book's.

    The newest `from_on` wins; of two of the same day, the one that comes later in `all_terms`.
    Raises `LookupError` when the book has no terms for that day.
    """
    own: PromiseTerms | None = None
    book: PromiseTerms | None = None
    for terms in all_terms:
        if terms.from_on > day:
            continue
        if terms.creditor is None:
            book = terms if book is None or terms.from_on >= book.from_on else book
        elif terms.creditor == creditor:
            own = terms if own is None or terms.from_on >= own.from_on else own
    found = own or book
    if found is None:
        raise LookupError(f"no promise terms hold on {day}")
    return found


ALL_DAY = (0, 24 * 60)


class Opening(NamedTuple):
    """When a contact may start: on each weekday from the first minute up to, not including, the second."""

    hours: tuple[tuple[int, int] | None, ...] = (
        ALL_DAY,
    ) * 7  # minutes of the day, Monday first; None: closed
    calendar: str = workdays.NO_CALENDAR  # whose public holidays
    block_holidays: bool = False

    @property
    def always(self) -> bool:
        """No limit of time at all."""
        return not self.block_holidays and all(hours == ALL_DAY for hours in self.hours)


class PolicyRule(NamedTuple):
    """One rule that a policy cites."""

    id: str  # "ro.hours"
    source: str  # the law, code or custom it comes from
    confidence: str  # "V", "V2", "M", "LC" or "ours": how sure we are of the source
    effective: date | None


class ContactPolicy(NamedTuple):
    """A policy file: it can only remove options, never order a call. A draft until a lawyer reviewed it."""

    id: str
    version: date
    status: str  # `draft` | `reviewed`
    reviewed_by: str | None
    reviewed_on: date | None
    opening: Opening
    hours_rule: str
    weekend_rule: str
    holiday_rule: str
    channels: tuple[tuple[str, str], ...]  # channel and what is said of it; "no" forbids it
    channels_rule: str
    rules: tuple[PolicyRule, ...]
    unchecked: tuple[str, ...]  # sections of the file that nothing here checks yet: say so, claim nothing
