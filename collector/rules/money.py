"""Amounts: read, printed, said and split, always as whole minor units (`amount_minor`) and without floats.

`decimals` is how many minor digits the currency has (ISO 4217: 0 for JPY, 2 for RON, 3 for KWD); the table
is `data/currencies.toml`, and whoever calls looks it up.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from collector.rules.words import N_, Unreadable

AMOUNT_EXPECTED = N_("an amount such as 1234.50 or 1.234,50")
DECIMALS_EXPECTED = N_("an amount with no more than {decimals} decimals")
LIMIT_EXPECTED = N_("an amount of at most {digits} digits")

LIMIT_DIGITS = 15  # of an amount in minor units: thousands of such amounts still add up in 64 bits
LIMIT_MINOR = 10**LIMIT_DIGITS
LONGEST_TEXT = 40  # characters; nothing longer is an amount

_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " "))
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)"
    r"(?P<whole>[1-9][0-9]{0,2}(?P<group>[., ])[0-9]{3}(?:(?P=group)[0-9]{3})*|[0-9]+)"
    r"(?:(?P<mark>[.,])(?P<part>[0-9]+))?"
)
_LEI = {"one": "leu", "few": "lei", "other": "lei"}
_COUNT_OF_FORM = {"one": 1, "few": 2, "other": 20}  # a number that takes the form, in either language
_THREE_DECIMALS = re.compile(r"([+-]?[0-9]+)[.,]([0-9]{3})")


def read_amount(text: str, decimals: int) -> int:
    """The minor units that a person or a file wrote, with point or comma; may be negative.

    Of two different separators the last is the decimal mark. One that is repeated, or followed by exactly
    three digits, groups thousands (so does a space), strictly in threes. Any other is the decimal mark; so is
    a single one before three digits in a currency of three decimals, where "12.500" is twelve and a half.
    Raises `Unreadable` for anything else, and for more decimals than the currency has unless they are zeros.
    """
    match = _NUMBER.fullmatch(text.strip().translate(_SPACES)) if len(text) <= LONGEST_TEXT else None
    if match is None:
        raise Unreadable(AMOUNT_EXPECTED)
    if decimals == 3 and (plain := _THREE_DECIMALS.fullmatch(text.strip())):
        return _within_limit(int("".join(plain.groups())))
    sign, whole, group, mark, part = match.group("sign", "whole", "group", "mark", "part")
    part = part or ""
    if mark is not None and (mark == group or (group is None and len(part) == 3)):
        raise Unreadable(AMOUNT_EXPECTED)  # 1.234.56, and 1234.567 whose groups are not of three
    if part[decimals:].strip("0"):
        raise Unreadable(DECIMALS_EXPECTED, decimals=decimals)
    digits = whole.replace(group, "") if group else whole
    return _within_limit(int(sign + digits + part[:decimals].ljust(decimals, "0")))


def from_decimal(value: Decimal, decimals: int) -> int:
    """The minor units of an exact number, as a spreadsheet stores it.

    Raises `Unreadable` for no number, too large a number, and more decimals than the currency has.
    """
    if not value.is_finite():
        raise Unreadable(AMOUNT_EXPECTED)
    if not value:
        return 0
    if value.adjusted() > LIMIT_DIGITS:  # before reckoning: 1E+999999 would be a very long integer
        raise Unreadable(LIMIT_EXPECTED, digits=LIMIT_DIGITS)
    if value.adjusted() < -decimals:
        raise Unreadable(DECIMALS_EXPECTED, decimals=decimals)
    numerator, denominator = value.as_integer_ratio()
    amount_minor, lost = divmod(numerator * 10**decimals, denominator)
    if lost:
        raise Unreadable(DECIMALS_EXPECTED, decimals=decimals)
    return _within_limit(amount_minor)


def _within_limit(amount_minor: int) -> int:
    if abs(amount_minor) >= LIMIT_MINOR:
        raise Unreadable(LIMIT_EXPECTED, digits=LIMIT_DIGITS)
    return amount_minor


def decimal_text(amount_minor: int, decimals: int) -> str:
    """The amount for JSON and CSV: "300.00", "-12.50"; "5" in a currency without decimals."""
    sign, whole, part = _pieces(amount_minor, decimals)
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def show(amount_minor: int, decimals: int, lang: str) -> str:
    """The amount for a screen, thousands grouped: "1.240,00" in Romanian, "1,240.00" in English."""
    sign, whole, part = _pieces(amount_minor, decimals)
    return sign + _grouped(whole, part, lang)


def say(amount_minor: int, currency: str, decimals: int, lang: str) -> str:
    """The amount as it is spoken, with the name of the currency: "20 de lei", "20,50 lei", "1 euro".

    A whole amount has no decimals. Romanian puts "de" before the name where the number as printed asks for
    it (plural rules of Unicode CLDR: 20 to 99 and 0 of every further hundred, never after decimals).
    """
    sign, whole, part = _pieces(amount_minor, decimals)
    part = part if part.strip("0") else ""
    form = _plural_form(whole, bool(part), lang)
    of = "de " if form == "other" and lang == "ro" else ""
    return f"{sign}{_grouped(whole, part, lang)} {of}{_currency_name(currency, form, lang)}"


def split(amount_minor: int, parts: int) -> list[int]:
    """Equal parts, rounded half up, that add up to the amount: the last takes the rounding.

    Where rounding up would leave nothing or less for the last part, the others are rounded down instead.
    """
    if amount_minor < 0 or parts < 1:
        raise ValueError(f"cannot split {amount_minor} into {parts} parts")
    each = (2 * amount_minor + parts) // (2 * parts)
    if each * (parts - 1) >= amount_minor:
        each = amount_minor // parts
    return [each] * (parts - 1) + [amount_minor - each * (parts - 1)]


def _pieces(amount_minor: int, decimals: int) -> tuple[str, int, str]:
    """Sign, whole units, and the decimals as text ("" when the currency has none)."""
    whole, rest = divmod(abs(amount_minor), 10**decimals)
    return "-" if amount_minor < 0 else "", whole, str(rest).zfill(decimals) if decimals else ""


def _grouped(whole: int, part: str, lang: str) -> str:
    thousands, mark = (".", ",") if lang == "ro" else (",", ".")
    text = f"{whole:,}".replace(",", thousands)
    return f"{text}{mark}{part}" if part else text


def _plural_form(whole: int, has_decimals: bool, lang: str) -> str:
    """`one`, `few` or `other`, as Unicode CLDR names them."""
    if whole == 1 and not has_decimals:
        return "one"
    if lang == "ro" and (has_decimals or whole == 0 or 1 <= whole % 100 <= 19):
        return "few"
    return "other"


@lru_cache(maxsize=512)
def _currency_name(currency: str, form: str, lang: str) -> str:
    if currency == "RON":  # nobody says "lei românești" on the phone
        return _LEI[form]
    from babel.numbers import get_currency_name

    return get_currency_name(currency, _COUNT_OF_FORM[form], locale="ro" if lang == "ro" else "en")
