"""A line that is wrong costs only itself, and its problem says where, what was seen and what was expected."""

from __future__ import annotations

import pytest

from collector.desk import keeping
from collector.desk.importing import Imported
from tests.desk.post import Counts, Post, counts, wrong

PAID = "account_ref,paid_on,amount,currency\n"
MADE = "account_ref,made_on,due_on,amount,currency\n"
RANG = "account_ref,called_at,note\n"
WORTH = "currency,rate,on\n"

REFUSED = [
    # the line                                column,        seen,         expected, in part
    (PAID + "A9,2026-11-09,300,", "account_ref", "A9", "import its portfolio first"),
    (PAID + "A1,2026-11-09,300,EUR", "currency", "EUR", "RON"),
    (PAID + "A1,2026-11-09,300,lei", "currency", "lei", "RON or EUR"),
    (PAID + "A1,2026-11-09,0,", "amount", "0", "above zero"),
    (PAID + "A1,2026-11-09,-300,", "amount", "-300", "above zero"),
    (PAID + "A1,2026-11-09,300.1234,", "amount", "300.1234", "2 decimals"),
    (PAID + "A1,2026-11-09,300.1234,RON", "amount", "300.1234", "2 decimals"),
    (PAID + "A1,2026-11-09,many,", "amount", "many", "amount"),
    (PAID + "A1,2026-11-31,300,", "paid_on", "2026-11-31", "31.11.2026"),
    (PAID + "A1,2200-01-01,300,", "paid_on", "2200-01-01", "1900 to 2199"),
    (PAID + "A1,,300,", "paid_on", "", "empty"),
    (MADE + "A9,2026-11-02,2026-11-10,300,", "account_ref", "A9", "portfolio"),
    (MADE + "A2,2026-11-02,2026-11-10,300,RON", "currency", "RON", "EUR"),
    (MADE + "A1,2026-11-24,2026-11-30,300,", "made_on", "2026-11-24", "2026-11-23"),
    (MADE + "A1,2026-11-20,2026-11-19,300,", "due_on", "2026-11-19", "2026-11-20"),
    (MADE + "A1,2026-11-02,2026-11-10,0.00,", "amount", "0.00", "above zero"),
    (MADE + "A1,2026-11-02,2026-11-10,0.9999,", "amount", "0.9999", "2 decimals"),
    (RANG + "A9,2026-11-02,nr", "account_ref", "A9", "portfolio"),
    (RANG + "A1,2026-11-24 00:00,nr", "called_at", "2026-11-24", "2026-11-23"),
    (WORTH + "RON,1.5,2026-11-02", "currency", "RON", "another currency"),
    (WORTH + "EUR,0,2026-11-02", "rate", "0", "above zero"),
]


@pytest.fixture
def good_lines() -> dict[str, str]:
    return {
        PAID: "A1,2026-11-09,1,RON",
        MADE: "A1,2026-11-02,2026-11-10,1,RON",
        RANG: "A1,2026-11-23 23:59,nr",
        WORTH: "EUR,4.97,2026-11-02",
    }


def test_each_wrong_line_costs_only_itself(debts: Post, good_lines: dict[str, str]) -> None:
    for text, column, seen, expected in REFUSED:
        header = text[: text.index("\n") + 1]
        imported = debts.comes(f"{text}\n{good_lines[header]}")
        assert wrong(imported) == [(2, column, seen)], text
        assert expected in imported.problems[0].expected, (text, imported.problems)
        assert (imported.lines, imported.refused, imported.new + imported.known) == (2, 1, 1)
    assert keeping.check(debts.desk) == []


def test_the_day_counts_and_not_the_hour(debts: Post) -> None:
    """It is 10:15; what was said at 18:00 today is of today, though the hour is still to come."""
    assert counts(debts.comes(MADE + "A1,2026-11-23 18:00,2026-11-27,300,")) == Counts(new=1)
    assert counts(debts.comes(RANG + "A1,2026-11-23 18:00,nr")) == Counts(new=1)


def test_the_office_day_of_a_moment_told_with_an_offset_counts(debts: Post) -> None:
    """Half past eleven on the 23rd in London is the 24th in Bucharest."""
    imported = debts.comes(MADE + "A1,2026-11-23T23:30+00:00,2026-11-27,300,")
    assert wrong(imported) == [(2, "made_on", "2026-11-24")]
    assert counts(debts.comes(MADE + "A1,2026-11-23T21:30Z,2026-11-27,300,")) == Counts(new=1)


def test_money_dated_later_is_kept_and_counts_from_its_day(debts: Post) -> None:
    debts.comes(MADE + "A1,2026-11-16,2026-11-24,300,")
    assert counts(debts.comes(PAID + "A1,2026-11-25,300,RON")) == Counts(new=1)
    assert debts.payments() == []
    assert debts.account("A1")["balance"] == "1000.00"
    assert debts.account("A1")["promises"][0]["state"] == "open"
    later = debts.at("2026-11-25")
    assert later.payments() == [("2026-11-25", "300.00", "0.00")]
    assert later.account("A1")["balance"] == "700.00"
    assert later.account("A1")["promises"][0]["state"] == "kept"
    assert later.at("2026-11-24").account("A1")["balance"] == "1000.00"


def test_problems_come_in_the_order_of_the_lines(debts: Post) -> None:
    """Whether a line could not be read or the book refused it, reversals among them."""
    text = """account_ref,paid_on,amount,payment_ref,reverses_ref
A1,2026-11-10,400,,M1
A1,yesterday,300,,
A9,2026-11-09,300,,
A1,2026-11-09,300,M1,
A1,"unclosed
A1,2026-11-09,301,M1,"""
    imported = debts.comes(text)
    assert wrong(imported) == [
        (2, "amount", "400.00 RON"),
        (3, "paid_on", "yesterday"),
        (4, "account_ref", "A9"),
        (6, None, 'A1,"unclosed'),
        (7, "payment_ref", "M1"),
    ]
    assert counts(imported) == Counts(new=1, refused=5)


def test_a_file_without_a_line_that_is_right_writes_nothing(debts: Post) -> None:
    imported = debts.comes(PAID + "A9,2026-11-09,300,\nA8,2026-11-09,300,")
    assert counts(imported) == Counts(refused=2)


def test_a_file_of_headers_alone_brings_nothing(debts: Post) -> None:
    assert debts.comes(PAID.strip()) == Imported(
        "payments", str(debts.folder / "file.csv"), 0, 0, 0, 0, 0, (), ()
    )


@pytest.mark.parametrize("due_on", ["2199-12-31", "2199-12-28"])
def test_at_the_end_of_the_calendar_a_promise_still_has_a_deadline(due_on: str, debts: Post) -> None:
    assert counts(debts.comes(f"{MADE}A1,2026-11-02,{due_on},300,")) == Counts(new=1)
    (promise,) = debts.account("A1")["promises"]
    assert promise["deadline"] > due_on


def test_sums_and_rates_beyond_any_sense_do_no_harm(debts: Post) -> None:
    """A rate typed with the wrong factor: the ranking stays, and nothing overflows."""
    debts.comes("account_ref,debtor_ref,name,currency,balance\nA2,D1,Ion Popescu,EUR,999999999999.99")
    assert counts(debts.comes(WORTH + "EUR,999999999999,2026-11-02")) == Counts(new=1)
    assert debts.account("A2")["balance"] == "999999999999.99"
    assert keeping.check(debts.desk) == []
