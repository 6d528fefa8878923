"""A text as the lint reads it: plain words with one blank between them, each with its place in what was written.

Case, diacritics, quotes, hyphens and contractions do not matter there (`we can't` is `we can not`); a full stop,
question or exclamation mark ends a sentence, every other stop is a comma. `Written.typed` keeps the diacritics.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from collector.rules.shorthand.tokens import folded

_PIECE = re.compile(
    r"\{[^{}\s]*\}|\d+(?:[.,:/]\d+)*|[a-z]+(?:['-][a-z]+)*|\.{2,}|[.!?]|[,;:()]|(?<= )-+(?= )"
)
_PART = re.compile(r"[a-z']+")
_ENDS = frozenset(".!?")
_STOPS = frozenset(",;:()-")

_IS = frozenset(("it", "that", "there", "he", "she", "what", "who", "here", "where", "how", "this"))
_ENDINGS = {"ll": ("will",), "ve": ("have",), "re": ("are",), "m": ("am",), "d": ("would",), "s": ()}
_WHOLE = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("ain't",),
    "let's": ("let", "us"),
    "cant": ("can", "not"),
    "wont": ("will", "not"),
    "youre": ("you", "are"),
    "youll": ("you", "will"),
    "thats": ("that", "is"),
} | {
    f"{verb}nt": (verb, "not")
    for verb in ("do", "did", "does", "is", "was", "are", "have", "has", "could", "would", "should")
}


class Word(NamedTuple):
    """A word or stop of the text as it is matched, written from `lo` up to `hi`."""

    text: str
    lo: int
    hi: int


class Written:
    """A text cut into words. `plain` is what patterns are matched with: it begins and ends with a full stop."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [Word(".", 0, 0), *_words(text), Word(".", len(text), len(text))]
        self.plain = _joined(word.text for word in self.words)
        self._starts = _starts(self.words)

    @cached_property
    def typed(self) -> Written:
        """The same words with the diacritics that they were typed with."""
        copy = Written.__new__(Written)
        copy.text = self.text
        copy.words = [word._replace(text=_as_typed(self.text, word)) for word in self.words]
        copy.plain = _joined(word.text for word in copy.words)
        copy._starts = _starts(copy.words)
        return copy

    def place(self, lo: int, hi: int) -> tuple[int, int]:
        """Where in the text that lies which stands in `plain` from `lo` up to `hi`."""
        first = bisect_right(self._starts, lo) - 1
        last = bisect_right(self._starts, hi - 1) - 1
        while last > first and self.words[last].text == ",":
            last -= 1
        return self.words[first].lo, self.words[last].hi

    def sentence(self, lo: int, hi: int) -> tuple[int, int]:
        """The bounds in `plain` of the sentence, or sentences, around a match."""
        ends = [at for at, letter in enumerate(self.plain) if letter in _ENDS]
        before = [at for at in ends if at < lo]
        after = [at for at in ends if at >= hi - 1]
        return (before[-1] if before else 0), (after[0] + 2 if after else len(self.plain))


def words_of(form: str) -> list[str]:
    """The words of a form of the lists, cut as those of a text are."""
    return [word.text for word in _words(form)]


def _joined(texts: Iterator[str]) -> str:
    return "".join(f"{text} " for text in texts)


def _starts(words: list[Word]) -> list[int]:
    return [0, *accumulate(len(word.text) + 1 for word in words)][:-1]


def _as_typed(text: str, word: Word) -> str:
    typed = unicodedata.normalize("NFC", text[word.lo : word.hi]).lower()
    return typed if len(typed) == len(word.text) and folded(typed)[0] == word.text else word.text


def _words(text: str) -> Iterator[Word]:
    plain, places = folded(text)
    for match in _PIECE.finditer(plain):
        for piece, lo, hi in _pieces(match.group(), match.start()):
            start, stop = (lo, hi) if places is None else (places[lo], places[hi - 1] + 1)
            yield Word(piece, start, stop)


def _pieces(written: str, at: int) -> Iterator[tuple[str, int, int]]:
    """The words of one written piece, with their places."""
    if not written[0].isalpha():
        stop = "." if written[0] == "." else "," if written[0] in _STOPS else written
        yield stop, at, at + len(written)
        return
    for part in _PART.finditer(written):
        lo, hi = at + part.start(), at + part.end()
        negated = part.group() == "n" and written[part.end() : part.end() + 1] == "-"  # n-ați: nu ați
        for word in ("nu",) if negated else _expanded(part.group()):
            yield word, lo, hi


def _expanded(part: str) -> tuple[str, ...]:
    if part in _WHOLE:
        return _WHOLE[part]
    start, _, ending = part.strip("'").partition("'")
    if ending == "t" and start.endswith("n"):
        return start[:-1], "not"
    if ending == "s" and start in _IS:
        return start, "is"
    return (start, *_ENDINGS.get(ending, (ending,) if ending else ()))
