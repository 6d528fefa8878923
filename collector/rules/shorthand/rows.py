"""The rows of the lexicon: one a line, its six cells parted by `;`, and lines that begin with `#` left out.

Forms (parted by commas, see `forms`), language, tags (see `tags`), full words, what to watch out for, source: where the
forms are attested (S1… and R1…: docs/reference/shorthand.md), or D for judgement from the trade.
"""

from __future__ import annotations

from typing import NamedTuple

from collector.rules.shorthand.forms import parsed
from collector.rules.shorthand.tags import is_tag
from collector.rules.words import N_, Unreadable

CELLS = 6
LANGUAGES = ("ro", "en", "ro,en", "en,ro")


class Word(NamedTuple):
    """A row of the lexicon."""

    forms: tuple[str, ...]
    lang: str
    tags: tuple[str, ...]
    full: str
    watch: str
    source: str


def read_rows(text: str) -> list[Word]:
    """The rows of a file. Unreadable for a line that is none."""
    return [read_row(line) for line in text.splitlines() if is_row(line)]


def is_row(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def read_row(line: str) -> Word:
    """One row. Unreadable says what was expected; of an own row the last three cells may be left out."""
    cells = [cell.strip() for cell in line.split(";")]
    if not 3 <= len(cells) <= CELLS:
        raise Unreadable(
            N_("forms ; language ; tags ; full words ; watch out ; source, parted by semicolons")
        )
    forms, lang, tags, full, watch, source = cells + [""] * (CELLS - len(cells))
    return Word(
        tuple(f.strip() for f in forms.split(",") if f.strip()),
        lang,
        tuple(tags.split()),
        full,
        watch,
        source,
    )


def check_row(word: Word) -> None:
    """Whether a row of the agency's own can be used. Unreadable says what was expected."""
    if not word.forms:
        raise Unreadable(N_("at least one form before the first semicolon"))
    if word.lang not in LANGUAGES:
        raise Unreadable(N_("a language: ro, en or ro,en"))
    if not word.tags or not all(is_tag(tag) for tag in word.tags):
        raise Unreadable(
            N_("a tag of the page about the lexicon, for example: {known}"), known="pay, outcome:busy"
        )
    for form in word.forms:
        _check_form(form)


def _check_form(form: str) -> None:
    try:
        pieces = parsed(form)
    except ValueError:
        raise Unreadable(N_("brackets that are closed")) from None
    if not any(isinstance(piece, list) or any(c.isalpha() for c in piece) for piece in pieces):
        raise Unreadable(N_("a form with letters: a number stays a number"))
