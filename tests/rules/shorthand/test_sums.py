"""Sums, section by section of docs/reference/shorthand.md, "Reading numbers"."""

from __future__ import annotations

import pytest

from tests.rules.shorthand.lines import promised, read

SUMS = [
    # said on Friday                        is, with a balance of 1,200.00
    ("2.750,40", "2750.40"),
    ("2,750.40", "2750.40"),
    ("2.750", "2750.00"),
    ("2,750", "2750.00"),
    ("75,5", "75.50"),
    ("75.50", "75.50"),
    ("2 750", "2750.00"),
    ("1.234.567", "1234567.00"),
    ("2,5k", "2500.00"),
    ("2.5k", "2500.00"),
    ("3k", "3000.00"),
    ("2 mii", "2000.00"),
    ("2 mii 500", "2500.00"),
    ("doua mii cinci sute", "2500.00"),
    ("doua mii jumate", "2500.00"),
    ("4 sute", "400.00"),
    ("doua sute", "200.00"),
    ("o suta", "100.00"),
    ("o suta cincizeci", "150.00"),
    ("o mie", "1000.00"),
    ("o mie doua sute", "1200.00"),
    ("two hundred", "200.00"),
    ("two hundred and fifty", "250.00"),
    ("douazeci si cinci de lei", "25.00"),
    ("fifty lei", "50.00"),
    ("tot", "1200.00"),
    ("integral", "1200.00"),
    ("full", "1200.00"),
    ("all", "1200.00"),
    ("pif", "1200.00"),
    ("bal", "1200.00"),
    ("jumate", "600.00"),
    ("half", "600.00"),
    ("un sfert", "300.00"),
    ("a quarter", "300.00"),
    ("30% din sold", "360.00"),
    ("10%", "120.00"),
    ("500,-", "500.00"),
    ("500.-", "500.00"),
    ("1oo", "100.00"),
    ("350lei", "350.00"),
    ("400l", "400.00"),
    ("1000000 lei", "1000000.00"),
]


@pytest.mark.parametrize(("said", "amount"), SUMS)
@pytest.mark.parametrize("line", ["plateste {} vn", "will pay {} fri", "vn plateste {}"])
def test_a_sum_is_read_as_it_is_said(line: str, said: str, amount: str) -> None:
    assert promised(read(line.format(said))) == [(amount, "RON", "2026-11-27")]


CURRENCIES = [
    ("300 lei", "300.00", "RON"),
    ("300 ron", "300.00", "RON"),
    ("300l", "300.00", "RON"),
    ("300 de lei", "300.00", "RON"),
    ("300 eur", "300.00", "EUR"),
    ("300 euro", "300.00", "EUR"),
    ("€300", "300.00", "EUR"),
    ("300€", "300.00", "EUR"),
    ("300e", "300.00", "EUR"),
    ("$300", "300.00", "USD"),
    ("300 usd", "300.00", "USD"),
    ("£300", "300.00", "GBP"),
    ("300 gbp", "300.00", "GBP"),
    ("300 quid", "300.00", "GBP"),
    ("EUR 300", "300.00", "EUR"),
    ("300", "300.00", "RON"),
]


@pytest.mark.parametrize(("said", "amount", "currency"), CURRENCIES)
def test_the_currency_is_the_one_said_or_the_accounts(said: str, amount: str, currency: str) -> None:
    assert promised(read(f"ptp {said} vn")) == [(amount, currency, "2026-11-27")]


def test_one_currency_covers_a_list() -> None:
    assert promised(read("100 eur vn + 50 luni")) == [
        ("100.00", "EUR", "2026-11-27"),
        ("50.00", "EUR", "2026-11-30"),
    ]


RESTS = [
    ("un sfert din datorie vn, restul pe 15", ["300.00", "900.00"]),
    ("a third of the debt fri, rest on the 15th", ["400.00", "800.00"]),
    ("doua treimi din suma vn, restul pe 15", ["400.00", "800.00"]),
    ("1/3 din sold vn, restul pe 15", ["400.00", "800.00"]),
    ("30% din debit vn, restul pe 15", ["360.00", "840.00"]),
    ("300 vn, restul pe 15", ["300.00", "900.00"]),
    ("300 fri, bal 15 dec", ["300.00", "900.00"]),
    ("300 fri, the remainder 15 dec", ["300.00", "900.00"]),
    ("500 vn, 300 pe 5 dec, rest pe 15 dec", ["300.00", "400.00", "500.00"]),
    ("a platit 200 ieri, restul vn", ["1000.00"]),  # the sum that was paid is said
    ("zice ca a platit, restul vn", ["1200.00"]),  # it is not
    ("300 vn, restul de 450 luni", ["300.00", "450.00"]),  # as said
]


@pytest.mark.parametrize(("line", "amounts"), RESTS)
def test_the_rest_is_what_is_left_of_the_balance(line: str, amounts: list[str]) -> None:
    assert [amount for amount, _currency, _day in promised(read(line))] == amounts


def test_the_rest_in_another_currency_is_not_counted() -> None:
    assert (None, None, "2026-12-15") in promised(read("100 eur vn, restul pe 15"))


def test_half_a_cent_goes_up() -> None:
    assert promised(read("jumate vn", balance="845.25")) == [("422.63", "RON", "2026-11-27")]


@pytest.mark.parametrize("said", ["tot", "jumate", "30% din sold", "restul"])
def test_without_a_balance_a_share_has_no_amount(said: str) -> None:
    assert promised(read(f"plateste {said} vn", balance=None)) == [(None, None, "2026-11-27")]


@pytest.mark.parametrize("said", ["2 mil", "2 milioane", "un milion"])
def test_old_money_is_never_guessed(said: str) -> None:
    note = read(f"plateste {said} vn")
    assert promised(note) == [(None, None, "2026-11-27")]
    assert [one.why for one in note.unclear] == ["old_money"]


NO_SUMS = [
    "vrea reducere 20%",
    "wants 30% off",
    "nu raspunde x2",
    "sunat de 3 ori",
    "ctr 88123/2024, nu raspunde",
    "contesta fact 4512",
    "tel 0722123456 inchis",
    "are 3 copii, e bolnav",
    "dosar 1234 predat la juridic",
    "ref 998877 nu raspunde",
    "invoice 2231 disputed",
    "are 72 de ani",
    "sun in 15 min",
]


@pytest.mark.parametrize("line", NO_SUMS)
def test_a_number_of_something_else_is_no_sum(line: str) -> None:
    note = read(line)
    assert note.promises == ()
    assert note.paid_claim is None
    assert not [part for part in note.parts if part.kind == "sum"]


@pytest.mark.parametrize("written", ["1.2.3,4", "1,2,3", "12.3456", "1.23.456"])
def test_what_is_no_number_is_named_and_left_open(written: str) -> None:
    note = read(f"plateste {written} vn")
    assert [cents for cents, _currency, _day in promised(note)] in ([None], [])
    assert [(one.text, one.why) for one in note.unclear] == [(written, "no_sum")]
