"""Taking a promise: the guards one by one, each at its edge."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules.guards import MAY_PROMISE, Finding, Proposal, Situation, check
from collector.rules.promises import judge
from collector.rules.records import HOLDS, WHO, Verdict
from tests.rules.telling import dispute, ended, history_of, november, paid, promised

TODAY = november(23)
CALM = Situation(
    today=TODAY,
    who="right_party",
    holds=(),
    balance_minor=1000_00,
    horizon_days=30,
    verdicts=(),
    payments=(),
    currency_of_account="RON",
)
FRIDAY = Proposal(100_00, november(27))


def said(*proposals: Proposal, **seen: Any) -> list[str]:
    """The guards that speak; those that refuse with a mark."""
    found = check(proposals or (FRIDAY,), CALM._replace(**seen))
    return [f"{finding.rule}!" if finding.refuses else finding.rule for finding in found]


def judged(*facts: Any) -> tuple[Verdict, ...]:
    return tuple(judge(history_of(list(facts)), TODAY))


def test_an_ordinary_promise_passes_in_silence() -> None:
    assert said() == []


AMOUNTS = [
    (1, []),
    (0, ["amount_not_above_zero!"]),
    (-1, ["amount_not_above_zero!"]),
    (1000_00, []),
    (1000_01, ["above_balance"]),
]
DUE = [(23, []), (22, ["due_in_the_past!"]), (53, []), (54, ["beyond_horizon"])]


@pytest.mark.parametrize(("amount", "found"), AMOUNTS)
def test_amounts(amount: int, found: list[str]) -> None:
    assert said(Proposal(amount, november(27))) == found


@pytest.mark.parametrize(("due", "found"), DUE)
def test_due_dates(due: int, found: list[str]) -> None:
    assert said(Proposal(100_00, november(due))) == found


@pytest.mark.parametrize("who", WHO)
def test_only_who_may_promise_may_promise(who: str) -> None:
    assert said(who=who) == ([] if who in MAY_PROMISE else ["nobody_who_may_promise!"])


@pytest.mark.parametrize("kind", HOLDS)
def test_holds_refuse_but_for_two_that_ask_once(kind: str) -> None:
    assert said(holds=[kind]) == (["hold"] if kind in ("vulnerable", "hardship") else ["hold!"])


def test_a_hold_that_nobody_knows_refuses_too() -> None:
    assert said(holds=["moratorium"]) == ["hold!"]


def test_a_hold_that_asks_does_not_soften_one_that_refuses() -> None:
    assert said(holds=["hardship", "insolvency", "hardship"]) == ["hold!"]
    assert said(holds=["hardship", "vulnerable", "hardship"]) == ["hold", "hold"]


def test_the_parts_of_a_plan_are_looked_at_together() -> None:
    parts = [Proposal(600_00, november(27)), Proposal(400_01, november(30))]
    assert said(*parts) == ["above_balance"]
    assert check(parts, CALM) == [Finding("above_balance", False, amount_minor=1000_01)]
    assert said(Proposal(100_00, november(27)), Proposal(100_00, november(54))) == ["beyond_horizon"]
    assert said(Proposal(100_00, november(27)), Proposal(100_00, november(22))) == ["due_in_the_past!"]


def test_refusals_speak_before_questions() -> None:
    assert said(Proposal(2000_00, november(22)), who="nobody") == [
        "due_in_the_past!",
        "nobody_who_may_promise!",
    ]


# --- More than two breaks in ninety days -----------------------------------------------------------------


def breaks(count: int, *, first: int = 2) -> list[Any]:
    return [promised(first + 3 * n, first + 1 + 3 * n, 10, country=None) for n in range(count)]


def test_three_breaks_are_many() -> None:
    assert said(verdicts=judged(*breaks(2))) == []
    assert said(verdicts=judged(*breaks(3))) == ["many_breaks"]
    assert check([FRIDAY], CALM._replace(verdicts=judged(*breaks(4))))[0].word == "4"


def test_excused_ones_are_left_out() -> None:
    assert said(verdicts=judged(*breaks(3), dispute(1))) == []


def test_kept_superseded_and_mistaken_ones_are_no_breaks() -> None:
    kept = [promised(2, 3, 10), paid(3, 10)]
    moved = [promised(12, 20, 10), promised(14, 20, 10), ended("promise", 2, "error", 14)]
    assert said(verdicts=judged(*kept, *moved, *breaks(2, first=16))) == []


@pytest.mark.parametrize(("days", "found"), [(90, ["many_breaks"]), (91, [])])
def test_what_was_decided_more_than_ninety_days_ago_is_past(days: int, found: list[str]) -> None:
    decided = TODAY - timedelta(days=days)
    old = [verdict._replace(decided_on=decided) for verdict in judged(*breaks(3))]
    assert said(verdicts=old) == found


# --- Too good to be true ---------------------------------------------------------------------------------


def test_far_from_the_usual_is_asked() -> None:
    usual = history_of([paid(2, 50), paid(9, 50)]).payments
    assert said(Proposal(149_99, november(27)), payments=usual) == []
    assert said(Proposal(150_00, november(27)), payments=usual) == ["too_good"]
    assert said(Proposal(10_00, november(24)), Proposal(150_00, november(27)), payments=usual) == ["too_good"]


@given(
    amounts=st.lists(st.tuples(st.integers(-10, 3000_00), st.integers(0, 400)), min_size=1, max_size=4),
    holds=st.lists(st.sampled_from(HOLDS), max_size=3),
    who=st.sampled_from(WHO),
)
def test_a_refusal_is_never_mixed_with_questions(
    amounts: list[tuple[int, int]], holds: list[str], who: str
) -> None:
    proposals = [Proposal(amount, TODAY + timedelta(days=days)) for amount, days in amounts]
    found = check(proposals, CALM._replace(holds=holds, who=who))
    assert len({finding.refuses for finding in found}) <= 1
    allowed = (
        who in MAY_PROMISE and all(a > 0 for a, _ in amounts) and not set(holds) - {"vulnerable", "hardship"}
    )
    assert allowed == (not any(finding.refuses for finding in found))
