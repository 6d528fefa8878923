"""Which terms hold on a day, and what they make of a promise."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules.terms import PromiseTerms, deadline, terms_for, threshold

BOOK = PromiseTerms(None, date(2026, 1, 1), 2, 95, 30, 366, "RO", datetime(2026, 1, 1, tzinfo=UTC))
STRICTER = BOOK._replace(from_on=date(2026, 6, 1), grace_days=1)
CORRECTED = STRICTER._replace(grace_days=0)
BANK = BOOK._replace(creditor="Banca Verde", from_on=date(2026, 3, 1), tolerance_percent=100)
ALL = (BOOK, STRICTER, CORRECTED, BANK)


@pytest.mark.parametrize(
    ("creditor", "day", "expected"),
    [
        (None, "2026-01-01", BOOK),
        (None, "2026-05-31", BOOK),
        (None, "2026-06-01", CORRECTED),  # of two of one day the later entry
        ("Telecom", "2026-07-01", CORRECTED),
        ("Banca Verde", "2026-02-28", BOOK),  # it had none of its own yet
        ("Banca Verde", "2026-03-01", BANK),
        ("Banca Verde", "2026-07-01", BANK),  # its own, though the book's are newer
    ],
)
def test_the_terms_of_the_day(creditor: str | None, day: str, expected: PromiseTerms) -> None:
    assert terms_for(ALL, creditor, date.fromisoformat(day)) == expected


@pytest.mark.parametrize("creditor", [None, "Banca Verde"])
def test_before_any_terms_there_are_none(creditor: str | None) -> None:
    with pytest.raises(LookupError, match="2025-12-31"):
        terms_for(ALL, creditor, date(2025, 12, 31))


def test_a_creditors_own_correction_wins_too() -> None:
    corrected = BANK._replace(grace_days=5)
    assert terms_for((*ALL, corrected), "Banca Verde", date(2026, 3, 1)) == corrected


def test_an_older_fact_recorded_later_does_not_win() -> None:
    assert terms_for((STRICTER, BOOK), None, date(2026, 7, 1)) == STRICTER


def test_the_deadline_uses_grace_and_calendar() -> None:
    due_on = date(2026, 11, 27)
    assert deadline(BOOK, due_on) == date(2026, 12, 3)
    assert deadline(BOOK._replace(calendar="none"), due_on) == date(2026, 11, 29)
    assert deadline(CORRECTED, due_on) == due_on


@pytest.mark.parametrize(
    ("amount_minor", "percent", "expected"),
    [(30000, 95, 28500), (1, 95, 1), (101, 95, 96), (100, 100, 100), (33, 50, 17), (20, 95, 19)],
)
def test_the_threshold_is_rounded_up(amount_minor: int, percent: int, expected: int) -> None:
    assert threshold(BOOK._replace(tolerance_percent=percent), amount_minor) == expected


@given(st.integers(1, 10**15), st.integers(1, 100))
def test_the_threshold_is_the_least_sum_that_reaches_the_share(amount_minor: int, percent: int) -> None:
    least = threshold(BOOK._replace(tolerance_percent=percent), amount_minor)
    assert 0 < least <= amount_minor
    assert least * 100 >= amount_minor * percent > (least - 1) * 100
