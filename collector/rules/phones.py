"""Phone numbers: as typed, as E.164 where they can be read as one, and the zones they point to."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_NO_ZONE = "Etc/Unknown"
FEWEST_DIGITS = 3  # fewer say nothing


class Number(NamedTuple):
    """A number read with the help of a country. `digits` are those of the national number."""

    number: str | None  # E.164
    valid: bool
    zones: tuple[str, ...]
    digits: str


@lru_cache(maxsize=1024)  # an import asks twice, and the accounts of one debtor ask again
def read(typed: str, country: str | None) -> Number:
    """Read a number as somebody in `country` (ISO 3166 alpha-2) would dial it. Never raises."""
    import phonenumbers
    from phonenumbers import timezone

    try:
        parsed = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException:
        return Number(None, False, (), _digits(typed))
    if not phonenumbers.is_possible_number(parsed):
        return Number(None, False, (), _digits(typed))
    valid = phonenumbers.is_valid_number(parsed)
    zones = tuple(z for z in timezone.time_zones_for_number(parsed) if z != _NO_ZONE) if valid else ()
    national = phonenumbers.national_significant_number(parsed)
    return Number(
        phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), valid, zones, national
    )


def show(number: str | None, typed: str, country: str | None) -> str:
    """The number as people of `country` write it; as typed when it could not be read."""
    import phonenumbers

    if number is None:
        return typed
    parsed = phonenumbers.parse(number)
    home = phonenumbers.country_code_for_region(country or "")
    style = phonenumbers.PhoneNumberFormat
    national = style.NATIONAL if parsed.country_code == home else style.INTERNATIONAL
    return phonenumbers.format_number(parsed, national)


def digits_typed(text: str, country: str | None) -> str:
    """The digits to look for when somebody types (part of) a number; empty when the text is no number.

    The code of any country and the trunk prefix are left off: `0721…`, `+40721…` and `721…` look for 721….
    """
    bare = text.strip()
    if not bare or any(char.isalpha() for char in bare):
        return ""
    abroad = bare.startswith(("+", "00"))
    digits = _after_country_code(bare, country) if abroad else _digits(bare).removeprefix("0")
    return digits if len(digits) >= FEWEST_DIGITS else ""


def _after_country_code(text: str, country: str | None) -> str:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(f"+{_digits(text).removeprefix('00')}", country)
    except phonenumbers.NumberParseException:  # only the code so far, or no such code
        return ""
    return phonenumbers.national_significant_number(parsed)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isascii() and char.isdigit())
