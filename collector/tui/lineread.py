"""The call line as it is typed, read at once: on the interface thread, for reading is pure and takes less than a
millisecond. What it is read with came with the card."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from collector.lexicons import lexicon
from collector.rules.names import fold
from collector.rules.records import RIGHT_PARTY
from collector.rules.shorthand import Note, read_note
from collector.tui.forms import who_reached
from collector.tui.views import LineFacts

_WORD = re.compile(r"[^\W\d_]{2,}\Z")
HOLDS_PROMISES = ("promise", "dispute")  # outcomes beside which a promise can stand


@lru_cache(maxsize=16)
def read(text: str, facts: LineFacts) -> Note:
    """What the line says. The last few are remembered: a key draws the line more than once."""
    return read_note(text, facts.now, facts.currency, facts.balance_cents, lexicon())


def with_outcome(note: Note, outcome: str) -> Note:
    """The note with the outcome that a person chose: what cannot stand beside it was misread."""
    if not outcome or outcome == note.outcome:
        return note
    note = note._replace(outcome=outcome, who=who_reached(outcome), dispute=outcome == "dispute")
    if outcome not in HOLDS_PROMISES:
        note = note._replace(promises=(), instalments=None)
    if note.who not in RIGHT_PARTY:
        note = note._replace(paid_claim=None)
    return note


def half_word(text: str, cursor: int) -> tuple[int, str]:
    """The word that ends at the cursor and where it begins; "" where none does or it goes on behind it."""
    found = _WORD.search(text, 0, cursor)
    if found is None or not found.group().isalpha() or text[cursor : cursor + 1].isalnum():
        return cursor, ""
    return found.start(), found.group()


def completed(text: str, cursor: int) -> str:
    """The word of the trade that the word at the cursor begins; "" where it is one itself or begins none."""
    word = fold(half_word(text, cursor)[1])
    if not word or lexicon().knows(word):
        return ""
    return next(iter(lexicon().completions(word)), "")


def correctable(note: Note) -> list[tuple[int, int, str]]:
    """What can be written anew, in the order of the line: from where, up to where, and as what it was read."""
    read_as = [(part.lo, part.hi, part.kind) for part in note.parts if part.kind in ("sum", "day", "hour")]
    return sorted({*read_as, *((lo, hi, "unclear") for lo, hi, _text, _why in note.unclear)})


def as_of(moment: datetime) -> datetime:
    """The office's clock as a line is read with it: to the minute, without a zone."""
    return moment.replace(second=0, microsecond=0, tzinfo=None)
