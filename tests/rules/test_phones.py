"""Numbers as typed, as E.164, and the digits that somebody types to find one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules import phones

READ = [
    # typed               from   E.164            valid  zones                   digits
    ("0721 234 567", "RO", "+40721234567", True, ("Europe/Bucharest",), "721234567"),
    ("(0721) 234-567", "RO", "+40721234567", True, ("Europe/Bucharest",), "721234567"),
    ("+40 721 234 567", None, "+40721234567", True, ("Europe/Bucharest",), "721234567"),
    ("0040721234567", "RO", "+40721234567", True, ("Europe/Bucharest",), "721234567"),
    ("721234567", "RO", "+40721234567", True, ("Europe/Bucharest",), "721234567"),
    ("06 12 34 56 78", "FR", "+33612345678", True, ("Europe/Paris",), "612345678"),
    ("+1 212 555 0188", "RO", "+12125550188", True, ("America/New_York",), "2125550188"),
    ("06 1234 5678", "IT", "+390612345678", True, ("Europe/Rome",), "0612345678"),  # Italy keeps its zero
    ("0021 234 567", "RO", None, False, (), "0021234567"),  # no such country
    ("1234", "RO", None, False, (), "1234"),
    ("0721 234 567", None, None, False, (), "0721234567"),  # nobody says from where
    ("sună la birou", "RO", None, False, (), ""),
    ("", "RO", None, False, (), ""),
    ("9" * 400, "RO", None, False, (), "9" * 400),
    ("٠٧٢١", "RO", None, False, (), ""),  # digits of other scripts are not searched by
]  # fmt: skip


@pytest.mark.parametrize("row", READ, ids=[repr(row[0][:20]) for row in READ])
def test_a_number_is_read_as_somebody_there_would_dial_it(
    row: tuple[str, str | None, *tuple[object, ...]],
) -> None:
    typed, country, *expected = row
    assert list(phones.read(typed, country)) == expected


def test_a_possible_number_that_nobody_has_keeps_its_digits_but_says_no_zone() -> None:
    seen = phones.read("0000000000", "RO")
    assert not seen.valid
    assert seen.zones == ()


@given(st.text(max_size=30), st.sampled_from(["RO", "FR", None, "", "XX"]))
def test_reading_never_stumbles(typed: str, country: str | None) -> None:
    number = phones.read(typed, country)
    assert (number.number is None) <= (not number.valid)
    assert number.digits == "" or (number.digits.isascii() and number.digits.isdigit())
    assert phones.show(number.number, typed, country) or typed == ""


def test_a_number_is_shown_as_at_home_or_with_its_country() -> None:
    assert phones.show("+40721234567", "0721234567", "RO") == "0721 234 567"
    assert phones.show("+33612345678", "06", "RO") == "+33 6 12 34 56 78"
    assert phones.show("+40721234567", "0721234567", None) == "+40 721 234 567"
    assert phones.show(None, "după 16", "RO") == "după 16"


SEARCHED = [
    # typed            in RO
    ("0721", "721"),
    ("721", "721"),
    ("+40721", "721"),
    ("+40 721 234 567", "721234567"),
    ("0040721", "721"),
    ("00 40 721", "721"),
    ("+33612", "612"),  # the code of any country is left off
    ("0033 6 12 34", "61234"),
    ("(0721)-23", "72123"),
    ("072", ""),  # two digits say nothing
    ("+40", ""),
    ("+", ""),
    ("00", ""),
    ("", ""),
    ("D-721", ""),  # a reference
    ("Popescu 721", ""),
    ("567", "567"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "digits"), SEARCHED)
def test_what_somebody_types_to_find_a_number(typed: str, digits: str) -> None:
    assert phones.digits_typed(typed, "RO") == digits


@given(st.sampled_from(["RO", "FR", "IT", "US", "DE"]), st.integers(4, 9))
def test_a_number_is_found_by_however_much_of_it_was_typed(country: str, length: int) -> None:
    """Typed from the front as at home, or with the country's code: the digits begin, or end, those kept."""
    import phonenumbers

    example = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    home = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL)
    abroad = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    kept = phones.read(abroad, "RO").digits
    for typed in (phones.digits_typed(home, country), phones.digits_typed(abroad, "RO")):
        assert kept.startswith(typed) or kept.endswith(typed)
    front = phones.digits_typed(abroad[: length + 3], country)
    assert kept.startswith(front)
