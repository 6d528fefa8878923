"""The palette: whatever can be done here, every screen, and every debtor, by a few letters of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.widget import Widget
from textual.widgets import Input, Static

from collector.tui import jobs
from collector.tui.cells import both_ends, fit, joined
from collector.tui.glyphs import FULL, Glyphs, plain
from collector.tui.goals import Entry, days_list, narrowed, of_screen
from collector.tui.keys import bindings
from collector.tui.matching import INSIDE, how_well
from collector.tui.screens.base import DeskScreen
from collector.tui.views import ListPage, ListRow
from collector.tui.widgets.line_list import LineList
from collector.words import _, ngettext

if TYPE_CHECKING:
    from collector.tui.saved_filters import Kept

BETWEEN = " · "  # the parts of a line; the last ones go where there is no room for them


class PaletteList(LineList[Entry], can_focus=False):
    """What was found, under the headings *here*, *elsewhere* and *accounts*."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(widget_id="list")
        self._glyphs = glyphs

    def heading_of(self, item: Entry) -> str:
        return item.heading

    def text_of(self, item: Entry, width: int, *, selected: bool) -> str:
        start = (self._glyphs.cursor if selected else " ") + " "
        room = max(1, width - 2)
        text = joined(item.text.split(BETWEEN), BETWEEN, room - cell_len(item.keys) - 2) or item.text
        line = both_ends(text, item.keys + " ", room, self._glyphs.cut)
        return start + (line if self._glyphs is FULL else plain(line))


class PaletteLine(Input):
    """The line in which a name is typed."""

    BINDINGS = [*bindings("palette")]


class PaletteScreen(DeskScreen):
    """A line to type in and what it finds. Whoever opened it does what was `chosen` once it has gone."""

    PLACES = ("palette",)
    AUTO_FOCUS = "#ask"

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = entries
        self._people: tuple[Entry, ...] = ()
        self._people_by = ""  # the text by which the people were found
        self._text = ""  # the text that the list shows
        self.chosen: Callable[[], object] | None = None

    def parts(self) -> Iterable[Widget]:
        yield Static(_("Go to"), id="title", markup=False)
        empty = _("what to do, a screen, a name, phone or reference")
        yield PaletteLine(id="ask", placeholder=empty, compact=True)
        yield PaletteList(self.glyphs)

    @property
    def lines(self) -> PaletteList:
        return self.query_one(PaletteList)

    def on_mount(self) -> None:
        self.draw()
        day = days_list(self.desk_app)
        if day is not None:
            filters = day.saved_filters()
            self.ask_door("filters", lambda _door: filters.read(), self.add_filters)

    def add_filters(self, kept: Kept) -> None:
        """The saved filters stand with the screens, by their names."""
        app = self.desk_app
        entries = [of_screen(saved.name, "", partial(narrowed, app, saved)) for saved in kept.filters]
        self._entries = [*self._entries, *entries]
        self.draw(same_place=True)

    # What is found

    def on_input_changed(self, message: Input.Changed) -> None:
        self.look_for(message.value)

    def look_for(self, text: str) -> None:
        """Show what these letters find at once, and ask the book who they could be."""
        if text == self._text:
            return
        self._text, self._people = text, ()
        self.draw()
        if text.strip():
            self.ask("palette", lambda desk: jobs.find(desk, text), lambda page: self.show_people(text, page))

    def show_people(self, text: str, page: ListPage) -> None:
        if text == self._text:
            self._people = tuple(map(self._person, page.rows))
            self._people_by = text
            self.draw(same_place=True)

    def _person(self, row: ListRow) -> Entry:
        parts = filter(None, (row.who, row.phone, row.ref, row.creditor))
        app = self.desk_app
        return Entry(
            _("Accounts"), BETWEEN.join(parts), row.amount, (), lambda: app.open_account(row.where, row.who)
        )

    def found(self) -> tuple[list[Entry], list[Entry]]:
        """The actions and screens that the letters fit well, and those that they fit by a stretch."""
        if not self._text.strip():
            return list(self._entries), []
        fits = [(fit, entry) for entry in self._entries if (fit := how_well(self._text, entry.names))]
        fits.sort(key=lambda one: one[0])
        near = [entry for (fit, _name), entry in fits if fit <= INSIDE]
        far = [entry._replace(heading=_("Nearly so")) for (fit, _name), entry in fits if fit > INSIDE]
        return near, far

    def draw(self, *, same_place: bool = False) -> None:
        """Show everything found. Who is found later never pushes the line under the cursor away."""
        near, far = self.found()
        everything = [*near, *self._people, *far]
        current, place = self.lines.current, self.lines.place if same_place else 0
        if place and current in everything:
            place = everything.index(current)
        self.lines.show(everything, place)
        self.tell(len(everything))

    def tell(self, count: int) -> None:
        if not self._text.strip() or (not count and self._people_by != self._text):
            self.say("")
        elif not count:
            self.say(_("Nothing found by “{text}”.").format(text=self._text))
        else:
            people = len(self._people)
            found = ngettext("one account", "{count} accounts", people).format(count=people)
            self.say(found if people else "")

    # Keys and mouse

    def action_move(self, way: str) -> None:
        getattr(self.lines, f"action_{way}")()

    def action_leave_palette(self) -> None:
        self.dismiss()

    def action_do(self) -> None:
        """Do what the cursor is on. Where only the book can tell who is meant, wait for it."""
        text = self.query_one("#ask", Input).value
        self.look_for(text)
        if text.strip() and text != self._people_by and not self.found()[0]:
            self.ask_first(
                "palette", lambda desk: jobs.find(desk, text), lambda page: self.do_found(text, page)
            )
        else:
            self.do_current()

    def do_found(self, text: str, page: ListPage) -> None:
        self.show_people(text, page)
        self.do_current()

    def do_current(self) -> None:
        if self.lines.current is not None:
            self.chosen = self.lines.current.go
            self.dismiss()

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        message.stop()
        self.do_current()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.query_one("#title", Static).update(fit(_("Go to"), event.size.width, self.glyphs.cut))
