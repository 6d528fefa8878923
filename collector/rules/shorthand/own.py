"""Words that an agency adds to the lexicon: each line is taken or refused by itself, with the reason."""

from __future__ import annotations

from typing import NamedTuple

from collector.rules.shorthand.forms import parsed
from collector.rules.shorthand.lexicon import Lexicon
from collector.rules.shorthand.rows import Word, check_row, is_row, read_row
from collector.rules.words import N_, Unreadable


class RefusedWord(NamedTuple):
    """A line of the agency's file that was left out: its number, what stood there, and what was expected."""

    line: int
    seen: str
    reason: Unreadable


def read_own(text: str, known: Lexicon) -> tuple[list[Word], list[RefusedWord]]:
    """The rows that can be used beside the known ones, and those that cannot."""
    words: list[Word] = []
    refused: list[RefusedWord] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not is_row(line):
            continue
        try:
            word = read_row(line)
            check_row(word)
            for form in word.forms:
                _check_clash(form, word, known)
        except Unreadable as reason:
            refused.append(RefusedWord(number, line.strip(), reason))
        else:
            words.append(word)
    return words, refused


def _check_clash(form: str, word: Word, known: Lexicon) -> None:
    """Unreadable for a form that means something else already, or that would hide longer known forms."""
    pieces = parsed(form)
    stem = next((piece[:-1] for piece in pieces if isinstance(piece, str) and piece.endswith("*")), None)
    if stem is not None and (
        hidden := sorted(w for w in known.vocabulary() if w.startswith(stem) and _differs(w, word, known))
    ):
        raise Unreadable(
            N_("a longer form: {form} would hide the known {hidden}"), form=form, hidden=hidden[0]
        )
    plain = [piece for piece in pieces if isinstance(piece, str)]
    if len(plain) != len(pieces):
        return
    found = known.longest(plain, 0)
    if found is not None and found[1] == len(plain) and not set(word.tags) <= found[0].tags and not stem:
        meaning = ", ".join(sorted(found[0].tags))
        raise Unreadable(
            N_("another form: {form} has a meaning already ({meaning})"), form=form, meaning=meaning
        )


def _differs(form: str, word: Word, known: Lexicon) -> bool:
    entry = known.entry(form)
    return entry is not None and not set(word.tags) <= entry.tags
