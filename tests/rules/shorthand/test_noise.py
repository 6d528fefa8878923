"""What must not matter, and what must never break the reader."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules.records import WHO
from collector.rules.shorthand import Note
from collector.rules.shorthand.note import PART_KINDS, UNCLEAR
from collector.rules.shorthand.record import record
from tests.rules.shorthand.lines import MONDAY, cases, read, words

LINE = "plateste 300 vn, restul pe 15, salariu intarziat"
ALIKE = [
    "PLATESTE 300 VN, RESTUL PE 15, SALARIU INTARZIAT",
    "plătește 300 vn, restul pe 15, salariu întârziat",
    "plăteşte 300 vn, restul pe 15, salariu intârziat",  # letters with a cedilla
    "plateshte 300 vn, restul pe 15, salariu intarziat",
    "platezte 300 vn, restul pe 15, salariu intarziat",
    "plateste 300 vineri, restul pe 15, salariu intarziatt",
    "plateste 300vn, restul pe 15, salariu intarziat",
    "plateste 300 vn; restul pe 15; salariu intarziat",
    "plateste 300 vn / restul pe 15 / salariu intarziat",
    "plateste  300\tvn,restul pe 15,salariu intarziat.",
    "buna ziua, plateste 300 vn, restul pe 15, salariu intarziat",
    "plateste 300 vn, restul pe 15, salariu intarziat, mersi",
    "\u202aplateste 300 vn, restul pe 15, salariu intarziat\u202c",
    "plateste 300 vn 😀, restul pe 15, salariu intarziat",
    "plateste 300 vn, restul pe 15, salariu intarziat\x00",
    "plt 3oo vn, restu pe 15, sal intarziat",
    "plateste zxcvb 300 vn, restul pe 15, salariu intarziat",  # an unknown word blocks nothing
]


@pytest.mark.parametrize("line", ALIKE)
def test_the_same_line_written_otherwise_is_the_same_record(line: str) -> None:
    assert record(read(line)) == record(read(LINE))


def test_an_unknown_word_is_named() -> None:
    note = read("plateste zxcvb 300 vn")
    assert [(one.text, one.why) for one in note.unclear] == [("zxcvb", "unknown_word")]
    assert read("plateste 300 vn").unclear == ()


BAD = [
    "",
    " ",
    "a" * 10_000,
    "300 " * 3000,
    "😀",
    "\u202e\u200f",
    "\x00\x07",
    "1234567890",
    "12",
    "1.2.3,4",
    "31/02",
    "29/2",
    "vn",
    ",;.",
    "%",
    "+ + +",
    "x",
    "3x",
    "€",
    "999999999999999999999 lei vn",
    "peste 99999999 zile",
    "acum 3660 luni",
    "la 99",
]


@pytest.mark.parametrize("line", BAD)
@pytest.mark.parametrize("as_of", [MONDAY, datetime(2028, 2, 29, 23, 59)])
@pytest.mark.parametrize(
    ("currency", "balance"), [("RON", "1200.00"), (None, None), ("RON", "0.00"), ("EUR", None)]
)
def test_bad_input_never_breaks(
    line: str, as_of: datetime, currency: str | None, balance: str | None
) -> None:
    is_valid(read(line, as_of, currency, balance))


@pytest.mark.parametrize("line", ["", " ", "😀", "1234567890", "12", "1.2.3,4", "31/02", "vn", "a" * 10_000])
def test_of_nothing_no_promise_is_made(line: str) -> None:
    note = read(line)
    assert (note.outcome, note.promises, note.paid_claim, note.instalments) == ("note", (), None, None)


def test_a_balance_of_zero_has_no_rest_and_no_half() -> None:
    assert [one.cents for one in read("plateste jumate vn", balance="0.00").promises] == [None]
    assert [one.cents for one in read("plateste 300 vn, restul luni", balance="200.00").promises] == [
        30000,
        None,
    ]


def is_valid(note: Note) -> None:
    """A record of the contract, whatever the line."""
    told = record(note)
    for promise in [*told["promises"], *filter(None, [told["paid_claim"], told["instalments"]])]:
        assert promise["amount"] is None or re.fullmatch(r"\d+\.\d\d", promise["amount"])
        assert promise["amount"] is None or float(promise["amount"]) > 0
        assert promise["amount"] is not None or promise["currency"] is None
    for one in note.promises:
        assert one.due_on is None or 1900 <= one.due_on.year <= 2199
    assert note.callback_at is None or isinstance(note.callback_at, date)
    assert note.outcome != "promise" or note.promises or note.instalments
    assert note.outcome != "third_party" or note.promises == ()
    assert note.who in WHO
    assert {part.kind for part in note.parts} <= set(PART_KINDS)
    assert {one.why for one in note.unclear} <= set(UNCLEAR)
    assert all(part.lo < part.hi for part in note.parts)


PIECES = st.one_of(
    st.sampled_from(sorted(words().vocabulary())),
    st.sampled_from(
        ["300", "31/02", "pe 15", "15.12", "3x200", "€50", "2,5k", "30%", ",", ";", "+", "/", "x3", "1.2.3,4"]
    ),
    st.integers(0, 99999).map(str),
    st.text(max_size=8),
)
LINES = st.lists(PIECES, max_size=14).map(" ".join)
MOMENTS = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2150, 1, 1))


@given(LINES, MOMENTS, st.sampled_from(["RON", None]), st.sampled_from(["1200.00", "0.00", "0.01", None]))
def test_any_text_gives_a_valid_record(
    text: str, as_of: datetime, currency: str | None, balance: str | None
) -> None:
    note = read(text, as_of, currency, balance)
    is_valid(note)
    for part in note.parts:
        assert part.hi <= len(text)


AMOUNT_WORDS = {"thousand", "hundred", "rest", "balance", "pif", "old_money"}


def is_amount_word(word: str) -> bool:
    entry = words().entry(words().spelt(word))
    return entry is not None and (
        not entry.tags.isdisjoint(AMOUNT_WORDS) or bool(entry.values.keys() & {"number", "share"})
    )


WORDLESS = st.lists(
    st.sampled_from(sorted(w for w in words().vocabulary() if not is_amount_word(w))), max_size=10
)


@given(WORDLESS.map(" ".join))
def test_text_without_a_number_or_a_share_has_no_amount(text: str) -> None:
    note = read(text)
    if any(
        words().longest(text.split(), at) and is_amount_phrase(text, at) for at in range(len(text.split()))
    ):
        return  # a phrase such as `paid in full` is a share
    assert all(one.cents is None for one in note.promises)
    assert note.paid_claim is None or note.paid_claim.cents is None
    assert note.instalments is None or note.instalments.cents is None


def is_amount_phrase(text: str, at: int) -> bool:
    found = words().longest(text.split(), at)
    assert found is not None
    entry = found[0]
    return not entry.tags.isdisjoint(AMOUNT_WORDS) or bool(entry.values.keys() & {"number", "share"})


REAL = [
    case["text"]
    for name in ("worked", "romanian", "english-and-mixed", "everyday", "trades", "habits")
    for case in cases(name)
]


@pytest.mark.parametrize("dress", ["buna ziua, {}", "hello, {}", "{}.", "salut, {}."])
def test_a_greeting_or_a_full_stop_changes_nothing(dress: str) -> None:
    changed = [
        text
        for text in REAL
        if not re.match(r"\d\d:\d\d", text) and record(read(dress.format(text))) != record(read(text))
    ]
    assert changed == []
