"""A screen with a list under a title, and below it in words what stands under the cursor."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.widgets import Static

from collector.tui.cells import by_parts
from collector.tui.screens.base import DeskScreen
from collector.tui.widgets.line_list import LineList


class ToldScreen(DeskScreen):
    """Each item of its list tells itself in words (`told`)."""

    AUTO_FOCUS = "#list"
    MOST_DETAIL = 4  # lines

    @property
    def list(self) -> LineList[Any]:
        return self.query_one("#list", LineList)

    def draw(self) -> None:
        """Everything that depends on the width."""
        self.draw_detail()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.draw()

    def draw_detail(self) -> None:
        item = self.list.current
        lines = by_parts(item.told, self.size.width or 80) if item else []
        self.put("#detail", "\n".join(lines[: self.MOST_DETAIL]))

    def put(self, where: str, text: str) -> None:
        line, text = self.query_one(where, Static), self.words(text)
        if line.content != text:
            line.update(text)

    def on_line_list_moved(self, message: LineList.Moved) -> None:
        message.stop()
        self.draw_detail()

    def action_back(self) -> None:
        self.dismiss()
