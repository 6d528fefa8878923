"""What a command gets: the settings, its options and words; and the desk that it opens with them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from collector.cli.printing import complain, cut, is_terminal, safe, screen_width, width
from collector.config import Settings
from collector.words import _

if TYPE_CHECKING:  # opening a desk brings the database library
    from collector.desk.opening import Desk


class Asked(NamedTuple):
    """One command line, settled."""

    settings: Settings
    options: dict[str, Any]
    words: tuple[str, ...]

    @contextmanager
    def desk(self, *, writable: bool = False, scoring: bool = False) -> Iterator[Desk]:
        """The desk of this book, closed afterwards. BookError when the book cannot be used.

        Who scores with it is told, once and beside the answer, why the agency's own scorecard is not used.
        """
        from collector.desk.opening import open_desk

        settings = self.settings
        desk = open_desk(settings.book, settings.agent, settings.as_of, writable=writable)
        try:
            if scoring:
                _tell_own_card()
            yield desk
        finally:
            desk.close()


def _tell_own_card() -> None:
    from collector.desk.scorecards import own_problem

    if problem := own_problem():
        complain(problem)


class Progress:
    """How far a long step is: one line on standard error, rewritten in place, only on a terminal."""

    def __init__(self) -> None:
        self.shown = 0  # columns of what stands there now
        self.live = is_terminal(sys.stderr)

    def __call__(self, what: str, done: int = 0, total: int = 0) -> None:
        """Say what is done now, and how much of it: `what` is a step's id, and the file it is about."""
        if self.live:
            text = _said(what)
            self._write(f"{text} {100 * done // total} %" if total else f"{text} …")

    def clear(self) -> None:
        """Leave the line empty for whatever comes next."""
        if self.shown:
            self._write("")

    def _write(self, text: str) -> None:
        text = cut(text, screen_width() - 1)
        padding = " " * (self.shown - width(text))
        print(f"\r{text}{padding}", end="" if text else "\r", file=sys.stderr, flush=True)
        self.shown = width(text)


def _said(what: str) -> str:
    """The words for a step of the desk or the night."""
    step, _space, file = safe(what).partition(" ")
    text = {
        "read": _("Reading {file}"),
        "write": _("Writing {file}"),
        "notes": _("Reading the notes"),
        "judge": _("Judging promises"),
        "train": _("Training the model"),
        "store": _("Storing verdicts"),
        "list": _("Ordering the list"),
        "copy": _("Copying"),
        "check": _("Checking"),
        "sample": _("Inventing a portfolio"),
    }.get(step)
    return (text or what).replace("{file}", file).strip()
