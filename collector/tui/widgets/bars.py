"""Kept rates as bars and numbers: one line a group, as many columns as the screen has room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from collector.tui.cells import fit, visible
from collector.tui.glyphs import FULL, Glyphs, plain
from collector.tui.views import Bar, TeamGroup, TeamLook, TeamView
from collector.tui.widgets.line_list import LineList
from collector.words import _

SIGNS = 2  # the cursor's column
NAME_LEAST, NAME_MOST = 10, 24
BAR_LEAST, BAR_WIDE, BAR_MOST = 12, 16, 50


class Signs(NamedTuple):
    """What a bar is drawn with."""

    sure: str  # below the interval
    inside: str  # in the interval, up to the rate
    beyond: str  # in the interval, past the rate
    expected: str


BLOCKS = Signs("█", "▓", "░", "│")
LETTERS = Signs("#", "=", "-", "|")


def drawn(bar: Bar, width: int, signs: Signs) -> str:
    """The bar in `width` cells of which the last one ends at 100 %: full to the rate, shaded where the 95 %
    interval lies. A cell is drawn when its middle is reached."""
    cells = []
    for cell in range(width):
        share = (cell + 0.5) / width
        if share <= bar.rate:
            cells.append(signs.sure if share < bar.low else signs.inside)
        else:
            cells.append(signs.beyond if share <= bar.high else " ")
    if bar.expected is not None:
        cells[min(width - 1, int(bar.expected * width))] = signs.expected
    return "".join(cells)


class Column(NamedTuple):
    """A column of numbers: its title and what a group shows in it."""

    title: str
    text: Callable[[TeamGroup], str]
    width: int = 0

    def fitted(self, groups: Sequence[TeamGroup]) -> Column:
        texts = [self.title, *map(self.text, groups)]
        return self._replace(width=max(map(cell_len, texts)))


class Layout(NamedTuple):
    """How the room of a line is shared out. Only names may be cut."""

    name: int
    bar: int
    before: tuple[Column, ...]
    after: tuple[Column, ...]


def layout(view: TeamView, width: int) -> Layout:
    """Kept and rate always stand there; the others from left to right while the bar keeps its room."""
    groups = view.groups
    before = tuple(column.fitted(groups) for column in _before())
    need = max((cell_len(visible(text)) for text in (view.key_title, *(g.name for g in groups))), default=0)
    name = max(NAME_LEAST, min(NAME_MOST, need))
    room = width - SIGNS - 1 - sum(column.width + 1 for column in before)
    after: list[Column] = []
    for place, (column, first) in enumerate(_after(view)):
        fitted = column.fitted(groups)
        least = name + (BAR_LEAST if first else BAR_WIDE)
        if room - fitted.width - 1 < least:
            if place and not first:
                break
            continue
        after.append(fitted)
        room -= fitted.width + 1
    name = max(min(name, room - BAR_LEAST), min(name, NAME_LEAST))
    return Layout(name, max(0, min(BAR_MOST, room - name)), before, tuple(after))


def _before() -> tuple[Column, ...]:
    return (Column(_("Kept"), lambda g: g.kept), Column(_("Rate"), lambda g: g.rate))


def _after(view: TeamView) -> list[tuple[Column, bool]]:
    """The columns right of the bar in their order, and whether a narrow screen shows them too."""
    known = any(group.bar and group.bar.expected is not None for group in view.groups)
    columns = [(Column(_("95 %"), lambda g: g.interval), True), (Column(_("Money"), lambda g: g.money), True)]
    if known:
        columns.append((Column(_("Expected"), lambda g: g.expected), True))
        columns.append((Column(_("Lift"), lambda g: g.lift), False))
    titles = (_("All"), _("Partly"), _("Broken"), _("Open"), _("Excused"), _("Cured"), _("Superseded"))
    for place, title in enumerate(titles):
        columns.append((Column(title, lambda g, place=place: g.counts[place]), False))  # type: ignore[misc]
    return columns


class FigureList(LineList[TeamGroup | TeamLook]):
    """The groups of a period and their total; under them what there is to look at."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(widget_id="list")
        self._glyphs = glyphs
        self._view: TeamView | None = None
        self._layout: tuple[int, Layout] | None = None  # with the width that it is for

    def show_view(self, view: TeamView, cursor: int) -> None:
        self._view, self._layout = view, None
        self.show((*view.groups, *view.looks), cursor)

    def heading_of(self, item: TeamGroup | TeamLook) -> str:
        return _("To look at") if isinstance(item, TeamLook) else ""

    def laid_out(self) -> Layout | None:
        """For the whole screen but the place of a scrollbar, whether or not there is one: titles stay above."""
        if self._view is None:
            return None
        width = self.screen.size.width - 1
        if self._layout is None or self._layout[0] != width:
            self._layout = (width, layout(self._view, width))
        return self._layout[1]

    def header(self) -> str:
        """The line of column names; above the bars stands how to read them."""
        found = self.laid_out()
        if found is None or self._view is None:
            return ""
        signs = self._signs
        legend = _("{rate} rate {range} 95 %").format(rate=signs.sure, range=signs.inside + signs.beyond)
        return self._line(
            self._view.key_title, lambda column: column.title, fit(legend, found.bar, ""), found, " "
        )

    def text_of(self, item: TeamGroup | TeamLook, width: int, *, selected: bool) -> str:  # noqa: ARG002 - see laid_out
        found = self.laid_out()
        assert found is not None
        cursor = self._glyphs.cursor if selected else " "
        if isinstance(item, TeamLook):
            return f"{cursor} " + self._look_line(item, self.screen.size.width - 1 - SIGNS)
        bar = drawn(item.bar, found.bar, self._signs) if item.bar else fit(item.few, found.bar, "")
        text = self._line(item.name, lambda column: column.text(item), bar, found, cursor)
        return text if self._glyphs is FULL else plain(text)

    def _line(self, name: str, told: Callable[[Column], str], bar: str, found: Layout, cursor: str) -> str:
        def cells(columns: Sequence[Column]) -> list[str]:
            return [fit(told(column), column.width, "", right=True) for column in columns]

        parts = [fit(name, found.name, self._glyphs.cut), *cells(found.before), bar, *cells(found.after)]
        return f"{cursor} " + " ".join(parts)

    def _look_line(self, item: TeamLook, width: int) -> str:
        looks = self._view.looks if self._view else ()
        most = max((cell_len(look.how_many) for look in looks), default=0)
        return f"{fit(item.how_many, most, '', right=True)}  {fit(item.name, width - most - 2, self._glyphs.cut)}"

    @property
    def _signs(self) -> Signs:
        return BLOCKS if self._glyphs is FULL else LETTERS
