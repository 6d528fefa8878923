"""Writes the history of one account: what stories say in days before the anchor becomes rows and events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from collector.rules import workdays
from collector.rules.money import decimal_text
from collector.sample import shorthand
from collector.sample.creditors import Creditor, Purse, exact_sum, round_sum
from collector.sample.dice import Dice
from collector.sample.people import Person
from collector.sample.rows import CallRow, Entry, Event, PaymentRow, PromiseRow
from collector.sample.shorthand import Part

OFFICE = ZoneInfo("Europe/Bucharest")
CALENDAR = "RO"
GRACE_DAYS = 2  # the terms of the sample book
# When people abroad are called, in minutes of the office's day: so that it is day there too.
_HOURS = {"RO": (9 * 60 + 5, 18 * 60 + 45), "US": (16 * 60 + 30, 19 * 60), "AU": (9 * 60, 10 * 60)}
_HOURS_IN_EUROPE = (11 * 60 + 10, 18 * 60 + 30)


class Given(NamedTuple):
    """A promise just written."""

    ref: str
    made_on: date
    due_on: date
    deadline_on: date
    amount_minor: int


class Money(NamedTuple):
    """A payment or (with `reverses`) a reversal just written."""

    on: date
    amount_minor: int
    reverses: bool


class Pen:
    """One account of one debtor being written. `ago` counts calendar days back from the anchor."""

    def __init__(
        self,
        anchor: date,
        dice: Dice,
        person: Person,
        creditor: Creditor,
        money: Purse,
        number: int,
        agent: str,
    ) -> None:
        self.anchor, self.dice, self.person = anchor, dice, person
        self.creditor, self.money, self.agent = creditor, money, agent
        self.number = number
        self.ref = f"{creditor.code}-{number}"
        self.usual_lei = max(dice.between(creditor.least_lei // 8, creditor.most_lei // 14), 60)
        self.owes_minor: int | None = None  # at the anchor; None: whatever is believable…
        self.covers_minor = 0  # …but no less than this
        self.fresh = False  # the debt is of a few weeks ago
        self.promises: list[PromiseRow] = []
        self.payments: list[PaymentRow] = []
        self.calls: list[CallRow] = []
        self.events: list[Event] = []
        self.given: list[Given] = []
        self.moved: list[Money] = []
        self.first_on = anchor
        self._plans = 0
        self._broke = False

    # --- days and sums ---

    def day(self, ago: int) -> date:
        return self.anchor - timedelta(days=ago)

    def workday(self, ago: int) -> date:
        """The last working day up to that many days ago."""
        found = self.day(ago)
        while not workdays.is_working(found, CALENDAR):
            found -= timedelta(days=1)
        return found

    def at(self, day: date) -> datetime:
        """A moment of this day at which such a person is called."""
        usual = _HOURS_IN_EUROPE if self.person.lives != "RO" else _HOURS["RO"]
        minute = self.dice.between(*_HOURS.get(self.person.lives, usual))
        return datetime.combine(day, time(minute // 60, minute % 60), OFFICE)

    def a_sum(self, least_percent: int = 60, most_percent: int = 160) -> int:
        """A round sum around what this debtor can pay, in minor units."""
        usual = self.usual_lei
        return round_sum(self.dice, self.money, usual * least_percent // 100, usual * most_percent // 100)

    def exact(self, least_percent: int, most_percent: int) -> int:
        """The same to the last minor unit, as a bill has it."""
        usual = self.usual_lei
        return exact_sum(self.dice, self.money, usual * least_percent // 100, usual * most_percent // 100)

    def owes_at_least(self, amount_minor: int) -> None:
        """What is owed at the anchor covers at least this."""
        self.covers_minor = max(self.covers_minor, amount_minor)

    def amount(self, minor: int) -> str:
        return decimal_text(minor, self.money.decimals)

    def say(self, minor: int) -> str:
        """The sum as the agent writes it."""
        return shorthand.say_sum(self.dice, shorthand.STYLES[self.agent], minor, self.money)

    # --- what was said ---

    def call(self, at: datetime, note: str, *, inbound: bool = False) -> None:
        """A line of the old program: shorthand, nothing else."""
        self.first_on = min(self.first_on, at.date())
        phone = self.person.phones[0] if self.person.phones and self.dice.percent(60) else ""
        direction = "inbound" if inbound else self.dice.one(("outbound", "outbound", ""))
        self.calls.append(CallRow(self.ref, f"{at:%Y-%m-%d %H:%M}", note, self.agent, phone, direction))

    def nobody(self) -> str:
        """The note of an attempt that reached nobody."""
        return shorthand.nobody_note(self.dice, self.agent)

    def tried(self, day: date) -> None:
        """An attempt that came to nothing."""
        note = shorthand.other_note if self.dice.percent(20) else shorthand.nobody_note
        self.call(self.at(day), note(self.dice, self.agent))

    def promise(self, made_on: date, due_on: date, amount_minor: int, at: datetime | None = None) -> Given:
        """A promise given in a call of that day."""
        return self.promised(made_on, [Part(amount_minor, due_on)], at)[0]

    def plan(self, made_on: date, parts: Sequence[Part]) -> list[Given]:
        """Several promises with one plan id."""
        self._plans += 1
        return self.promised(made_on, parts, None, f"PL-{self.number}-{self._plans}")

    def promised(
        self, made_on: date, parts: Sequence[Part], at: datetime | None = None, plan: str = ""
    ) -> list[Given]:
        """A call with its note, and the promises that it brought."""
        dice = self.dice
        timed = at is not None or dice.percent(70)
        at = at or self.at(made_on)
        method = dice.weighted(((45, ""), (25, "bank_transfer"), (15, "card"), (10, "cash"), (5, "online")))
        note = shorthand.promise_note(
            *(dice, self.agent, made_on, parts, self.money, method), plan=bool(plan), again=self._broke
        )
        self.call(at, note, inbound=dice.percent(12))
        told = f"{at:%Y-%m-%d %H:%M}" if timed else made_on.isoformat()
        return [self._promise(part, made_on, told, plan, method) for part in parts]

    def _promise(self, part: Part, made_on: date, told: str, plan: str, method: str) -> Given:
        ref = f"PR-{self.number}-{len(self.promises) + 1}"
        row = PromiseRow(
            self.ref,
            told,
            part.due_on.isoformat(),
            self.amount(part.amount_minor),
            self.money.currency if self.dice.percent(80) else "",
            self.agent,
            ref,
            plan,
            method,
        )
        self.promises.append(row)
        deadline = workdays.deadline(part.due_on, GRACE_DAYS, CALENDAR)
        given = Given(ref, made_on, part.due_on, deadline, part.amount_minor)
        self.given.append(given)
        return given

    def broke(self, broken: bool = True) -> None:
        """What the next note should know of the promise before."""
        self._broke = broken

    # --- what was paid ---

    def pay(self, on: date, amount_minor: int, at: str = "", *, named: bool = False) -> str:
        """Money of this day; `at` is an hour where the bank tells it. The reference, if it has one (`named`)."""
        has_ref = named or self.creditor.refs_of_payments
        ref = f"OP{self.number}{len(self.payments) + 1:03}" if has_ref else ""
        self._move(on, amount_minor, f"{on} {at}".strip(), ref, "")
        return ref

    def reverse(self, ref: str, on: date, amount_minor: int) -> None:
        """All or part of a payment is taken back."""
        self._move(on, amount_minor, on.isoformat(), f"R{self.number}{len(self.payments) + 1:03}", ref)

    def _move(self, on: date, amount_minor: int, told: str, ref: str, reverses: str) -> None:
        currency = self.money.currency if self.dice.percent(70) else ""
        self.payments.append(PaymentRow(self.ref, told, self.amount(amount_minor), currency, ref, reverses))
        self.moved.append(Money(on, amount_minor, bool(reverses)))
        self.first_on = min(self.first_on, on)

    def net_since(self, day: date) -> int:
        """Money from that day up to the anchor, less what was reversed, in minor units."""
        within = [money for money in self.moved if day <= money.on <= self.anchor]
        return sum(-money.amount_minor if money.reverses else money.amount_minor for money in within)

    # --- what is done at the desk ---

    def desk(self, day: date, entry: Entry) -> str:
        """Something that the agent does on this day in the new program; the name to end it by."""
        at = self.at(day)
        if self.events and self.events[-1].at >= at:  # holidays have drawn two days of a story together
            return self.desk_later(entry)
        self.first_on = min(self.first_on, day)
        return self._do(at, entry)

    def desk_later(self, entry: Entry) -> str:
        """The next thing of the same day, a quarter of an hour after the last."""
        return self._do(self.events[-1].at + timedelta(minutes=15), entry)

    def _do(self, at: datetime, entry: Entry) -> str:
        name = f"{self.ref} {len(self.events) + 1}"
        self.events.append(Event(at, name, self.agent, self.ref, entry))
        return name
