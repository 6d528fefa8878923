"""What the card says in a breath: the last talk, where the balance comes from, which rule forbids a call."""

from __future__ import annotations

from typing import Any

import pytest

from collector import words
from collector.desk import acting, looking
from collector.desk.entries import HoldEntry, OurPromiseEntry
from collector.desk.opening import Desk
from collector.errors import UsageError
from collector.rules.records import OurPromise
from collector.tui.behind import cards
from collector.tui.views import AccountView, Where
from tests import books
from tests.books import Debt, november


@pytest.fixture(autouse=True)
def english() -> None:
    words.use("en")


def view(desk: Desk, debt: Debt) -> AccountView:
    return cards.account(desk, Where(*debt))


# --- The last talk ----------------------------------------------------------------------------------------


def test_the_last_talk_is_told_with_its_note_and_the_tries_since(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    for day, fields in (
        ("2026-11-02", {"outcome": "right_party", "note": "old"}),
        ("2026-11-05", {"outcome": "refused", "note": "nu vrea"}),
        ("2026-11-12", {"who": "nobody", "outcome": "no_answer"}),
        ("2026-11-16", {"who": "nobody", "outcome": "busy"}),
    ):
        books.call(books.on(desk, f"{day}T10:00"), debt, **fields)
    assert view(desk, debt).last == "Thu 5 Nov, we called, ana, refused: nu vrea · tried 2 times since"


def test_a_promise_is_told_with_sum_and_day(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    books.promise(books.on(desk, "2026-11-19T10:00"), debt, 300_00, november(27), note="după salariu")
    assert view(desk, debt).last == "Thu 19 Nov, we called, ana, promised 300.00 Fri 27 Nov: după salariu"


def test_a_promise_entered_by_mistake_is_not_told(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    saved = books.promise(desk, debt, 300_00, november(27))
    seq = saved.card.case.promises[-1].seq
    acting.cancel_promise(desk, *debt, seq, "error")
    assert view(desk, debt).last == "Mon 23 Nov, we called, ana, promised"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"who": "nobody", "outcome": "voicemail"}, "we called, ana, voicemail"),
        ({"who": "unknown", "outcome": "note", "note": "soția"}, "we called, ana: soția"),
        ({"who": "unknown", "outcome": "note"}, "we called, ana, note"),
        ({"who": "third_party", "outcome": "third_party"}, "we called, ana, spoke with somebody else"),
        (
            {"who": "authorised", "outcome": "refused", "direction": "inbound"},
            "they called, ana, refused (somebody authorised)",
        ),
        ({"outcome": "paid_claim", "claimed_minor": 120_00}, "we called, ana, says it is paid, 120.00"),
    ],
)
def test_how_one_call_is_told(desk: Desk, fields: dict[str, Any], told: str) -> None:
    debt = books.a_debtor(desk)
    books.call(desk, debt, **fields)
    seen = view(desk, debt)
    assert seen.last == f"Mon 23 Nov, {told}"
    assert seen.history[0].text == told


