"""Numbers as they are written in notes: "2.750,40", "2,5k", "1oo", "4 sute", "doua mii", "two hundred".

All sums are whole hundredths of the currency (`cents`), as docs/reference/shorthand.md fixes it.
"""

from __future__ import annotations

import re

_PLAIN = re.compile(r"\d+(?:[.,]\d+)*")
LARGEST_CENTS = 10**15
LONGEST_SUM = 9  # digits; a longer run without separators is a number of something, not a sum


def cents_of(text: str) -> int | None:
    """The hundredths that a number is, None for what is no sum: "1.2.3,4", more than two decimals.

    Of two separators the last is the decimal mark. One before exactly three digits groups thousands; before
    one or two digits it is the decimal mark.
    """
    if not _PLAIN.fullmatch(text):
        return None
    parts = re.split(r"[.,]", text)
    marks = [c for c in text if c in ".,"]
    if not marks:
        return _whole(parts[0])
    if len(set(marks)) == 1 and all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3:
        return _whole("".join(parts))
    if len(marks) > 1 and (len(set(marks)) == 1 or marks[-1] in marks[:-1]):
        return None
    if any(len(part) != 3 for part in parts[1:-1]) or (len(marks) > 1 and len(parts[0]) > 3):
        return None
    return _with_decimals("".join(parts[:-1]), parts[-1])


def _whole(digits: str) -> int | None:
    return int(digits) * 100 if len(digits) <= 13 else None


def _with_decimals(whole: str, part: str) -> int | None:
    if len(part) > 2 or len(whole) > 13:
        return None
    return int(whole) * 100 + int(part.ljust(2, "0"))


def times(cents: int, factor: int) -> int | None:
    """So many thousands or hundreds; None where it grows beyond any sum."""
    product = cents * factor
    return product if product < LARGEST_CENTS else None


def share(balance: int | None, part: int, of: int) -> int | None:
    """A share of the balance, half up to the cent; None without a balance."""
    return None if balance is None else (2 * balance * part + of) // (2 * of)
