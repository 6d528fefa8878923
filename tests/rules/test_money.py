"""Amounts as people write them, as screens show them and as agents say them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules.money import LIMIT_MINOR, decimal_text, from_decimal, read_amount, say, show, split
from collector.rules.words import Unreadable

DATA = Path(__file__).parents[2] / "data"

amounts = st.integers(-(10**12), 10**12)
decimals_of_currencies = st.sampled_from([0, 2, 3, 4])
languages = st.sampled_from(["ro", "en"])

READ = [
    ("300", 2, 30000),
    ("300.00", 2, 30000),
    ("75,5", 2, 7550),
    ("75.50", 2, 7550),
    ("2.750,40", 2, 275040),
    ("2,750.40", 2, 275040),
    ("2.750", 2, 275000),
    ("2,750", 2, 275000),
    ("2 750", 2, 275000),
    ("2\u00a0750,40", 2, 275040),
    ("2\u202f750", 2, 275000),
    ("1.234.567", 2, 123456700),
    ("1,234,567.89", 2, 123456789),
    ("1 234 567,89", 2, 123456789),
    ("+12", 2, 1200),
    ("-12,50", 2, -1250),
    (" 12.50 ", 2, 1250),
    ("0", 2, 0),
    ("007", 2, 700),
    ("12.5000", 2, 1250),
    ("1,234.5600", 2, 123456),
    ("1240", 0, 1240),
    ("1240,00", 0, 1240),
    ("1.240", 0, 1240),
    ("2.75", 3, 2750),
    ("1,234.567", 3, 1234567),
    ("2.750", 3, 2750),
    ("12,500", 3, 12500),
    ("-1234.567", 3, -1234567),
    ("1.234.567", 3, 1234567000),
    ("2.750", 2, 275000),
    ("1.2345", 4, 12345),
]

REFUSED = [
    *("", " ", "-", "abc", "12 lei", "1e3", "NaN", "0x10", "(5)", "٣٤", "=1+1", "12..5", "1.2.3"),
    *(".5", "5.", "5,", "- 5", "+-5", "1'000", "1_000"),
    *(
        "1234.567",
        "0.500",
        "12.34.567",
        "1.234.56",
        "1,23,456",
        "2 75",
        "1 2345",
        "1.234 567",
        "1 234.567,89",
    ),
    *("12.345,678", "1.005,001", "9" * 41, "9" * 1_000_000, "9999999999999999"),
]


@pytest.mark.parametrize(("text", "decimals", "amount_minor"), READ)
def test_amounts_are_read_with_point_and_comma(text: str, decimals: int, amount_minor: int) -> None:
    assert read_amount(text, decimals) == amount_minor


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:12])
def test_what_could_be_read_in_two_ways_is_not_read(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_amount(text, 2)
    assert caught.value.expected.startswith("an amount")


@pytest.mark.parametrize(("text", "decimals"), [("12.345,678", 2), ("12.5", 0), ("1.2345", 3)])
def test_more_decimals_than_the_currency_has_are_named(text: str, decimals: int) -> None:
    with pytest.raises(Unreadable, match=f"no more than {decimals} decimals"):
        read_amount(text, decimals)


@given(amounts, st.sampled_from([0, 2, 4]))
def test_what_json_says_is_read_back(amount_minor: int, decimals: int) -> None:
    assert read_amount(decimal_text(amount_minor, decimals), decimals) == amount_minor


@given(amounts, st.sampled_from([0, 2]), languages)
def test_what_a_screen_shows_is_read_back(amount_minor: int, decimals: int, lang: str) -> None:
    assert read_amount(show(amount_minor, decimals, lang), decimals) == amount_minor


@given(amounts, decimals_of_currencies)
def test_a_spreadsheet_number_is_exact(amount_minor: int, decimals: int) -> None:
    assert from_decimal(Decimal(decimal_text(amount_minor, decimals)), decimals) == amount_minor


@given(st.text(alphabet="0123456789., -+\u00a0", max_size=12), decimals_of_currencies)
def test_a_reading_never_invents_digits(text: str, decimals: int) -> None:
    try:
        amount_minor = read_amount(text, decimals)
    except Unreadable:
        return
    digits = "".join(c for c in text if c.isdigit()).lstrip("0")
    assert str(abs(amount_minor)).rstrip("0") == (digits or "0").rstrip("0")


@pytest.mark.parametrize("value", ["2.75", "2.750000", "275E-2", "0.0275E+2"])
def test_decimal_numbers_in_any_form(value: str) -> None:
    assert from_decimal(Decimal(value), 2) == 275


@pytest.mark.parametrize("value", ["2.755", "1E-999999", "1E+999999", "NaN", "-Infinity", str(LIMIT_MINOR)])
def test_numbers_that_are_no_amounts(value: str) -> None:
    with pytest.raises(Unreadable):
        from_decimal(Decimal(value), 2)


@pytest.mark.parametrize(
    ("amount_minor", "decimals", "text"),
    [
        (30000, 2, "300.00"),
        (-1250, 2, "-12.50"),
        (5, 0, "5"),
        (5, 2, "0.05"),
        (-5, 3, "-0.005"),
        (0, 2, "0.00"),
    ],
)
def test_decimal_text(amount_minor: int, decimals: int, text: str) -> None:
    assert decimal_text(amount_minor, decimals) == text


@pytest.mark.parametrize(
    ("amount_minor", "decimals", "romanian", "english"),
    [
        (124000, 2, "1.240,00", "1,240.00"),
        (-123456789, 2, "-1.234.567,89", "-1,234,567.89"),
        (1240, 0, "1.240", "1,240"),
        (99, 2, "0,99", "0.99"),
        (1240000, 3, "1.240,000", "1,240.000"),
    ],
)
def test_amounts_on_the_screen(amount_minor: int, decimals: int, romanian: str, english: str) -> None:
    assert show(amount_minor, decimals, "ro") == romanian
    assert show(amount_minor, decimals, "en") == english


@pytest.mark.parametrize(
    ("amount_minor", "said"),
    [
        (0, "0 lei"),
        (100, "1 leu"),
        (200, "2 lei"),
        (1900, "19 lei"),
        (2000, "20 de lei"),
        (2050, "20,50 lei"),
        (150, "1,50 lei"),
        (9900, "99 de lei"),
        (10000, "100 de lei"),
        (10100, "101 lei"),
        (11900, "119 lei"),
        (12000, "120 de lei"),
        (100000, "1.000 de lei"),
        (100100, "1.001 lei"),
        (124050, "1.240,50 lei"),
        (100000000, "1.000.000 de lei"),
        (-2000, "-20 de lei"),
    ],
)
def test_romanian_says_de_as_the_printed_number_asks(amount_minor: int, said: str) -> None:
    assert say(amount_minor, "RON", 2, "ro") == said


@pytest.mark.parametrize(
    ("amount_minor", "currency", "decimals", "romanian", "english"),
    [
        (100, "EUR", 2, "1 euro", "1 euro"),
        (2000, "EUR", 2, "20 de euro", "20 euros"),
        (150, "EUR", 2, "1,50 euro", "1.50 euros"),
        (10100, "USD", 2, "101 dolari americani", "101 US dollars"),
        (2000, "GBP", 2, "20 de lire sterline", "20 British pounds"),
        (100, "GBP", 2, "1 liră sterlină", "1 British pound"),
        (124000, "JPY", 0, "124.000 de yeni japonezi", "124,000 Japanese yen"),
        (2750, "KWD", 3, "2,750 dinari kuweitieni", "2.750 Kuwaiti dinars"),
        (100, "RON", 2, "1 leu", "1 leu"),
        (12000, "RON", 2, "120 de lei", "120 lei"),
    ],
)
def test_other_currencies_by_their_names(
    amount_minor: int, currency: str, decimals: int, romanian: str, english: str
) -> None:
    assert say(amount_minor, currency, decimals, "ro") == romanian
    assert say(amount_minor, currency, decimals, "en") == english


@given(st.integers(0, 10**9), st.integers(1, 60))
def test_splitting_loses_no_cent(amount_minor: int, parts: int) -> None:
    shares = split(amount_minor, parts)
    assert (len(shares), sum(shares)) == (parts, amount_minor)
    assert len(set(shares[:-1])) <= 1
    assert min(shares) >= 0
    assert abs(shares[-1] - shares[0]) <= parts


@pytest.mark.parametrize(
    ("amount_minor", "parts", "shares"),
    [
        (100000, 3, [33333, 33333, 33334]),
        (20000, 3, [6667, 6667, 6666]),
        (100, 1, [100]),
        (3, 5, [0, 0, 0, 0, 3]),
        (0, 2, [0, 0]),
    ],
)
def test_the_last_part_takes_the_rounding(amount_minor: int, parts: int, shares: list[int]) -> None:
    assert split(amount_minor, parts) == shares


@pytest.mark.parametrize(("amount_minor", "parts"), [(100, 0), (-1, 2)])
def test_a_split_of_nothing_is_our_mistake(amount_minor: int, parts: int) -> None:
    with pytest.raises(ValueError, match="cannot split"):
        split(amount_minor, parts)


def test_currencies_have_the_decimals_of_the_standard() -> None:
    table = tomllib.loads((DATA / "currencies.toml").read_text(encoding="utf-8"))["decimals"]
    assert {code: table[code] for code in ("RON", "EUR", "JPY", "KWD", "RSD", "HUF", "CLF")} == {
        "RON": 2,
        "EUR": 2,
        "JPY": 0,
        "KWD": 3,
        "RSD": 2,
        "HUF": 2,
        "CLF": 4,  # display habits differ: those are Unicode's, not the standard's
    }
    assert all(len(code) == 3 and code.isupper() and places in (0, 2, 3, 4) for code, places in table.items())
    assert list(table) == sorted(table)


def test_reading_and_showing_load_no_heavy_library() -> None:
    program = (
        "import sys; from collector.rules.money import read_amount, show; show(read_amount('2,50', 2), 2, 'ro');"
        "sys.exit(any(name.split('.')[0] in ('babel', 'holidays', 'dateutil') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=DATA.parent).returncode == 0
