"""The note in full words and right spelling; amounts, dates, names and signs stay as they were typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from collector.rules.shorthand.lexicon import Lexicon
from collector.rules.shorthand.near import TYPO_FROM
from collector.rules.shorthand.parts import Part
from collector.rules.shorthand.scan import Unit
from collector.rules.shorthand.spelling import KINDS, Spelt
from collector.rules.shorthand.tokens import folded

_WRITTEN = re.compile(
    r"(?<![\w])(?:w/(?=\s)|[^\W\d_]+(?:['’./&-][^\W\d_]+)*|3rd|3p|2moro|ch ?1?[37]|/[a-z]+)(?![\w])"
)
_BETWEEN = re.compile(r"[ \t]+")
_BEGUN = re.compile(r"(?:^|[,;./+])\s*$")
_ENDED = re.compile(r"\s*(?:x ?\d+|\d+ ?x)?\s*(?:$|[,;./+])")
MOST_WORDS = 3
_MODALS = frozenset(
    ("va", "vor", "voi", "vom", "poate", "putea", "pot", "ar", "a", "as", "am", "sa", "de", "pentru")
)
_ENGLISH = frozenset((
    "of", "the", "on", "by", "to", "and", "will", "for", "is", "his", "her", "he", "she", "says", "not",
    "new", "from", "with", "at", "an", "before", "after",
))  # fmt: skip
_ROMANIAN = frozenset((
    "pe", "la", "de", "din", "cu", "si", "sa", "ca", "nu", "pana", "el", "ea", "dar", "apoi", "iar",
    "prin", "cand",
))  # fmt: skip
_LANGUAGES = ("ro", "en")
_NEAR = 4  # words to either side in which a language is looked for
_PLANS = ("every", "count", "times")


def cleaned(line: str, units: Sequence[Unit], parts: Sequence[Part], lexicon: Lexicon) -> str:
    """The line with every short form written out and every known misspelling mended."""
    return _Cleaner(line, units, parts, lexicon).text()


class _Cleaner:
    def __init__(self, line: str, units: Sequence[Unit], parts: Sequence[Part], lexicon: Lexicon) -> None:
        self.line, self.lexicon = line, lexicon
        self.words = list(_WRITTEN.finditer(line))
        self.plain = [folded(word.group())[0] for word in self.words]
        self.parts = [(part.lo, part.hi, part) for part in parts]
        self.units = [(unit.lo, unit.hi, unit) for unit in units]
        self.loud = line.isupper()

    def text(self) -> str:
        out, end, at = [], 0, 0
        while at < len(self.words):
            full, count = self._full(at)
            out += [self.line[end : self.words[at].start()], full]
            end = self.words[at + count - 1].end()
            at += count
        return "".join([*out, self.line[end:]])

    def _full(self, at: int) -> tuple[str, int]:
        """What stands for the word at this place, and for how many words."""
        if self.plain[at] in self.lexicon.spelling.firsts:
            for count in range(min(MOST_WORDS, len(self.words) - at), 0, -1):
                form = self._form(at, count)
                spelt = next(
                    (one for one in self.lexicon.spelling.of(form) if self._fits(one, at, count)), None
                )
                if spelt is not None:
                    return self._cased(at, count, spelt.full), count
        return self._mended(at), 1

    def _form(self, at: int, count: int) -> str:
        for first, second in zip(
            self.words[at : at + count - 1], self.words[at + 1 : at + count], strict=True
        ):
            if not _BETWEEN.fullmatch(self.line[first.end() : second.start()]):
                return ""
        return " ".join(self.plain[at : at + count])

    def _cased(self, at: int, count: int, full: str) -> str:
        """The full words in the case of what was typed; words that are right already stay to the letter."""
        typed = self.line[self.words[at].start() : self.words[at + count - 1].end()]
        if typed.casefold() == full.casefold():
            return typed
        if self.loud and len(typed) > 1:
            return full.upper()
        capital = typed[0].isupper() and (at == 0 or not typed.isupper())
        return full[0].upper() + full[1:] if capital else full

    def _mended(self, at: int) -> str:
        """A word that misspells a known one by a letter, put right; a name stays."""
        typed, plain = self.words[at].group(), self.plain[at]
        named = typed[0].isupper() and not self.loud and at > 0
        if (
            named
            or not typed.isascii()
            or len(plain) < TYPO_FROM
            or not plain.isalpha()
            or self.lexicon.knows(plain)
        ):
            return typed
        known = self.lexicon.misspelt(plain)
        if known is None:
            return typed
        spelt = next((one for one in self.lexicon.spelling.of(known) if self._fits(one, at, 1)), None)
        return self._cased(at, 1, spelt.full if spelt else known)

    # --- Where a spelling holds ---------------------------------------------------------------------------

    def _fits(self, spelt: Spelt, at: int, count: int) -> bool:
        where, lo = spelt.where, self.words[at].start()
        if not where:
            return True
        if where in KINDS:
            return self._kind(lo) == where
        if where in _LANGUAGES:
            return self._language(at, count) == where
        before = self.plain[at - 1] if at else ""
        if where == "after say":
            unit = self._unit(self.words[at - 1].start()) if at else None
            return unit is not None and unit.has("say")
        if where == "before sum":
            following = next(
                (part for start, _end, part in self.parts if start >= self.words[at + count - 1].end()), None
            )
            return following is not None and following.kind == "sum" and before not in _MODALS
        if where == "alone":
            return self._alone(lo, self.words[at + count - 1].end())
        if where == "before number":
            following = next((part for start, _end, part in self.parts if start > lo), None)
            return following is not None and following.kind == "number"
        return (before in _MODALS) == (where == "modal")

    def _alone(self, lo: int, hi: int) -> bool:
        """Nothing stands before it in its clause, and after it nothing or a count."""
        return _BEGUN.search(self.line[:lo]) is not None and _ENDED.match(self.line[hi:]) is not None

    def _kind(self, place: int) -> str:
        kind = next((part.kind for lo, hi, part in self.parts if lo <= place < hi), "word")
        return {"bare": "day", "in": "hour"}.get(kind, "plan" if kind in _PLANS else kind)

    def _unit(self, place: int) -> Unit | None:
        return next((unit for lo, hi, unit in self.units if lo <= place < hi), None)

    def _language(self, at: int, count: int) -> str:
        """The language of the nearest word that has one, the following first; Romanian where nothing tells."""
        near = [
            n for step in range(_NEAR) for n in (at + count + step, at - 1 - step) if 0 <= n < len(self.words)
        ]
        return next((lang for n in near if (lang := self._language_of(self.plain[n]))), "ro")

    def _language_of(self, word: str) -> str:
        if word in _ENGLISH or word in _ROMANIAN:
            return "en" if word in _ENGLISH else "ro"
        told = {spelt.lang for spelt in self.lexicon.spelling.of(word) if spelt.where not in _LANGUAGES}
        if not told and (entry := self.lexicon.entry(self.lexicon.spelt(word))) is not None:
            told = {entry.lang}
        lang = told.pop() if len(told) == 1 else ""
        return lang if lang in _LANGUAGES else ""
