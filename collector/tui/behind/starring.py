"""Stars on words that worked: kept beside the settings, as the phrase book writes them, never with a name."""

from __future__ import annotations

from collections.abc import Sequence

from collector import phrasebooks
from collector.errors import CollectorError, reason
from collector.rules.stars import Star
from collector.tui.scripting import Words
from collector.words import LANGUAGES, _


def words() -> Words:
    """As they are now."""
    books = {language: phrasebooks.phrase_book(language) for language in LANGUAGES}
    return Words(books, frozenset(star.marks for star in phrasebooks.stars()))


def turn(language: str, situation: str, texts: Sequence[tuple[str, str]]) -> tuple[bool, Words]:
    """Star these texts (part and text), or take the stars away where all have one; whether they have one now."""
    wanted = [Star(language, situation, part, text) for part, text in texts]
    starred = words().starred
    on = not all(star.marks in starred for star in wanted)
    try:
        for star in wanted:
            if (star.marks in starred) is not on:
                phrasebooks.star(star)
    except (OSError, ValueError) as fault:
        raise CollectorError(_("The star could not be kept: {error}").format(error=reason(fault))) from None
    return on, words()
