"""An empty book: what can be done about it, and doing it. Nothing here holds when the list has rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from collector.tui import jobs
from collector.tui.cells import fit
from collector.tui.glyphs import Glyphs
from collector.tui.keys import bindings
from collector.tui.screens.base import DeskScreen
from collector.tui.views import Sample
from collector.tui.widgets.line_list import LineList
from collector.words import _


class Way(NamedTuple):
    """One way to begin: the action, its key as read, what it does and what that means."""

    action: str
    key: str
    does: str
    means: str


class Ways(LineList[Way]):
    """The three ways, one a line."""

    BINDINGS = [*bindings("first")]

    class Taken(Message):
        """A way was chosen."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(widget_id="ways")
        self._glyphs = glyphs

    def text_of(self, item: Way, width: int, *, selected: bool) -> str:
        """Key, what it does, what that means."""
        sign = self._glyphs.cursor if selected else " "
        does = max(len(way.does) for way in self.items)
        room = width - does - 9
        return f"{sign} {fit(item.key, 3, '')}{fit(item.does, does + 3, '')}{fit(item.means, room, self._glyphs.cut)}"

    def on_focus(self) -> None:
        if isinstance(self.screen, DeskScreen):
            self.screen.keys.show_places("first", "everywhere")

    def action_choose(self) -> None:
        if self.current is not None:
            self.post_message(self.Taken(self.current.action))

    def action_sample(self) -> None:
        self.post_message(self.Taken("sample"))

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Clicked a second time."""
        message.stop()
        self.action_choose()


class FirstRunPanel(Vertical):
    """In place of the list while the book has nobody in it who owes anything."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(id="empty")
        self._ways = Ways(glyphs)

    def compose(self) -> ComposeResult:
        yield Static(id="empty-words", markup=False)
        yield self._ways
        yield Static(id="once-filled", markup=False)

    def show(self, *, empty: bool, instead: str = "") -> None:
        """Tell the ways and take the focus while the list has nothing to show, else give it back. `instead`
        is said of a list that is empty for another reason."""
        shown = self.screen.query_one("#list")
        self._ways.display = not instead
        if not empty or instead:
            if self._ways.has_focus and isinstance(self.screen, DeskScreen):
                self.screen.set_focus(shown)
                self.screen.keys.show_places(*self.screen.PLACES)
        elif self.screen.focused is None or shown.has_focus:
            self.screen.set_focus(self._ways)
        if empty:
            self._tell(instead)

    def _tell(self, instead: str) -> None:
        assert isinstance(self.screen, DeskScreen)
        key = self.screen.desk_app.key_of
        words, later = instead, ""
        if not instead:
            self._ways.show(ways(key), self._ways.place)
            words, later = first_words(), once_filled(key)
        self.query_one("#empty-words", Static).update(words)
        self.query_one("#once-filled", Static).update(later)


def first_words() -> str:
    """What stands above the ways."""
    return _("Nobody in this book owes anything yet. How do you want to begin?")


def ways(key: Callable[[str], str]) -> tuple[Way, ...]:
    """The three ways to begin; `key` tells the key of an action."""
    return (
        Way("import", key("import"), _("Import files"), _("debts, promises, payments, calls: CSV or XLSX")),
        Way(
            "sample", key("sample"), _("Open the sample"), _("300 invented people; your book stays as it is")
        ),
        Way("new_debtor", key("new_debtor"), _("Type in a debtor"), _("name, phone, amount")),
    )


def once_filled(key: Callable[[str], str]) -> str:
    """What a newcomer wants to know of the time after."""
    text = _("The same later: {bring} imports, {add} adds a debtor. {help} tells every key, {quit} leaves.")
    return text.format(bring=key("import"), add=key("new_debtor"), help=key("help"), quit=key("quit"))


class Beginning(DeskScreen):
    """What the ways do, for the screen that shows them."""

    async def on_ways_taken(self, message: Ways.Taken) -> None:
        message.stop()
        await {"import": self.action_import, "new_debtor": self.action_new_debtor}.get(
            message.action, self.open_sample
        )()

    async def action_import(self) -> None:
        from collector.tui.screens.importing import ImportScreen

        await self.app.push_screen(ImportScreen())

    async def action_new_debtor(self) -> None:
        from collector.tui.screens.newcomer import NewcomerScreen

        await self.app.push_screen(NewcomerScreen())

    async def open_sample(self) -> None:
        """Make the sample in a temporary place, and go there; leaving it comes back here."""
        settings = self.desk_app.settings
        self.say_busy(_("Inventing a portfolio…"))
        self.ask_door("sample", lambda _door: jobs.fill_with_sample(settings), self.go_to)

    def go_to(self, sample: Sample) -> None:
        self.desk_app.goes_on = sample
        self.app.exit()
