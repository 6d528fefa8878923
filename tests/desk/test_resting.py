"""Every call that the desk records counts: list, card, next one to call and risk list leave the debtor in peace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collector.desk import acting, looking, undoing
from collector.desk.early import Place, first_page
from collector.desk.early import headline as early_headline
from collector.desk.entries import HoldEntry, OurPromiseEntry
from collector.desk.leaseholding import holder
from collector.desk.looking import Chosen
from collector.desk.opening import Desk
from collector.store import narrowing
from tests import books
from tests.books import Debt, Wall, november, on
from tests.nightly.nights import night

NOW = "2026-11-23T10:15"  # a Monday


def listed(desk: Desk, chosen: Chosen = looking.ALL) -> list[tuple[str, str, str]]:
    """Name, section and from when a call is allowed, row by row."""
    rows = looking.today(desk, 100, None, chosen).rows
    return [
        (
            row.row.name,
            row.row.section,
            f"{row.permission.contact_from:%d %H:%M}" if row.permission.contact_from else "",
        )
        for row in rows
    ]


CALLS: list[tuple[dict[str, Any], str, str]] = [  # the call, section after it, from when the next is allowed
    ({"who": "nobody", "outcome": "no_answer"}, "later", "24 09:00"),  # one attempt a day
    ({"who": "nobody", "outcome": "voicemail"}, "later", "24 09:00"),
    ({"who": "third_party", "outcome": "third_party"}, "later", "24 09:00"),
    ({"who": "right_party", "outcome": "right_party"}, "later", "26 09:00"),  # the day and the two after it
    ({"who": "authorised", "outcome": "right_party"}, "later", "26 09:00"),
    ({"who": "right_party", "outcome": "right_party", "direction": "inbound"}, "later", "26 09:00"),
    ({"who": "third_party", "outcome": "third_party", "direction": "inbound"}, "now", "23 10:15"),
    ({"who": "right_party", "outcome": "note"}, "now", "23 10:15"),  # no call at all
]


@pytest.mark.parametrize(("fields", "section", "opens"), CALLS)
def test_every_call_counts_as_what_it_was(
    desk: Desk, debt: Debt, fields: dict[str, Any], section: str, opens: str
) -> None:
    assert listed(desk) == [("Ion Popescu", "now", "23 10:15")]
    saved = books.call(desk, debt, **fields)
    assert listed(desk) == [("Ion Popescu", section, opens)]
    permission = saved.card.permission
    assert (permission.allowed, f"{permission.contact_from:%d %H:%M}") == (section == "now", opens)
    assert looking.headline(desk).to_call == (section == "now")


def test_the_card_names_the_rule(desk: Desk, debt: Debt) -> None:
    books.call(desk, debt, who="right_party", outcome="right_party")
    blocked = looking.card(desk, debt.debtor_id).permission.blocked
    assert [(each.rule, each.kind) for each in blocked] == [
        ("ro.attempts", "attempts"),
        ("ro.cool", "conversations"),
    ]


def test_all_accounts_of_a_debtor_rest_together(desk: Desk) -> None:
    debt = books.a_debtor(desk, balance=(100_00, 200_00))
    books.a_debtor(desk, "Ana Alta")
    books.call(desk, debt, who="nobody", outcome="busy")
    assert [(name, section) for name, section, _ in listed(desk)] == [
        ("Ana Alta", "now"),
        ("Ion Popescu", "later"),
        ("Ion Popescu", "later"),
    ]


def test_a_call_taken_back_has_not_been(desk: Desk, debt: Debt, wall: Wall) -> None:
    saved = books.call(desk, debt, who="nobody", outcome="busy")
    undoing.undo(desk, saved.undo)
    assert listed(desk) == [("Ion Popescu", "now", "23 10:15")]


def test_rest_ends_without_anybody_writing(desk: Desk, debt: Debt) -> None:
    books.call(desk, debt, who="right_party", outcome="right_party")
    sections = {when: listed(on(desk, when))[0][1] for when in ("2026-11-25T19:59", "2026-11-26T08:59")}
    assert set(sections.values()) == {"later"}
    assert listed(on(desk, "2026-11-26T09:00"))[0][1] == "now"
    assert looking.headline(on(desk, "2026-11-26T09:00")).to_call == 1


def test_an_earlier_day_knows_nothing_of_it(desk: Desk, debt: Debt) -> None:
    books.call(desk, debt, who="right_party", outcome="right_party")
    assert listed(on(desk, "2026-11-20T10:00"))[0][1] == "now"


def test_two_conversations_make_a_week(desk: Desk, debt: Debt) -> None:
    books.call(on(desk, "2026-11-18T10:00"), debt, who="right_party", outcome="right_party")
    books.call(desk, debt, who="right_party", outcome="right_party")
    assert listed(on(desk, "2026-11-26T10:00")) == [
        ("Ion Popescu", "now", "26 10:00")
    ]  # the first is eight days old
    books.call(on(desk, "2026-11-26T10:00"), debt, who="right_party", outcome="right_party")
    assert listed(on(desk, "2026-11-26T11:00"))[0][2] == "02 09:00"  # 30 November and 1 December are holidays


@pytest.mark.parametrize(
    ("hour", "when", "section"),
    [
        ("11:00", "24T10:59", "later"),
        ("11:00", "24T11:00", "now"),
        (None, "24T08:59", "later"),
        (None, "24T09:00", "now"),
    ],
)
def test_a_call_that_they_asked_for_may_be_made(
    desk: Desk, debt: Debt, hour: str | None, when: str, section: str
) -> None:
    agreed = {"callback_at": books.at(f"2026-11-24T{hour}")} if hour else {"callback_on": november(24)}
    books.call(desk, debt, who="right_party", outcome="callback", **agreed)
    then = on(desk, f"2026-11-{when}")
    assert listed(then)[0][1] == section
    assert looking.card(then, debt.debtor_id).permission.allowed == (section == "now")
    if section == "now":  # it has been made, and nobody answered
        books.call(then, debt, who="nobody", outcome="no_answer")
        assert listed(then)[0][1:] == ("later", "26 09:00")


def test_an_agreed_hour_asks_for_hours_and_holds_only(desk: Desk, debt: Debt) -> None:
    card = books.call(desk, debt, who="right_party", outcome="right_party").card
    assert looking.may_call(desk, card, books.at("2026-11-24T10:00")).allowed
    assert looking.may_call(desk, card, books.at("2026-11-24T20:00")).rule == "ro.hours"


# --- The whole list ------------------------------------------------------------------------------------------


@pytest.fixture
def crowd(desk: Desk) -> Desk:
    """In each stretch of the list one who rests and one who does not; some far away, where it is night."""
    for name, zone in (("aici", None), ("departe", "America/New_York")):
        for rests in (False, True):
            for story in (owed, due, new, waiting, held):
                debt = books.a_debtor(
                    desk, f"{story.__name__} {name} {rests}", time_zone=zone, assigned_to="ana"
                )
                if rests:
                    hour = f"2026-11-23T10:0{len(name) % 4}"
                    books.call(on(desk, hour), debt, who="right_party", outcome="right_party")
                story(desk, debt)
    return desk


def owed(desk: Desk, debt: Debt) -> None:
    acting.promise_ours(desk, *debt, OurPromiseEntry("send_invoice", november(23)))


def due(desk: Desk, debt: Debt) -> None:
    books.promised(desk, debt, 100_00, november(16), november(23))


def new(desk: Desk, debt: Debt) -> None:
    """Nothing has happened yet."""


def waiting(desk: Desk, debt: Debt) -> None:
    books.promised(desk, debt, 100_00, november(16), november(27))


def held(desk: Desk, debt: Debt) -> None:
    acting.place_hold(desk, *debt, HoldEntry("insolvency", november(20)))


def test_the_list_says_of_everybody_what_the_card_says(crowd: Desk) -> None:
    for when in (NOW, "2026-11-23T17:00", "2026-11-25T19:00", "2026-11-26T09:00", "2026-11-28T12:00"):
        at = on(crowd, when)
        rows = looking.today(at, 100).rows
        assert len(rows) == 20
        for row in rows:
            said, card = row.permission, looking.card(at, row.row.work.debtor_id).permission
            assert (said.allowed, said.contact_from) == (card.allowed, card.contact_from), (
                when,
                row.row.name,
            )
            if row.row.section != "wait":
                assert said.allowed == (row.row.section == "now"), (when, row.row.name)


def test_those_who_rest_come_after_all_who_may_be_called(crowd: Desk) -> None:
    sections = [(name, section) for name, section, _ in listed(crowd)]
    assert [name for name, section in sections if section == "now"] == [
        "owed aici False",
        "due aici False",
        "new aici False",
    ]
    assert {name for name, section in sections if section == "wait" and "True" in name} == {
        f"{story} {where} True" for story in ("waiting", "held") for where in ("aici", "departe")
    }
    assert looking.headline(crowd) == (3, 4, 4)  # who rests is counted where a day or our word is counted


@pytest.mark.parametrize("few", [2000, -1])
@pytest.mark.parametrize("when", [NOW, "2026-11-23T17:00", "2026-11-28T12:00"])
def test_pages_of_any_length_hold_everybody_once(
    crowd: Desk, when: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing, "FEW", few)
    narrowing._probe.cache_clear()
    at, chosen = on(crowd, when), Chosen(assigned_to="ana")
    whole = looking.today(at, 100).rows
    assert looking.headline(at) == looking.headline(at, chosen)
    for limit in (1, 3):
        found, page = [], looking.today(at, limit, None, chosen)
        while page.next:
            found += page.rows
            page = looking.today(at, limit, page.next, chosen)
        assert [*found, *page.rows] == list(whole)
    narrowing._probe.cache_clear()


def test_the_first_page_read_early_is_the_same(sqlite_path: Path) -> None:
    desk = books.a_desk(books.a_book(str(sqlite_path)))
    for name in ("Ana", "Ion", "Dan"):
        debt = books.a_debtor(desk, name)
        if name != "Ana":
            books.call(desk, debt, who="nobody", outcome="busy")
    whole = looking.today(desk, 50)
    desk.close()
    place = Place(str(sqlite_path), NOW, holder("ana"))
    page, counts = first_page(place, 50), early_headline(place)
    assert page is not None
    assert counts is not None
    assert (page.page, counts.counts) == (whole, (1, 0, 0))
    assert [row.row.section for row in page.page.rows] == ["now", "later", "later"]


def test_the_risk_list_says_from_when(desk: Desk, debt: Debt, tmp_path: Path) -> None:
    books.a_debtor(desk, "Ana Alta")
    books.call(desk, debt, who="right_party", outcome="right_party")
    for when in ("2026-11-23T06:00", "2026-11-23T22:00", "2026-11-24T22:00"):
        found = night(desk, tmp_path / when[:13], when)
        row = found.row("D1-1")
        assert (row["contact_from"], row["contact_until"]) == (
            "2026-11-26T09:00:00+02:00",
            "2026-11-26T20:00:00+02:00",
        )
        assert found.row("D2-1")["contact_from"][:16] == f"{when[:10]}T09:00"
    assert listed(on(desk, "2026-11-25T10:00"))[-1] == ("Ion Popescu", "later", "26 09:00")
    night(desk, tmp_path / "after", "2026-11-26T06:00")
    assert [row.row.work.rest_until for row in looking.today(on(desk, "2026-11-26T10:00")).rows] == [
        None,
        None,
    ]
