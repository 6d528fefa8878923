"""What an import works with: accounts by reference, numbers for new facts, facts waiting to be written."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from collector.currencies import decimals_of
from collector.desk.intake.understood import Understood
from collector.desk.opening import Desk
from collector.exchange.lines import PaymentLine, PromiseLine, amount_of
from collector.exchange.problems import Problem, problem
from collector.exchange.table import text_of
from collector.rules import money
from collector.rules.records import Account, Detail
from collector.rules.words import Unreadable
from collector.store import intake, writing
from collector.words import _

Progress = Callable[[str, int, int], None]  # what, so many done, of so many
FLUSH_AT = 100_000  # facts held before they go to the book together


class Tally:
    """Counts the lines of one file and keeps what was wrong with them."""

    def __init__(self) -> None:
        self.new = self.changed = self.known = 0
        self.problems: list[Problem] = []
        self.understood: Understood | None = None  # of a file of calls

    def refuse(self, line: int, column: str, seen: object, expected: str) -> None:
        self.problems.append(problem(line, column, seen, expected))

    def add(self, more: Tally) -> None:
        """Count in what another round over the same file brought."""
        self.new += more.new
        self.changed += more.changed
        self.known += more.known
        self.problems += more.problems
        self.understood = more.understood or self.understood


class Wrong(Exception):
    """A line that the book refuses: column, what was seen, what was expected."""

    def __init__(self, column: str, seen: object, expected: str) -> None:
        super().__init__(expected)
        self.column, self.seen, self.expected = column, seen, expected


class Place(NamedTuple):
    """An account as a line names it."""

    debtor_id: int
    seq: int


class Ledger:
    """The book during one import. Everything happens inside one transaction."""

    def __init__(self, desk: Desk, connection: Connection, progress: Progress = lambda *_: None) -> None:
        self.desk = desk
        self.progress = progress
        self.connection = connection
        self.recorded_at = desk.clock.real_now()
        self.today = desk.today()
        self.touched: set[int] = set()
        self.accounts: dict[str, Account] = {}
        self._next: dict[int, int] = {}
        self._numbered: set[int] = set()  # whose numbers moved since the last flush
        self._waiting: list[Any] = []
        self._digest = hashlib.sha256()

    # --- accounts ---

    def know(self, refs: Iterable[str]) -> None:
        """Load the accounts of these references."""
        missing = [ref for ref in dict.fromkeys(refs) if ref not in self.accounts]
        self.accounts.update(intake.accounts(self.connection, missing))
        self.know_numbers(account.debtor_id for account in self.accounts.values())

    def know_numbers(self, debtor_ids: Iterable[int]) -> None:
        missing = sorted({each for each in debtor_ids if each not in self._next})
        self._next.update(intake.next_numbers(self.connection, missing))

    def account(self, ref: str, currency: str | None = None) -> Account:
        """The account of a line. Wrong when it is unknown or kept in another currency."""
        account = self.accounts.get(ref)
        if account is None:
            raise Wrong("account_ref", ref, _("an account of this book; import its portfolio first"))
        if currency is not None and currency != account.currency:
            raise Wrong(
                "currency", currency, _("the account's currency, {code}").format(code=account.currency)
            )
        return account

    # --- facts ---

    def number(self, debtor_id: int) -> int:
        """The next number below this debtor."""
        number = self._next[debtor_id]
        self._next[debtor_id] = number + 1
        return number

    def begin_numbers(self, debtor_id: int) -> None:
        """A new debtor's facts are numbered from 1."""
        self._next[debtor_id] = 1

    def append(self, debtor_id: int, *facts: Any) -> None:
        self.touched.add(debtor_id)
        self._numbered.add(debtor_id)
        self._waiting += facts
        if len(self._waiting) >= FLUSH_AT:
            self.flush()

    def note(self, account: Account, field: str, extra: Sequence[tuple[str, str]]) -> None:
        """Keep what unknown columns said."""
        if extra:
            text = json.dumps(dict(extra), ensure_ascii=False)
            seq = self.number(account.debtor_id)
            detail = Detail(account.debtor_id, seq, account.seq, field, text, self.recorded_at)
            self.append(account.debtor_id, detail)

    def flush(self) -> None:
        """Write what waits, and the numbers that were given out."""
        written = writing.add(self.connection, self._waiting)
        self._digest.update(repr(written).encode())
        self._waiting.clear()
        intake.keep_numbers(self.connection, {i: self._next[i] for i in self._numbered})
        self._numbered.clear()

    def digest(self) -> str:
        """The hash of all facts written so far, for the audit entry."""
        return self._digest.hexdigest()


class Nth:
    """Tells equal lines of one file apart: two real equal payments of a day stay two."""

    def __init__(self) -> None:
        self._seen: Counter[Hashable] = Counter()

    def ref(self, letter: str, *identity: Hashable) -> str:
        """A reference made from what a line says and from being the n-th such line of the file."""
        self._seen[identity] += 1
        text = "|".join("" if part is None else str(part) for part in (*identity, self._seen[identity]))
        return f"{letter}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def known_otherwise(
    ledger: Ledger, account: Account, column: str, ref: str, field: str, known: object
) -> Wrong:
    """A known reference with other content; `known` is what the book has in this field."""
    value = _("nothing") if known is None else known
    if isinstance(known, datetime):
        value = f"{known.astimezone(ZoneInfo(ledger.desk.office.zone)):%Y-%m-%d %H:%M:%S}"
    if isinstance(known, int):
        value = said(known, account)
    expected = _("a new reference: in the book this one has {field} {value}")
    return Wrong(column, ref, expected.format(field=field, value=value))


def said(amount_minor: int, account: Account) -> str:
    """A sum as files write it, with its currency."""
    return f"{money.decimal_text(amount_minor, decimals_of(account.currency))} {account.currency}"


def amount(line: PromiseLine | PaymentLine, account: Account) -> int:
    """The amount in the account's minor units. Wrong when it does not fit the currency."""
    try:
        return amount_of(line, decimals_of(account.currency))
    except Unreadable as fault:
        raise Wrong("amount", text_of(line.amount_cell), _(fault.expected).format(**fault.values)) from None
