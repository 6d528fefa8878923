"""What the words of a card are filled with, as it is said: "20 de lei", "joi, 12 martie, ora 11:00", "3 rate".

Both languages say a day with its weekday, never as figures alone, and a sum with the name or sign of its currency.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple

from collector.rules import money
from collector.rules.names import clean_name

WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ro": ("luni", "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică"),
}
MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "ro": (
        *("ianuarie", "februarie", "martie", "aprilie", "mai", "iunie"),
        *("iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie"),
    ),
}
_COUNTED = {  # the noun after 1, after 2 to 19, after 20 and more
    ("ro", "n"): ("{} rată", "{} rate", "{} de rate"),
    ("ro", "streak"): ("{} plată", "{} plăți", "{} de plăți"),
    ("en", "n"): ("{} instalment", "{} instalments", "{} instalments"),
    ("en", "streak"): ("{} payment", "{} payments", "{} payments"),
}
_SPELLED = {  # small numbers are spoken as words where nothing is reckoned with them; plăți is feminine
    "ro": ("trei", "patru", "cinci", "șase", "șapte", "opt", "nouă", "zece"),
    "en": ("three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
_SPELLED_FROM = 3
_SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}
_YEAR_SAID_BEYOND_DAYS = 180  # a day further off could be taken for that of another year


class Sum(NamedTuple):
    """Money: whole minor units of the currency (ISO 4217), which has so many `decimals`."""

    amount_minor: int
    currency: str
    decimals: int = 2


Value = Sum | date | time | datetime | int | str


def spoken(value: Value, placeholder: str, language: str, today: date | None = None) -> str:
    """The value as the sentence says it, in `ro` or `en`; "" when there is nothing to say.

    A moment is said on its own clock: hand it over in the zone of the person who hears it. With `today`, a day
    more than half a year away is said with its year. A bare number is said with the noun of its placeholder.
    """
    if isinstance(value, Sum):
        return spoken_sum(value, language)
    if isinstance(value, datetime):
        return _moment(value, language, today)
    if isinstance(value, date):
        return spoken_day(value, language, today)
    if isinstance(value, time):
        return f"ora {value:%H:%M}" if language == "ro" else f"{value:%H:%M}"
    if isinstance(value, int):
        return _counted(value, placeholder, language)
    return clean_name(value)


def spoken_sum(value: Sum, language: str) -> str:
    """ "1 leu", "20 de lei", "250,50 lei"; in English "£300.00", "$45.10", "RON 300"."""
    if language == "ro":
        return money.say(value.amount_minor, value.currency, value.decimals, language)
    shown = money.show(value.amount_minor, value.decimals, language)
    if value.currency in _SIGNS:
        return f"{_SIGNS[value.currency]}{shown}"
    whole, _mark, part = shown.partition(".")
    return f"{value.currency} {shown if part.strip('0') else whole}"


def spoken_day(on: date, language: str, today: date | None = None) -> str:
    """ "joi, 12 martie", "Thursday 12 March"; with the year where it could be taken for another's."""
    comma = "," if language == "ro" else ""
    text = f"{WEEKDAYS[language][on.weekday()]}{comma} {on.day} {MONTHS[language][on.month - 1]}"
    far = today is not None and abs((on - today).days) > _YEAR_SAID_BEYOND_DAYS
    return f"{text} {on.year}" if far else text


def _moment(moment: datetime, language: str, today: date | None) -> str:
    joined = ", ora" if language == "ro" else " at"
    return f"{spoken_day(moment.date(), language, today)}{joined} {moment:%H:%M}"


def _counted(number: int, placeholder: str, language: str) -> str:
    if (language, placeholder) not in _COUNTED:
        return str(number)
    one, few, many = _COUNTED[language, placeholder]
    if number == 1:
        return one.format(number)
    noun = few if number % 100 in range(1, 20) or number == 0 else many
    if placeholder != "streak":
        return noun.format(number)
    if number < _SPELLED_FROM:  # two payments are no row yet
        return ""
    words = _SPELLED[language]
    return noun.format(words[number - _SPELLED_FROM] if number - _SPELLED_FROM < len(words) else number)
