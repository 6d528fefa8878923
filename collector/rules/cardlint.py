"""The card rules R01 to R14: what every card says, and what none may. Source: docs/reference/lint.md.

Sentence by sentence the F rules hold too (`tone`). R11 does not exist; of R14 the number of times an ask is shown is
the engine's (`may_repeat`). Card rules hold on full facts: a card that lacks some is shorter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from collector.rules.cardmarks import (
    ACTIONS,
    ALTERNATIVE,
    ASKS_PAYMENT,
    CONFIRMS,
    EMPATHY,
    PAYDAY,
    PROPOSAL,
    THANKS,
)
from collector.rules.phrasebook import CARE, DAYS, PARTS, SPOKEN, SUMS
from collector.rules.phrases import Said
from collector.rules.situations import SITUATIONS, TONES
from collector.rules.tone import FAIL, lint
from collector.rules.tonelists import ToneBook
from collector.rules.words import N_

MOST_WORDS_A_SENTENCE = 22
MOST_WORDS_A_CARD = 150
MOST_REPEATS = 2  # of the same ask in one call; then the alternatives, or a close

BOOKING = frozenset(
    (
        *("first_contact", "verified_no_promise", "due_tomorrow", "due_today", "promise_kept", "paid_partly"),
        *("broken_once", "broken_twice", "serial_breaker", "too_good_promise", "plan_slipping", "refuses"),
        "vague_promise",
    )
)  # an ask in it, and the promise it comes to read back
_NO_METHOD = frozenset(("promise_kept", "refuses", "too_good_promise"))
_NAMELESS = {"wrong_party": (0, 0), "bereavement": (0, 1)}
_INTERNAL = ("outside_hours", "contact_cap", "promise_open")
_ONCE_OR_TWICE, _ONCE = (1, 2), (1, 1)
NO_SUMS = frozenset(
    (
        *("our_promise_broken", "bereavement", "legal_hold", "time_barred", "safety_risk"),
        *("wrong_party", "third_party"),
    )
)
_IN_CALL = frozenset(
    (
        *("wrong_party", "third_party", "bereavement", "safety_risk", "cease_contact", "represented"),
        *("hardship", "angry", "refuses", "vague_promise", "too_good_promise"),
    )
)
OPENS_A_CALL = frozenset(SITUATIONS) - _IN_CALL - frozenset(_INTERNAL)

_SENTENCE_END = re.compile(r"(?<=[.?!…])\s+")
_WORD = re.compile(r"\w+(?:[-'’.,:]\w+)*")


class CardFinding(NamedTuple):
    """A rule that a card breaks. Of an F rule `better` is another wording in the language of the card; of an R rule
    `expected` is an English text marked with `N_`, filled by `numbers`."""

    rule: str
    verdict: str  # "fail" or "warn"
    part: str  # of the card; "" the card as a whole
    seen: str
    better: str = ""
    expected: str = ""
    numbers: tuple[tuple[str, int], ...] = ()


def lint_card(
    said: Said, situation: str, language: str, tones: ToneBook, *, verified: bool = True, period: bool = False
) -> tuple[CardFinding, ...]:
    """What of a card breaks a rule; empty: all is well.

    `verified` is False where the opening is said before the person is known; that of `first_contact` always is.
    `period`: the card of `legal_hold` for a time without asking, which has no alternatives.
    """
    card = _Card(said, situation, language)
    rules = (
        *(_names, _sums_and_days, _method, _alternative, _thanks, _care, _read_back, _lengths),
        *(_introduction, _empathy_then_action, _asks_no_payment, _one_proposal),
    )
    found = [finding for rule in rules for finding in rule(card)]
    if period:
        found = [finding for finding in found if finding.rule != "R04"]
    return (*_tone(card, tones, verified), *found)


def may_repeat(times_shown: int) -> bool:
    """Whether an ask that was shown so often in this call may be shown once more (R14): twice again, then no more."""
    return times_shown <= MOST_REPEATS


class _Card:
    """A card with what the rules look at."""

    def __init__(self, said: Said, situation: str, language: str) -> None:
        self.said, self.situation, self.language = said, situation, language
        texts = {part: getattr(said, part) or "" for part in PARTS}
        self.parts: Mapping[str, str] = {part: text for part, text in texts.items() if text}
        self.spoken = " ".join(texts[part] for part in SPOKEN if texts[part])

    def has(self, marks: Mapping[str, re.Pattern[str]], text: str | None = None) -> bool:
        return bool(marks[self.language].search((self.spoken if text is None else text).lower()))

    def says(self, placeholders: tuple[str, ...], text: str) -> bool:
        return any(self.said.filled[name] in text for name in placeholders if name in self.said.filled)


def _broken(rule: str, expected: str, part: str = "", seen: str = "", **numbers: int) -> CardFinding:
    return CardFinding(rule, FAIL, part, seen, expected=expected, numbers=tuple(numbers.items()))


# --- F rules, part by part -------------------------------------------------------------------------------


def _tone(card: _Card, tones: ToneBook, verified: bool) -> Iterator[CardFinding]:
    known = verified and card.situation != "first_contact"
    values = tuple(card.said.filled.values())
    for part, text in card.parts.items():
        heard = card.situation if part in SPOKEN else None  # care lines are the agent's alone
        found = lint(
            text, card.language, tones, situation=heard, verified=known or part != "opening", values=values
        )
        for finding in found:
            yield CardFinding(
                finding.rule, finding.verdict, part, text[finding.lo : finding.hi], finding.better
            )


# --- R rules ---------------------------------------------------------------------------------------------


def _names(card: _Card) -> Iterator[CardFinding]:
    low, high = _NAMELESS.get(card.situation, _ONCE if card.situation in _INTERNAL else _ONCE_OR_TWICE)
    names = {card.said.filled[key] for key in ("name", "name_voc") if key in card.said.filled}
    count = sum(card.spoken.count(name) for name in names)
    if not low <= count <= high:
        expected = N_("the name {low} to {high} times in what is said, not {count}")
        yield _broken("R01", expected, low=low, high=high, count=count)


def _sums_and_days(card: _Card) -> Iterator[CardFinding]:
    ask = card.parts.get("ask", "")
    if card.situation in BOOKING and not (card.says(SUMS, ask) and card.says(DAYS, ask)):
        yield _broken("R02", N_("a sum and a day in the ask"), "ask", ask)


def _method(card: _Card) -> Iterator[CardFinding]:
    if card.situation not in BOOKING - _NO_METHOD:
        return
    if not card.says(("method",), card.spoken) and not card.has(PAYDAY):
        yield _broken("R03", N_("a way to pay, or the day the money comes"))


def _alternative(card: _Card) -> Iterator[CardFinding]:
    if not card.has(ALTERNATIVE):
        yield _broken("R04", N_("another possibility: or, we can, if it is easier"))


def _thanks(card: _Card) -> Iterator[CardFinding]:
    if not card.has(THANKS):
        yield _broken("R05", N_("a word of thanks"))


def _care(card: _Card) -> Iterator[CardFinding]:
    client, business = (card.parts.get(part, "") for part in CARE)
    for rule, part, text in (("R06", CARE[0], client), ("R07", CARE[1], business)):
        if not text or client == business:
            yield _broken(
                rule, N_("what the client and what the business gains, in two different lines"), part, text
            )


def _read_back(card: _Card) -> Iterator[CardFinding]:
    closing = card.parts.get("closing", "")
    if card.situation not in BOOKING:
        return
    if not (card.says(SUMS, closing) and card.says(DAYS, closing) and card.has(CONFIRMS, closing)):
        yield _broken("R08", N_("the sum and the day said again at the end, as noted"), "closing", closing)


def _lengths(card: _Card) -> Iterator[CardFinding]:
    for part, text in card.parts.items():
        for sentence in _SENTENCE_END.split(text):
            if (count := len(_WORD.findall(sentence))) > MOST_WORDS_A_SENTENCE:
                expected = N_("a sentence of at most {most} words, not {count}")
                yield _broken("R09", expected, part, sentence, most=MOST_WORDS_A_SENTENCE, count=count)
    if (count := sum(len(_WORD.findall(text)) for text in card.parts.values())) > MOST_WORDS_A_CARD:
        yield _broken(
            "R09", N_("a card of at most {most} words, not {count}"), most=MOST_WORDS_A_CARD, count=count
        )


def _introduction(card: _Card) -> Iterator[CardFinding]:
    opening, filled = card.parts.get("opening", ""), card.said.filled
    if card.situation not in OPENS_A_CALL:
        return
    if any(opening.count(filled.get(key, "\0")) != 1 for key in _OPENING):
        yield _broken("R10", N_("greeting, agent and company in the opening, each once"), "opening", opening)


_OPENING = ("greeting", "agent", "company")


def _empathy_then_action(card: _Card) -> Iterator[CardFinding]:
    felt = EMPATHY[card.language].search(card.spoken.lower())
    if felt and not ACTIONS[card.language].search(card.spoken.lower(), felt.end()):
        yield _broken("R12", N_("after a word of feeling, what we do"), "", felt.group())


def _asks_no_payment(card: _Card) -> Iterator[CardFinding]:
    if TONES[card.situation] == "T0" and card.has(ASKS_PAYMENT):
        yield _broken("R13", N_("no ask for a payment here"))
    if card.situation in NO_SUMS and card.says(SUMS, " ".join(card.parts.values())):
        yield _broken("R13", N_("no sum of money here"))


def _one_proposal(card: _Card) -> Iterator[CardFinding]:
    ask = card.parts.get("ask", "")
    if len(PROPOSAL[card.language].findall(ask.lower())) > 1:
        yield _broken("R14", N_("one proposal at a time"), "ask", ask)
