"""The facts that a next step is chosen from, typed. The same facts give the same step.

The names are those of `collector step` (docs/reference/commands.md); the book's facts are brought into the same
form (`bookfacts`). What is unknown has the value that asks for more care: outbound, not verified, limitation
unknown. Days are days where the debtor is; moments are aware; sums are whole minor units of `currency`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from collector.rules.terms import Preferences

LATE_AFTER = timedelta(minutes=15)  # a promise of ours is late a quarter of an hour after its moment
JUDGED = ("kept", "partly_kept", "broken")
STATUSES = ("open", *JUDGED, "vague", "withdrawn")
DIRECTIONS = ("outbound", "inbound")
IDENTITIES = ("unverified", "right_party", "wrong_party", "third_party")
CLIENT_STATES = ("calm", "angry", "refuses", "vague", "hardship", "vulnerable", "safety")
LIMITATIONS = ("in_time", "possible", "barred", "unknown")
CHANNELS = ("call", "sms", "email", "letter", "none")


class Plan(NamedTuple):
    """The instalment plan that a promise belongs to: `n` instalments, so many paid, so many late in a row."""

    n: int
    paid: int = 0
    late_streak: int = 0
    ref: str = ""  # where the book knows it: which plan


class Pledge(NamedTuple):
    """A promise of the debtor with its verdict, or (`vague`) an intention without sum or day."""

    amount_minor: int | None
    made_on: date | None
    due_on: date | None
    status: str  # STATUSES
    excused: bool = False
    method: str | None = None
    trigger: str | None = None  # the payday: an ISO date or a day of the month
    plan: Plan | None = None
    deadline_on: date | None = None  # last day of the window, where the book knows it
    received_minor: int | None = None  # what came for it, where the book knows it
    reached_on: date | None = None  # the day on which it was decided, where the book knows it

    @property
    def left_minor(self) -> int | None:
        """What of it has not come, where the book knows that; else all of it."""
        return None if self.amount_minor is None else max(self.amount_minor - (self.received_minor or 0), 0)


class Income(NamedTuple):
    """Money that came."""

    amount_minor: int
    paid_on: date


class OurWord(NamedTuple):
    """What *we* promised the debtor, due at a moment."""

    what: str
    due_at: datetime
    done: bool = False


class StepFacts(NamedTuple):
    """Everything a step is chosen from. `zones`: all places where the debtor may be."""

    as_of: datetime
    zones: tuple[str, ...]
    currency: str = "RON"
    decimals: int = 2
    language: str = "ro"  # of the words: `ro` or `en`
    direction: str = "outbound"
    identity: str = "unverified"
    client_state: str = "calm"
    limitation: str = "unknown"
    debt_since: date | None = None
    balance_minor: int | None = None  # None: unknown
    holds: tuple[str, ...] = ()
    dispute_open: bool = False
    dispute_owner: str | None = None
    dispute_due_on: date | None = None
    our_promises: tuple[OurWord, ...] = ()
    promises: tuple[Pledge, ...] = ()
    payments: tuple[Income, ...] = ()
    attempts: tuple[datetime, ...] = ()  # calls that we placed, without the one that is running
    conversations: tuple[datetime, ...] = ()  # talks with the person, theirs too, without the one under way
    no_answer_streak: int = 0
    preferences: Preferences = Preferences()
    name: str | None = None
    agent: str | None = None
    company: str | None = None
    creditor: str | None = None
    reference: str | None = None
    agreed_at: datetime | None = None  # from when they expect a call that we agreed, where the book knows it
    review_on: date | None = None  # when a hold of care is looked at again, where the book knows it

    @property
    def running(self) -> bool:
        """A call is under way, or the debtor began the contact: nothing forbids to answer."""
        return self.direction == "inbound" or self.identity != "unverified" or self.client_state != "calm"

    def agreed_from(self) -> datetime | None:
        """From when the person expects the first call that was agreed and is still owed."""
        owed = [word.due_at for word in self.our_promises if word.what == "call_back" and not word.done]
        return min([*owed, *([self.agreed_at] if self.agreed_at else [])], default=None)

    def late_word(self) -> OurWord | None:
        """The promise of ours that is late for longest."""
        late = [word for word in self.our_promises if not word.done and word.due_at + LATE_AFTER < self.as_of]
        return min(late, key=lambda word: word.due_at, default=None)
