"""The words of the trade that shorthand is read with: those of `data/lexicon/`, and the agency's own.

Own words stand in `lexicon.txt` beside the settings file, one row a line as in `data/lexicon/`. A row that cannot be used
is left out and told (`problems`); all others hold.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from collector.config import data_file, settings_path
from collector.rules.shorthand.lexicon import Lexicon
from collector.rules.shorthand.own import RefusedWord, read_own
from collector.rules.shorthand.rows import Word, read_rows
from collector.rules.shorthand.spelling import Spelling, read_spelling
from collector.words import _

OWN_WORDS = "lexicon.txt"


def lexicon() -> Lexicon:
    """The lexicon with the agency's own words, read once."""
    return _loaded(own_file())[0]


def problems() -> list[str]:
    """What is wrong in the agency's own file: file, line, what was seen, what was expected; empty if all is well."""
    path = own_file()
    return [_told(path, refused) for refused in _loaded(path)[1]]


def own_file() -> Path:
    """Where an agency keeps its own words."""
    return settings_path().parent / OWN_WORDS


def shipped_rows() -> list[Word]:
    """The rows that come with the program."""
    return [
        row
        for file in sorted(data_file("lexicon").glob("*.txt"))
        for row in read_rows(file.read_text("utf-8"))
    ]


@cache
def _shipped() -> Lexicon:
    """Without own words: the same for every agency of the process."""
    spelling = Spelling(read_spelling(data_file("spelling.txt").read_text("utf-8")))
    return Lexicon(shipped_rows(), spelling)


@lru_cache(maxsize=2)
def _loaded(own: Path) -> tuple[Lexicon, tuple[RefusedWord, ...]]:
    known = _shipped()
    try:
        text = own.read_text("utf-8-sig", errors="replace")
    except OSError:
        return known, ()
    words, refused = read_own(text, known)
    return (Lexicon([*shipped_rows(), *words], known.spelling) if words else known), tuple(refused)


def _told(path: Path, refused: RefusedWord) -> str:
    expected = _(refused.reason.expected).format(**refused.reason.values)
    return _("{file}, line {line}: {seen} – expected: {expected}").format(
        file=path, line=refused.line, seen=repr(refused.seen[:80]), expected=expected
    )
