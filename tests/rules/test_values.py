"""What the words are filled with, as a well-mannered speaker says it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules.persons import Person, names_of
from collector.rules.values import Sum, Value, spoken

BUCHAREST = timezone(timedelta(hours=2))

SUMS = [
    # minor units          Romanian              English
    (Sum(1_00, "RON"), "1 leu", "RON 1"),
    (Sum(2_00, "RON"), "2 lei", "RON 2"),
    (Sum(19_00, "RON"), "19 lei", "RON 19"),
    (Sum(20_00, "RON"), "20 de lei", "RON 20"),
    (Sum(101_00, "RON"), "101 lei", "RON 101"),
    (Sum(120_00, "RON"), "120 de lei", "RON 120"),
    (Sum(300_00, "RON"), "300 de lei", "RON 300"),
    (Sum(250_50, "RON"), "250,50 lei", "RON 250.50"),
    (Sum(1_240_00, "RON"), "1.240 de lei", "RON 1,240"),
    (Sum(1, "RON"), "0,01 lei", "RON 0.01"),
    (Sum(300_00, "GBP"), "300 de lire sterline", "£300.00"),
    (Sum(45_10, "USD"), "45,10 dolari americani", "$45.10"),
    (Sum(1_00, "EUR"), "1 euro", "€1.00"),
    (Sum(41_000, "JPY", 0), "41.000 de yeni japonezi", "JPY 41,000"),
    (Sum(12_500, "KWD", 3), "12,500 dinari kuweitieni", "KWD 12.500"),
]


@pytest.mark.parametrize(("value", "ro", "en"), SUMS)
def test_a_sum_is_said_with_its_currency(value: Sum, ro: str, en: str) -> None:
    assert (spoken(value, "amount", "ro"), spoken(value, "amount", "en")) == (ro, en)


DAYS = [
    (date(2026, 3, 12), "joi, 12 martie", "Thursday 12 March"),
    (date(2026, 8, 1), "sâmbătă, 1 august", "Saturday 1 August"),
    (date(2024, 2, 29), "joi, 29 februarie 2024", "Thursday 29 February 2024"),  # of another year: said
    (
        datetime(2026, 3, 12, 11, 0, tzinfo=BUCHAREST),
        "joi, 12 martie, ora 11:00",
        "Thursday 12 March at 11:00",
    ),
    (time(9, 5), "ora 09:05", "09:05"),
]


@pytest.mark.parametrize(("value", "ro", "en"), DAYS)
def test_a_day_is_said_with_its_weekday(value: Value, ro: str, en: str) -> None:
    today = date(2026, 3, 3)
    assert (spoken(value, "due_date", "ro", today), spoken(value, "due_date", "en", today)) == (ro, en)


COUNTS = [
    ("n", 1, "1 rată", "1 instalment"),
    ("n", 3, "3 rate", "3 instalments"),
    ("n", 20, "20 de rate", "20 instalments"),
    ("n", 112, "112 rate", "112 instalments"),
    ("streak", 2, "", ""),  # two are no row yet
    ("streak", 3, "trei plăți", "three payments"),
    ("streak", 10, "zece plăți", "ten payments"),
    ("streak", 12, "12 plăți", "12 payments"),
    ("streak", 24, "24 de plăți", "24 payments"),
    ("ticket", 117, "117", "117"),
]


@pytest.mark.parametrize(("placeholder", "number", "ro", "en"), COUNTS)
def test_a_number_brings_its_noun(placeholder: str, number: int, ro: str, en: str) -> None:
    assert (spoken(number, placeholder, "ro"), spoken(number, placeholder, "en")) == (ro, en)


def test_old_letters_of_a_file_are_said_with_a_comma_below() -> None:
    assert spoken("Apă şi Ţevi SRL", "company", "ro") == "Apă și Țevi SRL"


@given(st.integers(1, 10**9))
def test_romanian_says_de_from_twenty_on_and_never_before(lei: int) -> None:
    said = spoken(Sum(lei * 100, "RON"), "amount", "ro")
    assert (" de lei" in said) == (lei % 100 == 0 or lei % 100 >= 20)


# --- Whom they are said to -----------------------------------------------------------------------------------

PERSONS = [
    # name as the file has it, form told     spoken of               spoken to               in English
    (Person("Ana Ionescu", "doamna"), "doamna Ionescu", "doamnă Ionescu", "Ms Ionescu"),
    (Person("Ionescu Ana", "doamnă"), "doamna Ionescu", "doamnă Ionescu", "Ms Ionescu"),
    (Person("POPESCU Ion", "dl."), "domnul Popescu", "domnule Popescu", "Mr Popescu"),
    (Person("ION POPESCU", "D-l"), "domnul Popescu", "domnule Popescu", "Mr Popescu"),
    (Person("doamna Ionescu"), "doamna Ionescu", "doamnă Ionescu", "Ms Ionescu"),
    (Person("Dl. Ion Popescu"), "domnul Popescu", "domnule Popescu", "Mr Popescu"),
    (Person("domnul doctor Roșca"), "domnul doctor Roșca", "domnule doctor Roșca", "Mr doctor Roșca"),
    (Person("Xiu, Simona", "d-na"), "doamna Xiu", "doamnă Xiu", "Ms Xiu"),
    (Person("Pop Ioana", "domnișoara"), "domnișoara Pop", "domnișoară Pop", "Miss Pop"),
    (Person("Zăbavă Ana-Maria", "doamnă"), "doamna Zăbavă", "doamnă Zăbavă", "Ms Zăbavă"),
    (Person("O'NEILL-POP ANA", "Mrs"), "doamna O'Neill-Pop", "doamnă O'Neill-Pop", "Mrs O'Neill-Pop"),
    (Person("Ms Niamh Nyqvist"), "doamna Nyqvist", "doamnă Nyqvist", "Ms Nyqvist"),
    (Person("Ms Siv Nyqvist"), "doamna Nyqvist", "doamnă Nyqvist", "Ms Nyqvist"),
    (Person("Mx Alex Taylor"), "Alex Taylor", "Alex Taylor", "Mx Taylor"),
    # Either word may be the family's: both are said, "doamnă Simona" would be too familiar.
    (Person("Matei Simona", "doamnă"), "doamna Matei Simona", "doamnă Matei Simona", "Ms Matei Simona"),
    (Person("Siv Nyqvist", "Ms"), "doamna Siv Nyqvist", "doamnă Siv Nyqvist", "Ms Siv Nyqvist"),
    # Nothing told, nothing guessed.
    (Person("Ana Ionescu"), "Ana Ionescu", "Ana Ionescu", "Ana Ionescu"),
    (Person("BRÂNDUŞA ŞERBAN"), "Brândușa Șerban", "Brândușa Șerban", "Brândușa Șerban"),
    (Person("Renate Schuster", "Frau"), "Renate Schuster", "Renate Schuster", "Renate Schuster"),
    (Person("ALFA SERVICII SRL"), "ALFA SERVICII SRL", "ALFA SERVICII SRL", "ALFA SERVICII SRL"),
    (Person(""), "", "", ""),
]


@pytest.mark.parametrize(("person", "nominative", "vocative", "english"), PERSONS, ids=str)
def test_a_person_is_named_and_addressed(
    person: Person, nominative: str, vocative: str, english: str
) -> None:
    assert names_of(person, "ro") == (nominative, vocative)
    assert names_of(person, "en") == (english, english)


@given(st.sampled_from(["Ana", "Maria", "Ion", "Andrea", "Gabriele", "Mihaela"]), st.text(max_size=20))
def test_a_first_name_alone_never_makes_a_form_of_address(first: str, rest: str) -> None:
    said = " ".join((*names_of(Person(f"{first} {rest}"), "ro"), *names_of(Person(f"{first} {rest}"), "en")))
    assert not {"doamna", "doamnă", "domnul", "domnule", "Ms", "Mr"} & (set(said.split()) - set(rest.split()))
