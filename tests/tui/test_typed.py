"""Days, hours and sums as people type them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector import words
from collector.clock import FIRST_DAY, LAST_DAY
from collector.tui.behind.typed import Unclear, amount_minor, day, moment
from tests.books import TODAY, at, november

DAYS = [
    ("2026-11-27", november(27)),
    ("27.11.2026", november(27)),
    ("27.11.26", november(27)),
    ("27.11.", november(27)),
    ("27.11", november(27)),
    ("27/11", november(27)),
    ("27-11", november(27)),
    ("22.11.", date(2027, 11, 22)),
    ("23.11.", TODAY),
    ("29.2.", date(2028, 2, 29)),
    ("27", november(27)),
    ("pe 15", november(45)),
    ("23", date(2026, 12, 23)),
    ("31", november(30)),
    ("fri", november(27)),
    ("Friday", november(27)),
    ("vineri", november(27)),
    ("vn", november(27)),
    ("luni", november(30)),
    ("mon", november(30)),
    ("sâmbătă", november(28)),
    ("sambata", november(28)),
    ("marți", november(24)),
    ("marţi", november(24)),
    ("azi", TODAY),
    ("today", TODAY),
    ("mâine", november(24)),
    ("poimâine", november(25)),
    ("+7", november(30)),
    ("+ 7", november(30)),
    ("-1", november(22)),
    ("vinerea viitoare", november(34)),
    ("in 10 days", november(33)),
]


@pytest.mark.parametrize(("typed", "meant"), DAYS)
def test_days_ahead(typed: str, meant: date) -> None:
    assert day(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20.11.", november(20)),
        ("27.11.", date(2025, 11, 27)),
        ("29.2.", date(2024, 2, 29)),
        ("fri", november(20)),
        ("luni", november(16)),
        ("20", november(20)),
        ("27", date(2026, 10, 27)),
        ("ieri", november(22)),
    ],
)
def test_days_behind(typed: str, meant: date) -> None:
    assert day(typed, TODAY, past=True) == meant


@pytest.mark.parametrize(
    "typed", ["31.02.", "32", "0", "xyz", "13.13.", "2026-13-01", "+99999", "1.1.1899", "v"]
)
def test_what_is_no_day_is_said(typed: str) -> None:
    with pytest.raises(Unclear, match="is no day"):
        day(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("m", "m can be Tue 24 Nov, Wed 25 Nov or Mon 30 Nov. Which one?"),
        ("thu 27.11.", "thu 27.11. can be Fri 27 Nov, Thu 26 Nov or Thu 3 Dec. Which one?"),
        ("mar 1", "mar 1 can be Tue 1 Dec or Mon 1 Mar 2027. Which one?"),
    ],
)
def test_of_several_days_each_is_named(typed: str, asked: str) -> None:
    with pytest.raises(Unclear, match=re.escape(asked)):
        day(typed, TODAY)


def test_an_empty_field_is_asked_for() -> None:
    with pytest.raises(Unclear, match="Which day"):
        day("  ", TODAY)
    with pytest.raises(Unclear, match="How much"):
        amount_minor("", "RON")


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_day_of_ours_or_unclear(typed: str) -> None:
    try:
        found = day(typed, TODAY)
    except Unclear:
        return
    assert FIRST_DAY <= found <= LAST_DAY


@given(st.dates(FIRST_DAY, LAST_DAY), st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_a_day_without_year_is_the_nearest_one_on_its_side(wanted: date, today: date) -> None:
    ahead, behind = (day(f"{wanted.day}.{wanted.month}.", today, past=past) for past in (False, True))
    assert behind <= today <= ahead
    assert (ahead.day, ahead.month) == (behind.day, behind.month) == (wanted.day, wanted.month)


@pytest.mark.parametrize(
    ("typed", "clock"),
    [("10", "10:00"), ("10:30", "10:30"), ("9.05", "09:05"), ("14h", "14:00"), ("0:15", "00:15")],
)
def test_hours(typed: str, clock: str) -> None:
    assert moment(TODAY, typed, "Europe/Bucharest") == at(f"2026-11-23T{clock}")


@pytest.mark.parametrize("typed", ["", "24", "10:60", "noon", "10:3"])
def test_what_is_no_hour_is_said(typed: str) -> None:
    with pytest.raises(Unclear, match="is no hour"):
        moment(TODAY, typed, "Europe/Bucharest")


@pytest.mark.parametrize(
    ("typed", "currency", "minor"), [("300", "RON", 30000), ("1.234,50", "RON", 123450), ("500", "JPY", 500)]
)
def test_sums(typed: str, currency: str, minor: int) -> None:
    assert amount_minor(typed, currency) == minor


@pytest.mark.parametrize(
    ("typed", "told"), [("0", "above zero"), ("-5", "above zero"), ("300 lei", "cannot be read")]
)
def test_what_is_no_sum_is_said(typed: str, told: str) -> None:
    with pytest.raises(Unclear, match=told):
        amount_minor(typed, "RON")


def test_it_is_said_in_the_language_of_the_agent() -> None:
    words.use("ro")
    with pytest.raises(Unclear, match="nu este o zi"):
        day("xyz", TODAY)
