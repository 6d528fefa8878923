"""The list narrowed: by whom an account is assigned to, its creditor, its state, the band of its probability.

Where many accounts are chosen, the list is walked in its order and the others are passed over; where only few
are, they are found by the index of what few have, and put in order here. Both give the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, or_, select
from sqlalchemy.sql.expression import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from collector.rules.records import Work
from collector.rules.situations import ACTIONS, HOLD_SITUATIONS
from collector.store.bookkeeping import WorkRow
from collector.store.stretches import OWED, Counts, Cursor, Day, Stretch, kind_of, place_of
from collector.store.tables import AccountRow, table

FEW = 2000  # so many are put in order at once, and are found in the list within some ten thousand
_W, _A = table(WorkRow).c, table(AccountRow).c
_SURE_BP = 10_000
_LEAST: ColumnElement[int] = bindparam("least_bp", type_=_W.p_bp.type)
_MOST: ColumnElement[int] = bindparam("most_bp", type_=_W.p_bp.type)
TODAY, ENDS_AT = bindparam("today", type_=_W.due_on.type), bindparam("ends_at", type_=_W.owed_at.type)

_UNPAID = ("broken_once", "broken_twice", "paid_partly", "plan_slipping", "serial_breaker")
_HOLDS = tuple(sorted(HOLD_SITUATIONS))
_NO_PROMISE = tuple(sorted(set(ACTIONS) - {*_UNPAID, *_HOLDS, "dispute_open"}))
STATES = ("we_owe", "due_today", "overdue", "open", "no_promise", "dispute", "hold")
_STEPS = {"dispute": ("dispute_open",), "hold": _HOLDS}  # of those that a state means
_NOWHERE = {
    "we_owe": ("late", "due", "rest", "grace", "wait"),
    "due_today": ("late", "rest", "grace", "wait"),
    "overdue": ("due", "grace", "wait"),
    "open": ("late", "rest"),
    "no_promise": ("late", "due", "grace", "wait"),
}


class Chosen(NamedTuple):
    """Which accounts the list is to show; None: all. Of the probability, in 1/10000, both ends belong to it."""

    assigned_to: str | None = None
    creditor: str | None = None
    state: str | None = None  # of `STATES`
    least_bp: int | None = None
    most_bp: int | None = None


ALL = Chosen()


class Placed(NamedTuple):
    """An account in its place on the list."""

    place: int
    stretch: Stretch
    work: Work

    def order(self) -> tuple[Any, ...]:
        return (self.place, _upwards(self.stretch, self.stretch.kind.key(self.work)))


def _upwards(stretch: Stretch, key: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(-each for each in key) if stretch.kind.downwards else key


def nowhere(state: str | None) -> Sequence[str]:
    """The kinds of stretches in which nothing of this state can stand."""
    return _NOWHERE.get(state or "", ())


# --- Few: found and put in order -------------------------------------------------------------------------


def few(connection: Connection, day: Day, chosen: Chosen) -> list[Placed] | None:
    """All that are chosen, in the order of the list; None when they may be many."""
    for name in _drivers(chosen):
        asked = {**values(chosen), **day.asked()}
        if connection.execute(_probe(name, chosen.state), asked).scalar_one() <= FEW:
            query = _driven(name, shape(chosen), connection.dialect.name)
            found = [Work._make(row) for row in connection.execute(query, asked)]
            placed = ((place_of(work, day), work) for work in found)
            return sorted((Placed(*at, work) for at, work in placed if at), key=Placed.order)
    return None


def beyond(found: list[Placed], after: Cursor | None) -> list[Placed]:
    """What of it comes after the cursor."""
    if after is None:
        return found
    return [each for each in found if _is_beyond(each, after)]


def _is_beyond(each: Placed, after: Cursor) -> bool:
    if each.place != after.place:
        return each.place > after.place
    return _upwards(each.stretch, each.stretch.kind.key(each.work)) > _upwards(each.stretch, after.key)


def counted(found: Sequence[Placed], day: Day) -> Counts:
    """The same as `stretches.counts`, of few."""
    free = [each for each in found if each.stretch.kind.name != "held"]
    return Counts(
        sum(each.stretch.section == "now" for each in free),
        sum(each.work.due_on == day.today for each in free),
        sum(kind_of(each.work, day) is OWED for each in free),
    )


def _drivers(chosen: Chosen) -> list[str]:
    """What of the choice has an index by which few are found."""
    found = [name for name in ("assigned_to", "creditor") if getattr(chosen, name) is not None]
    by_step = chosen.state in _STEPS or chosen.least_bp is not None
    return [*found, "next_step"] if by_step else found


@lru_cache(maxsize=64)
def _probe(name: str, state: str | None) -> Select[Any]:
    """How many there are by this alone, counted no further than `FEW` and one."""
    rows = select(_A.seq).where(_A[name] == bindparam(name)) if name in _A else _by_step(state, _W.p_bp)
    return select(func.count()).select_from(rows.limit(FEW + 1).subquery())


def _by_step(state: str | None, *columns: Any) -> Select[Any]:
    """By next step and probability; of any step where the state does not say."""
    return select(*columns).where(
        _W.next_step.in_(_STEPS.get(state or "", tuple(sorted(ACTIONS)))),
        _W.p_bp.between(func.coalesce(_LEAST, 0), func.coalesce(_MOST, _SURE_BP)),
    )


@lru_cache(maxsize=256)
def _driven(name: str, shape: Chosen, dialect: str) -> Select[Any]:
    narrowed = conditions(shape, dialect)
    if name not in _A:
        return _by_step(shape.state, table(WorkRow)).where(*narrowed)
    here = and_(_A.debtor_id == _W.debtor_id, _A.seq == _W.account_seq)
    rows = select(table(WorkRow)).join_from(table(AccountRow), table(WorkRow), here)
    return rows.where(_A[name] == bindparam(name), *narrowed)


# --- Many: passed over in the list -----------------------------------------------------------------------


def shape(chosen: Chosen) -> Chosen:
    """The choice without its values, but for the state: what has the same shape is asked alike."""
    return Chosen(
        assigned_to=None if chosen.assigned_to is None else "",
        creditor=None if chosen.creditor is None else "",
        state=chosen.state,
        least_bp=None if chosen.least_bp is None else 0,
        most_bp=None if chosen.most_bp is None else 0,
    )


def values(chosen: Chosen) -> dict[str, Any]:
    """What the statements ask with."""
    return {name: value for name, value in chosen._asdict().items() if name != "state"}


def conditions(shape: Chosen, dialect: str) -> list[ColumnElement[bool]]:
    """What a row of `work` must fulfil, asked of what an index holds and never choosing the index."""
    named = [name for name in ("assigned_to", "creditor") if getattr(shape, name) is not None]
    found: list[ColumnElement[bool]] = [_W[name] == bindparam(name) for name in named]
    if shape.state is not None:
        found.append(_state(shape.state, dialect))
    if shape.least_bp is not None:
        found.append(_W.p_bp >= _LEAST)
    if shape.most_bp is not None:
        found.append(_W.p_bp <= _MOST)
    return found


def _state(state: str, dialect: str) -> ColumnElement[bool]:
    due, deadline, owed, step = (
        _aside(column, dialect) for column in (_W.due_on, _W.deadline_on, _W.owed_at, _W.next_step)
    )
    return {
        "we_owe": owed <= ENDS_AT,
        "due_today": due == TODAY,
        "overdue": or_(step.in_(_UNPAID), and_(due < TODAY, deadline < TODAY)),
        "open": deadline >= TODAY,
        "no_promise": and_(due.is_(None), step.in_(_NO_PROMISE)),
        "dispute": step == "dispute_open",
        "hold": step.in_(_HOLDS),
    }[state]


def _aside(column: ColumnElement[Any], dialect: str) -> ColumnElement[Any]:
    """The column as one by which SQLite shall not choose an index: the order of the list comes first."""
    if dialect != "sqlite":
        return column
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


# --- What can be chosen ----------------------------------------------------------------------------------


def all_of(connection: Connection, name: str) -> list[str]:
    """Whoever accounts are assigned to (`assigned_to`), or all `creditor`s: each found behind the one before,
    so that the index is asked as often as there are names."""
    column, found = _A[name], list[str]()
    first, following = select(func.min(column)), select(func.min(column)).where(column > bindparam("last"))
    name_found = connection.execute(first).scalar_one()
    while name_found is not None:
        found.append(name_found)
        name_found = connection.execute(following, {"last": name_found}).scalar_one()
    return found


def astray(connection: Connection) -> list[str]:
    """References of accounts that the list keeps under another agent or creditor than their own."""
    here = and_(_A.debtor_id == _W.debtor_id, _A.seq == _W.account_seq)
    other = or_(_W.creditor.is_distinct_from(_A.creditor), _W.assigned_to.is_distinct_from(_A.assigned_to))
    rows = select(_A.ref).join_from(table(WorkRow), table(AccountRow), here).where(other).order_by(_A.ref)
    return list(connection.execute(rows).scalars())
