"""The known word nearest to one that nobody knows: misspelt by one letter, cut short, or without its vowels."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property

TYPO_FROM = 5  # letters: shorter words are too near to one another
CUT_FROM = 4  # letters of a word that is cut short (`intarz`, `factur`)
BARE_FROM = 4  # letters of a word without vowels (`pltst`)
LONGEST = 30  # letters: what is longer is no word
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = str.maketrans("", "", "aeiou")


class Near:
    """Looks words up among the known ones; `same` picks one of several if all of them mean the same."""

    def __init__(self, words: set[str], same: Callable[[list[str]], str | None]) -> None:
        self._words = words
        self._same = same

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._words)

    @cached_property
    def _by_bones(self) -> dict[str, list[str]]:
        """Words by their consonants."""
        found: dict[str, list[str]] = {}
        for word in self._sorted:
            if len(word) > BARE_FROM:
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

    def boned(self, word: str) -> str | None:
        """A word that has these consonants, if all that have mean the same."""
        if len(word) < BARE_FROM or word.translate(_VOWELS) != word:
            return None
        found = self._by_bones.get(word)
        return self._same(found) if found else None


def _edits(word: str) -> list[str]:
    halves = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    less = [a + b[1:] for a, b in halves if b]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1]
    other = [a + c + b[1:] for a, b in halves if b for c in _LETTERS]
    more = [a + c + b for a, b in halves for c in _LETTERS]
    return less + swapped + other + more
