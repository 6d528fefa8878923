"""What is owed as of a day, what is usual, and what is too good to be true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules.balance import owed, too_good, usual_minor
from collector.rules.records import Balance, Payment
from tests.rules.telling import RECORDED_AT, Money, history_of, minor, november, paid, taken_back


def told(on: int, amount: Money, seq: int = 1) -> Balance:
    return Balance(1, seq, 1, minor(amount), november(on), RECORDED_AT)


def payments(*facts: Payment) -> tuple[Payment, ...]:
    return history_of(list(facts)).payments


OWED = [
    # title                                       told                             money                                as of  owed
    ("nothing told", [], [paid(2, 50)], 9, 0),
    ("as told", [told(1, 300)], [], 9, 300),
    ("money since", [told(1, 300)], [paid(2, 50), paid(9, 20)], 9, 230),
    ("money of the day it was told", [told(1, 300)], [paid(1, 50)], 9, 250),
    ("money from before was counted already", [told(5, 300)], [paid(4, 50)], 9, 300),
    ("money of tomorrow", [told(1, 300)], [paid(10, 50)], 9, 300),
    ("told again", [told(1, 300), told(5, 280)], [paid(3, 50), paid(6, 10)], 9, 270),
    ("told again, seen from before", [told(1, 300), told(5, 280)], [paid(3, 50)], 4, 250),
    ("told twice for a day: the later counts", [told(1, 300, 1), told(1, 200, 2)], [], 9, 200),
    ("told for a later day: that one stands", [told(20, 300)], [paid(2, 50)], 9, 300),
    ("…also when money came and went", [told(20, 300)], [paid(2, 50), taken_back(3, 50)], 9, 300),
    ("more paid than owed", [told(1, 30)], [paid(2, 50)], 9, -20),
    ("taken back", [told(1, 300)], [paid(2, 50), taken_back(6, 20)], 9, 270),
    ("not taken back yet", [told(1, 300)], [paid(2, 50), taken_back(6, 20)], 5, 250),
    ("taken back later than told", [told(5, 300)], [paid(2, 50), taken_back(6, 20)], 9, 320),
    ("taken back before it was told", [told(5, 300)], [paid(2, 50), taken_back(3, 20)], 9, 300),
    ("taken back before its day: nothing", [told(1, 300)], [paid(4, 50), taken_back(3, 20)], 9, 250),
    ("more taken back than came", [told(1, 300)], [paid(2, 50), taken_back(6, 90)], 9, 300),
    ("a reversal that waits for its payment", [told(1, 300)], [taken_back(6, 20, payment=9)], 9, 300),
    ("the payment that it waited for", [told(1, 300)], [taken_back(6, 20, payment=2), paid(6, 50)], 9, 270),
]  # fmt: skip


@pytest.mark.parametrize(
    ("balances", "money", "as_of", "amount"), [row[1:] for row in OWED], ids=[r[0] for r in OWED]
)
def test_what_is_owed(balances: list[Balance], money: list[Payment], as_of: int, amount: int) -> None:
    assert owed(balances, payments(*money), november(as_of)).amount_minor == minor(amount)


def test_the_balance_shows_where_it_comes_from() -> None:
    seen = owed([told(1, 300)], payments(paid(2, 50), taken_back(3, 10)), november(9))
    assert seen == (260_00, 300_00, november(1), 40_00)


MONEY = st.lists(
    st.tuples(st.integers(1, 20), st.integers(1, 100), st.integers(0, 100), st.integers(1, 20)), max_size=6
)


def history(rows: list[tuple[int, int, int, int]]) -> tuple[Payment, ...]:
    """Payments, each with a reversal of some of it on some day (or none)."""
    facts = [paid(day, amount) for day, amount, _, _ in rows]
    facts += [taken_back(on, back, payment=n) for n, (_, _, back, on) in enumerate(rows, 1) if back]
    return payments(*facts)


@given(rows=MONEY, on=st.integers(1, 20), as_of=st.integers(1, 25))
def test_the_balance_equals_a_walk_day_by_day(
    rows: list[tuple[int, int, int, int]], on: int, as_of: int
) -> None:
    money = history(rows)
    left = 1000_00
    for day in range(on, as_of + 1):
        for paid_on, amount, back, back_on in rows:
            left -= minor(amount) * (paid_on == day)
            left += minor(min(amount, back)) * (back_on == day and back_on >= paid_on)
    assert owed([told(on, 1000)], money, november(as_of)).amount_minor == left


@given(rows=MONEY, on=st.integers(1, 20))
def test_money_that_was_wholly_taken_back_changes_nothing(
    rows: list[tuple[int, int, int, int]], on: int
) -> None:
    whole = [(day, amount, amount, day) for day, amount, _, _ in rows]
    assert owed([told(on, 100)], history(whole), november(25)).amount_minor == 100_00


# --- Usual -----------------------------------------------------------------------------------------------

USUAL = [
    ("nothing", [], None),
    ("one says nothing yet", [paid(1, 100)], None),
    ("two: the middle", [paid(1, 100), paid(2, 200)], 150),
    ("half a ban is rounded up", [paid(1, "0.01"), paid(2, "0.02")], "0.02"),
    ("three", [paid(1, 100), paid(2, 900), paid(3, 200)], 200),
    ("only the last six", [paid(day, 900 if day < 3 else 100) for day in range(1, 9)], 100),
    ("less what was taken back", [paid(1, 100), paid(2, 100), paid(3, 100), taken_back(4, 100)], 100),
    ("wholly taken back is no payment", [paid(1, 100), paid(2, 100), taken_back(4, 100)], None),
    ("tomorrow's is not known", [paid(1, 100), paid(2, 100), paid(10, 900)], 100),
]


@pytest.mark.parametrize(("money", "usual"), [row[1:] for row in USUAL], ids=[r[0] for r in USUAL])
def test_what_is_usual(money: list[Payment], usual: Money | None) -> None:
    assert usual_minor(payments(*money), november(9)) == (None if usual is None else minor(usual))


TOO_GOOD = [
    # title                                    amount  due in  balance  money                          too good
    ("nothing known", 900, 1, 1000, [], False),
    ("three times the usual", 300, 9, 9000, [paid(1, 100), paid(2, 100)], True),
    ("a ban less", "299.99", 9, 9000, [paid(1, 100), paid(2, 100)], False),
    ("half again the largest, by tomorrow", 151, 2, 9000, [paid(1, 100)], True),
    ("…not in three days", 151, 3, 9000, [paid(1, 100)], False),
    ("…not half again", 150, 2, 9000, [paid(1, 100)], False),
    ("nearly all after long silence", 900, 9, 1000, [paid(-82, 1000)], True),
    ("…not quite silent", 900, 9, 1000, [paid(-81, 1000)], False),
    ("…not nearly all", 899, 9, 1000, [paid(-82, 1000)], False),
    ("silent since ever is no silence", 900, 9, 1000, [], False),
]


@pytest.mark.parametrize(
    ("amount", "days", "balance", "money", "found"),
    [row[1:] for row in TOO_GOOD],
    ids=[r[0] for r in TOO_GOOD],
)
def test_what_is_too_good(amount: Money, days: int, balance: int, money: list[Payment], found: bool) -> None:
    assert too_good(minor(amount), days, minor(balance), payments(*money), november(9)) is found
