"""Every promise of the book with its verdict, a few hundred debtors at a time.

The book keeps the latest verdict of each promise. What it found still holds as of a later day where nothing
has happened since that could change it: then it is read, which costs a tenth of judging. Everybody else is
judged anew. Nothing here decides what a verdict is: `rules/promises.py` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Float, and_, bindparam, cast, func, select

from collector.rules.counting import Judged
from collector.rules.known import history_of
from collector.rules.promises import RULE, judge
from collector.rules.records import Case, Dispute, Ending, Hold, OurPromise, Payment
from collector.store.bookkeeping import ChanceRow, VerdictRow
from collector.store.reading import CHUNK_OF_DEBTORS, cases_to_judge
from collector.store.tables import RECORDS, AccountRow, PromiseRow, table

Read = Callable[[int, int], None]  # up to which debtor's number, of which


class _Stored(NamedTuple):
    """A promise with its stored verdict, as the columns of the statement below stand."""

    judged: Judged
    rule: str | None
    as_of: date | None  # None: never judged yet


def judged(connection: Connection, as_of: date, read: Read = lambda *_: None) -> Iterator[Judged]:
    """The verdict of every promise made by `as_of`, as judging it live as of that day would find it."""
    last = connection.execute(_LAST).scalar() or 0
    for first in range(1, last + 1, CHUNK_OF_DEBTORS):
        span = {"first": first, "until": first + CHUNK_OF_DEBTORS - 1}
        anew: list[int] = []
        stored = _stored(connection, span)
        since = _latest_facts(connection, span, stored)
        for debtor_id, rows in stored.items():
            if _still_holds(rows, since.get(debtor_id), as_of):
                yield from (row.judged for row in rows)
            else:
                anew.append(debtor_id)
        for case in cases_to_judge(connection, anew):
            p_made = {row.judged.promise_seq: row.judged.p_made for row in stored[case.debtor.id]}
            for found in judged_live(case, as_of):
                yield found._replace(p_made=p_made.get(found.promise_seq))
        read(min(span["until"], last), last)


def with_our_promises(connection: Connection) -> Iterator[Case]:
    """The debtors whom we promised something."""
    ids = list(connection.execute(_OURS).scalars())
    yield from cases_to_judge(connection, ids)


def judged_live(case: Case, as_of: date) -> Iterator[Judged]:
    """The verdicts of one debtor, from the facts."""
    for account in case.accounts:
        for verdict in judge(history_of(case, account.seq), as_of):
            yield Judged.of(verdict, account)


def _still_holds(rows: list[_Stored], latest_fact_on: date | None, as_of: date) -> bool:
    """Whether the stored verdicts of a debtor are those of `as_of`.

    They were found from all facts that the book holds, for every write judges anew. As of a later day they
    would be others only if a fact was dated in between, or the deadline of an open promise has passed.
    """
    for row in rows:
        if row.rule != RULE or row.as_of is None or row.as_of > as_of:
            return False
        if row.judged.state == "open" and row.judged.deadline_on < as_of:
            return False
        if max(row.judged.made_on, latest_fact_on or date.min) > row.as_of:
            return False
    return True


def _stored(connection: Connection, span: dict[str, int]) -> dict[int, list[_Stored]]:
    rows = connection.execute(_PROMISES, span).all()
    return {
        debtor_id: [_Stored(Judged(*row[:_WIDTH]), *row[_WIDTH:]) for row in own]
        for debtor_id, own in groupby(rows, itemgetter(0))
    }


def _latest_facts(
    connection: Connection, span: dict[str, int], stored: dict[int, list[_Stored]]
) -> dict[int, date]:
    """The day of the latest fact that bears on a verdict, of debtors where it is after the earliest judging."""
    days = [row.as_of for rows in stored.values() for row in rows if row.as_of]
    latest: dict[int, date] = {}
    if not days:
        return latest
    for query in _LATEST:
        for debtor_id, day in connection.execute(query, {**span, "after": min(days)}):
            latest[debtor_id] = max(day, latest.get(debtor_id, day))
    return latest


_P, _V, _A, _C = (table(row).c for row in (PromiseRow, VerdictRow, AccountRow, ChanceRow))
_BASIS_POINTS = 10_000.0
_LAST = select(func.max(_P.debtor_id))
_OUR = table(RECORDS[OurPromise]).c
_OURS = select(_OUR.debtor_id).distinct().order_by(_OUR.debtor_id)
_OF_VERDICT = {"state", "received_minor", "closed_on", "decided_on", "excused_why", "cured_on"}
_OF_ACCOUNT = {"currency", "creditor", "due_since"}
_WIDTH = len(Judged._fields)


def _column(name: str) -> Any:
    if name in _OF_VERDICT:
        return _V[name]
    if name in _OF_ACCOUNT:
        return _A[name]
    if name == "p_made":
        return cast(_C.p_bp, Float) / _BASIS_POINTS
    if name == "asked":
        return _P.asked.is_not(None)
    return _P.seq if name == "promise_seq" else _P[name]


_PROMISES = (
    select(*map(_column, Judged._fields), _V.rule, _V.as_of)
    .join(table(AccountRow), and_(_A.debtor_id == _P.debtor_id, _A.seq == _P.account_seq))
    .outerjoin(table(VerdictRow), and_(_V.debtor_id == _P.debtor_id, _V.promise_seq == _P.seq))
    .outerjoin(table(ChanceRow), and_(_C.debtor_id == _P.debtor_id, _C.promise_seq == _P.seq))
    .where(_P.debtor_id.between(bindparam("first"), bindparam("until")))
    .order_by(_P.debtor_id, _P.seq)
)


def _latest(kind: type[Any], column: str) -> Any:
    of = table(RECORDS[kind]).c
    day = of[column]
    among = of.debtor_id.between(bindparam("first"), bindparam("until"))
    after = day > bindparam("after", type_=day.type)
    return select(of.debtor_id, func.max(day, type_=day.type)).where(among, after).group_by(of.debtor_id)


_LATEST = (
    _latest(Payment, "paid_on"),
    _latest(Hold, "from_on"),
    _latest(Dispute, "opened_on"),
    _latest(OurPromise, "made_on"),
    _latest(Ending, "ended_on"),
)
