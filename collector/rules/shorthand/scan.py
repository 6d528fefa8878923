"""A line as units: numbers, known words and phrases, signs; each with the place in the line it came from."""

from __future__ import annotations

from collections.abc import Mapping

from collector.rules.shorthand.lexicon import Lexicon
from collector.rules.shorthand.numbers import cents_of
from collector.rules.shorthand.tokens import Token, tokens_of

_NOTHING: Mapping[str, str] = {}
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
    units, at = [], 0
    while at < len(tokens):
        unit, at = _unit(tokens, words, at, lexicon)
        units.append(unit)
    return units


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
