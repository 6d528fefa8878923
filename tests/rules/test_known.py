"""Which facts are known as of a day, and which of them still stand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules.known import (
    as_known,
    disputes_open,
    ended_on,
    history_of,
    holds_in_force,
    our_undone,
    standing,
    taken_back,
)
from collector.rules.records import Case, Debtor, Ending
from tests.rules import telling
from tests.rules.telling import (
    RECORDED_AT,
    dispute,
    ended,
    hold,
    november,
    paid,
    promised,
    we_promised,
)

SOMEBODY = Debtor(1, "D1", "Ion", "Ion", "ion", None, None, None, None, None, 1, 99, RECORDED_AT)


def case(*facts: Any) -> Case:
    history = telling.history_of(list(facts))
    return Case(SOMEBODY, **history._asdict())


def seqs(facts: Any) -> list[int]:
    return [fact.seq for fact in facts]


# --- Endings, and endings of endings ---------------------------------------------------------------------


def chain(length: int) -> list[Ending]:
    """A promise taken back, that taken back again, and so on."""
    kinds = ["promise", *["ending"] * (length - 1)]
    return [
        Ending(1, n + 1, kind, n, "error", november(n), None, None, None, RECORDED_AT, None)
        for n, kind in enumerate(kinds, 1)
    ]


@given(length=st.integers(1, 9), order=st.randoms())
def test_of_a_chain_of_undoing_every_second_stands(length: int, order: Any) -> None:
    endings = chain(length)
    order.shuffle(endings)
    left = standing(endings)
    assert len(left) == (length + 1) // 2
    assert (1 in taken_back(left)) == (length % 2 == 1)


def test_ended_is_not_taken_back() -> None:
    facts = case(
        hold("hardship", 1), hold("hardship", 1), ended("hold", 1, "lifted", 5), ended("hold", 2, "error", 5)
    )
    assert taken_back(facts.endings) == {2}
    assert ended_on(facts.endings) == {1: november(5)}


def test_of_two_ends_the_earlier_day_counts() -> None:
    facts = case(hold("hardship", 1), ended("hold", 1, "lifted", 7), ended("hold", 1, "lifted", 5))
    assert ended_on(facts.endings) == {1: november(5)}


# --- As of a day -----------------------------------------------------------------------------------------

EVERYTHING = [
    promised(5, 10, 100),
    paid(5, 100),
    hold("hardship", 5),
    dispute(5),
    we_promised("send_invoice", 5, 9),
    ended("promise", 1, "by_us", 5),
]


def test_a_fact_is_known_from_its_own_day_on() -> None:
    history = telling.history_of(EVERYTHING)
    assert [len(part) for part in as_known(history, november(4))] == [0] * 6
    assert as_known(history, november(5)) == history


def test_an_undoing_dated_later_is_not_known_before() -> None:
    history = telling.history_of(
        [promised(2, 10, 100), ended("promise", 1, "error", 3), ended("ending", 1, "error", 5)]
    )
    known = {day: 1 in taken_back(as_known(history, november(day)).endings) for day in (2, 3, 4, 5)}
    assert known == {2: False, 3: True, 4: True, 5: False}


HOLDS = [
    ("from its first day", [hold("insolvency", 5)], {4: False, 5: True, 99: True}),
    ("to its last", [hold("insolvency", 5, 7)], {4: False, 7: True, 8: False}),
    ("lifted: no more on that day", [hold("insolvency", 5), ended("hold", 1, "lifted", 7)], {6: True, 7: False}),
    ("lifted, and that taken back", [
        hold("insolvency", 5), ended("hold", 1, "lifted", 7), ended("ending", 1, "error", 7)
    ], {6: True, 7: True}),
    ("a mistake: never", [hold("insolvency", 5), ended("hold", 1, "error", 5)], {5: False, 9: False}),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "days"), [row[1:] for row in HOLDS], ids=[row[0] for row in HOLDS])
def test_when_a_hold_lies_on_the_debtor(facts: list[Any], days: dict[int, bool]) -> None:
    assert {day: bool(holds_in_force(case(*facts), november(day))) for day in days} == days


def test_a_dispute_is_its_accounts_and_over_on_the_day_it_is_resolved() -> None:
    facts = case(dispute(5), ended("dispute", 1, "resolved", 9))
    assert [bool(disputes_open(facts, 1, november(day))) for day in (4, 5, 8, 9)] == [
        False,
        True,
        True,
        False,
    ]
    assert not disputes_open(facts, 2, november(5))


def test_what_we_owe_stands_in_the_order_in_which_it_falls_due() -> None:
    facts = case(
        we_promised("send_plan", 1, 9), we_promised("send_invoice", 1, 5), we_promised("other", 7, 8),
        ended("our_promise", 2, "done", 6),
    )  # fmt: skip
    assert [[ours.what for ours in our_undone(facts, november(day))] for day in (5, 6, 7)] == [
        ["send_invoice", "send_plan"],
        ["send_plan"],
        ["other", "send_plan"],
    ]


def test_an_accounts_history_has_its_own_money_and_the_debtors_holds() -> None:
    facts = case(
        *EVERYTHING, promised(6, 10, 50)._replace(account_seq=2), paid(6, 50)._replace(account_seq=2)
    )
    one, other = history_of(facts, 1), history_of(facts, 2)
    assert (seqs(one.promises), seqs(one.payments), seqs(one.disputes)) == ([1], [2], [4])
    assert (seqs(other.promises), seqs(other.payments), seqs(other.disputes)) == ([7], [8], [])
    assert one[2:3] + one[4:] == other[2:3] + other[4:]
    assert seqs(one.holds) == [3]


def test_known_needs_no_clock() -> None:
    assert as_known(telling.history_of([]), date(1900, 1, 1)) == telling.history_of([])
