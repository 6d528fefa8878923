"""One typed line of each kind of file, its amounts in whole minor units, its moments in UTC."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from collector.exchange.table import Cell

Extra: TypeAlias = "tuple[tuple[str, str], ...]"  # header as typed and text, of columns that no kind knows


class PortfolioLine(NamedTuple):
    """An account and its debtor."""

    line: int
    account_ref: str
    debtor_ref: str
    name: str  # as shown
    name_typed: str  # as the file has it
    currency: str
    balance_minor: int  # may be zero or below
    balance_on: date | None
    creditor: str | None
    phones: tuple[str, ...]  # as typed
    email: str | None
    language: str | None
    country: str | None
    time_zone: str | None
    address_form: str | None
    due_since: date | None
    opened_on: date | None
    reference: str | None
    assigned_to: str | None
    extra: Extra


class PromiseLine(NamedTuple):
    """A promise to pay. The amount waits for the account's currency when the line names none: `amount_of`."""

    line: int
    account_ref: str
    made_on: date
    made_at: datetime | None
    due_on: date
    amount_cell: Cell
    amount_minor: int | None  # above zero; None when the line names no currency
    currency: str | None
    agent: str | None
    promise_ref: str | None
    plan_ref: str | None
    method: str | None
    extra: Extra


class PaymentLine(NamedTuple):
    """Money that came, or the taking back of it. The amount may wait for the account's currency: `amount_of`."""

    line: int
    account_ref: str
    paid_on: date
    paid_at: datetime | None
    amount_cell: Cell
    amount_minor: int | None  # above zero; None when the line names no currency
    currency: str | None
    payment_ref: str | None
    reverses_ref: str | None
    extra: Extra


class CallLine(NamedTuple):
    """A call in old shorthand. `called_at` is None when the file gives the day alone."""

    line: int
    account_ref: str
    called_on: date
    called_at: datetime | None
    note: str  # as typed; may be empty
    agent: str | None
    phone: str | None
    direction: str | None  # `outbound`, `inbound`
    extra: Extra


class RateLine(NamedTuple):
    """What one unit of a currency is worth in the book's, from a day on."""

    line: int
    currency: str
    rate: str  # plain decimal text, above zero
    on: date
    extra: Extra


Line: TypeAlias = PortfolioLine | PromiseLine | PaymentLine | CallLine | RateLine
