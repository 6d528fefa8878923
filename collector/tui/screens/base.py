"""What every screen of the desk has: a status line, the key bar, a kind word when it is too small, and one
way to ask the book."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from inspect import isawaitable
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import Worker, get_current_worker

from collector.errors import CollectorError
from collector.tui.glyphs import ASCII, FULL, Glyphs, plain
from collector.tui.widgets.key_bar import KeyBar
from collector.tui.widgets.status_line import StatusLine
from collector.words import _

if TYPE_CHECKING:
    from collector.desk.opening import Desk
    from collector.tui.app import CollectorApp
    from collector.tui.jobs import Door

Result = TypeVar("Result")
LEAST_WIDTH, LEAST_HEIGHT = 60, 15
LOW = 20  # on fewer lines only what is needed for the next sentence is shown


class Arrived(Message):
    """A worker's result is here: what to do with it on the interface thread."""

    def __init__(self, then: Callable[[], object]) -> None:
        super().__init__()
        self.then = then


class DeskScreen(Screen[None]):
    """A screen that shows something of the book."""

    PLACES: tuple[str, ...] = ("everywhere",)  # whose keys stand in the key bar

    def __init__(self) -> None:
        super().__init__()
        self._busy = ""
        self._focus_kept: Widget | None = None  # while the screen is too small

    # Subclasses

    def parts(self) -> Iterable[Widget]:
        """What stands between the top and the status line."""
        return ()

    def lay_down(self) -> None:
        """What must be done before the screen is left, whichever way."""

    # All screens

    @property
    def desk_app(self) -> CollectorApp:
        from collector.tui.app import CollectorApp

        assert isinstance(self.app, CollectorApp)
        return self.app

    @property
    def glyphs(self) -> Glyphs:
        return ASCII if self.desk_app.settings.plain else FULL

    def words(self, text: str) -> str:
        """The text with our own signs as this terminal shall show them."""
        return plain(text) if self.desk_app.settings.plain else text

    def compose(self) -> ComposeResult:
        yield Static(id="small", markup=False)
        yield from self.parts()
        yield StatusLine()
        yield KeyBar(self.PLACES, self.desk_app.keymap, ascii_only=self.desk_app.settings.plain)

    @property
    def keys(self) -> KeyBar:
        return self.query_one(KeyBar)

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size)

    def on_screen_resume(self) -> None:
        self._fit(self.app.size)

    def _fit(self, size: Size) -> None:
        """Too small a screen says so; when it grows again everything is as it was, the focus too."""
        small, before = size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT, self.has_class("-small")
        if small and not before:
            self._focus_kept = self.focused
        self.set_class(small, "-small")
        self.set_class(size.height < LOW, "-low")
        if small:
            text = _("There is room for {width}×{height} here. Please make it at least {least}.").format(
                width=size.width, height=size.height, least=f"{LEAST_WIDTH}×{LEAST_HEIGHT}"
            )
            self.query_one("#small", Static).update(self.words(text))
        elif before:
            self.call_after_refresh(self._focus_again)

    def _focus_again(self) -> None:
        kept = self._focus_kept
        if kept is None or not kept.is_attached:
            kept = self.query(self.AUTO_FOCUS).first() if self.AUTO_FOCUS else None
        if self.focused is not None or kept is None or self.has_class("-small"):
            return
        if isinstance(kept, Input):  # else the next letter would take the place of all that was typed
            selects, kept.select_on_focus = kept.select_on_focus, False
            self.set_focus(kept)
            kept.call_later(setattr, kept, "select_on_focus", selects)
        else:
            self.set_focus(kept)

    # The status line

    def say(self, text: str) -> None:
        """The last result, in words."""
        status = self.query_one(StatusLine)
        status.remove_class("-problem")
        status.say(self.words(text))

    def say_busy(self, text: str) -> None:
        """What is under way; `settle` takes it away again, and nothing else that was said since."""
        self._busy = text
        self.say(text)

    def settle(self) -> None:
        if self._busy and self.query_one(StatusLine).said == self.words(self._busy):
            self.say("")
        self._busy = ""

    def say_problem(self, text: str) -> None:
        """Something a person can act on; it may need more than one line."""
        status = self.query_one(StatusLine)
        status.add_class("-problem")
        status.say(self.words(text))

    # Asking the book

    def ask(
        self,
        group: str,
        job: Callable[[Desk], Result],
        then: Callable[[Result], object],
        failed: Callable[[str], object] | None = None,
        *,
        last_wins: bool = True,
    ) -> Worker[None]:
        """Run `job` in a thread and `then` here with what it found. Of one group the last one asked wins;
        writes are never dropped. A problem with the book goes to `failed`, else to the status line."""
        return self.ask_door(group, lambda door: job(door.desk()), then, failed, last_wins=last_wins)

    def ask_door(
        self,
        group: str,
        job: Callable[[Door], Result],
        then: Callable[[Result], object],
        failed: Callable[[str], object] | None = None,
        *,
        last_wins: bool = True,
    ) -> Worker[None]:
        """The same with the door itself: a job that opens no desk need not load the database library."""
        door = self.desk_app.door
        return self.run_worker(
            lambda: self._work(lambda: job(door), then, failed or self.say_problem),
            thread=True,
            group=group,
            exclusive=last_wins,
        )

    def ask_first(
        self,
        group: str,
        job: Callable[[Desk], Result],
        then: Callable[[Result], object],
        failed: Callable[[str], object] | None = None,
        *,
        last_wins: bool = True,
    ) -> None:
        """The same, and the keys that follow wait for it: they are meant for what it brings."""
        app = self.desk_app
        app.hold_keys()

        async def told(call: Callable[[], object]) -> None:
            try:
                done = call()
                if isawaitable(done):
                    await done
            finally:
                app.release_keys()

        self.ask(
            group,
            job,
            lambda found: told(lambda: then(found)),
            lambda text: told(lambda: (failed or self.say_problem)(text)),
            last_wins=last_wins,
        )

    def _work(
        self, job: Callable[[], Result], then: Callable[[Result], object], failed: Callable[[str], object]
    ) -> None:
        worker = get_current_worker()
        try:
            found = job()
        except CollectorError as fault:
            message = fault.message
            arrived = Arrived(lambda: failed(message))
        else:
            arrived = Arrived(lambda: then(found))
        if not worker.is_cancelled:
            self.post_message(arrived)

    async def on_arrived(self, message: Arrived) -> None:
        done = message.then()
        if isawaitable(done):
            await done


def nobody_left() -> str:
    return _("Nobody further to call now. Others wait under “Later”.")
