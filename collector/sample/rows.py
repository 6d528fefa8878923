"""The lines of the sample's files, column by column, and what its agents do at the desk."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from collector.desk.entries import CallEntry, DisputeEntry, HoldEntry, OurPromiseEntry


class PortfolioRow(NamedTuple):
    """An account and its debtor; `client_code` is a column that no book knows."""

    account_ref: str
    debtor_ref: str
    name: str
    currency: str
    balance: str
    balance_on: str
    creditor: str
    phone: str
    email: str
    language: str
    country: str
    time_zone: str
    address_form: str
    due_since: str
    opened_on: str
    reference: str
    assigned_to: str
    client_code: str


class PromiseRow(NamedTuple):
    """A promise as an older program kept it."""

    account_ref: str
    made_on: str
    due_on: str
    amount: str
    currency: str
    agent: str
    promise_ref: str
    plan_ref: str
    method: str


class PaymentRow(NamedTuple):
    """Money that came, or (with `reverses_ref`) the taking back of it."""

    account_ref: str
    paid_on: str
    amount: str
    currency: str
    payment_ref: str
    reverses_ref: str


class CallRow(NamedTuple):
    """A call with the shorthand of its agent."""

    account_ref: str
    called_at: str
    note: str
    agent: str
    phone: str
    direction: str


class RateRow(NamedTuple):
    """What one unit of a currency is worth in the book's currency, from a day on."""

    currency: str
    rate: str
    on: str


class Ends(NamedTuple):
    """Ends what an earlier event made (by its name), or an imported promise (by its reference)."""

    fact: str  # `promise`, `hold`, `dispute`, `our_promise`
    what: str  # name of the event, or reference of the promise
    reason: str  # `withdrawn`, `by_us`, `error`; `lifted`, `resolved`, `done`
    note: str | None = None


Entry: TypeAlias = CallEntry | HoldEntry | DisputeEntry | OurPromiseEntry | Ends


class Event(NamedTuple):
    """Something that an agent does at the desk before the anchor day. `name` is unique in the sample."""

    at: datetime  # aware, in the office's zone
    name: str
    agent: str
    account_ref: str
    entry: Entry


class Sample(NamedTuple):
    """A whole invented portfolio as of the morning of `anchor`."""

    anchor: date
    seed: int
    portfolio: tuple[PortfolioRow, ...]
    promises: tuple[PromiseRow, ...]
    payments: tuple[PaymentRow, ...]
    calls: tuple[CallRow, ...]
    rates: tuple[RateRow, ...]
    events: tuple[Event, ...]
    stories: tuple[tuple[str, str], ...]  # account_ref and the name of its story
