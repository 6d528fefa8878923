"""The promises behind a figure: debtor, amount, due day, state and why; Enter opens the account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual.widget import Widget
from textual.widgets import Static

from collector.tui import jobs
from collector.tui.cells import both_ends, fit, joined, visible
from collector.tui.glyphs import FULL, Glyphs, plain
from collector.tui.keys import bindings
from collector.tui.screens.told import ToldScreen
from collector.tui.views import TeamGroup, TeamLook, TeamPromise, TeamPromises, TeamView
from collector.tui.widgets.line_list import LineList
from collector.words import _

SIGNS = 4  # the cursor's column and that of the mark
WHO_LEAST = 16
WHO_SPARE = 2  # cells between the longest name and the sums: further away the eye loses the line
OURS = "ours"  # the id of what is to look at when it is our own word


class Widths(NamedTuple):
    """The cells of each column; 0 is not shown. Names are what may be cut."""

    who: int
    amount: int
    due: int
    why: int
    agent: int
    long: bool  # the whole reason is shown, not only what the heading does not say


class PromiseList(LineList[TeamPromise]):
    """Promises under the heading of their state."""

    def __init__(self, glyphs: Glyphs, amount_title: str) -> None:
        super().__init__(widget_id="list")
        self._glyphs, self._amount_title = glyphs, amount_title
        self._widths: tuple[int, int, Widths] | None = None  # with the width and the rows that they are for

    def heading_of(self, item: TeamPromise) -> str:
        return item.section

    def widths(self) -> Widths:
        """For the whole screen but the place of a scrollbar, whether or not there is one: titles stay above."""
        width = self.screen.size.width - 1
        if self._widths is None or self._widths[:2] != (width, len(self.items)):
            self._widths = (width, len(self.items), _widths(self.items, width, self._amount_title))
        return self._widths[2]

    def header(self) -> str:
        cells = self.widths()
        parts = [fit(_("Who"), cells.who, ""), fit(self._amount_title, cells.amount, "", right=True)]
        parts += [fit(_("Due"), cells.due, "", right=True), fit(_("What came of it"), cells.why, "")]
        parts += [fit(_("Agent"), cells.agent, "")] if cells.agent else []
        return " " * SIGNS + " ".join(parts)

    def text_of(self, item: TeamPromise, width: int, *, selected: bool) -> str:  # noqa: ARG002 - see widths
        cells, cut = self.widths(), self._glyphs.cut
        parts = [fit(item.who, cells.who, cut), fit(item.amount, cells.amount, cut, right=True)]
        why = item.why if cells.long else item.why_brief
        parts += [fit(item.due, cells.due, cut, right=True), fit(why, cells.why, cut)]
        parts += [fit(item.agent, cells.agent, cut)] if cells.agent else []
        cursor = self._glyphs.cursor if selected else " "
        text = f"{cursor} {item.mark} " + " ".join(parts)
        return text if self._glyphs is FULL else plain(text)


def _widths(rows: Iterable[TeamPromise], width: int, amount_title: str) -> Widths:
    """The name takes what sums, days and reasons leave; the long reasons only where they all fit."""

    def need(title: str, *texts: str) -> int:
        return max(cell_len(visible(text)) for text in (title, *texts))

    rows = list(rows)
    amount = need(amount_title, *(row.amount for row in rows))
    due = need(_("Due"), *(row.due for row in rows))
    brief = need(_("What came of it"), *(row.why_brief for row in rows))
    full = need(_("What came of it"), *(row.why for row in rows))
    agent = min(12, need(_("Agent"), *(row.agent for row in rows)))
    room = width - SIGNS - amount - due - 3
    names = min(WHO_LEAST + 8, need(_("Who"), *(row.who for row in rows)))
    long = room - full >= names
    why = full if long else brief
    agent = agent if room - why - agent - 1 >= names else 0
    taken = why + (agent + 1 if agent else 0)
    who = need(_("Who"), *(row.who for row in rows)) + WHO_SPARE
    return Widths(max(4, min(room - taken, who)), amount, due, why, agent, long)


class BehindScreen(ToldScreen):
    """What a number of the figures is made of. As many stand here as were counted."""

    BINDINGS = [*bindings("behind")]
    PLACES = ("behind", "everywhere")

    def __init__(self, view: TeamView, item: TeamGroup | TeamLook) -> None:
        super().__init__()
        self._view, self._called = view, item.name
        if isinstance(item, TeamLook):
            self._called = item.name[:1].upper() + item.name[1:]
        self._which = (None, item.id) if isinstance(item, TeamLook) else (item.key, "")
        self._found = TeamPromises((), None, "")
        self._loading = False

    def parts(self) -> Iterable[Widget]:
        yield Static(id="title", markup=False)
        yield Static(id="columns", markup=False)
        ours = self._which[1] == OURS
        yield PromiseList(self.glyphs, _("What we promised") if ours else _("Amount"))
        yield Static(id="detail", markup=False)

    @property
    def list(self) -> PromiseList:
        return self.query_one("#list", PromiseList)

    # Loading

    def on_mount(self) -> None:
        self.draw()
        self.say_busy(_("Reading the promises…"))
        self._load(None, self.show)

    def _load(self, after: Any, then: Any) -> None:
        asked, (key, look) = self._view.asked, self._which
        self._loading = True
        self.ask_door(
            "behind", lambda door: jobs.team_promises(door, asked, key, look, after), then, self._failed
        )

    def _failed(self, text: str) -> None:
        self._loading = False
        self.say_problem(text)

    def show(self, found: TeamPromises) -> None:
        self._found, self._loading = found, False
        self.list.show(found.rows)
        self._shown()

    def show_more(self, found: TeamPromises) -> None:
        self._found, self._loading = found, False
        self.list.add(found.rows)
        self._shown()

    def _shown(self) -> None:
        self.settle()
        self.draw()
        if self._found.changed:
            self.say(_("Some of these have changed since they were counted: go back and count again."))

    def on_line_list_at_end(self, message: LineList.AtEnd) -> None:
        message.stop()
        if self._found.next is not None and not self._loading:
            self.say_busy(_("Reading more…"))
            self._load(self._found.next, self.show_more)

    # Drawing

    def draw(self) -> None:
        width, dot = self.size.width or 80, f" {self.glyphs.dot} "
        room = max(cell_len(self._called), width - cell_len(self._found.how_many) - 2)
        left = joined([self._called, self._view.period], dot, room)
        self.put("#title", both_ends(left, self._found.how_many, width, self.glyphs.cut))
        self.put("#columns", self.list.header() if self.list.items else "")
        super().draw()

    # Doing

    def action_open(self) -> None:
        promise = self.list.current
        if promise is not None:
            self.desk_app.open_account(promise.where, promise.who)

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        message.stop()
        self.action_open()

    def action_copy(self) -> None:
        promise = self.list.current
        if promise is not None:
            self.app.copy_to_clipboard(promise.told)
            self.say(_("copied: {what}").format(what=promise.told))
