"""The lead's figures: what counts where, in which period and group, and how sure a rate is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules.counting import FIGURES, KEYS, Counted, Judged, behind, counted, group_key, period_day
from collector.rules.figures import Group, MoneyRate, Report, figures, wilson
from collector.rules.records import STATES, Account, Promise, Verdict

AS_OF = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 1, tzinfo=UTC)


def promise(deadline_on: date, made_on: date, amount_minor: int, agent: str | None) -> Promise:
    return Promise(
        debtor_id=1,
        seq=1,
        account_seq=1,
        ref="P1",
        made_on=made_on,
        made_at=None,
        due_on=deadline_on,
        amount_minor=amount_minor,
        deadline_on=deadline_on,
        threshold_minor=amount_minor,
        plan_ref=None,
        agent=agent,
        method=None,
        hangs_on=None,
        asked=None,
        recorded_at=MOMENT,
        command_id=None,
    )


def row(
    state: str,
    *,
    deadline_on: date = date(2026, 11, 12),
    made_on: date = date(2026, 11, 2),
    closed_on: date | None = None,
    decided_on: date | None = None,
    amount_minor: int = 30000,
    received_minor: int = 0,
    excused_why: str | None = None,
    cured_on: date | None = None,
    agent: str | None = "ana",
    currency: str = "RON",
    creditor: str | None = None,
    due_since: date | None = None,
    p_made: float | None = None,
) -> Judged:
    """A verdict of 300 lei promised on the 2nd, as the story needs it."""
    if decided_on is None and state != "open":
        decided_on = closed_on or deadline_on + timedelta(days=1)
    fact = promise(deadline_on, made_on, amount_minor, agent)
    verdict = Verdict(
        promise=fact,
        state=state,
        received_minor=received_minor,
        closed_on=closed_on,
        short_by_minor=max(0, amount_minor - received_minor),
        decided_on=decided_on,
        excused_why=excused_why,
        cancel_reason=None,
        cured_on=cured_on,
        evidence=(),
        rule="1",
        as_of=AS_OF,
    )
    account = Account(1, 1, "A1", creditor, currency, due_since, None, None, None, MOMENT)
    return Judged.of(verdict, account)._replace(p_made=p_made)


def total(*rows: Judged) -> Group:
    return figures(counted(rows, AS_OF), None, None, AS_OF).total


def one(judged: Judged) -> Counted:
    return next(counted([judged], AS_OF))


def report(rows: list[Judged], by: str) -> Report:
    return figures(counted(rows, AS_OF), by, None, AS_OF)


def test_each_verdict_is_counted_once_and_apart() -> None:
    found = total(
        row("kept", received_minor=30000),
        row("partly_kept", received_minor=10000),
        row("broken"),
        row("broken", excused_why="dispute"),
        row("partly_kept", excused_why="our_promise", received_minor=100),
        row("open"),
        row("superseded", closed_on=date(2026, 11, 5)),
        row("cancelled"),
    )
    assert (found.kept, found.partly_kept, found.broken, found.open) == (1, 1, 1, 1)
    assert (found.superseded, found.excused, found.promises, found.judged) == (1, 2, 7, 3)
    assert found.kept_rate == 1 / 3
    assert found.money == (MoneyRate("RON", 40000, 90000),)
    assert found.too_few


def test_a_kept_promise_is_never_called_excused() -> None:
    found = total(row("kept", excused_why="dispute", received_minor=30000))
    assert (found.kept, found.excused) == (1, 0)


def test_without_anything_judged_there_is_no_rate() -> None:
    found = total(row("open"))
    assert found.promises == 1
    assert [found.kept_rate, found.low, found.high, found.expected, found.late_cure_rate] == [None] * 5
    assert found.money == ()
    empty = figures([], "agent", None, AS_OF)
    assert (empty.maturity, empty.groups, empty.total.promises) == (None, (), 0)


def test_too_few_ends_at_twenty() -> None:
    assert total(*[row("kept")] * 19).too_few
    assert not total(*[row("kept")] * 20).too_few


def test_money_counts_by_currency_and_never_above_the_promise() -> None:
    found = total(
        row("kept", received_minor=45000),
        row("broken", currency="EUR", amount_minor=10000),
        row("partly_kept", currency="EUR", amount_minor=10000, received_minor=5000),
        row("superseded", currency="USD", received_minor=5000),
    )
    assert found.money == (MoneyRate("EUR", 5000, 20000), MoneyRate("RON", 30000, 30000))
    assert [each.rate for each in found.money] == [0.25, 1.0]


def test_late_cures_among_the_broken() -> None:
    cured = date(2026, 11, 15)
    found = total(
        row("broken", cured_on=cured),
        row("partly_kept", cured_on=cured),
        row("broken"),
        row("broken"),
        row("broken", cured_on=cured, excused_why="dispute"),
        row("kept"),
    )
    assert (found.cured, found.late_cure_rate) == (2, 0.5)


def test_expected_is_the_mean_of_what_was_stored() -> None:
    assert (
        total(
            row("kept", p_made=0.9), row("broken", p_made=0.5), row("kept"), row("open", p_made=0.1)
        ).expected
        == 0.7
    )


@pytest.mark.parametrize(
    ("judged", "day"),
    [
        (row("broken"), date(2026, 11, 12)),
        (row("kept", decided_on=date(2026, 11, 4)), date(2026, 11, 12)),  # kept early, never closed
        (row("broken", closed_on=date(2026, 11, 11)), date(2026, 11, 11)),
        (row("broken", closed_on=date(2026, 11, 12)), date(2026, 11, 12)),
        (row("broken", closed_on=date(2026, 11, 20), decided_on=date(2026, 11, 13)), date(2026, 11, 12)),
        (row("kept", closed_on=date(2026, 11, 12), decided_on=date(2026, 11, 4)), date(2026, 11, 12)),
        (row("kept", closed_on=date(2026, 11, 5), decided_on=date(2026, 11, 4)), date(2026, 11, 4)),
        (row("superseded", closed_on=date(2026, 11, 5)), date(2026, 11, 5)),
    ],
)
def test_the_day_by_which_a_verdict_belongs_to_a_period(judged: Judged, day: date) -> None:
    assert period_day(judged) == day


def test_both_days_of_the_period_are_in_it() -> None:
    rows = [row("kept", deadline_on=date(2026, 11, day)) for day in (9, 10, 15, 20, 21)]
    between = figures(counted(rows, AS_OF), None, date(2026, 11, 10), date(2026, 11, 20))
    until = figures(counted(rows, AS_OF), None, None, date(2026, 11, 20))
    assert (between.total.promises, until.total.promises) == (3, 4)


def test_maturity_is_the_share_that_time_or_facts_have_decided() -> None:
    rows = [
        row("kept", deadline_on=date(2026, 11, 30), decided_on=date(2026, 11, 20)),
        row("broken"),
        row("open", deadline_on=AS_OF),  # its last day is not over
        row("open", deadline_on=date(2026, 11, 30)),
        row("cancelled"),
    ]
    found = figures(counted(rows, AS_OF), None, None, date(2026, 11, 30))
    assert (found.mature, found.total.promises, found.maturity) == (2, 4, 0.5)


AGES = [(-5, "0-30"), (0, "0-30"), (30, "0-30"), (31, "31-60"), (60, "31-60"), (61, "61-90"), (90, "61-90")]
OLDER = [(91, "91-180"), (180, "91-180"), (181, "181-365"), (365, "181-365"), (366, "366+"), (9999, "366+")]


@pytest.mark.parametrize(("days", "key"), AGES + OLDER)
def test_age_of_the_debt_when_it_was_promised(days: int, key: str) -> None:
    assert group_key(one(row("kept", due_since=date(2026, 11, 2) - timedelta(days=days))), "age") == key


@pytest.mark.parametrize(
    ("deadline_on", "key"),
    [
        ("2026-11-16", "2026-W47"),
        ("2026-11-22", "2026-W47"),
        ("2027-01-03", "2026-W53"),
        ("2026-03-02", "2026-W10"),
    ],
)
def test_weeks_are_iso(deadline_on: str, key: str) -> None:
    assert group_key(one(row("kept", deadline_on=date.fromisoformat(deadline_on))), "week") == key


def test_groups_stand_in_the_order_of_their_keys_and_add_up() -> None:
    made = date(2026, 11, 2)
    rows = [
        row("kept", agent="mihai", creditor="Telecom", due_since=made - timedelta(days=400)),
        row("broken", agent="ana", creditor=None, due_since=made - timedelta(days=100)),
        row("kept", agent=None, creditor="Banca", due_since=None),
        row("kept", agent="ana", creditor="Banca", due_since=made - timedelta(days=40)),
    ]
    keys = {
        by: [group.key for group in report(rows, by).groups] for by in ("agent", "creditor", "age", "week")
    }
    assert keys == {
        "agent": ["ana", "mihai", "unknown"],
        "creditor": ["Banca", "Telecom", "unknown"],
        "age": ["31-60", "91-180", "366+", "unknown"],
        "week": ["2026-W46"],
    }
    by_agent = report(rows, "agent")
    assert [(group.kept, group.broken) for group in by_agent.groups] == [(1, 1), (1, 0), (1, 0)]
    assert (by_agent.total.key, by_agent.total.kept, by_agent.total.broken) == ("total", 3, 1)


def test_an_unknown_grouping_is_our_mistake() -> None:
    with pytest.raises(KeyError, match="moon"):
        report([row("kept")], "moon")


@given(st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(["ana", "mihai", None])), max_size=40))
def test_groups_add_up_to_the_total(drawn: list[tuple[str, str | None]]) -> None:
    found = report([row(state, agent=agent) for state, agent in drawn], "agent")
    for field in (
        "promises",
        "kept",
        "partly_kept",
        "broken",
        "open",
        "superseded",
        "excused",
        "judged",
        "cured",
    ):
        assert sum(getattr(group, field) for group in found.groups) == getattr(found.total, field)
    whole = found.total
    parts = (whole.kept, whole.partly_kept, whole.broken, whole.open, whole.superseded, whole.excused)
    assert whole.promises == sum(parts) == sum(state != "cancelled" for state, _ in drawn)


# --- The promises behind a number -------------------------------------------------------------------------

DRAWN = st.builds(
    lambda state, agent, creditor, deadline, early, excused, debt: row(
        state,
        agent=agent,
        creditor=creditor,
        deadline_on=AS_OF - timedelta(days=deadline),
        closed_on=AS_OF - timedelta(days=deadline + early) if early and state != "open" else None,
        excused_why="dispute" if excused else None,
        due_since=AS_OF - timedelta(days=debt) if debt else None,
    ),
    st.sampled_from(STATES),
    st.sampled_from(["ana", "mihai", None]),
    st.sampled_from(["Banca", None]),
    st.integers(-20, 40),
    st.integers(0, 9),
    st.booleans(),
    st.integers(0, 500),
)


@given(st.lists(DRAWN, max_size=30), st.sampled_from(sorted(KEYS)), st.integers(0, 40), st.integers(-20, 20))
def test_behind_each_number_stand_as_many_promises(
    drawn: list[Judged], by: str, from_days: int, to_days: int
) -> None:
    """Each promise of the period stands behind one group and behind the total, in the state it is counted in."""
    rows = list(counted(drawn, AS_OF))
    period = (AS_OF - timedelta(days=from_days), AS_OF - timedelta(days=to_days))
    found = figures(rows, by, *period)
    everywhere = []
    for group in (*found.groups, found.total):
        key = None if group is found.total else group.key
        members = list(behind(rows, by, key, *period))
        states = [member.kind.state for member in members]
        assert len(members) == group.promises
        assert [states.count(state) for state in FIGURES] == [getattr(group, state) for state in FIGURES]
        assert sum(member.kind.cured for member in members if member.kind.state != "excused") == group.cured
        everywhere += members if key else []
    assert sorted(everywhere) == sorted(behind(rows, None, None, *period))


def test_behind_a_group_that_is_not_there_stands_nothing() -> None:
    assert list(behind(counted([row("kept")], AS_OF), "agent", "nobody", None, AS_OF)) == []


@pytest.mark.parametrize(  # published values, R: binom::binom.wilson
    ("kept", "judged", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_wilson_intervals(kept: int, judged: int, low: float, high: float) -> None:
    assert wilson(kept, judged) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_interval_holds_the_rate_and_stays_within_bounds(one: int, other: int) -> None:
    kept, judged = sorted((one, other))
    low, high = wilson(kept, judged)
    assert 0 <= low <= high <= 1
    if judged:
        assert low <= kept / judged + 1e-12
        assert kept / judged <= high + 1e-12
        assert wilson(judged - kept, judged) == pytest.approx((1 - high, 1 - low))
