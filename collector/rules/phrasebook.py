"""A phrase book: how it is written, and how it is read. No card is left without words by a slip of the pen.

A book is TOML (docs/how-to/write-a-phrase-book.md): a table a situation, in it a text a part, or several texts where
there is a choice; "" where nothing is said. `[pieces]` are short lines at hand, `[words.…]` say ids as a sentence does,
`[greetings]` go by the hour.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import time
from typing import Any, NamedTuple

from collector.rules.phrasetexts import Phrase, read_phrase
from collector.rules.situations import SITUATIONS
from collector.rules.words import N_, Unreadable

SPOKEN = ("opening", "ask", "alternatives", "closing")
CARE = ("care_client", "care_business")
AGENT = "care_agent"  # where there is something to say to the one who calls
PARTS = (*SPOKEN, *CARE, AGENT)
PERIOD_HOLDS = ("breathing_space", "assignment_notice")  # a time without asking rather than a procedure
PERIOD_OPENING = "opening_period"  # of `legal_hold`
PIECES = (
    *("voicemail", "broken_record", "fogging", "i_message", "desc", "pause", "no_with_choices"),
    *("good_wishes", "end_call"),
)

SUMS = ("amount", "balance", "paid", "rest", "part", "usual")
DAYS = ("due_date", "alt_date", "late_date", "callback")
UNLACKED = (
    "streak",
    "recording_notice",
    "disclosure",
)  # said only where they apply: no fact is missing without
_WHO = ("name", "name_voc", "greeting", "agent", "company", "creditor", "owner")
_WHAT = ("method", "reference", "n", "channel", "ticket", "our_what")
PLACEHOLDERS = frozenset((*SUMS, *DAYS, *UNLACKED, *_WHO, *_WHAT))
WORDED = ("method", "channel", "our_what")

NO_TOML = N_("a file in TOML: {error}")
A_KEY_OF = N_("one of {known}")
THE_KEY = N_("the key {key}, with a text")
A_TABLE = N_("a table")
A_TEXT = N_("a text, or several in a list")
AN_HOUR = N_("an hour such as 18:00")


class PhraseBook(NamedTuple):
    """The words of one language."""

    cards: Mapping[str, Mapping[str, tuple[Phrase, ...]]]  # by situation, then by part; none: nothing is said
    pieces: Mapping[str, Phrase]
    words: Mapping[str, Mapping[str, str]]  # by placeholder, then by id: `bank_transfer`
    greetings: tuple[tuple[time, str], ...]  # each from its hour on, in the order of the day


class Problem(NamedTuple):
    """What is wrong, and where: "broken_once.ask"."""

    where: str
    reason: Unreadable


class BadBook(ValueError):
    """The book cannot be used; `problems` are all that were seen."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.where}: {problem.reason}" for problem in self.problems))


def read_book(text: str, base: PhraseBook | None = None) -> PhraseBook:
    """The book that is written in this text. BadBook names everything that is wrong, not the first thing only.

    A book with `based_on = "shipped"` at its head holds only what is to be another way; the rest is of `base`.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadBook([Problem("", Unreadable(NO_TOML, error=error))]) from None
    reading = _Reading(base if table.pop("based_on", None) == "shipped" else None)
    book = reading.book(table)
    if reading.problems:
        raise BadBook(reading.problems)
    return book


class _Reading:
    """Reads a book on after a problem; what cannot be read counts as empty until then."""

    def __init__(self, base: PhraseBook | None) -> None:
        self.base = base
        self.problems: list[Problem] = []

    def book(self, table: Mapping[str, Any]) -> PhraseBook:
        base = self.base or PhraseBook({}, {}, {}, ())
        self._known("", table, (*SITUATIONS, "pieces", "words", "greetings"))
        pieces = self._table("pieces", table)
        self._keys("pieces", pieces, PIECES, given=base.pieces)
        words = self._table("words", table)
        self._known("words", words, WORDED)
        return PhraseBook(
            cards={s: self._card(s, self._table(s, table), base.cards.get(s, {})) for s in SITUATIONS},
            pieces={**base.pieces, **{key: self._phrase(f"pieces.{key}", pieces[key]) for key in pieces}},
            words={
                w: {**base.words.get(w, {}), **self._texts(f"words.{w}", words.get(w, {}))} for w in WORDED
            },
            greetings=tuple(self._greetings(self._table("greetings", table))) or base.greetings,
        )

    def _card(
        self, where: str, table: Mapping[str, Any], base: Mapping[str, tuple[Phrase, ...]]
    ) -> Mapping[str, tuple[Phrase, ...]]:
        period = (PERIOD_OPENING,) if where == "legal_hold" else ()
        self._keys(where, table, (*SPOKEN, *CARE, *period), given=base, besides=(AGENT,))
        return {**base, **{part: self._choice(f"{where}.{part}", table[part]) for part in table}}

    def _choice(self, where: str, value: object) -> tuple[Phrase, ...]:
        texts = value if isinstance(value, list) else [value]
        return tuple(self._phrase(where, text) for text in texts if text != "")

    def _phrase(self, where: str, value: object) -> Phrase:
        try:
            return read_phrase(self._text(where, value), PLACEHOLDERS)
        except Unreadable as problem:
            self._wrong(where, problem)
            return Phrase("", ())

    def _greetings(self, table: Mapping[str, Any]) -> Iterator[tuple[time, str]]:
        if not table and not self.base:
            self._wrong("greetings", Unreadable(AN_HOUR))
        for hour, text in sorted(table.items()):
            try:
                yield time.fromisoformat(hour), self._text(f"greetings.{hour}", text)
            except ValueError:
                self._wrong(f"greetings.{hour}", Unreadable(AN_HOUR))

    def _texts(self, where: str, table: object) -> dict[str, str]:
        if not isinstance(table, dict):
            self._wrong(where, Unreadable(A_TABLE))
            return {}
        return {key: self._text(f"{where}.{key}", value) for key, value in table.items()}

    def _text(self, where: str, value: object) -> str:
        if isinstance(value, str):
            return value
        self._wrong(where, Unreadable(A_TEXT))
        return ""

    def _table(self, key: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
        found = table.get(key, {})
        if isinstance(found, dict):
            return found
        self._wrong(key, Unreadable(A_TABLE))
        return {}

    def _keys(
        self,
        where: str,
        table: Mapping[str, Any],
        needed: Collection[str],
        *,
        given: Collection[str],
        besides: Collection[str] = (),
    ) -> None:
        """All that is needed is there or in the base, and nothing else is."""
        self._known(where, table, (*needed, *besides))
        for key in needed:
            if key not in table and key not in given:
                self._wrong(where, Unreadable(THE_KEY, key=key))

    def _known(self, where: str, table: Mapping[str, Any], known: Collection[str]) -> None:
        for key in table:
            if key not in known:
                place = f"{where}.{key}" if where else key
                self._wrong(place, Unreadable(A_KEY_OF, known=", ".join(known)))

    def _wrong(self, where: str, reason: Unreadable) -> None:
        self.problems.append(Problem(where, reason))
