"""One of a few words, chosen with left and right or by a letter."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.widgets import Static

from collector.tui.glyphs import FULL, Glyphs
from collector.tui.keys import bindings
from collector.words import _


class Choice(Static, can_focus=True):
    """Shows the chosen word between two arrows; `value` is its id, "" while nothing is chosen.

    A letter goes to the next word that begins with it. Letters mean nothing else here: those that are keys of
    the card must not act on it while a form is open.
    """

    BINDINGS = [*bindings("choice")]

    class Changed(Message):
        """Another word was chosen."""

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        *,
        widget_id: str,
        glyphs: Glyphs = FULL,
        value: str = "",
        asked: bool = False,
    ) -> None:
        """With `asked` nothing is chosen from the start."""
        super().__init__(id=widget_id, markup=False)
        self._choices = [("", _("choose…")), *choices] if asked else list(choices)
        self._glyphs = glyphs
        ids = [choice for choice, _word in self._choices]
        self._at = ids.index(value) if value in ids else 0

    @property
    def value(self) -> str:
        return self._choices[self._at][0]

    def render(self) -> str:
        return f"{self._glyphs.left} {self._choices[self._at][1]} {self._glyphs.right}"

    def action_turn(self, step: int) -> None:
        self._go_to((self._at + step) % len(self._choices))

    def _go_to(self, place: int) -> None:
        self._at = place
        self.refresh(layout=True)
        self.post_message(self.Changed())

    def on_key(self, event: events.Key) -> None:
        from collector.rules.names import fold

        letter = fold(event.character or "")
        if not event.is_printable or not letter:  # a space turns to the next, as its binding says
            return
        event.stop()
        event.prevent_default()
        count = len(self._choices)
        places = [(self._at + step) % count for step in range(1, count + 1)]
        found = (
            at for at in places if self._choices[at][0] and fold(self._choices[at][1]).startswith(letter)
        )
        place = next(found, None)
        if place is not None:
            self._go_to(place)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_turn(1)
