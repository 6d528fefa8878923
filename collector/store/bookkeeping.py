"""The tables that hold no facts about debtors: what was judged, ranked, commanded and audited."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy import text as where
from sqlmodel import SQLModel

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
from collector.store.tables import RECORDS

# --- What follows from the facts -------------------------------------------------------------------------


class VerdictRow(SQLModel, table=True):
    """The first verdict of a promise and the latest; evidence is judged anew when it is asked for."""

    __tablename__ = "verdict"
    __table_args__ = (one_of("state", records.STATES), Index("verdict_by_decision", "decided_on"), CHILD)
    debtor_id: int = debtor_key()
    promise_seq: int = number_key()
    first_state: str | None = text()
    first_as_of: date | None = day()
    state: str = text()
    received_minor: int = whole()
    closed_on: date | None = day()
    decided_on: date | None = day()
    excused_why: str | None = text()
    cancel_reason: str | None = text()
    cured_on: date | None = day()
    rule: str = text()
    as_of: date = day()


_SHOWN = ("balance_minor", "missing_minor", "value_at_risk", "next_step", "why_minor", "why_on", "p_bp")
_NARROWED_BY = ("creditor", "assigned_to", "rest_until")


class WorkRow(SQLModel, table=True):
    """Where each account stands on the day's list."""

    __tablename__ = "work"
    __table_args__ = (
        # the list: what we owe by its moment, what is overdue or falls due by its day, the rest by value at
        # risk, who is not to be called, who rests. The long ones hold whole rows: a page of them is read in one go, and
        # counted or narrowed in the index alone
        Index(
            "work_owed", "contact_group", "owed_at", "debtor_id", "account_seq", "due_on", "deadline_on",
            "risk_rank", *_SHOWN, *_NARROWED_BY, sqlite_where=where("owed_at IS NOT NULL"),
            postgresql_where=where("owed_at IS NOT NULL"),
        ),
        Index(
            "work_due", "contact_group", "due_on", "deadline_on", "debtor_id", "account_seq", "owed_at",
            "risk_rank", *_SHOWN, *_NARROWED_BY, sqlite_where=where("due_on IS NOT NULL"),
            postgresql_where=where("due_on IS NOT NULL"),
        ),
        Index(
            "work_late", "contact_group", "deadline_on", sqlite_where=where("due_on IS NOT NULL"),
            postgresql_where=where("due_on IS NOT NULL"),
        ),
        Index(
            "work_held", "contact_group", "debtor_id", "account_seq", sqlite_where=where("contact_group = 0"),
            postgresql_where=where("contact_group = 0"),
        ),
        Index(
            "work_risk", "contact_group", "risk_rank", "debtor_id", "account_seq", "due_on", "owed_at",
            "deadline_on", *_SHOWN, *_NARROWED_BY, sqlite_where=where("due_on IS NULL"),
            postgresql_where=where("due_on IS NULL"),
        ),
        Index(
            "work_resting", "contact_group", "rest_until", "debtor_id", "account_seq", "due_on", "deadline_on",
            "owed_at", sqlite_where=where("rest_until IS NOT NULL"),
            postgresql_where=where("rest_until IS NOT NULL"),
        ),
        Index("work_step", "next_step", "p_bp"),  # whether few have a state or a band, and who
        CHILD,
    )  # fmt: skip
    debtor_id: int = debtor_key()
    account_seq: int = number_key()
    contact_group: int | None = whole()
    owed_at: datetime | None = moment()
    due_on: date | None = day()
    deadline_on: date | None = day()
    balance_minor: int = whole()
    missing_minor: int = whole()
    value_at_risk: int = whole()
    risk_rank: int = whole()
    next_step: str = text()
    why_minor: int | None = whole()
    why_on: date | None = day()
    p_bp: int = whole()
    creditor: str | None = text()
    assigned_to: str | None = text()
    rest_until: datetime | None = moment()


class BaseDayRow(SQLModel, table=True):
    """How many promises were decided on a day, and how many of them kept: the agency's base rate."""

    __tablename__ = "base_day"
    __table_args__ = (STRICT,)
    on_day: date = day(primary_key=True)
    kept: int = whole()
    resolved: int = whole()


