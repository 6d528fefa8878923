"""What the list can be narrowed to, line by line, and the words for a filter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from collector.tui.cells import fit
from collector.tui.glyphs import FULL, Glyphs, plain
from collector.tui.saved_filters import Saved
from collector.tui.views import NO_FILTER, Filter, FilterChoices
from collector.tui.widgets.line_list import LineList
from collector.words import _

MARK = "✓"


class Line(NamedTuple):
    """One thing that can be chosen: a value of a field of the filter, or a saved filter."""

    field: str  # a field of Filter, or `saved`
    value: str | None  # None: no matter which
    text: str
    chosen: Filter = NO_FILTER  # of a saved one
    marked: bool = False


class FilterList(LineList[Line]):
    """All choices, under the name of their field."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(widget_id="list")
        self._glyphs = glyphs

    def heading_of(self, item: Line) -> str:
        return field_words(item.field)

    def text_of(self, item: Line, width: int, *, selected: bool) -> str:
        signs = (self._glyphs.cursor if selected else " ") + " " + (MARK if item.marked else " ") + " "
        text = signs + fit(item.text, width - len(signs), self._glyphs.cut)
        return text if self._glyphs is FULL else plain(text)

    def go_to(self, field: str, value: str | None) -> None:
        for place, line in enumerate(self.items):
            if (line.field, line.value) == (field, value):
                self.move_to(place)

    def go_by_groups(self, step: int) -> None:
        """To the first choice of the next kind, or of this one and then the one before."""
        starts = [n for n, line in enumerate(self.items) if not n or line.field != self.items[n - 1].field]
        further = [n for n in starts if n > self.place] or starts[:1]
        back = [n for n in starts if n < self.place] or starts[-1:]
        for place in further[:1] if step > 0 else back[-1:]:
            self.move_to(place)


# --- Lines and words --------------------------------------------------------------------------------------


def lines(
    chosen: Filter, name: str, choices: FilterChoices, kept: Sequence[Saved], me: str
) -> tuple[Line, ...]:
    """Every choice; of the agents oneself first. What is marked but no longer in the book can be seen too."""
    agents = sorted(_with(choices.assigned, chosen.assigned), key=lambda agent: agent != me)
    states = dict(choices.states)
    found = [Line("saved", each.name, _told(each, choices), each.chosen, each.name == name) for each in kept]
    for field, values in (
        ("assigned", agents),
        ("creditor", _with(choices.creditors, chosen.creditor)),
        ("state", _with(tuple(states), chosen.state)),
        ("band", _with(choices.bands, chosen.band)),
    ):
        now = getattr(chosen, field)
        found.append(Line(field, None, _("all"), marked=now is None))
        found += [Line(field, value, states.get(value, value), marked=now == value) for value in values]
    return tuple(found)


def _with(values: Sequence[str], value: str | None) -> list[str]:
    return [*values, *([value] if value is not None and value not in values else [])]


def _told(saved: Saved, choices: FilterChoices) -> str:
    return f"{saved.name}: {filter_words(saved.chosen, choices)}"


def field_words(field: str) -> str:
    """What stands above the choices of a field."""
    return {
        "saved": _("Saved filters"),
        "assigned": _("Assigned to"),
        "creditor": _("Creditor"),
        "state": _("State"),
        "band": _("Risk"),
    }[field]


def filter_words(chosen: Filter, choices: FilterChoices, dot: str = " · ") -> str:
    """What a filter lets through: "assigned to ana · Beta Energie · risk D"; nothing for none."""
    parts = []
    if chosen.assigned is not None:
        parts.append(_("assigned to {agent}").format(agent=chosen.assigned))
    if chosen.creditor is not None:
        parts.append(chosen.creditor)
    if chosen.state is not None:
        parts.append(dict(choices.states).get(chosen.state, chosen.state))
    if chosen.band is not None:
        parts.append(_("risk {band}").format(band=chosen.band))
    return dot.join(parts)
