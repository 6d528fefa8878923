"""Finding by words: a few letters of each word are enough, with or without diacritics."""

from __future__ import annotations

from collections.abc import Iterable

from collector.rules.names import fold

START, INSIDE, SCATTERED = 0, 1, 2  # how well letters fit a word; less is better
_BETWEEN = str.maketrans("_-/'.,:;", "        ")
INSIDE_LETTERS = 3  # fewer are looked for at the start of a word only


def how_well(asked: str, names: Iterable[str]) -> tuple[int, int] | None:
    """How well what was typed fits one of these names, the most important first; smaller is better, None: not
    at all. Each typed word must fit a word of the same name."""
    wanted = _words(asked)
    fits = [(fit, place) for place, name in enumerate(names) if (fit := _fit(wanted, name)) is not None]
    return min(fits, default=None)


def _words(text: str) -> list[str]:
    return fold(text).translate(_BETWEEN).split()


def _fit(wanted: list[str], name: str) -> int | None:
    """How well the worst of these words fits the best word of the name."""
    words, worst = _words(name), START
    for letters in wanted:
        fits = [fit for word in words if (fit := _fit_word(letters, word)) is not None]
        if not fits:
            return None
        worst = max(worst, min(fits))
    return worst


def _fit_word(wanted: str, word: str) -> int | None:
    if word.startswith(wanted):
        return START
    if len(wanted) < INSIDE_LETTERS:
        return None
    if wanted in word:
        return INSIDE
    rest = iter(word)
    scattered = wanted[0] == word[:1] and all(letter in rest for letter in wanted)
    return SCATTERED if scattered else None
