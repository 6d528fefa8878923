"""Help: what the keys do, from the table of keys as the person has set them; Enter on a line does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.widget import Widget
from textual.widgets import Static

from collector.tui.cells import fit, wrapped
from collector.tui.glyphs import Glyphs
from collector.tui.keymap import shown
from collector.tui.keys import ACTIONS, PLACES, bindings
from collector.tui.reach import Reach
from collector.tui.screens.base import DeskScreen
from collector.tui.widgets.line_list import LineList
from collector.words import _

KEYS_WIDTH = 14  # what is longer goes on in the next line
INDENT = 2


class HelpLine(NamedTuple):
    """A line of the page; a long one goes on in further lines of the same action."""

    heading: str
    keys: str
    text: str
    reach: Reach | None = None  # where it works from here


def help_lines(
    reaches: Sequence[Reach], keymap: Mapping[str, str], *, ascii_only: bool = False
) -> list[HelpLine]:
    """Every action: first those whose keys work here, the nearest first, then the others by their places."""

    def keys(bound: Iterable[str]) -> str:
        return " ".join(shown(key, ascii_only=ascii_only) for key in bound)

    here = [reach for reach in reaches if reach.keys]
    here.sort(key=lambda reach: reach.action.where == "move")
    lines = [HelpLine(_("What works here"), keys(r.keys), _(r.action.text), r) for r in here]
    told = {reach.action.id for reach in here}
    for place, name in PLACES.items():
        for action in ACTIONS:
            if action.where == place and action.id not in told:
                bound = keymap[action.id].split(",") if action.id in keymap else action.keys
                lines.append(HelpLine(_(name), keys(bound), _(action.text)))
    return lines


def laid_out(lines: Iterable[HelpLine], width: int) -> list[HelpLine]:
    """The lines as they stand in so many cells: what goes on stands under its beginning."""
    found = []
    for line in lines:
        texts = wrapped(line.text, max(10, width - INDENT - KEYS_WIDTH - 1))
        both = zip_longest(wrapped(line.keys, KEYS_WIDTH), texts, fillvalue="")
        found += [line._replace(keys=keys, text=text) for keys, text in both]
    return found


class HelpList(LineList[HelpLine]):
    """The lines under the names of their places."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(widget_id="list")
        self._glyphs = glyphs

    def heading_of(self, item: HelpLine) -> str:
        return item.heading

    def text_of(self, item: HelpLine, width: int, *, selected: bool) -> str:
        start = (self._glyphs.cursor if selected else " ") + " "
        text = start + fit(item.keys, KEYS_WIDTH, "") + " " + item.text
        return text + " " * max(0, width - cell_len(text))


class HelpScreen(DeskScreen):
    """Every action with its keys. Whoever opened it does what was `chosen` once it has gone."""

    BINDINGS = [*bindings("help")]
    PLACES = ("help",)
    AUTO_FOCUS = "#list"

    def __init__(self, lines: Sequence[HelpLine]) -> None:
        super().__init__()
        self._lines = lines
        self.chosen: Callable[[], object] | None = None

    def parts(self) -> Iterable[Widget]:
        yield Static(_("Keys"), id="title", markup=False)
        yield HelpList(self.glyphs)

    @property
    def lines(self) -> HelpList:
        return self.query_one(HelpList)

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.lines.show(laid_out(self._lines, event.size.width - 1), self.lines.place)

    def action_leave_help(self) -> None:
        self.dismiss()

    def action_do(self) -> None:
        line = self.lines.current
        if line is None:
            return
        if line.reach is None:
            self.say(_("That does not work where you were: the heading above it says where."))
            return
        reach = line.reach
        self.chosen = lambda: self.desk_app.do(reach)
        self.dismiss()

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        message.stop()
        self.action_do()
