"""What an account comes to: balance, level, score and value at risk, and its place on the list."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from collector.rules.cards import AccountCard, Setting, cards, unscored, waits, work_of
from collector.rules.records import Account, Balance, Call, Case
from tests.rules import telling
from tests.rules.telling import (
    RECORDED_AT,
    clock,
    dispute,
    ended,
    hold,
    november,
    paid,
    promised,
    we_promised,
)
from tests.rules.test_known import SOMEBODY

FLAT = Setting(clock(23, "10:15") or RECORDED_AT, november(23), lambda day: 0.6)


def account(seq: int, currency: str = "RON") -> Account:
    return Account(1, seq, f"D1-{seq}", None, currency, None, None, None, None, RECORDED_AT)


def case(
    *told: Any, balances: dict[int, int] | None = None, currencies: dict[int, str] | None = None
) -> Case:
    """A debtor with accounts of these balances (else one of 1000), and facts of the first unless they say."""
    sums = balances or {1: 1000}
    history = telling.history_of([fact for fact in told if not isinstance(fact, Call)])
    accounts = tuple(account(seq, (currencies or {}).get(seq, "RON")) for seq in sums)
    stated = tuple(Balance(1, 90 + seq, seq, sums[seq] * 100, november(1), RECORDED_AT) for seq in sums)
    calls = tuple(fact for fact in told if isinstance(fact, Call))
    return Case(SOMEBODY, accounts=accounts, balances=stated, calls=calls, **history._asdict())


def seen(*told: Any, **more: Any) -> AccountCard:
    return cards(case(*told, **more), FLAT)[0]


def second(fact: Any) -> Any:
    return fact._replace(account_seq=2)


# --- Each account its own, the debtor in common ----------------------------------------------------------


def test_accounts_are_judged_apart_and_scored_by_all() -> None:
    broken, money = promised(2, 3, 100), second(paid(3, 100))
    one, two = cards(case(broken, money, balances={1: 1000, 2: 500}), FLAT)
    assert ([v.state for v in one.verdicts], [v.state for v in two.verdicts]) == (["broken"], [])
    assert (one.level, two.level, one.broken_streak, two.broken_streak) == (2, 1, 1, 0)
    assert (one.owed.amount_minor, two.owed.amount_minor) == (1000_00, 400_00)
    assert one.score == two.score
    assert one.score.reasons[0].id == "broke_last"


def test_usual_is_of_one_currency_over_all_its_accounts() -> None:
    money = [paid(2, 100), second(paid(3, 300)), paid(4, 900)._replace(account_seq=3)]
    three = cards(case(*money, balances={1: 1000, 2: 1000, 3: 1000}, currencies={3: "EUR"}), FLAT)
    assert [card.usual_minor for card in three] == [200_00, 200_00, None]


def test_holds_and_what_we_owe_are_the_debtors() -> None:
    ours = we_promised("send_invoice", 20, 23)
    about_two = we_promised("send_plan", 20, 22)._replace(account_seq=2)
    one, two = cards(case(hold("hardship", 20), ours, about_two, balances={1: 1000, 2: 500}), FLAT)
    assert [card.holds[0].kind for card in (one, two)] == ["hardship", "hardship"]
    assert [o.what for o in one.our_undone] == ["send_invoice"]
    assert [o.what for o in two.our_undone] == ["send_plan", "send_invoice"]


def test_a_call_taken_back_was_never_made() -> None:
    spoke = Call(
        *(1, 50, 1, "C", clock(19, "10:00"), None, "outbound", None, "right_party", "note", "", ""),
        *(None, None, None, None, RECORDED_AT, None),
    )
    told = case(promised(16, 18, 100), paid(18, 100), spoke)
    assert cards(told, FLAT)[0].step.situation == "first_contact"  # thanked
    gone = ended("promise", 1, "error", 19)._replace(fact="call", fact_seq=50, seq=51)
    assert cards(told._replace(endings=(gone,)), FLAT)[0].step.situation == "promise_kept"


# --- Value at risk ---------------------------------------------------------------------------------------

AT_RISK = [
    # title                            facts                                          at risk
    ("nothing promised: the balance", [], 400_00),
    ("…or what is usual, if less", [paid(2, 100), paid(3, 100)], 40_00),
    ("…but not more than is owed", [paid(2, 980), paid(3, 10)], 4_00),
    ("a promise", [promised(20, 27, 100)], 40_00),
    ("…of which some came", [promised(20, 27, 100), paid(21, 50)], 20_00),
    ("a plan", [promised(20, 27, 100, plan="a"), promised(20, 30, 200, plan="a")], 120_00),
    ("all paid", [paid(2, 1000)], 0),
    ("more than paid", [paid(2, 1100)], 0),
]


@pytest.mark.parametrize(("facts", "value"), [row[1:] for row in AT_RISK], ids=[row[0] for row in AT_RISK])
def test_value_at_risk(facts: list[Any], value: int) -> None:
    assert seen(*facts).at_risk_minor == value


def test_each_promise_is_scored_as_of_its_making() -> None:
    """A break in between counts against the second promise and not against the first."""
    told = case(
        promised(2, 30, 100, plan="a"), promised(9, 29, 100, plan="a"), second(promised(3, 4, 50)),
        balances={1: 1000, 2: 500},
    )  # fmt: skip
    by_day: list[date] = []

    def base(day: date) -> float:
        by_day.append(day)
        return 0.6

    card = cards(told, FLAT._replace(base=base))[0]
    assert set(by_day) == {november(2), november(9), november(23)}  # the second account is scored today
    assert card.score.reasons[0].id == "broke_last"  # the earliest due was made after the break
    assert card.at_risk_minor > 80_00
    assert card.promised_minor == 200_00


# --- The place on the list -------------------------------------------------------------------------------

PLACES = [
    # title                     facts                                     group, owed, due, deadline, next step
    ("a stranger", [], (1, None, None, None, "first_contact")),
    ("a promise", [promised(20, 27, 100)], (1, None, 27, 33, "promise_open")),
    ("we owe", [we_promised("other", 20, 24)], (1, 24, None, None, "first_contact")),
    ("held", [hold("insolvency", 20)], (0, None, None, None, "legal_hold")),
    ("asked once, not held", [hold("hardship", 20)], (1, None, None, None, "hardship")),
    ("paid", [paid(2, 1000)], (None, None, None, None, "paid_in_full")),
    ("paid, but we owe", [paid(2, 1000), we_promised("other", 20, 24)], (1, 24, None, None, "paid_in_full")),
    ("disputed", [dispute(20)], (1, None, None, None, "dispute_open")),
]


@pytest.mark.parametrize(("facts", "place"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_the_place_on_the_list(facts: list[Any], place: tuple[Any, ...]) -> None:
    told = case(*facts)
    work = work_of(told, cards(told, FLAT)[0], 77)
    group, owed, due, deadline, step = place
    assert (work.contact_group, work.next_step) == (group, step)
    assert (work.owed_at and work.owed_at.date()) == (owed and november(owed))
    assert (work.due_on, work.deadline_on) == (due and november(due), deadline and november(deadline))
    assert (work.debtor_id, work.account_seq, work.risk_rank) == (1, 1, 77)


def test_what_the_row_speaks_of_is_the_steps() -> None:
    told = case(promised(2, 3, 100), paid(3, 60))
    card = cards(told, FLAT)[0]
    work = work_of(told, card, -1)
    assert (work.why_minor, work.why_on) == (40_00, november(3))
    assert (work.balance_minor, work.missing_minor, work.value_at_risk) == (940_00, 0, card.at_risk_minor)
    assert work.p_bp == card.score.p_bp


def test_who_waits() -> None:
    assert waits(seen(promised(20, 27, 100)))
    assert waits(seen(promised(20, 24, 100)))
    assert waits(seen(hold("deceased", 20)))
    assert not waits(seen(promised(20, 23, 100)))
    assert not waits(seen(hold("hardship", 20)))
    assert not waits(seen())


def test_a_night_is_told_what_became_known() -> None:
    heard: list[int] = []
    unscored(case(promised(2, 3, 100)), FLAT, lambda debtor, events: heard.append(len(events)))
    assert heard == [2]  # made, and broken