class NightRow(SQLModel, table=True):
    """One night per as-of day: the audit head it printed and where it wrote."""

    __tablename__ = "night"
    __table_args__ = (STRICT,)
    as_of: date = day(primary_key=True)
    out_dir: str = text()
    audit_entries: int = whole()
    audit_hash: str = text()
    recorded_at: datetime = moment()


class ScoreRow(SQLModel, table=True):
    """A row of a night's risk list as it was written: the next night compares with it."""

    __tablename__ = "score"
    __table_args__ = (Index("score_by_night", "as_of"), CHILD)
    debtor_id: int = debtor_key()
    account_seq: int = number_key()
    as_of: date = day(primary_key=True)
    rank: int = whole()
    cells: str = text()  # JSON list, in the order of the columns


class ModelRow(SQLModel, table=True):
    """A training: what was fitted to which promises, how it stood beside the plain rates, what was taken."""

    __tablename__ = "model"
    __table_args__ = (
        one_of("chosen", ("base_rate", "kept_rate", "prior", "card")),
        Index("model_by_cut", "cut_on", "seq"),
        STRICT,
    )
    seq: int = number_key()
    cut_on: date = day()  # only what had fallen due before this day was learnt from
    chosen: str = text()
    version: str = text()
    labels: int = whole()
    resolved: int = whole()  # of the whole book by then
    data_hash: str = text()
    card: str = text()  # JSON
    metrics: str = text()  # JSON
    recorded_at: datetime = moment()


class ChanceRow(SQLModel, table=True):
    """How likely a promise was when it was made, told by a model that had not seen it."""

    __tablename__ = "chance"
    __table_args__ = (CHILD,)
    debtor_id: int = debtor_key()
    promise_seq: int = number_key()
    p_bp: int = whole()  # in 1/10000
    version: str = text()


# --- What was done at the desk ---------------------------------------------------------------------------


class CommandRow(SQLModel, table=True):
    """One action of an agent, by the id its caller made: repeating it changes nothing."""

    __tablename__ = "command"
    __table_args__ = (Index("command_by_debtor", "debtor_id", "recorded_at"), STRICT)
    id: str = text(primary_key=True)
    kind: str = text()
    debtor_id: int = whole(foreign_key="debtor.id")
    account_seq: int | None = whole()
    agent: str = text()
    at: datetime = moment()
    undoes: str | None = text(unique=True)
    result: str = text()  # JSON
    recorded_at: datetime = moment()


class IntakeRow(SQLModel, table=True):
    """One imported file: what was new, changed, known and refused."""

    __tablename__ = "intake"
    __table_args__ = (STRICT,)
    id: int = number_key()
    kind: str = text()
    file: str = text()
    sha256: str = text()
    lines: int = whole()
    new: int = whole()
    changed: int = whole()
    known: int = whole()
    refused: int = whole()
    recorded_at: datetime = moment()


class LeaseRow(SQLModel, table=True):
    """Who holds the card of a debtor, until when by the real clock."""

    __tablename__ = "lease"
    __table_args__ = (STRICT,)
    debtor_id: int = debtor_key()
    holder: str = text()  # a random id of one running app
    agent: str = text()
    host: str = text()
    process: int = whole()
    until_at: datetime = moment()


class AuditRow(SQLModel, table=True):
    """The append-only trail: each entry holds the hash of the one before and its own."""

    __tablename__ = "audit"
    __table_args__ = (STRICT,)
    seq: int = number_key()
    recorded_at: datetime = moment()
    at: datetime = moment()
    agent: str = text()
    command_id: str | None = text()
    kind: str = text()
    debtor_id: int | None = whole()
    body: str = text()  # canonical JSON
    prev_hash: str = text()
    hash: str = text()


class AuditHeadRow(SQLModel, table=True):
    """How many entries there are and the last one's hash. Writers lock this row."""

    __tablename__ = "audit_head"
    __table_args__ = (check("id = 1"), STRICT)
    id: int = number_key()
    entries: int = whole()
    hash: str = text()


RECORDS[records.Work] = WorkRow
