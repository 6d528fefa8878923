"""What the screens show: plain texts and ids, made in a worker, so that no screen asks the book anything."""

from __future__ import annotations

from typing import Any, NamedTuple


class Where(NamedTuple):
    """An account of a debtor."""

    debtor_id: int
    account_seq: int


class ListRow(NamedTuple):
    """A row of the day's list."""

    where: Where
    section: str  # `now`, `later`, `wait`, `found`
    who: str
    step: str
    why: str
    why_brief: str
    band: str
    amount: str
    amount_brief: str
    until: str


class Headline(NamedTuple):
    """What stands above the list."""

    day: str
    agent: str
    currency: str
    counts: tuple[str, ...]


class ListPage(NamedTuple):
    """Some rows of the list. `next` is where the following ones begin, None at the end."""

    rows: tuple[ListRow, ...]
    next: Any
    headline: Headline | None = None  # with the first page only


class HistoryLine(NamedTuple):
    """One thing that happened: its day, what, and of what kind it was."""

    day: str
    text: str
    kind: str  # `promise`, `call`, `payment`, `hold`, `dispute`, `ours`


class OtherAccount(NamedTuple):
    """An account of the same debtor."""

    seq: int
    text: str


class AccountView(NamedTuple):
    """The card of one account."""

    where: Where
    who: str
    phone: str
    local_time: str
    permission: str
    may_call: bool
    balance: str
    about: str  # creditor and reference
    strip: tuple[tuple[str, bool], ...]  # state and whether excused, oldest first
    kept: str
    usual: str
    step: str
    why: str
    band: str
    chance: str
    reasons: str
    history: tuple[HistoryLine, ...]
    accounts: tuple[OtherAccount, ...]
    ends: tuple[tuple[str, str], ...] = ()  # what can end here: id and words


# --- What comes of an entry --------------------------------------------------------------------------------


class Question(NamedTuple):
    """Something that must be answered before the entry is saved: one of `choices`, or a reason in words."""

    rule: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()  # id and word


class Done(NamedTuple):
    """On the disk. `text` says what, `card` is the account as it stands now."""

    text: str
    card: AccountView


class Asked(NamedTuple):
    """Nothing saved yet: these are asked once."""

    questions: tuple[Question, ...]


class NotSaved(NamedTuple):
    """Nothing saved: what to do about it, and which field it is about."""

    text: str
    field: str | None = None


Answer = Done | Asked | NotSaved
