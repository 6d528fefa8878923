"""The team: kept rates by agent, week, creditor and age of debt, down to the promises behind each number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter

from rich.cells import cell_len
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from collector.errors import CollectorError
from collector.tui import jobs
from collector.tui.cells import both_ends, by_parts, joined
from collector.tui.keys import bindings
from collector.tui.screens.base import Arrived
from collector.tui.screens.behind import BehindScreen
from collector.tui.screens.period import PeriodScreen
from collector.tui.screens.told import ToldScreen
from collector.tui.views import TeamAsked, TeamGroup, TeamLook, TeamPeriod, TeamView
from collector.tui.widgets.bars import FigureList
from collector.tui.widgets.line_list import LineList
from collector.words import _

GROUPINGS = ("agent", "week", "creditor", "age")
SECONDS_BETWEEN = 0.5  # a slow line is not made slower by counting aloud


class TeamScreen(ToldScreen):
    """The figures of a period. The book is read for them once; grouping and period only count again."""

    BINDINGS = [*bindings("figure")]
    PLACES = ("figure", "everywhere")
    MOST_DETAIL = 5

    def __init__(self) -> None:
        super().__init__()
        self._asked = TeamAsked()
        self._view: TeamView | None = None
        self._counting = False

    def parts(self) -> Iterable[Widget]:
        yield Static(id="title", markup=False)
        yield Static(id="about", markup=False)
        yield Static(id="columns", markup=False)
        yield FigureList(self.glyphs)
        yield Static(id="empty", markup=False)
        yield Static(id="detail", markup=False)

    @property
    def list(self) -> FigureList:
        return self.query_one("#list", FigureList)

    # Counting

    def on_mount(self) -> None:
        self._asked = self.desk_app.door.team_asked
        self.draw()
        self.load()

    def load(self, *, again: bool = False) -> None:
        """Count what is asked for. While the book is being read, another wish waits until that is done."""
        if self._counting:
            return
        asked, tell = self._asked, self._telling()
        self._counting = True
        self.say_busy(_("Reading the promises…"))
        self.ask_door(
            "team",
            lambda door: jobs.team(door, asked, tell, again=again),
            self.show,
            lambda text: self._failed(asked, text),
        )

    def _telling(self) -> Callable[[int, int], None]:
        """Says in words how far the reading is, seldom; called in the worker, and ends it once it is left."""
        last = perf_counter()

        def tell(done: int, of: int) -> None:
            nonlocal last
            if get_current_worker().is_cancelled:
                raise CollectorError("")  # nobody waits for it any more, and nobody is told
            if perf_counter() - last >= SECONDS_BETWEEN:
                last = perf_counter()
                self.post_message(Arrived(lambda: self.say_busy(reading_words(done, of))))

        return tell

    def show(self, view: TeamView) -> None:
        self._counting = False
        if view.asked != self._asked:  # meanwhile something else was asked for
            self.load()
            return
        same = self._view is not None and self._view.asked.by == view.asked.by
        place = self.list.place if same else 0
        self._view = view
        self.desk_app.door.team_asked = view.asked
        self._busy = ""
        self.say(view.counted)
        self.set_class(not view.groups, "-empty")
        self.query_one("#empty", Static).update(self.words(self._empty(view)))
        self.list.show_view(view, place)
        self.draw()

    def _empty(self, view: TeamView) -> str:
        return view.empty.format(key=self.desk_app.key_of("period"))

    def _failed(self, asked: TeamAsked, text: str) -> None:
        """What was shown stays; the period that could not be read is asked for no more."""
        self._counting = False
        if self._view is not None and asked == self._asked:
            self._asked = self._view.asked
        self.say_problem(text)

    def action_count(self) -> None:
        self.load(again=True)

    # What is asked for

    def action_grouping(self, step: int) -> None:
        place = GROUPINGS.index(self._asked.by) + step
        self._ask(self._asked._replace(by=GROUPINGS[place % len(GROUPINGS)]))

    def _ask(self, asked: TeamAsked) -> None:
        self._asked = asked
        self.load()

    def action_period(self) -> None:
        """The periods are there at once, also while the book is being read."""

        async def choose(periods: tuple[TeamPeriod, ...]) -> None:
            await self.app.push_screen(PeriodScreen(periods, self._asked, self._ask))

        self.ask_first("periods", jobs.team_periods, choose)

    # Drawing

    def draw(self) -> None:
        width, view, cut = self.size.width or 80, self._view, self.glyphs.cut
        if view is None:
            self.put("#title", both_ends(_("Team"), "", width, cut))
            return
        dot = f" {self.glyphs.dot} "
        right = joined([view.period, *filter(None, [view.whole])], dot, width - cell_len(view.title) - 2)
        self.put("#title", both_ends(view.title, right, width, cut))
        about = [line for text in (view.about, view.model) if text for line in by_parts(text, width)]
        self.put("#about", "\n".join(about))
        self.put("#columns", self.list.header())
        super().draw()

    # Doing

    async def action_open(self) -> None:
        """Down to the promises behind the figure under the cursor."""
        group = self.list.current
        if group is not None and self._view is not None:
            await self.app.push_screen(BehindScreen(self._view, group))

    async def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        message.stop()
        await self.action_open()

    def action_copy(self) -> None:
        group = self.list.current
        if group is None or self._view is None:
            self.say(_("There is no figure here to copy."))
            return
        self.app.copy_to_clipboard(copied_words(self._view, group))
        self.say(_("copied: {what}").format(what=f"{self._view.title}, {group.name}"))


def reading_words(done: int, of: int) -> str:
    """ "12,000 of 100,000 debtors read": a number of any size is easier to read in groups of three."""
    from collector.desk import rating

    text = _("{done} of {all} debtors read. Esc leaves it.")
    return text.format(done=rating.number(done), all=rating.number(of))


def copied_words(view: TeamView, group: TeamGroup | TeamLook) -> str:
    """The figure with what it is about, fit for a letter."""
    return f"{view.title}, {view.period}. {group.told}\n{view.about}"
