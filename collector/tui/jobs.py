"""The only door between the screens and the book. Every function here runs in a worker thread.

What it needs from the desk is imported when it is called, so that the first screen is painted before the
database library is loaded.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collector.config import Settings, is_server
from collector.errors import BookError, CollectorError
from collector.tui.views import (
    NO_FILTER,
    AccountView,
    Answer,
    Brought,
    Completed,
    Filter,
    FilterChoices,
    Founded,
    Headline,
    ListPage,
    ListRow,
    NotSaved,
    Sample,
    TeamAsked,
    TeamPeriod,
    TeamPromises,
    TeamView,
    Where,
)
from collector.words import _

if TYPE_CHECKING:
    from collector.desk.leasing import Holder
    from collector.desk.opening import Desk
    from collector.desk.surveying import Survey
    from collector.practice.roles import Drill
    from collector.rules.shorthand import Note
    from collector.tui.scripting import Words


class Door:
    """Opens the desk once, in whichever worker asks first; a book that could not be opened is tried again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._desk: Desk | None = None
        self._file: tuple[int, int] | None = None  # the one that was opened
        self._holder: Holder | None = None
        self._loading, self._left = False, threading.Event()
        self.survey: Survey | None = None  # the team's figures, counted once a session
        self.team_asked = TeamAsked()  # those that were looked at last

    def holder(self) -> Holder:
        """This running program, as other agents see who has a card open."""
        with self._lock:
            return self._own_holder()

    def _own_holder(self) -> Holder:
        from collector.desk.leaseholding import holder

        if self._holder is None:
            self._holder = holder(self._settings.agent)
        return self._holder

    @property
    def is_open(self) -> bool:
        """Whether the desk is there already, and with it the database library."""
        return self._desk is not None

    @property
    def settings(self) -> Settings:
        return self._settings

    def desk(self) -> Desk:
        """The open desk. CollectorError when the book cannot be used, or is gone.

        A file that was moved away or deleted can still be written by who has it open, and nobody would ever
        read it again; one that was put back in its place is opened anew.
        """
        with self._lock:
            if self._file is not None and (there := file_at(self._settings.book)) != self._file:
                if there is None:
                    raise CollectorError(_gone(self._settings.book))
                if self._desk is not None:
                    self._desk.close()
                    self._desk = None
            if self._desk is None:
                self._desk = opened(self._settings)._replace(holder=self._own_holder())
                self._file = file_at(self._settings.book)
            return self._desk

    def reopen(self) -> None:
        """The book's own facts (rates, terms) may have changed."""
        from collector.desk.opening import reopened

        with self._lock:
            if self._desk is not None:
                self._desk = reopened(self._desk)

    def load_soon(self) -> None:
        """When the list has been there for a while, load what a card needs, so that the first one opens at once."""

        def work() -> None:
            if not self._left.wait(QUIET_SECONDS):
                load()

        with self._lock:
            asked, self._loading = self._loading, True
        if not asked:
            threading.Thread(target=work, name="load_soon", daemon=True).start()

    def close(self) -> None:
        self._left.set()
        with self._lock:
            if self._desk is not None:
                self._desk.close()
                self._desk = None


PAGE_ROWS = 100
QUIET_SECONDS = 1.0  # how long the list is there before the database library is loaded


def load() -> None:
    """Everything that a card and an entry need: the database library, and the modules behind them."""
    try:
        for name in ("lists", "cards", "entering", "understanding", "noting"):
            import_module(f"collector.tui.behind.{name}")
    finally:
        if not gc.isenabled():
            gc.freeze()  # what is loaded stays: looking for rubbish in it would only hold up keys
            gc.enable()


def file_at(book: str) -> tuple[int, int] | None:
    """Which file lies at this place; None for none, and for a book on a server."""
    if is_server(book):
        return None
    try:
        found = Path(book).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _gone(book: str) -> str:
    text = _("The book {book} is no longer where it was. Nothing was saved; put it back, then try again.")
    return text.format(book=book)


def opened(settings: Settings) -> Desk:
    """The desk on the book; one that cannot be written can still be read."""
    from collector.desk.opening import open_desk

    try:
        return open_desk(settings.book, settings.agent, settings.as_of)
    except BookError as fault:
        if fault.kind != "read_only":
            raise
    return open_desk(settings.book, settings.agent, settings.as_of, writable=False)


def first_page(door: Door, chosen: Filter = NO_FILTER) -> ListPage:
    """The first rows of the day, without the headline; before the desk is open and where it will do, without
    the database library."""
    page = None
    if chosen == NO_FILTER and not door.is_open:
        from collector.tui.behind import beforehand

        door.load_soon()
        page = beforehand.first_page(door.settings, door.holder(), PAGE_ROWS)
    if page is not None:
        return page
    from collector.tui.behind import lists

    return lists.first_page(door.desk(), PAGE_ROWS, chosen)


