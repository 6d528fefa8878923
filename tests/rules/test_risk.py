"""The probability that a promise is kept: by hand for small histories, by property for all."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import isclose, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules import risk
from collector.rules.promises import judge
from collector.rules.risk import Outcome, Reason
from tests.rules.telling import dispute, ended, history_of, november, paid, promised

TODAY = november(23)
BASE = 0.6
DAYS_AGO = st.integers(1, 2000)
HISTORIES = st.lists(
    st.builds(lambda ago, kept: Outcome(TODAY - timedelta(days=ago), kept), DAYS_AGO, st.booleans())
)


def ago(days: int, kept: bool) -> Outcome:
    return Outcome(TODAY - timedelta(days=days), kept)


# --- The formula, by hand --------------------------------------------------------------------------------

BY_HAND = [
    # history                                              p         band
    ([], 0.6, "C"),  # 2.4 / 4
    ([ago(180, True)], 2.9 / 4.5, "C"),  # half of one kept
    ([ago(180, False)], 2.4 / 4.5, "C"),
    ([ago(360, True)] * 4, 3.4 / 5, "B"),  # a quarter of four
    ([ago(180, False)] * 2, 2.4 / 5, "D"),
    ([ago(180, True)] * 8, 6.4 / 8, "A"),
    ([ago(180, False)] * 20, 2.4 / 14, "E"),
    ([ago(0, True)] * 9, 0.6, "C"),  # decided today: not known when the promise is made
    ([ago(-1, True)] * 9, 0.6, "C"),
]


@pytest.mark.parametrize(("history", "p", "band"), BY_HAND)
def test_small_histories_reckoned_by_hand(history: list[Outcome], p: float, band: str) -> None:
    score = risk.score(history, TODAY, BASE)
    assert (score.p_bp, score.band) == (round(p * 10_000), band)


def test_the_interval_is_the_logits() -> None:
    score = risk.score([], TODAY, BASE)
    side = 1.645 * sqrt(1 / 2.4 + 1 / 1.6)
    for bp, logit in ((score.low_bp, log(1.5) - side), (score.high_bp, log(1.5) + side)):
        assert isclose(log(bp / (10_000 - bp)), logit, abs_tol=0.001)


@given(history=HISTORIES, base=st.floats(0.05, 0.95))
def test_a_probability_lies_in_its_interval_and_within_what_is_possible(
    history: list[Outcome], base: float
) -> None:
    score = risk.score(history, TODAY, base)
    assert 0 <= score.low_bp <= score.p_bp <= score.high_bp <= 10_000
    assert score.band == risk.band(score.p_bp)


@given(history=HISTORIES, days=DAYS_AGO)
def test_one_more_kept_raises_it_and_one_more_broken_lowers_it(history: list[Outcome], days: int) -> None:
    now = risk.score(history, TODAY, BASE).p_bp
    assert risk.score([*history, ago(days, True)], TODAY, BASE).p_bp >= now
    assert risk.score([*history, ago(days, False)], TODAY, BASE).p_bp <= now


@given(history=HISTORIES.filter(bool))
def test_the_further_back_the_less_it_counts(history: list[Outcome]) -> None:
    near = risk.score(history, TODAY, BASE).p_bp
    far = risk.score(history, TODAY + timedelta(days=7200), BASE).p_bp
    assert abs(far - 6000) <= abs(near - 6000) + 1


@given(history=HISTORIES)
def test_what_is_decided_later_is_not_used(history: list[Outcome]) -> None:
    later = [Outcome(TODAY + timedelta(days=1), False)] * 3
    assert risk.score([*history, *later], TODAY, BASE) == risk.score(history, TODAY, BASE)


def test_bands_are_taken_from_the_rounded_probability() -> None:
    edges = [
        (8000, "A"),
        (7999, "B"),
        (6500, "B"),
        (6499, "C"),
        (5000, "C"),
        (4999, "D"),
        (3500, "D"),
        (3499, "E"),
    ]
    assert [risk.band(bp) for bp, _ in edges] == [letter for _, letter in edges]
    assert risk.band(0) == "E"


# --- What counts as an outcome ---------------------------------------------------------------------------


def test_only_what_was_judged_and_counts_is_an_outcome() -> None:
    history = history_of([
        promised(2, 3, 100), paid(3, 100),  # kept
        promised(4, 5, 100), paid(5, 50),  # partly
        promised(9, 20, 100),  # superseded
        promised(11, 20, 100), ended("promise", 4, "withdrawn", 12),  # cancelled
        promised(13, 30, 100),  # open
    ])  # fmt: skip
    assert risk.outcomes(judge(history, november(15))) == [
        Outcome(november(3), True),
        Outcome(november(9), False),
    ]


def test_an_excused_break_is_none() -> None:
    history = history_of([promised(2, 3, 100), dispute(2)])
    assert risk.outcomes(judge(history, november(15))) == []


# --- The agency's own rate -------------------------------------------------------------------------------


def test_a_new_agency_begins_at_three_in_five() -> None:
    assert risk.base_rate({}, TODAY) == 0.6


def test_the_agencys_rate_by_hand() -> None:
    days = {TODAY - timedelta(days=365): (8, 10), TODAY - timedelta(days=730): (0, 40), TODAY: (99, 99)}
    assert isclose(risk.base_rate(days, TODAY), (12 + 4) / (20 + 5 + 10))


@given(
    st.dictionaries(
        st.dates(date(2020, 1, 1), date(2026, 12, 31)), st.tuples(st.integers(0, 50), st.integers(50, 90))
    )
)
def test_the_agencys_rate_is_a_rate_whatever_the_order(days: dict[date, tuple[int, int]]) -> None:
    rate = risk.base_rate(days, TODAY)
    assert 0 < rate < 1
    assert risk.base_rate(dict(sorted(days.items(), reverse=True)), TODAY) == rate


# --- Value at risk ---------------------------------------------------------------------------------------


@given(st.integers(0, 10**15), st.integers(0, 10_000))
def test_value_at_risk_is_exact_to_the_ban(missing: int, p_bp: int) -> None:
    value = risk.at_risk_minor(missing, p_bp)
    assert type(value) is int
    assert value == int(Fraction(missing * (10_000 - p_bp), 10_000) + Fraction(1, 2))  # half a unit up
    assert 0 <= value <= missing


# --- Reasons ---------------------------------------------------------------------------------------------

REASONS = [
    ("", [("no_history", ())]),
    ("k", [("kept_last", (1,)), ("little_history", (1,))]),
    ("b", [("broke_last", (1,)), ("little_history", (1,))]),
    ("kk", [("kept_last", (2,)), ("little_history", (2,))]),
    ("kb", [("kept_of", (1, 2)), ("broke_last", (1,)), ("little_history", (2,))]),
    ("kbb", [("broke_last", (2,)), ("kept_of", (1, 3))]),
    ("bbk", [("kept_of", (1, 3)), ("kept_last", (1,))]),
    ("bbbb", [("broke_last", (4,))]),
    ("bkbkk", [("kept_last", (2,)), ("kept_of", (3, 5))]),
]


@pytest.mark.parametrize(("history", "said"), REASONS)
def test_reasons_say_what_was_kept_and_broken(history: str, said: list[tuple[str, tuple[int, ...]]]) -> None:
    past = [ago(100 - n, letter == "k") for n, letter in enumerate(history)]
    assert risk.score(past, TODAY, BASE).reasons == tuple(Reason(*each) for each in said)


@given(history=HISTORIES)
def test_there_are_one_to_three_reasons_each_once(history: list[Outcome]) -> None:
    reasons = risk.score(sorted(history), TODAY, BASE).reasons
    assert 1 <= len(reasons) <= 3
    assert len({reason.id for reason in reasons}) == len(reasons)
