"""The day's list: who may be called now, then later, then wait; what we owe first; every row once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.desk import acting, looking
from collector.desk.entries import HoldEntry, OurPromiseEntry
from collector.desk.looking import Listed
from collector.desk.opening import Desk
from tests import books
from tests.books import Debt, Wall, a_debtor, november, on, paid, promised


def listed(desk: Desk, limit: int = 50) -> list[tuple[str, str, str]]:
    """Section, name and situation of the first page, row by row."""
    return [(row.row.section, row.row.name, row.situation) for row in looking.today(desk, limit).rows]


def all_rows(desk: Desk, limit: int) -> list[Listed]:
    rows, after = [], None
    while True:
        page = looking.today(desk, limit, after)
        rows += page.rows
        if page.next is None:
            return rows
        after = page.next


def owe(desk: Desk, debt: Debt, on_day: int, hour: str | None = None) -> None:
    """We promise to send an invoice on a day of November, or at an hour of it."""
    due_at = books.at(f"2026-11-{on_day:02}T{hour}") if hour else None
    acting.promise_ours(desk, *debt, OurPromiseEntry("send_invoice", november(on_day), due_at))


@pytest.fixture
def people(desk: Desk) -> dict[str, Debt]:
    """One debtor for each stretch of the list."""
    names = ["Nou", "Mare", "Azi", "Maine", "Tarziu", "Rupt", "Noi", "Noi la 9", "Oprit", "Greu", "Platit"]
    sums = {"Mare": 9000_00, "Platit": 0}
    debts = {name: books.a_debtor(desk, name, balance=sums.get(name, 1000_00)) for name in names}
    books.promised(desk, debts["Rupt"], 100_00, november(2), november(6))
    for name, due in (("Azi", 23), ("Maine", 24), ("Tarziu", 27)):
        books.promised(desk, debts[name], 100_00, november(16), november(due))
    owe(desk, debts["Noi"], 23, "16:00")
    owe(on(desk, "2026-11-20T10:00"), debts["Noi la 9"], 23, "09:00")
    acting.place_hold(desk, *debts["Oprit"], HoldEntry("insolvency", november(20)))
    acting.place_hold(desk, *debts["Greu"], HoldEntry("hardship", november(20)))
    return debts


def test_a_mondays_list_from_top_to_bottom(desk: Desk, people: dict[str, Debt]) -> None:
    assert listed(desk) == [
        ("now", "Noi la 9", "our_promise_broken"),  # what we owe comes first, by its moment
        ("now", "Noi", "our_promise_due"),
        ("now", "Azi", "due_today"),  # then what falls due
        ("now", "Mare", "first_contact"),  # then the rest, most at risk first
        ("now", "Rupt", "broken_once"),
        ("now", "Greu", "hardship"),
        ("now", "Nou", "first_contact"),
        ("wait", "Maine", "due_tomorrow"),  # an open promise waits for its day
        ("wait", "Tarziu", "promise_open"),
        ("wait", "Oprit", "legal_hold"),  # a hold last; who has paid is not there
    ]
    assert looking.headline(desk) == (7, 1, 2)


def test_why_and_how_much(desk: Desk, people: dict[str, Debt]) -> None:
    rows = {row.row.name: row for row in looking.today(desk).rows}
    assert (rows["Azi"].amount_minor, rows["Azi"].on) == (100_00, november(23))
    assert (rows["Rupt"].amount_minor, rows["Rupt"].on) == (100_00, november(6))
    assert (rows["Nou"].amount_minor, rows["Nou"].p_bp) == (1000_00, 5353)
    assert rows["Noi la 9"].on == november(23)
    assert rows["Oprit"].permission.rule == "hold.legal_hold"


SECTIONS_BY_MOMENT = [
    ("2026-11-23T08:59", {"later"}),  # before nine
    ("2026-11-23T09:00", {"now"}),
    ("2026-11-23T19:59", {"now"}),
    ("2026-11-23T20:00", {"later"}),  # the evening
    ("2026-11-28T12:00", {"later"}),  # Saturday
    ("2026-11-29T12:00", {"later"}),  # Sunday
    ("2026-12-01T12:00", {"later"}),  # the national day
    ("2026-12-02T12:00", {"now"}),
]


def test_sections_follow_the_clock(desk: Desk, people: dict[str, Debt]) -> None:
    for moment, sections in SECTIONS_BY_MOMENT:
        page = looking.today(on(desk, moment))
        seen = {row.row.section for row in page.rows}
        assert seen - {"wait"} == sections, moment
        assert {row.row.name for row in page.rows if row.row.section == "wait"} >= {"Oprit"}, moment
        for row in page.rows:
            if row.row.section != "wait":
                assert row.permission.allowed == (row.row.section == "now"), (moment, row.row.name)


def test_later_says_from_when(desk: Desk, people: dict[str, Debt]) -> None:
    page = looking.today(on(desk, "2026-11-28T12:00"))  # Saturday, and Monday and Tuesday are holidays
    opens = {row.permission.contact_from for row in page.rows if row.row.section == "later"}
    assert opens == {books.at("2026-12-02T09:00")}


def test_who_is_far_away_is_called_at_their_hours(desk: Desk) -> None:
    books.a_debtor(desk, "Aici")
    books.a_debtor(desk, "New York", time_zone="America/New_York")
    assert [(section, name) for section, name, _ in listed(desk)] == [("now", "Aici"), ("later", "New York")]
    evening = on(desk, "2026-11-23T21:00")  # 14:00 there
    assert [(section, name) for section, name, _ in listed(evening)] == [
        ("now", "New York"),
        ("later", "Aici"),
    ]


# --- Time goes on between one judging and the next -------------------------------------------------------


def situation(desk: Desk, name: str) -> tuple[str, str]:
    return next((s, why) for s, who, why in listed(desk) if who == name)


def test_a_promise_comes_nearer_without_anybody_writing(desk: Desk, people: dict[str, Debt]) -> None:
    days = {
        "2026-11-25T10:00": ("wait", "promise_open"),
        "2026-11-26T10:00": ("wait", "due_tomorrow"),
        "2026-11-27T10:00": ("now", "due_today"),
        "2026-12-03T10:00": ("wait", "promise_open"),  # within grace
        "2026-12-04T10:00": ("now", "broken_once"),  # the deadline, moved over two holidays, has passed
    }
    assert {day: situation(on(desk, day), "Tarziu") for day in days} == days


def test_what_we_owe_comes_up_on_its_day_and_turns_late_after_a_quarter(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    owe(desk, debt, 25, "12:00")
    assert listed(desk) == [("now", "Ion Popescu", "first_contact")]
    hours = {"09:00": "our_promise_due", "12:15": "our_promise_due", "12:16": "our_promise_broken"}
    for hour, said in hours.items():
        assert listed(on(desk, f"2026-11-25T{hour}")) == [("now", "Ion Popescu", said)], hour
        row = looking.today(on(desk, f"2026-11-25T{hour}")).rows[0]
        assert (row.on, row.amount_minor) == (november(25), None)


def test_a_hold_is_honoured_from_its_first_day_whether_or_not_a_night_has_run(desk: Desk) -> None:
    acting.place_hold(desk, *books.a_debtor(desk), HoldEntry("breathing_space", november(25), november(26)))
    assert situation(on(desk, "2026-11-24T10:00"), "Ion Popescu") == ("now", "first_contact")
    for day in (25, 26):
        held = on(desk, f"2026-11-{day}T10:00")
        assert situation(held, "Ion Popescu") == ("wait", "legal_hold")
        assert looking.today(held).rows[0].permission.rule == "hold.breathing_space"
    assert situation(on(desk, "2026-11-27T10:00"), "Ion Popescu") == ("now", "first_contact")


def test_a_hold_that_only_asks_has_its_day_too(desk: Desk) -> None:
    acting.place_hold(desk, *books.a_debtor(desk), HoldEntry("hardship", november(25), november(26)))
    said = {day: situation(on(desk, f"2026-11-{day}T10:00"), "Ion Popescu") for day in (24, 25, 26, 27)}
    assert [said[day] for day in (24, 27)] == [("now", "first_contact")] * 2
    assert [said[day] for day in (25, 26)] == [("now", "hardship")] * 2


def test_a_hold_that_has_ended_lets_go_whether_or_not_a_night_has_run(desk: Desk) -> None:
    acting.place_hold(desk, *books.a_debtor(desk), HoldEntry("insolvency", november(20), november(24)))
    assert situation(desk, "Ion Popescu") == ("wait", "legal_hold")
    assert situation(on(desk, "2026-11-25T10:00"), "Ion Popescu") == ("now", "first_contact")
    assert situation(on(desk, "2026-11-25T21:00"), "Ion Popescu") == ("later", "first_contact")


def test_a_plan_goes_on_after_a_broken_part(desk: Desk) -> None:
    """The first part broke before anybody judged it again; the second is open, so the account waits."""
    books.plan(desk, books.a_debtor(desk), (100_00, november(24)), (100_00, november(30)))
    books.a_debtor(desk, "Alt Om")
    assert listed(on(desk, "2026-11-27T10:00")) == [
        ("now", "Alt Om", "first_contact"),
        ("wait", "Ion Popescu", "promise_open"),
    ]


def test_who_paid_all_leaves_the_list(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    books.paid(desk, debt, 1000_00, november(23))
    assert listed(desk) == []
    owe(desk, debt, 23)  # until we owe something again
    assert listed(desk) == [("now", "Ion Popescu", "our_promise_due")]


# --- Pages -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Sixty debtors in three time zones and every state, some of them equal in all that orders them."""
    with pytest.MonkeyPatch.context() as patch:
        Wall.hung(patch)
        path: Path = tmp_path_factory.mktemp("crowd") / "book.db"
        desk = books.a_desk(books.a_book(str(path)))
        dice = random.Random(7)
        for number in range(60):
            debt = books.a_debtor(
                desk,
                f"Om {number}",
                balance=dice.choice([[1000_00], [500_00, 1000_00], 0]),
                time_zone=dice.choice(["Europe/Bucharest", "America/New_York", "Asia/Tokyo"]),
            )
            due = november(dice.randint(23, 30))
            match dice.randrange(7):
                case 0:
                    books.promise(desk, debt, 100_00, due, reasons={"above_balance": "are de unde"})
                case 1:
                    owe(desk, debt, dice.randint(23, 25))
                case 2:
                    acting.place_hold(desk, *debt, HoldEntry(dice.choice(["insolvency", "hardship"]), due))
                case 3:
                    books.promised(desk, debt, 100_00, november(2), november(dice.randint(5, 20)))
        yield desk
        desk.close()


