"""The day's list: which stretches it has, in which order they stand, how pages of it are put together.

Each stretch of the list is one range of an index of `work`, per zone group; pages go on from a key and
never count rows. How a question is put to a database is the caller's (`Ask`), so that the first page can
be read before the database library is loaded.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from collector.rules.records import Work

LATEST = datetime.max.replace(tzinfo=UTC)
_NEXT = timedelta(microseconds=1)
HELD = 0  # the group of debtors who may not be called at all
WIDTH = len(Work._fields)

Ask = Callable[[str, Mapping[str, Any]], Iterable[Sequence[Any]]]
"""Put the question of this name, such as `rest.first`, with these values; its rows."""


class ListedAccount(NamedTuple):
    """One row of the list with what is needed to show it."""

    stretch: str  # `owed`, `late`, `due`, `rest`, `grace`, `wait`, `held`; `found` outside the list
    section: str  # `now`, `later`, `wait`
    work: Work
    account_ref: str
    debtor_ref: str
    name: str
    currency: str
    creditor: str | None
    zone_group: int
    reference: str | None  # of the account, as the debtor knows it


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
    now: datetime  # who rests beyond it is called later

    @property
    def groups(self) -> Sequence[int]:
        return [*self.open_groups, *self.closed_groups]

    def asked(self) -> dict[str, Any]:
        return {"today": self.today, "ends_at": self.ends_at}


class Counts(NamedTuple):
    """The headline of the list."""

    to_call: int
    due_today: int
    owed: int


class Kind(NamedTuple):
    """A kind of stretch: by what it is ordered, before debtor and account."""

    name: str
    by: tuple[str, ...]
    downwards: bool = False

    def key(self, work: Work) -> tuple[Any, ...]:
        found: tuple[Any, ...] = attrgetter(*self.by, "debtor_id", "account_seq")(work)
        return found


class Stretch(NamedTuple):
    """A kind under one heading of the list."""

    kind: Kind
    section: str
    groups: Sequence[int]


OWED = Kind("owed", ("owed_at",))
LATE = Kind(
    "late", ("deadline_on",)
)  # a deadline passed since the last judging: only until the night has run
DUE = Kind("due", ("deadline_on",))
REST = Kind("rest", ("risk_rank",), downwards=True)
GRACE = Kind("grace", ("due_on", "deadline_on"))
AHEAD = Kind("wait", ("due_on", "deadline_on"))
HELD_KIND = Kind("held", ())
RESTING = Kind("resting", ("rest_until",))  # of those to call, in open groups: who must be left in peace yet
KINDS = (OWED, LATE, DUE, REST, RESTING, GRACE, AHEAD, HELD_KIND)
TO_CALL = (OWED, LATE, DUE, REST)
PLACES_NOW = len(TO_CALL)  # the first ones: who may be called now


def stretches(day: Day) -> Iterator[Stretch]:
    """All stretches of the list in their order: now, later, then who waits."""
    for section, groups in (("now", day.open_groups), ("later", day.closed_groups)):
        for kind in TO_CALL:
            yield Stretch(kind, section, groups)
    yield Stretch(RESTING, "later", day.open_groups)
    yield Stretch(GRACE, "wait", day.groups)
    yield Stretch(AHEAD, "wait", day.groups)
    yield Stretch(HELD_KIND, "wait", [HELD])


def page(
    ask: Ask, day: Day, limit: int, after: Cursor | None = None, without: Iterable[str] = ()
) -> list[ListedAccount]:
    """The next rows of the list, at most `limit`, leaving out kinds in which nothing can be found."""
    rows: list[ListedAccount] = []
    for place, stretch in enumerate(stretches(day)):
        if (after and place < after.place) or stretch.kind.name in without:
            continue
        key = after.key if after and after.place == place else None
        rows += _rows(ask, day, stretch, key, limit - len(rows))
        if len(rows) >= limit:
            break
    return rows


def cursor_of(row: ListedAccount, day: Day) -> Cursor:
    """Where to go on after this row."""
    for place, stretch in enumerate(stretches(day)):
        if (stretch.kind.name, stretch.section) == (row.stretch, row.section):
            return Cursor(place, stretch.kind.key(row.work))
    raise ValueError(f"no stretch {row.stretch} in {row.section}")


def cursor_to_call(row: ListedAccount) -> Cursor | None:
    """The same for a row of those to call now, whatever the day; None for any other row."""
    for place, kind in enumerate(TO_CALL):
        if (kind.name, "now") == (row.stretch, row.section):
            return Cursor(place, kind.key(row.work))
    return None


def place_of(work: Work, day: Day) -> tuple[int, Stretch] | None:
    """Where on the list an account stands; None when it is not there."""
    if work.contact_group is None:
        return None
    kind = kind_of(work, day)
    if kind in TO_CALL and work.contact_group in day.open_groups and (work.rest_until or day.now) > day.now:
        kind = RESTING
    for place, stretch in enumerate(stretches(day)):
        if stretch.kind is kind and work.contact_group in stretch.groups:
            return place, stretch
    return None


def kind_of(work: Work, day: Day) -> Kind:
    """Where an account stands for what is to be done, whether or not the debtor rests."""
    if work.contact_group == HELD:
        return HELD_KIND
    if work.owed_at is not None and work.owed_at <= day.ends_at:
        return OWED
    if work.due_on is None:
        return REST
    if work.due_on >= day.today:
        return DUE if work.due_on == day.today else AHEAD
    return LATE if (work.deadline_on or work.due_on) < day.today else GRACE


def _rows(
    ask: Ask, day: Day, stretch: Stretch, key: tuple[Any, ...] | None, limit: int
) -> list[ListedAccount]:
    key = _begin(stretch.kind, day, key)
    found = [_group(ask, day, stretch, group, key, limit) for group in stretch.groups]
    merged = heapq.merge(*found, key=itemgetter(0), reverse=stretch.kind.downwards)
    return [row for _, row in islice(merged, limit)]


def _begin(kind: Kind, day: Day, key: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    """What waits begins behind today, who rests behind now, also when a key is of an earlier day or hour: of two
    bounds SQLite would use one."""
    if kind is RESTING:
        return max(key or (), (day.now + _NEXT, 0, 0))
    return max(key or (), (day.today, date.max, 0, 0)) if kind is AHEAD else key


def _group(
    ask: Ask, day: Day, stretch: Stretch, group: int, key: tuple[Any, ...] | None, limit: int
) -> Iterator[tuple[tuple[Any, ...], ListedAccount]]:
    kind = stretch.kind
    beyond = {f"key_{n}": value for n, value in enumerate(key or ())}
    name = f"{kind.name}.{'following' if key else 'first'}"
    rested_by = day.now if stretch.section == "now" else LATEST
    for row in ask(name, {"group": group, "limit": limit, **beyond, **day.asked(), "rested_by": rested_by}):
        work = Work._make(row[:WIDTH])
        yield kind.key(work), ListedAccount(kind.name, stretch.section, work, *row[WIDTH:])


def counts(ask: Ask, day: Day) -> Counts:
    """How many accounts may be called now, and how many of all fall due today or are owed something."""
    now = sum(_count(ask, day, kind, day.open_groups) for kind in TO_CALL)
    resting = _counted(ask, day, "resting.count", day.open_groups)
    return Counts(
        now - resting,
        _counted(ask, day, "due.count", day.groups),
        _counted(ask, day, "owed.count", day.groups),
    )


def _count(ask: Ask, day: Day, kind: Kind, groups: Sequence[int]) -> int:
    """How many accounts stand in a stretch. What we owe is few: taking it off leaves the index alone to count."""
    count = _counted(ask, day, f"{kind.name}.count", groups)
    return count if kind is OWED else count - _counted(ask, day, f"{kind.name}.count_owed", groups)


def _counted(ask: Ask, day: Day, name: str, groups: Sequence[int]) -> int:
    ((count,),) = ask(name, {"groups": groups, **day.asked(), "rested_by": day.now})
    return int(count)
