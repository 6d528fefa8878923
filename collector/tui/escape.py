"""Esc and the key after it, in one breath.

A terminal sends Alt and a letter as Esc and the letter, and a slow line delivers Esc and a letter together.
Textual takes both for Alt: the Esc is lost, and the letter is typed where it should have been a key. No key of
the app has Alt in it, so here it is always Esc first, then the letter.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

ESC = "\x1b"
OF_ONE_KEY = ("[", "O", ESC)  # with these behind it, Esc begins an arrow, an F-key, or another Esc
_AFTER_EACH_ESC = re.compile(f"(?<={ESC})")
_PARSER = "XTermParser"  # the name under which the modules that read the terminal know it


class EscapeFirst(XTermParser):
    """What arrives, as keys: an Esc that begins no longer key has been pressed."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._after_esc = False

    def feed(self, data: str) -> Iterable[Message]:
        for part in _AFTER_EACH_ESC.split(data) if data else [data]:
            if not part and data:
                continue
            if self._after_esc and self._timeout_time is not None and not part.startswith(OF_ONE_KEY):
                self._timeout_time = 0.0  # as if nothing more had come
                yield from self.tick()
            self._after_esc = part.endswith(ESC)
            yield from super().feed(part)


def read_escape_first(driver: type[Driver]) -> type[Driver]:
    """Have the terminal read so; Textual lets nobody choose how."""
    for name in (driver.__module__, "textual.drivers.win32"):
        module = sys.modules.get(name)
        if hasattr(module, _PARSER):
            setattr(module, _PARSER, EscapeFirst)
    return driver
