"""The app itself: wiring of screens, theme and keys. What it shows comes through `jobs`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.filter import LineFilter
from textual.screen import Screen
from textual.scrollbar import ScrollBar

from collector import words
from collector.config import Settings, settings_path
from collector.errors import CollectorError
from collector.tui.drafts import Drafts
from collector.tui.escape import read_escape_first
from collector.tui.jobs import Door, lay_down, next_drill, next_to_call, resolve
from collector.tui.keymap import checked_keymap, shown
from collector.tui.keyorder import KeysInOrder
from collector.tui.keys import BY_ID, bindings
from collector.tui.reach import Reach, in_reach
from collector.tui.screens.base import Arrived, DeskScreen
from collector.tui.screens.today import TodayScreen
from collector.tui.sheet import OnceRead
from collector.tui.theme import OURS, PlainLetters, own_variables, scroll_bars, theme_name
from collector.tui.views import Filter, ListRow, Sample, Where
from collector.words import _

if TYPE_CHECKING:
    from collector.desk.opening import Desk
    from collector.practice.roles import Drill
    from collector.tui.screens.help import HelpScreen
    from collector.tui.screens.palette import PaletteScreen


class CollectorApp(KeysInOrder, inherit_bindings=False):
    """The screen an agent lives in."""

    CSS_PATH = "collector.tcss"
    BINDINGS = [*bindings("everywhere")]
    ENABLE_COMMAND_PALETTE = False
    TITLE = "collector"
    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(
        self,
        settings: Settings,
        *,
        demo: bool = False,
        first_ref: str | None = None,
        drills: Sequence[Drill] = (),
    ) -> None:
        """UsageError when the settings name a key or a theme that cannot be used."""
        self.keymap = checked_keymap(settings_path(), settings.keys)
        theme = "ansi-dark" if settings.plain else theme_name(settings.theme)
        with no_color(settings.plain):
            super().__init__(ansi_color=settings.plain or None)
        self.settings, self.demo, self._first_ref = settings, demo, first_ref
        self.drills = tuple(drills)  # in practice: the people of the book, in the order of the list
        self.door = Door(settings)
        self.drafts = Drafts(settings.state, settings.book)
        self.newcomers = Drafts(settings.state, f"{settings.book} new debtor")  # of people on no card yet
        self.goes_on: Sample | None = None  # the book to be opened when this app is left
        self.saved_lines: list[str] = []  # call lines of this session, the latest last
        self.hard_talks = 0  # upset people in a row: after two a pause is offered
        self.last_opened: int | None = None  # the debtor whose card was open last: `n` goes on after it
        self.last_place: Any = None  # where that one stood in the list when the card was opened
        for ours in OURS.values():
            self.register_theme(ours)
        self.theme = theme
        self.stylesheet = OnceRead(variables=self.get_css_variables())
        self.set_class(settings.plain, "-plain")
        self.set_class(settings.plain or self.current_theme.ansi, "-ansi")
        ScrollBar.renderer = scroll_bars(plain=settings.plain)
        self.set_keymap(self.keymap)

    def get_driver_class(self) -> type[Driver]:
        return read_escape_first(super().get_driver_class())

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = super().get_line_filters()
        return [*filters, PlainLetters()] if self.settings.plain else filters

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return own_variables(self.current_theme)

    def on_mount(self) -> None:
        self.drafts.told_by(self.tell_of_drafts)
        self.push_screen(self._first_screen())
        if self._first_ref is not None:
            self.call_after_refresh(self._open_first, self._first_ref)

    def _first_screen(self) -> TodayScreen:
        if not self.drills:
            return TodayScreen()
        from collector.tui.screens.practising import PracticeScreen

        return PracticeScreen()

    def _open_first(self, ref: str) -> None:
        def found(where: Where) -> None:
            self.open_account(where)

        if isinstance(self.screen, DeskScreen):
            self.screen.ask("open", lambda desk: resolve(desk, ref), found)

    def tell_of_drafts(self, text: str) -> None:
        """Drafts that cannot be kept, or are damaged; told in whatever thread it was seen."""
        for screen in self.screen_stack[-1:]:
            if isinstance(screen, DeskScreen):
                screen.post_message(Arrived(partial(screen.say_problem, text)))

    def lay_down(self, debtor_id: int) -> None:
        """A card was closed. In a worker of the app: the screen that asks is on its way out."""

        def work() -> None:
            with suppress(CollectorError):  # a lease that cannot be given back runs out by itself
                lay_down(self.door.desk(), self.door.holder(), debtor_id)

        self.run_worker(work, thread=True, group="lay_down")

    # Keys

    async def on_event(self, event: Event) -> None:
        """Where too small a screen shows nothing of it, nothing is typed or done; Ctrl+C leaves."""
        if not isinstance(event, Key | Paste) or not self._shows_nothing():
            await super().on_event(event)
        elif isinstance(event, Key) and event.key in BY_ID["how_to_quit"].keys:
            self.exit()

    def _shows_nothing(self) -> bool:
        return bool(self.screen_stack) and self.screen.has_class("-small")

    def key_of(self, action_id: str) -> str:
        """The key of an action as people read it."""
        bound = self.keymap.get(action_id, "").split(",")[0] or BY_ID[action_id].keys[0]
        return shown(bound, ascii_only=self.settings.plain)

    def action_press(self, action_id: str) -> None:
        """What the mouse does on the key bar: the same as the key."""
        reach = next(
            (reach for reach in in_reach(self.screen, self.keymap) if reach.action.id == action_id), None
        )
        if reach is not None and reach.keys:
            self.simulate_key(reach.keys[0])

    async def do(self, reach: Reach) -> None:
        """An action by its name: exactly what its key does."""
        if reach.node.is_attached:
            await self.run_action(reach.action.does, default_namespace=reach.node)

    def action_help(self) -> None:
        from collector.tui.screens.help import HelpScreen, help_lines

        lines = help_lines(in_reach(self.screen, self.keymap), self.keymap, ascii_only=self.settings.plain)
        self._open_and_do(HelpScreen(lines))

    def action_palette(self) -> None:
        from collector.tui.goals import entries
        from collector.tui.screens.palette import PaletteScreen

        self._open_and_do(PaletteScreen(entries(self)))

    def _open_and_do(self, screen: HelpScreen | PaletteScreen) -> None:
        """Show it; once it has gone and everything is as it was, do what was chosen there."""

        async def then(_result: None) -> None:
            done = screen.chosen() if screen.chosen is not None else None
            if isawaitable(done):
                await done

        self.push_screen(screen, then)

    # Going places

    async def go_back_to(self, screen: Screen[Any]) -> None:
        """Back to a screen under this one, from however deep."""
        while screen in self.screen_stack and self.screen is not screen:
            if isinstance(self.screen, DeskScreen):
                self.screen.lay_down()
            await self.pop_screen()

    async def go_today(self) -> None:
        """Back to the day's list."""
        for screen in self.screen_stack:
            if isinstance(screen, TodayScreen):
                await self.go_back_to(screen)

    def next_after(self, debtor_id: int | None, chosen: Filter) -> Callable[[Desk], ListRow | None]:
        """What finds the card to open after this debtor's: the next to call, in practice the next to play."""
        if self.drills:
            return lambda desk: next_drill(desk, self.drills, debtor_id)
        holder, place = self.door.holder, self.last_place
        return lambda desk: next_to_call(desk, holder(), debtor_id, chosen, place)

    def open_account(self, where: Where, who: str = "") -> None:
        """Open a card, in the place of the one that is open."""
        from collector.tui.screens.account import AccountScreen  # not needed for the first screen

        if isinstance(self.screen, AccountScreen):
            self.screen.lay_down()
            self.switch_screen(AccountScreen(where, who))
        else:
            self.push_screen(AccountScreen(where, who))

    def action_leave(self) -> None:
        self.exit()

    def action_how_to_quit(self) -> None:
        if isinstance(self.screen, DeskScreen):
            self.screen.say(_("To leave the program: {key} in the list.").format(key=self.key_of("quit")))


@contextmanager
def no_color(wanted: bool) -> Iterator[None]:
    """Textual asks the environment, once, when an app is made."""
    before = os.environ.pop("NO_COLOR", None)
    if wanted:
        os.environ["NO_COLOR"] = "1"
    try:
        yield
    finally:
        os.environ.pop("NO_COLOR", None)
        if before is not None:
            os.environ["NO_COLOR"] = before


def run(
    settings: Settings, demo: bool = False, first_ref: str | None = None, drills: Sequence[Drill] = ()
) -> int:
    """Open the app and stay until it is left; the exit code. UsageError when the settings cannot be used.

    With `drills` the book is one to practise on. From an empty book one can go to the sample; leaving that comes back here.
    """
    words.use(settings.lang)
    while True:
        app = CollectorApp(settings, demo=demo, first_ref=first_ref, drills=drills)
        try:
            app.run()
        finally:
            app.door.close()
        if app.goes_on is None:
            return app.return_code or 0
        with app.goes_on.folder:
            run(app.goes_on.settings, demo=True)
        first_ref = None
