"""The words of a situation: a text of the phrase book for each part of the card, filled with the facts of the call.

A sentence that lacks a fact is left out whole, a stretch in square brackets alone, and the fact is named: nobody
ever reads a blank aloud. Every card as it is said: docs/reference/situations.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from collector.rules.persons import Person, names_of
from collector.rules.phrasebook import PARTS, PERIOD_HOLDS, PERIOD_OPENING, SPOKEN, UNLACKED, PhraseBook
from collector.rules.phrasetexts import Phrase, Sentence
from collector.rules.values import Value, spoken


class Said(NamedTuple):
    """The words of a card; None where nothing is said.

    `missing` names the facts for which a sentence or a stretch was left out; `filled` is what was put in, by
    placeholder.
    """

    opening: str | None
    ask: str | None
    alternatives: str | None
    closing: str | None
    care_client: str | None
    care_business: str | None
    care_agent: str | None
    missing: tuple[str, ...]
    filled: Mapping[str, str]


class Line(NamedTuple):
    """A short line; `text` is None when all of it lacks facts. `missing` and `filled` as in `Said`."""

    text: str | None
    missing: tuple[str, ...]
    filled: Mapping[str, str]


def say(
    book: PhraseBook,
    situation: str,
    values: Mapping[str, Value],
    *,
    person: Person,
    language: str,
    moment: datetime,
    variant: int = 0,
    unverified: bool = False,
) -> Said:
    """The card of a situation in `ro` or `en`, the language of the book; KeyError for an unknown situation.

    `values` are facts by placeholder; a `hold` among them that is a period of peace chooses the opening of
    `legal_hold`. `moment` is the hour where the person is: it chooses the greeting. `variant` is the number of the
    text where there are several, over and over. `unverified`, of an outbound call: the opening is that of
    `first_contact`, and what the situation's own opening tells comes after the person has answered.
    """
    filling = _Filling(book, values, person, language, moment)
    phrases = chosen(book, situation, variant)
    if values.get("hold") in PERIOD_HOLDS and PERIOD_OPENING in phrases:
        phrases["opening"] = phrases[PERIOD_OPENING]
        del phrases["alternatives"]
    if unverified and situation != "first_contact" and _introduces(phrases.get("opening")):
        _after_the_answer(phrases, book.cards["first_contact"]["opening"], variant)
    texts = {part: filling.text(phrases[part]) if part in phrases else None for part in PARTS}
    return Said(**texts, missing=tuple(filling.missing), filled=filling.filled)


def chosen(book: PhraseBook, situation: str, variant: int = 0) -> dict[str, Phrase]:
    """The texts of a card by part, as the book writes them: what a star is given to."""
    return {part: texts[variant % len(texts)] for part, texts in book.cards[situation].items() if texts}


def say_piece(
    book: PhraseBook,
    piece: str,
    values: Mapping[str, Value],
    *,
    person: Person,
    language: str,
    moment: datetime,
) -> Line:
    """One of the short lines at hand (`PIECES`)."""
    filling = _Filling(book, values, person, language, moment)
    return Line(filling.text(book.pieces[piece]), tuple(filling.missing), filling.filled)


def starred_first(book: PhraseBook, starred: Mapping[str, frozenset[str]]) -> PhraseBook:
    """The book with the starred texts of each situation before the others, else in the order of the book.

    `starred` holds texts as the book writes them, by situation; one that the book no longer has changes nothing.
    """
    cards = {
        situation: {
            part: tuple(sorted(texts, key=lambda phrase: phrase.text not in starred[situation]))
            for part, texts in card.items()
        }
        if situation in starred
        else card
        for situation, card in book.cards.items()
    }
    return book._replace(cards=cards)


def variants(book: PhraseBook, situation: str) -> int:
    """How many cards the book has for a situation: the most texts that any of its parts has."""
    return max(len(texts) for texts in book.cards[situation].values())


# --- After verification ----------------------------------------------------------------------------------

_INTRODUCTION = frozenset(("greeting", "agent", "company"))


def _introduces(opening: Phrase | None) -> bool:
    """Whether the opening is that of a call we place, not words in a call that is running."""
    return opening is not None and any("greeting" in sentence.names for sentence in opening.sentences)


def _after_the_answer(phrases: dict[str, Phrase], openings: tuple[Phrase, ...], variant: int) -> None:
    """Open as for a person not known yet; whatever the own opening tells goes before the next words."""
    told = [s for s in phrases["opening"].sentences if not _INTRODUCTION & s.names]
    phrases["opening"] = openings[variant % len(openings)]
    follows = next((part for part in SPOKEN[1:] if part in phrases), None)
    if told and follows:
        own = phrases[follows]
        phrases[follows] = Phrase(own.text, (*told, *own.sentences))


# --- Filling ---------------------------------------------------------------------------------------------


class _Filling:
    """The facts of one card, put into sentences."""

    def __init__(
        self,
        book: PhraseBook,
        values: Mapping[str, Value],
        person: Person,
        language: str,
        moment: datetime,
    ) -> None:
        self._book, self._values, self._language, self._moment = book, values, language, moment
        self._names = names_of(person, language)
        self.filled: dict[str, str] = {}
        self.missing: dict[str, None] = {}  # an ordered set

    def text(self, phrase: Phrase) -> str | None:
        """The sentences that have their facts; None when there is none."""
        sentences = (self._sentence(sentence) for sentence in phrase.sentences)
        return " ".join(sentence for sentence in sentences if sentence) or None

    def _sentence(self, sentence: Sentence) -> str:
        stretches = []
        for stretch in sentence.stretches:
            if self._has(stretch.names):
                stretches.append("".join(self.filled[p] if is_name else p for p, is_name in stretch.pieces))
            elif not stretch.optional:
                return ""
        text = "".join(stretches)
        return text[:1].upper() + text[1:]

    def _has(self, names: tuple[str, ...]) -> bool:
        """Whether every fact is there; those that are not are named, all of them."""
        lacking = [name for name in names if name not in self.filled and not self._fill(name)]
        for name in lacking:
            if name not in UNLACKED:
                self.missing["name" if name == "name_voc" else name] = None
        return not lacking

    def _fill(self, name: str) -> bool:
        text = self._own[name](self) if name in self._own else self._value(name)
        if text:
            self.filled[name] = text
        return bool(text)

    def _value(self, name: str) -> str:
        value = self._values.get(name)
        if value is None:
            return ""
        if isinstance(value, str) and name in self._book.words:
            return _worded(value, self._book.words[name])
        return spoken(value, name, self._language, self._moment.date())

    def _greeting(self) -> str:
        hour = self._moment.time()
        begun = [text for begins, text in self._book.greetings if begins <= hour]
        return begun[-1] if begun else self._book.greetings[-1][1]

    _own: Mapping[str, Callable[[_Filling], str]] = {
        "name": lambda self: self._names.nominative,
        "name_voc": lambda self: self._names.vocative,
        "greeting": _greeting,
    }


def _worded(value: str, words: Mapping[str, str]) -> str:
    """The id in words; else what its first word means ("send the copy"); else as it was written."""
    key = value.strip().lower().replace(" ", "_").replace("-", "_")
    return words.get(key) or words.get(key.partition("_")[0]) or value.strip()
