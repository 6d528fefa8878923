"""A list that draws only the lines that are seen, with headings between them and a cursor on an item.

How many lines it holds costs nothing until they are scrolled to, unlike a table that measures every cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from collector.tui.keys import bindings

Item = TypeVar("Item")


class LineList(ScrollView, Generic[Item], can_focus=True, inherit_bindings=False):
    """Subclasses say how an item is drawn (`text_of`) and after which heading it stands (`heading_of`)."""

    BINDINGS = [*bindings("move")]
    COMPONENT_CLASSES = {"line--cursor", "line--heading", "line--item"}

    class Chosen(Message):
        """The item under the cursor was clicked a second time."""

    class Moved(Message):
        """The cursor is on another item now."""

    class AtEnd(Message):
        """The cursor came to the end: more may be wanted."""

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._items: list[Item] = []
        self._lines: list[tuple[str, int]] = []  # heading text and -1, or "" and the item's number
        self._line_of: list[int] = []  # by item
        self._cursor = 0

    # What subclasses fill in

    def text_of(self, item: Item, width: int, *, selected: bool) -> str:  # noqa: ARG002 - a subclass uses them
        """The line of an item, in at most `width` cells; the cursor has a sign too, not colour alone."""
        return str(item)

    def heading_of(self, item: Item) -> str:  # noqa: ARG002 - a subclass uses it
        """The heading that this item belongs under; empty for none."""
        return ""

    # Items and cursor

    @property
    def items(self) -> Sequence[Item]:
        return self._items

    @property
    def current(self) -> Item | None:
        return self._items[self._cursor] if self._items else None

    @property
    def line_width(self) -> int:
        """The cells of a line, beside the scroll bar."""
        return self.scrollable_content_region.width

    @property
    def place(self) -> int:
        """The number of the item under the cursor."""
        return self._cursor

    def show(self, items: Sequence[Item], cursor: int = 0) -> None:
        """Replace everything; the cursor goes to this item."""
        self._items, self._lines, self._line_of = [], [], []
        self._cursor = max(0, min(cursor, len(items) - 1))
        self.add(items)
        self._follow()

    def add(self, items: Sequence[Item]) -> None:
        """Put more items at the end."""
        heading = self.heading_of(self._items[-1]) if self._items else ""
        for item in items:
            if self.heading_of(item) != heading:
                heading = self.heading_of(item)
                self._lines.append((heading, -1))
            self._line_of.append(len(self._lines))
            self._lines.append(("", len(self._items)))
            self._items.append(item)
        self.virtual_size = Size(self.line_width, len(self._lines))
        self.refresh()

    def move_to(self, cursor: int) -> None:
        """Put the cursor on an item; past the end asks for more."""
        if not self._items:
            return
        if cursor >= len(self._items):
            self.post_message(self.AtEnd())
        before, self._cursor = self._cursor, max(0, min(cursor, len(self._items) - 1))
        for item in {before, self._cursor}:
            self._redraw(self._line_of[item])
        self._follow()
        if before != self._cursor:
            self.post_message(self.Moved())

    def _redraw(self, line: int) -> None:
        self.refresh(Region(0, line - self.scroll_offset.y, self.size.width, 1))

    def _follow(self) -> None:
        """Keep the cursor in sight, and the heading above the first item too.

        A cursor that leaves the page turns it by half: a page drawn anew costs ten times a cursor's key.
        """
        height = self.scrollable_content_region.height
        if not self._items or not height:
            return
        line = 0 if self._cursor == 0 else self._line_of[self._cursor]
        if not self.scroll_offset.y <= line < self.scroll_offset.y + height:
            self.scroll_to(y=max(0, line - height // 2), animate=False, force=True, immediate=True)

    # Keys and mouse

    def action_down(self) -> None:
        self.move_to(self._cursor + 1)

    def action_up(self) -> None:
        self.move_to(self._cursor - 1)

    def action_page_down(self) -> None:
        self.move_to(self._cursor + max(1, self.size.height - 2))

    def action_page_up(self) -> None:
        self.move_to(self._cursor - max(1, self.size.height - 2))

    def action_top(self) -> None:
        self.move_to(0)

    def action_bottom(self) -> None:
        self.move_to(len(self._items))

    def on_click(self, event: events.Click) -> None:
        line = event.y + self.scroll_offset.y
        if not 0 <= line < len(self._lines) or self._lines[line][1] < 0:
            return
        item = self._lines[line][1]
        if item == self._cursor:
            self.post_message(self.Chosen())
        else:
            self.move_to(item)

    # Drawing

    def on_resize(self) -> None:
        self.virtual_size = Size(self.line_width, len(self._lines))
        self._follow()

    def render_line(self, y: int) -> Strip:
        line, width = y + self.scroll_offset.y, self.line_width
        if line >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        heading, number = self._lines[line]
        selected = number == self._cursor
        if number < 0:
            text, style = heading, self._style("line--heading")
        else:
            text = self.text_of(self._items[number], width, selected=selected)
            style = self._style("line--cursor" if selected else "line--item")
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name)
