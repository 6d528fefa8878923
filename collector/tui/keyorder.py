"""Keys one after another. Over a slow line many arrive at once; each must find the screen as the one before it
left it, or letters meant for a field are taken for commands.

Textual hands a key to the widget that has the focus now, and acts on its binding when it has bubbled up again;
meanwhile the next key has been handed out. Here the next one waits until the one before has been dealt with.
"""

from __future__ import annotations

import asyncio
from collections import deque
from time import perf_counter

from textual import events
from textual.app import App
from textual.message import Message
from textual.widget import Widget

TYPED_AHEAD_SECONDS = 1.0  # keys held longer than this were meant for something else: they are let go
LONGEST_HOLD_SECONDS = 20.0  # a busy book answers after ten
PATIENCE_SECONDS = 0.3  # when the widget that had the key has gone, nobody says that it was dealt with
STUCK_SECONDS = 3.0  # a busy machine may need long for one key; but no key stops the others for ever


class KeyDone(Message):
    """Follows a key on its way up: when it arrives at the app, so has the key, if it was not used before."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class KeysInOrder(App[None], inherit_bindings=False):
    """An app that takes up a key only when the one before it has been dealt with."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._waiting: deque[events.Key] = deque()
        self._number = 0
        self._under_way = False
        self._held_since: float | None = None

    @property
    def is_taking_keys(self) -> bool:
        """Whether a key has not been dealt with yet."""
        return self._under_way or self._held_since is not None

    def hold_keys(self) -> None:
        """Take up no key until `release_keys`: what they are meant for depends on what a worker brings."""
        if self._held_since is None:
            self._held_since = perf_counter()

    def release_keys(self) -> None:
        """Go on with the keys that came meanwhile; after a long wait they are forgotten."""
        if self._held_too_long(TYPED_AHEAD_SECONDS):
            self._waiting.clear()
        self._held_since = None
        self.call_later(self._go_on)

    def _held_too_long(self, seconds: float) -> bool:
        return self._held_since is not None and perf_counter() - self._held_since > seconds

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self.is_taking_keys and not self._held_too_long(LONGEST_HOLD_SECONDS):
            self._waiting.append(event)
        else:
            await self._take(event)

    async def _take(self, event: events.Key) -> None:
        self._number, self._under_way = self._number + 1, True
        number, target = self._number, self.focused or self.screen
        await super().on_event(event)
        target.post_message(KeyDone(number))
        self._look_again(number, target, perf_counter())

    def _look_again(self, number: int, target: Widget, since: float) -> None:
        """See to it that the next key is taken up, though the widget may be gone that should say so."""

        def look() -> None:
            if number != self._number or not self._under_way:
                return
            if target.is_attached and perf_counter() - since < STUCK_SECONDS:
                self._look_again(number, target, since)
            else:
                self.post_message(KeyDone(number))

        asyncio.get_running_loop().call_later(PATIENCE_SECONDS, look)

    async def on_key_done(self, message: KeyDone) -> None:
        if message.number != self._number or not self._under_way:
            return
        self._under_way = False
        await self._go_on()

    async def _go_on(self) -> None:
        if self._waiting and not self.is_taking_keys:
            await self._take(self._waiting.popleft())
