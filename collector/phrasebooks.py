"""The phrase books in use: those of `data/phrases/`, or an agency's own, with the starred texts first.

An own book is `phrases.ro.toml` or `phrases.en.toml` beside the settings file. It is used only when it is whole and all
its cards pass the lint; else the shipped one is, and `problems` tells why. Starred texts are kept in `starred.toml` there:
what the books write, with placeholders, and never a word about a client.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from collector.config import data_file, settings_path
from collector.errors import reason
from collector.rules.phrasebook import BadBook, PhraseBook, Problem, read_book
from collector.rules.phrases import starred_first
from collector.rules.stars import Star, read_stars, turned, write_stars
from collector.words import LANGUAGES, _

if TYPE_CHECKING:
    from collector.rules.cardlint import CardFinding

STARRED = "starred.toml"


def phrase_book(language: str) -> PhraseBook:
    """The book of `ro` or `en`, starred texts first; ValueError for another language."""
    book = _chosen(language, own_file(language))[0]
    starred: dict[str, frozenset[str]] = {}
    for star in stars():
        if star.language == language:
            starred[star.situation] = starred.get(star.situation, frozenset()) | {star.text}
    return starred_first(book, starred)


def problems() -> list[str]:
    """Why an own book is not used: file, place, what was seen, what was expected; empty if all is well."""
    return [problem for language in LANGUAGES for problem in _chosen(language, own_file(language))[1]]


def own_file(language: str) -> Path:
    """Where an agency keeps its own book."""
    return settings_path().parent / f"phrases.{language}.toml"


def stars() -> tuple[Star, ...]:
    """The texts that somebody starred; none when the file cannot be read."""
    try:
        return read_stars((settings_path().parent / STARRED).read_text("utf-8"))
    except (OSError, ValueError):
        return ()


def star(wanted: Star) -> bool:
    """Star a text, or take its star away; whether it has one now. OSError when the file cannot be written.

    ValueError for a text that the book does not have: what was said to somebody is never kept here.
    """
    card = phrase_book(wanted.language).cards.get(wanted.situation, {})
    if wanted.text not in {phrase.text for phrase in card.get(wanted.part, ())}:
        raise ValueError(f"no text of the {wanted.language} book for {wanted.situation}.{wanted.part}")
    now = turned(stars(), wanted)
    path = settings_path().parent / STARRED
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".new")
    aside.write_text(write_stars(now), "utf-8")
    aside.replace(path)
    return wanted in now


# --- Loading ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def shipped_book(language: str) -> PhraseBook:
    """The book that comes with the program; ValueError for a language other than `ro` and `en`."""
    if language not in LANGUAGES:
        raise ValueError(f"no phrase book in {language!r}, only in {', '.join(LANGUAGES)}")
    return read_book(data_file("phrases", f"{language}.toml").read_text("utf-8"))


@lru_cache(maxsize=4)
def _chosen(language: str, own: Path) -> tuple[PhraseBook, tuple[str, ...]]:
    """The book to use, and why not the agency's own."""
    shipped = shipped_book(language)
    try:
        text = own.read_text("utf-8-sig")
    except FileNotFoundError:
        return shipped, ()
    except (OSError, UnicodeDecodeError) as error:
        return shipped, (_("{file}: it cannot be read: {error}").format(file=own, error=reason(error)),)
    try:
        book = read_book(text, shipped)
    except BadBook as bad:
        return shipped, tuple(_wrong(own, problem) for problem in bad.problems)
    from collector.rules.booklint import lint_book
    from collector.rules.tone import FAIL
    from collector.tones import tone_book

    found = [each for each in lint_book(book, language, tone_book(), shipped) if each[1].verdict == FAIL]
    return (shipped, tuple(_refused(own, *each) for each in found)) if found else (book, ())


def _wrong(own: Path, problem: Problem) -> str:
    expected = _(problem.reason.expected).format(**problem.reason.values)
    if not problem.where:
        return _("{file} is not used; expected: {expected}").format(file=own, expected=expected)
    return _("{file} is not used: {place}; expected: {expected}").format(
        file=own, place=problem.where, expected=expected
    )


def _refused(own: Path, situation: str, found: CardFinding) -> str:
    """A rule that the book breaks: where, in which words, and what to say instead."""
    place = f"{situation}.{found.part}" if found.part else situation
    better = found.better or _(found.expected).format(**dict(found.numbers))
    told = (
        _("{file} is not used: {place}, rule {rule}, in {seen}; better: {better}")
        if found.seen
        else _("{file} is not used: {place}, rule {rule}; better: {better}")
    )
    return told.format(file=own, place=place, rule=found.rule, seen=repr(found.seen[:80]), better=better)
