"""The day's list: who, next step, why, risk, balance, until when a call is allowed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from collector.tui.cells import fit, visible
from collector.tui.glyphs import FULL, Glyphs, plain
from collector.tui.views import ListRow, Where
from collector.tui.widgets.columns import SIGNS, Columns, Needs, Titles, columns
from collector.tui.widgets.line_list import LineList
from collector.words import _

DRAFT = "*"  # before the name: something was typed on the card and not saved
TAG_MOST, TAIL = 10, 5  # cells of what tells two of one name apart, and of a reference among it


class WorkList(LineList[ListRow]):
    """Rows of the day, under the words *now*, *later* and *wait*."""

    def __init__(self, *, widget_id: str | None = None, glyphs: Glyphs = FULL) -> None:
        super().__init__(widget_id=widget_id)
        self._glyphs = glyphs
        self._needs = Needs()
        self._tags: dict[Where, str] = {}
        self._drafts: frozenset[Where] = frozenset()
        self._columns: Columns | None = None
        self._reckoned_for: tuple[object, ...] = ()

    # Rows

    def add(self, items: Sequence[ListRow]) -> None:
        super().add(items)
        self._needs = self._needs.grown(items)
        self._tags = tags(self.items, self._glyphs.cut)

    def mark_drafts(self, drafts: Iterable[Where]) -> None:
        """These accounts get the sign of a draft."""
        marked = frozenset(drafts)
        if marked != self._drafts:
            self._drafts = marked
            self.refresh()

    def has_draft(self, row: ListRow) -> bool:
        return row.where in self._drafts

    # Drawing

    def heading_of(self, item: ListRow) -> str:
        return section_words(item.section)

    def columns_at(self, width: int) -> Columns:
        """The columns for this width, as the rows now need them; the currency has room above any sum."""
        if self._columns is None or self._reckoned_for != (width, self._needs):
            self._reckoned_for = (width, self._needs)
            self._columns = columns(width, self._needs, titles(""))
        return self._columns

    def text_of(self, item: ListRow, width: int, *, selected: bool) -> str:
        cells, cut = self.columns_at(width), self._glyphs.cut
        parts = (
            (self._named(item, cells), cells.who, False),
            (item.ref, cells.ref, False),
            (item.creditor, cells.creditor, False),
            (item.step, cells.step, False),
            (item.why if cells.long_why else item.why_brief, cells.why, False),
            (item.band, cells.band, False),
            (item.amount if cells.long_amount else item.amount_brief, cells.amount, True),
            (item.until, cells.until, False),
        )
        signs = (self._glyphs.cursor if selected else " ") + (DRAFT if item.where in self._drafts else " ")
        text = signs + " ".join(fit(part, room, cut, right=right) for part, room, right in parts if room)
        return text if self._glyphs is FULL else plain(text)

    def _named(self, item: ListRow, cells: Columns) -> str:
        """The name, with what tells it from others of the same name, and who else has the card open."""
        tag = "" if cells.ref or cells.creditor else self._tags.get(item.where, "")
        held = f"{self._glyphs.dot} {visible(item.held_by)}" if item.held_by else ""
        end = " ".join(part for part in (tag, fit_most(held, cells.who // 2, self._glyphs.cut)) if part)
        room = cells.who - cell_len(end) - 1
        if not end or room < 1:
            return item.who
        return f"{fit_most(item.who, room, self._glyphs.cut)} {end}"

    def header(self, width: int, currency: str) -> str:
        """The line of column names."""
        cells, names = self.columns_at(width), titles(currency)
        named = [(getattr(names, field), getattr(cells, field)) for field in Titles._fields[:5]]
        parts = [fit(name, room, "") for name, room in named if room]
        risk = names.band if cells.band else ""
        room = cells.amount + (cells.band + 1 if cells.band else 0)
        parts += [
            risk + fit(currency, room - cell_len(risk), "", right=True),
            fit(names.until, cells.until, ""),
        ]
        return " " * SIGNS + " ".join(parts)


def fit_most(text: str, width: int, cut: str) -> str:
    """The text as it is where it fits, else cut to this width."""
    text = visible(text)
    return text if cell_len(text) <= width else fit(text, width, cut)


def titles(currency: str) -> Titles:
    """What stands above the columns."""
    return Titles(
        _("Who"), _("Account"), _("Creditor"), _("Next step"), _("Why"), _("Risk"), currency, _("Until")
    )


def section_words(section: str) -> str:
    """What stands above a part of the list."""
    return {
        "now": _("Now"),
        "later": _("Later, from the hour shown"),
        "wait": _("Wait, nothing to do yet"),
        "found": "",
    }[section]


# --- Two of one name --------------------------------------------------------------------------------------


def tags(rows: Iterable[ListRow], cut: str) -> dict[Where, str]:
    """What tells rows of one name apart: the creditor where each has another, else the end of the reference."""
    same: dict[str, list[ListRow]] = defaultdict(list)
    for row in rows:
        same[row.who].append(row)
    found: dict[Where, str] = {}
    for group in same.values():
        if len(group) > 1:
            found.update(_apart(group, cut))
    return found


def _apart(group: Sequence[ListRow], cut: str) -> dict[Where, str]:
    creditors = [fit_most(row.creditor, TAG_MOST, cut) for row in group]
    if all(creditors) and len(set(creditors)) == len(group):
        return {row.where: creditor for row, creditor in zip(group, creditors, strict=True)}
    ends = {row.ref[-TAIL:] for row in group}
    common = common_start([row.ref for row in group])
    return {row.where: _part(row.ref, -TAIL if len(ends) == len(group) else common, cut) for row in group}


def _part(ref: str, start: int, cut: str) -> str:
    """The part of a reference that differs from the others; a short reference whole."""
    if cell_len(ref) <= TAG_MOST:
        return ref
    start = len(ref) + start if start < 0 else max(0, min(start, len(ref) - TAIL))
    piece = ref[start : start + TAG_MOST - 1]
    return (cut if start else "") + piece + (cut if start + len(piece) < len(ref) else "")


def common_start(texts: Sequence[str]) -> int:
    """How many letters these begin with alike."""
    first, last = min(texts), max(texts)
    same = (n for n, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return next(same, min(len(first), len(last)))
