"""Looking: who is meant, one debtor's card, the day's list, finding as it is typed. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection

from collector.currencies import decimals
from collector.desk.opening import Desk
from collector.errors import UsageError
from collector.rules import phones
from collector.rules.cards import AccountCard, Setting, cards, waits
from collector.rules.contact import Permission, blocking_hold, may_contact, zones_of
from collector.rules.guidance import HOLD_SITUATIONS, LATE_AFTER, Step, hold_situation, open_situation
from collector.rules.known import holds_in_force
from collector.rules.names import clean_name, fold
from collector.rules.records import Case, Work
from collector.store import judging, reading, search, worklist
from collector.store.reading import Found, HoldSpan
from collector.store.worklist import Counts, Cursor, Day, ListedAccount
from collector.words import _

_OPEN_SITUATIONS = ("due_today", "due_tomorrow", "promise_open")
_HELD_BY = {
    "bereavement": "deceased",
    "vulnerable": "capacity",
}  # the hold, where its situation has another name
_SECTIONS = ("now", "later", "wait")
FOUND = "found"
FOUND_AT_MOST = 200


class FirstState(NamedTuple):
    """The first verdict of a promise, as the first write or night found it."""

    state: str
    as_of: date


class Card(NamedTuple):
    """Everything about one debtor as of a moment: the facts, a card per account, permission to call."""

    case: Case
    accounts: tuple[AccountCard, ...]
    permission: Permission
    zones: tuple[str, ...]  # all places where the debtor may be, the likeliest first
    first_states: dict[int, FirstState]  # by the promise's number
    now: datetime
    today: date

    def account(self, seq: int | None) -> AccountCard:
        """The account with this number; without one, the first that has a balance."""
        for card in self.accounts:
            if seq == card.account.seq or (seq is None and card.owed.amount_minor > 0):
                return card
        return self.accounts[0]


# --- Who is meant ----------------------------------------------------------------------------------------


def resolve(desk: Desk, ref: str) -> Found:
    """The account, else debtor, else phone number that REF names. UsageError for none or several."""
    with desk.book.reading() as connection:
        found = _meant(connection, desk, ref.strip())
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(
            _(
                "No account, debtor or phone number {seen} in this book. Find one with: collector today"
            ).format(seen=repr(ref))
        )
    names = ", ".join(f"{one.ref} ({one.name})" for one in found[:10])
    raise UsageError(
        _("{seen} is not one debtor but {count}: {names}. Nothing was done; give a reference.").format(
            seen=repr(ref), count=len(found), names=names
        )
    )


def _meant(connection: Connection, desk: Desk, ref: str) -> list[Found]:
    return (
        reading.by_account_ref(connection, ref)
        or reading.by_debtor_ref(connection, ref)
        or _by_phone(connection, desk, ref)
    )


def _by_phone(connection: Connection, desk: Desk, ref: str) -> list[Found]:
    number = phones.read(ref, desk.office.country).number
    return reading.by_number(connection, number) if number else []


# --- One debtor ------------------------------------------------------------------------------------------


def card(desk: Desk, debtor_id: int) -> Card:
    """Everything about one debtor, judged live as of the desk's moment."""
    with desk.book.reading() as connection:
        case = reading.case(connection, debtor_id)
        stored = reading.stored_verdicts(connection, debtor_id)
        return card_of(desk, connection, case, stored)


def card_of(desk: Desk, connection: Connection, case: Case, stored: dict[int, object]) -> Card:
    """The card of facts already loaded."""
    return card_at(desk, desk.setting(connection), case, stored)


def card_at(desk: Desk, at: Setting, case: Case, stored: dict[int, object]) -> Card:
    """The same at a moment, without asking the book for anything more."""
    first = {
        seq: FirstState(row.first_state, row.first_as_of)  # type: ignore[attr-defined]
        for seq, row in stored.items()
        if row.first_state and row.first_as_of <= at.today  # type: ignore[attr-defined]
    }
    seen = tuple(cards(case, at))
    zones = zones_of_case(desk, case)
    holds = [hold.kind for hold in seen[0].holds] if seen else []
    permission = may_contact(desk.policy, holds, zones, at.now)
    return Card(case, seen, permission, zones, first, at.now, at.today)


