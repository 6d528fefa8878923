"""The call line: what is said on the phone, written down while it is said, and what it is understood as."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from collector.tui.cells import both_ends, by_parts
from collector.tui.glyphs import Glyphs
from collector.tui.keys import bindings

PROMPT = "> "
MOST_LINES = 2  # of what was understood
Coloured = tuple[int, int, str]  # from where, up to where, which of the component classes


class Parts(Highlighter):
    """Draws what was understood; the words below the line say the same without colour."""

    def __init__(self, line: CallLine) -> None:
        self._line = line

    def highlight(self, text: Text) -> None:
        for start, end, name in self._line.coloured(text.plain):
            text.stylize(self._line.get_component_rich_style(name, partial=True), start, end)


class CallLine(Input):
    """One line to write in. In it only F-keys, Enter, Tab, up, down and Esc do anything else than write.

    The cursor stands still: a blinking one is sent over the line twice a second, all day.
    """

    BINDINGS = [*bindings("line")]
    COMPONENT_CLASSES = {"call-line--sum", "call-line--day", "call-line--word", "call-line--unclear"}

    def __init__(self) -> None:
        super().__init__(id="line", compact=True, select_on_focus=False, highlighter=Parts(self))
        self.cursor_blink = False
        self.saved: list[str] = []  # what `up` brings back, the latest last
        self.understood: Callable[[str], Sequence[Coloured]] = lambda _text: ()
        self._place: int | None = None  # of the saved line that stands here now

    def coloured(self, text: str) -> Iterator[Coloured]:
        """All but what is marked: that has its own colour."""
        first, last = sorted(self.selection)
        for start, end, name in self.understood(text):
            if end <= first or start >= last:
                yield start, end, name

    # What was saved before

    def remember(self, text: str) -> None:
        """A line that was saved: up brings it back."""
        if text in self.saved:
            self.saved.remove(text)
        self.saved.append(text)
        self._place = None

    def put(self, text: str) -> None:
        """Fill the line; the cursor stands behind it."""
        self.value = text
        self.cursor_position = len(text)

    def forget(self) -> None:
        """Another account: another line."""
        self._place = None
        self.put("")

    def action_before(self) -> None:
        """The line saved before; a line that is being written stays."""
        place = self._standing()
        if place is None and self.value:
            return
        place = len(self.saved) if place is None else place
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
        return place if place is not None and self.saved[place] == self.value else None

    def _recall(self, place: int) -> None:
        self._place = place if place < len(self.saved) else None
        self.put(self.saved[place] if self._place is not None else "")

    # Writing a part anew

    def mark(self, start: int, end: int) -> None:
        """Mark a part: what is typed takes its place."""
        self.selection = Selection(start, end)

    def unmark(self) -> bool:
        """The cursor goes behind the line; whether anything was marked."""
        marked = not self.selection.is_empty
        if marked:
            self.cursor_position = len(self.value)
        return marked

    def _on_paste(self, event: events.Paste) -> None:
        """A text of several lines is one note: Textual's own line would take the first and lose the others."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(event.text.split()))

    # Keys that are the screen's. They are run at once: the next key must find what they have brought.

    async def action_enter(self) -> None:
        await self.run_action("screen.enter_line")

    async def action_walk(self) -> None:
        await self.run_action("screen.walk_line")

    async def action_leave(self) -> None:
        await self.run_action("screen.leave_line")


class CallRow(Horizontal):
    """The line behind its sign."""

    def __init__(self) -> None:
        super().__init__(id="line-row")

    def compose(self) -> ComposeResult:
        yield Static(PROMPT, id="line-sign", markup=False)
        yield CallLine()


class Understood(Static):
    """Below the line: what it is understood as, and at the end what Enter does. Two lines at most; what has no
    room there is counted."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(id="understood", markup=False)
        self._glyphs = glyphs
        self._parts: tuple[str, ...] = ()
        self._hint = ""
        self._told = ""

    def tell(self, parts: Sequence[str], hint: str = "") -> None:
        if (tuple(parts), hint) != (self._parts, self._hint):
            self._parts, self._hint = tuple(parts), hint
            self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        """The screen is laid out anew only when there is a line more or less: a key must stay cheap."""
        width = self.content_size.width or self.app.size.width - cell_len(PROMPT)
        text = "\n".join(self._lines(width))
        if text != self._told:
            other_height = text.count("\n") != self._told.count("\n")
            self._told = text
            self.update(text, layout=other_height)

    def _lines(self, width: int) -> list[str]:
        between = f" {self._glyphs.dot} "
        shown = list(self._parts)
        lines = by_parts(between.join(shown), width, between) if shown else []
        while len(lines) > MOST_LINES and len(shown) > 1:
            del shown[-1]
            left = f"+{len(self._parts) - len(shown)}"
            lines = by_parts(between.join([*shown, left]), width, between)
        lines = lines[:MOST_LINES]
        if lines and self._hint and cell_len(lines[-1]) + cell_len(self._hint) + 2 <= width:
            lines[-1] = both_ends(lines[-1], self._hint, width, self._glyphs.cut)
        return lines
