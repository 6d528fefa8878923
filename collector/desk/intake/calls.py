"""A line of calls: old shorthand, read like a new note and kept as it was typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from collector.desk.intake.aftermath import Aftermath
from collector.desk.intake.callbook import CallBook, Endings, Said
from collector.desk.intake.ledger import Ledger, Nth, Tally, Wrong
from collector.desk.intake.oldnotes import NoteReader, Told
from collector.desk.intake.understood import Reckoning
from collector.exchange.lines import CallLine
from collector.rules.noted import reading_number, reading_ref
from collector.rules.records import Account, Call
from collector.words import _

_SAY_EVERY = 500  # lines between two words about the progress
# What a reading may find out. The rest of a call stands in the columns of the file.
_READ = ("who", "outcome", "note", "callback_at", "callback_on", "claimed_minor", "claimed_on")


def take(ledger: Ledger, lines: Sequence[CallLine]) -> Tally:
    """Bring these lines in: calls, the promises read from their notes, what else hangs on them.

    A line that the book knows is read again. Where that finds out something else (the lexicon has learnt a word),
    the former reading is taken back and the new one stands: it counts as changed.
    """
    ledger.know(line.account_ref for line in lines)
    work, tally, nth = _Work(ledger), Tally(), Nth()
    for done, line in enumerate(lines):
        if done % _SAY_EVERY == 0:
            ledger.progress("notes", done, len(lines))
        try:
            account = _account(ledger, line)
        except Wrong as wrong:
            tally.refuse(line.line, wrong.column, wrong.seen, wrong.expected)
            continue
        base = nth.ref("c", line.account_ref, line.called_at or line.called_on, line.note)
        said = Said(account, base, line.called_on, line.called_at, line.agent)
        _count(tally, work.take(line, said))
    work.aftermath.lay_holds()
    tally.understood = work.reckoning.done()
    return tally


def _count(tally: Tally, what: str) -> None:
    tally.new += what == "new"
    tally.changed += what == "changed"
    tally.known += what == "known"


def _account(ledger: Ledger, line: CallLine) -> Account:
    account = ledger.account(line.account_ref)
    if line.called_on > ledger.today:
        expected = _("a day up to {day}; a call cannot be of a later one").format(day=ledger.today)
        raise Wrong("called_at", line.called_on, expected)
    return account


class _Work:
    """One file of calls on its way into the book."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.reckoning = Reckoning()
        self.reader = NoteReader(ledger)
        self.book = CallBook(ledger, Endings(ledger))
        self.aftermath = Aftermath(ledger, self.book, self.reckoning)
        self.zone = ZoneInfo(ledger.desk.office.zone)

    def take(self, line: CallLine, said: Said) -> str:
        """What came of a line: `new`, `changed` or `known`."""
        told = self.reader.read(line, said.account)
        if line.note.strip():
            self.reckoning.read(told.note)
        self.aftermath.tell_left(said, told)
        readings = self.book.readings(said)
        call = self._call(line, said, told)
        if not readings:
            call = self._enter(said, call, told)
            self.ledger.note(said.account, f"call {call.ref}", line.extra)
            return "new"
        before = readings[-1]
        if any(getattr(call, name) != getattr(before, name) for name in _READ):
            ref = reading_ref(said.base, reading_number(before.ref) + 1)
            fact = (before.debtor_id, before.seq)
            self.book.endings.take_back("call", fact, said.on, before.called_at, ref)
            self._enter(said, call._replace(ref=ref), told, corrects=True)
            return "changed"
        return "changed" if self._promises(said, told) else "known"

    def _enter(self, said: Said, call: Call, told: Told, *, corrects: bool = False) -> Call:
        call = call._replace(seq=self.ledger.number(call.debtor_id))
        self.ledger.append(call.debtor_id, call)
        self.book.add_call(call)
        self._promises(said, told)
        if corrects:
            self.aftermath.of_other_reading(said, call, told)
        else:
            self.aftermath.of_new(said, call, told)
        return call

    def _promises(self, said: Said, told: Told) -> int:
        added, gone = self.book.settle(said, told.promises)
        self.reckoning.promises += added
        return added + gone

    def _call(self, line: CallLine, said: Said, told: Told) -> Call:
        entry = told.entry
        midnight = datetime.combine(line.called_on, time(0), self.zone)
        return Call(
            debtor_id=said.account.debtor_id,
            seq=0,  # given when it is written
            account_seq=said.account.seq,
            ref=said.base,
            called_at=line.called_at or midnight.astimezone(UTC),
            agent=line.agent,
            direction=line.direction or entry.direction,
            phone=line.phone,
            who=entry.who,
            outcome=entry.outcome,
            typed=line.note,
            note=entry.note or line.note,
            callback_at=entry.callback_at and entry.callback_at.astimezone(UTC),
            callback_on=entry.callback_on,
            claimed_minor=entry.claimed_minor,
            claimed_on=entry.claimed_on,
            recorded_at=self.ledger.recorded_at,
            command_id=None,
        )
