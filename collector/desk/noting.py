"""From a line of shorthand to what it makes in the book (docs/reference/notes.md, 3.12).

The reader says what the line says; here it becomes an entry for one account. What of it cannot stand in the book
of this account (another currency, half a cent too much, a day that has passed) is left out and named, never bent:
the line as typed and the note in full words keep it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from collector.clock import FIRST_DAY, LAST_DAY
from collector.currencies import decimals_of
from collector.desk import saying
from collector.desk.entries import CallEntry, DisputeEntry, OurPromiseEntry, PromiseEntry
from collector.desk.opening import Desk
from collector.lexicons import lexicon
from collector.rules import money
from collector.rules.notefacts import (
    CENT_DECIMALS,
    cents_of_minor,
    direction_of,
    hangs_on,
    is_equal_share,
    minor_of_cents,
    plan_days,
    who_of,
)
from collector.rules.records import Account
from collector.rules.shorthand import Note, PlanRead, read_note
from collector.words import _, current_language

MOST_PARTS = 366  # of a plan: one a day for a year
_OF_A_TALK = ("right_party", "note")  # outcomes that say no more than that we spoke


class Made(NamedTuple):
    """What a note makes in the book, and in kind words what of it was left out."""

    entry: CallEntry
    left_out: tuple[str, ...] = ()


def read_line(
    desk: Desk, account: Account, balance: int | None, text: str, at: datetime | None = None
) -> Note:
    """The line as read for this account, at an aware moment (default: the desk's).

    `balance` is in minor units. One that is unknown, not above zero, or not in whole hundredths is not used:
    "all of it" then has no amount, which is better than a wrong one.
    """
    local = (at or desk.now()).astimezone(ZoneInfo(desk.office.zone)).replace(tzinfo=None)
    cents = cents_of_minor(balance, decimals_of(account.currency)) if balance and balance > 0 else None
    return read_note(text, local, account.currency, cents, lexicon())


def entry_of(
    desk: Desk,
    account: Account,
    note: Note,
    typed: str,
    balance: int | None = None,
    at: datetime | None = None,
) -> CallEntry:
    """The entry alone; see `made_of`."""
    return made_of(desk, account, note, typed, balance, at).entry


def made_of(
    desk: Desk,
    account: Account,
    note: Note,
    typed: str,
    balance: int | None = None,
    at: datetime | None = None,
) -> Made:
    """Everything that this note makes: call, promises, plan, call-back, claim, dispute, our promise.

    The hold of an outcome is made when the call is saved. `balance` (minor units) lets equal parts of it add up
    to it exactly; `at` is the moment of the call (default: the desk's).
    """
    return _Making(desk, account, note, typed, balance, at or desk.now()).made()


class _Making:
    """One note on its way into the book. `left` gathers what is left out."""

    def __init__(
        self, desk: Desk, account: Account, note: Note, typed: str, balance: int | None, at: datetime
    ) -> None:
        self.note, self.typed, self.balance, self.currency = note, typed, balance, account.currency
        self.decimals = decimals_of(account.currency)
        self.zone = ZoneInfo(desk.office.zone)
        self.at, self.today = at, desk.day_of(at)
        self.left: list[str] = []

    def made(self) -> Made:
        note = self.note
        callback_at, callback_on = self.call_back()
        claimed_minor, claimed_on = self.claim()
        entry = CallEntry(
            who=who_of(note),
            outcome=_outcome(note),
            typed=self.typed,
            note=note.clean,
            direction=direction_of(note),
            promises=self.promises(),
            callback_at=callback_at,
            callback_on=callback_on,
            callback_by_us=note.callback_by != "them",
            claimed_minor=claimed_minor,
            claimed_on=claimed_on,
            dispute=DisputeEntry(self.today) if note.dispute or note.outcome == "dispute" else None,
            ours=self.ours(),
        )
        return Made(entry, tuple(self.left))

    # --- Promises and plan -------------------------------------------------------------------------------

    def promises(self) -> tuple[PromiseEntry, ...]:
        """The promises that have amount and day; where none has, one that lacks them and makes the call vague."""
        found = [*self._single(), *self._plan()]
        whole = [part for part in found if part.amount_minor is not None and part.due_on is not None]
        return tuple(whole or found[:1])

    def _single(self) -> Iterator[PromiseEntry]:
        for part in self.note.promises:
            if part.cents is None and part.due_on is not None:
                text = _("{day}: no amount was said, so it is no promise yet.")
                self.leave(text, day=saying.day(part.due_on, self.today))
            elif part.cents is not None and part.due_on is None:
                text = _("{amount}: no day was said, so it is no promise yet.")
                self.leave(text, amount=_said(part.cents, part.currency or self.currency))
            yield self._promise(self.amount(part.cents, part.currency), self.day(part.due_on))

    def _plan(self) -> Iterator[PromiseEntry]:
        plan = self.note.instalments
        if plan is None:
            return
        first = self.day(plan.first_due)
        days = self._days(plan, first)
        if plan.cents is None or not days:
            self.leave(
                _(
                    "A plan needs the number of its payments, their amount and the first day: it is no promise yet."
                )
            )
            yield self._promise(None, first)
            return
        amounts = self._amounts(plan, len(days)) or [None]
        yield from (self._promise(*part) for part in zip(amounts, days, strict=False))

    def _days(self, plan: PlanRead, first: date | None) -> list[date]:
        if first is None or not 0 < (plan.count or 0) <= MOST_PARTS:
            return []
        try:
            days = list(plan_days(plan, first, plan.count or 0))
        except OverflowError:
            return []
        return days if days[-1] <= LAST_DAY else []

    def _amounts(self, plan: PlanRead, count: int) -> list[int | None] | None:
        """The sums of a plan's parts. Equal parts of what is owed add up to it: the last takes the rounding."""
        rest = self._rest()
        if rest is not None and self.is_ours(plan.currency) and is_equal_share(plan.cents, rest, count):
            rest_minor = minor_of_cents(rest, self.decimals)
            if rest_minor is not None:
                return [*money.split(rest_minor, count)]
        each = self.amount(plan.cents, plan.currency)
        return None if each is None else [each] * count

    def _rest(self) -> int | None:
        """Hundredths of the balance less what else this note promises; None where that is not known."""
        cents = cents_of_minor(self.balance, self.decimals) if self.balance else None
        if cents is None or any(p.cents is None or not self.is_ours(p.currency) for p in self.note.promises):
            return None
        rest = cents - sum(p.cents or 0 for p in self.note.promises)
        return rest if rest > 0 else None

    def _promise(self, amount_minor: int | None, due_on: date | None) -> PromiseEntry:
        return PromiseEntry(amount_minor, due_on, self.note.method, hangs_on(self.note, self.typed))

    # --- Call-back, claim, ours --------------------------------------------------------------------------

    def call_back(self) -> tuple[datetime | None, date | None]:
        """The moment, or else the day, of a later call; one that has passed is none."""
        later = self.note.callback_at
        if later is None:
            return None, None
        is_moment = isinstance(later, datetime)
        day = self.day(later.date() if isinstance(later, datetime) else later)
        moment = later.replace(tzinfo=self.zone) if isinstance(later, datetime) else None
        if day is None:
            return None, None
        if day < self.today or (moment is not None and moment < self.at):
            text = _("{day}: this call-back has passed, so it stands in the note only.")
            self.leave(text, day=saying.day(day, self.today))
            return None, None
        return (moment, None) if is_moment else (None, day)

    def claim(self) -> tuple[int | None, date | None]:
        """The payment that the debtor claims: sum and day, where they were said."""
        claim = self.note.paid_claim
        if claim is None:
            return None, None
        return self.amount(claim.cents, claim.currency), self.day(claim.on)

    def ours(self) -> OurPromiseEntry | None:
        """What we promised. Said without a day it is due today: nobody is to wait for us until we think of it."""
        ours = self.note.our_promise
        if ours is None:
            return None
        due_on = self.day(ours.due_on) or self.today
        if due_on >= self.today:
            return OurPromiseEntry(ours.what, due_on)
        text = _("{day}: what we promised for it has passed, so it stands in the note only.")
        self.leave(text, day=saying.day(due_on, self.today))
        return None

    # --- Sums and days -----------------------------------------------------------------------------------

    def is_ours(self, currency: str | None) -> bool:
        """Whether a sum is in the account's currency; one without a currency is."""
        return currency in (None, self.currency)

    def amount(self, cents: int | None, currency: str | None) -> int | None:
        """Minor units of the account's currency; None, and named, where it is not exactly that."""
        if cents is None:
            return None
        if not self.is_ours(currency):
            text = _("{amount}: this account is in {currency}, so it stands in the note only.")
            self.leave(text, amount=_said(cents, currency), currency=self.currency)
            return None
        amount_minor = minor_of_cents(cents, self.decimals)
        if amount_minor is None or amount_minor >= money.LIMIT_MINOR:
            text = _("{amount}: this cannot be paid, so it stands in the note only.")
            self.leave(text, amount=_said(cents, self.currency))
            return None
        return amount_minor

    def day(self, day: date | None) -> date | None:
        """The day, if it is one that a book keeps."""
        if day is None or FIRST_DAY <= day <= LAST_DAY:
            return day
        self.leave(_("{day} is not a day from 1900 to 2199, so it stands in the note only."), day=day)
        return None

    def leave(self, text: str, **seen: object) -> None:
        told = text.format(**seen)
        if told not in self.left:
            self.left.append(told)


def _outcome(note: Note) -> str:
    """A talk that ended in words of intent alone is vague: the next step is to make them concrete."""
    return "vague" if note.undecided and note.outcome in _OF_A_TALK else note.outcome


def _said(cents: int, currency: str | None) -> str:
    return f"{money.show(cents, CENT_DECIMALS, current_language())} {currency}"
