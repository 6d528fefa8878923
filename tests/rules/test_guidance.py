"""The next step of an account: the first that applies, in the order of the page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from collector.rules.guidance import Facts, earliest_open, next_step
from collector.rules.known import our_undone
from collector.rules.promises import judge
from collector.rules.records import HOLDS, Call, Case
from collector.rules.situations import ACTIONS, Step, open_situation
from tests.rules.telling import (
    RECORDED_AT,
    clock,
    dispute,
    history_of,
    hold,
    november,
    paid,
    promised,
    we_promised,
)
from tests.rules.test_known import SOMEBODY

TODAY = 23
NOON = clock(TODAY, "12:00") or RECORDED_AT


def called(day: int, who: str = "nobody", hour: str = "10:00", direction: str = "outbound") -> Call:
    at = clock(day, hour) or RECORDED_AT
    return Call(
        *(1, 0, 1, "", at, None, direction, None, who, "note", "", "", None, None, None, None),
        *(RECORDED_AT, None),
    )


def facts(*told: Any, balance: int = 1000, now: datetime = NOON) -> Facts:
    calls = [fact for fact in told if isinstance(fact, Call)]
    history = history_of([fact for fact in told if not isinstance(fact, Call)])
    day = november(TODAY)
    return Facts(
        now=now,
        today=day,
        balance_minor=balance * 100,
        holds=history.holds,
        dispute_open=bool(history.disputes),
        our_undone=our_undone(Case(SOMEBODY, our_promises=history.our_promises), day),
        verdicts=judge(history, day),
        calls=sorted(calls, key=lambda call: call.called_at),
    )


BROKEN = [promised(2, 3, 100, country=None)]
BROKEN_TWICE = [*BROKEN, promised(9, 10, 100, country=None)]
BROKEN_THRICE = [*BROKEN_TWICE, promised(16, 17, 100, country=None)]
KEPT = [promised(16, 18, 100), paid(18, 100)]

STEPS = [
    ("a stranger", [], "first_contact", 1000_00, None),
    ("an open promise", [promised(20, 27, 100)], "promise_open", 100_00, 27),
    ("…half paid", [promised(20, 27, 100), paid(21, 40)], "promise_open", 60_00, 27),
    ("…due tomorrow", [promised(20, 24, 100)], "due_tomorrow", 100_00, 24),
    ("…due today", [promised(20, 23, 100)], "due_today", 100_00, 23),
    ("…within grace", [promised(16, 20, 100)], "promise_open", 100_00, 20),
    ("of two the one that falls due first", [
        promised(20, 27, 100, plan="a"), promised(20, 24, 50, plan="a")
    ], "due_tomorrow", 50_00, 24),
    ("an open one beats a broken one", [*BROKEN, promised(20, 27, 100)], "promise_open", 100_00, 27),
    ("broken", BROKEN, "broken_once", 100_00, 3),
    ("broken twice", BROKEN_TWICE, "broken_twice", 100_00, 10),
    ("broken three times", BROKEN_THRICE, "serial_breaker", 100_00, 17),
    ("four in a year with one kept between", [
        *BROKEN_THRICE, promised(-20, -18, 50, country=None), promised(-30, -28, 10), paid(-28, 10),
        promised(12, 13, 20, country=None), paid(13, 20),
    ], "serial_breaker", 100_00, 17),
    ("a kept one between begins anew", [*BROKEN, promised(9, 10, 100), paid(10, 100), *BROKEN_THRICE[2:]],
     "broken_once", 100_00, 17),
    ("partly kept", [promised(2, 3, 100), paid(3, 60)], "paid_partly", 40_00, 3),
    ("kept", KEPT, "promise_kept", 100_00, 18),
    ("…and thanked already", [*KEPT, called(19, "right_party")], "first_contact", 1000_00, None),
    ("…not thanked by a call that reached nobody", [*KEPT, called(19)], "promise_kept", 100_00, 18),
    ("…nor by one before it came", [*KEPT, called(17, "right_party")], "promise_kept", 100_00, 18),
    ("…long ago", [promised(2, 10, 100), paid(10, 100)], "first_contact", 1000_00, None),
    ("excused breaks open nothing", [*BROKEN, dispute(2)], "dispute_open", None, None),
    ("three calls unanswered", [called(19), called(20), called(21)], "no_answer_n", None, 21),
    ("two calls unanswered", [called(20), called(21)], "first_contact", 1000_00, None),
    ("unanswered since we spoke", [called(18), called(19, "right_party"), called(20), called(21)],
     "first_contact", 1000_00, None),
    ("their own calls are no attempts of ours", [called(n, direction="inbound") for n in (19, 20, 21)],
     "first_contact", 1000_00, None),
    ("we owe something today", [we_promised("send_invoice", 20, 23)], "our_promise_due", None, 23),
    ("…tomorrow", [we_promised("send_invoice", 20, 24)], "first_contact", 1000_00, None),
    ("…since yesterday", [we_promised("send_invoice", 20, 22)], "our_promise_broken", None, 22),
    ("what we owe comes before what they owe", [promised(20, 23, 100), we_promised("other", 20, 23)],
     "our_promise_due", None, 23),
    ("a dispute comes before a promise", [promised(20, 23, 100), dispute(20)], "dispute_open", None, None),
    ("a hold comes before all", [hold("hardship", 2), dispute(2), we_promised("other", 2, 3)], "hardship", None, None),
    ("the graver hold", [hold("hardship", 2), hold("insolvency", 2, 30)], "legal_hold", None, 30),
]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "situation", "amount", "on"), [row[1:] for row in STEPS], ids=[r[0] for r in STEPS]
)
def test_the_next_step(told: list[Any], situation: str, amount: int | None, on: int | None) -> None:
    step = next_step(facts(*told))
    assert (step.situation, step.amount_minor) == (situation, amount)
    assert step.on == (None if on is None else november(on))


def test_who_paid_everything_is_thanked() -> None:
    assert next_step(facts(*BROKEN, balance=0)) == Step("paid_in_full", amount_minor=0)
    assert next_step(facts(balance=-1)).situation == "paid_in_full"
    assert next_step(facts(we_promised("other", 2, 3), balance=0)).situation == "our_promise_broken"


def test_ours_is_late_a_quarter_of_an_hour_after_its_moment() -> None:
    ours = we_promised("call_back", 20, 23)._replace(due_at=clock(23, "15:00") or RECORDED_AT)
    hours = {"14:59": "our_promise_due", "15:15": "our_promise_due", "15:16": "our_promise_broken"}
    for hour, situation in hours.items():
        step = next_step(facts(ours, now=clock(23, hour) or NOON))
        assert (step.situation, step.detail) == (situation, "call_back"), hour


@pytest.mark.parametrize("kind", HOLDS)
def test_every_hold_has_its_step_and_names_itself(kind: str) -> None:
    step = next_step(facts(hold(kind, 2), *BROKEN))
    assert step.detail == kind
    assert step.situation not in ("broken_once", "first_contact")


def test_every_situation_has_an_action() -> None:
    for row in STEPS:
        assert next_step(facts(*row[1])).action == ACTIONS[row[2]]


def test_the_words_of_an_open_promise_by_day() -> None:
    by_day = {day: open_situation(november(23), november(day)) for day in (20, 22, 23, 24)}
    assert by_day == {20: "promise_open", 22: "due_tomorrow", 23: "due_today", 24: "promise_open"}


def test_without_an_open_promise_none_is_earliest() -> None:
    assert earliest_open(judge(history_of(BROKEN), november(TODAY))) is None
