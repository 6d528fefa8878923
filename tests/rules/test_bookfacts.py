"""The step that a list keeps of an account of the book: the row of its facts, with the sum and the day of its reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from collector.policyfiles import policy
from collector.rules.bookfacts import Known, incomes_of, standing_step, step_facts
from collector.rules.cards import earliest_open
from collector.rules.known import our_undone
from collector.rules.promises import judge, money_line
from collector.rules.records import HOLDS, Account, Call, Case
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


STRICT = policy("ro-strict")


def known(*told: Any, balance: int = 1000, now: datetime = NOON, since: date | None = None) -> Known:
    calls = [fact for fact in told if isinstance(fact, Call)]
    history = history_of([fact for fact in told if not isinstance(fact, Call)])
    day = november(TODAY)
    return Known(
        now=now.astimezone(ZoneInfo("Europe/Bucharest")),
        account=Account(1, 1, "A-1", "Beta Energie", "RON", since, None, "factura 7", None, RECORDED_AT),
        balance_minor=balance * 100,
        holds=history.holds,
        disputes=history.disputes,
        our_undone=our_undone(Case(SOMEBODY, our_promises=history.our_promises), day),
        verdicts=judge(history, day),
        calls=sorted(calls, key=lambda call: call.called_at),
        incomes=incomes_of(money_line(history.payments)),
        paid_on=sorted(payment.paid_on for payment in history.payments),
        policy=STRICT,
    )


def next_step(found: Known) -> Step:
    return standing_step(found, step_facts(found, "Europe/Bucharest"), november(TODAY))


BROKEN: list[Any] = [promised(2, 3, 100, country=None)]
BROKEN_TWICE = [*BROKEN, promised(9, 10, 100, country=None)]
BROKEN_THRICE = [*BROKEN_TWICE, promised(16, 17, 100, country=None)]
HABIT = [paid(2, 100), paid(9, 100)]
KEPT = [promised(16, 18, 100), paid(18, 100)]

STEPS: list[tuple[str, list[Any], str, int | None, int | None]] = [
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
    ("…and thanked already", [*KEPT, called(19, "right_party")], "first_contact", 1000_00, 19),
    ("…not thanked by a call that reached nobody", [*KEPT, called(19)], "promise_kept", 100_00, 18),
    ("…nor by one before it came", [*KEPT, called(17, "right_party")], "promise_kept", 100_00, 18),
    ("…long ago", [promised(2, 10, 100), paid(10, 100)], "first_contact", 1000_00, 10),
    ("…and the next one is open", [*KEPT, promised(19, 27, 50)], "promise_kept", 100_00, 18),
    ("three times the usual, said today", [*HABIT, promised(23, 30, 300)], "too_good_promise", 300_00, 30),
    ("…said yesterday", [*HABIT, promised(22, 30, 300)], "promise_open", 300_00, 30),
    ("words of intent", [called(20, "right_party")._replace(outcome="vague")], "vague_promise", None, 20),
    ("…and a promise since", [called(20, "right_party")._replace(outcome="vague"), promised(21, 27, 100)], "promise_open", 100_00, 27),
    ("a plan with two in a row late", [promised(2, n, 100, plan="a", country=None) for n in (3, 10)] + [promised(2, 12, 100, plan="a"), paid(5, 1)], "plan_slipping", 100_00, 12),
    ("a plan of another time does not slip", [promised(-60, n, 100, plan="a", country=None) for n in (-50, -40)] + [promised(2, 3, 100), paid(3, 100)], "first_contact", 1000_00, 3),
    ("excused breaks open nothing", [*BROKEN, dispute(2)], "dispute_open", None, None),
    ("three calls unanswered", [called(19), called(20), called(21)], "no_answer_n", None, 21),
    ("two calls unanswered", [called(20), called(21)], "first_contact", 1000_00, None),
    ("unanswered since we spoke", [called(18), called(19, "right_party"), called(20), called(21)],
     "first_contact", 1000_00, 19),
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
    step = next_step(known(*told))
    assert (step.situation, step.amount_minor) == (situation, amount)
    assert step.on == (None if on is None else november(on))


def test_who_paid_everything_is_thanked() -> None:
    assert next_step(known(*BROKEN, balance=0)) == Step("paid_in_full", amount_minor=0)
    assert next_step(known(balance=-1)).situation == "paid_in_full"
    assert next_step(known(we_promised("other", 2, 3), balance=0)).situation == "our_promise_broken"


def test_ours_is_late_a_quarter_of_an_hour_after_its_moment() -> None:
    ours = we_promised("call_back", 20, 23)._replace(due_at=clock(23, "15:00") or RECORDED_AT)
    hours = {"14:59": "our_promise_due", "15:15": "our_promise_due", "15:16": "our_promise_broken"}
    for hour, situation in hours.items():
        step = next_step(known(ours, now=clock(23, hour) or NOON))
        assert (step.situation, step.detail) == (situation, "call_back"), hour


@pytest.mark.parametrize("kind", HOLDS)
def test_every_hold_has_its_step_and_names_itself(kind: str) -> None:
    step = next_step(known(hold(kind, 2), *BROKEN))
    assert step.detail == kind
    assert step.situation not in ("broken_once", "first_contact")


def test_every_situation_has_an_action() -> None:
    for row in STEPS:
        assert next_step(known(*row[1])).action == ACTIONS[row[2]]


def test_the_words_of_an_open_promise_by_day() -> None:
    by_day = {day: open_situation(november(23), november(day)) for day in (20, 22, 23, 24)}
    assert by_day == {20: "promise_open", 22: "due_tomorrow", 23: "due_today", 24: "promise_open"}


def test_without_an_open_promise_none_is_earliest() -> None:
    assert earliest_open(judge(history_of(BROKEN), november(TODAY))) is None


AGES = [
    ("owed for three years", date(2023, 11, 23), [], "first_contact"),
    ("…and a day", date(2023, 11, 22), [], "time_barred"),
    ("…but money came while the term ran", date(2023, 11, 22), [paid(2, 100)], "first_contact"),
    ("money that came after the term changes nothing", date(2020, 1, 1), [paid(2, 100)], "time_barred"),
    ("an old claim with a running promise", date(2020, 1, 1), [promised(20, 27, 100)], "time_barred"),
    (
        "our own word comes before its age",
        date(2020, 1, 1),
        [we_promised("other", 20, 23)],
        "our_promise_due",
    ),
]


@pytest.mark.parametrize(
    ("since", "told", "situation"), [row[1:] for row in AGES], ids=[row[0] for row in AGES]
)
def test_a_claim_that_may_be_too_old_is_spoken_of_only_when_they_ask(
    since: date, told: list[Any], situation: str
) -> None:
    assert next_step(known(*told, since=since)).situation == situation
