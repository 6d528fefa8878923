"""A debtor typed in by hand: read as a line of a portfolio file is, written as one command, undoable."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert

from collector.currencies import decimals
from collector.desk.acting import Saved, new_id, saved
from collector.desk.intake import portfolio
from collector.desk.intake.ledger import Ledger
from collector.desk.opening import Desk
from collector.desk.scene import Scene
from collector.errors import Refused
from collector.exchange.filebytes import Content
from collector.exchange.lines import PortfolioLine, read_lines
from collector.exchange.problems import Problem
from collector.exchange.table import Cell, Sheet
from collector.rules.records import Balance, Case
from collector.store import audit, intake, judging, reading, writing
from collector.store.bookkeeping import CommandRow
from collector.store.tables import table
from collector.words import _

KIND = "debtor"  # of the command
COLUMNS = ("name", "phone", "balance", "currency", "creditor", "due_since", "account_ref")


class Unfit(Refused):
    """What was typed cannot be taken; `column` is the one of a portfolio file that it stands for."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message, "debtor_unfit")
        self.column = column


def new_debtor(desk: Desk, told: Mapping[str, str], command_id: str | None = None) -> Saved:
    """Found a debtor with one account, from texts by column (`COLUMNS`; an empty currency is the book's, an
    empty reference is made). What is owed is owed from today on.

    Harmless when repeated with its id. Unfit for what an import would refuse, for a debt of nothing, and for
    a reference that is taken.
    """
    command_id = command_id or new_id()

    def write(connection: Connection) -> Saved:
        before = reading.command(connection, command_id)
        if before is not None:
            case = reading.case(connection, before.debtor_id)
            return saved(desk, connection, case, command_id, before.kind, json.loads(before.result), True)
        return _found(desk, connection, told, command_id)

    return desk.book.write(write)


def _found(desk: Desk, connection: Connection, told: Mapping[str, str], command_id: str) -> Saved:
    line = _line(desk, connection, told)
    ledger = Ledger(desk, connection)
    tally = portfolio.take(ledger, [line])
    if tally.problems:
        raise _unfit(tally.problems[0])
    account = ledger.accounts[line.account_ref]
    case = reading.case(connection, account.debtor_id)
    judging.judge_again(connection, case, desk.setting(connection), desk.office, decimals())
    result: dict[str, Any] = {"call_ref": None, "promise_refs": []}
    _record(ledger, case, command_id, result)
    return saved(desk, connection, case, command_id, KIND, result, False)


def _record(ledger: Ledger, case: Case, command_id: str, result: dict[str, Any]) -> None:
    """The command and its audit entry, with every fact that it made."""
    desk, connection, recorded_at = ledger.desk, ledger.connection, ledger.recorded_at
    writing.know_agent(connection, desk.agent, recorded_at)
    seq = case.accounts[0].seq
    command = writing.Command(
        *(command_id, KIND, case.debtor.id, seq, desk.agent, desk.now(), None),
        json.dumps(result),
        recorded_at,
    )
    connection.execute(insert(table(CommandRow)), command._asdict())
    facts = [case.debtor, *case.phones, *case.accounts, *case.balances, *case.details]
    body = {"account": seq, "facts": [[type(fact).__name__, *fact] for fact in facts]}
    entry = audit.Entry(desk.now(), recorded_at, desk.agent, KIND, body, command_id, case.debtor.id)
    audit.append(connection, entry)


# --- What was typed, as a line of a file --------------------------------------------------------------------


def _line(desk: Desk, connection: Connection, told: Mapping[str, str]) -> PortfolioLine:
    """The line that a file with these cells would have. Unfit with the first cell that cannot be read."""
    cells = {column: _kept(told.get(column, "")) for column in COLUMNS}
    cells["currency"] = cells["currency"] or desk.office.currency
    cells["account_ref"] = cells["account_ref"] or _free_reference(connection)
    reading_ = read_lines(
        _sheet(cells | {"debtor_ref": cells["account_ref"]}),
        "portfolio",
        ZoneInfo(desk.office.zone),
        decimals(),
    )
    if reading_.problems:
        raise _unfit(reading_.problems[0])
    line = reading_.lines[0]
    assert isinstance(line, PortfolioLine)
    if line.balance_minor <= 0:
        raise Unfit("balance", _("What is owed is an amount above zero."))
    if line.due_since is not None and line.due_since > desk.today():
        raise Unfit("due_since", _("A debt is owed since a day that has come; leave it empty if none has."))
    _refuse_taken(connection, line.account_ref)
    return line


def _kept(text: str) -> str:
    """The text without what no book keeps: half a surrogate pair, as some terminals send."""
    return text.encode("utf-8", "replace").decode().strip()


def _sheet(cells: Mapping[str, str]) -> Sheet:
    """A file of one line, that no disk holds."""
    row: list[Cell] = list(cells.values())
    return Sheet(Content(Path(), b"", None), tuple(cells), None, lambda: iter([(1, row)]))


def _free_reference(connection: Connection) -> str:
    """N-1, N-2…: the first from the debtor's own number on that nobody has."""
    number = intake.next_debtor_id(connection)
    while _owner(connection, f"N-{number}"):
        number += 1
    return f"N-{number}"


def _refuse_taken(connection: Connection, ref: str) -> None:
    owner = _owner(connection, ref)
    if owner:
        text = _("The reference {ref} is taken: {name}. Choose another, or leave it empty.")
        raise Unfit("account_ref", text.format(ref=ref, name=owner))


def _owner(connection: Connection, ref: str) -> str:
    """The name of whoever has this reference already, as account or as debtor."""
    found = reading.by_account_ref(connection, ref) or reading.by_debtor_ref(connection, ref)
    return found[0].name if found else ""


def _unfit(problem: Problem) -> Unfit:
    column = problem.column or "name"
    column = "account_ref" if column == "debtor_ref" else column
    if not problem.seen:
        return Unfit(column, _missing(column) or _("Expected {expected}.").format(expected=problem.expected))
    text = _("{seen} cannot be read. Expected {expected}.")
    return Unfit(column, text.format(seen=problem.seen, expected=problem.expected))


def _missing(column: str) -> str:
    """What to do about a field that is empty; nothing where another word is needed."""
    return {"name": _("Type the name."), "balance": _("Type what is owed.")}.get(column, "")


# --- Taken back --------------------------------------------------------------------------------------------


def nothing_owed(scene: Scene) -> list[Balance]:
    """What takes the founding of this account back: nothing is owed from its first day on, so it leaves the
    list. Name and numbers stay to be found. A balance that a file has told since stands."""
    told = [balance for balance in scene.case.balances if balance.account_seq == scene.account.seq]
    first = min(told, key=lambda balance: balance.seq)
    if any(balance.seq > first.seq and balance.on_day == first.on_day for balance in told):
        return []
    return [first._replace(seq=scene.numbers.take(), amount_minor=0, recorded_at=scene.recorded_at)]
