"""The first verdict and the latest: what is kept of a judging, and what a later one may change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from collector.currencies import decimals
from collector.desk import acting, looking, undoing
from collector.desk.opening import Desk
from collector.store import judging, reading, writing
from collector.store.bookkeeping import NightRow
from collector.store.tables import table
from tests import books
from tests.books import Debt, Wall, november, on


def stored(desk: Desk, debt: Debt) -> list[tuple[Any, ...]]:
    """Of each promise: the state as first judged and on which day, the state as it stands and as of when."""
    with desk.book.reading() as connection:
        rows = reading.stored_verdicts(connection, debt.debtor_id)
    return [
        (row.first_state, day_of(row.first_as_of), row.state, day_of(row.as_of))
        for _, row in sorted(rows.items())
    ]


def day_of(day: date | None) -> int | None:
    return day and (day - november(0)).days


def test_before_its_decision_a_promise_has_no_first_verdict(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    books.promise(desk, debt, 100_00, november(27))
    assert stored(desk, debt) == [(None, None, "open", 23)]


def test_the_first_write_on_or_after_the_decision_judges_first(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    books.promise(desk, debt, 100_00, november(24))  # deadline 26
    books.call(on(desk, "2026-11-26T12:00"), debt, who="nobody", outcome="no_answer")
    assert stored(desk, debt) == [(None, None, "open", 26)]
    books.call(on(desk, "2026-11-28T12:00"), debt, who="nobody", outcome="no_answer")
    assert stored(desk, debt) == [("broken", 28, "broken", 28)]


def test_kept_early_is_first_judged_when_the_money_is_seen(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    books.promise(desk, debt, 100_00, november(27))
    later = on(desk, "2026-11-25T12:00")
    books.paid(later, debt, 100_00, november(24))
    assert stored(later, debt) == [("kept", 25, "kept", 25)]


def test_a_reversal_changes_the_latest_verdict_and_not_the_first(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    books.promise(desk, debt, 100_00, november(24))
    ref = books.paid(on(desk, "2026-11-24T12:00"), debt, 100_00, november(24))
    december = on(desk, "2026-12-02T12:00")
    books.paid(december, debt, 100_00, november(30), reverses=ref)
    assert stored(desk, debt) == [("kept", 24, "broken", 32)]
    card = looking.card(december, debt.debtor_id)
    assert [first.state for first in card.first_states.values()] == ["kept"]


def test_a_payment_dated_back_mends_the_latest_verdict_and_not_the_first(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    books.promise(desk, debt, 100_00, november(24))
    december = on(desk, "2026-12-02T12:00")
    books.call(december, debt, who="nobody", outcome="no_answer")
    books.paid(december, debt, 100_00, november(25))
    assert stored(desk, debt) == [("broken", 32, "kept", 32)]


def test_judging_as_of_an_earlier_day_overwrites_nothing(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    books.promise(desk, debt, 100_00, november(24))
    books.call(on(desk, "2026-11-28T12:00"), debt, who="nobody", outcome="no_answer")
    books.call(desk, debt, who="nobody", outcome="no_answer", typed="din nou, sub data de luni")
    assert stored(desk, debt) == [("broken", 28, "broken", 28)]
    assert books.states(desk, debt) == ["open"]  # seen as of Monday it is open still
    assert looking.card(desk, debt.debtor_id).first_states == {}


def test_a_write_after_a_later_night_is_judged_as_of_that_night(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    desk.book.write(lambda connection: connection.execute(table(NightRow).insert(), night(november(30))))
    books.promise(desk, debt, 100_00, november(24))
    assert stored(desk, debt) == [("broken", 30, "broken", 30)]


def night(as_of: date) -> dict[str, Any]:
    row = {"as_of": as_of, "out_dir": "risk", "audit_entries": 0, "audit_hash": "0"}
    return row | {"recorded_at": books.at(books.MONDAY)}


def test_undo_leaves_the_first_verdict_and_takes_the_promise_out_of_the_figures(
    desk: Desk, wall: Wall
) -> None:
    debt = books.a_debtor(desk)
    saved = books.promise(desk, debt, 100_00, november(27))
    books.paid(desk, debt, 100_00, november(23))
    undoing.undo(desk, saved.undo)
    assert stored(desk, debt) == [("kept", 23, "cancelled", 23)]
    assert reading_base(desk) == {}


def reading_base(desk: Desk) -> dict[date, tuple[int, int]]:
    def count(connection: Any) -> dict[date, tuple[int, int]]:
        judging.count_base_days(connection)
        return reading.base_days(connection)

    return desk.book.write(count)


def test_the_base_rate_counts_what_was_decided_and_counts(desk: Desk) -> None:
    old = on(desk, "2026-11-20T12:00")
    one, two, three = (books.a_debtor(desk, f"Om {n}") for n in range(3))
    for debt in (one, two, three):
        books.promised(old, debt, 100_00, november(2), november(6))
    books.paid(old, one, 100_00, november(5))
    disputed = acting.DisputeEntry(november(3))
    acting.open_dispute(old, *three, disputed)  # excused: in no figure
    assert reading_base(old) == {november(5): (1, 1), november(11): (0, 1)}


def test_value_at_risk_is_ranked_in_the_books_currency(desk: Desk) -> None:
    def tell(connection: Any) -> None:
        writing.add_rate(connection, "EUR", "5.00", november(1), books.at(books.MONDAY))
        writing.add_rate(connection, "JPY", "0.03", november(1), books.at(books.MONDAY))

    desk.book.write(tell)
    desk = books.a_desk(desk.book.where)
    ranks = {}
    for currency in ("RON", "EUR", "JPY", "USD"):
        debt = books.a_debtor(desk, currency, currency=currency, balance=1000)
        with desk.book.reading() as connection:
            kept_rate = desk.setting(connection)._replace(card=None)
            card = looking.cards(reading.case(connection, debt.debtor_id), kept_rate)[0]
        ranks[currency] = judging.risk_rank(card, desk.office, decimals())
    desk.close()
    assert ranks == {
        "RON": 400,
        "EUR": 2000,
        "JPY": 1200,
        "USD": -1,
    }  # JPY has no decimals: 400 yen are 12 lei


def test_half_a_ban_of_a_foreign_sum_is_rounded_up(desk: Desk) -> None:
    debt = books.a_debtor(desk, currency="EUR", balance=5)  # 5 cents, 2 of them at risk
    office = desk.office._replace(rates={"EUR": Decimal("1.25")})
    with desk.book.reading() as connection:
        card = looking.cards(reading.case(connection, debt.debtor_id), desk.setting(connection))[0]
    assert card.at_risk_minor == 2
    assert judging.risk_rank(card, office, decimals()) == 3
