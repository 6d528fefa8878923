"""The first page of the day's list and its headline, read before the database library is loaded.

Only what is plain is read so: a book in a file, the day it is kept for, no row that time has overtaken. None
says that it is not, and then `looking` reads the same in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from collector import clock as clocks
from collector.clock import Clock
from collector.desk import listing
from collector.desk.leaseholding import Holder, held_by, others
from collector.desk.listing import Listed, Page, Seen, View
from collector.policyfiles import policy
from collector.store import firstpage
from collector.store.firstpage import Early, NotSoon
from collector.store.stretches import Counts, Day, cursor_of


class Place(NamedTuple):
    """Which book, as of when (as typed), and which running app asks."""

    book: str
    as_of: str | None
    holder: Holder


class EarlyPage(NamedTuple):
    """A page with all that stands on it."""

    seen: Seen
    page: Page
    numbers: dict[int, str]  # to ring, by debtor
    held_by: dict[int, str]  # the agent of another app who has the card open


class EarlyCounts(NamedTuple):
    """The headline, and from where it was seen."""

    seen: Seen
    counts: Counts


class _Looked(NamedTuple):
    book: Early
    seen: Seen
    groups: dict[int, tuple[str, ...]]
    day: Day


def first_page(place: Place, limit: int) -> EarlyPage | None:
    """The first rows of the day; None when they must be read the usual way."""
    try:
        with _looked(place) as looked:
            return _page(looked, place.holder, limit)
    except NotSoon:
        return None


def headline(place: Place) -> EarlyCounts | None:
    """The counts above the list; None when they must be counted the usual way."""
    try:
        with _looked(place) as looked:
            return EarlyCounts(looked.seen, looked.book.counts(looked.day))
    except NotSoon:
        return None


def _page(looked: _Looked, mine: Holder, limit: int) -> EarlyPage:
    rows = looked.book.page(looked.day, limit)
    ids = {row.work.debtor_id for row in rows}
    spans = looked.book.hold_spans(ids)
    if any(listing.is_stale(row, looked.day.today, spans.get(row.work.debtor_id, ())) for row in rows):
        raise NotSoon
    view = View.of(looked.seen, looked.groups)
    shown: tuple[Listed, ...] = listing.in_sections(listing.listed(view, row) for row in rows)
    following = cursor_of(rows[-1], looked.day) if rows and len(rows) == limit else None
    leases = others(looked.book.leases(ids), mine, looked.seen.clock.real_now())
    return EarlyPage(
        looked.seen,
        Page(shown, following),
        listing.numbers_to_ring(looked.book.numbers(ids)),
        held_by(leases.values()),
    )


@contextmanager
def _looked(place: Place) -> Iterator[_Looked]:
    if "://" in place.book:
        raise NotSoon
    with firstpage.opened(Path(place.book)) as book:
        seen = _seen(book, place.as_of)
        if (book.listed_on() or seen.today()) > seen.today():  # an earlier day has a list of its own
            raise NotSoon
        groups = book.zone_groups()
        yield _Looked(book, seen, groups, listing.day_of_list(seen, groups))


def _seen(book: Early, as_of: str | None) -> Seen:
    zone = book.settings(date.max)["zone"]
    at = Clock(clocks.parse_as_of(as_of, zone) if as_of else None, zone)
    settings = book.settings(at.today())
    return Seen(at, policy(settings["policy"]), settings["zone"], settings["currency"])
