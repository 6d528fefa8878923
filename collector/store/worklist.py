"""The day's list, page by page: what we owe by its moment, what falls due, the rest by value at risk.

Each stretch of the list is one range of an index of `work`, per zone group; pages go on from a key and
never count rows. Who may be called now is asked once per zone group, by the caller.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, tuple_

from collector.rules.records import Work
from collector.store.bookkeeping import WorkRow
from collector.store.tables import AccountRow, DebtorRow, table

HELD = 0  # the group of debtors who may not be called at all
_W, _A, _D = table(WorkRow).c, table(AccountRow).c, table(DebtorRow).c
_HERE = (_W.debtor_id, _W.account_seq)


class ListedAccount(NamedTuple):
    """One row of the list with what is needed to show it."""

    stretch: str  # `owed`, `due`, `rest`, `wait`, `held`
    section: str  # `now`, `later`, `wait`
    work: Work
    account_ref: str
    debtor_ref: str
    name: str
    currency: str
    creditor: str | None
    zone_group: int


class Cursor(NamedTuple):
    """Where the next page goes on: the stretch, by its place, and the key of the last row shown."""

    place: int
    key: tuple[Any, ...]


class Day(NamedTuple):
    """The day that the list is for, and which zone groups may be called now."""

    today: date
    ends_at: datetime  # the end of the office's day
    open_groups: Sequence[int]
    closed_groups: Sequence[int]


class _Stretch(NamedTuple):
    name: str
    section: str
    groups: Sequence[int]
    where: ColumnElement[bool]
    order: tuple[ColumnElement[Any], ...]
    downwards: bool = False


def page(connection: Connection, day: Day, limit: int, after: Cursor | None = None) -> list[ListedAccount]:
    """The next rows of the list, at most `limit`."""
    rows: list[ListedAccount] = []
    for place, stretch in enumerate(_stretches(day)):
        if after and place < after.place:
            continue
        key = after.key if after and after.place == place else None
        rows += _rows(connection, stretch, key, limit - len(rows))
        if len(rows) >= limit:
            break
    return rows


def cursor_of(row: ListedAccount, day: Day) -> Cursor:
    """Where to go on after this row."""
    for place, stretch in enumerate(_stretches(day)):
        if (stretch.name, stretch.section) == (row.stretch, row.section):
            return Cursor(place, tuple(getattr(row.work, column.key or "") for column in stretch.order))
    raise ValueError(f"no stretch {row.stretch} in {row.section}")


class Counts(NamedTuple):
    """The headline of the list."""

    to_call: int
    due_today: int
    owed: int


def counts(connection: Connection, day: Day) -> Counts:
    """How many accounts may be called now, and how many of all fall due today or are owed something."""
    groups = [*day.open_groups, *day.closed_groups]
    now = sum(_count(connection, s) for s in _stretches(day) if s.section == "now")
    due = _count(connection, _Stretch("due", "", groups, _W.due_on == day.today, ()))
    return Counts(now, due, _count(connection, _Stretch("owed", "", groups, _W.owed_at <= day.ends_at, ())))


def _stretches(day: Day) -> Iterator[_Stretch]:
    everywhere = [*day.open_groups, *day.closed_groups]
    nothing_owed = or_(_W.owed_at.is_(None), _W.owed_at > day.ends_at)
    by_due = (_W.due_on, _W.deadline_on, *_HERE)
    by_risk = (_W.risk_rank, *_HERE)
    ours = _W.owed_at <= day.ends_at
    due = and_(_W.due_on <= day.today, or_(_W.due_on == day.today, _W.deadline_on < day.today), nothing_owed)
    rest = and_(_W.due_on.is_(None), nothing_owed)
    waiting = and_(
        or_(_W.due_on > day.today, and_(_W.due_on < day.today, _W.deadline_on >= day.today)), nothing_owed
    )
    for section, groups in (("now", day.open_groups), ("later", day.closed_groups)):
        yield _Stretch("owed", section, groups, ours, (_W.owed_at, *_HERE))
        yield _Stretch("due", section, groups, due, by_due)
        yield _Stretch("rest", section, groups, rest, by_risk, downwards=True)
    yield _Stretch("wait", "wait", everywhere, and_(_W.due_on.is_not(None), waiting), by_due)
    yield _Stretch("held", "wait", [HELD], _W.contact_group == HELD, _HERE)


def _rows(
    connection: Connection, stretch: _Stretch, key: tuple[Any, ...] | None, limit: int
) -> list[ListedAccount]:
    found = [_group(connection, stretch, group, key, limit) for group in stretch.groups]
    merged = heapq.merge(*found, key=lambda pair: pair[0], reverse=stretch.downwards)
    return [row for _, row in islice(merged, limit)]


def _group(
    connection: Connection, stretch: _Stretch, group: int, key: tuple[Any, ...] | None, limit: int
) -> Iterable[tuple[tuple[Any, ...], ListedAccount]]:
    query = _query(stretch, group).limit(limit)
    if key is not None:
        here = tuple_(*stretch.order)
        query = query.where(here < key if stretch.downwards else here > key)
    for row in connection.execute(query):
        work = Work._make(row[: len(Work._fields)])
        listed = ListedAccount(stretch.name, stretch.section, work, *row[len(Work._fields) :])
        yield tuple(getattr(work, column.key or "") for column in stretch.order), listed


def _query(stretch: _Stretch, group: int) -> Select[Any]:
    order = [column.desc() if stretch.downwards else column.asc() for column in stretch.order]
    return (
        select(table(WorkRow), _A.ref, _D.ref, _D.name, _A.currency, _A.creditor, _D.zone_group)
        .join(table(AccountRow), and_(_A.debtor_id == _W.debtor_id, _A.seq == _W.account_seq))
        .join(table(DebtorRow), _D.id == _W.debtor_id)
        .where(_W.contact_group == group, stretch.where)
        .order_by(*order)
    )


def _count(connection: Connection, stretch: _Stretch) -> int:
    query = select(func.count()).where(_W.contact_group.in_(stretch.groups), stretch.where)
    return int(connection.execute(query).scalar_one())


def of_debtors(connection: Connection, ids: Sequence[int]) -> list[ListedAccount]:
    """The rows of these debtors, listed or not: what a search has found. Sections are the caller's to fill."""
    query = (
        select(table(WorkRow), _A.ref, _D.ref, _D.name, _A.currency, _A.creditor, _D.zone_group)
        .join(table(AccountRow), and_(_A.debtor_id == _W.debtor_id, _A.seq == _W.account_seq))
        .join(table(DebtorRow), _D.id == _W.debtor_id)
        .where(_W.debtor_id.in_(ids))
        .order_by(_D.name_folded, _W.debtor_id, _W.account_seq)
    )
    size = len(Work._fields)
    return [
        ListedAccount("found", "found", Work._make(row[:size]), *row[size:])
        for row in connection.execute(query)
    ]
