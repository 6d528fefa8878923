"""The tables of the book. SQLModel classes live here and nowhere else.

Facts about a debtor have the key `(debtor_id, seq)`: they lie together on the disk, and the same key could
spread them over servers. Columns stand in the order of the record that a row becomes (`RECORDS`). On SQLite
every table is STRICT, and child tables have no rowid.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Index, Table
from sqlmodel import Field, SQLModel

from collector.rules import records
from collector.store.columns import (
    CHILD,
    STRICT,
    check,
    day,
    debtor_key,
    moment,
    number_key,
    one_of,
    text,
    whole,
)
from collector.store.types import Flag

# --- The book itself -------------------------------------------------------------------------------------


class BookRow(SQLModel, table=True):
    __tablename__ = "book"
    __table_args__ = (check("id = 1"), STRICT)
    id: int = number_key()
    book_id: str = text()
    schema_version: int = whole()
    listed_on: date | None = day()  # the day that the work list is kept for
    recorded_at: datetime = moment()


class SettingRow(SQLModel, table=True):
    """Firm, currency, country, zone, policy…: facts with a day from which they hold."""

    __tablename__ = "setting"
    __table_args__ = (STRICT,)
    seq: int = number_key()
    key: str = text()
    value: str = text()
    from_on: date = day()
    recorded_at: datetime = moment()


class TermsRow(SQLModel, table=True):
    __tablename__ = "terms"
    __table_args__ = (
        check("grace_days BETWEEN 0 AND 366"),
        check("tolerance_percent BETWEEN 1 AND 100"),
        check("horizon_days > 0 AND plan_horizon_days > 0"),
        STRICT,
    )
    seq: int = number_key()
    creditor: str | None = text()
    from_on: date = day()
    grace_days: int = whole()
    tolerance_percent: int = whole()
    horizon_days: int = whole()
    plan_horizon_days: int = whole()
    calendar: str = text()
    recorded_at: datetime = moment()


class RateRow(SQLModel, table=True):
    """One unit of `currency` in the book's currency, from `on_day` on; a decimal text."""

    __tablename__ = "rate"
    __table_args__ = (STRICT,)
    seq: int = number_key()
    currency: str = text()
    rate: str = text()
    on_day: date = day()
    recorded_at: datetime = moment()


class AgentRow(SQLModel, table=True):
    __tablename__ = "agent"
    __table_args__ = (STRICT,)
    name: str = text(primary_key=True)
    recorded_at: datetime = moment()


class ZoneGroupRow(SQLModel, table=True):
    """The sets of time zones that debtors may be in; the list asks once per set who may be called."""

    __tablename__ = "zone_group"
    __table_args__ = (STRICT,)
    id: int = number_key()
    zones: str = text(unique=True)
    country: str | None = text()


# --- Who owes what ---------------------------------------------------------------------------------------


class DebtorRow(SQLModel, table=True):
    __tablename__ = "debtor"
    __table_args__ = (check("length(name) BETWEEN 1 AND 300"), STRICT)
    id: int = number_key()
    ref: str = text(unique=True)
    name: str = text()
    name_typed: str = text()
    name_folded: str = text()
    email: str | None = text()
    language: str | None = text()
    country: str | None = text()
    time_zone: str | None = text()
    address_form: str | None = text()
    zone_group: int = whole(foreign_key="zone_group.id")
    seq_next: int = whole()
    recorded_at: datetime = moment()


class NameWordRow(SQLModel, table=True):
    """Each word of each folded name: one or two letters find the start of a word."""

    __tablename__ = "name_word"
    __table_args__ = (CHILD,)
    word: str = text(primary_key=True)
    debtor_id: int = debtor_key()


class PhoneRow(SQLModel, table=True):
    __tablename__ = "phone"
    __table_args__ = (
        Index("phone_by_number", "number"),  # `collector open +40…`
        Index("phone_by_digits", "digits"),  # the start of a number, as it is typed
        Index("phone_by_last_digits", "digits_reversed"),  # the last digits, as they are read out
        CHILD,
    )
    debtor_id: int = debtor_key()
    seq: int = number_key()
    number: str | None = text()
    as_typed: str = text()
    valid: bool = Field(sa_type=Flag)
    zones: str = text()
    digits: str = text()
    digits_reversed: str = text()
    recorded_at: datetime = moment()


class AccountRow(SQLModel, table=True):
    __tablename__ = "account"
    __table_args__ = (
        check("length(currency) = 3"),
        Index("account_by_agent", "assigned_to"),  # the list of one agent, and who has any
        Index("account_by_creditor", "creditor"),
        CHILD,
    )
    debtor_id: int = debtor_key()
    seq: int = number_key()
    ref: str = text(unique=True)
    creditor: str | None = text()
    currency: str = text()
    due_since: date | None = day()
    opened_on: date | None = day()
    reference: str | None = text()
    assigned_to: str | None = text()
    recorded_at: datetime = moment()


class BalanceRow(SQLModel, table=True):
    __tablename__ = "balance"
    __table_args__ = (CHILD,)
    debtor_id: int = debtor_key()
    seq: int = number_key()
    account_seq: int = whole()
    amount_minor: int = whole()
    on_day: date = day()
    recorded_at: datetime = moment()


