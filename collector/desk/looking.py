"""Looking: who is meant, one debtor's card, the day's list, finding as it is typed. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from collector.currencies import decimals
from collector.desk import listing
from collector.desk.leaseholding import held_by, others
from collector.desk.listing import (
    FOUND,
    Listed,
    Page,
    View,
    in_sections,
    is_stale,
    listed,
    numbers_to_ring,
)
from collector.desk.opening import Desk
from collector.errors import UsageError
from collector.rules import phones
from collector.rules.caps import still_holds
from collector.rules.cards import AccountCard, Setting, cards, waits
from collector.rules.contact import Permission, may_contact, zones_of
from collector.rules.known import holds_in_force
from collector.rules.names import clean_name, fold
from collector.rules.oversight import OurWord, our_words
from collector.rules.records import Case, Work
from collector.rules.resting import contacts_of, in_talk
from collector.rules.whatif import WhatIf, what_ifs
from collector.store import heap, judging, leases, narrowing, reading, search, worklist
from collector.store.narrowing import ALL
from collector.store.narrowing import STATES as STATES  # noqa: PLC0414 - screens ask for these two here
from collector.store.narrowing import Chosen as Chosen  # noqa: PLC0414
from collector.store.reading import Found
from collector.store.stretches import Counts, Cursor, Day, ListedAccount, place_of
from collector.words import _

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
    at: Setting
    in_talk: bool = False  # what is entered now may still be of the last talk

    @property
    def now(self) -> datetime:
        return self.at.now

    @property
    def today(self) -> date:
        return self.at.today

    def what_ifs(self, seen: AccountCard) -> tuple[WhatIf, ...]:
        """What would make the promise that an account is scored by clearly likelier."""
        return what_ifs(self.case, self.accounts, seen, self.at)

    def our_words(self, seen: AccountCard | None = None) -> list[OurWord]:
        """What we promised the debtor, done or late: about one account or none, else about all of them."""
        words = our_words(self.case, self.today, self.now)
        return [word for word in words if seen is None or word.account_seq in (None, seen.account.seq)]

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
    contacts = contacts_of(case, at.now, at.today)
    permission = may_contact(desk.policy, holds, zones, at.now, **contacts._asdict())
    return Card(case, seen, permission, zones, first, at, in_talk(contacts, at.now))


def may_call(desk: Desk, seen: Card, moment: datetime) -> Permission:
    """Whether a call to this debtor could begin at another moment, as a call-back that is being agreed."""
    holds = [hold.kind for hold in holds_in_force(seen.case, desk.day_of(moment))]
    contacts = contacts_of(seen.case, moment.astimezone(ZoneInfo(desk.office.zone)), seen.today)
    if not still_holds(contacts.conversations, moment):  # the talk in which it is being agreed
        contacts = contacts._replace(conversations=[*contacts.conversations, seen.now])
    contacts = contacts._replace(agreed_at=moment)
    return may_contact(desk.policy, holds, seen.zones, moment, **contacts._asdict())


def zones_of_case(desk: Desk, case: Case) -> tuple[str, ...]:
    """Where the debtor may be: the zone told, else the phones', the country's, the office's."""
    debtor = case.debtor
    told = [zone for phone in case.phones for zone in phone.zones.split(";") if zone]
    return zones_of(debtor.time_zone, told, debtor.country, desk.office.zone)


# --- The list --------------------------------------------------------------------------------------------


class DaysList(NamedTuple):
    """The day's list, held open: all of it is of one moment, and that of an earlier day is made only once."""

    desk: Desk
    connection: Connection

    def page(self, limit: int = 50, after: Cursor | None = None, chosen: Chosen = ALL) -> Page:
        """The next rows: those who may be called now, then later, then wait."""
        desk, connection = self
        groups = reading.zone_groups(connection)
        day = day_of_list(desk, groups)
        rows = worklist.page(connection, day, limit, after, chosen)
        fresh = _judged_now(desk, connection, rows)
        view = View.of(desk.seen_from(), groups)
        following = worklist.cursor_of(rows[-1], day) if rows and len(rows) == limit else None
        return Page(in_sections(_listed(view, row, fresh) for row in rows), following)

    def headline(self, chosen: Chosen = ALL) -> Counts:
        """How many may be called now, fall due today, are owed something by us."""
        groups = reading.zone_groups(self.connection)
        return worklist.counts(self.connection, day_of_list(self.desk, groups), chosen)


@contextmanager
def days_list(desk: Desk) -> Iterator[DaysList]:
    """The list to be read page by page. On a desk that pretends an earlier day it takes as long as a night."""
    with _list(desk) as connection:
        yield DaysList(desk, connection)


def today(desk: Desk, limit: int = 50, after: Cursor | None = None, chosen: Chosen = ALL) -> Page:
    """One page of the day's list."""
    with days_list(desk) as held:
        return held.page(limit, after, chosen)


