"""Days and hours as people write them, from small tables: Babel would cost more than the first screen."""

from __future__ import annotations

from datetime import date, datetime

from collector.rules.values import MONTHS, WEEKDAYS
from collector.words import current_language

_SHORT_WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "ro": ("lun.", "mar.", "mie.", "joi", "vin.", "sâm.", "dum."),
}
_TWO_LETTERS = {
    "en": ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
    "ro": ("Lu", "Ma", "Mi", "Jo", "Vi", "Sâ", "Du"),
}
_SHORT_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "ro": (
        *("ian.", "feb.", "mar.", "apr.", "mai", "iun."),
        *("iul.", "aug.", "sept.", "oct.", "nov.", "dec."),
    ),
}


def short_day(on: date, today: date | None = None) -> str:
    """ "27 Nov", in Romanian "27 nov."; with the year when `today` is of another one: "27 Nov 2025"."""
    text = f"{on.day} {_SHORT_MONTHS[current_language()][on.month - 1]}"
    return text if today is None or today.year == on.year else f"{text} {on.year}"


def day(on: date, today: date | None = None) -> str:
    """ "Fri 27 Nov", in Romanian "vin. 27 nov."; the year as in `short_day`."""
    return f"{_SHORT_WEEKDAYS[current_language()][on.weekday()]} {short_day(on, today)}"


def long_day(on: date) -> str:
    """ "Friday, 27 November 2026", in Romanian "vineri, 27 noiembrie 2026"."""
    language = current_language()
    return f"{WEEKDAYS[language][on.weekday()]}, {on.day} {MONTHS[language][on.month - 1]} {on.year}"


def weekday_two(on: date) -> str:
    """ "Mo", in Romanian "Lu"."""
    return _TWO_LETTERS[current_language()][on.weekday()]


def clock_time(moment: datetime) -> str:
    """ "20:00", where the moment is."""
    return f"{moment:%H:%M}"
