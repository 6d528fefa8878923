"""A debtor's accounts scored by the written card: what was known, ageing, reasons, and all the odd cases."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from math import isfinite
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.rules import features, happened, happenings, running
from collector.rules.cards import AccountCard, Setting, cards
from collector.rules.features import FEATURES, Made
from collector.rules.reasons import FAMILIES, LEAST, as_of_today, families, reasons
from collector.rules.records import Balance, Case, History, Payment, Promise
from collector.rules.risk import Reason, at_risk_minor
from collector.rules.scorecard import contributions, score_row
from collector.rules.whatif import what_ifs
from tests.rules.risky import NOBODY, PLAIN, ROWS
from tests.rules.telling import RECORDED_AT, clock, dispute, november, paid, promised
from tests.rules.test_cards import case, second
from tests.rules.test_features import case_of

BASE = 0.6


def at(day: int) -> Setting:
    return Setting(clock(day, "10:15") or RECORDED_AT, november(day), lambda _day: BASE, PLAIN)


def seen(*told: Any, day: int = 23, **more: Any) -> AccountCard:
    return cards(case(*told, **more), at(day))[0]


def said(*told: Any, **more: Any) -> list[tuple[str, tuple[int, ...], int]]:
    return [tuple(reason) for reason in seen(*told, **more).score.reasons]


# --- What speaks for and against ---------------------------------------------------------------------------


def test_nobody_knows_the_debtor_yet() -> None:
    assert said() == [("no_history", (), -1), ("of_the_balance", (100,), -1)]


def test_broke_the_last_two_twelve_days_late_and_unpaid() -> None:
    """Due on 3 and 10 November with two days of grace; 300 came on the 15th, late for the first."""
    told = said(promised(2, 3, 300), promised(9, 10, 300), paid(15, 300), balances={1: 900})
    assert told[0] == ("broke_last", (2, 12, -1), -1)


def test_kept_five_of_five_speaks_for_it() -> None:
    facts = [fact for n in range(5) for fact in (promised(1 + 4 * n, 3 + 4 * n, 50), paid(2 + 4 * n, 50))]
    (first, *_others) = said(*facts, promised(22, 25, 50))
    assert (first[1], first[2]) in (((5,), 1), ((5, 5), 1))


def test_a_dispute_of_the_account_speaks_against() -> None:
    facts = (dispute(5), promised(10, 30, 300))
    assert ("disputed", (), -1) in said(*facts)
    assert ("disputed", (), -1) not in said(promised(5, 30, 300), dispute(5)), "opened on the day of making"


def test_of_a_sum_far_above_the_usual_no_more_is_known_than_that() -> None:
    told = said(promised(2, 3, 1), paid(3, 1), promised(10, 30, 900))
    assert ("far_above_usual", (7,), -1) in told


def test_the_last_day_of_an_unpaid_promise_is_the_first_reason() -> None:
    """Deadline Thursday 26 November: nineteen of twenty days lie behind."""
    open_ = promised(7, 24, 300)
    early, late = seen(open_, day=8), seen(open_, day=26)
    assert late.score.reasons[0] == Reason("unpaid_near", (0,), -1)
    assert late.score.p_bp < early.score.p_bp / 4
    assert early.score.reasons[0].id != "unpaid_near"


@settings(max_examples=50)
@given(row=ROWS)
def test_reasons_are_few_strong_and_add_up(row: features.Row) -> None:
    found = families(PLAIN, row)
    told = reasons(PLAIN, row, NOBODY)
    loud = [name for name in FEATURES if name not in PLAIN.quiet]
    assert sum(family.adds for family in found) == pytest.approx(
        sum(contributions(PLAIN, row)[name] for name in loud), abs=1e-9
    )
    for side in (1, -1):
        strong = [family for family in found if family.adds * side >= LEAST]
        assert sum(reason.side == side for reason in told) == min(len(strong), 3)
    assert told == reasons(PLAIN, row, NOBODY), "same facts, same words"


def test_every_feature_belongs_to_one_family() -> None:
    assert sorted(name for names in FAMILIES.values() for name in names) == sorted(FEATURES)


# --- Money -------------------------------------------------------------------------------------------------


def test_value_at_risk_leaves_out_what_comes_all_the_same() -> None:
    card = seen(promised(20, 30, 300))
    assert card.at_risk_minor == at_risk_minor(30000, card.score.p_bp, 1000)
    assert at_risk_minor(30000, 4000, 1000) == 16200


def test_two_accounts_share_a_history_and_not_a_dispute() -> None:
    facts = (promised(2, 3, 100), second(paid(3, 100)), dispute(20))
    one, two = cards(case(*facts, balances={1: 500, 2: 500}), at(23))
    ids = [{reason.id for reason in card.score.reasons} for card in (one, two)]
    assert "disputed" in ids[0] - ids[1]
    assert ("broke_last", (1, -1), -1) in [tuple(reason) for reason in two.score.reasons]


# --- What would change it ----------------------------------------------------------------------------------


def what_if(*told: Any, day: int = 23) -> list[str]:
    debtor = case(*told)
    found = cards(debtor, at(day))
    changes = what_ifs(debtor, found, found[0], at(day))
    return ["day" if change.due_on else "sum" for change in changes]


def test_a_smaller_sum_and_another_day_are_told_only_where_they_move_something() -> None:
    usual = [fact for n in range(5) for fact in (promised(1 + 4 * n, 3 + 4 * n, 50), paid(2 + 4 * n, 50))]
    assert what_if() == ["sum"]
    assert "sum" in what_if(*usual, promised(22, 25, 500))
    assert what_if(*usual, promised(22, 23, 5)) == []


def test_what_if_speaks_of_days_to_come_and_of_what_is_clearly_likelier() -> None:
    debtor = case(promised(20, 60, 900), balances={1: 900})
    found = cards(debtor, at(23))
    told = what_ifs(debtor, found, found[0], at(23))
    assert [each.amount_minor for each in told] == [90000 // 4, None]
    assert [each.due_on for each in told] == [None, november(24)]
    assert all(each.p_bp >= found[0].score.p_bp + 500 for each in told)
    assert what_ifs(debtor, found, found[0], at(23)._replace(card=None)) == ()


def test_near_the_deadline_it_is_late_for_another_promise() -> None:
    assert what_if(promised(7, 24, 300), day=26) == []


# --- Bad input ---------------------------------------------------------------------------------------------


def many(count: int, *, kept: bool, amount_minor: int = 100, first: date = date(2000, 1, 1)) -> Case:
    """So many promises, one every other day, due the day after."""
    promises, payments = [], []
    for n in range(count):
        made = first + timedelta(days=2 * n)
        due = made + timedelta(days=1)
        promises.append(
            Promise(1, 2 * n + 1, 1, f"P{n:05}", made, None, due, amount_minor, due, amount_minor, None,
                    None, None, None, None, RECORDED_AT, None)
        )  # fmt: skip
        if kept:
            payments.append(Payment(1, 2 * n + 2, 1, f"M{n:05}", due, None, amount_minor, None, RECORDED_AT))
    owed = Balance(1, 9_000_000, 1, amount_minor * (count + 1), first, RECORDED_AT)
    return case_of([History(tuple(promises), tuple(payments))], [owed])


def scored_on(debtor: Case, day: date) -> AccountCard:
    moment = Setting(RECORDED_AT, day, lambda _day: BASE, PLAIN, {"RON": 2})
    return cards(debtor, moment)[0]


ODD = [
    ("no history at all", many(0, kept=True)),
    ("one promise", many(1, kept=False)),
    ("all kept", many(40, kept=True)),
    ("all broken", many(40, kept=False)),
    ("one ban", many(5, kept=True, amount_minor=1)),
    ("ten billion bani", many(5, kept=False, amount_minor=10**10)),
    ("before 1970", many(5, kept=True, first=date(1931, 2, 27))),
    ("far ahead", many(5, kept=False, first=date(9990, 12, 20))),
    ("the first day there is", many(2, kept=True, first=date.min)),
]


@pytest.mark.parametrize(
    ("debtor", "name"), [(debtor, name) for name, debtor in ODD], ids=[n for n, _ in ODD]
)
def test_odd_debtors_are_scored_like_any_other(debtor: Case, name: str) -> None:
    last = max((p.made_on for p in debtor.promises), default=date(2000, 1, 1))
    for day in (last, last + timedelta(days=9)):
        card = scored_on(debtor, day)
        assert 0 <= card.score.low_bp <= card.score.p_bp <= card.score.high_bp <= 10_000
        assert card.at_risk_minor >= 0


def test_who_kept_all_is_likelier_than_who_broke_all() -> None:
    day = date(2000, 4, 1)
    kept, broken = (scored_on(many(40, kept=kept), day).score for kept in (True, False))
    assert kept.band in "AB"
    assert broken.band == "E"
    assert kept.low_bp > broken.high_bp


@pytest.mark.parametrize("kept", [True, False])
def test_ten_thousand_promises(kept: bool) -> None:
    card = scored_on(many(10_000, kept=kept), date(2060, 1, 1))
    assert len(card.verdicts) == 10_000
    assert (card.score.p_bp > 5000) is kept


@settings(max_examples=50)
@given(row=st.tuples(*[st.floats(-50, 50)] * len(FEATURES)), base=st.floats(0, 1))
def test_no_row_ends_in_anything_but_a_probability(row: features.Row, base: float) -> None:
    assert all(isfinite(each) and 0 <= each <= 1 for each in score_row(PLAIN, row, base))


# --- What must not enter -----------------------------------------------------------------------------------


def test_no_event_has_a_field_for_a_person() -> None:
    """Sex, age, name, place or free text would need one."""
    fields = {
        *Made._fields,
        *happenings.Resolved._fields,
        *happenings.Closed._fields,
        *happenings.LatePaid._fields,
    }
    assert fields == {
        *("day", "ref", "due", "amount", "currency", "balance", "disputed", "named"),
        *("kept", "share", "moved"),
    }


PERSONAL = {
    *("debtor", "name", "name_typed", "name_folded", "email", "language", "country", "time_zone"),
    *("address_form", "phones", "details", "calls", "note", "typed", "reason", "text", "method", "hangs_on"),
}


@pytest.mark.parametrize("module", [happened, happenings, running, features], ids=lambda m: m.__name__)
def test_no_feature_is_made_of_anything_about_the_person(module: Any) -> None:
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert asked & PERSONAL <= {"reason"}, "`reason` is that of an ending: entered by mistake"


def test_another_person_with_the_same_promises_has_the_same_score() -> None:
    debtor = case(promised(2, 3, 100), promised(20, 30, 300))
    other = debtor._replace(
        debtor=debtor.debtor._replace(
            name="Ioana",
            name_folded="ioana",
            email="x@y.ro",
            language="hu",
            country="HU",
            address_form="doamnă",
        )
    )
    one, two = (cards(each, at(23))[0].score for each in (debtor, other))
    assert one == two


def test_a_break_lies_further_back_each_day() -> None:
    """Told of an open promise of the 10th: on the 12th of a month the break of the 9th is three days back."""
    facts = (promised(2, 5, 100), promised(12, 30, 100))
    told = [{r.id: r.numbers for r in seen(*facts, day=day).score.reasons}["broken_ago"] for day in (13, 16)]
    assert told[1][0] - told[0][0] == 3
    assert as_of_today([Reason("due_in", (7,), 1)], 5) == (Reason("due_in", (7,), 1),)


def test_who_broke_all_is_not_said_to_break_more_than_before() -> None:
    facts = [promised(n, n + 1, 100) for n in (2, 9, 16)]
    names = [reason.id for reason in seen(*facts, day=27).score.reasons]
    assert "worse_lately" not in names
    assert "better_lately" not in names
