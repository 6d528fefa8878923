"""The day's list, page by page: what we owe by its moment, what falls due, the rest by value at risk.

What the list is made of stands in `stretches`; here are its statements. Who may be called now is asked once
per zone group, by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

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
from collector.store import narrowing, stretches
from collector.store.bookkeeping import WorkRow
from collector.store.narrowing import ALL, Chosen
from collector.store.stretches import (
    HELD,
    KINDS,
    WIDTH,
    Ask,
    Counts,
    Cursor,
    Day,
    Kind,
    ListedAccount,
    cursor_of,
)
from collector.store.tables import AccountRow, DebtorRow, table

__all__ = [
    "ALL",
    "HELD",
    "Chosen",
    "Counts",
    "Cursor",
    "Day",
    "ListedAccount",
    "counts",
    "cursor_of",
    "of_debtors",
    "page",
]

_W, _A, _D = table(WorkRow).c, table(AccountRow).c, table(DebtorRow).c


def page(
    connection: Connection, day: Day, limit: int, after: Cursor | None = None, chosen: Chosen = ALL
) -> list[ListedAccount]:
    """The next rows of the list, at most `limit`, of those chosen."""
    few = narrowing.few(connection, day, chosen)
    if few is None:
        ask = _asker(connection, chosen)
        return stretches.page(ask, day, limit, after, narrowing.nowhere(chosen.state))
    return _complete(connection, narrowing.beyond(few, after)[:limit])


def counts(connection: Connection, day: Day, chosen: Chosen = ALL) -> Counts:
    """How many accounts may be called now, and how many of all fall due today or are owed something."""
    few = narrowing.few(connection, day, chosen)
    if few is None:
        return stretches.counts(_asker(connection, chosen), day)
    return narrowing.counted(few, day)


def of_debtors(connection: Connection, ids: Sequence[int]) -> list[ListedAccount]:
    """The rows of these debtors, listed or not: what a search has found. Sections are the caller's to fill."""
    return [
        ListedAccount("found", "found", Work._make(row[:WIDTH]), *row[WIDTH:])
        for row in connection.execute(_FOUND, {"ids": list(ids)})
    ]


def _complete(connection: Connection, found: Sequence[narrowing.Placed]) -> list[ListedAccount]:
    """These places of the list with names and references."""
    ids = sorted({each.work.debtor_id for each in found})
    rows = {row.work[:2]: row for row in of_debtors(connection, ids)}
    return [
        rows[each.work[:2]]._replace(stretch=each.stretch.kind.name, section=each.stretch.section)
        for each in found
    ]


def _asker(connection: Connection, chosen: Chosen) -> Ask:
    """Puts the questions of `stretches` to this connection, narrowed. Rows come as they are wanted: of the
    groups of a stretch most are not."""
    dialect, shape, values = connection.dialect.name, narrowing.shape(chosen), narrowing.values(chosen)

    def ask(name: str, asked: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
        return connection.execute(statement(name, dialect, shape), {**asked, **values})

    return ask


# --- The statements: each stretch is one range of one index ----------------------------------------------


@lru_cache(maxsize=512)
def statement(name: str, dialect: str, shape: Chosen = ALL) -> Select[Any]:
    """The statement of a question, such as `rest.first`, narrowed by what has this shape."""
    kind_name, _, what = name.partition(".")
    kind = next(kind for kind in KINDS if kind.name == kind_name)
    narrowed = narrowing.conditions(shape, dialect)
    if what.startswith("count"):
        ours = [_OURS] if what == "count_owed" else []
        ours += [_W.rest_until > _RESTED_BY] if kind_name == "resting" else []
        in_groups = _W.contact_group.in_(bindparam("groups", expanding=True))
        return select(func.count()).where(in_groups, _WHERE[kind_name], *ours, *narrowed)
    return _rows(kind, narrowed, following=what == "following")


def _rows(kind: Kind, narrowed: Sequence[ColumnElement[bool]], *, following: bool) -> Select[Any]:
    order = [_W[name] for name in (*kind.by, "debtor_id", "account_seq")]
    rows = _LISTED.where(_WHERE[kind.name], *narrowed)
    if kind.name != "held":
        rows = rows.where(_W.contact_group == bindparam("group"))
    if kind in stretches.TO_CALL:
        rows = rows.where(or_(_W.rest_until.is_(None), _W.rest_until <= _RESTED_BY))
    if kind.name not in ("owed", "held", "resting"):
        rows = rows.where(or_(_W.owed_at.is_(None), _W.owed_at > narrowing.ENDS_AT))
    if following:
        here = tuple_(*order)
        key = tuple_(*(bindparam(f"key_{n}", type_=column.type) for n, column in enumerate(order)))
        rows = rows.where(here < key if kind.downwards else here > key)
    rows = rows.order_by(*(column.desc() if kind.downwards else column.asc() for column in order))
    return rows.limit(bindparam("limit"))


_LISTED = (
    select(
        table(WorkRow), _A.ref, _D.ref, _D.name, _A.currency, _A.creditor, _D.zone_group, _A.reference
    )
    .join(table(AccountRow), and_(_A.debtor_id == _W.debtor_id, _A.seq == _W.account_seq))
    .join(table(DebtorRow), _D.id == _W.debtor_id)
)  # fmt: skip
_OURS = _W.owed_at <= narrowing.ENDS_AT
_RESTED_BY = bindparam("rested_by", type_=_W.rest_until.type)
_LATE = and_(_W.due_on < narrowing.TODAY, _W.deadline_on < narrowing.TODAY)
_WHERE: Mapping[str, ColumnElement[bool]] = {
    "owed": _OURS,
    "late": _LATE,
    "due": _W.due_on == narrowing.TODAY,
    "rest": _W.due_on.is_(None),
    "resting": and_(
        _W.rest_until.is_not(None),  # it begins by a key, see `stretches`
        or_(_OURS, _W.due_on.is_(None), _W.due_on == narrowing.TODAY, _LATE),
    ),
    "grace": and_(_W.due_on < narrowing.TODAY, _W.deadline_on >= narrowing.TODAY),
    "wait": _W.due_on.is_not(None),  # it begins by a key, see `stretches`
    "held": _W.contact_group == literal_column("0"),  # a written 0: its index holds no others
}
_FOUND = _LISTED.where(_W.debtor_id.in_(bindparam("ids", expanding=True))).order_by(
    _D.name_folded, _W.debtor_id, _W.account_seq
)

# What the first page and its headline ask: `firstpage` has these as text.
FIRST = (
    *(f"{kind.name}.first" for kind in KINDS if kind.name not in ("wait", "resting")),
    *("wait.following", "resting.following"),  # they begin by a key
    *("owed.count", "late.count", "due.count", "rest.count"),
    *("resting.count", "late.count_owed", "due.count_owed", "rest.count_owed"),
)
