"""A line as small written pieces: numbers, words and signs, each with the place in the line it came from.

Case, diacritics, invisible signs and the ways to write a contraction do not matter: `n-are`, `nu are`, `N-ARE`
are the same two words, and so are `didn't`, `didnt`, `did not`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

LONGEST_LINE = 2000  # characters; what follows is kept as typed and not read
_WRITTEN = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+(?:['-][a-z]+)*|[^\sa-z\d]")
_ZEROS = re.compile(r"(?<![a-z\d])\d[\do]*o[\do]*(?![a-z\d])|\d[\do]*o(?=lei|ron|eur)")
_WITH = re.compile(r"(?<![a-z])w/(?=\s|[a-z]{3})")  # w/ wife
_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "s", "æ": "a", "œ": "o"}
_LETTERS |= dict.fromkeys("’‘ʼʹ`´′", "'") | dict.fromkeys("‐‑‒–—−", "-") | {"×": "x", "…": "."}

_NOT = "not"
# Words that are two, as they are written without an apostrophe.
_CONTRACTED = {
    f"{verb}nt": (verb, _NOT)
    for verb in (
        "did",
        "has",
        "have",
        "had",
        "does",
        "do",
        "is",
        "was",
        "are",
        "were",
        "would",
        "could",
        "should",
    )
} | {
    "cannot": ("can", _NOT),
    "cant": ("can", _NOT),
    "wont": ("will", _NOT),
    "aint": ("is", _NOT),
    "nui": ("nu", "e"),
}
_PRONOUNS = frozenset(("i", "si", "l", "le", "mi", "m", "ne", "ti", "te", "o", "ii", "il", "v", "isi"))
_PERSONS = frozenset(("i", "you", "he", "she", "we", "they", "it"))
_ARTICLES = frozenset(("ul", "ului", "uri", "urile", "urilor"))  # `address-ul`
_AUXILIARIES = frozenset(("a", "au", "am", "ar", "as", "ai", "o", "or"))
_ENDINGS = {"ll": "will", "ve": "have", "re": "are", "m": "am", "s": ""}


class Token(NamedTuple):
    """A piece of the line from `lo` up to `hi`; `glued` if nothing stands between it and the one before."""

    text: str
    lo: int
    hi: int
    glued: bool


def tokens_of(line: str) -> list[Token]:
    """All pieces of the line, in order."""
    text, places = folded(line[:LONGEST_LINE])
    if "o" in text:
        text = _ZEROS.sub(lambda found: found.group().replace("o", "0"), text)
    if "w/" in text:
        text = _WITH.sub("w ", text)
    found: list[Token] = []
    end = -1
    for match in _WRITTEN.finditer(text):
        lo, hi = match.span()
        start, stop = (lo, hi) if places is None else (places[lo], places[hi - 1] + 1)
        glued = lo == end
        found += [Token(piece, start, stop, glued) for piece in pieces(match.group())]
        end = hi
    return found


def words_of(form: str) -> tuple[str, ...]:
    """The pieces of a form of the lexicon, cut as those of a line are."""
    if form.isascii() and form.islower() and form.isalpha():
        return _CONTRACTED.get(form, (form,))
    return tuple(piece for match in _WRITTEN.finditer(folded(form)[0]) for piece in pieces(match.group()))


@lru_cache(maxsize=4096)
def pieces(written: str) -> tuple[str, ...]:
    """The words that one written word is: a contraction is two, a pronoun before `-a` is left out."""
    if not written[0].isalpha() or ("-" not in written and "'" not in written):
        return _CONTRACTED.get(written, (written,))
    if "-" in written:
        return _hyphened(written)
    start, _, ending = written.partition("'")
    if ending == "t" and start.endswith("n"):
        return _CONTRACTED.get(start + "t", (start[:-1], _NOT))
    if ending == "d" and start in _PERSONS:
        return (start, "would")
    if ending in _ENDINGS:
        return (start, _ENDINGS[ending]) if _ENDINGS[ending] else (start,)
    return (written,)


def _hyphened(written: str) -> tuple[str, ...]:
    start, _, rest = written.partition("-")
    if start == "n":
        return ("nu", *pieces(rest))
    if start == "nu":
        return ("nu",) if rest in _PRONOUNS else ("nu", *pieces(rest))
    if start in ("intr", "dintr", "printr"):
        return (start[:-2], rest)
    if start == "d":
        return (start + rest,)  # d-na, d-l
    if start in _PRONOUNS and rest.partition("-")[0] in _AUXILIARIES:
        return pieces(rest)
    if start in _PRONOUNS and rest in _PRONOUNS:
        return ()
    if (rest in _PRONOUNS and start != "s") or (rest in _ARTICLES and len(start) > len(rest)):
        return (start,)
    return (start, *pieces(rest)) if rest else (start,)


def folded(line: str) -> tuple[str, list[int] | None]:
    """The line in lower case without diacritics or invisible signs, and where each letter came from (None: there)."""
    if line.isascii() and line.isprintable():
        return line.lower(), None
    out: list[str] = []
    places: list[int] = []
    for place, character in enumerate(line):
        for plain in _plain(character):
            out.append(plain)
            places.append(place)
    return "".join(out), places


@lru_cache(maxsize=2048)
def _plain(character: str) -> str:
    if character in _LETTERS:
        return _LETTERS[character]
    category = unicodedata.category(character)
    if category in {"Cf", "Cs", "Mn"}:
        return ""
    if character.isspace() or category == "Cc":
        return " "
    lower = unicodedata.normalize("NFKD", character).casefold()
    return "".join(_LETTERS.get(c, c) for c in lower if unicodedata.category(c) != "Mn") or " "
