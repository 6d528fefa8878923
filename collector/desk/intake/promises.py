"""A line of promises. Imported history is taken as it was: the desk's guards do not ask it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from collector.desk.intake.callbook import Endings
from collector.desk.intake.ledger import Ledger, Nth, Tally, Wrong, amount, known_otherwise
from collector.exchange.lines import PromiseLine
from collector.rules.noted import noted_in
from collector.rules.records import Account, Promise
from collector.rules.terms import deadline, terms_for, threshold
from collector.store import intake
from collector.words import _


def take(ledger: Ledger, lines: Sequence[PromiseLine]) -> Tally:
    """Bring these lines in."""
    ledger.know(line.account_ref for line in lines)
    known = intake.promises(ledger.connection, ledger.accounts.values())
    noted = _Noted(ledger, known.values())
    tally, nth = Tally(), Nth()
    for line in lines:
        try:
            promise, account = _promise(ledger, line, nth)
            before = known.get((account.debtor_id, account.seq, promise.ref))
            if before is None:
                promise = promise._replace(seq=ledger.number(account.debtor_id))
                known[account.debtor_id, account.seq, promise.ref] = promise
                ledger.append(account.debtor_id, promise)
                noted.give_way(promise)
                ledger.note(account, f"promise {promise.ref}", line.extra)
                tally.new += 1
            else:
                _same(ledger, account, promise, before)
                tally.known += 1
        except Wrong as wrong:
            tally.refuse(line.line, wrong.column, wrong.seen, wrong.expected)
    return tally


class _Noted:
    """The promises that were read from old notes: those of a day give way when a file tells of that day's."""

    def __init__(self, ledger: Ledger, known: Iterable[Promise]) -> None:
        self._of_day: dict[tuple[int, int, date], list[Promise]] = defaultdict(list)
        for promise in known:
            if noted_in(promise):
                self._of_day[promise.debtor_id, promise.account_seq, promise.made_on].append(promise)
        self._endings = Endings(ledger) if self._of_day else None

    def give_way(self, promise: Promise) -> None:
        for read in self._of_day.pop((promise.debtor_id, promise.account_seq, promise.made_on), ()):
            if self._endings and read.seq not in self._endings.mistaken(read.debtor_id):
                fact = (read.debtor_id, read.seq)
                self._endings.take_back("promise", fact, read.made_on, read.made_at, promise.ref)


def _promise(ledger: Ledger, line: PromiseLine, nth: Nth) -> tuple[Promise, Account]:
    account = ledger.account(line.account_ref, line.currency)
    if line.made_on > ledger.today:
        raise Wrong(
            "made_on",
            line.made_on,
            _("a day up to {day}; a promise cannot be made later").format(day=ledger.today),
        )
    amount_minor = amount(line, account)
    terms = terms_for(ledger.desk.office.terms, account.creditor, line.made_on)
    identity = (line.account_ref, line.made_at or line.made_on, line.due_on, amount_minor, line.plan_ref)
    return Promise(
        debtor_id=account.debtor_id,
        seq=0,  # given when it is new
        account_seq=account.seq,
        ref=line.promise_ref or nth.ref("p", *identity),
        made_on=line.made_on,
        made_at=line.made_at,
        due_on=line.due_on,
        amount_minor=amount_minor,
        deadline_on=deadline(terms, line.due_on),
        threshold_minor=threshold(terms, amount_minor),
        plan_ref=line.plan_ref,
        agent=line.agent,
        method=line.method,
        hangs_on=None,
        asked=None,
        recorded_at=ledger.recorded_at,
        command_id=None,
    ), account


def _same(ledger: Ledger, account: Account, promise: Promise, before: Promise) -> None:
    """A known reference with other content is refused; what the line leaves out is not other."""
    for field in ("made_on", "made_at", "due_on", "amount_minor", "plan_ref", "agent", "method"):
        told, known = getattr(promise, field), getattr(before, field)
        if told is not None and told != known:
            name = field.removesuffix("_minor")
            raise known_otherwise(ledger, account, "promise_ref", promise.ref, name, known)
