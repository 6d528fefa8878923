"""The figures of a session: read once from stored verdicts where those still hold, and the same to the last digit."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, datetime

import pytest
from sqlalchemy import Connection

from collector.clock import Clock
from collector.currencies import decimals
from collector.desk import acting, looking, reporting, undoing
from collector.desk.entries import HoldEntry
from collector.desk.opening import Desk
from collector.desk.surveying import Survey, promises_behind, survey
from collector.rules.counting import FIGURES, KEYS, Judged, counted
from collector.rules.figures import figures
from collector.store import judging, promised, reading, writing
from tests import books
from tests.books import OFFICE, Debt, november, on
from tests.rules.histories import LAST_OFFSET, day, seeded

PERIODS = [(None, None), (november(1), november(15)), (november(10), november(40))]


def live(desk: Desk) -> list[Judged]:
    """Every debtor judged from the facts alone."""
    with desk.book.reading() as connection:
        return [
            row for case in reading.stream(connection) for row in promised.judged_live(case, desk.today())
        ]


def quick(desk: Desk) -> list[Judged]:
    with desk.book.reading() as connection:
        return list(promised.judged(connection, desk.today()))


def same(desk: Desk) -> bool:
    """Whether stored and live verdicts agree row by row."""
    return sorted(quick(desk), key=lambda r: r[:3]) == sorted(live(desk), key=lambda r: r[:3])


def on_day(desk: Desk, at: date) -> Desk:
    return desk._replace(
        clock=Clock(datetime(at.year, at.month, at.day, 12, tzinfo=OFFICE), desk.office.zone)
    )


# --- A book of random histories ----------------------------------------------------------------------------


@pytest.fixture
def tangled(desk: Desk) -> Desk:
    """Forty debtors with tangled histories, each judged on some day of its own, some facts dated after it."""
    dice = random.Random(7)
    for number in range(1, 41):
        debt = books.a_debtor(desk, creditor=dice.choice(["Beta", None]))
        desk.book.write(
            lambda connection, debt=debt, number=number: _live_through(desk, connection, debt, number)
        )
    return desk


def _live_through(desk: Desk, connection: Connection, debt: Debt, number: int) -> None:
    history, judged_on = seeded(number)
    case = reading.case(connection, debt.debtor_id)
    first = case.debtor.seq_next
    facts = [_own(fact, debt, first) for part in history for fact in part]
    writing.add(connection, facts)
    numbers = writing.Numbers(case.debtor._replace(seq_next=first + len(facts)))
    writing.number_on(connection, debt.debtor_id, numbers)
    case = reading.case(connection, debt.debtor_id)
    at = on_day(desk, judged_on).setting(connection)
    judging.judge_again(connection, case, at, desk.office, decimals())


def _own(fact, debt: Debt, first: int):  # type: ignore[no-untyped-def]
    """The fact of a made-up history as one of this debtor, numbered behind what stands there."""
    changed = {"debtor_id": debt.debtor_id, "seq": fact.seq + first - 1}
    if getattr(fact, "account_seq", None) is not None:
        changed["account_seq"] = debt.account_seq
    if hasattr(fact, "fact_seq"):
        changed["fact_seq"] = fact.fact_seq + first - 1
    if hasattr(fact, "threshold_minor"):
        changed["due_on"] = max(fact.due_on, fact.made_on)  # the book refuses others
    return fact._replace(**changed)


def test_stored_verdicts_are_used_only_where_judging_finds_the_same(tangled: Desk) -> None:
    for offset in range(0, LAST_OFFSET + 30, 7):
        assert same(on_day(tangled, day(offset))), day(offset)


def test_the_book_had_something_to_say(tangled: Desk) -> None:
    """Or the test above would prove nothing: many states, and some verdicts that hold and some that do not."""
    later = on_day(tangled, day(30))
    assert len({row.state for row in live(later)}) >= 5
    read = judged_anew(later)
    assert 0 < len(read) < 40


def judged_anew(desk: Desk) -> set[int]:
    """The debtors that were judged, and not read."""
    seen: set[int] = set()
    real = promised.judged_live

    def spy(case, as_of):  # type: ignore[no-untyped-def]
        seen.add(case.debtor.id)
        return real(case, as_of)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(promised, "judged_live", spy)
        quick(desk)
    return seen


def test_figures_and_report_are_one(tangled: Desk) -> None:
    desk = on_day(tangled, day(30))
    seen = survey(desk)
    for by in (None, *KEYS):
        for from_on, to_on in PERIODS:
            report = reporting.report(desk, by, from_on, to_on)
            assert seen.report(by, from_on, to_on) == report
            assert report == figures(counted(live(desk), desk.today()), by, from_on, to_on or desk.today())


# --- What makes a stored verdict old ---------------------------------------------------------------------


@pytest.fixture
def debt(desk: Desk) -> Debt:
    """300 promised on the 16th for the 20th: deadline on the 24th, open on Monday, the 23rd."""
    found = books.a_debtor(desk)
    books.promised(desk, found, 300_00, november(16), november(20))
    return found


def states(desk: Desk) -> list[tuple[str, bool]]:
    assert same(desk)
    return [(row.state, row.excused_why is not None) for row in quick(desk)]


def test_nothing_is_judged_twice_where_nothing_happened(desk: Desk, debt: Debt) -> None:
    assert states(desk) == [("open", False)]
    assert states(on(desk, "2026-11-24T23:00")) == [("open", False)]
    assert judged_anew(on(desk, "2026-11-24T23:00")) == set()


def test_a_deadline_that_has_passed_is_judged_anew(desk: Desk, debt: Debt) -> None:
    assert states(on(desk, "2026-11-25T08:00")) == [("broken", False)]
    assert judged_anew(on(desk, "2026-11-25T08:00")) == {debt.debtor_id}


def test_an_earlier_day_is_judged_anew(desk: Desk, debt: Debt) -> None:
    books.paid(desk, debt, 300_00, november(23))
    assert states(desk) == [("kept", False)]
    assert states(on(desk, "2026-11-20T08:00")) == [("open", False)]
    assert states(on(desk, "2026-11-10T08:00")) == []


def test_money_that_came_late_and_a_hold_laid_back_change_what_is_read(desk: Desk, debt: Debt) -> None:
    december = on(desk, "2026-12-02T08:00")
    books.paid(december, debt, 300_00, november(30))
    assert states(december) == [("broken", False)]
    acting.place_hold(december, *debt, HoldEntry("insolvency", november(18)))
    assert states(december) == [("broken", True)]
    command_id = undoing.undoable(december, *debt)
    undoing.undo(december, command_id or "")
    assert states(december) == [("broken", False)]
    assert judged_anew(december) == set()


def test_a_payment_dated_ahead_counts_from_its_day_on(desk: Desk, debt: Debt) -> None:
    books.paid(desk, debt, 300_00, november(24))
    assert states(desk) == [("open", False)]
    assert states(on(desk, "2026-11-24T08:00")) == [("kept", False)]


# --- The promises behind a number ------------------------------------------------------------------------


def test_behind_each_figure_stand_its_promises(tangled: Desk) -> None:
    desk = on_day(tangled, day(30))
    seen = survey(desk)
    report = seen.report("creditor", *PERIODS[2])
    assert len(report.groups) == 2
    for group in (*report.groups, report.total):
        key = None if group is report.total else group.key
        rows = seen.behind("creditor", key, *PERIODS[2])
        told = promises_behind(desk, seen, rows)
        assert [each.row for each in told] == rows
        assert not any(each.changed for each in told)
        assert _count(row.kind.state for row in rows) == {
            s: getattr(group, s) for s in FIGURES if getattr(group, s)
        }
        for each in told:
            assert each.row.promise_seq == each.verdict.promise.seq
            assert each.account.seq == each.row.account_seq


def _count(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return found


def test_what_has_changed_since_is_said(desk: Desk, debt: Debt) -> None:
    seen = survey(desk)
    rows = seen.behind(None, None, None, november(30))
    assert [each.changed for each in promises_behind(desk, seen, rows)] == [False]
    books.paid(desk, debt, 300_00, november(23))
    changed = promises_behind(desk, seen, rows)
    assert [(each.changed, each.verdict.state, each.row.kind.state) for each in changed] == [
        (True, "kept", "open")
    ]
    promise = looking.card(desk, debt.debtor_id).accounts[0].verdicts[0].promise
    acting.cancel_promise(desk, *debt, promise.seq, "error", None)
    assert promises_behind(desk, seen, rows) == []


# --- The survey itself -----------------------------------------------------------------------------------


def test_an_empty_book_has_an_empty_survey(desk: Desk) -> None:
    seen = survey(desk)
    assert (len(seen), seen.report("agent").groups, seen.report("agent").maturity) == (0, (), None)
    assert seen.as_of == november(23)


def test_a_stored_probability_is_kept(desk: Desk, debt: Debt) -> None:
    rows = list(counted([row._replace(p_made=0.6) for row in live(desk)] * 2, desk.today()))
    seen = Survey(desk.today(), desk.now())
    seen.add(rows)
    assert list(seen.rows(None, november(30))) == rows


def test_progress_is_told_and_can_end_it(desk: Desk, debt: Debt) -> None:
    told = []
    survey(desk, lambda done, of: told.append((done, of)))
    assert told == [(debt.debtor_id, debt.debtor_id)]

    def enough(_done: int, _of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        survey(desk, enough)
    assert survey(desk).report("agent").total.promises == 0  # the deadline is tomorrow
    assert survey(desk).report("agent", None, november(24)).total.promises == 1
