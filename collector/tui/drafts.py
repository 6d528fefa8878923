"""What was typed on a card and not yet saved: kept while it is typed, there again after a kill.

`keep` and `drop` return at once, from any thread; files are written by a thread of their own, which lives as
long as there is something to write, in the order in which things were typed. Of two apps on one card the last
one to write a form wins.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from collector import clock
from collector.errors import reason
from collector.tui import draftfiles as files
from collector.tui.draftfiles import Card, Draft, Kept
from collector.tui.views import Where
from collector.words import _

__all__ = ["LINE", "Draft", "Drafts", "Waiting"]

LINE = "line"  # the call line is a form with one field, `line`

_Changes = dict[str, Kept | None]  # by form: what it holds now, None: nothing any more


class Waiting(NamedTuple):
    """A card with drafts: whose it is, and which forms."""

    where: Where
    who: str
    forms: tuple[str, ...]


class Drafts:
    """The drafts of one book in the state folder of this person; with "" they live as long as the app does.

    A disk that refuses, or a damaged file, is told once; typing goes on, and memory keeps what the disk does not.
    """

    def __init__(self, folder: str, book: str) -> None:
        self._state, self._book = folder, book
        self._lock = threading.RLock()  # of what is in memory
        self._files = threading.Lock()  # of the files
        self._who: dict[Where, str] = {}
        self._unwritten: dict[Where, _Changes] = {}
        self._writer: threading.Thread | None = None
        self._swept = False
        self._tell: Callable[[str], object] | None = None
        self._said: set[str] = set()
        self._untold: list[str] = []

    # What the screens ask

    def of(self, where: Where, who: str = "") -> dict[str, Draft]:
        """The drafts of a card by form. Reads a file: not for the interface thread.

        With `who` only those of that name: in a book made anew at the same place others have the same numbers.
        """
        card = self._card(where)
        if who and card.who and card.who != who:
            return {}
        return {form: kept.draft for form, kept in card.forms.items()}

    def waiting(self) -> tuple[Waiting, ...]:
        """Every card with drafts, the latest typed first. Reads files: not for the interface thread."""
        folder = self._folder()
        with self._lock:
            places = set(self._unwritten)
        if folder is not None:
            places |= set(files.cards_in(folder))
        cards = [(where, card) for where in places if (card := self._card(where)).forms]
        cards.sort(key=lambda found: max(kept.at for kept in found[1].forms.values()), reverse=True)
        return tuple(Waiting(where, card.who, tuple(card.forms)) for where, card in cards)

    def keep(self, where: Where, who: str, form: str, draft: Draft) -> None:
        """Keep what is typed in this form. `who` is shown where drafts are listed."""
        self._change(where, who, form, Kept(draft, clock.real_now()))

    def drop(self, where: Where, form: str) -> None:
        """It was saved or thrown away."""
        self._change(where, "", form, None)

    def flush(self, seconds: float = 5.0) -> bool:
        """Wait until all of it is on the disk; whether it is."""
        with self._lock:
            writer = self._writer
        if writer is not None:
            writer.join(seconds)
        with self._lock:
            return not self._unwritten

    def told_by(self, tell: Callable[[str], object]) -> None:
        """From now on trouble goes to `tell`, in whatever thread it is seen; what is not yet told goes at once."""
        with self._lock:
            self._tell = tell
            untold, self._untold = self._untold, []
        for text in untold:
            tell(text)

    # In memory

    def _change(self, where: Where, who: str, form: str, kept: Kept | None) -> None:
        with self._lock:
            self._who[where] = who or self._who.get(where, "")
            self._unwritten.setdefault(where, {})[form] = kept
            if self._state and self._writer is None:
                self._writer = threading.Thread(target=self._write_all, name="drafts")
                self._writer.start()  # no daemon: a program that is left waits for what was typed

    def _card(self, where: Where) -> Card:
        """What the file of the card holds, with what is not yet written on top."""
        folder = self._folder()
        with self._files:
            on_disk = self._read(files.path_of(folder, where)) if folder else Card()
            with self._lock:
                return _changed(on_disk, self._who.get(where, ""), self._unwritten.get(where, {}))

    # On the disk

    def _folder(self) -> Path | None:
        """The folder of this book's drafts; what is too old leaves it once a run."""
        if not self._state:
            return None
        folder = files.folder_of(self._state, self._book)
        with self._lock:
            swept, self._swept = self._swept, True
        if not swept:
            files.remove_old(folder)
        return folder

    def _write_all(self) -> None:
        folder = self._folder()
        while folder is not None and (where := self._next()) is not None:
            if not self._written(folder, where):
                break

    def _next(self) -> Where | None:
        with self._lock:
            where = next(iter(self._unwritten), None)
            if where is None:
                self._writer = None
            return where

    def _written(self, folder: Path, where: Where) -> bool:
        path = files.path_of(folder, where)
        with self._lock:
            who, changes = self._who.get(where, ""), dict(self._unwritten[where])
        try:
            with self._files:
                files.write(path, _changed(self._read(path), who, changes))
                self._forget(where, changes)
        except OSError as fault:
            with self._lock:
                self._unwritten[where] = self._unwritten.pop(where)  # others are tried before it
                self._writer = None  # until more is typed
            self._trouble("disk", _cannot_write(folder, fault))
            return False
        self._said.discard("disk")
        return True

    def _forget(self, where: Where, written: _Changes) -> None:
        """What is on the disk need not be remembered, unless it was changed meanwhile."""
        with self._lock:
            changes = self._unwritten.pop(where)
            left = {form: kept for form, kept in changes.items() if written.get(form, "") is not kept}
            if left:
                self._unwritten[where] = left

    def _read(self, path: Path) -> Card:
        """The card of a file. One that cannot be read is told, and a damaged one set aside."""
        try:
            return files.read(path)
        except files.Damaged:
            self._trouble(path.name, _damaged(files.set_aside(path)))
        except OSError as fault:
            self._trouble("read", _cannot_read(path, fault))
        return Card()

    # What is said

    def _trouble(self, what: str, text: str) -> None:
        """Said once, until it is well again."""
        with self._lock:
            if what in self._said:
                return
            self._said.add(what)
            tell = self._tell
            if tell is None:
                self._untold.append(text)
        if tell is not None:
            tell(text)


def _changed(card: Card, who: str, changes: _Changes) -> Card:
    forms = {**card.forms, **changes}
    return Card(who or card.who, {form: kept for form, kept in forms.items() if kept is not None})


def _cannot_write(folder: Path, fault: OSError) -> str:
    text = _("Drafts cannot be kept in {folder} ({seen}): what is typed lasts until the program ends.")
    return text.format(folder=folder, seen=reason(fault))


def _cannot_read(path: Path, fault: OSError) -> str:
    return _("The draft {file} cannot be read ({seen}).").format(file=path, seen=reason(fault))


def _damaged(path: Path) -> str:
    text = _("A draft is damaged; it was set aside as {file}. Please type it again.")
    return text.format(file=path)
