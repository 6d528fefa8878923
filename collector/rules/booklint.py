"""A whole phrase book tried on invented facts: every card it can make must pass the lint before it is used."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from collector.rules.cardlint import CardFinding, lint_card
from collector.rules.cardsamples import MOMENT, PERSONS, choices, facts, sample
from collector.rules.phrasebook import PERIOD_HOLDS, PIECES, PhraseBook
from collector.rules.phrases import Line, say_piece
from collector.rules.situations import SITUATIONS
from collector.rules.tone import lint
from collector.rules.tonelists import ToneBook

MOST_CHOICES = 200  # of one situation are tried: three texts in each of four parts are 81


def lint_book(
    book: PhraseBook, language: str, tones: ToneBook, known: PhraseBook | None = None
) -> tuple[tuple[str, CardFinding], ...]:
    """Every rule that a card or a short line of the book breaks, once each, with the place: "broken_once".

    Cards that are word for word those of `known`, a book that passes, are not tried again.
    """
    return tuple(dict.fromkeys(_found(book, language, tones, _unchanged(book, known))))


def _unchanged(book: PhraseBook, known: PhraseBook | None) -> frozenset[str]:
    if known is None or (book.words, book.greetings) != (known.words, known.greetings):
        return frozenset()
    return frozenset(name for name in SITUATIONS if book.cards[name] == known.cards[name])


def _found(
    book: PhraseBook, language: str, tones: ToneBook, unchanged: frozenset[str]
) -> Iterator[tuple[str, CardFinding]]:
    for situation in (name for name in SITUATIONS if name not in unchanged):
        for hold in (None, PERIOD_HOLDS[0]) if situation == "legal_hold" else (None,):
            for chosen in islice(choices(book, situation), MOST_CHOICES):
                said = sample(chosen, situation, language, hold=hold)
                found = lint_card(said, situation, language, tones, period=hold is not None)
                yield from ((situation, finding) for finding in found)
    for piece in PIECES:
        line = piece_said(book, piece, language)
        text = line.text or ""
        for each in lint(text, language, tones, situation=piece, values=line.filled.values()):
            finding = CardFinding(each.rule, each.verdict, piece, text[each.lo : each.hi], each.better)
            yield "pieces", finding


def piece_said(book: PhraseBook, piece: str, language: str) -> Line:
    """A short line with all its facts."""
    return say_piece(
        book,
        piece,
        facts("first_contact", language),
        person=PERSONS[language],
        language=language,
        moment=MOMENT,
    )