MOMENTS = st.builds(
    "2026-11-{:02}T{:02}:30".format, st.integers(23, 30), st.sampled_from([3, 9, 12, 17, 20, 23])
)


@settings(max_examples=40)
@given(moment=MOMENTS, limit=st.integers(1, 70))
def test_every_row_comes_exactly_once_in_pages_of_any_size(crowd: Desk, moment: str, limit: int) -> None:
    then = on(crowd, moment)
    whole = looking.today(then, 1000)
    assert whole.next is None
    key = [(row.row.account_ref, row.situation, row.row.section) for row in whole.rows]
    paged = all_rows(then, limit)
    assert sorted((row.row.account_ref, row.situation, row.row.section) for row in paged) == sorted(key)
    assert len({ref for ref, _, _ in key}) == len(key) > 50


@settings(max_examples=40)
@given(moment=MOMENTS)
def test_sections_come_in_order_and_no_forbidden_call_stands_under_now(crowd: Desk, moment: str) -> None:
    rows = looking.today(on(crowd, moment), 1000).rows
    order = [("now", "later", "wait").index(row.row.section) for row in rows]
    assert order == sorted(order)
    assert all(row.permission.allowed for row in rows if row.row.section == "now")
    assert not any(row.permission.allowed for row in rows if row.row.section == "later")


