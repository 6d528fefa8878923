"""Importing: name the files, see what they would bring, bring it in. Nothing is written before that."""

from __future__ import annotations

import textwrap
import threading
from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from collector.tui import jobs
from collector.tui.keys import bindings
from collector.tui.screens.base import Arrived, DeskScreen
from collector.tui.views import Brought, Completed
from collector.tui.widgets.scrolled import Scrolled
from collector.words import _, ngettext

NAMING, LOOKING, SEEN, BRINGING = "naming", "looking", "seen", "bringing"


class PathLine(Input):
    """Where the path is typed, or the file dropped."""

    BINDINGS = [*bindings("path")]

    def action_look(self) -> None:
        _screen_of(self).look()

    def action_complete(self) -> None:
        _screen_of(self).complete()

    def action_leave(self) -> None:
        _screen_of(self).leave()


class Outcome(Scrolled):
    """What the files hold."""

    BINDINGS = [*bindings("brought")]

    def __init__(self) -> None:
        super().__init__(id="outcome")
        self._said = ""
        self._text = Static(markup=False)

    def compose(self) -> ComposeResult:
        yield self._text

    def show(self, text: str, *, problem: bool = False) -> None:
        self.set_class(problem, "-problem")
        self._said = text
        self._draw()
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        width = max(20, (self.size.width or 80) - 3)
        self._text.update("\n".join(hanging_lines(self._said, width)))

    def action_bring(self) -> None:
        _screen_of(self).bring()

    def action_leave(self) -> None:
        _screen_of(self).leave()


class ImportScreen(DeskScreen):
    """From a path to facts in the book, in two steps."""

    PLACES = ("path",)
    AUTO_FOCUS = "#path"

    def __init__(self) -> None:
        super().__init__()
        self._state = NAMING
        self._text = ""  # the files that are looked into
        self._seen: Brought | None = None
        self._stop = threading.Event()

    def parts(self) -> Iterable[Widget]:
        yield Static(_("Import files"), id="title", markup=False)
        yield Horizontal(
            Static(_("File"), classes="label", markup=False),
            PathLine(id="path", placeholder=_("type a path, or drop the file here"), compact=True),
            id="path-row",
        )
        yield Outcome()

    def on_mount(self) -> None:
        self._outcome.show(self.words(help_words()))

    @property
    def _path(self) -> PathLine:
        return self.query_one(PathLine)

    @property
    def _outcome(self) -> Outcome:
        return self.query_one(Outcome)

    # Naming

    def complete(self) -> None:
        """As far as only one way leads on; the keys that follow wait for it."""
        text = self._path.value

        def show(found: Completed) -> None:
            self._path.value = found.text
            self._path.cursor_position = len(found.text)
            self.say(" · ".join(found.names))

        self.ask_first("complete", lambda _desk: jobs.complete(text), show)

    # Looking

    def look(self) -> None:
        self._text = self._path.value
        if not self._text.strip():
            self.say(_("Which file? Type its path, or drop it here."))
            return
        self._begin(LOOKING)
        self.say_busy(_("Looking into the file…"))
        self._ask(dry_run=True)

    def bring(self) -> None:
        if self._state != SEEN or self._seen is None:
            return
        if not self._seen.lines:
            self.say(_("There is nothing in it to bring in."))
            return
        self._begin(BRINGING)
        self.say_busy(_("Bringing it in…"))
        self._ask(dry_run=False)

    def _begin(self, state: str) -> None:
        self._state, self._stop = state, threading.Event()
        self.keys.show_places("brought")
        self.set_focus(self._outcome)

    def _ask(self, *, dry_run: bool) -> None:
        text, stop = self._text, self._stop

        def say(said: str) -> None:
            if not stop.is_set():
                self.post_message(Arrived(lambda: self._busy_with(stop, said)))

        self.ask_door(
            "bring",
            lambda door: jobs.bring(door, text, dry_run=dry_run, say=say, stopped=stop.is_set),
            (lambda brought: self._looked(stop, brought)) if dry_run else self._brought,
            lambda text: self._failed(stop, text),
            last_wins=dry_run,
        )

    def _busy_with(self, stop: threading.Event, text: str) -> None:
        if stop is self._stop and not stop.is_set():
            self.say_busy(text)

    def _looked(self, stop: threading.Event, brought: Brought) -> None:
        if stop.is_set():  # it was left meanwhile
            return
        self._state, self._seen = SEEN, brought
        self._outcome.show(self.words("\n\n".join(brought.texts)))
        self.say(seen_words(brought))

    def _brought(self, brought: Brought) -> None:
        """Back to where one came from, with what came of it."""
        below = self.app.screen_stack[-2]
        self.dismiss()
        if isinstance(below, DeskScreen):
            firsts = " · ".join(text.splitlines()[0] for text in brought.texts)
            below.say(_("brought in: {what}").format(what=firsts))

    def _failed(self, stop: threading.Event, text: str) -> None:
        """Nothing was written; what was typed stays."""
        if self._state == LOOKING and stop.is_set():
            return
        if stop.is_set():
            self._outcome.show(self.words(help_words()))
            self._back_to_path()
            self.say(text)
        else:
            self._outcome.show(self.words(text), problem=True)
            self._back_to_path()

    # Leaving

    def leave(self) -> None:
        """One step back: out of the screen, out of a step that runs, or from what was seen to the path."""
        if self._state == NAMING:
            self.dismiss()
        elif self._state == BRINGING:
            self._stop.set()
            self.say_busy(_("Stopping…"))
        else:
            self._stop.set()
            self._outcome.show(self.words(help_words()))
            self._back_to_path()

    def _back_to_path(self) -> None:
        self._state, self._seen = NAMING, None
        self.say("")
        self.keys.show_places(*self.PLACES)
        self.set_focus(self._path)


def hanging_lines(text: str, width: int) -> Iterable[str]:
    """The lines of a text in this width; what goes on of an indented one stands further in."""
    for line in text.splitlines():
        indent = " " * (2 * (len(line) - len(line.lstrip())))
        yield textwrap.fill(line, width, subsequent_indent=indent)


def help_words() -> str:
    """What a file needs."""
    return _(
        "CSV or XLSX. The first line names the columns, and they tell what the file holds.\n\n"
        "Debts come first. They need the columns account_ref, debtor_ref, name, currency and balance.\n"
        "Promises, payments, calls and rates come in the same way.\n\n"
        "First you see what a file would bring; nothing is written before you say so.\n"
        "The same file twice changes nothing."
    )


def seen_words(brought: Brought) -> str:
    """What would be written, and what would not."""
    if not brought.lines:
        return _("Nothing in it is new.") if not brought.refused else _("Nothing in it can be brought in.")
    return ngettext(
        "Nothing is written yet: one line would come in.",
        "Nothing is written yet: {count} lines would come in.",
        brought.lines,
    ).format(count=brought.lines)


def _screen_of(widget: Widget) -> ImportScreen:
    assert isinstance(widget.screen, ImportScreen)
    return widget.screen
