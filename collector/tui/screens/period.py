"""The page of periods: a named one, or days as typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Input, Static

from collector.tui.cells import fit
from collector.tui.glyphs import FULL, Glyphs, plain
from collector.tui.keys import bindings
from collector.tui.screens.base import DeskScreen
from collector.tui.views import TeamAsked, TeamPeriod
from collector.tui.widgets.line_list import LineList
from collector.words import _

TYPED = "typed"
NAME_WIDTH = 22


class PeriodList(LineList[TeamPeriod]):
    """The periods with their days."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(widget_id="list")
        self._glyphs = glyphs

    def text_of(self, item: TeamPeriod, width: int, *, selected: bool) -> str:
        cursor = self._glyphs.cursor if selected else " "
        text = fit(f"{cursor} ", 2, "") + fit(item.name, NAME_WIDTH, self._glyphs.cut)
        text = f"{text} {fit(item.days, max(1, width - 3 - NAME_WIDTH), self._glyphs.cut)}"
        return text if self._glyphs is FULL else plain(text)


class DaysLine(Input):
    """The line in which two days, a month or a year are typed."""

    BINDINGS = [*bindings("days")]


class PeriodScreen(DeskScreen):
    """Hands over what was chosen; Esc leaves everything as it was."""

    BINDINGS = [*bindings("period")]
    PLACES = ("period", "everywhere")
    AUTO_FOCUS = "#list"

    def __init__(
        self, periods: Sequence[TeamPeriod], asked: TeamAsked, then: Callable[[TeamAsked], object]
    ) -> None:
        super().__init__()
        self._periods, self._asked, self._then = periods, asked, then

    def parts(self) -> Iterable[Widget]:
        yield Static(_("Which promises? Those whose deadline fell in this period"), id="title", markup=False)
        yield PeriodList(self.glyphs)
        yield DaysLine(
            self._asked.typed,
            placeholder=_("two days such as 1.10. - 31.10., a month such as 10.2026, or a year"),
            id="days",
            compact=True,
        )

    @property
    def list(self) -> PeriodList:
        return self.query_one("#list", PeriodList)

    def on_mount(self) -> None:
        ids = [period.id for period in self._periods]
        self.list.show(self._periods, ids.index(self._asked.period))

    def action_show(self) -> None:
        period = self.list.current
        if period is None:
            return
        if period.id != TYPED:
            self._close(self._asked._replace(period=period.id))
            return
        self.add_class("-typing")
        self.keys.show_places("days")
        self.set_focus(self.query_one(DaysLine))

    def action_typed(self) -> None:
        self._close(self._asked._replace(period=TYPED, typed=self.query_one(DaysLine).value))

    def action_untyped(self) -> None:
        self.remove_class("-typing")
        self.keys.show_places(*self.PLACES)
        self.set_focus(self.list)

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        message.stop()
        self.action_show()

    def _close(self, asked: TeamAsked) -> None:
        self.dismiss()
        self._then(asked)

    def action_leave(self) -> None:
        self.dismiss()