@settings(max_examples=40)
@given(moment=MOMENTS)
def test_the_list_says_of_an_account_what_its_card_says(crowd: Desk, moment: str) -> None:
    then = on(crowd, moment)
    for row in looking.today(then, 12).rows:
        card = looking.card(then, row.row.work.debtor_id)
        assert row.permission.allowed == card.permission.allowed
        account = card.account(row.row.work.account_seq)
        assert row.situation == account.step.situation, row.row.name


def test_an_empty_book_has_an_empty_list(desk: Desk) -> None:
    assert looking.today(desk) == ((), None)
    assert looking.headline(desk) == (0, 0, 0)


def test_no_rows_asked_for_are_no_rows(desk: Desk, people: dict[str, Debt]) -> None:
    assert looking.today(desk, 0) == ((), None)


def test_a_desk_that_pretends_an_earlier_day_sees_the_list_of_that_day(desk: Desk) -> None:
    paid_up, waiting = a_debtor(desk, "Paid Up"), a_debtor(desk, "Still Waiting")
    promised(desk, waiting, 300_00, november(20), november(25))
    paid(desk, paid_up, 1000_00, november(22))
    earlier = on(desk, "2026-11-19T10:15")
    assert {listed.row.name for listed in looking.today(desk).rows} == {"Still Waiting"}
    then = {listed.row.name: listed.situation for listed in looking.today(earlier).rows}
    assert then == {"Paid Up": "first_contact", "Still Waiting": "first_contact"}
    assert looking.headline(earlier).to_call == 2
    assert [listed.situation for listed in looking.find(earlier, "waiting")] == ["first_contact"]
    assert {listed.situation for listed in looking.today(desk).rows} == {"promise_open"}


def test_the_list_of_an_earlier_day_is_made_once_however_many_pages_are_read(
    desk: Desk, people: dict[str, Debt], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    list_again = looking.judging.list_again
    monkeypatch.setattr(
        looking.judging, "list_again", lambda *given: (made.append(given), list_again(*given))[1]
    )
    earlier = on(desk, "2026-11-19T10:15")
    with looking.days_list(earlier) as held:
        first = held.page(3)
        second = held.page(50, first.next)
        counts = held.headline()
    assert len(made) == 1
    assert (*first.rows, *second.rows) == tuple(all_rows(earlier, 50))
    assert counts == looking.headline(earlier)
