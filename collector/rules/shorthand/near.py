"""The known word nearest to one that nobody knows: misspelt by one letter, cut short, or without its vowels."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property

TYPO_FROM = 5  # letters: shorter words are too near to one another
CUT_FROM = 4  # letters of a word that is cut short (`intarz`, `factur`)
BARE_FROM = 3  # letters of a word without vowels (`sptl`)
LONGEST = 30  # letters: what is longer is no word
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = str.maketrans("", "", "aeiou")


class Near:
    """Looks words up among the known ones and the stems; `same` picks one of several if all of them mean the same."""

    def __init__(self, words: set[str], stems: set[str], same: Callable[[list[str]], str | None]) -> None:
        self._words, self._stems = words, stems
        self._same = same

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._words)

    @cached_property
    def _by_bones(self) -> dict[str, list[str]]:
        """Words and beginnings of words by their consonants."""
        found: dict[str, list[str]] = {}
        for word in sorted(self._words | self._stems):
            if len(word) > BARE_FROM and word.isalpha():
                found.setdefault(word.translate(_VOWELS), []).append(word)
        return found

    def misspelt(self, word: str) -> list[str]:
        """The words one edit away: a letter more, less or other, or two swapped."""
        if not TYPO_FROM <= len(word) <= LONGEST:
            return []
        return [w for w in dict.fromkeys(_edits(word)) if w in self._words and len(w) >= TYPO_FROM]

    def cut_short(self, word: str) -> str | None:
        """A word that begins so, if all that do mean the same."""
        if len(word) < CUT_FROM:
            return None
        at = bisect_left(self._sorted, word)
        end = bisect_left(self._sorted, word + "{")  # the sign after z
        found = self._sorted[at:end]
        return self._same(found) if found else None

    def boned(self, word: str) -> list[str]:
        """The words that have these consonants; those that begin alike before those that have lost a vowel there."""
        if not BARE_FROM <= len(word) <= LONGEST or word[1:].translate(_VOWELS) != word[1:]:
            return []
        found = [w for w in self._by_bones.get(word.translate(_VOWELS), ()) if len(w) > len(word)]
        alike = [w for w in found if w[0] == word[0]]
        return alike or (found if word[0] not in "aeiou" else [])


def _edits(word: str) -> list[str]:
    halves = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    less = [a + b[1:] for a, b in halves if b]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1]
    other = [a + c + b[1:] for a, b in halves if b for c in _LETTERS]
    more = [a + c + b for a, b in halves for c in _LETTERS]
    return less + swapped + other + more
