"""When nothing was owed any more, against a reckoning day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from collector.rules.latemoney import late_paid
from collector.rules.promises import judge
from collector.rules.records import Balance, History, Payment, Promise

FIRST, SPAN = date(2026, 1, 1), 40
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
days = st.integers(0, SPAN).map(lambda n: FIRST + timedelta(days=n))
told = st.lists(st.tuples(days, st.integers(0, 300)), max_size=4)
money = st.lists(st.tuples(days, st.integers(1, 120)), max_size=5)


def empty_from(balances: list[Balance], payments: list[Payment], day: date) -> date | None:
    """The first day from this one on at whose end the latest statement less what came since it is nothing."""
    for n in range((FIRST - day).days, SPAN + 1):
        on = max(FIRST + timedelta(days=n), day)
        known = [each for each in balances if each.on_day <= on]
        if known:
            last = max(known, key=lambda each: (each.on_day, each.seq))
            since = sum(p.amount_minor for p in payments if last.on_day <= p.paid_on <= on)
            if last.amount_minor <= since:
                return on
    return None


@given(told, money, days)
def test_nothing_is_late_once_nothing_is_owed(
    statements: list[tuple[date, int]], came: list[tuple[date, int]], due_on: date
) -> None:
    """A promise far above all that came: only an empty account ends its lateness."""
    balances = [Balance(1, n, 2, amount, day, WRITTEN) for n, (day, amount) in enumerate(statements, 20)]
    payments = [
        Payment(1, n, 2, f"M{n}", day, None, amount, None, WRITTEN)
        for n, (day, amount) in enumerate(came, 40)
    ]
    large = 10**6
    promise = Promise(
        *(1, 3, 2, "P1", FIRST, None, due_on, large, due_on, large),
        *(None, None, None, None, None, WRITTEN, None),
    )
    until = FIRST + timedelta(days=2 * SPAN)
    verdicts = judge(History((promise,), tuple(payments), (), (), (), ()), until)
    assert verdicts[0].decided_on is not None
    found = [day for _verdict, day in late_paid(verdicts, payments, balances)]
    expected = empty_from(balances, payments, verdicts[0].decided_on)
    assert found == ([] if expected is None else [expected])
