"""How much of old notes was understood: what an agency teaches the lexicon with."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from collector.rules.names import fold
from collector.rules.shorthand import Note

MOST_WORDS = 20  # of the unclear ones that are told
MOST_ACCOUNTS = 10  # of those with something left to look at


class Understood(NamedTuple):
    """The notes of one file: how they were read, and what was said in them long ago and is not opened anew."""

    notes: int  # lines with a text
    fully: int
    partly: int
    unread: int
    words: tuple[
        tuple[str, int], ...
    ]  # unclear ones with how often they stand there, the most frequent first
    more_words: int  # that are unclear too
    promises: int  # read from notes, written by this import
    holds: int
    disputes: int  # told, not opened
    ours: int
    hardships: int
    call_backs: int  # that are still ahead
    look_at: tuple[str, ...]  # accounts that these are of, those of the latest notes


class Reckoning:
    """Counts while a file is read."""

    def __init__(self) -> None:
        self.fully = self.partly = self.unread = 0
        self.promises = self.holds = 0
        self.words: Counter[str] = Counter()
        self.lefts: Counter[str] = Counter()
        self.look_at: dict[str, date] = {}

    def read(self, note: Note) -> None:
        """Count in a note: read in full when nothing of it was left open, not at all when nothing was found."""
        self.words.update(fold(piece.text) for piece in note.unclear)
        if not note.parts and note.outcome == "note":
            self.unread += 1
        elif note.unclear:
            self.partly += 1
        else:
            self.fully += 1

    def left(self, what: str, account_ref: str, on: date) -> None:
        """Something that was said before today: `disputes`, `ours`, `hardships` or `call_backs`."""
        self.lefts[what] += 1
        self.look_at[account_ref] = max(on, self.look_at.get(account_ref, on))

    def done(self) -> Understood:
        ranked = sorted(self.words.items(), key=lambda item: (-item[1], item[0]))
        return Understood(
            notes=self.fully + self.partly + self.unread,
            fully=self.fully,
            partly=self.partly,
            unread=self.unread,
            words=tuple(ranked[:MOST_WORDS]),
            more_words=max(0, len(ranked) - MOST_WORDS),
            promises=self.promises,
            holds=self.holds,
            disputes=self.lefts["disputes"],
            ours=self.lefts["ours"],
            hardships=self.lefts["hardships"],
            call_backs=self.lefts["call_backs"],
            look_at=tuple(sorted(self.look_at, key=lambda ref: (-self.look_at[ref].toordinal(), ref)))[
                :MOST_ACCOUNTS
            ],
        )
