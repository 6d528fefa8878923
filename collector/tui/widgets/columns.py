"""How the room of a line of the day's list is shared out, by what the rows that are shown need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rich.cells import cell_len

from collector.tui.cells import visible
from collector.tui.views import ListRow

SIGNS = 2  # the cursor's column, and the one of the sign before the name
WIDE = 100  # cells from which on there is room for the long words and for more columns
WHO_LEAST, WHO_USUAL, WHO_MOST = 12, 20, 36
CREDITOR_LEAST, CREDITOR_MOST = 10, 24
WHY_SPARE = 20  # cells beyond what reasons need: further away the eye loses the line
REF_MOST = 20
CURRENCY = 3  # cells of a currency's letters


class Needs(NamedTuple):
    """The cells of the longest text of each column. They only grow, so that columns do not jump."""

    who: int = 0
    step: int = 14
    why: int = 24
    why_brief: int = 14
    band: int = 1
    amount: int = 8
    amount_brief: int = 7
    until: int = 5
    ref: int = 0
    creditor: int = 0

    def grown(self, rows: Iterable[ListRow]) -> Needs:
        """What these rows need too."""
        texts = [[_with_holder(row), *(getattr(row, name) for name in self._fields[1:])] for row in rows]
        columns = zip(*texts, strict=True) if texts else [()] * len(self)
        found = (max((cell_len(visible(text)) for text in set(column)), default=0) for column in columns)
        return Needs(*map(max, self, found))


def _with_holder(row: ListRow) -> str:
    return f"{row.who} · {row.held_by}" if row.held_by else row.who


class Titles(NamedTuple):
    """What stands above the columns, in the language in use."""

    who: str
    ref: str
    creditor: str
    step: str
    why: str
    band: str
    amount: str
    until: str


class Columns(NamedTuple):
    """The cells of each column in their order; 0 is not shown. Names and creditors are all that may be cut.

    A band is one letter: the word above it reaches into the column of the sums, where there is room.
    """

    who: int
    ref: int
    creditor: int
    step: int
    why: int
    band: int
    amount: int
    until: int
    long_why: bool = False
    long_amount: bool = False

    @property
    def used(self) -> int:
        cells = [n for n in self[:8] if n]
        return SIGNS + sum(cells) + len(cells) - 1


def columns(width: int, needs: Needs, titles: Titles) -> Columns:
    """The columns of a line of so many cells: at 80 the short words, from 100 on the long ones and more."""
    brief = Columns(
        who=0,
        ref=0,
        creditor=0,
        step=max(needs.step, cell_len(titles.step)),
        why=max(needs.why_brief, cell_len(titles.why)),
        band=needs.band,
        amount=max(needs.amount_brief, cell_len(titles.band) + CURRENCY),
        until=max(needs.until, cell_len(titles.until)),
    )
    if width >= WIDE:
        return _wide(width, needs, titles, brief)
    for narrower in (brief, brief._replace(band=0), brief._replace(why=0), brief._replace(band=0, why=0)):
        if _room(width, narrower) >= WHO_LEAST:
            break
    return narrower._replace(who=max(1, _room(width, narrower)))


def _wide(width: int, needs: Needs, titles: Titles, brief: Columns) -> Columns:
    """Long words first, then the reference, then the creditor; what is left goes to names, then to reasons,
    and stays free on the widest screens."""
    who = max(WHO_LEAST, min(needs.who, WHO_USUAL))
    found = _better(width, who, brief, brief._replace(why=max(needs.why, brief.why), long_why=True))
    long = found._replace(amount=max(needs.amount, found.amount), long_amount=True)
    found = _better(width, who, found, long)
    if 0 < needs.ref <= REF_MOST:
        found = _better(width, who, found, found._replace(ref=max(needs.ref, cell_len(titles.ref))))
    spare = _room(width, found) - who - 1
    if needs.creditor and spare >= CREDITOR_LEAST:
        creditor = min(max(needs.creditor, cell_len(titles.creditor)), CREDITOR_MOST, spare)
        found = found._replace(creditor=creditor)
    room = _room(width, found)
    who = min(room, max(who, min(needs.who, WHO_MOST)))
    return found._replace(who=who, why=found.why + min(room - who, WHY_SPARE))


def _better(width: int, who: int, now: Columns, wider: Columns) -> Columns:
    """The wider columns, where they leave room for the names."""
    return wider if _room(width, wider) >= who else now


def _room(width: int, others: Columns) -> int:
    """What the other columns leave for the names."""
    return width - others._replace(who=0).used - 1
