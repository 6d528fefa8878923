"""Today: whom to call, in the order of the day, and finding anybody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual import events
from textual.widget import Widget
from textual.widgets import Input, Static

from collector.tui import jobs
from collector.tui.cells import both_ends, joined
from collector.tui.keys import bindings
from collector.tui.screens.account import AccountScreen
from collector.tui.screens.base import DeskScreen, nobody_left
from collector.tui.views import Headline, ListPage, ListRow
from collector.tui.widgets.line_list import LineList
from collector.tui.widgets.work_list import WorkList, header
from collector.words import _, ngettext


class FindLine(Input):
    """The line in which somebody is looked for."""

    BINDINGS = [*bindings("find")]


class TodayScreen(DeskScreen):
    """The list of the day. What is found while `/` is open takes its place until Esc."""

    BINDINGS = [*bindings("today")]
    PLACES = ("today", "everywhere")
    AUTO_FOCUS = "#list"

    def __init__(self) -> None:
        super().__init__()
        self._day = ListPage((), None)  # what the list shows when nobody is looked for
        self._headline: Headline | None = None
        self._finding = False
        self._place = 0  # of the cursor in the list, while others are found
        self._loading_more = False
        self._found_by = ""  # the text by which the list now shows those found

    def parts(self) -> Iterable[Widget]:
        yield Static(id="title", markup=False)
        yield Static(id="columns", markup=False)
        yield WorkList(widget_id="list", glyphs=self.glyphs)
        yield Static(id="empty", markup=False)
        yield FindLine(id="find", placeholder=_("name, phone or reference"), compact=True)

    @property
    def list(self) -> WorkList:
        return self.query_one("#list", WorkList)

    # Loading

    def on_mount(self) -> None:
        self.draw_head()
        self.say_busy(_("Opening the book…"))
        self.call_after_refresh(self.load)

    def on_screen_resume(self) -> None:
        if self._headline is not None:  # coming back from an account: things may have changed there
            self.load()
        if self._finding:
            self.find(self.query_one("#find", Input).value)

    def load(self) -> None:
        """Read the day anew, the cursor stays on the same account."""
        self.ask("list", jobs.first_page, self.show_day)

    def action_reload(self) -> None:
        self.say_busy(_("Reading the list again…"))
        self.load()

    def show_day(self, page: ListPage) -> None:
        self._day, self._headline = page, page.headline
        self.draw_head()
        self.settle()
        if not self._finding:
            self.list.show(page.rows, place_of(page.rows, self.list.current, self.list.place))
        self.set_class(not page.rows and not self._finding, "-empty")
        self.query_one("#empty", Static).update(self.words(empty_words()) if not page.rows else "")

    def on_line_list_at_end(self, message: LineList.AtEnd) -> None:
        message.stop()
        if self._finding or self._day.next is None or self._loading_more:
            return
        self._loading_more = True
        after: Any = self._day.next
        self.say_busy(_("Reading more…"))
        self.ask("more", lambda desk: jobs.next_page(desk, after), self.show_more, self._no_more)

    def show_more(self, page: ListPage) -> None:
        self._loading_more = False
        self.settle()
        if not self._finding:
            self._day = ListPage(self._day.rows + page.rows, page.next)
            self.list.add(page.rows)
            self.draw_head()

    def _no_more(self, text: str) -> None:
        self._loading_more = False
        self.say_problem(text)

    # Above the list

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.draw_head()

    def draw_head(self) -> None:
        width = self.size.width or 80
        dot = f" {self.glyphs.dot} "
        names = [_("Demo")] if self.desk_app.demo else []
        names += [_("Today"), *((self._headline.day, self._headline.agent) if self._headline else ())]
        left = joined(names, dot, width)
        right = joined(self._headline.counts, dot, max(0, width - len(left) - 2)) if self._headline else ""
        self.query_one("#title", Static).update(both_ends(left, right, width, self.glyphs.cut))
        currency = self._headline.currency if self._headline else ""
        self.query_one("#columns", Static).update(header(width, currency))

    # Finding

    def action_find(self) -> None:
        if not self._finding:
            self._finding, self._place = True, self.list.place
            self._found_by = ""
            self.add_class("-finding")
            self.keys.show_places("find")
        self.set_focus(self.query_one("#find", Input))

    def on_input_changed(self, message: Input.Changed) -> None:
        if self._finding:
            self.find(message.value)

    def find(self, text: str) -> None:
        self.ask("find", lambda desk: jobs.find(desk, text), lambda page: self.show_found(text, page))

    def show_found(self, text: str, page: ListPage) -> None:
        if not self._finding:
            return
        place = place_of(page.rows, self.list.current, self.list.place) if text == self._found_by else 0
        self._found_by = text
        self.list.show(page.rows, place)
        found = len(page.rows)
        if not text.strip():
            self.say("")
        elif not found:
            self.say(_("Nobody found by {text}.").format(text=f"“{text}”"))
        else:
            self.say(ngettext("one account found", "{count} accounts found", found).format(count=found))

    def action_found(self, step: int) -> None:
        self.list.action_down() if step > 0 else self.list.action_up()

    def action_back_to_list(self) -> None:
        if not self._finding:
            return
        self._finding = False
        self.remove_class("-finding")
        self.keys.show_places(*self.PLACES)
        self.query_one("#find", Input).value = ""
        self.list.show(self._day.rows, self._place)
        self.set_focus(self.list)
        self.say("")

    # Opening

    async def action_open(self) -> None:
        text = self.query_one("#find", Input).value
        if self._finding and text != self._found_by:  # the list still shows what fewer letters found
            self.ask_first(
                "find_open", lambda desk: jobs.find(desk, text), lambda page: self.open_found(text, page)
            )
        else:
            await self.open_current()

    async def open_found(self, text: str, page: ListPage) -> None:
        self.show_found(text, page)
        await self.open_current()

    async def open_current(self) -> None:
        if self.list.current is not None:
            await self.app.push_screen(AccountScreen(self.list.current.where, self.list.current.who))

    async def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        message.stop()
        await self.action_open()

    def action_next(self) -> None:
        door, after = self.desk_app.door, self.desk_app.last_opened
        self.ask_first("next", lambda desk: jobs.next_to_call(desk, door.holder(), after), self.open_next)

    async def open_next(self, row: ListRow | None) -> None:
        if row is None:
            self.say(nobody_left())
        else:
            await self.app.push_screen(AccountScreen(row.where, row.who))


def place_of(rows: Sequence[ListRow], current: ListRow | None, place: int) -> int:
    """Where the cursor goes in rows read anew: to the same account, or, where that one has moved to another
    part of the day or left, to whoever has come to its place."""
    for number, row in enumerate(rows):
        if current is not None and (row.where, row.section) == (current.where, current.section):
            return number
    return place


def empty_words() -> str:
    """The first screen of an empty book: what to do."""
    return _(
        "This book has nobody in it who owes anything.\n\n"
        "To fill it, leave with q and bring in a file of accounts:\n\n"
        "    collector import portfolio.csv\n\n"
        "It needs the columns account_ref, debtor_ref, name, currency and balance.\n"
        "Promises, payments and calls come in the same way.\n\n"
        "To look around first, on invented people:  collector demo"
    )
