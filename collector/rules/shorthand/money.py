"""Which currency stands beside a number, and which numbers are names of something (invoices, files, telephones)."""

from __future__ import annotations

from collector.rules.shorthand.parts import Cursor, Found

_BEFORE = frozenset(("£", "$", "€", "eur", "euro", "ron", "gbp", "usd", "lei"))
LONGEST_SUM = 6  # digits without a separator; a longer run is a number of something
MOST_INSTALMENTS = 99
_JOINTS = frozenset((".", ":", "#", "-"))


def currency_at(cursor: Cursor, at: int) -> str | None:
    """The currency named at this place, after a number: `lei`, `de lei`, `l` glued to it."""
    unit = cursor.at(at)
    if unit is None:
        return None
    code = unit.values.get("currency")
    if code is None:
        return (
            cursor.value(at + 1, "currency")
            if unit.text == "de" and "currency" not in _weak(cursor, at + 1)
            else None
        )
    return None if "currency" in unit.weak and not unit.glued else code


def currency_before(cursor: Cursor, at: int) -> str | None:
    """The currency named at this place, before a number: `£45`, `EUR 300`."""
    unit = cursor.at(at)
    if unit is None or unit.text not in _BEFORE or not cursor.is_number(at + 1):
        return None
    if cursor.parts and cursor.parts[-1].units[-1] is unit:
        return None  # `300 lei 27.11`: it belongs to the sum before it
    return unit.values.get("currency")


def _weak(cursor: Cursor, at: int) -> frozenset[str]:
    unit = cursor.at(at)
    return unit.weak if unit is not None else frozenset()


def is_money(cursor: Cursor, at: int) -> bool:
    """Whether a currency or decimals are written with the number at this place."""
    before = currency_before(cursor, at - 1) is not None
    return before or currency_at(cursor, at + 1) is not None or "," in cursor.units[at].text


def read_identifier(cursor: Cursor, at: int) -> Found:
    """Numbers of invoices, files, telephones: what follows `nr`, `ref`, `fact`, and what is too long for a sum."""
    unit = cursor.units[at]
    if not unit.is_number:
        return None
    digits = unit.text.isdigit()
    grouped = cursor.is_number(at + 1) and len(cursor.units[at + 1].text) >= 3
    telephone = digits and unit.text[0] == "0" and (len(unit.text) > 4 or (len(unit.text) > 2 and grouped))
    long = digits and len(unit.text) > LONGEST_SUM and not is_money(cursor, at)
    if not (telephone or long or _is_named(cursor, at) or _is_ordinal(cursor, at)):
        return None
    end = at + 1
    while cursor.sign(end, "/-") and cursor.units[end].glued and cursor.is_number(end + 1):
        end += 2
    while telephone and cursor.is_number(end):
        end += 1
    return cursor.part("number", unit.text, at, end)


def _is_ordinal(cursor: Cursor, at: int) -> bool:
    """`rata 1: 300`, `transa 2 - 600`."""
    number = cursor.digits(at)
    if number is None or number > MOST_INSTALMENTS or not cursor.has(at - 1, "instalment"):
        return False
    return cursor.sign(at + 1, ":-)=")


def _is_named(cursor: Cursor, at: int) -> bool:
    if cursor.sign(at - 1, "#"):
        return True
    before = cursor.at(at - 1)
    if before is not None and before.text in _JOINTS and before.glued:
        before = cursor.at(at - 2)
    return before is not None and before.has("named_number") and not is_money(cursor, at)
