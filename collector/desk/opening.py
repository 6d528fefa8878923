"""Opening a desk on a book, and founding a new book."""

from __future__ import annotations

import errno
import uuid
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from collector import clock as clocks
from collector.clock import Clock
from collector.currencies import decimals
from collector.desk import scorecards
from collector.desk.leaseholding import Holder
from collector.desk.listing import Seen, end_of_day
from collector.errors import BookError, UsageError, reason
from collector.policyfiles import policies, policy
from collector.rules import risk, workdays
from collector.rules.cards import Setting
from collector.rules.terms import ContactPolicy, PromiseTerms
from collector.rules.words import Unreadable
from collector.store import database, reading, writing
from collector.store.database import Book
from collector.store.plain import SCHEMA_VERSION
from collector.store.reading import Office
from collector.words import _

__all__ = [
    "Desk",
    "Founding",
    "base_rate",
    "checked",
    "found",
    "open_desk",
    "policies",
    "policy",
    "reopened",
]


class Desk(NamedTuple):
    """One agent at one book, at a moment that may be pretended."""

    book: Book
    office: Office
    policy: ContactPolicy
    clock: Clock
    agent: str
    holder: Holder | None = None  # the running app, to whom cards are leased

    def now(self) -> datetime:
        return self.clock.now()

    def today(self) -> date:
        return self.clock.today()

    def setting(self, connection: Connection) -> Setting:
        """The moment, the base rate and the scorecard that cards are seen with."""
        base = base_rate(reading.base_days(connection))
        return self.unscored_setting()._replace(base=base, card=scorecards.chosen(connection, self.today()))

    def unscored_setting(self) -> Setting:
        """The same before the base rate is known."""
        now = self.now().astimezone(ZoneInfo(self.office.zone))
        return Setting(now, self.today(), lambda _day: 0.0, decimals=decimals(), policy=self.policy)

    def day_of(self, moment: datetime) -> date:
        """The office's day of a moment."""
        return moment.astimezone(ZoneInfo(self.office.zone)).date()

    def end_of_day(self, day: date) -> datetime:
        """The last moment of a day of the office."""
        return end_of_day(day, self.office.zone)

    def seen_from(self) -> Seen:
        """From where the list is looked at."""
        return Seen(self.clock, self.policy, self.office.zone, self.office.currency)

    def close(self) -> None:
        self.book.close()


def base_rate(days: dict[date, tuple[int, int]]) -> Callable[[date], float]:
    """The agency's base rate by day, each day reckoned once."""
    return _base_rate(tuple(days.items()))


@lru_cache(maxsize=4)
def _base_rate(counted: tuple[tuple[date, tuple[int, int]], ...]) -> Callable[[date], float]:
    """The same for the same counts: they change with a night or an import, and every card asks."""
    days = dict(counted)

    @lru_cache(maxsize=4096)
    def on(day: date) -> float:
        return risk.base_rate(days, day)

    return on


def open_desk(where: str, agent: str, as_of: str | None = None, *, writable: bool = True) -> Desk:
    """Open the book at a path or URL. BookError when it cannot be used, UsageError for a bad `as_of`."""
    book = database.open_book(where, writable=writable)
    try:
        with book.reading() as connection:
            zone = reading.office(connection, date.max).zone
            moment = clocks.parse_as_of(as_of, zone) if as_of else None
            at = Clock(moment, zone)
            office = reading.office(connection, at.today())
    except (BookError, UsageError):
        book.close()
        raise
    return Desk(book, office, policy(office.policy), at, agent)


def reopened(desk: Desk) -> Desk:
    """The same desk after the book's own facts (rates, terms) may have changed."""
    with desk.book.reading() as connection:
        return desk._replace(office=reading.office(connection, desk.today()))


# --- A new book ------------------------------------------------------------------------------------------


class Founding(NamedTuple):
    """What `collector init` asks or takes as flags."""

    firm: str = "collector"
    currency: str = "RON"
    country: str = "RO"
    zone: str = "Europe/Bucharest"
    policy: str = "ro-strict"
    calendar: str | None = None  # None: the country's
    grace_days: int = 2
    tolerance: int = 95
    horizon: int = 30
    lang: str = "en"


PLAN_HORIZON_DAYS = 366


def found(where: str, facts: Founding) -> None:
    """Make a new book. UsageError for a value that cannot be used or a place that is taken."""
    facts = checked(facts)
    if database.book_exists(where):
        raise _taken(where)
    recorded_at = clocks.real_now()
    book_id = str(uuid.uuid4())

    def begin(connection: Connection) -> None:
        writing.found_book(connection, book_id, SCHEMA_VERSION, recorded_at)
        writing.add_settings(connection, _settings(facts), writing.START_OF_TIME, recorded_at)
        writing.add_terms(connection, _terms(facts, recorded_at))

    try:
        database.make_book(where, begin)
    except FileExistsError:
        raise _taken(where) from None
    except OSError as fault:
        kind = "full" if fault.errno == errno.ENOSPC else "read_only"
        raise BookError(kind, where, reason(fault)) from fault


def checked(facts: Founding) -> Founding:
    """The same with codes in capitals and the calendar filled in; UsageError names what cannot be used."""
    currency, country = facts.currency.strip().upper(), facts.country.strip().upper()
    if currency not in decimals():
        raise _unusable("--currency", facts.currency, _("an ISO 4217 code such as RON or EUR"))
    clocks.office_zone(facts.zone)
    policy(facts.policy)
    if not (len(country) == 2 and country.isalpha() and country.isascii()):
        raise _unusable("--country", facts.country, _("two letters such as RO"))
    for flag, value, least, most in (
        ("--grace-days", facts.grace_days, 0, 366),
        ("--tolerance", facts.tolerance, 1, 100),
        ("--horizon", facts.horizon, 1, 3660),
    ):
        if not least <= value <= most:
            raise _unusable(
                flag, str(value), _("a whole number from {least} to {most}").format(least=least, most=most)
            )
    if not facts.firm.strip():
        raise _unusable("--firm", facts.firm, _("the name of the firm"))
    return facts._replace(currency=currency, country=country, calendar=_calendar(facts, country))


def _calendar(facts: Founding, country: str) -> str:
    try:
        return workdays.check_calendar(facts.calendar if facts.calendar is not None else country)
    except Unreadable as fault:
        raise _unusable(
            "--calendar", facts.calendar or country, _(fault.expected).format(**fault.values)
        ) from None


def _settings(facts: Founding) -> dict[str, str]:
    keys = ("firm", "currency", "country", "zone", "policy", "calendar", "lang")
    return {key: str(getattr(facts, key)) for key in keys}


def _terms(facts: Founding, recorded_at: datetime) -> PromiseTerms:
    return PromiseTerms(
        creditor=None,
        from_on=writing.START_OF_TIME,
        grace_days=facts.grace_days,
        tolerance_percent=facts.tolerance,
        horizon_days=facts.horizon,
        plan_horizon_days=max(PLAN_HORIZON_DAYS, facts.horizon),
        calendar=facts.calendar or workdays.NO_CALENDAR,
        recorded_at=recorded_at,
    )


def _taken(where: str) -> UsageError:
    return UsageError(
        _("There is something at {where} already; a book is never overwritten. Name another place.").format(
            where=where
        )
    )


def _unusable(flag: str, seen: str, expected: str) -> UsageError:
    return UsageError(
        _("{flag}: {seen} cannot be used. Expected {expected}.").format(
            flag=flag, seen=repr(seen), expected=expected
        )
    )
