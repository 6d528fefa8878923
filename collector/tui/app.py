"""The app itself: wiring of screens, theme and keys. What it shows comes through `jobs`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar

from collector import words
from collector.config import Settings, settings_path
from collector.errors import CollectorError
from collector.tui.jobs import Door, lay_down, resolve
from collector.tui.keyorder import KeysInOrder
from collector.tui.keys import BY_ID, PLACES, bindings, checked_keymap, key_table, shown
from collector.tui.screens.account import AccountScreen
from collector.tui.screens.base import DeskScreen
from collector.tui.screens.help import HelpScreen
from collector.tui.screens.today import TodayScreen
from collector.tui.theme import OURS, theme_name
from collector.tui.views import Where
from collector.words import _


class CollectorApp(KeysInOrder, inherit_bindings=False):
    """The screen an agent lives in."""

    CSS_PATH = "collector.tcss"
    BINDINGS = [*bindings("everywhere")]
    ENABLE_COMMAND_PALETTE = False
    TITLE = "collector"
    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(self, settings: Settings, *, demo: bool = False, first_ref: str | None = None) -> None:
        """UsageError when the settings name a key or a theme that cannot be used."""
        self.keymap = checked_keymap(settings_path(), settings.keys)
        theme = theme_name(settings.theme)
        if settings.plain:
            os.environ["NO_COLOR"] = "1"  # Textual reads it here and nowhere else
        super().__init__()
        self.settings, self.demo, self._first_ref = settings, demo, first_ref
        self.door = Door(settings)
        self.last_opened: int | None = None  # the debtor whose card was open last: `n` goes on after it
        for ours in OURS.values():
            self.register_theme(ours)
        self.theme = theme
        self.set_keymap(self.keymap)

    def on_mount(self) -> None:
        if self.settings.plain:
            self.add_class("-plain")
        self.push_screen(TodayScreen())
        if self._first_ref is not None:
            self.call_after_refresh(self._open_first, self._first_ref)

    def _open_first(self, ref: str) -> None:
        def found(where: Where) -> None:
            self.push_screen(AccountScreen(where))

        if isinstance(self.screen, DeskScreen):
            self.screen.ask("open", lambda desk: resolve(desk, ref), found)

    def lay_down(self, debtor_id: int) -> None:
        """A card was closed. In a worker of the app: the screen that asks is on its way out."""

        def work() -> None:
            with suppress(CollectorError):  # a lease that cannot be given back runs out by itself
                lay_down(self.door.desk(), self.door.holder(), debtor_id)

        self.run_worker(work, thread=True, group="lay_down")

    # Keys

    def key_of(self, action_id: str) -> str:
        """The key of an action as people read it."""
        bound = self.keymap.get(action_id, "").split(",")[0] or BY_ID[action_id].keys[0]
        return shown(bound, ascii_only=self.settings.plain)

    def action_press(self, action_id: str) -> None:
        """What the mouse does on the key bar: the same as the key."""
        self.simulate_key(self.keymap.get(action_id, "").split(",")[0] or BY_ID[action_id].keys[0])

    def action_help(self) -> None:
        keymap = {action: tuple(keys.split(",")) for action, keys in self.keymap.items()}
        lines = key_table(keymap, ascii_only=self.settings.plain)
        places = [_(text) for text in self._places_here()]
        self.push_screen(HelpScreen(sorted(lines, key=lambda line: line.where not in places)))

    def _places_here(self) -> Iterable[str]:
        return [PLACES[place] for place in getattr(self.screen, "PLACES", ())]

    def action_leave(self) -> None:
        self.exit()

    def action_how_to_quit(self) -> None:
        if isinstance(self.screen, DeskScreen):
            self.screen.say(_("To leave the program: {key} in the list.").format(key=self.key_of("quit")))


def run(settings: Settings, demo: bool = False, first_ref: str | None = None) -> int:
    """Open the app and stay until it is left; the exit code. UsageError when the settings cannot be used."""
    words.use(settings.lang)
    app = CollectorApp(settings, demo=demo, first_ref=first_ref)
    try:
        app.run()
    finally:
        app.door.close()
    return app.return_code or 0
