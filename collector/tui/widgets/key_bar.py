"""The bottom line: what can be done here, from the table of keys as the person has set it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from collector.tui.keymap import is_f_key, is_typed, shown
from collector.tui.keys import ACTIONS, ALWAYS_TOLD, Action
from collector.words import _

GAP = "  "


class KeyBar(Static):
    """The actions of a few places, as many as fit; the mouse can press them too. Where letters are typed only
    keys that write nothing are told, elsewhere the letter of an action before its F-key."""

    def __init__(self, places: Sequence[str], keymap: Mapping[str, str], *, ascii_only: bool = False) -> None:
        super().__init__(id="keys", markup=False)
        self._places, self._keymap, self._ascii = tuple(places), keymap, ascii_only
        self._typing = False

    def on_mount(self) -> None:
        self.watch(self.screen, "focused", self._focus_moved)

    def _focus_moved(self, focused: Widget | None) -> None:
        typing = isinstance(focused, Input)
        if typing != self._typing:
            self._typing = typing
            self.refresh()

    def show_places(self, *places: str) -> None:
        """Tell of other places from now on."""
        if places != self._places:
            self._places = places
            self.refresh()

    def render(self) -> Content:
        return self.fitting(self.size.width or 80)

    def fitting(self, width: int) -> Content:
        """As many actions as fit, whole, in their order; those that must always be told take their room first."""
        told = [(action, self._told(action)) for action in self._actions()]
        room, kept = width + len(GAP), set()
        for action, text in sorted(told, key=lambda one: one[0].id not in ALWAYS_TOLD):
            if text.cell_length + len(GAP) <= room:
                room -= text.cell_length + len(GAP)
                kept.add(action.id)
        return Content(GAP).join([text for action, text in told if action.id in kept])

    def _told(self, action: Action) -> Content:
        key = shown(self._key(action), ascii_only=self._ascii)
        text = Content.styled(key, "bold") + Content(f" {_(action.short)}")
        return text.stylize(f"@click=app.press('{action.id}')")

    def _actions(self) -> list[Action]:
        places = [a for place in self._places for a in ACTIONS if a.where == place]
        return [action for action in places if action.short and self._key(action)]

    def _key(self, action: Action) -> str:
        """The key to tell of an action; empty where it has none here."""
        bound = self._keymap.get(action.id, "").split(",") if action.id in self._keymap else action.keys
        if self._typing:
            return next((key for key in bound if not is_typed(key)), "")
        first, letters = bound[0], [key for key in bound if is_typed(key)]
        return letters[0] if letters and is_f_key(first) else first
