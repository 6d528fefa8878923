"""The words of a card: filled where the facts are there, left out and named where they are not."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.config import data_file
from collector.phrasebooks import shipped_book
from collector.rules.cardsamples import MOMENT, PERSONS, choices, facts
from collector.rules.persons import Person
from collector.rules.phrasebook import PARTS, PIECES, PLACEHOLDERS, SPOKEN, BadBook, read_book
from collector.rules.phrases import Said, chosen, say, say_piece, starred_first
from collector.rules.situations import SITUATIONS
from collector.rules.stars import Star, read_stars, turned, write_stars
from collector.rules.values import Sum, Value

BOTH = ("ro", "en")


def said(situation: str, values: dict[str, Value], language: str = "ro", **more: object) -> Said:
    ways = {"person": PERSONS[language], "moment": MOMENT} | more
    return say(shipped_book(language), situation, values, language=language, **ways)


def texts(card: Said) -> list[str]:
    return [text for part in PARTS if (text := getattr(card, part))]


# --- Filling -------------------------------------------------------------------------------------------------


def test_an_ask_says_sum_day_and_way() -> None:
    card = said("broken_once", facts("broken_once", "ro"))
    assert card.opening == (
        "Bună ziua, doamnă Ionescu. Sunt Maria Dobre, de la Alfa Servicii. "
        "Plata de 300 de lei, stabilită pentru joi, 26 februarie, nu apare încă la noi."
    )
    assert card.ask == "A intervenit ceva? Vă propun 300 de lei, cel târziu joi, 12 martie, prin card."
    assert card.missing == ()


def test_a_sentence_that_lacks_a_fact_is_left_out_whole_and_named() -> None:
    values = facts("broken_once", "ro")
    del values["late_date"], values["company"]
    card = said("broken_once", values)
    assert card.opening == "Bună ziua, doamnă Ionescu."
    assert card.missing == ("company", "late_date")


def test_a_stretch_in_brackets_is_left_out_alone() -> None:
    values = facts("broken_once", "en") | {"method": None}  # type: ignore[dict-item]
    card = said("broken_once", values, "en", person=Person(""))
    assert card.ask == "Did something get in the way? I propose £300.00 by Thursday 12 March."
    assert card.opening is not None
    assert card.opening.startswith("Good morning. This is Maria Dobre")
    assert card.missing == ("name", "method")


def test_what_applies_only_sometimes_is_not_missing() -> None:
    values = facts("promise_kept", "ro") | {"streak": 2}
    assert said("promise_kept", values).missing == ()
    assert "la rând" not in str(said("promise_kept", values).opening)
    first = {name: value for name, value in facts("first_contact", "ro").items() if name != "disclosure"}
    assert said("first_contact", first).missing == ()


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_without_any_facts_no_blank_is_read_aloud(situation: str, language: str) -> None:
    for book in choices(shipped_book(language), situation):
        card = say(book, situation, {}, person=Person(""), language=language, moment=MOMENT)
        needed = {name for texts in book.cards[situation].values() for text in texts for name in names(text)}
        told = {"name" if name == "name_voc" else name for name in needed - {"greeting"}}
        hushed = {"streak", "disclosure", "recording_notice"}
        assert set(card.missing) <= told - hushed
        assert not any(
            mark in " ".join(texts(card)) for mark in ("{", "}", "[", "]", "  ", " ,", " .", "None")
        )


def names(phrase: object) -> set[str]:
    return {name for sentence in phrase.sentences for name in sentence.names}  # type: ignore[attr-defined]


@given(st.sampled_from(SITUATIONS), st.sampled_from(BOTH), st.sets(st.sampled_from(sorted(PLACEHOLDERS))))
def test_whatever_is_missing_sentences_stay_sentences(situation: str, language: str, gone: set[str]) -> None:
    values = {name: value for name, value in facts(situation, language).items() if name not in gone}
    card = said(situation, values, language)
    assert set(card.missing) <= gone
    for text in texts(card):
        assert text[0].isupper() or not text[0].isalpha()
        assert text[-1] in ".?!"
        assert "{" not in text
        assert "  " not in text


GREETINGS = [
    (4, "Bună seara", "Good evening"),
    (5, "Bună dimineața", "Good morning"),
    (9, "Bună dimineața", "Good morning"),
    (10, "Bună ziua", "Good morning"),
    (12, "Bună ziua", "Good afternoon"),
    (17, "Bună ziua", "Good afternoon"),
    (18, "Bună seara", "Good evening"),
]


@pytest.mark.parametrize(("hour", "ro", "en"), GREETINGS)
def test_the_greeting_is_that_of_the_hour_where_the_person_is(hour: int, ro: str, en: str) -> None:
    there = datetime(2026, 3, 3, hour, 30, tzinfo=timezone(timedelta(hours=-5)))
    for language, greeting in (("ro", ro), ("en", en)):
        opening = said("no_answer_n", facts("no_answer_n", language), language, moment=there).opening
        assert str(opening).startswith(greeting + ".")


WORDED = [
    ("our_promise_broken", "our_what", "call_back", "un apel", "a call"),
    ("our_promise_broken", "our_what", "call back", "un apel", "a call"),
    ("our_promise_broken", "our_what", "Send the copy", "un document", "a document"),
    ("our_promise_broken", "our_what", "planul nou", "planul nou", "planul nou"),
    ("broken_once", "method", "bank_transfer", "prin transfer bancar", "by bank transfer"),
    ("broken_once", "method", "cash", "prin plată în numerar", "by cash"),
    ("cease_contact", "channel", "letter", "prin poștă", "by post"),
]


@pytest.mark.parametrize(("situation", "placeholder", "value", "ro", "en"), WORDED)
def test_an_id_is_said_as_a_sentence_says_it(
    situation: str, placeholder: str, value: str, ro: str, en: str
) -> None:
    for language, words in (("ro", ro), ("en", en)):
        card = said(situation, facts(situation, language) | {placeholder: value}, language)
        assert words in " ".join(texts(card))


def test_a_period_of_peace_has_its_own_opening_and_offers_nothing() -> None:
    values = facts("legal_hold", "ro")
    procedure, period = said("legal_hold", values), said("legal_hold", values | {"hold": "breathing_space"})
    assert "procedura" in str(procedure.opening)
    assert procedure.alternatives
    assert "perioada în care nu vă cerem" in str(period.opening)
    assert period.alternatives is None


# --- Before the person is known ------------------------------------------------------------------------------


def test_before_verification_the_call_opens_like_a_first_one_and_tells_after_the_answer() -> None:
    card = said("broken_once", facts("broken_once", "ro"), unverified=True)
    assert card.opening == said("first_contact", facts("first_contact", "ro")).opening
    assert str(card.ask).startswith("Plata de 300 de lei, stabilită pentru joi, 26 februarie")
    assert str(card.ask).endswith("prin card.")


def test_an_apology_before_verification_is_made_after_the_answer() -> None:
    card = said("our_promise_broken", facts("our_promise_broken", "en"), "en", unverified=True)
    assert "Am I speaking with Ms Taylor?" in str(card.opening)
    assert card.ask is None
    assert str(card.alternatives).startswith("I promised you the copy of your invoice")


def test_words_of_a_running_call_do_not_open_it_anew() -> None:
    values = facts("angry", "ro")
    assert said("angry", values, unverified=True) == said("angry", values)


# --- Several texts, and stars ----------------------------------------------------------------------------------


def test_variants_are_taken_over_and_over() -> None:
    values = facts("broken_once", "ro")
    first, second, third = (said("broken_once", values, variant=number).ask for number in range(3))
    assert first == third != second


def test_a_starred_text_comes_first_and_the_others_stay() -> None:
    book = shipped_book("ro")
    first, second = book.cards["broken_once"]["ask"]
    starred = starred_first(book, {"broken_once": frozenset((second.text,)), "angry": frozenset(("gone",))})
    assert starred.cards["broken_once"]["ask"] == (second, first)
    assert chosen(starred, "broken_once")["ask"] is second
    assert starred.cards["angry"] == book.cards["angry"]


def test_stars_are_kept_as_they_were_and_taken_away_by_a_second_one() -> None:
    star = Star("ro", "refuses", "ask", 'Soldul „{balance}" \\ [, cu toate].\n', "promise")
    other = Star("en", "angry", "ask", "What happened?")
    kept = turned(turned((), star), other)
    assert read_stars(write_stars(kept)) == kept
    assert turned(kept, star._replace(outcome="")) == (other,)
    assert read_stars('starred = [1, {text = 2}, {situation = "x"}]') == ()


# --- Books -----------------------------------------------------------------------------------------------------


def test_both_books_have_the_same_keys() -> None:
    tables = [tomllib.loads(data_file("phrases", f"{language}.toml").read_text("utf-8")) for language in BOTH]
    shapes = [
        {
            f"{name}.{key}": (isinstance(value, list) and len(value), value == "")
            for name, table in book.items()
            for key, value in table.items()
            if name != "greetings"
        }
        for book in tables
    ]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("language", BOTH)
def test_every_short_line_can_be_said(language: str) -> None:
    for piece in PIECES:
        line = say_piece(
            shipped_book(language),
            piece,
            facts("first_contact", language),
            person=PERSONS[language],
            language=language,
            moment=MOMENT,
        )
        assert line.text
        assert "{" not in line.text
        assert line.missing == ()


BAD = [
    # what is written                                       where it is told     and how
    ('[broken_once]\nask = "{sum}"', "broken_once.ask", "a placeholder that exists, not {sum}"),
    ('[broken_once]\nask = "{amount"', "broken_once.ask", "closed"),
    ('[broken_once]\nask = "[a [b] c]."', "broken_once.ask", "closed"),
    ('[broken_once]\nask = "a ] b"', "broken_once.ask", "closed"),
    ("[broken_once]\nask = 7", "broken_once.ask", "a text"),
    ('[broken_once]\nhello = "x"', "broken_once.hello", "one of opening"),
    ('[broken]\nask = "x"', "broken", "one of safety_risk"),
    ('broken_once = "x"', "broken_once", "a table"),
    ('[pieces]\njoke = "x"', "pieces.joke", "one of voicemail"),
    ('[words.method]\ncard = ["x"]', "words.method.card", "a text"),
    ('[greetings]\nnoon = "x"', "greetings.noon", "an hour such as 18:00"),
    ("[broken_once", "", "TOML"),
]


@pytest.mark.parametrize(("written", "where", "how"), BAD)
def test_a_slip_of_the_pen_is_told_with_its_place(written: str, where: str, how: str) -> None:
    with pytest.raises(BadBook) as bad:
        read_book('based_on = "shipped"\n' + written, shipped_book("ro"))
    assert [problem.where for problem in bad.value.problems] == [where]
    assert how in str(bad.value.problems[0].reason)


def test_a_book_of_its_own_must_be_whole() -> None:
    with pytest.raises(BadBook) as bad:
        read_book('[broken_once]\nask = "Bine."', shipped_book("ro"))
    told = {f"{problem.where}: {problem.reason}" for problem in bad.value.problems}
    assert "broken_once: the key opening, with a text" in told
    assert "legal_hold: the key opening_period, with a text" in told
    assert "pieces: the key desc, with a text" in told
    assert not any(place.startswith("broken_once: the key ask") for place in told)


def test_a_book_based_on_the_shipped_one_changes_only_what_it_says() -> None:
    own = read_book(
        'based_on = "shipped"\n[broken_once]\nask = "Ce zi vă convine?"\n[words.method]\ncash = "numerar"',
        shipped_book("ro"),
    )
    card = say(
        own, "broken_once", {"method": "cash"}, person=PERSONS["ro"], language="ro", moment=MOMENT, variant=5
    )
    assert card.ask == "Ce zi vă convine?"
    assert own.words["method"]["card"] == "card"
    assert own.cards["angry"] == shipped_book("ro").cards["angry"]


def test_a_day_of_another_year_is_said_with_its_year_and_a_cent_is_a_sum() -> None:
    values = facts("broken_once", "ro") | {"late_date": date(2025, 3, 12), "part": Sum(1, "RON")}
    opening = str(said("broken_once", values).opening)
    assert "Plata de 0,01 lei, stabilită pentru miercuri, 12 martie 2025, nu apare" in opening


def test_every_part_of_a_card_is_one_of_the_known_parts() -> None:
    assert set(SPOKEN) < set(PARTS) == set(Said._fields) - {"missing", "filled"}
