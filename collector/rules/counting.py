"""What the team lead's figures take from a verdict: whether it counts, on which day, in which group.

Every figure and every list of the promises behind one is made of the same rows by the same two questions,
`in_period` and `group_key`, so they cannot tell different stories. Source of the definitions:
docs/reference/promises.md, "Figures of the team lead".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from collector.rules.records import Account, Verdict

UNKNOWN = "unknown"
JUDGED = ("kept", "partly_kept", "broken")
FIGURES = ("kept", "partly_kept", "broken", "open", "superseded", "excused")  # the states that are counted

AGES = ((30, "0-30"), (60, "31-60"), (90, "61-90"), (180, "91-180"), (365, "181-365"))
OLDEST = "366+"
AGE_ORDER = (*(name for _, name in AGES), OLDEST, UNKNOWN)


class Judged(NamedTuple):
    """What is asked of a verdict, of its promise and of the debt: the figures need no more."""

    debtor_id: int
    account_seq: int
    promise_seq: int
    made_on: date
    deadline_on: date
    amount_minor: int
    agent: str | None
    state: str  # STATES
    received_minor: int
    closed_on: date | None
    decided_on: date | None
    excused_why: str | None
    cured_on: date | None
    currency: str
    creditor: str | None
    due_since: date | None  # of the debt
    asked: bool = False  # a guard asked once more when it was taken, and was given a reason
    p_made: float | None = None  # the model's probability when the promise was made, if one was stored

    @classmethod
    def of(cls, verdict: Verdict, account: Account) -> Judged:
        """A verdict on a promise of this account."""
        promise = verdict.promise
        return cls(
            *(promise.debtor_id, promise.account_seq, promise.seq, promise.made_on, promise.deadline_on),
            *(promise.amount_minor, promise.agent, verdict.state, verdict.received_minor),
            *(verdict.closed_on, verdict.decided_on, verdict.excused_why, verdict.cured_on),
            *(account.currency, account.creditor, account.due_since, promise.asked is not None),
        )


class Kind(NamedTuple):
    """What many rows share."""

    state: str  # FIGURES
    mature: bool  # its deadline has passed, or it is decided
    cured: bool
    currency: str
    agent: str
    creditor: str
    age: str  # of the debt when it was promised: one of AGE_ORDER
    asked: bool
    same_day: bool  # kept by money of the very day on which it was promised


class Counted(NamedTuple):
    """A promise as the figures count it. Sums are in minor units of the account's currency."""

    debtor_id: int
    account_seq: int
    promise_seq: int
    day: date  # by which it belongs to a period
    received_minor: int  # never more than was promised
    promised_minor: int
    p_made: float | None
    kind: Kind


def counted(rows: Iterable[Judged], as_of: date) -> Iterator[Counted]:
    """The rows that count, one at a time: all but the cancelled."""
    for row in rows:
        if row.state != "cancelled":
            yield Counted(
                row.debtor_id,
                row.account_seq,
                row.promise_seq,
                period_day(row),
                min(row.received_minor, row.amount_minor),
                row.amount_minor,
                row.p_made,
                _kind(row, as_of),
            )


def _kind(row: Judged, as_of: date) -> Kind:
    missed = row.state in ("partly_kept", "broken")
    return _shared(
        "excused" if missed and row.excused_why else row.state,
        row.decided_on is not None or row.deadline_on < as_of,
        missed and row.cured_on is not None,
        row.currency,
        row.agent or UNKNOWN,
        row.creditor or UNKNOWN,
        _age(row.made_on, row.due_since),
        row.asked,
        row.state == "kept" and row.decided_on == row.made_on,
    )


@lru_cache(maxsize=8192)
def _shared(*parts: str | bool) -> Kind:
    """One record for all rows of a kind: there are few kinds, and many rows."""
    return Kind(*parts)  # type: ignore[arg-type]


def period_day(row: Judged) -> date:
    """The day by which a verdict belongs to a period: its deadline, or the day of decision if closed earlier."""
    if row.closed_on is not None and row.closed_on < row.deadline_on:
        return row.decided_on or row.closed_on
    return row.deadline_on


def _age(made_on: date, due_since: date | None) -> str:
    """Days from when the debt fell due to the making of the promise; promised before that counts as young."""
    if due_since is None:
        return UNKNOWN
    days = (made_on - due_since).days
    return next((name for most, name in AGES if days <= most), OLDEST)


# --- Period and group ------------------------------------------------------------------------------------


def in_period(day: date, from_on: date | None, to_on: date) -> bool:
    """Whether a row of this day belongs to the period; both its days do. Without a first day, all until then."""
    return day <= to_on and (from_on is None or day >= from_on)


def group_key(row: Counted, by: str) -> str:
    """The group of a row: by `agent`, `week` (ISO), `creditor` or `age` of the debt when promised."""
    return KEYS[by](row)


def behind(
    rows: Iterable[Counted], by: str | None, key: str | None, from_on: date | None, to_on: date
) -> Iterator[Counted]:
    """The promises behind the figures of a group; with `key` None, behind the total."""
    for row in rows:
        if in_period(row.day, from_on, to_on) and (key is None or by is None or group_key(row, by) == key):
            yield row


@lru_cache(maxsize=4096)
def week_of(day: date) -> str:
    """The ISO week: "2026-W47"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


KEYS: dict[str, Callable[[Counted], str]] = {
    "agent": lambda row: row.kind.agent,
    "week": lambda row: week_of(row.day),
    "creditor": lambda row: row.kind.creditor,
    "age": lambda row: row.kind.age,
}
