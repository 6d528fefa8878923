"""The models that the book remembers, and what they said of promises when these were made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select

from collector.store import bulk
from collector.store.bookkeeping import BaseDayRow, ChanceRow, ModelRow
from collector.store.tables import table

_MODEL, _CHANCE = table(ModelRow), table(ChanceRow)


class Model(NamedTuple):
    """One training. `card` and `metrics` are JSON, as `rules/cardfile.py` and the back-test write them."""

    cut_on: date
    chosen: str  # "base_rate", "kept_rate", "prior" or "card"
    version: str
    labels: int
    resolved: int
    data_hash: str
    card: str
    metrics: str
    recorded_at: datetime


class Chance(NamedTuple):
    """How likely a promise was when it was made, in 1/10000."""

    debtor_id: int
    promise_seq: int
    p_bp: int
    version: str


def keep(connection: Connection, model: Model) -> None:
    """Remember a training; one of the same day and the same promises takes the place of the former."""
    same = (_MODEL.c.cut_on == model.cut_on) & (_MODEL.c.data_hash == model.data_hash)
    connection.execute(_MODEL.delete().where(same))
    last = connection.execute(select(func.max(_MODEL.c.seq))).scalar() or 0
    connection.execute(insert(_MODEL), {"seq": last + 1, **model._asdict()})


def latest(connection: Connection, as_of: date) -> Model | None:
    """The model that was trained last by a day."""
    row = connection.execute(_LATEST, {"as_of": as_of}).one_or_none()
    return None if row is None else Model(*row[1:])


_LATEST = (
    select(_MODEL)
    .where(_MODEL.c.cut_on <= bindparam("as_of", type_=_MODEL.c.cut_on.type))
    .order_by(_MODEL.c.cut_on.desc(), _MODEL.c.seq.desc())
    .limit(1)
)


def resolved(connection: Connection, as_of: date) -> int:
    """How many promises had been judged before a day, as of the last night or import."""
    days = table(BaseDayRow).c
    found = connection.execute(select(func.sum(days.resolved)).where(days.on_day < as_of)).scalar()
    return int(found or 0)


def keep_chances(connection: Connection, chances: Iterable[Chance]) -> None:
    """What was said of promises when they were made; what was said first stays."""
    bulk.add_new(connection, _CHANCE, chances)
