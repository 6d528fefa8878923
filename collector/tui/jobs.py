"""The only door between the screens and the book. Every function here runs in a worker thread.

What it needs from the desk is imported when it is called, so that the first screen is painted before the
database library is loaded.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from collector.config import Settings
from collector.errors import BookError
from collector.tui.views import AccountView, Answer, ListPage, ListRow, Where

if TYPE_CHECKING:
    from collector.desk.leasing import Holder
    from collector.desk.opening import Desk


class Door:
    """Opens the desk once, in whichever worker asks first; a book that could not be opened is tried again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._desk: Desk | None = None
        self._holder: Holder | None = None

    def holder(self) -> Holder:
        """This running program, as other agents see who has a card open."""
        from collector.desk.leasing import holder

        with self._lock:
            if self._holder is None:
                self._holder = holder(self._settings.agent)
            return self._holder

    def desk(self) -> Desk:
        """The open desk. BookError or UsageError when the book cannot be used."""
        with self._lock:
            if self._desk is None:
                self._desk = opened(self._settings)
            return self._desk

    def close(self) -> None:
        with self._lock:
            if self._desk is not None:
                self._desk.close()
                self._desk = None


def opened(settings: Settings) -> Desk:
    """The desk on the book; one that cannot be written can still be read."""
    from collector.desk.opening import open_desk

    try:
        return open_desk(settings.book, settings.agent, settings.as_of)
    except BookError as fault:
        if fault.kind != "read_only":
            raise
    return open_desk(settings.book, settings.agent, settings.as_of, writable=False)


def first_page(desk: Desk) -> ListPage:
    from collector.tui.behind import lists

    return lists.first_page(desk)


def next_page(desk: Desk, after: Any) -> ListPage:
    from collector.tui.behind import lists

    return lists.next_page(desk, after)


def find(desk: Desk, text: str) -> ListPage:
    from collector.tui.behind import lists

    return lists.find(desk, text)


def next_to_call(desk: Desk, holder: Holder, after: int | None) -> ListRow | None:
    from collector.tui.behind import lists

    return lists.next_to_call(desk, holder, after)


def lease(desk: Desk, holder: Holder, debtor_id: int) -> str:
    from collector.tui.behind import lists

    return lists.lease(desk, holder, debtor_id)


def lay_down(desk: Desk, holder: Holder, debtor_id: int) -> None:
    from collector.tui.behind import lists

    lists.lay_down(desk, holder, debtor_id)


def resolve(desk: Desk, ref: str) -> Where:
    from collector.tui.behind import cards

    return cards.resolve(desk, ref)


def account(desk: Desk, where: Where) -> AccountView:
    from collector.tui.behind import cards

    return cards.account(desk, where)


def understood(desk: Desk, where: Where, form: str, values: Mapping[str, str]) -> dict[str, str]:
    from collector.tui.behind import understanding

    return understanding.understood(desk, where, form, values)


def enter(
    desk: Desk,
    where: Where,
    form: str,
    values: Mapping[str, str],
    answers: Mapping[str, str],
    command_id: str,
) -> Answer:
    from collector.tui.behind import entering

    return entering.enter(desk, where, form, values, answers, command_id)


def undo(desk: Desk, where: Where) -> Answer:
    from collector.tui.behind import entering

    return entering.undo(desk, where)
