"""All promises at once come to what the fold says of each, and know nothing of what came later."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.learning.baserates import BaseRates
from collector.learning.columns import Collecting
from collector.learning.gathering import Gathering, known
from collector.learning.measuring import Floats, Ints
from collector.learning.rows import rows
from collector.learning.scans import decayed, latest, starts
from collector.rules import risk
from collector.rules.features import FEATURES, rows_of
from collector.rules.happenings import Event, Happening, Made, Resolved, Revised, in_order
from tests.learning.made import DAY, deadlines, histories


def base(day: int) -> float:
    return 0.5 + (day % 37) / 100


def columnar(debtors: list[list[Happening]]) -> tuple[Floats, list[list[str]]]:
    collecting = Collecting()
    refs = [collecting.add(number, events) for number, events in enumerate(debtors)]
    promises = collecting.promises()
    return rows(promises, np.array([base(int(day)) for day in promises.made])), refs


@settings(max_examples=40)
@given(st.lists(histories(), max_size=3))
def test_columns_and_fold_agree(debtors: list[list[Happening]]) -> None:
    found, refs = columnar(debtors)
    want = [
        dict(rows_of(events, base))[ref] for events, own in zip(debtors, refs, strict=True) for ref in own
    ]
    assert found.shape == (len(want), len(FEATURES))
    assert found == pytest.approx(np.array(want).reshape(found.shape), abs=1e-9)


def test_the_shape_of_nothing_at_all() -> None:
    assert columnar([])[0].shape == (0, len(FEATURES))


def test_thousands_of_promises_of_one_debtor() -> None:
    events: list[Happening] = []
    for number in range(3_000):
        made = DAY + number * 3
        events.append(Made(made, f"{number:05}", made + 2, 1e8 if number % 2 else 0.01, "RON"))
        events.append(Resolved(made + 2, f"{number:05}", kept=number % 3 > 0, share=0.5))
    found, _refs = columnar([events])
    want = np.array([row for _ref, row in rows_of(events, base)])
    assert found == pytest.approx(want, abs=1e-9)


# --- No look ahead ---------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(histories(), st.data())
def test_what_is_dated_later_moves_no_bit(events: list[Happening], data: st.DataObject) -> None:
    """Everything of the day of making or later, but the promise itself, is dropped: the row stays as it was."""
    made = [event for event in events if isinstance(event, Made)]
    if not made:
        return
    one = data.draw(st.sampled_from(made))
    before = [event for event in events if event.day < one.day]
    (whole, refs), (cut, cut_refs) = columnar([events]), columnar([[*before, one]])
    assert whole[refs[0].index(one.ref)].tobytes() == cut[cut_refs[0].index(one.ref)].tobytes()


def test_a_twin_that_looks_ahead_is_caught() -> None:
    """The same check on columns whose outcomes are known on the day of making."""
    events = [Made(DAY, "A", DAY + 9, 10.0, "R"), Made(DAY + 5, "B", DAY + 9, 10.0, "R")]
    honest = [*events, Resolved(DAY + 9, "A", kept=True)]
    leaky = [*events, Resolved(DAY, "A", kept=True)]  # known before it could be
    assert columnar([honest])[0][1].tobytes() != columnar([leaky])[0][1].tobytes()


# --- A past that changed ---------------------------------------------------------------------------------

A, B = Made(DAY, "A", DAY + 5, 10.0, "R"), Made(DAY + 20, "B", DAY + 25, 10.0, "R")
KEPT, BROKEN = Resolved(DAY + 4, "A", kept=True, share=1.0), Resolved(DAY + 8, "A", kept=False)
CHANGED: list[Event] = [A, KEPT, Revised(DAY + 12, "", (A, BROKEN)), B, Resolved(DAY + 24, "B", kept=True)]


def test_a_changed_past_goes_through_the_fold() -> None:
    gathering = Gathering()
    gathering.add(1, [A, KEPT], deadlines([A]))
    refs = gathering.add(2, CHANGED, deadlines(CHANGED))
    gathered = gathering.gathered()
    rates = gathered.base_rates()
    found = gathered.rows(rates)
    want = dict(rows_of(CHANGED, lambda day: float(rates.on(np.array([day]))[0])))
    assert [tuple(row) for row in found[1:]] == [want[ref] for ref in refs]


@pytest.mark.parametrize(("before", "outcome"), [(DAY + 4, -1), (DAY + 5, 1), (DAY + 12, 1), (DAY + 13, 0)])
def test_a_label_is_what_was_known_then(before: int, outcome: int) -> None:
    gathering = Gathering()
    gathering.add(2, CHANGED, deadlines(CHANGED))
    assert gathering.gathered().outcomes(before)[0] == outcome
    assert KEPT not in known(CHANGED, None)


# --- The agency's own rate -------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 900), st.booleans()), max_size=40), st.integers(0, 1000))
def test_the_rate_of_a_day_is_that_of_the_desk(outcomes: list[tuple[int, bool]], on: int) -> None:
    days: dict[date, tuple[int, int]] = {}
    for day, kept in outcomes:
        k, n = days.get(date.fromordinal(DAY + day), (0, 0))
        days[date.fromordinal(DAY + day)] = (k + kept, n + 1)
    columns = np.array([[DAY + day, kept, 1] for day, kept in outcomes]).reshape(-1, 3).T
    rates = BaseRates(columns[0].astype(np.int64), columns[1].astype(float), columns[2].astype(float))
    want = risk.base_rate(days, date.fromordinal(DAY + on))
    assert rates.on(np.array([DAY + on])) == pytest.approx([want], abs=1e-9)
    assert rates.counts(np.array([DAY + on])) == [sum(day < on for day, _kept in outcomes)]


def test_a_changed_past_changes_the_rate_from_its_day_on() -> None:
    gathering = Gathering()
    gathering.add(1, CHANGED, deadlines(CHANGED))
    rates = gathering.gathered().base_rates()
    told = rates.on(np.arange(DAY, DAY + 14))
    desk = [
        risk.base_rate({date.fromordinal(on): (kept, 1)}, date.fromordinal(DAY) + timedelta(days=day))
        for day in range(14)
        for on, kept in [(DAY + 8, 0) if day > 12 else (DAY + 4, 1)]
    ]
    assert told == pytest.approx(desk, abs=1e-9)


# --- Sums over what one debtor did before ------------------------------------------------------------------

values = st.lists(st.tuples(st.integers(0, 3), st.floats(-5, 5), st.floats(0, 1)), max_size=30)


@given(values)
def test_running_sums_are_those_of_a_loop(steps: list[tuple[int, float, float]]) -> None:
    steps = sorted(steps, key=lambda step: step[0])
    groups: Ints = np.array([group for group, _value, _keep in steps], dtype=np.int64)
    added, kept = np.array([[value, keep] for _group, value, keep in steps]).reshape(-1, 2).T
    want, plain, marks, sums, last = [], [], [], {}, {}
    for place, (group, value, keep) in enumerate(steps):
        fading, whole = sums.get(group, (0.0, 0.0))
        sums[group] = (fading * keep + value, whole + value)
        want.append(sums[group][0])
        plain.append(sums[group][1])
        last[group] = place if value > 0 else last.get(group, -1)
        marks.append(last[group])
    first = starts(groups)
    assert decayed(added, kept, first) == pytest.approx(np.array(want), abs=1e-9)
    assert decayed(added, np.ones(len(steps)), first) == pytest.approx(np.array(plain), abs=1e-9)
    assert latest(added > 0, first).tolist() == marks


def test_events_of_a_day_stand_as_the_fold_takes_them() -> None:
    mixed = [CHANGED[place] for place in (4, 2, 0, 3, 1)]
    assert sorted(mixed, key=in_order) == CHANGED