def headline(desk: Desk, chosen: Chosen = ALL) -> Counts:
    """The counts of the day's list."""
    with days_list(desk) as held:
        return held.headline(chosen)


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
        return _seen_now(desk, connection, list(dict.fromkeys(ids))[:limit])


def stands_as(desk: Desk, work: Work) -> bool:
    """Whether an account still stands on the list as it was read."""
    with _list(desk) as connection:
        rows = worklist.of_debtors(connection, [work.debtor_id])
    return any(row.work == work for row in rows)


def place_to_call(desk: Desk, debtor_id: int) -> Cursor | None:
    """The place in the list behind the first account of this debtor among those to call now, if one is there."""
    with _list(desk) as connection:
        rows = worklist.of_debtors(connection, [debtor_id])
        day = day_of_list(desk, reading.zone_groups(connection))
    found = ((place_of(row.work, day), row.work) for row in rows)
    return min(
        (Cursor(at[0], at[1].kind.key(work)) for at, work in found if at and at[1].section == "now"),
        default=None,
    )


def _seen_now(desk: Desk, connection: Connection, ids: Sequence[int]) -> tuple[Listed, ...]:
    groups = reading.zone_groups(connection)
    rows = worklist.of_debtors(connection, ids)
    fresh = _judged_now(desk, connection, rows)
    view = View.of(desk.seen_from(), groups)
    return tuple(_listed(view, row, fresh) for row in rows)


def of_debtors(desk: Desk, ids: Sequence[int]) -> tuple[Listed, ...]:
    """All accounts of these debtors, on the list or not, as they stand now."""
    with _list(desk) as connection:
        return _seen_now(desk, connection, ids)


class Beside(NamedTuple):
    """What stands beside rows of the list, by debtor: the number to ring, and who else has the card open."""

    numbers: dict[int, str]
    held_by: dict[int, str]


def beside(desk: Desk, ids: Sequence[int]) -> Beside:
    """The same for all debtors of a page at once."""
    with desk.book.reading() as connection:
        numbers, known = reading.numbers(connection, ids), leases.of_debtors(connection, ids)
    held = others(known, desk.holder, desk.clock.real_now())
    return Beside(numbers_to_ring(numbers), held_by(held.values()))


class Choices(NamedTuple):
    """By whom accounts of the book are owed and to whom they are assigned."""

    assigned: list[str]
    creditors: list[str]


def choices(desk: Desk) -> Choices:
    """What the list can be narrowed to in this book, in the order of the alphabet."""
    with desk.book.reading() as connection:
        found = (narrowing.all_of(connection, name) for name in ("assigned_to", "creditor"))
        return Choices(*(sorted(names, key=lambda name: (fold(name), name)) for names in found))


@contextmanager
def _list(desk: Desk) -> Iterator[Connection]:
    """A view of the book with its work list; a desk that pretends an earlier day gets the list of that day."""
    with desk.book.reading() as connection:
        if (reading.listed_on(connection) or desk.today()) <= desk.today():
            yield connection
            return
    with desk.book.scratch() as connection:
        with heap.growing():
            judging.list_again(connection, desk.setting(connection), desk.office, decimals())
        yield connection


def day_of_list(desk: Desk, groups: dict[int, tuple[str, ...]]) -> Day:
    """The day that the list is for: whom of which zones we may call now, and whom later, soonest first."""
    return listing.day_of_list(desk.seen_from(), groups)


def _judged_now(
    desk: Desk, connection: Connection, rows: Sequence[ListedAccount]
) -> dict[tuple[int, int], AccountCard]:
    """What the rows that time has overtaken come to now: a deadline has passed, a hold began or ended."""
    spans = reading.hold_spans(connection, {row.work.debtor_id for row in rows})
    today = desk.today()
    ids = {row.work.debtor_id for row in rows if is_stale(row, today, spans.get(row.work.debtor_id, ()))}
    if not ids:
        return {}
    at = desk.setting(connection)
    return {
        (case.debtor.id, seen.account.seq): seen
        for case in reading.cases(connection, sorted(ids))
        for seen in cards(case, at)
    }


def _listed(view: View, row: ListedAccount, fresh: dict[tuple[int, int], AccountCard]) -> Listed:
    seen = fresh.get((row.work.debtor_id, row.work.account_seq))
    if seen is None:
        return listed(view, row)
    holds = tuple(hold.kind for hold in seen.holds)
    permission = view.permission(row.zone_group, holds, row.work.rest_until)
    if row.section != FOUND:
        row = row._replace(section="wait" if waits(seen) else "now" if permission.allowed else "later")
    step = seen.step
    return Listed(row, step.situation, step.amount_minor, step.on, seen.score.p_bp, permission)
