"""One of a few words, chosen with left and right."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.widgets import Static

from collector.tui.glyphs import FULL, Glyphs
from collector.tui.keys import bindings


class Choice(Static, can_focus=True):
    """Shows the chosen word between two arrows; `value` is its id."""

    BINDINGS = [*bindings("choice")]

    class Changed(Message):
        """Another word was chosen."""

    def __init__(
        self, choices: Sequence[tuple[str, str]], *, widget_id: str, glyphs: Glyphs = FULL, value: str = ""
    ) -> None:
        super().__init__(id=widget_id, markup=False)
        self._choices, self._glyphs = list(choices), glyphs
        ids = [choice for choice, _word in choices]
        self._at = ids.index(value) if value in ids else 0

    @property
    def value(self) -> str:
        return self._choices[self._at][0]

    def render(self) -> str:
        return f"{self._glyphs.left} {self._choices[self._at][1]} {self._glyphs.right}"

    def action_turn(self, step: int) -> None:
        self._at = (self._at + step) % len(self._choices)
        self.refresh(layout=True)
        self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_turn(1)
