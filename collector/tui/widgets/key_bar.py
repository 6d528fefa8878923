"""The bottom line: what can be done here, from the table of keys as the person has set it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.widgets import Static

from collector.tui.keys import ACTIONS, ALWAYS_TOLD, Action, shown
from collector.words import _


class KeyBar(Static):
    """The actions of a few places, as many as fit; the mouse can press them too."""

    def __init__(self, places: Sequence[str], keymap: Mapping[str, str], *, ascii_only: bool = False) -> None:
        super().__init__(id="keys", markup=False)
        self._places, self._keymap, self._ascii = tuple(places), keymap, ascii_only

    def show_places(self, *places: str) -> None:
        """Tell of other places from now on."""
        if places != self._places:
            self._places = places
            self.refresh(layout=True)

    def render(self) -> Content:
        return self.fitting(self.size.width or 80)

    def fitting(self, width: int) -> Content:
        """As many actions as fit, in their order; those that must always be told have their room kept."""
        room = width - sum(self._told(a).cell_length for a in self._actions() if a.id in ALWAYS_TOLD)
        line = Content("")
        for action in self._actions():
            told = self._told(action)
            if action.id not in ALWAYS_TOLD:
                room -= told.cell_length
                if room < 0:
                    continue
            line = line + told
        return line

    def _told(self, action: Action) -> Content:
        return Content.styled(
            f"{self._key(action)} {_(action.short)}", f"@click=app.press('{action.id}')"
        ) + Content("  ")

    def _actions(self) -> list[Action]:
        return [a for place in self._places for a in ACTIONS if a.where == place and a.short]

    def _key(self, action: Action) -> str:
        bound = self._keymap.get(action.id, "").split(",")[0] or action.keys[0]
        return shown(bound, ascii_only=self._ascii)
