"""A text of a phrase book, cut into sentences, and these into what must stand and what may be left out.

`{amount}` is a placeholder, `[, by {method}]` a stretch that is left out when it lacks a fact.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from collector.rules.words import N_, Unreadable

UNKNOWN_PLACEHOLDER = N_("a placeholder that exists, not {{{name}}}: {known}")
UNCLOSED = N_("every {{ and [ closed, and nothing else in braces than a placeholder")
WHOLE_SENTENCES = ("recording_notice", "disclosure")  # these bring their own full stop

_TOKEN = re.compile(r"\{(?P<name>[a-z_]+)\}|(?P<mark>[\[\]])|(?P<plain>[^{}\[\]]+)|(?P<stray>.)", re.DOTALL)
_WHOLE = re.compile(r"(\{(?:" + "|".join(WHOLE_SENTENCES) + r")\})")
_END = re.compile(r"(?<=[.?!…])\s+(?![a-zăâîșț])")  # a small letter goes on after "nr. "


class Stretch(NamedTuple):
    """Text and placeholders that are said together or not at all."""

    pieces: tuple[tuple[str, bool], ...]  # plain text, or (name, True)
    names: tuple[str, ...]
    optional: bool


class Sentence(NamedTuple):
    """One sentence; `names` are all placeholders in it."""

    stretches: tuple[Stretch, ...]
    names: frozenset[str]


class Phrase(NamedTuple):
    """A text as the book writes it, and its sentences."""

    text: str
    sentences: tuple[Sentence, ...]


def read_phrase(text: str, known: Collection[str]) -> Phrase:
    """The text cut up. Unreadable for a placeholder that is not `known` and for a brace or bracket left open."""
    return Phrase(text, tuple(_sentence(part, known) for part in _sentences(text)))


def _sentences(text: str) -> Iterator[str]:
    for piece in _WHOLE.split(text):
        yield from (part for part in _END.split(piece.strip()) if part)


def _sentence(text: str, known: Collection[str]) -> Sentence:
    stretches: list[Stretch] = []
    pieces: list[tuple[str, bool]] = []
    inside = False
    for match in _TOKEN.finditer(text):
        if match["stray"] or (match["mark"] and (match["mark"] == "[") == inside):
            raise Unreadable(UNCLOSED)
        if match["mark"]:
            stretches.append(_stretch(pieces, optional=inside))
            pieces, inside = [], not inside
        else:
            pieces.append((_known(match["name"], known), True) if match["name"] else (match["plain"], False))
    if inside:
        raise Unreadable(UNCLOSED)
    stretches.append(_stretch(pieces, optional=False))
    return Sentence(tuple(s for s in stretches if s.pieces), frozenset(n for s in stretches for n in s.names))


def _stretch(pieces: list[tuple[str, bool]], *, optional: bool) -> Stretch:
    return Stretch(tuple(pieces), tuple(name for name, is_name in pieces if is_name), optional)


def _known(name: str, known: Collection[str]) -> str:
    if name not in known:
        raise Unreadable(UNKNOWN_PLACEHOLDER, name=name, known=", ".join(sorted(known)))
    return name