class DetailRow(SQLModel, table=True):
    __tablename__ = "detail"
    __table_args__ = (CHILD,)
    debtor_id: int = debtor_key()
    seq: int = number_key()
    account_seq: int | None = whole()
    field: str = text()
    value: str = text()
    recorded_at: datetime = moment()


# --- What was said and paid ------------------------------------------------------------------------------


class CallRow(SQLModel, table=True):
    __tablename__ = "call"
    __table_args__ = (
        one_of("who", records.WHO),
        one_of("outcome", records.OUTCOMES),
        one_of("direction", ("outbound", "inbound")),
        Index("call_by_ref", "debtor_id", "account_seq", "ref", unique=True),
        CHILD,
    )
    debtor_id: int = debtor_key()
    seq: int = number_key()
    account_seq: int = whole()
    ref: str = text()
    called_at: datetime = moment()
    agent: str | None = text()
    direction: str = text()
    phone: str | None = text()
    who: str = text()
    outcome: str = text()
    typed: str = text()
    note: str = text()
    callback_at: datetime | None = moment()
    callback_on: date | None = day()
    claimed_minor: int | None = whole()
    claimed_on: date | None = day()
    recorded_at: datetime = moment()
    command_id: str | None = text()


class PromiseRow(SQLModel, table=True):
    __tablename__ = "promise"
    __table_args__ = (
        check("amount_minor > 0 AND threshold_minor BETWEEN 1 AND amount_minor"),
        check("due_on >= made_on AND deadline_on >= due_on"),
        Index("promise_by_ref", "debtor_id", "account_seq", "ref", unique=True),
        CHILD,
    )
    debtor_id: int = debtor_key()
    seq: int = number_key()
    account_seq: int = whole()
    ref: str = text()
    made_on: date = day()
    made_at: datetime | None = moment()
    due_on: date = day()
    amount_minor: int = whole()
    deadline_on: date = day()
    threshold_minor: int = whole()
    plan_ref: str | None = text()
    agent: str | None = text()
    method: str | None = text()
    hangs_on: str | None = text()
    asked: str | None = text()
    recorded_at: datetime = moment()
    command_id: str | None = text()


class PaymentRow(SQLModel, table=True):
    __tablename__ = "payment"
    __table_args__ = (
        check("amount_minor > 0"),
        Index("payment_by_ref", "debtor_id", "account_seq", "ref", unique=True),
        CHILD,
    )
    debtor_id: int = debtor_key()
    seq: int = number_key()
    account_seq: int = whole()
    ref: str = text()
    paid_on: date = day()
    paid_at: datetime | None = moment()
    amount_minor: int = whole()
    reverses_ref: str | None = text()
    recorded_at: datetime = moment()


class HoldRow(SQLModel, table=True):
    __tablename__ = "hold"
    __table_args__ = (
        one_of("kind", records.HOLDS),
        check("until_on IS NULL OR until_on >= from_on"),
        CHILD,
    )
    debtor_id: int = debtor_key()
    seq: int = number_key()
    kind: str = text()
    from_on: date = day()
    until_on: date | None = day()
    review_on: date | None = day()
    reason: str = text()
    agent: str | None = text()
    recorded_at: datetime = moment()
    command_id: str | None = text()


class DisputeRow(SQLModel, table=True):
    __tablename__ = "dispute"
    __table_args__ = (CHILD,)
    debtor_id: int = debtor_key()
    seq: int = number_key()
    account_seq: int = whole()
    opened_on: date = day()
    valued: str | None = text()
    breached: str | None = text()
    owner: str | None = text()
    due_on: date | None = day()
    recorded_at: datetime = moment()
    command_id: str | None = text()


class OurPromiseRow(SQLModel, table=True):
    __tablename__ = "our_promise"
    __table_args__ = (one_of("what", records.OUR_PROMISES), check("due_on >= made_on"), CHILD)
    debtor_id: int = debtor_key()
    seq: int = number_key()
    account_seq: int | None = whole()
    what: str = text()
    made_on: date = day()
    due_on: date = day()
    due_at: datetime = moment()
    note: str | None = text()
    agent: str | None = text()
    recorded_at: datetime = moment()
    command_id: str | None = text()


class EndingRow(SQLModel, table=True):
    __tablename__ = "ending"
    __table_args__ = (one_of("reason", records.ENDINGS), check("fact_seq < seq"), CHILD)
    debtor_id: int = debtor_key()
    seq: int = number_key()
    fact: str = text()
    fact_seq: int = whole()
    reason: str = text()
    ended_on: date = day()
    ended_at: datetime | None = moment()
    note: str | None = text()
    agent: str | None = text()
    recorded_at: datetime = moment()
    command_id: str | None = text()


RECORDS: dict[type[NamedTuple], type[SQLModel]] = {
    records.Debtor: DebtorRow,
    records.Phone: PhoneRow,
    records.Account: AccountRow,
    records.Balance: BalanceRow,
    records.Detail: DetailRow,
    records.Call: CallRow,
    records.Promise: PromiseRow,
    records.Payment: PaymentRow,
    records.Hold: HoldRow,
    records.Dispute: DisputeRow,
    records.OurPromise: OurPromiseRow,
    records.Ending: EndingRow,
}


def table(row: type[SQLModel]) -> Table:
    """The SQLAlchemy table of a class of this module."""
    return row.__table__  # type: ignore[attr-defined, no-any-return]  # SQLModel adds it without a type
