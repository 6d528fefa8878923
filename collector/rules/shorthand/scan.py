"""A line as units: numbers, known words and phrases, signs; each with the place in the line it came from."""

from __future__ import annotations

from collections.abc import Mapping

from collector.rules.shorthand.lexicon import Lexicon
from collector.rules.shorthand.numbers import cents_of
from collector.rules.shorthand.tokens import Token, tokens_of

_NOTHING: Mapping[str, str] = {}
_AFTER_NOT = ("are", "am", "au", "ai", "avea", "avem", "aveti")
_REACH = 2  # words
_WHEN = frozenset(("weekday", "shift", "month", "share"))
# What a word without its vowels is never taken for.
_GRAVE = frozenset(("death", "outcome:cease_contact", "outcome:insolvency", "outcome:represented"))
_NO_TAGS: frozenset[str] = frozenset()


class Unit:
    """One number, word, known phrase or sign. `lo` and `hi` are places in the line as typed."""

    __slots__ = (
        "cents",
        "glued",
        "hi",
        "is_number",
        "known",
        "lo",
        "mended",
        "tags",
        "text",
        "values",
        "weak",
        "whole",
    )

    def __init__(self, text: str, token: Token, hi: int) -> None:
        self.text = text  # folded, well spelt
        self.lo, self.hi = token.lo, hi
        self.glued = token.glued  # nothing stands between it and the one before
        self.tags = _NO_TAGS
        self.values = _NOTHING  # of the tags that have one
        self.weak = _NO_TAGS  # names of tags that are all weak readings
        self.mended = False  # a letter was put right
        self.known = True
        self.is_number = False
        self.cents: int | None = None
        self.whole: int | None = None  # a number without separators

    def has(self, tag: str) -> bool:
        return tag in self.tags

    def value(self, name: str) -> str | None:
        """The value of the tag `name:value`, weak or not."""
        return self.values.get(name)

    @property
    def is_sign(self) -> bool:
        return not self.tags and not self.text[0].isalnum()


def units_of(line: str, lexicon: Lexicon) -> list[Unit]:
    """The line cut into units, the longest known phrase first."""
    tokens = tokens_of(line)
    words = [token.text if token.text[0].isdigit() else lexicon.spelt(token.text) for token in tokens]
    words = ["nu" if _is_not(words, at) else word for at, word in enumerate(words)]
    for at in reversed(range(len(tokens))):
        if words[at] == tokens[at].text and len(words[at]) > 2:
            words[at] = _fleshed(tokens, words, at, lexicon)
    units, at = [], 0
    while at < len(tokens):
        unit, at = _unit(tokens, words, at, lexicon)
        units.append(unit)
    return units


def _is_not(words: list[str], at: int) -> bool:
    """`n are bani`, `n au platit`: the hyphen was left out."""
    return words[at] == "n" and any(word in _AFTER_NOT for word in words[at + 1 : at + 2])


def _fleshed(tokens: list[Token], words: list[str], at: int, lexicon: Lexicon) -> str:
    """The word with its vowels; never one that ends an account, nor a promise far from any sum or day."""
    word, entry = lexicon.fleshed(words, at)
    if entry is None or not entry.tags.isdisjoint(_GRAVE) or _beside_digits(tokens, at):
        return words[at]
    near = [*words[max(0, at - _REACH) : at], *words[at + 1 : at + 1 + _REACH]]
    promises = "pay" in entry.tags or "promise" in entry.tags
    return words[at] if promises and not any(_is_sum_or_day(other, lexicon) for other in near) else word


def _beside_digits(tokens: list[Token], at: int) -> bool:
    """`k9`, `3x`: what is glued to a number is no word."""
    before = tokens[at].glued and tokens[at - 1].text[0].isdigit()
    return before or any(after.glued and after.text[0].isdigit() for after in tokens[at + 1 : at + 2])


def _is_sum_or_day(word: str, lexicon: Lexicon) -> bool:
    if word[0].isdigit():
        return True
    entry = lexicon.entry(word)
    return entry is not None and not _WHEN.isdisjoint(entry.values)


def _unit(tokens: list[Token], words: list[str], at: int, lexicon: Lexicon) -> tuple[Unit, int]:
    found = lexicon.longest(words, at)
    if found and found[1] == 2 and words[at + 1] == "not":  # `has not got his wages`
        longer = lexicon.longest(words, at + 1)
        found = None if longer and longer[1] > 1 else found
    count = found[1] if found else 1
    text = words[at] if count == 1 else " ".join(words[at : at + count])
    unit = Unit(text, tokens[at], tokens[at + count - 1].hi)
    if found:
        unit.tags, unit.values, unit.weak = found[0].tags, found[0].values, found[0].weak
        unit.mended = any(tokens[n].text != words[n] for n in range(at, at + count))
    elif text[0].isalpha():
        unit.known = lexicon.familiar(text)
    if count == 1 and text[0].isdigit():
        _count(unit)
    return unit, at + count


def _count(unit: Unit) -> None:
    unit.is_number = True
    unit.cents = cents_of(unit.text)
    if len(unit.text) <= 9 and unit.text.isdigit():
        unit.whole = int(unit.text)
