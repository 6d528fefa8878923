"""A day as people type it: both languages at once, and what can be several days is never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules.daywords import Several, nearer, read_day
from tests.books import TODAY, november

SUNDAY = november(22)
ANY_DAY = st.dates(date(1901, 1, 1), date(2198, 1, 1))
WEEKDAYS = {"monday": 0, "marți": 1, "wed": 2, "joia": 3, "fri": 4, "sâmbătă": 5, "dum": 6}


def december(day: int) -> date:
    return date(2026, 12, day)


# On Monday, 23 November 2026.
SAID = [
    ("next friday", december(4)),
    ("vinerea viitoare", december(4)),
    ("vineri viitoare", december(4)),
    ("pe vinerea următoare", december(4)),
    ("friday next week", december(4)),
    ("next week on friday", december(4)),
    ("vineri săptămâna viitoare", december(4)),
    ("vn sapt viit", december(4)),
    ("this friday", november(27)),
    ("vinerea asta", november(27)),
    ("luni asta", TODAY),
    ("this monday", TODAY),
    ("until friday", november(27)),
    ("până vineri", november(27)),
    ("cel târziu vineri", november(27)),
    ("last friday", november(20)),
    ("vinerea trecută", november(20)),
    ("saturday last week", november(21)),
    ("in 10 days", december(3)),
    ("10 days from now", december(3)),
    ("peste 10 zile", december(3)),
    ("în două săptămâni", december(7)),
    ("in two weeks", december(7)),
    ("peste 20 de zile", december(13)),
    ("+7 days", november(30)),
    ("a week", november(30)),
    ("o lună", december(23)),
    ("3 luni", date(2027, 2, 23)),
    ("10 days ago", november(13)),
    ("acum o săptămână", november(16)),
    ("end of month", november(30)),
    ("the end of the month", november(30)),
    ("sfârșitul lunii", november(30)),
    ("la sf lunii", november(30)),
    ("eom", november(30)),
    ("end of next month", december(31)),
    ("sfârșitul lunii viitoare", december(31)),
    ("end of december", december(31)),
    ("sfârșitul lui februarie", date(2027, 2, 28)),
    ("end of february 2028", date(2028, 2, 29)),
    ("mâine", november(24)),
    ("poimâine", november(25)),
    ("day after tomorrow", november(25)),
    ("15 dec", december(15)),
    ("december 15th", december(15)),
    ("pe 15 decembrie 2027", date(2027, 12, 15)),
    ("the 15th of December", december(15)),
    ("11/30", november(30)),
    ("fri 27.11.", november(27)),
    ("vineri, 4 dec", december(4)),
    ("friday the 4th", december(4)),
    ("mar 5", date(2027, 3, 5)),
    ("end of mar", date(2027, 3, 31)),
]


@pytest.mark.parametrize(("typed", "meant"), SAID)
def test_what_people_say(typed: str, meant: date) -> None:
    assert read_day(typed, TODAY) == meant
    assert read_day(typed.upper(), TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10 zile", november(13)),
        ("in 10 days", december(3)),
        ("end of month", date(2026, 10, 31)),
        ("end of december", date(2025, 12, 31)),
        ("15 dec", date(2025, 12, 15)),
        ("o lună", date(2026, 10, 23)),
    ],
)
def test_where_a_day_lies_behind_us(typed: str, meant: date) -> None:
    assert read_day(typed, TODAY, past=True) == meant


@pytest.mark.parametrize("typed", ["next friday", "vinerea viitoare", "fri", "friday next week"])
def test_on_a_sunday_next_friday_is_that_of_the_coming_week(typed: str) -> None:
    assert read_day(typed, SUNDAY) == november(27)
    assert nearer(typed, SUNDAY) is None, "nobody means another one"


def test_on_other_days_the_nearer_friday_is_told_beside_it() -> None:
    assert nearer("next friday", TODAY) == nearer("pe vinerea viitoare", TODAY) == november(27)
    assert nearer("friday next week", TODAY) is nearer("fri", TODAY) is nearer("next month", TODAY) is None


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("m", [november(24), november(25), november(30)]),
        ("t", [november(24), november(26)]),
        ("next week", [november(30), *map(december, (1, 2, 3, 4))]),
        ("săptămâna viitoare", [november(30), *map(december, (1, 2, 3, 4))]),
        ("this week", [november(n) for n in (23, 24, 25, 26, 27)]),
        ("end of the week", [november(27), november(28), november(29)]),
        ("weekend", [november(28), november(29)]),
        ("luna viitoare", [december(1), december(15), december(31)]),
        ("thu 27.11.", [november(27), november(26), december(3)]),
        ("mar 1", [december(1), date(2027, 3, 1)]),
    ],
)
def test_what_can_be_several_days_is_asked(typed: str, days: list[date]) -> None:
    with pytest.raises(Several) as asked:
        read_day(typed, TODAY)
    assert list(asked.value.days) == days


@pytest.mark.parametrize(
    "typed", ["", "pe", "in", "next", "end", "v", "friday friday", "mr", "10 lei", "dec"]
)
def test_what_says_no_day(typed: str) -> None:
    assert read_day(typed, TODAY) is None


@given(ANY_DAY, st.sampled_from(list(WEEKDAYS)))
def test_every_weekday_lies_where_it_was_said(today: date, name: str) -> None:
    monday = today - timedelta(days=today.weekday())
    days = [
        read_day(said, today)
        for said in (name, f"next {name}", f"this {name}", f"last {name}", f"{name} next week")
    ]
    assert all(day is not None and day.weekday() == WEEKDAYS[name] for day in days)
    plain, following, this, last, of_next_week = (day or today for day in days)
    assert today < plain <= today + timedelta(days=7)
    assert monday + timedelta(days=7) <= following == of_next_week < monday + timedelta(days=14)
    assert today <= this <= following
    assert today - timedelta(days=7) <= last < today


@given(ANY_DAY, st.integers(0, 400))
def test_so_many_days_ahead_and_ago(today: date, count: int) -> None:
    assert read_day(f"in {count} days", today) == read_day(f"peste {count} de zile", today)
    assert read_day(f"in {count} days", today) == today + timedelta(days=count)
    assert read_day(f"{count} zile", today, past=True) == today - timedelta(days=count)


@given(ANY_DAY)
def test_the_end_of_a_month_is_its_last_day(today: date) -> None:
    end, following = read_day("eom", today), read_day("sfârșitul lunii viitoare", today)
    assert end is not None
    assert today <= end <= today + timedelta(days=30)
    assert (end + timedelta(days=1)).day == 1
    assert following is not None
    assert (following + timedelta(days=1)).day == 1
    assert (following - end).days <= 31
    behind = read_day("end of month", today, past=True)
    assert behind is not None
    assert behind <= today < behind + timedelta(days=31)
