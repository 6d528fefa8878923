"""The day's list, page by page: what we owe by its moment, what falls due, the rest by value at risk.

Each stretch of the list is one range of an index of `work`, per zone group; pages go on from a key and
never count rows. Who may be called now is asked once per zone group, by the caller.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)

from collector.rules.records import Work
from collector.store.bookkeeping import WorkRow
from collector.store.tables import AccountRow, DebtorRow, table

HELD = 0  # the group of debtors who may not be called at all
_W, _A, _D = table(WorkRow).c, table(AccountRow).c, table(DebtorRow).c
_HERE = (_W.debtor_id, _W.account_seq)


class ListedAccount(NamedTuple):
    """One row of the list with what is needed to show it."""

    stretch: str  # `owed`, `late`, `due`, `rest`, `grace`, `wait`, `held`
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


class _Kind(NamedTuple):
    """A kind of stretch: what stands in it, in which order, and the statements for one zone group of it."""

    name: str
    where: ColumnElement[bool]  # without what we owe: that stands in a stretch of its own, above
    key: Callable[[Work], tuple[Any, ...]]
    downwards: bool
    first: Select[Any]
    following: Select[Any]  # beyond a key


class _Stretch(NamedTuple):
    kind: _Kind
    section: str
    groups: Sequence[int]


def page(connection: Connection, day: Day, limit: int, after: Cursor | None = None) -> list[ListedAccount]:
    """The next rows of the list, at most `limit`."""
    rows: list[ListedAccount] = []
    for place, stretch in enumerate(_stretches(day)):
        if after and place < after.place:
            continue
        key = after.key if after and after.place == place else None
        rows += _rows(connection, day, stretch, key, limit - len(rows))
        if len(rows) >= limit:
            break
    return rows


def cursor_of(row: ListedAccount, day: Day) -> Cursor:
    """Where to go on after this row."""
    for place, stretch in enumerate(_stretches(day)):
        if (stretch.kind.name, stretch.section) == (row.stretch, row.section):
            return Cursor(place, stretch.kind.key(row.work))
    raise ValueError(f"no stretch {row.stretch} in {row.section}")


class Counts(NamedTuple):
    """The headline of the list."""

    to_call: int
    due_today: int
    owed: int


def counts(connection: Connection, day: Day) -> Counts:
    """How many accounts may be called now, and how many of all fall due today or are owed something."""
    everywhere = [*day.open_groups, *day.closed_groups]
    now = sum(_count(connection, day, kind, day.open_groups) for kind in _TO_CALL)
    ours = _count(connection, day, _OWED, everywhere)
    return Counts(now, _counted(connection, day, _DUE.where, everywhere), ours)


def _count(connection: Connection, day: Day, kind: _Kind, groups: Sequence[int]) -> int:
    """How many accounts stand in a stretch. What we owe is few: taking it off leaves the index alone to count."""
    count = _counted(connection, day, kind.where, groups)
    return count if kind is _OWED else count - _counted(connection, day, and_(kind.where, _OURS), groups)


def _counted(connection: Connection, day: Day, where: ColumnElement[bool], groups: Sequence[int]) -> int:
    query = select(func.count()).where(_W.contact_group.in_(groups), where)
    return int(connection.execute(query, _moment(day)).scalar_one())


def _stretches(day: Day) -> Iterator[_Stretch]:
    for section, groups in (("now", day.open_groups), ("later", day.closed_groups)):
        for kind in _TO_CALL:
            yield _Stretch(kind, section, groups)
    everywhere = [*day.open_groups, *day.closed_groups]
    yield _Stretch(_GRACE, "wait", everywhere)
    yield _Stretch(_AHEAD, "wait", everywhere)
    yield _Stretch(_HELD, "wait", [HELD])


def _rows(
    connection: Connection, day: Day, stretch: _Stretch, key: tuple[Any, ...] | None, limit: int
) -> list[ListedAccount]:
    key = _begin(stretch.kind, day, key)
    found = [_group(connection, day, stretch, group, key, limit) for group in stretch.groups]
    merged = heapq.merge(*found, key=itemgetter(0), reverse=stretch.kind.downwards)
    return [row for _, row in islice(merged, limit)]


def _begin(kind: _Kind, day: Day, key: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    """What waits begins behind today, also when a key is of an earlier day: of two bounds SQLite would use one."""
    return max(key or (), (day.today, date.max, 0, 0)) if kind is _AHEAD else key


def _group(
    connection: Connection, day: Day, stretch: _Stretch, group: int, key: tuple[Any, ...] | None, limit: int
) -> Iterator[tuple[tuple[Any, ...], ListedAccount]]:
    kind = stretch.kind
    beyond = {f"key_{n}": value for n, value in enumerate(key or ())}
    query = kind.following if key else kind.first
    for row in connection.execute(query, {"group": group, "limit": limit, **beyond, **_moment(day)}):
        work = Work._make(row[:_WIDTH])
        yield kind.key(work), ListedAccount(kind.name, stretch.section, work, *row[_WIDTH:])


def _moment(day: Day) -> dict[str, Any]:
    return {"today": day.today, "ends_at": day.ends_at}


# --- The stretches: each is one range of one index -------------------------------------------------------


def _kind(name: str, where: ColumnElement[bool], *by: ColumnElement[Any], downwards: bool = False) -> _Kind:
    order = (*by, *_HERE)
    rows = _LISTED.where(where)
    if name != "held":
        rows = rows.where(_W.contact_group == bindparam("group"))
    if name not in ("owed", "held"):
        rows = rows.where(or_(_W.owed_at.is_(None), _W.owed_at > _ENDS_AT))
    rows = rows.order_by(*(column.desc() if downwards else column.asc() for column in order))
    rows = rows.limit(bindparam("limit"))
    here = tuple_(*order)
    key = tuple_(*(bindparam(f"key_{n}", type_=column.type) for n, column in enumerate(order)))
    of_work = attrgetter(*(column.key for column in order if column.key))
    return _Kind(name, where, of_work, downwards, rows, rows.where(here < key if downwards else here > key))


_TODAY, _ENDS_AT = bindparam("today", type_=_W.due_on.type), bindparam("ends_at", type_=_W.owed_at.type)
_LISTED = (
    select(table(WorkRow), _A.ref, _D.ref, _D.name, _A.currency, _A.creditor, _D.zone_group)
    .join(table(AccountRow), and_(_A.debtor_id == _W.debtor_id, _A.seq == _W.account_seq))
    .join(table(DebtorRow), _D.id == _W.debtor_id)
)
_WIDTH = len(Work._fields)
_OURS = _W.owed_at <= _ENDS_AT
_OWED = _kind("owed", _OURS, _W.owed_at)
# a deadline that has passed since the last judging: there are some only until the night has run
_LATE = _kind("late", and_(_W.due_on < _TODAY, _W.deadline_on < _TODAY), _W.deadline_on)
_DUE = _kind("due", _W.due_on == _TODAY, _W.deadline_on)
_REST = _kind("rest", _W.due_on.is_(None), _W.risk_rank, downwards=True)
_GRACE = _kind("grace", and_(_W.due_on < _TODAY, _W.deadline_on >= _TODAY), _W.due_on, _W.deadline_on)
_AHEAD = _kind("wait", _W.due_on.is_not(None), _W.due_on, _W.deadline_on)  # it begins by a key, see `_begin`
_HELD = _kind("held", _W.contact_group == literal_column("0"))  # a written 0: its index holds no others
_TO_CALL = (_OWED, _LATE, _DUE, _REST)


def of_debtors(connection: Connection, ids: Sequence[int]) -> list[ListedAccount]:
    """The rows of these debtors, listed or not: what a search has found. Sections are the caller's to fill."""
    return [
        ListedAccount("found", "found", Work._make(row[:_WIDTH]), *row[_WIDTH:])
        for row in connection.execute(_FOUND, {"ids": list(ids)})
    ]


_FOUND = _LISTED.where(_W.debtor_id.in_(bindparam("ids", expanding=True))).order_by(
    _D.name_folded, _W.debtor_id, _W.account_seq
)
