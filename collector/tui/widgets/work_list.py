"""The day's list: who, next step, why, risk, balance, until when a call is allowed."""

from __future__ import annotations

from typing import NamedTuple

from collector.tui.cells import fit
from collector.tui.glyphs import FULL, Glyphs, plain
from collector.tui.views import ListRow
from collector.tui.widgets.line_list import LineList
from collector.words import _


class Widths(NamedTuple):
    """The cells of each column. Names are what may be cut; a step and a reason never are."""

    who: int
    step: int
    why: int
    amount: int


STEP = 18
RISK, UNTIL = 4, 8
GAPS = 2 + 5  # the cursor's column and one cell between the others
BRIEF_WHY, LONG_WHY = 18, 32


def widths(width: int) -> Widths:
    """How the room of a line is shared out: at 80 cells in short, from about 110 on at length."""
    room = width - GAPS - STEP - RISK - UNTIL
    if room >= LONG_WHY + 13 + 20:
        who = min(room - LONG_WHY - 13, 32)
        return Widths(who, STEP, room - who - 13, 13)
    who = max(10, room - BRIEF_WHY - 10)
    return Widths(who, STEP, BRIEF_WHY, 10)


class WorkList(LineList[ListRow]):
    """Rows of the day, under the words *now*, *later* and *wait*."""

    def __init__(self, *, widget_id: str | None = None, glyphs: Glyphs = FULL) -> None:
        super().__init__(widget_id=widget_id)
        self._glyphs = glyphs

    def heading_of(self, item: ListRow) -> str:
        return section_words(item.section)

    def text_of(self, item: ListRow, width: int, *, selected: bool) -> str:
        cells, cut = widths(width), self._glyphs.cut
        long = cells.why > BRIEF_WHY
        parts = (
            fit(item.who, cells.who, cut),
            fit(item.step, cells.step, cut),
            fit(item.why if long else item.why_brief, cells.why, cut),
            fit(item.band, RISK, cut, right=False),
            fit(item.amount if long else item.amount_brief, cells.amount, cut, right=True),
            fit(item.until, UNTIL, cut),
        )
        text = (self._glyphs.cursor if selected else " ") + " " + " ".join(parts)
        return text if self._glyphs is FULL else plain(text)


def header(width: int, currency: str) -> str:
    """The line of column names."""
    cells = widths(width)
    parts = (
        fit(_("Who"), cells.who, ""),
        fit(_("Next step"), cells.step, ""),
        fit(_("Why"), cells.why, ""),
        fit(_("Risk"), RISK, ""),
        fit(currency, cells.amount, "", right=True),
        fit(_("Until"), UNTIL, ""),
    )
    return "  " + " ".join(parts)


def section_words(section: str) -> str:
    """What stands above a part of the list."""
    return {
        "now": _("Now"),
        "later": _("Later, from the hour shown"),
        "wait": _("Wait, nothing to do yet"),
        "found": "",
    }[section]
