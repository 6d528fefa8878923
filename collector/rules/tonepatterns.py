"""The patterns of the tone lists: whole words, stems, choices and gaps, made into regular expressions.

`executor*` a stem · `a|b` or `(a b|c d)` one of · `word?` or `(…)?` may be missing · `..` up to three words,
`...` up to eight, within a sentence · `<pay>` any word of that list · `!word` not this word here · `^`, `$` the
begin and end of a sentence. Blanks stand between words; commas of the text do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache

from collector.rules.tonetext import words_of
from collector.rules.words import N_, Unreadable

PATTERN_EXPECTED = N_("a pattern of words, such as: we will (sue|arrest*); found {found}")
CLASS_EXPECTED = N_("a list of words that is there; found <{found}>")

_SIGNS = re.compile(r"\s*(\.{2,3}|<\w+>|[()|^$!?]|[^\s()|^$!?<>]+)")
_COMMA = "(?:, )?"
_GAPS = {"..": f"(?:[^ .!?,]+ {_COMMA}){{0,3}}?", "...": f"(?:[^ .!?,]+ {_COMMA}){{0,8}}?"}
_EDGES = {"^": "(?<=[.!?] )", "$": "(?=[.!?] )"}


class Pattern:
    """One pattern of a list. `found_in` gives the places of its matches in a text of plain words."""

    def __init__(self, written: str, classes: Mapping[str, str]) -> None:
        self.written = written
        expression, self.anchors = _Reader(written, classes).read()
        self._expression = f"(?<= ){expression}"

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._expression)

    def found_in(self, plain: str) -> list[tuple[int, int]]:
        """Where it stands; a text without its rarest word is not looked at closer."""
        if self.anchors and not any(anchor in plain for anchor in self.anchors):
            return []
        return [match.span() for match in self._compiled.finditer(plain)]


Part = tuple[str, tuple[str, ...]]  # an expression, and words one of which stands in every match of it


class _Reader:
    def __init__(self, written: str, classes: Mapping[str, str]) -> None:
        self.written, self.classes = written, classes
        self.signs = _SIGNS.findall(written.strip())
        self.at = 0

    def read(self) -> Part:
        part = self._sequence()
        if self.at < len(self.signs) or not self.signs:
            raise Unreadable(PATTERN_EXPECTED, found=self.written)
        return part

    def _next(self) -> str:
        return self.signs[self.at] if self.at < len(self.signs) else ""

    def _take(self) -> str:
        sign = self._next()
        self.at += 1
        return sign

    def _sequence(self, nested: bool = False) -> Part:
        parts: list[Part] = []
        while self._next() not in {"", ")"} and not (nested and self._next() == "|"):
            parts.append(self._item(nested))
        anchors = [anchors for _expression, anchors in parts if anchors]
        best = max(anchors, key=lambda words: min(map(len, words)), default=())
        return "".join(expression for expression, _anchors in parts), best

    def _item(self, nested: bool) -> Part:
        parts = [self._atom()]
        while not nested and self._next() == "|":
            self._take()
            parts.append(self._atom())
        part = parts[0] if len(parts) == 1 else _either(parts)
        if self._next() == "?":
            self._take()
            return f"(?:{part[0]})?", ()
        return part

    def _atom(self) -> Part:
        sign = self._take()
        if sign in _GAPS or sign in _EDGES:
            return _GAPS.get(sign) or _EDGES[sign], ()
        if sign == "!":
            return f"(?!{self._atom()[0]})", ()
        if sign == "(":
            return self._group()
        if sign.startswith("<"):
            return self._class(sign[1:-1])
        if not sign or sign in "|?)":
            raise Unreadable(PATTERN_EXPECTED, found=self.written)
        return _word(sign)

    def _group(self) -> Part:
        parts = [self._sequence(nested=True)]
        while self._next() == "|":
            self._take()
            parts.append(self._sequence(nested=True))
        if self._take() != ")" or not all(expression for expression, _anchors in parts):
            raise Unreadable(PATTERN_EXPECTED, found=self.written)
        return _either(parts)

    def _class(self, name: str) -> Part:
        if name not in self.classes:
            raise Unreadable(CLASS_EXPECTED, found=name)
        return _Reader(f"({' | '.join(_choices(self.classes[name]))})", self.classes).read()


def _choices(listed: str) -> list[str]:
    """The forms of a list of words: one a word, or one a line where they are of several words."""
    return (
        [line.strip() for line in listed.splitlines() if line.strip()] if "\n" in listed else listed.split()
    )


def _either(parts: list[Part]) -> Part:
    anchors = [anchors for _expression, anchors in parts]
    known = tuple(dict.fromkeys(word for words in anchors for word in words)) if all(anchors) else ()
    return f"(?:{'|'.join(expression for expression, _anchors in parts)})", known


@lru_cache(maxsize=8192)
def _word(sign: str) -> Part:
    stem = sign.endswith("*")
    words = words_of(sign.rstrip("*"))
    if not words:
        raise Unreadable(PATTERN_EXPECTED, found=sign)
    ends = [f" {_COMMA}"] * (len(words) - 1) + [rf"[^\s.,]*? {_COMMA}" if stem else f" {_COMMA}"]
    expression = "".join(re.escape(word) + end for word, end in zip(words, ends, strict=True))
    longest = max(words, key=len)
    return expression, (longest,)
