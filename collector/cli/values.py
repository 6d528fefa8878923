"""Reading what was typed after an option, with kind words for what cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from collector.clock import FIRST_DAY, LAST_DAY
from collector.errors import UsageError
from collector.words import _


def text(_flag: str, typed: str) -> str:
    """As it was typed."""
    return typed


def whole(flag: str, typed: str) -> int:
    """A whole number, zero or more."""
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10):
        raise unusable(flag, typed, _("a whole number such as 10"))
    return int(typed)


def count(flag: str, typed: str) -> int:
    """A whole number above zero."""
    number = whole(flag, typed)
    if not number:
        raise unusable(flag, typed, _("a whole number above zero"))
    return number


def day(flag: str, typed: str) -> date:
    """A day as 2026-11-23 or 23.11.2026, from 1900 to 2199."""
    try:
        found = _day(typed.strip())
    except ValueError:
        found = None
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        raise unusable(flag, typed, _("a day from 1900 to 2199 such as 2026-11-23"))
    return found


def _day(typed: str) -> date:
    parts = typed.split(".")
    if len(parts) == 3 and len(parts[2]) == 4 and all(part.isdecimal() and part.isascii() for part in parts):
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    if len(typed) != len("2026-11-23"):
        raise ValueError(typed)
    return date.fromisoformat(typed)


def chosen(flag: str, typed: str, known: Iterable[str]) -> str:
    """One of the known words."""
    names = list(known)
    if typed.lower() in names:
        return typed.lower()
    raise unusable(flag, typed, _("one of {known}").format(known=", ".join(names)))


def unusable(flag: str, typed: str, expected: str) -> UsageError:
    """The message for a value that cannot be used."""
    return UsageError(
        _("{flag}: {seen} cannot be used. Expected {expected}.").format(
            flag=flag, seen=repr(typed), expected=expected
        )
    )