def test_nobody_reached_is_the_last_try_and_without_calls_nothing_is_told(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    assert view(desk, debt).last == ""
    for day in (18, 19):
        books.call(books.on(desk, f"2026-11-{day}T10:00"), debt, who="nobody", outcome="no_answer")
    assert view(desk, debt).last == "Thu 19 Nov, we called, ana, no answer"


def test_a_talk_about_another_account_is_told_with_its_name(desk: Desk) -> None:
    first = books.a_debtor(desk, ref="X", balance=(100_00, 50_00))
    case = looking.card(desk, first.debtor_id).case
    second = Debt(first.debtor_id, case.accounts[1].seq)
    books.call(desk, second, outcome="refused")
    assert view(desk, first).last.endswith("refused (about X-2)")
    assert "about" not in view(desk, second).last


# --- The balance ------------------------------------------------------------------------------------------


def test_the_balance_is_explained_by_what_came_since_it_was_told(desk: Desk) -> None:
    debt = books.a_debtor(desk, balance=1240_00, balance_on=november(1))
    assert view(desk, debt).money == "1,240.00 on 1 Nov"
    assert not view(desk, debt).money_moved
    books.paid(desk, debt, 200_00, november(0), ref="before")
    books.paid(desk, debt, 500_00, november(3), ref="one")
    assert view(desk, debt).money == "1,240.00 on 1 Nov, 500.00 paid since"
    books.paid(desk, debt, 300_00, november(5), reverses="one")
    books.paid(desk, debt, 50_00, november(6), reverses="before")
    seen = view(desk, debt)
    assert seen.money == "1,240.00 on 1 Nov, 500.00 paid since, 350.00 taken back"
    assert (seen.money_moved, seen.balance) == (True, "1,090.00 RON")


def test_the_promises_of_all_accounts_are_told_where_they_differ(desk: Desk) -> None:
    first = books.a_debtor(desk, balance=(100_00, 50_00))
    case = looking.card(desk, first.debtor_id).case
    second = Debt(first.debtor_id, case.accounts[1].seq)
    books.promised(desk, second, 50_00, november(-30), november(-20))
    assert view(desk, first).overall == "all accounts: kept 0 of 1"
    assert view(desk, second).overall == ""


def we_promise(desk: Desk, debt: Debt, made: str, due: str) -> OurPromise:
    """A call-back of ours, made on one day of November and due on another, at noon."""
    entry = OurPromiseEntry("call_back", november(int(due)), books.at(f"2026-11-{due}T12:00"))
    saved = acting.promise_ours(books.on(desk, f"2026-11-{made}T10:00"), *debt, entry)
    return saved.card.case.our_promises[-1]


def test_how_we_kept_our_word_stands_beside_theirs(desk: Desk) -> None:
    first = books.a_debtor(desk, balance=(100_00, 50_00))
    second = Debt(first.debtor_id, looking.card(desk, first.debtor_id).case.accounts[1].seq)
    books.promised(desk, first, 50_00, november(-30), november(-20))
    open_one = we_promise(desk, first, "16", "24")
    assert view(desk, first).ours == ""
    for done, told in (
        ("17T11:00", "we kept 1 of 1"),
        ("18T18:00", "we kept 1 of 2"),
        (None, "we kept 1 of 3"),
    ):
        ours = we_promise(desk, first, "16", done[:2] if done else "19")
        if done:
            acting.done(books.on(desk, f"2026-11-{done}"), *first, ours.seq)
        assert view(desk, first).ours == told
    assert (view(desk, first).overall, view(desk, second).ours) == ("", "")
    assert view(desk, second).overall == "all accounts: kept 0 of 1 · we kept 1 of 3"
    acting.done(desk, *first, open_one.seq)
    assert view(desk, first).ours == "we kept 2 of 4"


# --- Whether a call is allowed ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("2026-11-23T10:15", ""),
        ("2026-11-23T20:00", "outside the hours for calls (ro.hours, draft)"),
        ("2026-11-28T11:00", "weekend (ro.weekend, draft)"),
        ("2026-12-01T11:00", "public holiday (ro.weekend, draft)"),
    ],
)
def test_which_rule_forbids_a_call_is_named(desk: Desk, when: str, why: str) -> None:
    debt = books.a_debtor(desk)
    assert view(books.on(desk, when), debt).refusal == why


def test_a_hold_says_what_it_still_allows(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    acting.place_hold(desk, *debt, HoldEntry("represented", november(20), reason="avocat Pop"))
    seen = view(desk, debt)
    assert (seen.refusal, seen.allowed) == ("a lawyer acts", "their representative")
    assert seen.history[0].text == "hold (a lawyer acts): avocat Pop"


def test_no_line_of_the_past_has_two_colons(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    acting.promise_ours(desk, *debt, OurPromiseEntry("send_invoice", november(25), None, "pe e-mail"))
    assert view(desk, debt).history[0].text == "we promised: send the invoice, by Wed 25 Nov (pe e-mail)"


# --- By number --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        *("+40721000111", "0040721000111", "0721 000 111", "0721.000.111", "0721-000-111"),
        *("+40 (0)721 000 111", "00 40 721 000 111", "tel:+40721000111", " 721000111 "),
    ],
)
def test_a_softphone_may_give_the_number_as_it_likes(desk: Desk, typed: str) -> None:
    debt = books.a_debtor(desk, phone=["0721 000 111"])
    assert cards.resolve(desk, typed) == Where(*debt)


def test_several_debtors_with_one_number_are_named(desk: Desk) -> None:
    for ref, name in (("X1", "Ana Pop"), ("X2", "Ion Pop")):
        books.a_debtor(desk, name, ref=ref, phone=["0721 000 111"])
    with pytest.raises(UsageError, match=r"2: X1 \(Ana Pop\), X2 \(Ion Pop\)"):
        cards.resolve(desk, "+40721000111")
