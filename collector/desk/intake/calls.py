"""A line of calls: old shorthand, kept as it was typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from collector.desk.intake.ledger import Ledger, Nth, Tally, Wrong
from collector.exchange.lines import CallLine
from collector.rules.records import Account, Call
from collector.store import intake
from collector.words import _


def take(ledger: Ledger, lines: Sequence[CallLine]) -> Tally:
    """Bring these lines in."""
    ledger.know(line.account_ref for line in lines)
    known = intake.call_refs(ledger.connection, ledger.accounts.values())
    tally, nth = Tally(), Nth()
    for line in lines:
        try:
            account = _account(ledger, line)
        except Wrong as wrong:
            tally.refuse(line.line, wrong.column, wrong.seen, wrong.expected)
            continue
        ref = nth.ref("c", line.account_ref, line.called_at or line.called_on, line.note)
        if (account.debtor_id, account.seq, ref) in known:
            tally.known += 1
            continue
        known.add((account.debtor_id, account.seq, ref))
        ledger.append(account.debtor_id, _call(ledger, line, account, ref))
        ledger.note(account, f"call {ref}", line.extra)
        tally.new += 1
    return tally


def _account(ledger: Ledger, line: CallLine) -> Account:
    account = ledger.account(line.account_ref)
    if line.called_on > ledger.today:
        expected = _("a day up to {day}; a call cannot be of a later one").format(day=ledger.today)
        raise Wrong("called_at", line.called_on, expected)
    return account


def _call(ledger: Ledger, line: CallLine, account: Account, ref: str) -> Call:
    """Who was reached and what came of it are not read from the note yet: they are unknown, not guessed."""
    midnight = datetime.combine(line.called_on, time(0), ZoneInfo(ledger.desk.office.zone))
    return Call(
        debtor_id=account.debtor_id,
        seq=ledger.number(account.debtor_id),
        account_seq=account.seq,
        ref=ref,
        called_at=line.called_at or midnight.astimezone(UTC),
        agent=line.agent,
        direction=line.direction or "outbound",
        phone=line.phone,
        who="unknown",
        outcome="note",
        typed=line.note,
        note=line.note,
        callback_at=None,
        callback_on=None,
        claimed_minor=None,
        claimed_on=None,
        recorded_at=ledger.recorded_at,
        command_id=None,
    )
