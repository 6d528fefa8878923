"""A name is shown cleaned and found however it is typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules.names import clean_name, fold, without_invisible

CLEANED = [
    ("Ştefan Ţîrlea", "Ștefan Țîrlea"),
    ("S\u0327tefan", "Ștefan"),  # a letter and a combining cedilla
    ("S\u0326tefan", "Ștefan"),  # a letter and a combining comma
    ("Andre\u0301", "André"),
    ("\ufeffIon\u200b Pop\u200d", "Ion Pop"),
    ("\u202eIon\u202c \u2066Pop\u2069", "Ion Pop"),
    ("e\u200d\u0301", "é"),  # something invisible between a letter and its accent
    ("Ion\tPop\r\n  Vasile", "Ion Pop Vasile"),
    ("Ion\u00a0Pop", "Ion Pop"),
    ("Ion\x00\x1b[31m Pop\x7f", "Ion[31m Pop"),
    ("  Ion   Pop ", "Ion Pop"),
    ("=HYPERLINK(1)", "=HYPERLINK(1)"),  # a formula is a name like any other here
    ("", ""),
]


@pytest.mark.parametrize(("typed", "shown"), CLEANED)
def test_a_name_is_cleaned(typed: str, shown: str) -> None:
    assert clean_name(typed) == shown


@pytest.mark.parametrize(
    ("name", "searched"),
    [
        *((typed, "stefan") for typed in ("Ștefan", "Ştefan", "STEFAN", "stefan", "S\u0326tefan", "ȘTEFAN")),
        ("Groß", "gross"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Þórunn Æsa Ødegård", "thorunn aesa odegard"),
        ("İstanbul", "istanbul"),
        ("Dvořák–Nguyễn", "dvorak-nguyen"),
        ("O’Neil", "o'neil"),
        ("O`Neil", "o'neil"),
        ("Ion\u200b Pop", "ion pop"),
        ("Șț \u00a0 ăâî", "st aai"),
        ("Чайковский", "чаиковскии"),
    ],
)
def test_a_name_is_found_however_it_is_typed(name: str, searched: str) -> None:
    assert fold(name) == searched


@given(st.text())
def test_cleaning_twice_changes_nothing_and_leaves_nothing_invisible(text: str) -> None:
    once = clean_name(text)
    assert clean_name(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert without_invisible(once) == once
    assert not set(once) & set("şţŞŢ")


@given(st.text())
def test_folding_knows_no_case_no_marks_and_no_second_step(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(clean_name(text)) == once
    assert not any(unicodedata.category(c) in {"Mn", "Cc", "Cf"} for c in once)


@given(st.text(alphabet="aăâbcdeiîsșştțţ -", max_size=20))
def test_folding_is_the_same_for_capitals(text: str) -> None:
    assert fold(text.upper()) == fold(text)
