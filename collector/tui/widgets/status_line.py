"""The last result, in words, above the key bar."""

from __future__ import annotations

from textual import events
from textual.widgets import Static

from collector.tui.cells import by_parts


class StatusLine(Static):
    """A line of parts. Where it is too long it goes on part by part, so that a key is never torn from its word."""

    def __init__(self) -> None:
        super().__init__(id="status", markup=False)
        self.said = ""

    def say(self, text: str) -> None:
        self.said = text
        self._lay_out(self.size.width or self.app.size.width)

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out(event.size.width)

    def _lay_out(self, width: int) -> None:
        between = " - " if self.app.has_class("-plain") else " · "
        text = "\n".join(by_parts(self.said, max(1, width), between))
        if text != self.content:
            self.update(text)
