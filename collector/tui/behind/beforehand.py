"""The first page and its headline before the database library is there; None when it is needed for them."""

from __future__ import annotations

from collector.config import Settings
from collector.desk import early
from collector.desk.early import Place
from collector.desk.leaseholding import Holder
from collector.tui.behind import rows
from collector.tui.views import Headline, ListPage


def first_page(settings: Settings, holder: Holder, limit: int) -> ListPage | None:
    """The first rows of the day."""
    found = early.first_page(Place(settings.book, settings.as_of, holder), limit)
    if found is None:
        return None
    shown = rows.rows(found.seen, found.page.rows, found.numbers, found.held_by)
    return ListPage(shown, found.page.next)


def headline(settings: Settings, holder: Holder) -> Headline | None:
    """What stands above them."""
    found = early.headline(Place(settings.book, settings.as_of, holder))
    return found and rows.headline(found.seen, found.counts, settings.agent)
