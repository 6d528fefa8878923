"""Features: by hand, as the slow referee reckons them, and without a look at what came later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from math import log, log1p, sqrt
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from collector.rules.features import FEATURES, Closed, Event, LatePaid, Made, Resolved, Row, rows_of
from collector.rules.happened import all_made, happened, known, ref_of
from collector.rules.happenings import in_order
from collector.rules.known import history_of
from collector.rules.promises import judge
from collector.rules.records import Balance, Case, History
from tests.rules import telling
from tests.rules.histories import LAST_OFFSET, RECORDED_AT, day, histories
from tests.rules.slowrows import slow_row
from tests.rules.test_cards import account
from tests.rules.test_known import SOMEBODY

DECIMALS = {"RON": 2}
LAST = day(LAST_OFFSET)


def base(on: int) -> float:
    return 0.5 + (on % 7) / 20


# --- One debtor by hand ------------------------------------------------------------------------------------

FIRST = Made(1000, "A", 1010, 100.0, "RON", 400.0)
KEPT = Resolved(1005, "A", kept=True, share=1.0)
SECOND = Made(1020, "B", 1030, 100.0, "RON")
BROKEN = Resolved(1033, "B", kept=False, share=0.25)
LATE = LatePaid(1042, "B")


def features(*past: Event, **more: Any) -> dict[str, float]:
    """Of a promise of 300 made on day 1050, due in a week."""
    made = Made(**{"day": 1050, "ref": "C", "due": 1057, "amount": 300.0, "currency": "RON", **more})
    return dict(zip(FEATURES, dict(rows_of([*past, made], lambda _day: 0.6))["C"], strict=True))


def test_somebody_new_is_judged_by_the_promise_alone() -> None:
    told = {name: value for name, value in features(balance=1000.0).items() if value}
    assert told == {"amt_vs_balance": 0.3, "weekend": 1.0}  # a week is the usual lead: 0


BY_HAND: list[tuple[str, float]] = [
    ("last_outcome", -1.0),
    ("broken_streak", 1.0),
    ("amt_vs_usual", log(301 / 101)),
    ("lead", 0.0),
    ("overdue_now", 0.0),
    ("open_count", 0.0),
    ("last_paid_frac", 0.25),
    ("tenure", log1p(50 / 30)),
    ("recent_broken", 2.718281828459045 ** (-17 / 30)),
    ("evidence", log1p(0.5 ** (45 / 180) + 0.5 ** (17 / 180))),
    ("lateness", log1p(12 * 0.5 ** (8 / 180) / (0.5 ** (45 / 180) + 0.5 ** (17 / 180) + 1))),
    ("margin", 0.5 * 0.5 ** (45 / 180) / (0.5 ** (45 / 180) + 1)),
    ("steadiness", (-7 / 3) / sqrt((5**2 + 12**2 + 5**2) / 3 - (7 / 3) ** 2)),  # 5 days early, 12 late
    ("due_habit", 0.0),  # this one is due on a weekend, those were not
]


@pytest.mark.parametrize(("name", "value"), BY_HAND)
def test_a_kept_one_and_a_broken_one_by_hand(name: str, value: float) -> None:
    assert features(FIRST, KEPT, SECOND, BROKEN, LATE)[name] == pytest.approx(value, abs=1e-12)


def test_what_is_due_on_a_weekend_is_judged_by_weekends() -> None:
    """The kept one fell due on a Tuesday, the broken one on a Sunday."""
    past = (FIRST, KEPT, SECOND._replace(due=1029), BROKEN, LATE)
    kept, resolved = 0.5 ** (45 / 180), 0.5 ** (45 / 180) + 0.5 ** (17 / 180)
    rate = (4 * 0.6 + kept) / (4 + resolved)
    for due, alike_kept, alike in ((1057, 0.0, 0.5 ** (17 / 180)), (1058, kept, kept)):
        habit = (2 * rate + alike_kept) / (2 + alike)
        want = log(habit / (1 - habit)) - log(rate / (1 - rate))
        assert features(*past, due=due)["due_habit"] == pytest.approx(want, abs=1e-12)


def test_who_pays_on_the_same_day_each_time_is_steadier_than_who_pays_anywhere() -> None:
    def came(*early_days: int) -> float:
        past: list[Event] = []
        for n, days in enumerate(early_days):
            past += [Made(900 + n, f"{n}", 950 + n, 10.0, "RON"), Resolved(950 + n - days, f"{n}", kept=True)]
        return features(*past)["steadiness"]

    assert came(2, 2, 2, 2) > came(9, 0, 9, -10) > 0 > came(-3, -3, -3)
    assert came(*[40] * 50) == 3.0
    assert features()["steadiness"] == 0.0


def test_what_is_open_and_what_is_unpaid() -> None:
    seen = features(FIRST, SECOND, BROKEN)
    assert seen["open_count"] == log1p(1)
    assert seen["overdue_now"] == log1p(1)
    assert seen["lateness"] == log1p(20 / (0.5 ** (17 / 180) + 1))  # due on 1030: twenty days by now


def test_unpaid_for_a_year_counts_ninety_days() -> None:
    seen = features(FIRST, Resolved(1011, "A", kept=False), day=1400, due=1407)
    assert seen["lateness"] == log1p(90 / (0.5 ** (389 / 180) + 1))


def test_a_promise_moved_or_cancelled_is_no_verdict() -> None:
    seen = features(FIRST, Closed(1004, "A", moved=True), SECOND, Closed(1025, "B"))
    assert (seen["last_outcome"], seen["evidence"], seen["open_count"]) == (0.0, 0.0, 0.0)
    assert seen["moved"] == log1p(0.5 ** (46 / 180))
    assert seen["amt_vs_usual"] == log(301 / 101)  # its sum was promised all the same


def test_amounts_are_compared_within_a_currency_only() -> None:
    assert features(FIRST._replace(currency="EUR"), KEPT)["amt_vs_usual"] == 0.0


def months_of(*, keeps_on: int) -> list[Event]:
    """Nine promises, one a month, kept on that day of the month, a week before they were due."""
    told: list[Event] = []
    for month in range(1, 10):
        on = date(2026, month, keeps_on).toordinal()
        told += [
            Made(on - 3, str(month), on + 7, 100.0, "RON"),
            Resolved(on, str(month), kept=True, share=1.0),
        ]
    return told


def test_money_that_comes_on_one_day_of_the_month_is_a_payday() -> None:
    made = date(2026, 10, 1).toordinal()
    seen = [features(*months_of(keeps_on=15), day=made, due=made + due) for due in (13, 14, 18, 20, 40)]
    near, late = ([each[name] for each in seen] for name in ("payday", "pay_cycle"))
    assert [round(each, 1) for each in near] == [-0.2, 0.8, 0.8, -0.2, -0.2]  # against a chance of 5 in 30
    assert near[1] > near[2]
    assert late[0] > 0.4 > late[4] > late[3] > late[1]


def test_nothing_is_said_of_a_payday_before_money_came_and_little_where_it_comes_on_any_day() -> None:
    broken = features(FIRST, Resolved(1013, "A", kept=False))
    assert (broken["payday"], broken["pay_cycle"]) == (0.0, 0.0)
    scattered = [e for n in range(9) for e in (
        Made(100 + 40 * n, str(n), 120 + 40 * n, 1.0, "RON"), Resolved(120 + 40 * n, str(n), kept=True)
    )]  # fmt: skip
    assert abs(features(*scattered)["payday"]) < 0.25


# --- The referee -------------------------------------------------------------------------------------------


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """One or two accounts with the same collisions, and what was said to be owed on some days."""
    told = [unhurried(draw(histories())) for _ in range(draw(st.integers(1, 2)))]
    balances = draw(
        st.lists(st.tuples(st.integers(1, 2), st.integers(0, 60), st.integers(-5, 120)), max_size=3)
    )
    return case_of(
        told,
        [Balance(1, 900 + n, seq, owed, day(on), RECORDED_AT) for n, (seq, on, owed) in enumerate(balances)],
    )


def unhurried(told: History) -> History:
    """An hour between what is written down: nothing is a slip."""
    parts = {
        name: tuple(f._replace(recorded_at=f.recorded_at + timedelta(hours=f.seq)) for f in facts)
        for name, facts in told._asdict().items()
    }
    return History(**parts)


def case_of(told: list[History], balances: Iterable[Balance] = ()) -> Case:
    """The facts of the second account are numbered from 1000 on."""
    parts: dict[str, list[Any]] = {name: [] for name in History._fields}
    for seq, history in enumerate(told, 1):
        for name, facts in history._asdict().items():
            parts[name] += [_moved(fact, seq) for fact in facts]
    accounts = tuple(account(seq) for seq in range(1, 3))
    return Case(
        SOMEBODY, accounts=accounts, balances=tuple(balances), **{k: tuple(v) for k, v in parts.items()}
    )


def _moved(fact: Any, seq: int) -> Any:
    by = 1000 * (seq - 1)
    moved = {"seq": fact.seq + by}
    if hasattr(fact, "fact_seq"):
        moved["fact_seq"] = fact.fact_seq + by
    if getattr(fact, "account_seq", None) is not None:
        moved["account_seq"] = seq
    return fact._replace(**moved)


def rows(case: Case, as_of: date = LAST) -> dict[str, Row]:
    judged = {a.seq: judge(history_of(case, a.seq), as_of) for a in case.accounts}
    return dict(rows_of(happened(case, judged, as_of, DECIMALS), base))


def as_then(case: Case, on: date) -> Case:
    """Only what was dated before a day: a balance told on that day is as at its start."""
    return case._replace(
        balances=tuple(b for b in case.balances if b.on_day <= on),
        promises=tuple(p for p in case.promises if p.made_on < on),
        payments=tuple(p for p in case.payments if p.paid_on < on),
        holds=tuple(h for h in case.holds if h.from_on < on),
        disputes=tuple(d for d in case.disputes if d.opened_on < on),
        our_promises=tuple(o for o in case.our_promises if o.made_on < on),
        endings=tuple(e for e in case.endings if e.ended_on < on),
    )


def slow_rows(case: Case) -> Iterator[tuple[str, Row]]:
    """Every promise, from a book that ends the day before it was made."""
    for made in all_made(case, DECIMALS).values():
        on = date.fromordinal(made.day)
        before, yesterday = as_then(case, on), on - timedelta(days=1)
        judged = {a.seq: judge(history_of(before, a.seq), yesterday) for a in case.accounts}
        events = known(before, judged, all_made(before, DECIMALS))
        yield made.ref, slow_row(events, made, base(made.day))


@settings(max_examples=40)
@given(case=cases())
def test_the_fold_agrees_with_the_referee_to_the_bit(case: Case) -> None:
    found, slow = rows(case), dict(slow_rows(case))
    mistaken = slow.keys() - found.keys()
    assert {ref: by_name(slow[ref]) for ref in found} == {ref: by_name(each) for ref, each in found.items()}
    assert len(mistaken) <= sum(ending.reason == "error" for ending in case.endings)


def by_name(found: Row) -> dict[str, float]:
    return dict(zip(FEATURES, found, strict=True))


def test_what_was_undone_at_once_never_was_though_it_was_dated_back() -> None:
    """A hold from the 2nd, written down and taken back on the 23rd: within minutes, or an hour later."""
    facts = telling.history_of([
        telling.promised(2, 6, 10), telling.hold("insolvency", 2), telling.ended("hold", 1, "error", 23)
    ])  # fmt: skip
    asked = telling.promised(23, 27, 10)._replace(seq=9, ref="now")
    told = facts._replace(promises=(*facts.promises, asked))
    (late,) = told.endings
    hour_later = told._replace(endings=(late._replace(recorded_at=late.recorded_at + timedelta(hours=1)),))
    never = told._replace(holds=(), endings=())
    undone, corrected, clean = (rows(case_of([each]))[ref_of(1, "now")] for each in (told, hour_later, never))
    assert undone == clean != corrected


# --- Nothing of a later day is used ------------------------------------------------------------------------


def edits(case: Case, on: date, draw: st.DrawFn) -> Case:
    """The same book up to a day; every fact of that day and later may be gone, another, or one of somebody else."""
    later = as_then(draw(cases()), date.max)
    before = as_then(case, on)
    by = 50_000
    mixed = {}
    for name in ("promises", "payments", "holds", "disputes", "our_promises", "endings"):
        own = {fact.seq for fact in getattr(before, name)}
        keeps = [fact for fact in getattr(case, name) if fact.seq in own or draw(st.booleans())]
        new = [renumbered(fact, by) for fact in getattr(later, name) if first_day(fact) >= on]
        mixed[name] = (*keeps, *new)
    balances = tuple(b for b in case.balances if b.on_day <= on)
    return case._replace(**mixed, balances=balances)


def renumbered(fact: Any, by: int) -> Any:
    """A fact that another book made up, with a number of its own; an ending still ends a fact of this book."""
    ref = {"ref": f"later {fact.ref}"} if hasattr(fact, "ref") else {}
    at = fact.recorded_at + timedelta(hours=by)
    return fact._replace(seq=fact.seq + by, recorded_at=at, **ref)


DAYS = ("made_on", "paid_on", "from_on", "opened_on", "ended_on")


def first_day(fact: Any) -> date:
    return next(getattr(fact, name) for name in DAYS if hasattr(fact, name))


class Twins:
    """A book, a day, and another book with the same past before that day."""

    def __init__(self, one: Case, other: Case, on: date) -> None:
        self.one, self.other, self.on = one, other, on

    def __repr__(self) -> str:
        """Short: what differs."""
        facts = [{fact for part in book[1:] for fact in part} for book in (self.one, self.other)]
        return f"as of {self.on}: {facts[0] ^ facts[1]}"[:5000]


@st.composite
def twins(draw: st.DrawFn) -> Twins:
    case = draw(cases())
    on = day(draw(st.integers(1, 30)))
    return Twins(case, edits(case, on, draw), on)


Rows = Callable[[Case], dict[str, Row]]


def changed_by_what_came_later(rows_of_book: Rows, told: Twins) -> list[str]:
    """The promises made up to that day whose rows are not the same to the bit in both books."""
    here, there = rows_of_book(told.one), rows_of_book(told.other)
    made = [p for p in told.one.promises if p.made_on <= told.on and p in told.other.promises]
    refs = [ref_of(p.account_seq, p.ref) for p in made]
    return [ref for ref in refs if ref in here and ref in there and here[ref] != there[ref]]


@settings(max_examples=40)
@given(told=twins())
def test_no_fact_of_the_day_or_later_moves_a_bit_of_a_row(told: Twins) -> None:
    assert changed_by_what_came_later(rows, told) == []


def leaky_rows(case: Case) -> dict[str, Row]:
    """The mistake everybody makes: verdicts as they stand at last, and the events of the day itself."""
    judged = {a.seq: judge(history_of(case, a.seq), LAST) for a in case.accounts}
    made = all_made(case, DECIMALS)
    events = sorted(known(case, judged, made), key=in_order)
    return {
        each.ref: slow_row([e._replace(day=e.day - 1) for e in events], each, 0.5) for each in made.values()
    }


def test_a_leaky_twin_is_caught() -> None:
    with pytest.raises(AssertionError):
        _leaky_twin()


@settings(max_examples=200, database=None, phases=[Phase.generate])
@given(told=twins())
def _leaky_twin(told: Twins) -> None:
    assert changed_by_what_came_later(leaky_rows, told) == []
