"""What the book knows of the calls of an import's debtors, and of the promises read from their notes.

It is kept up while the import adds to it. Nothing is edited: what a note was read as before is taken back, and
the new reading stands beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from collector.desk.entries import PromiseEntry
from collector.desk.intake.ledger import Ledger
from collector.rules.known import standing, taken_back
from collector.rules.noted import base_of, noted_in, promise_ref, reading_number
from collector.rules.records import Account, Call, Ending, Promise
from collector.rules.terms import deadline, terms_for, threshold
from collector.store import intake

_Key = tuple[int, int, str]  # debtor, account, first reference of the call
_Day = tuple[int, int, date]


class Said(NamedTuple):
    """When and where something was said, and by which call."""

    account: Account
    base: str  # the call's first reference
    on: date
    at: datetime | None  # None: the hour is not known
    agent: str | None

    @property
    def key(self) -> _Key:
        return (self.account.debtor_id, self.account.seq, self.base)

    @property
    def day(self) -> _Day:
        return (self.account.debtor_id, self.account.seq, self.on)


class Endings:
    """What was ended and taken back of each debtor, with what this import takes back."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._found = intake.endings(ledger.connection, ledger.accounts.values())
        self._standing: dict[int, tuple[Ending, ...]] = {}

    def of(self, debtor_id: int) -> tuple[Ending, ...]:
        """Those that stand."""
        if debtor_id not in self._standing:
            self._standing[debtor_id] = standing(self._found.get(debtor_id, ()))
        return self._standing[debtor_id]

    def mistaken(self, debtor_id: int) -> frozenset[int]:
        return taken_back(self.of(debtor_id))

    def by_people(self, debtor_id: int) -> frozenset[int]:
        """What somebody at a desk took back: no file brings it again."""
        return taken_back(e for e in self.of(debtor_id) if e.command_id is not None)

    def take_back(
        self, table: str, fact: tuple[int, int], on: date, at: datetime | None, note: str | None
    ) -> None:
        """The fact (debtor and number) counts as if it had never been, as of its own day."""
        ledger, (debtor_id, seq) = self._ledger, fact
        number = ledger.number(debtor_id)
        told = ("error", on, at, note, ledger.desk.agent, ledger.recorded_at, None)
        ending = Ending(debtor_id, number, table, seq, *told)
        ledger.append(debtor_id, ending)
        self._standing[debtor_id] = (*self.of(debtor_id), ending)


class CallBook:
    """Calls by their first reference with all readings; promises by the call that they were read from."""

    def __init__(self, ledger: Ledger, endings: Endings) -> None:
        self.ledger, self.endings = ledger, endings
        accounts = ledger.accounts.values()
        self._readings: dict[_Key, list[Call]] = defaultdict(list)
        self._noted: dict[_Key, list[Promise]] = defaultdict(list)
        self._of_day: dict[_Day, list[Promise]] = defaultdict(list)
        self._recorded: set[_Day] = set()
        for call in intake.calls(ledger.connection, accounts).values():
            self.add_call(call)
        for promise in intake.promises(ledger.connection, accounts).values():
            self._add_promise(promise)

    # --- Calls ---

    def add_call(self, call: Call) -> None:
        self._readings[call.debtor_id, call.account_seq, base_of(call.ref)].append(call)

    def readings(self, said: Said) -> list[Call]:
        """All readings of a call, the first one first."""
        return sorted(self._readings.get(said.key, ()), key=lambda call: reading_number(call.ref))

    def standing_calls(self, debtor_ids: Iterable[int]) -> list[Call]:
        """The latest reading of every call of these debtors that came by file."""
        wanted = set(debtor_ids)
        latest = (
            max(r, key=lambda c: reading_number(c.ref)) for k, r in self._readings.items() if k[0] in wanted
        )
        return [call for call in latest if call.command_id is None]

    # --- Promises ---

    def _add_promise(self, promise: Promise) -> None:
        place = (promise.debtor_id, promise.account_seq)
        base = noted_in(promise)
        if base is not None:
            self._noted[*place, base].append(promise)
            self._of_day[*place, promise.made_on].append(promise)
        else:
            self._recorded.add((*place, promise.made_on))

    def settle(self, said: Said, parts: Sequence[PromiseEntry]) -> tuple[int, int]:
        """Make the promises read from a note those of the book: how many were added, how many taken back.

        A day whose promises the book has from a file or the desk has no other ones: the note tells of the same,
        also where one of them was taken back since. What another note of the day has promised already is not
        doubled; what a person took back stays so.
        """
        plan = said.base if len(parts) > 1 else None
        wanted = [(part, (part.due_on, part.amount_minor, plan)) for part in self._not_known(said, parts)]
        kept, gone = [], 0
        for promise in self._standing(self._noted.get(said.key, ()), said):
            if any(key == _key(promise) for _part, key in wanted):
                kept.append(_key(promise))
            else:
                self._take_back(promise)
                gone += 1
        added = 0
        for part, key in wanted:
            if key in kept:
                kept.remove(key)
            else:
                self._promise(said, part, plan)
                added += 1
        return added, gone

    def _not_known(self, said: Said, parts: Sequence[PromiseEntry]) -> list[PromiseEntry]:
        if not parts or said.day in self._recorded:
            return []
        own = {promise.seq for promise in self._noted.get(said.key, ())}
        others = self._standing(self._of_day.get(said.day, ()), said)
        known = {(p.due_on, p.amount_minor) for p in others if p.seq not in own}
        by_people = self.endings.by_people(said.account.debtor_id)
        known |= {(p.due_on, p.amount_minor) for p in self._noted.get(said.key, ()) if p.seq in by_people}
        return [part for part in parts if (part.due_on, part.amount_minor) not in known]

    def _standing(self, promises: Iterable[Promise], said: Said) -> list[Promise]:
        mistaken = self.endings.mistaken(said.account.debtor_id)
        return [promise for promise in promises if promise.seq not in mistaken]

    def _take_back(self, promise: Promise) -> None:
        fact = (promise.debtor_id, promise.seq)
        self.endings.take_back("promise", fact, promise.made_on, promise.made_at, None)

    def _promise(self, said: Said, part: PromiseEntry, plan: str | None) -> None:
        if part.amount_minor is None or part.due_on is None:
            raise ValueError("a promise needs amount and due date")
        account, ledger = said.account, self.ledger
        terms = terms_for(ledger.desk.office.terms, account.creditor, said.on)
        promise = Promise(
            debtor_id=account.debtor_id,
            seq=ledger.number(account.debtor_id),
            account_seq=account.seq,
            ref=promise_ref(said.base, len(self._noted.get(said.key, ())) + 1),
            made_on=said.on,
            made_at=said.at,
            due_on=part.due_on,
            amount_minor=part.amount_minor,
            deadline_on=deadline(terms, part.due_on),
            threshold_minor=threshold(terms, part.amount_minor),
            plan_ref=plan,
            agent=said.agent,
            method=part.method,
            hangs_on=part.hangs_on,
            asked=None,
            recorded_at=ledger.recorded_at,
            command_id=None,
        )
        ledger.append(account.debtor_id, promise)
        self._add_promise(promise)


def _key(promise: Promise) -> tuple[date | None, int | None, str | None]:
    return (promise.due_on, promise.amount_minor, promise.plan_ref)
