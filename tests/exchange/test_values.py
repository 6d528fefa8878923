"""What a cell may hold: days, moments, amounts, rates, references, and what is said when it does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.exchange import values
from collector.exchange.problems import problem, shown
from collector.rules.money import read_amount
from collector.rules.words import Unreadable
from tests.exchange.sheets import DECIMALS, OFFICE

DAY = date(2026, 11, 10)


@pytest.mark.parametrize("cell", ["2026-11-10", "10.11.2026", DAY])
def test_a_day(cell: str | date) -> None:
    assert values.day(cell) == DAY


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_in_both_forms(day: date) -> None:
    assert values.day(day.isoformat()) == values.day(f"{day:%d.%m.%Y}") == day
    assert values.day(f"{day.day}.{day.month}.{day.year}") == day
    assert values.moment(day.isoformat(), OFFICE) == (day, None)


NO_DAY = [
    ("31.02.2026", "a day that exists; there is no 31.02.2026"),
    ("2026-02-30", "a day that exists; there is no 30.02.2026"),
    ("2026-13-01", "a day that exists; there is no 01.13.2026"),
    ("00.01.2026", "a day that exists; there is no 00.01.2026"),
    ("1899-12-31", "a day from 1900 to 2199"),
    ("01.01.2200", "a day from 1900 to 2199"),
    ("31/02", "a day such as"),
    ("10/11/2026", "a day such as"),
    ("2026-11-1", "a day such as"),
    ("20261110", "a day such as"),
    ("10.11.26", "a day such as"),
    ("2026-11-10 15:00", "a day such as"),
    ("٢٠٢٦-11-10", "a day such as"),
    ("", "a day such as"),
    (Decimal(46336), "a day such as"),
    (datetime(2026, 11, 10, 15), "a day such as"),
    (date(1899, 12, 31), "a day from 1900 to 2199"),
]


@pytest.mark.parametrize(("cell", "expected"), NO_DAY)
def test_no_day(cell: str | Decimal | date, expected: str) -> None:
    with pytest.raises(Unreadable, match="^" + expected):
        values.day(cell)


MOMENTS = [
    ("2026-11-10", DAY, None),
    ("10.11.2026", DAY, None),
    (DAY, DAY, None),
    ("2026-11-10 15:00", DAY, "13:00"),
    ("2026-11-10T15:00", DAY, "13:00"),
    ("2026-11-10t15:00:30", DAY, "13:00:30"),
    ("2026-11-10 15:00:30.250", DAY, "13:00:30.250"),
    ("10.11.2026 15:00", DAY, "13:00"),
    ("10.11.2026 9:05", DAY, "07:05"),
    ("2026-11-10T15:00+02:00", DAY, "13:00"),
    ("2026-11-10T15:00Z", DAY, "15:00"),
    ("2026-11-10 15:00 +0100", DAY, "14:00"),
    ("2026-11-10T15:00-05", DAY, "20:00"),
    ("2026-11-09T23:30Z", DAY, "2026-11-09 23:30"),  # in the office it is the 10th already
    ("2026-11-10T00:30", DAY, "2026-11-09 22:30"),
    (datetime(2026, 11, 10, 15, 0), DAY, "13:00"),
    ("2026-03-29 03:30", date(2026, 3, 29), "2026-03-29 01:30"),  # the clock skips from 3 to 4
    ("2026-10-25 03:30", date(2026, 10, 25), "2026-10-25 00:30"),  # comes twice: the first
]


@pytest.mark.parametrize(("cell", "on", "utc"), MOMENTS)
def test_a_moment(cell: str | date, on: date, utc: str | None) -> None:
    moment = None if utc is None else datetime.fromisoformat(utc if "-" in utc else f"2026-11-10 {utc}")
    assert values.moment(cell, OFFICE) == (on, moment and moment.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-11-10 25:00", "a time from 00:00 to 23:59"),
        ("2026-11-10 15:60", "a time from 00:00 to 23:59"),
        ("2026-11-10 15:00+99:00", "a time from 00:00 to 23:59"),
        ("2026-02-30 15:00", "a day that exists"),
        ("2026-11-10 15", "a day, with or without a time"),
        ("2026-11-10 at 15:00", "a day, with or without a time"),
        ("2199-12-31T23:59-12:00", "a day from 1900 to 2199"),
        ("9999-12-31T23:59-12:00", "a day from 1900 to 2199"),
        (datetime(1899, 12, 31, 12), "a day from 1900 to 2199"),
        (Decimal("46336.5"), "a day, with or without a time"),
        ("tomorrow at three", "a day, with or without a time"),
    ],
)
def test_no_moment(cell: str | Decimal | date, expected: str) -> None:
    with pytest.raises(Unreadable, match="^" + expected):
        values.moment(cell, OFFICE)


@pytest.mark.parametrize(
    ("cell", "decimals", "minor"),
    [
        ("2.750,40", 2, 275_040),
        ("2.750", 2, 275_000),
        ("75,5", 2, 7_550),
        ("-12.50", 2, -1_250),
        ("500", 0, 500),
        (Decimal("1234.5"), 2, 123_450),
        (Decimal("2.750"), 3, 2_750),
    ],
)
def test_an_amount(cell: str | Decimal, decimals: int, minor: int) -> None:
    assert values.amount(cell, decimals) == minor


@given(st.from_regex(r"[0-9]{1,13}\.[0-9]{2}", fullmatch=True), st.sampled_from([0, 2, 3]))
def test_the_short_way_to_read_an_amount_is_no_other_way(text: str, decimals: int) -> None:
    def told(read: Callable[[str, int], int]) -> int | str:
        try:
            return read(text, decimals)
        except Unreadable as error:
            return str(error)

    assert told(values.amount) == told(read_amount)


@pytest.mark.parametrize(
    ("cell", "decimals", "expected"),
    [
        ("0", 2, "an amount above zero"),
        ("-5.00", 2, "an amount above zero"),
        (Decimal(-5), 2, "an amount above zero"),
        ("1.005,005", 2, "no more than 2 decimals"),
        (Decimal("0.001"), 2, "no more than 2 decimals"),
        ("10.50", 0, "no more than 0 decimals"),
        ("five", 2, "an amount such as"),
        (DAY, 2, "turned it into a date"),
    ],
)
def test_no_payment_of_that(cell: str | Decimal | date, decimals: int, expected: str) -> None:
    with pytest.raises(Unreadable, match=expected):
        values.positive_amount(cell, decimals)


@pytest.mark.parametrize(
    ("cell", "rate"),
    [
        ("4.975", "4.975"),  # one separator is the decimal mark, though three digits follow
        ("4,9750", "4.975"),
        ("5", "5"),
        ("100", "100"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        (Decimal("0.0330"), "0.033"),
    ],
)
def test_a_rate(cell: str | Decimal, rate: str) -> None:
    assert values.rate(cell) == rate


@pytest.mark.parametrize(
    "cell", ["0", "0,000", "-4.9", "1.234.567", "4.9 lei", "", "NaN", Decimal(0), Decimal("NaN"), DAY]
)
def test_no_rate(cell: str | Decimal | date) -> None:
    with pytest.raises(Unreadable, match="a rate above zero"):
        values.rate(cell)


def test_a_currency_is_known_in_any_case() -> None:
    assert values.currency("RON", DECIMALS) == values.currency(" ron ", DECIMALS) == "RON"
    for cell in ("XXQ", "lei", "", Decimal(946)):
        with pytest.raises(Unreadable, match="a currency code of three letters"):
            values.currency(cell, DECIMALS)


@pytest.mark.parametrize(
    ("cell", "reference"),
    [
        ("A 1/2", "A 1/2"),
        (Decimal(1001), "1001"),
        (Decimal("1E+3"), "1000"),
        ("Ca\u0306 1", "Că 1"),
        ("\u200bA1\ufeff", "A1"),
        ("=A1", "=A1"),
        ("x" * 100, "x" * 100),
    ],
)
def test_a_reference(cell: str | Decimal, reference: str) -> None:
    assert values.reference(cell) == reference


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("A\n1", "on one line"),
        ("A\x1b[31m", "without control characters"),
        ("\u200b", "a reference"),
        ("x" * 101, "at most 100 characters; these are 101"),
        (DAY, "format the column as text"),
    ],
)
def test_no_reference(cell: str | date, expected: str) -> None:
    with pytest.raises(Unreadable, match=expected):
        values.reference(cell)


def test_text_keeps_its_lines_and_loses_what_a_terminal_would_obey() -> None:
    assert values.text("one\ntwo\x1b[2J\u202e s\u0326 ", 100) == "one\ntwo[2J ș"
    with pytest.raises(Unreadable, match="at most 5 characters; these are 6"):
        values.text("sixsix", 5)


def test_names_and_codes() -> None:
    assert values.name("Ştefan\u200b  Pop", 200) == "Ștefan Pop"
    assert values.name('=HYPERLINK("http://x")', 200) == '=HYPERLINK("http://x")'
    assert values.phones("0722 123 456; +40 21 1;; ") == ("0722 123 456", "+40 21 1")
    assert values.phones(Decimal(40722123456)) == ("40722123456",)
    assert (values.country("ro"), values.language("RO"), values.time_zone("Europe/Berlin")) == (
        "RO",
        "ro",
        "Europe/Berlin",
    )
    assert values.word("Inbound", ("inbound",), "x") == "inbound"


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (values.country, "Romania"),
        (values.language, "romana?"),
        (values.time_zone, "Europe/Nowhere"),
        (values.time_zone, "../../etc/passwd"),
        (values.time_zone, "/etc/passwd"),
        (values.time_zone, "Europe"),
    ],
)
def test_no_code(read: Callable[[str], str], cell: str) -> None:
    with pytest.raises(Unreadable, match="such as"):
        read(cell)


def test_a_name_needs_something_visible_and_an_end() -> None:
    with pytest.raises(Unreadable, match="a name"):
        values.name("\u200b\u202e", 200)
    with pytest.raises(Unreadable, match="at most 200 characters; these are 1000000"):
        values.name("x" * 10**6, 200)


@given(st.text(max_size=100))
def test_what_was_seen_is_safe_to_print(text: str) -> None:
    assert shown(text).isprintable()
    assert len(shown(text)) <= 60
    assert not (text.isprintable() and len(text) <= 60) or shown(text) == text


def test_a_problem_says_where_and_what() -> None:
    told = problem(7, "amount", "\x1b[31m-5", Unreadable("at most {limit}", limit=3))
    assert told == (7, "amount", "\\x1b[31m-5", "at most 3")
