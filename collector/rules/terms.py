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
    """When a call may start: on each weekday from the first minute up to, not including, the second."""

    hours: tuple[tuple[int, int] | None, ...] = (
        ALL_DAY,
    ) * 7  # minutes of the day, Monday first; None: closed
    calendars: tuple[str, ...] = ()  # whose public holidays are closed; a day off in one of them is enough
    hours_rule: str = "hours"
    weekend_rule: str = "weekend"
    holiday_rule: str = "holiday"

    @property
    def always(self) -> bool:
        """No limit of time at all."""
        return not self.calendars and all(hours == ALL_DAY for hours in self.hours)

    def rule_of(self, kind: str) -> str:
        """The rule that closes: of `hours`, `weekend` or `holiday`."""
        return {"hours": self.hours_rule, "weekend": self.weekend_rule, "holiday": self.holiday_rule}[kind]


class Cap(NamedTuple):
    """So many in so many calendar days of the person's zone, today included; then no call.

    The rest after a conversation is one in the days that it lasts.
    """

    of: str  # `attempts`: calls that we placed; `conversations`: talks with the person, theirs too
    most: int
    days: int
    rule: str
    but_agreed: bool = False  # a call that the person agreed to may be made all the same


class Gap(NamedTuple):
    """How long after an attempt the next one may start."""

    minutes: int
    rule: str
    but_agreed: bool = False


class ChannelRule(NamedTuple):
    """What a policy says of a channel."""

    channel: str  # CHANNELS
    said: str  # CHANNEL_WORDS
    rule: str


CHANNELS = ("call", "sms", "email", "letter", "voicemail", "work_phone")
CHANNEL_WORDS = ("ok", "ok_with_opt_out", "limited_content", "consent", "ask", "no")


class Preferences(NamedTuple):
    """What the person wishes. It narrows what the policies allow and never widens it, but for a channel that
    needs the person's consent: wishing it is that."""

    hours: tuple[int, int] | None = None  # minutes of the day, in each zone where the person may be
    channel: str | None = None  # this one and no other


class PolicyRule(NamedTuple):
    """One rule that a policy cites."""

    id: str  # "ro.hours"
    source: str  # the law, code or custom it comes from
    confidence: str  # "V", "V2", "M", "LC" or "ours": how sure we are of the source
    effective: date | None
    status: str = "draft"  # `draft` | `reviewed`: the policy's, unless the rule has its own


class ContactPolicy(NamedTuple):
    """A policy file: it can only remove options, never order a call. A draft until a lawyer reviewed it.

    Several can hold together (`collector.rules.strictest`): that is why there may be several openings.
    """

    id: str
    version: date
    status: str  # `draft` | `reviewed`
    reviewed_by: str | None
    reviewed_on: date | None
    openings: tuple[Opening, ...]  # a call must fit into each
    caps: tuple[Cap, ...]
    gaps: tuple[Gap, ...]
    channels: tuple[ChannelRule, ...]
    zones: tuple[str, ...]  # where a person may be whose place is not known at all
    limitation_years: int | None  # after so many years a debt may be barred
    ask_floor: str | None  # decimal text: no smaller sum is asked for
    rules: tuple[PolicyRule, ...]
    unchecked: tuple[str, ...]  # sections of the file that nothing here checks yet: say so, claim nothing

    @property
    def calendars(self) -> tuple[str, ...]:
        """Whose public holidays are closed."""
        return tuple(dict.fromkeys(each for opening in self.openings for each in opening.calendars))
