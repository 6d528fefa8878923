"""Reads single cells: text, days, moments, amounts, rates. Each raises `Unreadable` with what was expected."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from collector.exchange.table import Cell, text_of
from collector.rules.money import from_decimal, read_amount
from collector.rules.names import clean_name
from collector.rules.words import N_, Unreadable

When: TypeAlias = "tuple[date, datetime | None]"  # the office's day, and the moment in UTC when it is known

REFERENCE_LIMIT = 100  # characters
FIRST_YEAR, LAST_YEAR = 1900, 2199

_DAY = r"(?:([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}))"
_DAY_ALONE = re.compile(_DAY)
_MOMENT = re.compile(
    _DAY + r"(?:[T ] ?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"
    r"( ?Z| ?[+-][0-9]{2}(?::?[0-9]{2})?)?)?",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"[0-9]{1,12}(?:[.,][0-9]{1,12})?|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]{1,12}|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,12}"
)
_PLAIN_AMOUNT = re.compile(r"[0-9]{1,12}\.[0-9]{2}")  # what nearly every file holds

_DAY_EXPECTED = N_("a day such as 2026-11-23 or 23.11.2026")
_MOMENT_EXPECTED = N_("a day, with or without a time, such as 2026-11-23 15:00 or 23.11.2026 15:00")
_NO_SUCH_DAY = N_("a day that exists; there is no {day}")
_YEARS_EXPECTED = N_("a day from 1900 to 2199")


# --- Text ----------------------------------------------------------------------------------------------


def text(cell: Cell, limit: int) -> str:
    """The text in NFC, line breaks kept, control characters and invisible marks left out; at most `limit` characters."""
    seen = text_of(cell)
    if not seen.isprintable():
        seen = "".join(c for c in seen if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf"})
    return _within(unicodedata.normalize("NFC", seen).strip(), limit)


def name(cell: Cell, limit: int) -> str:
    """A name as it is shown. Raises Unreadable when nothing visible is left of it."""
    cleaned = _within(clean_name(text_of(cell)), limit)
    if not cleaned:
        raise Unreadable(N_("a name"))
    return cleaned


def reference(cell: Cell) -> str:
    """A reference in NFC: at most 100 characters, no control characters; marks that nobody sees are left out."""
    if isinstance(cell, str) and len(cell) <= REFERENCE_LIMIT and cell.isascii() and cell.isprintable():
        return cell
    if isinstance(cell, date):
        raise Unreadable(
            N_("a reference; the spreadsheet has turned it into a date: format the column as text")
        )
    seen = "".join(c for c in text_of(cell) if unicodedata.category(c) != "Cf").strip()
    if not seen or any(unicodedata.category(c) == "Cc" for c in seen):
        raise Unreadable(N_("a reference on one line, without control characters"))
    return _within(unicodedata.normalize("NFC", seen), REFERENCE_LIMIT)


def phones(cell: Cell) -> tuple[str, ...]:
    """The numbers as typed, parted by `;`. Whether they are numbers is decided where they are parsed."""
    parts = (clean_name(part) for part in text(cell, 300).split(";"))
    return tuple(part for part in parts if part)


def word(cell: Cell, known: Container[str], expected: str) -> str:
    """One of the known words, in any case. `expected` is an English text marked with `N_`."""
    seen = text_of(cell).strip().lower()
    if seen not in known:
        raise Unreadable(expected)
    return seen


def language(cell: Cell) -> str:
    seen = text_of(cell).strip().lower()
    if not re.fullmatch(r"[a-z]{2,3}([-_][a-z0-9]{2,8}){0,3}", seen):
        raise Unreadable(N_("a language code such as ro or en"))
    return seen


def country(cell: Cell) -> str:
    seen = text_of(cell).strip().upper()
    if not re.fullmatch(r"[A-Z]{2}", seen):
        raise Unreadable(N_("a country code of two letters, such as RO"))
    return seen


def time_zone(cell: Cell) -> str:
    seen = text_of(cell).strip()
    if not _is_zone(seen):
        raise Unreadable(N_("a time zone such as Europe/Bucharest"))
    return seen


@lru_cache(maxsize=1024)
def _is_zone(key: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(key)
    except (OSError, ValueError, LookupError):  # a folder, `../`, an unknown name
        return False
    return bool(key)


def _within(seen: str, limit: int) -> str:
    if len(seen) > limit:
        raise Unreadable(N_("at most {limit} characters; these are {found}"), limit=limit, found=len(seen))
    return seen


# --- Days and moments ----------------------------------------------------------------------------------


def day(cell: Cell) -> date:
    """A whole day from 1900 to 2199: ISO, `dd.mm.yyyy`, or a date cell."""
    if isinstance(cell, str):
        return _day_of_text(cell, _DAY_EXPECTED)
    if isinstance(cell, datetime) or not isinstance(cell, date):
        raise Unreadable(_DAY_EXPECTED)
    return _within_years(cell)


def moment(cell: Cell, zone: tzinfo) -> When:
    """A day with or without a time. A bare time is the office's; with an offset, the day is the office's day then.

    A bare time that the clock skips in spring counts as the one an hour later, one that comes twice in
    autumn as the first.
    """
    if isinstance(cell, str):
        return (
            (_day_of_text(cell, _MOMENT_EXPECTED), None) if len(cell) <= 10 else _moment_of_text(cell, zone)
        )
    if isinstance(cell, datetime):
        _within_years(cell.date())
        return cell.date(), cell.replace(tzinfo=zone).astimezone(UTC)
    if not isinstance(cell, date):
        raise Unreadable(_MOMENT_EXPECTED)
    return _within_years(cell), None


@lru_cache(maxsize=65_536)
def _day_of_text(seen: str, expected: str) -> date:
    match = _DAY_ALONE.fullmatch(seen)
    if match is None:
        raise Unreadable(expected)
    return _day_of(match.groups())


def _day_of(parts: tuple[str | None, ...]) -> date:
    iso_year, iso_month, iso_day, last_day, last_month, last_year = parts[:6]
    year, month, number = (
        int(p or 0) for p in (iso_year or last_year, iso_month or last_month, iso_day or last_day)
    )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(_YEARS_EXPECTED)
    try:
        return date(year, month, number)
    except ValueError:
        raise Unreadable(_NO_SUCH_DAY, day=f"{number:02}.{month:02}.{year}") from None


def _moment_of_text(seen: str, zone: tzinfo) -> When:
    match = _MOMENT.fullmatch(seen)
    if match is None:
        raise Unreadable(_MOMENT_EXPECTED)
    parts = match.groups()
    on = _day_of(parts)
    hour, minute, second, fraction, offset = parts[6:]
    if hour is None:
        return on, None
    micros = int((fraction or "").ljust(6, "0")[:6])
    try:
        local = datetime(on.year, on.month, on.day, int(hour), int(minute), int(second or 0), micros, zone)
        if offset is None:
            return on, local.astimezone(UTC)
        told = local.replace(tzinfo=_offset(offset.strip()))
    except ValueError:
        raise Unreadable(N_("a time from 00:00 to 23:59")) from None
    return _within_years(told.astimezone(zone).date()), told.astimezone(UTC)


def _offset(seen: str) -> timezone:
    """`Z`, `+02:00`, `+0200`, `+02`. Raises ValueError for more than a day."""
    if seen in "Zz":
        return UTC
    digits = seen[1:].replace(":", "").ljust(4, "0")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-ahead if seen[0] == "-" else ahead)


def _within_years(on: date) -> date:
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise Unreadable(_YEARS_EXPECTED)
    return on


# --- Money ---------------------------------------------------------------------------------------------


def amount(cell: Cell, decimals: int) -> int:
    """Minor units, may be zero or below; `decimals` are those of the currency."""
    if isinstance(cell, str):
        if decimals == 2 and _PLAIN_AMOUNT.fullmatch(cell):
            return int(cell[:-3] + cell[-2:])
        return read_amount(cell, decimals)
    if isinstance(cell, Decimal):
        return from_decimal(cell, decimals)
    raise Unreadable(N_("an amount; the spreadsheet has turned it into a date: format the column as number"))


def positive_amount(cell: Cell, decimals: int) -> int:
    """Minor units above zero."""
    minor = amount(cell, decimals)
    if minor <= 0:
        raise Unreadable(N_("an amount above zero"))
    return minor


def rate(cell: Cell) -> str:
    """A rate above zero as plain decimal text, `4.975`. One separator is always the decimal mark: no thousands here."""
    seen = text_of(cell)
    value = _rate_of_text(seen.strip()) if isinstance(cell, str | Decimal) else None
    if value is None or value <= 0:
        raise Unreadable(N_("a rate above zero, such as 4.9750 or 4,9750"))
    return format(value.normalize(), "f")


def _rate_of_text(seen: str) -> Decimal | None:
    if not _RATE.fullmatch(seen):
        return None
    mark = max(seen.rfind("."), seen.rfind(","))
    if mark < 0:
        return Decimal(seen)
    return Decimal(seen[:mark].replace(".", "").replace(",", "") + "." + seen[mark + 1 :])


def currency(cell: Cell, known: Container[str]) -> str:
    """An ISO 4217 code that the program knows."""
    if isinstance(cell, str) and cell in known:
        return cell
    seen = text_of(cell).strip().upper()
    if seen not in known:
        raise Unreadable(N_("a currency code of three letters, such as RON or EUR"))
    return seen
