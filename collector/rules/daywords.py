"""A day as people type it, in English and Romanian at once: `27.11.`, `fri`, `vinerea viitoare`, `in 10 days`.

A weekday is the next such day, never today; said with *next* it is that day of the next ISO week, so that on a
Sunday "next friday" is five days on, and on a Monday eleven. Words that can be several days are never guessed.
Source: docs/reference/notes.md, 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from collector.rules.daynumbers import AHEAD, counted, fixed, last_of, last_of_other, month_of, months_on
from collector.rules.names import fold

_WEEKDAYS = (
    ("monday", "luni", "lunea"),
    ("tuesday", "marti", "martea"),
    ("wednesday", "miercuri", "miercurea"),
    ("thursday", "joi", "joia"),
    ("friday", "vineri", "vinerea"),
    ("saturday", "sambata"),
    ("sunday", "duminica"),
)
_SHORT = {"mrt": 1, "mrc": 2, "vn": 4, "sb": 5}  # how agents write them, no beginnings of a name
_NEAR = {"azi": 0, "astazi": 0, "today": 0, "maine": 1, "tomorrow": 1, "tmrw": 1, "poimaine": 2}
_NEAR |= {"yesterday": -1, "ieri": -1, "alaltaieri": -2, "day after tomorrow": 2, "day before yesterday": -2}
# Words of the same meaning; several forms of one are one word afterwards.
_SAME = dict.fromkeys(("viitoare", "viitor", "urmatoare", "urmatoarea", "urmator", "viit", "urm"), "next")
_SAME |= dict.fromkeys(("asta", "aceasta", "acesta", "curenta"), "this")
_SAME |= dict.fromkeys(("trecuta", "trecut", "trec", "past"), "last")
_SAME |= dict.fromkeys(("saptamana", "saptamanii", "sapt", "spt"), "week")
_SAME |= dict.fromkeys(("luna", "lunii"), "month")
_SAME |= dict.fromkeys(("sfarsit", "sfarsitul", "sf", "final", "finalul"), "end")
_WHOLE = {"eom": "end month", "sfl": "end month", "eow": "end week", "week-end": "weekend"}

# Words that say no day: "pe 15", "by the 15th of December", "până vineri", "end of the month".
_FILLERS = frozenset(("on", "by", "until", "till", "the", "of", "at", "from", "now"))
_FILLERS |= frozenset(("pe", "pana", "la", "de", "din", "data", "cel", "mult", "tarziu", "lui"))


class Several(ValueError):
    """What was typed can be any of `days`: it is asked, never guessed."""

    def __init__(self, days: Iterable[date]) -> None:
        super().__init__("more than one day")
        self.days = tuple(dict.fromkeys(days))


def read_day(text: str, today: date, *, past: bool = False) -> date | None:
    """The day that was typed; None when it is none. With `past`, what can lie on either side lies behind today.

    Several when it can be more than one day; ValueError or OverflowError for a day that no calendar has.
    """
    said = fold(text).replace(",", " ")
    words = [word for word in said.split() if word not in _FILLERS]
    if " ".join(words) in _NEAR:
        return today + timedelta(days=_NEAR[" ".join(words)])
    return (
        counted(words, today, past=past)
        or _dated([word for word in words if word not in AHEAD], today, past=past)
        or _told([word for word in words if word not in AHEAD], today, past=past)
    )


# --- Days of the calendar ---------------------------------------------------------------------------------


def _dated(words: list[str], today: date, *, past: bool) -> date | None:
    """`27.11.`, `2026-11-27`, `27`, `27 nov`, `dec 15 2026`, each also behind its weekday."""
    plain = fixed(words, today, past=past)
    weekday = _weekday(words[0]) if len(words) > 1 else None
    if weekday is None:
        return plain
    found = fixed(words[1:], today, past=past)
    if found is None or found == plain:
        return plain
    if found.weekday() == weekday:
        if plain is not None:
            raise Several((found, plain))  # "mar 1": Tuesday the first, or the first of March
        return found
    if plain is None:
        raise Several((found, *_around(found, weekday)))
    return plain


# --- Weekdays and ends of months --------------------------------------------------------------------------


def _told(words: list[str], today: date, *, past: bool) -> date | None:
    said = _same(words)
    if "end" in said and "week" not in said:
        said.remove("end")
        return _end_of_month(said, today, past=past)
    weekdays = [word for word in said if _could_be(word)]
    if len(weekdays) != 1:
        _refuse_spans(sorted(said), today)
        return None
    said.remove(weekdays[0])
    days = [_weekday_told(weekday, said, today, past=past) for weekday in sorted(_could_be(weekdays[0]))]
    sure = sorted(day for day in days if day is not None)
    if len(weekdays[0]) > 1:
        return sure[0] if sure else None
    if len(sure) > 1:
        raise Several(sure)
    return None  # one letter is a slip


def _same(words: list[str]) -> list[str]:
    """The words with one form for each meaning: next, this, last, week, month, end."""
    return " ".join(_WHOLE.get(word) or _SAME.get(word, word) for word in words).split()


def nearer(text: str, today: date) -> date | None:
    """For a weekday said with *next*: the day that others may mean by it, where that is another one."""
    words = _same([word for word in fold(text).replace(",", " ").split() if word not in _FILLERS | AHEAD])
    weekdays = [weekday for word in words if (weekday := _weekday(word)) is not None]
    if "next" not in words or "week" in words or len(weekdays) != 1:
        return None
    found, plain = (_weekday_told(weekdays[0], rest, today, past=False) for rest in (["next"], []))
    return plain if plain != found else None


def _weekday_told(weekday: int, rest: list[str], today: date, *, past: bool) -> date | None:
    """That weekday with what was said beside it: nothing, this, next, last, with or without "week"."""
    monday = today - timedelta(days=today.weekday())
    ahead = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    behind = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    of_this = monday + timedelta(days=weekday)
    said = tuple(word for word in rest if word != "week")
    if said == ("this",):
        return of_this if past or "week" in rest or of_this >= today else ahead
    if said == ("next",):
        return of_this + timedelta(days=7)
    if said == ("last",):
        return of_this - timedelta(days=7) if "week" in rest else behind
    if rest:
        return None
    return behind if past else ahead


def _end_of_month(rest: list[str], today: date, *, past: bool) -> date | None:
    """`end of month`, `sfârșitul lunii viitoare`, `end of december 2027`."""
    if rest in (["month"], ["this", "month"], ["month", "this"]):
        found = last_of(today.year, today.month)
        return last_of_other(today, -1) if past and found > today else found
    if sorted(rest) == ["month", "next"]:
        return last_of_other(today, 1)
    if sorted(rest) == ["last", "month"]:
        return last_of_other(today, -1)
    month = month_of(rest[0]) if rest else None
    if month is None:
        return None
    if len(rest) > 1:
        return last_of(int(rest[1]), month) if re.fullmatch(r"\d{4}", " ".join(rest[1:])) else None
    found = last_of(today.year, month)
    other = found > today if past else found < today
    return last_of(today.year + (-1 if past else 1), month) if other else found


def _refuse_spans(said: list[str], today: date) -> None:
    """A week, a weekend or a month is no day: its days are named. Of what has passed, those of the next one."""
    monday = today - timedelta(days=today.weekday() - (7 if "next" in said else 0))
    spans = {"week": range(5), "week end": range(4, 7), "weekend": range(5, 7)}
    numbers = spans.get(" ".join(sorted(set(said) - {"next", "this"}, reverse=True)))
    if numbers is not None:
        days = [monday + timedelta(days=n) for n in numbers]
        left = [day for day in days if day >= today]
        raise Several(left if len(left) > 1 else [day + timedelta(days=7) for day in days])
    if said == ["month", "next"]:
        first_day = months_on(today.replace(day=1), 1)
        raise Several([first_day, first_day.replace(day=15), last_of_other(today, 1)])


# --- Names ------------------------------------------------------------------------------------------------


def _could_be(word: str) -> set[int]:
    """The weekdays that a word can begin, of whatever language; of a single letter they can be several."""
    if word in _SHORT:
        return {_SHORT[word]}
    return {number for number, names in enumerate(_WEEKDAYS) if any(name.startswith(word) for name in names)}


def _weekday(word: str) -> int | None:
    """The weekday of two letters or more: no two begin with the same two."""
    return next(iter(_could_be(word)), None) if len(word) > 1 else None


def _around(day: date, weekday: int) -> list[date]:
    """The nearest such weekday before and after a day."""
    return [
        day - timedelta(days=(day.weekday() - weekday) % 7),
        day + timedelta(days=(weekday - day.weekday()) % 7),
    ]
