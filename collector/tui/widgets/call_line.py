"""The call line: what is said on the phone, written down while it is said."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from collector.tui.keys import bindings

PROMPT = "> "


class CallLine(Input):
    """One line to write in. In it only F-keys, Enter, Tab, up, down and Esc do anything else than write.

    The cursor stands still: a blinking one is sent over the line twice a second, all day.
    """

    BINDINGS = [*bindings("line")]

    def __init__(self) -> None:
        super().__init__(id="line", compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._saved: list[str] = []
        self._place: int | None = None  # of the saved line that stands here now

    # What was saved here before

    def remember(self, text: str) -> None:
        """A line that was saved: up brings it back."""
        if text in self._saved:
            self._saved.remove(text)
        self._saved.append(text)
        self._place = None

    def put(self, text: str) -> None:
        """Fill the line; the cursor stands behind it."""
        self.value = text
        self.cursor_position = len(text)

    def forget(self) -> None:
        """Another account: nothing was saved on it here."""
        self._saved, self._place = [], None
        self.put("")

    def action_before(self) -> None:
        """The line saved before; a line that is being written stays."""
        place = self._standing()
        if place is None and self.value:
            return
        place = len(self._saved) if place is None else place
        if place > 0:
            self._recall(place - 1)

    def action_after(self) -> None:
        """The line saved after that, at last an empty one."""
        place = self._standing()
        if place is not None:
            self._recall(place + 1)

    def _standing(self) -> int | None:
        """The place of the saved line that stands here unchanged."""
        place = self._place
        return place if place is not None and self._saved[place] == self.value else None

    def _recall(self, place: int) -> None:
        self._place = place if place < len(self._saved) else None
        self.put(self._saved[place] if self._place is not None else "")

    def _on_paste(self, event: events.Paste) -> None:
        """A text of several lines is one note: Textual's own line would take the first and lose the others."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(event.text.split()))

    # Keys that are the screen's. They are run at once: the next key must find what they have brought.

    async def action_enter(self) -> None:
        await self.run_action("screen.enter_line")

    async def action_leave(self) -> None:
        await self.run_action("screen.leave_line")


class CallRow(Horizontal):
    """The line behind its sign."""

    def __init__(self) -> None:
        super().__init__(id="line-row")

    def compose(self) -> ComposeResult:
        yield Static(PROMPT, id="line-sign", markup=False)
        yield CallLine()