def may_call(desk: Desk, seen: Card, moment: datetime) -> Permission:
    """Whether a call to this debtor could begin at another moment, as a call-back that is being agreed."""
    holds = [hold.kind for hold in holds_in_force(seen.case, desk.day_of(moment))]
    return may_contact(desk.policy, holds, seen.zones, moment)


def zones_of_case(desk: Desk, case: Case) -> tuple[str, ...]:
    """Where the debtor may be: the zone told, else the phones', the country's, the office's."""
    debtor = case.debtor
    told = [zone for phone in case.phones for zone in phone.zones.split(";") if zone]
    return zones_of(debtor.time_zone, told, debtor.country, desk.office.zone)


# --- The list --------------------------------------------------------------------------------------------


class Listed(NamedTuple):
    """A row of the day's list: what the store keeps, brought up to this moment."""

    row: ListedAccount
    situation: str
    amount_minor: int | None  # what the reason speaks of
    on: date | None
    p_bp: int
    permission: Permission


class Page(NamedTuple):
    """Some rows of the list and where the next ones begin (None at the end)."""

    rows: tuple[Listed, ...]
    next: Cursor | None


def today(desk: Desk, limit: int = 50, after: Cursor | None = None) -> Page:
    """The next rows of the day's list: those who may be called now, then later, then wait."""
    with _list(desk) as connection:
        groups = reading.zone_groups(connection)
        day = day_of_list(desk, groups)
        rows = worklist.page(connection, day, limit, after)
        fresh = _judged_now(desk, connection, rows)
    view = _View.of(desk, groups)
    listed = sorted((_listed(view, row, fresh) for row in rows), key=_by_section)
    following = worklist.cursor_of(rows[-1], day) if rows and len(rows) == limit else None
    return Page(tuple(listed), following)


def headline(desk: Desk) -> Counts:
    """How many may be called now, fall due today, are owed something by us."""
    with _list(desk) as connection:
        return worklist.counts(connection, day_of_list(desk, reading.zone_groups(connection)))


def find(desk: Desk, text: str, limit: int = FOUND_AT_MOST) -> tuple[Listed, ...]:
    """Accounts of debtors found by any part of a name, by digits of a phone, by the start of a reference."""
    folded, typed = fold(text), clean_name(text)
    digits = phones.digits_typed(text, desk.office.country)
    with _list(desk) as connection:
        ids = []
        for ref in dict.fromkeys((typed, typed.upper())) if typed else ():
            ids += search.by_reference(connection, ref, limit)
        if digits:
            ids += search.by_phone(connection, digits, limit)
        if folded and not folded.isdigit():
            ids += search.by_name(connection, folded, limit)
        ids = list(dict.fromkeys(ids))[:limit]
        groups = reading.zone_groups(connection)
        rows = worklist.of_debtors(connection, ids)
        fresh = _judged_now(desk, connection, rows)
    view = _View.of(desk, groups)
    return tuple(_listed(view, row, fresh) for row in rows)


@contextmanager
def _list(desk: Desk) -> Iterator[Connection]:
    """A view of the book with its work list; a desk that pretends an earlier day gets the list of that day."""
    with desk.book.reading() as connection:
        if (reading.listed_on(connection) or desk.today()) <= desk.today():
            yield connection
            return
    with desk.book.scratch() as connection:
        judging.list_again(connection, desk.setting(connection), desk.office, decimals())
        yield connection


