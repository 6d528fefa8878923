"""What an old note says: read as of its own moment, for its account, with what was owed then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from collector.desk import noting
from collector.desk.entries import CallEntry, PromiseEntry
from collector.desk.facts import complete
from collector.desk.intake.ledger import Ledger
from collector.exchange.lines import CallLine
from collector.rules.balance import owed
from collector.rules.money import LIMIT_MINOR
from collector.rules.records import Account, Balance, Payment
from collector.rules.shorthand import Note
from collector.store import intake

NOON = time(12)  # a call whose hour the file does not tell is read as of noon of its day
NOT_THE_DEBTOR = ("third_party", "wrong_party", "nobody")  # who promises nothing
_KEPT_AT_MOST = 50_000  # short notes without a day or a sum, each read once


class Told(NamedTuple):
    """A note and what it makes: the entry, and the promises that are certain."""

    note: Note
    entry: CallEntry
    promises: tuple[PromiseEntry, ...]


class NoteReader:
    """Reads the notes of one file."""

    def __init__(self, ledger: Ledger) -> None:
        self.desk = ledger.desk
        self.zone = ZoneInfo(ledger.desk.office.zone)
        self.owed = OwedThen(ledger)
        self._timeless: dict[tuple[str, str], Note] = {}

    def read(self, line: CallLine, account: Account) -> Told:
        at = self.moment(line)
        balance = self.owed.on(account, line.called_on)
        note = self._note(line, account, balance, at)
        entry = noting.entry_of(self.desk, account, note, line.note, balance, at)
        return _certain(note, entry, line.called_on)

    def moment(self, line: CallLine) -> datetime:
        """When the note was written, as it is read."""
        return line.called_at or datetime.combine(line.called_on, NOON, self.zone).astimezone(UTC)

    def _note(self, line: CallLine, account: Account, balance: int | None, at: datetime) -> Note:
        """The note; one that says nothing of days and sums says the same on every day."""
        known = self._timeless.get((line.note, account.currency))
        if known is not None:
            return known
        note = noting.read_line(self.desk, account, balance, line.note, at)
        if _is_timeless(line.note, note) and len(self._timeless) < _KEPT_AT_MOST:
            self._timeless[line.note, account.currency] = note
        return note


def _is_timeless(text: str, note: Note) -> bool:
    said = (note.promises, note.instalments, note.callback_at, note.paid_claim, note.our_promise)
    return not any(said) and not any(letter.isdigit() for letter in text)


def _certain(note: Note, entry: CallEntry, on: date) -> Told:
    """Without the promises that could not stand in a book; a note that promised and has none left is vague."""
    promises = entry.promises if complete(entry.promises) else ()
    if entry.who in NOT_THE_DEBTOR or not all(_stands(part, on) for part in promises):
        promises = ()
    if entry.outcome == "promise" and not promises:
        entry = entry._replace(outcome="vague")
    if entry.claimed_minor is not None and not 0 < entry.claimed_minor < LIMIT_MINOR:
        entry = entry._replace(claimed_minor=None)
    return Told(note, entry, promises)


def _stands(part: PromiseEntry, on: date) -> bool:
    due = part.due_on is not None and part.due_on >= on
    return due and part.amount_minor is not None and 0 < part.amount_minor < LIMIT_MINOR


class OwedThen:
    """What was owed on an account on a day, as far as the book knows: nothing before its first balance."""

    def __init__(self, ledger: Ledger) -> None:
        ids = sorted({account.debtor_id for account in ledger.accounts.values()})
        self._balances = intake.balances(ledger.connection, ids)
        self._payments = _by_account(intake.payments(ledger.connection, ledger.accounts.values()).values())
        self._known: dict[tuple[int, int, date], int | None] = {}

    def on(self, account: Account, day: date) -> int | None:
        """In minor units; None when no balance was told for that day or an earlier one."""
        key = (account.debtor_id, account.seq, day)
        if key not in self._known:
            self._known[key] = self._owed(key[:2], day)
        return self._known[key]

    def _owed(self, key: tuple[int, int], day: date) -> int | None:
        told: list[Balance] = self._balances.get(key, [])
        if not any(balance.on_day <= day for balance in told):
            return None
        return owed(told, self._payments.get(key, ()), day).amount_minor


def _by_account(payments: Iterable[Payment]) -> dict[tuple[int, int], list[Payment]]:
    found: dict[tuple[int, int], list[Payment]] = defaultdict(list)
    for payment in payments:
        found[payment.debtor_id, payment.account_seq].append(payment)
    return found
