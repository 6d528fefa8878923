"""What follows from a note before a book has seen it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules.notefacts import (
    cents_of_minor,
    direction_of,
    hangs_on,
    is_equal_share,
    minor_of_cents,
    plan_days,
    who_of,
)
from collector.rules.records import OUTCOMES, WHO
from collector.rules.shorthand.note import Note, PlanRead


def days(every: str, first: date, count: int) -> list[str]:
    return [day.isoformat() for day in plan_days(PlanRead(count, 100, "RON", every, first), first, count)]


PLANS = [
    # every     first               days
    ("day", date(2026, 12, 30), ["2026-12-30", "2026-12-31", "2027-01-01"]),
    ("week", date(2026, 11, 27), ["2026-11-27", "2026-12-04", "2026-12-11"]),
    ("2weeks", date(2026, 12, 1), ["2026-12-01", "2026-12-15", "2026-12-29"]),
    ("month", date(2026, 12, 1), ["2026-12-01", "2027-01-01", "2027-02-01"]),
    (
        "month",
        date(2027, 12, 31),
        ["2027-12-31", "2028-01-31", "2028-02-29"],
    ),  # short, and the day comes back
]


@pytest.mark.parametrize(("every", "first", "expected"), PLANS)
def test_the_days_of_a_plan(every: str, first: date, expected: list[str]) -> None:
    assert days(every, first, 3) == expected


def test_a_short_month_takes_nothing_from_the_next() -> None:
    assert days("month", date(2026, 12, 31), 4) == ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]


@pytest.mark.parametrize("every", ["day", "week", "2weeks", "month"])
def test_a_plan_that_leaves_the_calendar_says_so(every: str) -> None:
    with pytest.raises(OverflowError):
        days(every, date(9999, 12, 1), 366)


SUMS = [
    # cents   decimals  minor units
    (300_00, 2, 300_00),
    (300_00, 0, 300),
    (300_50, 0, None),  # half a yen
    (300_05, 3, 300_050),
]


@pytest.mark.parametrize(("cents", "decimals", "minor"), SUMS)
def test_hundredths_become_minor_units_or_nothing(cents: int, decimals: int, minor: int | None) -> None:
    assert minor_of_cents(cents, decimals) == minor
    assert minor is None or cents_of_minor(minor, decimals) == cents


def test_a_part_of_a_hundredth_is_no_hundredth() -> None:
    assert cents_of_minor(1_005, 3) is None


@given(st.integers(1, 10**9), st.integers(1, 400))
def test_an_equal_share_is_rounded_half_up(rest: int, count: int) -> None:
    shares = [
        cents for cents in range(rest // count - 1, rest // count + 3) if is_equal_share(cents, rest, count)
    ]
    assert len(shares) == 1
    assert 2 * abs(rest - shares[0] * count) <= count


def test_what_only_the_debtor_can_say_was_said_by_the_debtor() -> None:
    spoke = {outcome for outcome in OUTCOMES if who_of(Note(outcome=outcome)) == "right_party"}
    assert spoke == {"dispute", "promise", "paid_claim", "refused", "hardship", "right_party", "vague"}
    assert {who_of(Note(outcome=outcome)) for outcome in OUTCOMES} == {"right_party", "unknown"}


@pytest.mark.parametrize("who", [who for who in WHO if who != "unknown"])
def test_who_was_named_was_reached(who: str) -> None:
    assert who_of(Note(outcome="promise", who=who)) == who


RINGING = [
    ("clientul a sunat, plătește vineri", "inbound"),
    ("ne-a sunat contabila", "inbound"),
    ("debtor called in, pays Friday", "inbound"),
    ("am sunat clientul", "outbound"),
    ("nu a sunat înapoi", "outbound"),
    ("n-a sunat, plătește vineri", "outbound"),
    ("plătește vineri", "outbound"),
    ("", "outbound"),
]


@pytest.mark.parametrize(("clean", "direction"), RINGING)
def test_who_rang_whom(clean: str, direction: str) -> None:
    assert direction_of(Note(outcome="right_party", clean=clean)) == direction


def test_a_line_that_rang_busy_is_no_call_of_theirs() -> None:
    assert direction_of(Note(outcome="busy", clean="a sunat ocupat")) == "outbound"


HANGING = [
    ("plătește 300 pe 10 la salariu", "la salariu"),
    ("plătește după ce ia salariul, vineri", "după ce ia salariul"),
    ("pays 200 Friday if he gets the advance", "if he gets the advance"),
    ("pays 200 after payday", "after payday"),
    ("dacă ia avansul", "dacă ia avansul"),
    ("plătește vineri, salariu întârziat", None),
    ("are pensie mică", None),
]


@pytest.mark.parametrize(("clean", "condition"), HANGING)
def test_what_a_promise_hangs_on(clean: str, condition: str | None) -> None:
    assert hangs_on(Note(clean=clean), "") == condition
    assert hangs_on(Note(), clean) == condition  # where the full words say it otherwise
