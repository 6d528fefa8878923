"""What we promise is always one of the things that the book knows."""

from __future__ import annotations

from datetime import datetime

import pytest

from collector.lexicons import lexicon
from collector.rules.records import OUR_PROMISES
from collector.rules.shorthand import read_note


@pytest.mark.parametrize(
    "line", ["trimit extras vn", "trimitem dovada", "trimit chitanta maine", "we send proof mon"]
)
def test_a_paper_that_the_book_has_no_word_for_is_other(line: str) -> None:
    note = read_note(line, datetime(2026, 11, 23, 10, 15), "RON", 1200_00, lexicon())
    assert note.our_promise is None or note.our_promise.what in OUR_PROMISES


MONDAY = datetime(2026, 11, 23, 10, 15)
WHAT = [
    ("ii trimitem factura", "send_invoice"),
    ("ii trimit invoice-ul maine", "send_invoice"),
    ("cere extras de cont, trimitem azi", "send_statement"),
    ("intreb directorul pana marti", "ask_approval"),
    ("cere reducere, check with mgr by wed", "ask_approval"),
    ("schimb adresa in sistem pana miercuri", "other"),
    ("ii schimb address-ul", "other"),
    ("nvr rcvd inv, wll eml tmrw", "send_invoice"),
    ("cere sa ii trimitem factura", None),  # asked of us is not yet promised
    ("roaga sa ii trimitem extrasul pe mail", None),
    ("asks us to send the invoice", None),
    ("told her we will email the statement by wed", "send_statement"),
    ("plateste doar daca stergem penalitatile", None),
]


@pytest.mark.parametrize(("line", "what"), WHAT)
def test_what_we_promised_and_what_was_only_asked_of_us(line: str, what: str | None) -> None:
    note = read_note(line, MONDAY, "RON", 1200_00, lexicon())
    assert (note.our_promise and note.our_promise.what, note.outcome) == (what, "right_party")
