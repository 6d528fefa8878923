"""Card rules: every card of both books passes, and a card that breaks a rule is told so."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from collector.phrasebooks import shipped_book
from collector.rules.booklint import lint_book
from collector.rules.cardlint import (
    BOOKING,
    MOST_WORDS_A_CARD,
    OPENS_A_CALL,
    CardFinding,
    lint_card,
    may_repeat,
)
from collector.rules.cardsamples import MOMENT, PERSONS, choices, facts, sample
from collector.rules.persons import Person
from collector.rules.phrasebook import DAYS, SPOKEN, SUMS, read_book
from collector.rules.phrases import say
from collector.rules.situations import SITUATIONS
from collector.rules.tone import FAIL
from collector.rules.values import Sum, Value
from collector.tones import tone_book

BOTH = ("ro", "en")
NOON = datetime(2027, 9, 29, 12, 0, tzinfo=MOMENT.tzinfo)
LONG_FACTS: dict[str, Value] = {
    "agent": "Maria-Magdalena Dobrescu",
    "company": "ALFA SERVICII FINANCIARE SRL",
    "creditor": "Banca Trei Stejari SA",
    "reference": "contractul CTR 48472/2025",
    "owner": "doamna Irina Stănescu",
    "method": "cash",
    "n": 12,
    "streak": 21,
}


def broken(situation: str, **parts: str) -> list[str]:
    """The rules that the Romanian card breaks when these parts of it are written another way."""
    lines = (f"{part} = {json.dumps(text)}" for part, text in parts.items())
    own = "\n".join(('based_on = "shipped"', f"[{situation}]", *lines))
    said = sample(read_book(own, shipped_book("ro")), situation, "ro")
    return [finding.rule for finding in lint_card(said, situation, "ro", tone_book())]


# --- The books -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", BOTH)
def test_every_card_that_the_shipped_book_can_make_passes(language: str) -> None:
    assert lint_book(shipped_book(language), language, tone_book()) == ()


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_with_fewer_facts_no_forbidden_word_is_said(situation: str, language: str) -> None:
    """Card rules hold on full facts; what may not be said may never be said."""
    tones = tone_book()
    for gone in ({"amount", "part", "company"}, {"callback"}, set(facts(situation, language))):
        values = {name: value for name, value in facts(situation, language).items() if name not in gone}
        for book in choices(shipped_book(language), situation):
            said = say(book, situation, values, person=PERSONS[language], language=language, moment=MOMENT)
            found = lint_card(said, situation, language, tones)
            assert [each for each in found if each.rule[0] == "F" or each.rule in ("R09", "R12", "R13")] == []


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("situation", sorted(OPENS_A_CALL))
def test_a_card_opened_before_the_person_is_known_passes_too(situation: str, language: str) -> None:
    said = say(
        shipped_book(language),
        situation,
        facts(situation, language),
        person=PERSONS[language],
        language=language,
        moment=MOMENT,
        unverified=True,
    )
    found = lint_card(said, situation, language, tone_book(), verified=False)
    assert found == ()


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_with_long_names_and_sums_sentences_stay_short(situation: str, language: str) -> None:
    values = facts(situation, language) | LONG_FACTS
    values |= {name: Sum(1_234_567_89, "GBP") for name in SUMS} | dict.fromkeys(DAYS, NOON)
    for book in choices(shipped_book(language), situation):
        for unverified in (False, True):
            said = say(
                book,
                situation,
                values,
                person=Person("ANA-MARIA CONSTANTINESCU-POPOVICI", "doamna"),
                language=language,
                moment=MOMENT,
                unverified=unverified,
            )
            found = lint_card(said, situation, language, tone_book())
            assert [each for each in found if each.rule == "R09"] == []


# --- One rule at a time ------------------------------------------------------------------------------------------

LONG = "Vă rog să îmi spuneți " + "foarte " * 20 + "clar."
BREAKS = [
    # rule    situation          what is written otherwise
    ("R01", "broken_once", {"opening": "{greeting}. Sunt {agent}, de la {company}."}),
    ("R01", "first_contact", {"ask": "Vă propun {amount}, cel târziu {due_date}, {name_voc}."}),
    ("R01", "wrong_party", {"closing": "Nu o mai sunăm pe {name}. Vă mulțumesc."}),
    ("R02", "broken_once", {"ask": "Vă propun {amount}, prin {method}."}),
    ("R02", "broken_once", {"ask": "Vă propun {due_date}, prin {method}."}),
    ("R02", "broken_once", {"ask": ""}),
    ("R03", "broken_once", {"ask": "Vă propun {amount}, cel târziu {due_date}."}),
    ("R04", "dispute_open", {"alternatives": ""}),
    ("R05", "angry", {"closing": "Am notat exact ce mi-ați spus."}),
    ("R06", "angry", {"care_client": ""}),
    ("R07", "angry", {"care_business": "Întâi rezolvăm ce v-a supărat."}),
    ("R08", "broken_once", {"closing": "Vă mulțumesc pentru sinceritate."}),
    ("R08", "due_today", {"closing": "Pe {due_date}, {amount}. Vă mulțumesc."}),
    ("R09", "angry", {"ask": LONG}),
    ("R09", "refuses", {"ask": "Soldul rămâne de {balance}. Propunerea mea: {amount}, {due_date}. " * 15}),
    ("R10", "due_today", {"opening": "{greeting}, {name_voc}. Vă mulțumesc pentru înțelegere."}),
    ("R10", "due_today", {"opening": "{greeting}, {name_voc}. Sunt {agent}. Aici {agent}, de la {company}."}),
    ("R12", "bereavement", {"closing": "Vă mulțumesc.", "alternatives": "Ne scrieți sau ne sunați."}),
    ("R13", "hardship", {"ask": "Vă propun o sumă mică. Ce ziceți?"}),
    ("R13", "our_promise_broken", {"closing": "Soldul este de {balance}. Vă mulțumesc."}),
    ("R14", "refuses", {"ask": "Vă propun {amount}, {due_date}. Vă propun și {part}, {alt_date}."}),
    ("F08", "broken_once", {"alternatives": "Este ultima șansă, sau putem alege altă zi."}),
    ("F10", "angry", {"care_agent": "Ai grijă ce spui: tu ai promis."}),
    ("F16", "third_party", {"closing": "Vă mulțumesc. Are o datorie la noi."}),
    ("F16", "first_contact", {"opening": "{greeting}. Sunt {agent}, de la {company}, despre o datorie."}),
]


@pytest.mark.parametrize(("rule", "situation", "parts"), BREAKS)
def test_a_card_that_breaks_a_rule_is_told_so(rule: str, situation: str, parts: dict[str, str]) -> None:
    assert rule in broken(situation, **parts)


def test_a_finding_says_where_and_what_is_expected() -> None:
    said = sample(shipped_book("ro"), "angry", "ro")._replace(ask=LONG)
    (found,) = lint_card(said, "angry", "ro", tone_book())
    assert found == CardFinding(
        "R09",
        FAIL,
        "ask",
        LONG,
        expected="a sentence of at most {most} words, not {count}",
        numbers=(("most", 22), ("count", 26)),
    )


def test_the_card_of_a_peaceful_period_needs_no_alternative() -> None:
    said = sample(shipped_book("en"), "legal_hold", "en", hold="breathing_space")
    assert [f.rule for f in lint_card(said, "legal_hold", "en", tone_book())] == ["R04"]
    assert lint_card(said, "legal_hold", "en", tone_book(), period=True) == ()


def test_an_ask_is_shown_again_twice_at_most() -> None:
    assert [may_repeat(times) for times in range(5)] == [True, True, True, False, False]


@pytest.mark.parametrize("language", BOTH)
def test_the_longest_card_leaves_room_to_breathe(language: str) -> None:
    """Names and sums of real people are longer than the samples."""
    for situation in SITUATIONS:
        said = sample(shipped_book(language), situation, language)
        spoken = [text for part in SPOKEN if (text := getattr(said, part))]
        assert len(" ".join(spoken).split()) <= MOST_WORDS_A_CARD - 25, situation


def test_what_books_a_promise_is_said_in_full() -> None:
    for situation in BOOKING:
        said = sample(shipped_book("ro"), situation, "ro")
        assert {"amount", "part"} & set(said.filled), situation
