"""The note in full words."""

from __future__ import annotations

import pytest
from hypothesis import given

from collector.config import data_file
from collector.rules.shorthand.spelling import KINDS, PLACES, read_spelling
from tests.rules.shorthand.lines import cases, read
from tests.rules.shorthand.test_noise import LINES

CLEAN = [
    ("cl plt 300 vn, restu pe 15", "clientul plătește 300 vineri, restul pe 15"),
    ("db zce k n-a intrat sal", "debtor spune că n-a intrat salariul"),
    ("ptp 300 vn", "promite 300 vineri"),
    ("rpc, ptp 150 fri by card", "right party, promise to pay 150 Friday by card"),
    ("no ans, cb tmrw 10am", "no answer, call back tomorrow 10am"),
    ("sotia zice ca plateste inca 200", "soția zice că plătește încă 200"),
    ("n-a primit fact, ii trimitem azi", "n-a primit factura, îi trimitem azi"),
    ("pd 200 last wk, rest fri", "paid 200 last week, rest Friday"),
    ("nr x2", "nu răspunde x2"),
    ("nr ocupat", "număr ocupat"),
    ("mi-a inchis in nas", "mi-a închis în nas"),
    ("300 lei pe 15.12 prin BT", "300 lei pe 15.12 prin BT"),
    ("PLATESTE 300 VN", "PLĂTEȘTE 300 VINERI"),
    ("Plateste 300 vn", "Plătește 300 vineri"),
    ("plateste 2,5k pe 3 dec", "plătește 2,5k pe 3 dec"),
    ("dl Popesc plateste vn", "domnul Popesc plătește vineri"),
    ("plateshte vn shi revine", "plătește vineri și revine"),
    ("plăteşte vineri", "plătește vineri"),
    ("poate achita 300", "poate achita 300"),
    ("achita 300 vn", "achită 300 vineri"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "clean"), CLEAN)
def test_short_forms_are_written_out_and_the_rest_stays(typed: str, clean: str) -> None:
    assert read(typed).clean == clean


REAL = [
    case["text"]
    for name in ("worked", "romanian", "english-and-mixed", "everyday", "trades")
    for case in cases(name)
]


def test_a_clean_note_is_clean() -> None:
    unstable = [text for text in REAL if read(read(text).clean).clean != read(text).clean]
    assert unstable == []


def test_figures_stay_as_they_were_typed() -> None:
    digits = [
        text
        for text in REAL
        if [c for c in text if c.isdigit()] != [c for c in read(text).clean if c.isdigit()]
    ]
    assert digits == []


@given(LINES)
def test_cleaning_never_breaks(text: str) -> None:
    assert isinstance(read(text).clean, str)


def test_the_spelling_file_keeps_its_form() -> None:
    for form, spelt in read_spelling(data_file("spelling.txt").read_text("utf-8")):
        assert form
        assert spelt.full
        assert spelt.lang in ("ro", "en", "ro,en")
        assert spelt.where in (*PLACES, *KINDS)


def test_no_short_form_is_left() -> None:
    """What stands in the spelling file for all places is written out wherever it stands alone."""
    rows = read_spelling(data_file("spelling.txt").read_text("utf-8"))
    short = sorted(
        {form for form, spelt in rows if not spelt.where and form.isalpha() and form != spelt.full}
    )
    assert len(short) > 300
    assert [form for form in short if read(form).clean == form] == []
