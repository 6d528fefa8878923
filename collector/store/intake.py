"""What an import asks of the book, many debtors at a time."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, select, update

from collector.rules.records import (
    Account,
    Balance,
    Call,
    Debtor,
    Dispute,
    Ending,
    Hold,
    OurPromise,
    Payment,
    Phone,
    Promise,
)
from collector.store import bulk
from collector.store.tables import (
    AccountRow,
    BalanceRow,
    CallRow,
    DebtorRow,
    DetailRow,
    DisputeRow,
    EndingRow,
    HoldRow,
    OurPromiseRow,
    PaymentRow,
    PhoneRow,
    PromiseRow,
    RateRow,
    table,
)

_CHUNK = 500
_DEBTOR, _ACCOUNT, _DETAIL = table(DebtorRow), table(AccountRow), table(DetailRow)
Key = tuple[int, int, str]  # debtor, account, reference


def accounts(connection: Connection, refs: Sequence[str]) -> dict[str, Account]:
    """Accounts by reference."""
    rows = _among(connection, _ACCOUNT, _ACCOUNT.c.ref, refs)
    return {row.ref: Account._make(row) for row in rows}


def debtors(connection: Connection, refs: Iterable[str]) -> dict[str, Debtor]:
    """Debtors by reference."""
    rows = _among(connection, _DEBTOR, _DEBTOR.c.ref, list(dict.fromkeys(refs)))
    return {row.ref: Debtor._make(row) for row in rows}


def next_numbers(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    """The next fact number of each debtor."""
    return {row.id: row.seq_next for row in _among(connection, _DEBTOR, _DEBTOR.c.id, ids)}


def keep_numbers(connection: Connection, numbers: Mapping[int, int]) -> None:
    """Remember the next fact number of each debtor."""
    bulk.set_one(connection, _DEBTOR, "seq_next", numbers)


def next_debtor_id(connection: Connection) -> int:
    return (connection.execute(select(func.max(_DEBTOR.c.id))).scalar() or 0) + 1


def balances(connection: Connection, ids: Sequence[int]) -> dict[tuple[int, int], list[Balance]]:
    """All balances told, by debtor and account."""
    found: dict[tuple[int, int], list[Balance]] = defaultdict(list)
    columns = table(BalanceRow)
    for row in _among(connection, columns, columns.c.debtor_id, ids):
        found[row.debtor_id, row.account_seq].append(Balance._make(row))
    return found


def told(connection: Connection, ids: Sequence[int], field: str) -> dict[tuple[int, int], dict[str, str]]:
    """What was told last about each account, as kept under this field."""
    rows = _among(connection, _DETAIL, _DETAIL.c.debtor_id, ids)
    latest = {
        (r.debtor_id, r.account_seq): r.value for r in sorted(rows, key=lambda r: r.seq) if r.field == field
    }
    return {key: json.loads(value) for key, value in latest.items()}


def phones(connection: Connection, ids: Sequence[int]) -> dict[int, list[Phone]]:
    found: dict[int, list[Phone]] = defaultdict(list)
    for row in _among(connection, table(PhoneRow), table(PhoneRow).c.debtor_id, ids):
        found[row.debtor_id].append(Phone._make(row))
    return found


def promises(connection: Connection, of: Iterable[Account]) -> dict[Key, Promise]:
    """The promises that the book knows of these accounts' debtors."""
    return {(p.debtor_id, p.account_seq, p.ref): p for p in _facts(connection, PromiseRow, Promise, of)}


def payments(connection: Connection, of: Iterable[Account]) -> dict[Key, Payment]:
    """The payments and reversals that the book knows of these accounts' debtors."""
    return {(p.debtor_id, p.account_seq, p.ref): p for p in _facts(connection, PaymentRow, Payment, of)}


def calls(connection: Connection, of: Iterable[Account]) -> dict[Key, Call]:
    """The calls that the book knows of these accounts' debtors, every reading of them."""
    return {(c.debtor_id, c.account_seq, c.ref): c for c in _facts(connection, CallRow, Call, of)}


def hanging(connection: Connection, of: Iterable[Account]) -> dict[int, list[Hold | Dispute | OurPromise]]:
    """The holds, disputes and promises of ours that the book knows of these accounts' debtors, by debtor."""
    found: dict[int, list[Hold | Dispute | OurPromise]] = defaultdict(list)
    of = list(of)
    for row, record in ((HoldRow, Hold), (DisputeRow, Dispute), (OurPromiseRow, OurPromise)):
        for fact in _facts(connection, row, record, of):
            found[fact.debtor_id].append(fact)
    return found


def endings(connection: Connection, of: Iterable[Account]) -> dict[int, list[Ending]]:
    """What the book knows to have ended or been taken back of these accounts' debtors, by debtor."""
    found: dict[int, list[Ending]] = defaultdict(list)
    for ending in _facts(connection, EndingRow, Ending, of):
        found[ending.debtor_id].append(ending)
    return found


def rates(connection: Connection) -> dict[tuple[str, date], Decimal]:
    """The rates told, by currency and day; of several for one day the latest."""
    columns = table(RateRow)
    rows = connection.execute(select(columns).order_by(columns.c.seq))
    return {(row.currency, row.on_day): Decimal(row.rate) for row in rows}


def debtors_outside(connection: Connection, currency: str) -> list[int]:
    """Debtors with an account in another currency: their place on the list hangs on the rates."""
    rows = connection.execute(select(_ACCOUNT.c.debtor_id).where(_ACCOUNT.c.currency != currency).distinct())
    return [row.debtor_id for row in rows]


def overwrite_debtors(connection: Connection, debtors: Sequence[Debtor]) -> None:
    """Show what was told last. The details keep what was told before."""
    keep: tuple[str, ...] = ("name", "name_typed", "name_folded", "email", "language", "country", "time_zone")
    keep += ("address_form", "zone_group")
    _overwrite(connection, _DEBTOR, ("id",), keep, debtors)


def overwrite_accounts(connection: Connection, accounts: Sequence[Account]) -> None:
    keep = ("creditor", "due_since", "opened_on", "reference", "assigned_to")
    _overwrite(connection, _ACCOUNT, ("debtor_id", "seq"), keep, accounts)


def _overwrite(
    connection: Connection, into: Table, key: tuple[str, ...], keep: tuple[str, ...], rows: Sequence[Any]
) -> None:
    if not rows:
        return
    statement = update(into).values({name: bindparam(f"to_{name}") for name in keep})
    for name in key:
        statement = statement.where(into.c[name] == bindparam(f"at_{name}"))
    connection.execute(
        statement,
        [
            {f"to_{name}": getattr(row, name) for name in keep}
            | {f"at_{name}": getattr(row, name) for name in key}
            for row in rows
        ],
    )


def _facts(connection: Connection, row: Any, record: Any, of: Iterable[Account]) -> Iterable[Any]:
    columns = table(row)
    ids = sorted({account.debtor_id for account in of})
    return (record._make(found) for found in _among(connection, columns, columns.c.debtor_id, ids))


def _among(connection: Connection, columns: Table, key: Any, values: Sequence[Any]) -> Iterable[Any]:
    for start in range(0, len(values), _CHUNK):
        yield from connection.execute(select(columns).where(key.in_(values[start : start + _CHUNK]))).all()
