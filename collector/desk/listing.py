"""The rows of the day's list as of a moment, from what the store keeps. Light: no database library is needed.

What the store keeps is brought up to the hour here; rows that time has overtaken (`is_stale`) must be judged
anew, which is `looking`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from collector.clock import Clock
from collector.rules.contact import Permission, blocking_hold, may_contact
from collector.rules.records import Work
from collector.rules.situations import (
    HOLD_SITUATIONS,
    LATE_AFTER,
    QUIET,
    Step,
    hold_situation,
    open_situation,
)
from collector.rules.terms import ContactPolicy
from collector.store.plain import HoldSpan, Reach
from collector.store.stretches import HELD, Cursor, Day, ListedAccount, cursor_to_call
from collector.store.stretches import Counts as Counts  # noqa: PLC0414 - screens ask for it here

FOUND = "found"
_OPEN_SITUATIONS = ("due_today", "due_tomorrow", "promise_open")
_HELD_BY = {
    "bereavement": "deceased",
    "vulnerable": "capacity",
}  # the hold, where its situation has another name
_SECTIONS = ("now", "later", "wait")
Groups = Mapping[int, tuple[str, ...]]  # the zones of a zone group


class Listed(NamedTuple):
    """A row of the day's list: what the store keeps, brought up to this moment."""

    row: ListedAccount
    situation: str
    amount_minor: int | None  # what the reason speaks of
    on: date | None
    p_bp: int
    permission: Permission


def behind(listed: Listed) -> Cursor | None:
    """Where the list goes on behind a row of those to call now; None for any other row."""
    return cursor_to_call(listed.row)


class Page(NamedTuple):
    """Some rows of the list and where the next ones begin (None at the end)."""

    rows: tuple[Listed, ...]
    next: Cursor | None


class Seen(NamedTuple):
    """From where the list is looked at: the moment, whose policy, the office's zone and currency."""

    clock: Clock
    policy: ContactPolicy
    zone: str
    currency: str

    @property
    def office_zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def now(self) -> datetime:
        return self.clock.now()

    def today(self) -> date:
        return self.clock.today()


def end_of_day(day: date, zone: str) -> datetime:
    """The last moment of a day in a zone."""
    midnight = datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(zone))
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


def day_of_list(seen: Seen, groups: Groups) -> Day:
    """The day that the list is for: whom of which zones we may call now, and whom later, soonest first."""
    now, today = seen.now(), seen.today()
    allowed = {number: may_contact(seen.policy, (), zones, now) for number, zones in groups.items()}
    may = sorted(number for number, permission in allowed.items() if permission.allowed)
    later = sorted(set(groups) - set(may), key=lambda n: (str(allowed[n].contact_from), n))
    return Day(today, end_of_day(today, seen.zone), may, later, now)


class View(NamedTuple):
    """What all rows of a page share: the moment, and who of which zones may be called at it."""

    zone: ZoneInfo
    now: datetime
    today: date
    ends_at: datetime
    permission: Callable[[int, tuple[str, ...], datetime | None], Permission]  # by zone group, holds, rest

    @classmethod
    def of(cls, seen: Seen, groups: Groups) -> View:
        now, today = seen.now(), seen.today()

        @cache
        def permission(group: int, holds: tuple[str, ...], rest_until: datetime | None) -> Permission:
            return may_contact(seen.policy, holds, groups[group], now, rest_until=rest_until)

        return cls(ZoneInfo(seen.zone), now, today, end_of_day(today, seen.zone), permission)


def listed(view: View, row: ListedAccount) -> Listed:
    """The row as of the moment, when it is not stale."""
    work = row.work
    held = work.contact_group == HELD
    holds = (_HELD_BY.get(work.next_step, work.next_step),) if held and work.next_step != QUIET else ()
    permission = view.permission(row.zone_group, holds, work.rest_until)
    step = _step(view, work)
    return Listed(row, step.situation, step.amount_minor, step.on, work.p_bp, permission)


def _step(view: View, work: Work) -> Step:
    """What was stored, with the day's and the hour's words brought up to now."""
    owed_at = work.owed_at
    if owed_at is not None and owed_at <= view.ends_at and work.next_step not in HOLD_SITUATIONS:
        late = owed_at + LATE_AFTER < view.now
        on = owed_at.astimezone(view.zone).date()
        return Step("our_promise_broken" if late else "our_promise_due", on=on)
    if work.next_step in _OPEN_SITUATIONS and work.due_on is not None:
        return Step(open_situation(work.due_on, view.today), work.why_minor, work.why_on)
    return Step(work.next_step, work.why_minor, work.why_on)


def is_stale(row: ListedAccount, today: date, spans: Sequence[HoldSpan]) -> bool:
    """Whether the row may have been true only when it was stored: a deadline, or a hold that came or went."""
    work, held = row.work, row.work.contact_group == HELD and row.work.next_step != QUIET
    if not held and work.deadline_on is not None and work.deadline_on < today:
        return True
    said = work.next_step if work.next_step in HOLD_SITUATIONS else None
    if not spans:
        return held or said is not None
    kinds = {span.kind for span in spans if span.covers(today)}
    return hold_situation(kinds) != said or (blocking_hold(kinds) is not None) is not held


def in_sections(rows: Iterable[Listed]) -> tuple[Listed, ...]:
    """Who may be called now, then later, then who waits; within a section as they come."""
    return tuple(sorted(rows, key=lambda row: _SECTIONS.index(row.row.section)))


def numbers_to_ring(known: Iterable[Reach]) -> dict[int, str]:
    """The number to ring, by debtor: the latest that can be dialled, else the latest of all."""
    best: dict[int, Reach] = {}
    for reach in known:
        other = best.get(reach.debtor_id)
        if other is None or _rank(reach) > _rank(other):
            best[reach.debtor_id] = reach
    return {debtor_id: reach.number or reach.as_typed for debtor_id, reach in best.items()}


def _rank(reach: Reach) -> tuple[bool, bool, int]:
    return (reach.valid, reach.number is not None, reach.seq)
