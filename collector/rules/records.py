"""The facts of the trade and what follows from them, as plain values.

A fact is appended and never edited. Fields of a fact stand in the order of its table's columns, so a row
of the book *is* the record. Days are `date` in the office's zone; moments are aware `datetime` in UTC;
amounts are whole minor units of the account's currency (`amount_minor`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

# --- Who owes what -------------------------------------------------------------------------------------


class Debtor(NamedTuple):
    """A person or firm that owes. `seq_next` numbers all facts below the debtor."""

    id: int
    ref: str
    name: str  # NFC, comma-below letters, as shown
    name_typed: str  # as the file or the agent gave it
    name_folded: str  # lower case without diacritics, as searched
    email: str | None
    language: str | None  # of the person: `ro`, `en`…
    country: str | None  # ISO 3166 alpha-2
    time_zone: str | None  # IANA name, when told; else derived from phone and country
    address_form: str | None  # "doamnă", "Mr"…: told, never guessed
    zone_group: int  # which row of `zone_group` holds: the zones that are plausible for this person
    seq_next: int
    recorded_at: datetime


class Phone(NamedTuple):
    """A number of a debtor, as typed and as E.164 when it can be read as one."""

    debtor_id: int
    seq: int
    number: str | None  # E.164
    as_typed: str
    valid: bool
    zones: str  # IANA names joined by `;`, derived from the number
    digits: str  # the digits of the national number, for finding
    digits_reversed: str
    recorded_at: datetime


class Account(NamedTuple):
    """One debt of one debtor at one creditor, in one currency."""

    debtor_id: int
    seq: int
    ref: str
    creditor: str | None
    currency: str  # ISO 4217
    due_since: date | None
    opened_on: date | None
    reference: str | None
    assigned_to: str | None
    recorded_at: datetime


class Balance(NamedTuple):
    """What was owed at the start of `on_day`: only money of that day or later lowers it."""

    debtor_id: int
    seq: int
    account_seq: int
    amount_minor: int
    on_day: date
    recorded_at: datetime


class Detail(NamedTuple):
    """A changed or additional particular of a debtor or account: name, email, an unknown column…"""

    debtor_id: int
    seq: int
    account_seq: int | None
    field: str
    value: str
    recorded_at: datetime


# --- What was said and paid ----------------------------------------------------------------------------


class Call(NamedTuple):
    """One contact: who was reached and what came of it, with the note as typed and as cleaned."""

    debtor_id: int
    seq: int
    account_seq: int
    ref: str
    called_at: datetime
    agent: str | None
    direction: str  # `outbound` | `inbound`
    phone: str | None
    who: str  # WHO
    outcome: str  # OUTCOMES
    typed: str
    note: str
    callback_at: datetime | None  # a later call, at this moment…
    callback_on: date | None  # …or on this day, when no hour was said
    claimed_minor: int | None  # "I have paid", the sum
    claimed_on: date | None
    recorded_at: datetime
    command_id: str | None


class Promise(NamedTuple):
    """A promise to pay. Deadline and threshold are those of the terms of the day it was made."""

    debtor_id: int
    seq: int
    account_seq: int
    ref: str
    made_on: date
    made_at: datetime | None  # None: the hour is not known
    due_on: date
    amount_minor: int
    deadline_on: date  # last day of the window
    threshold_minor: int  # kept from this sum on
    plan_ref: str | None
    agent: str | None
    method: str | None
    hangs_on: str | None  # "after payday"
    asked: str | None  # what was asked once more, with the reason given
    recorded_at: datetime
    command_id: str | None


class Payment(NamedTuple):
    """Money that came, or (with `reverses_ref`) the taking back of all or part of a payment."""

    debtor_id: int
    seq: int
    account_seq: int
    ref: str
    paid_on: date
    paid_at: datetime | None
    amount_minor: int  # always above zero, also for a reversal
    reverses_ref: str | None
    recorded_at: datetime


class Hold(NamedTuple):
    """A reason not to ask: from a day (may be back-dated), until a day or open, with a review date."""

    debtor_id: int
    seq: int
    kind: str  # HOLDS
    from_on: date
    until_on: date | None
    review_on: date | None
    reason: str
    agent: str | None
    recorded_at: datetime
    command_id: str | None


class Dispute(NamedTuple):
    """The debtor contests the debt. Two questions: what do you value, and what did we breach?"""

    debtor_id: int
    seq: int
    account_seq: int
    opened_on: date
    valued: str | None
    breached: str | None
    owner: str | None
    due_on: date | None
    recorded_at: datetime
    command_id: str | None


class OurPromise(NamedTuple):
    """What *we* promised the debtor: send, check, fix, or `call_back`."""

    debtor_id: int
    seq: int
    account_seq: int | None
    what: str  # OUR_PROMISES
    made_on: date
    due_on: date
    due_at: datetime  # without an hour: the end of that day
    note: str | None
    agent: str | None
    recorded_at: datetime
    command_id: str | None


class Ending(NamedTuple):
    """A fact that ends or takes back another one of the same debtor.

    `fact` is the table, `fact_seq` the number. Reasons: `error` (as if it had never been), `withdrawn`
    and `by_us` (promises), `done` (our promises), `lifted` (holds), `resolved` (disputes).
    """

    debtor_id: int
    seq: int
    fact: str
    fact_seq: int
    reason: str
    ended_on: date
    ended_at: datetime | None
    note: str | None
    agent: str | None
    recorded_at: datetime
    command_id: str | None


WHO = ("right_party", "authorised", "third_party", "wrong_party", "nobody", "unknown")
RIGHT_PARTY = ("right_party", "authorised")  # who may promise; a talk with them is a conversation
OUTCOMES = (
    *("cease_contact", "deceased", "insolvency", "represented", "third_party"),
    *("dispute", "promise", "paid_claim", "refused", "hardship"),
    *("wrong_number", "number_invalid", "hung_up", "voicemail", "busy", "no_answer"),
    *("callback", "right_party", "note", "vague"),
)
HOLDS = (
    *("insolvency", "breathing_space", "legal_hold", "represented", "cease_contact", "deceased"),
    *("capacity", "assignment_notice", "safety_risk", "vulnerable", "hardship"),
)
OUR_PROMISES = (
    *("call_back", "send_invoice", "send_statement", "send_documents", "send_payment_details"),
    *("send_plan", "send_confirmation", "check_payment", "check_dispute", "ask_approval", "other"),
)
ENDINGS = ("error", "withdrawn", "by_us", "done", "lifted", "resolved")

# --- What follows ----------------------------------------------------------------------------------------


class History(NamedTuple):
    """All facts that bear on the promises of one account. Holds and our promises are the debtor's."""

    promises: tuple[Promise, ...] = ()
    payments: tuple[Payment, ...] = ()
    holds: tuple[Hold, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    our_promises: tuple[OurPromise, ...] = ()
    endings: tuple[Ending, ...] = ()


class Case(NamedTuple):
    """Everything that the book holds about one debtor."""

    debtor: Debtor
    phones: tuple[Phone, ...] = ()
    accounts: tuple[Account, ...] = ()
    balances: tuple[Balance, ...] = ()
    details: tuple[Detail, ...] = ()
    calls: tuple[Call, ...] = ()
    promises: tuple[Promise, ...] = ()
    payments: tuple[Payment, ...] = ()
    holds: tuple[Hold, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    our_promises: tuple[OurPromise, ...] = ()
    endings: tuple[Ending, ...] = ()


class Work(NamedTuple):
    """Where an account stands on the list: no facts, all of it follows from them and from the last judging."""

    debtor_id: int
    account_seq: int
    contact_group: int | None  # the debtor's zone group; 0: a hold lies on the debtor; None: not on the list
    owed_at: datetime | None  # when the earliest of our own undone promises is due
    due_on: date | None  # of the earliest open promise
    deadline_on: date | None  # of that promise
    balance_minor: int
    missing_minor: int  # still to come over the open promises
    value_at_risk: int  # in minor units of the account's currency
    risk_rank: int  # the same in minor units of the book's currency; -1 without a rate
    next_step: str  # a situation, as of the judging
    why_minor: int | None  # the sum that the reason speaks of
    why_on: date | None  # the day that it speaks of
    p_bp: int  # probability that the promise is kept, in 1/10000
    creditor: str | None  # of the account, as is whom it is assigned to: the list is narrowed by them
    assigned_to: str | None
    rest_until: datetime | None = None  # from when caps, rest and gap allow a call to the debtor again


class Taken(NamedTuple):
    """So much of one payment went to one promise: the evidence of a verdict."""

    payment_ref: str
    amount_minor: int


class Verdict(NamedTuple):
    """What the facts say of one promise as of a day."""

    promise: Promise
    state: str  # STATES
    received_minor: int
    short_by_minor: int  # amount less received, never below 0
    closed_on: date | None  # when a later promise or a cancelling ended the window early
    decided_on: date | None
    excused_why: str | None  # `dispute`, `breathing_space`, `insolvency`, `our_promise`
    cancel_reason: str | None
    cured_on: date | None
    evidence: tuple[Taken, ...]
    rule: str
    as_of: date

    @property
    def excused(self) -> bool:
        return self.excused_why is not None


STATES = ("open", "kept", "partly_kept", "broken", "superseded", "cancelled")