def own_card_problem() -> str:
    from collector.desk.scorecards import own_problem  # without the database library

    return own_problem()


def headline(door: Door) -> Headline:
    """What stands above the list, asked after the rows are shown: counting must not delay them."""
    from collector.tui.behind import beforehand

    # always so where it can be: counting goes through a million rows, which the desk need not keep in memory
    found = beforehand.headline(door.settings, door.holder())
    if found is not None:
        return found
    from collector.tui.behind import lists

    return lists.headline(door.desk())


def next_page(desk: Desk, after: Any, chosen: Filter = NO_FILTER) -> ListPage:
    from collector.tui.behind import lists

    return lists.next_page(desk, after, PAGE_ROWS, chosen)


def filter_choices(desk: Desk) -> FilterChoices:
    """What the list can be narrowed to in this book."""
    from collector.tui.behind import lists

    return lists.filter_choices(desk)


def find(desk: Desk, text: str) -> ListPage:
    from collector.tui.behind import lists

    return lists.find(desk, text)


def next_to_call(
    desk: Desk, holder: Holder, after: int | None, chosen: Filter = NO_FILTER, place: Any = None
) -> ListRow | None:
    from collector.tui.behind import lists

    return lists.next_to_call(desk, holder, after, chosen, place)


def drills(desk: Desk, wanted: Sequence[Drill]) -> ListPage:
    from collector.tui.behind import lists

    return lists.drills(desk, wanted)


def next_drill(desk: Desk, wanted: Sequence[Drill], after: int | None) -> ListRow | None:
    from collector.tui.behind import lists

    return lists.next_drill(desk, wanted, after)


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


def note(
    desk: Desk,
    where: Where,
    note: Note,
    typed: str,
    answers: Mapping[str, str],
    command_id: str,
    direction: str = "",
) -> Answer:
    """`direction`: who rang, where the card knows it better than the line."""
    from collector.tui.behind import noting

    return noting.save(desk, where, note, typed, answers, command_id, direction)


def star(language: str, situation: str, texts: Sequence[tuple[str, str]]) -> tuple[bool, Words]:
    """Star words of the phrase book, or take the star away; whether they have one now, and the books with it."""
    from collector.tui.behind import starring

    return starring.turn(language, situation, texts)


def tipped(settings: Settings, call: str, situation: str, to: str) -> str:
    """Keep where a call tipped, for the agent alone; what to say of it."""
    from collector.tui.behind import tips

    return tips.keep(settings, call, situation, to)


def undo(desk: Desk, where: Where) -> Answer:
    from collector.tui.behind import entering

    return entering.undo(desk, where)


# --- Filling an empty book ---------------------------------------------------------------------------------


def complete(text: str) -> Completed:
    from collector.tui.behind import paths

    return paths.completed(text)


def bring(
    door: Door, text: str, *, dry_run: bool, say: Callable[[str], None], stopped: Callable[[], bool]
) -> Brought:
    from collector.tui.behind import bringing

    brought = bringing.bring(door.desk(), text, dry_run=dry_run, say=say, stopped=stopped)
    if not dry_run:
        door.reopen()
    return brought


def fill_with_sample(settings: Settings) -> Sample:
    from collector.tui.behind import bringing

    return bringing.sample(settings)


def debtor_preset(desk: Desk) -> dict[str, str]:
    from collector.tui.behind import newcomer

    return newcomer.preset(desk)


def debtor_understood(desk: Desk, values: Mapping[str, str]) -> dict[str, str]:
    from collector.tui.behind import newcomer

    return newcomer.understood(desk, values)


def new_debtor(desk: Desk, values: Mapping[str, str], command_id: str) -> Founded | NotSaved:
    from collector.tui.behind import newcomer

    return newcomer.new_debtor(desk, values, command_id)


def team(
    door: Door, asked: TeamAsked, progress: Callable[[int, int], None], *, again: bool = False
) -> TeamView:
    """The team's figures; the book is read for them once a session, or `again`. UsageError for odd days."""
    from collector.tui.behind import team as figures

    desk = door.desk()
    period = figures.days_of(desk, asked)
    door.survey = figures.surveyed(desk, None if again else door.survey, progress)
    return figures.view(desk, door.survey, asked, period)


def team_periods(desk: Desk) -> tuple[TeamPeriod, ...]:
    """The periods that can be chosen, with their days."""
    from collector.tui.behind import team as figures

    return figures.periods(desk.today())


def team_promises(
    door: Door, asked: TeamAsked, key: str | None, look: str = "", after: Any = None
) -> TeamPromises:
    """The promises behind a figure, or those to look at, a few screens at a time."""
    from collector.tui.behind import team_promises as behind

    return behind.page(door.desk(), door.survey, asked, key, look, after)


def dial(settings: Settings, desk: Desk, where: Where) -> str:
    """Dial the number of a card by the settings' command; what to say of it."""
    from collector.tui.behind import dialling

    return dialling.dial(settings, desk, where)
