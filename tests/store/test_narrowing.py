"""The list narrowed: whichever way the rows are found, they are those of the whole list that fit, in its order."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from collector.desk import acting, choosing, looking
from collector.desk.entries import CallEntry, DisputeEntry, HoldEntry, OurPromiseEntry
from collector.desk.listing import Listed
from collector.desk.opening import Desk
from collector.rules import risk
from collector.rules.records import Work
from collector.store import narrowing
from collector.store.narrowing import ALL, STATES, Chosen
from tests import books
from tests.books import november
from tests.places import empty_place

UNPAID = ("broken_once", "broken_twice", "paid_partly", "serial_breaker")
HOLDS = ("legal_hold", "hardship", "vulnerable", "cease_contact", "represented", "bereavement", "safety_risk")
OWNERS = ((None, None), ("ana", "Beta"), ("ana", None), ("ion", "Beta"), ("ion", "Gama"))


@pytest.fixture(scope="module")
def crowd(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Each situation once for each owner: agent and creditor in every mixture. To be read only."""
    with empty_place(backend, tmp_path_factory.mktemp("crowd")) as url, pytest.MonkeyPatch.context() as patch:
        books.Wall.hung(patch)
        desk = books.a_desk(books.a_book(url))
        for number, (agent, creditor) in enumerate(OWNERS):
            for story in (owed, due, broken, partly, waiting, graced, new, held, hard, contested, late):
                debt = books.a_debtor(
                    desk, f"{story.__name__} {number}", creditor=creditor, assigned_to=agent
                )
                story(desk, debt)
        yield desk
        desk.close()


def owed(desk: Desk, debt: books.Debt) -> None:
    acting.promise_ours(desk, *debt, OurPromiseEntry("send_invoice", november(23)))


def due(desk: Desk, debt: books.Debt) -> None:
    books.promised(desk, debt, 100_00, november(16), november(23))


def broken(desk: Desk, debt: books.Debt) -> None:
    books.promised(desk, debt, 100_00, november(2), november(6))


def partly(desk: Desk, debt: books.Debt) -> None:
    books.paid(desk, debt, 50_00, november(5))
    books.promised(desk, debt, 100_00, november(2), november(6))


def waiting(desk: Desk, debt: books.Debt) -> None:
    books.promised(desk, debt, 100_00, november(16), november(27))


def graced(desk: Desk, debt: books.Debt) -> None:
    books.promised(desk, debt, 100_00, november(16), november(20))


def new(desk: Desk, debt: books.Debt) -> None:
    """Nothing has happened yet."""


def held(desk: Desk, debt: books.Debt) -> None:
    acting.place_hold(desk, *debt, HoldEntry("insolvency", november(20)))


def hard(desk: Desk, debt: books.Debt) -> None:
    acting.place_hold(desk, *debt, HoldEntry("hardship", november(20)))


def contested(desk: Desk, debt: books.Debt) -> None:
    entry = CallEntry(outcome="dispute", dispute=DisputeEntry(november(19), "not mine"))
    acting.record_call(books.on(desk, "2026-11-19T15:00"), *debt, entry)


def late(desk: Desk, debt: books.Debt) -> None:
    """Judged before its deadline had passed, and not since."""
    books.promised(books.on(desk, "2026-11-16T10:00"), debt, 100_00, november(10), november(13))


FITS: dict[str | None, Callable[[Work], bool]] = {
    None: lambda work: True,
    "we_owe": lambda work: work.owed_at is not None,
    "due_today": lambda work: work.due_on == november(23),
    "overdue": lambda work: (
        work.next_step in UNPAID or (work.deadline_on is not None and work.deadline_on < november(23))
    ),
    "open": lambda work: work.deadline_on is not None and work.deadline_on >= november(23),
    "no_promise": lambda work: (
        work.due_on is None and work.next_step not in (*UNPAID, *HOLDS, "dispute_open")
    ),
    "dispute": lambda work: work.next_step == "dispute_open",
    "hold": lambda work: work.next_step in HOLDS,
}
CHOICES = [
    Chosen(agent, creditor, state, *span)
    for agent, creditor, state, span in itertools.product(
        (None, "ana", "nobody"), (None, "Beta"), FITS, ((None, None), (5_000, 6_499), (9_999, 10_000))
    )
]