def day_of_list(desk: Desk, groups: dict[int, tuple[str, ...]]) -> Day:
    """The day that the list is for: whom of which zones we may call now, and whom later, soonest first."""
    allowed = {number: may_contact(desk.policy, (), zones, desk.now()) for number, zones in groups.items()}
    may = sorted(number for number, permission in allowed.items() if permission.allowed)
    later = sorted(set(groups) - set(may), key=lambda n: (str(allowed[n].contact_from), n))
    return Day(desk.today(), desk.end_of_day(desk.today()), may, later)


def _by_section(listed: Listed) -> int:
    return _SECTIONS.index(listed.row.section)


def _judged_now(
    desk: Desk, connection: Connection, rows: Sequence[ListedAccount]
) -> dict[tuple[int, int], AccountCard]:
    """What the rows that time has overtaken come to now: a deadline has passed, a hold began or ended."""
    spans = reading.hold_spans(connection, {row.work.debtor_id for row in rows})
    today = desk.today()
    ids = {row.work.debtor_id for row in rows if _is_stale(row, today, spans.get(row.work.debtor_id, ()))}
    if not ids:
        return {}
    at = desk.setting(connection)
    return {
        (case.debtor.id, seen.account.seq): seen
        for case in reading.cases(connection, sorted(ids))
        for seen in cards(case, at)
    }


def _is_stale(row: ListedAccount, today: date, spans: Sequence[HoldSpan]) -> bool:
    """Whether the row may have been true only when it was stored: a deadline, or a hold that came or went."""
    work, held = row.work, row.work.contact_group == worklist.HELD
    if not held and work.deadline_on is not None and work.deadline_on < today:
        return True
    said = work.next_step if work.next_step in HOLD_SITUATIONS else None
    if not spans:
        return held or said is not None
    kinds = {span.kind for span in spans if span.covers(today)}
    return hold_situation(kinds) != said or (blocking_hold(kinds) is not None) is not held


class _View(NamedTuple):
    """What all rows of a page share: the moment, and who of which zones may be called at it."""

    desk: Desk
    now: datetime
    today: date
    ends_at: datetime
    permission: Callable[[int, tuple[str, ...]], Permission]  # by zone group and holds

    @classmethod
    def of(cls, desk: Desk, groups: dict[int, tuple[str, ...]]) -> _View:
        now, today = desk.now(), desk.today()

        @cache
        def permission(group: int, holds: tuple[str, ...]) -> Permission:
            return may_contact(desk.policy, holds, groups[group], now)

        return cls(desk, now, today, desk.end_of_day(today), permission)


def _listed(view: _View, row: ListedAccount, fresh: dict[tuple[int, int], AccountCard]) -> Listed:
    work = row.work
    seen = fresh.get((work.debtor_id, work.account_seq))
    if seen is None:
        held = work.contact_group == worklist.HELD
        holds = (_HELD_BY.get(work.next_step, work.next_step),) if held else ()
        permission = view.permission(row.zone_group, holds)
        step = _step(view, work)
        return Listed(row, step.situation, step.amount_minor, step.on, work.p_bp, permission)
    permission = view.permission(row.zone_group, tuple(hold.kind for hold in seen.holds))
    if row.section != FOUND:
        row = row._replace(section="wait" if waits(seen) else "now" if permission.allowed else "later")
    step = seen.step
    return Listed(row, step.situation, step.amount_minor, step.on, seen.score.p_bp, permission)


def _step(view: _View, work: Work) -> Step:
    """What was stored, with the day's and the hour's words brought up to now."""
    owed_at = work.owed_at
    if owed_at is not None and owed_at <= view.ends_at and work.next_step not in HOLD_SITUATIONS:
        late = owed_at + LATE_AFTER < view.now
        return Step("our_promise_broken" if late else "our_promise_due", on=view.desk.day_of(owed_at))
    if work.next_step in _OPEN_SITUATIONS and work.due_on is not None:
        return Step(open_situation(work.due_on, view.today), work.why_minor, work.why_on)
    return Step(work.next_step, work.why_minor, work.why_on)
