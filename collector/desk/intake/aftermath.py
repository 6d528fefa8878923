"""What hangs on an old note beside its promises: holds always; disputes and our word only when they are of today.

A hold that forbids asking must not be lost with the old program: it is made from the day of the note, to be
looked at on the day of the import. Whether a dispute or a promise of ours of long ago is still open nobody can
tell from a note; they are told to whoever imports, and not opened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date
from typing import NamedTuple

from collector.desk.entries import OurPromiseEntry
from collector.desk.intake.callbook import CallBook, Said
from collector.desk.intake.ledger import Ledger
from collector.desk.intake.oldnotes import Told
from collector.desk.intake.understood import Reckoning
from collector.rules.known import ended_on
from collector.rules.records import RIGHT_PARTY, Call, Dispute, Hold, OurPromise
from collector.store import intake

LASTING_HOLDS = ("cease_contact", "represented", "insolvency", "deceased")  # outcomes, and holds of that name
_Hanging = Hold | Dispute | OurPromise
_TABLES = {Hold: "hold", Dispute: "dispute", OurPromise: "our_promise"}


class _Wanted(NamedTuple):
    """A hold that a note asks for."""

    day: date
    kind: str
    call: Call


class Aftermath:
    """Holds, disputes and our promises out of the notes of one file."""

    def __init__(self, ledger: Ledger, book: CallBook, reckoning: Reckoning) -> None:
        self.ledger, self.book, self.reckoning = ledger, book, reckoning
        self._hanging = intake.hanging(ledger.connection, ledger.accounts.values())
        self._wanted: dict[int, list[_Wanted]] = defaultdict(list)
        self._retracted: set[int] = set()  # debtors who lost a hold: another note may ask for the same

    # --- One note ---

    def of_new(self, said: Said, call: Call, told: Told) -> None:
        """What a note brings that the book did not have."""
        if call.outcome in LASTING_HOLDS:
            self._wanted[call.debtor_id].append(_Wanted(said.on, call.outcome, call))
        if said.on == self.ledger.today:
            self._of_today(said, call, told)

    def of_other_reading(self, said: Said, call: Call, told: Told) -> None:
        """What hung on the former readings and is not said any more is taken back; what is new is added."""
        texts = {reading.note for reading in self.book.readings(said)}
        still = set(_kinds(told))
        for fact in self._own(said, texts):
            if _kind(fact) not in still:
                on = fact.from_on if isinstance(fact, Hold) else said.on
                key = (fact.debtor_id, fact.seq)
                self.book.endings.take_back(_TABLES[type(fact)], key, on, None, call.ref)
                if isinstance(fact, Hold):
                    self._retracted.add(call.debtor_id)
        self.of_new(said, call, told)

    def tell_left(self, said: Said, told: Told) -> None:
        """Count what was said before today and is not opened."""
        if said.on == self.ledger.today:
            return
        entry, ref = told.entry, said.account.ref
        if entry.dispute:
            self.reckoning.left("disputes", ref, said.on)
        if told.note.our_promise:
            self.reckoning.left("ours", ref, said.on)
        if entry.outcome == "hardship":
            self.reckoning.left("hardships", ref, said.on)
        ahead = entry.callback_on or (entry.callback_at and self.ledger.desk.day_of(entry.callback_at))
        if ahead and ahead >= self.ledger.today:
            self.reckoning.left("call_backs", ref, said.on)

    def _own(self, said: Said, texts: set[str]) -> list[_Hanging]:
        """What this import's notes hung on the debtor with one of these texts, that nobody has ended."""
        debtor_id = said.account.debtor_id
        ended = {ending.fact_seq for ending in self.book.endings.of(debtor_id)}
        return [
            fact
            for fact in self._hanging.get(debtor_id, ())
            if fact.command_id is None
            and fact.seq not in ended
            and _day(fact) == said.on
            and _text(fact) in texts
            and getattr(fact, "account_seq", said.account.seq) == said.account.seq
        ]

    # --- Today's notes: as at the desk ---

    def _of_today(self, said: Said, call: Call, told: Told) -> None:
        entry, text = told.entry, call.note
        there = {_kind(fact) for fact in self._own(said, {text})}
        now, agent = self.ledger.recorded_at, call.agent
        if entry.outcome == "hardship" and "hardship" not in there:
            self._add(Hold(*self._next(call), "hardship", said.on, None, said.on, text, agent, now, None))
        if entry.dispute and "dispute" not in there:
            owner = agent or self.ledger.desk.agent
            place = (*self._next(call), call.account_seq)
            self._add(Dispute(*place, said.on, text, None, owner, None, now, None))
        for ours in _ours(told):
            if ours.due_on >= said.on and ours.what not in there:
                due_at = (ours.due_at or self.ledger.desk.end_of_day(ours.due_on)).astimezone(UTC)
                place = (*self._next(call), call.account_seq)
                self._add(OurPromise(*place, ours.what, said.on, ours.due_on, due_at, text, agent, now, None))

    def _next(self, call: Call) -> tuple[int, int]:
        return (call.debtor_id, self.ledger.number(call.debtor_id))

    def _add(self, fact: _Hanging) -> None:
        self.ledger.append(fact.debtor_id, fact)
        self._hanging[fact.debtor_id].append(fact)

    # --- Holds, when all notes are read ---

    def _ask_again(self) -> None:
        for call in self.book.standing_calls(self._retracted):
            if call.outcome in LASTING_HOLDS:
                day = self.ledger.desk.day_of(call.called_at)
                self._wanted[call.debtor_id].append(_Wanted(day, call.outcome, call))
        self._retracted.clear()

    def lay_holds(self) -> None:
        """One hold of a kind from the earliest note on. None where the book has one that ends no earlier than
        the note: it tells what was known later, also when somebody has lifted it since."""
        if self._retracted:
            self._ask_again()
        for debtor_id, wanted in self._wanted.items():
            for each in sorted(wanted, key=lambda w: (w.day, w.call.seq)):
                if not any(each.day <= end for end in self._ends(debtor_id, each.kind)):
                    call, now = each.call, self.ledger.recorded_at
                    span = (each.day, None, self.ledger.today)
                    self._add(Hold(*self._next(call), each.kind, *span, call.note, call.agent, now, None))
                    self.reckoning.holds += 1
        self._wanted.clear()

    def _ends(self, debtor_id: int, kind: str) -> Iterable[date]:
        endings = self.book.endings
        mistaken, ended = endings.mistaken(debtor_id), ended_on(endings.of(debtor_id))
        for fact in self._hanging.get(debtor_id, ()):
            if isinstance(fact, Hold) and fact.kind == kind and fact.seq not in mistaken:
                yield min(fact.until_on or date.max, ended.get(fact.seq, date.max))


def _ours(told: Told) -> Iterable[OurPromiseEntry]:
    """Our promises of a note: what we said we would do, and the call that we said we would make."""
    entry = told.entry
    if entry.ours:
        yield entry.ours
    on = entry.callback_on or (entry.callback_at and entry.callback_at.date())
    if on and entry.who in RIGHT_PARTY and entry.callback_by_us:
        yield OurPromiseEntry("call_back", on, entry.callback_at)


def _kinds(told: Told) -> Iterable[str]:
    """Everything that hangs on a note as it is read now."""
    yield told.entry.outcome
    if told.entry.dispute:
        yield "dispute"
    if told.note.our_promise:
        yield told.note.our_promise.what
    if told.note.callback_at:
        yield "call_back"


def _kind(fact: _Hanging) -> str:
    if isinstance(fact, Hold):
        return fact.kind
    return "dispute" if isinstance(fact, Dispute) else fact.what


def _day(fact: _Hanging) -> date:
    if isinstance(fact, Hold):
        return fact.from_on
    return fact.opened_on if isinstance(fact, Dispute) else fact.made_on


def _text(fact: _Hanging) -> str | None:
    if isinstance(fact, Hold):
        return fact.reason
    return fact.valued if isinstance(fact, Dispute) else fact.note