def fits(work: Work, chosen: Chosen) -> bool:
    return (
        chosen.assigned_to in (None, work.assigned_to)
        and chosen.creditor in (None, work.creditor)
        and FITS[chosen.state](work)
        and (chosen.least_bp or 0) <= work.p_bp <= (10_000 if chosen.most_bp is None else chosen.most_bp)
    )


def pages(desk: Desk, chosen: Chosen, limit: int) -> list[Listed]:
    rows, after = [], None
    while True:
        page = looking.today(desk, limit, after, chosen)
        rows += page.rows
        if page.next is None:
            return rows
        after = page.next


def test_every_choice_shows_what_fits_in_the_order_of_the_list(
    crowd: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = looking.today(crowd, 500).rows
    assert len(whole) == 11 * len(OWNERS)
    assert {row.row.stretch for row in whole} == {"owed", "late", "due", "rest", "grace", "wait", "held"}
    for few in (2000, -1):  # found and put in order; passed over in the list
        monkeypatch.setattr(narrowing, "FEW", few)
        narrowing._probe.cache_clear()
        for chosen in CHOICES:
            expected = [row for row in whole if fits(row.row.work, chosen)]
            assert list(looking.today(crowd, 500, None, chosen).rows) == expected, (few, chosen)
    narrowing._probe.cache_clear()


def test_pages_go_on_where_the_one_before_ended(crowd: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for few, state in itertools.product((2000, -1), (None, "overdue", "hold")):
        monkeypatch.setattr(narrowing, "FEW", few)
        narrowing._probe.cache_clear()
        chosen = Chosen(assigned_to="ana", state=state)
        whole = sorted(row.row.work[:2] for row in looking.today(crowd, 500, None, chosen).rows)
        assert len(whole) > 3, (few, state)
        for limit in (1, 2, 7):
            found = sorted(row.row.work[:2] for row in pages(crowd, chosen, limit))
            assert found == whole, (few, state, limit)
    narrowing._probe.cache_clear()


@pytest.mark.parametrize("few", [2000, -1])
def test_counts_are_those_of_what_is_chosen(crowd: Desk, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "FEW", few)
    narrowing._probe.cache_clear()
    assert looking.headline(crowd, Chosen(assigned_to="ana")) == (2 * 8, 2, 2)
    assert looking.headline(crowd, Chosen(creditor="Beta", state="due_today")) == (2, 2, 0)
    assert looking.headline(crowd, Chosen(assigned_to="nobody")) == (0, 0, 0)
    narrowing._probe.cache_clear()
    assert looking.headline(crowd) == looking.headline(crowd, ALL) == (5 * 8, 5, 5)


def test_what_can_be_chosen_is_what_there_is(desk: Desk) -> None:
    for agent, creditor in (*OWNERS, ("Ștefan", "Țara"), ("Traian", "Uz")):
        books.a_debtor(desk, creditor=creditor, assigned_to=agent)
    found = looking.choices(desk)
    assert found.assigned == ["ana", "ion", "Ștefan", "Traian"]
    assert found.creditors == ["Beta", "Gama", "Țara", "Uz"]
    assert set(STATES) == set(FITS) - {None}


def test_a_book_with_nobody_has_nothing_to_choose(desk: Desk) -> None:
    assert looking.choices(desk) == ([], [])
    assert looking.today(desk, 10, None, Chosen(assigned_to="ana")) == ((), None)


@pytest.mark.parametrize(
    ("band", "span"),
    [("A", (8000, 10_000)), ("B", (6500, 7999)), ("C", (5000, 6499)), ("D", (3500, 4999)), ("E", (0, 3499))],
)
def test_a_band_is_the_probabilities_that_have_its_letter(band: str, span: tuple[int, int]) -> None:
    found = choosing.chosen(band=band)
    assert (found.least_bp, found.most_bp) == span
    assert [risk.band(bp) for bp in span] == [band, band]


def test_what_nobody_knows_chooses_nobody(desk: Desk) -> None:
    """As a filter saved by a program that had other states."""
    books.a_debtor(desk)
    assert looking.today(desk, 10, None, choosing.chosen()).rows
    assert not looking.today(desk, 10, None, choosing.chosen(state="forgotten")).rows
    assert not looking.today(desk, 10, None, choosing.chosen(band="F")).rows
