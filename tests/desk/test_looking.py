"""Who is meant by a reference, and what a card shows as of a moment."""

from __future__ import annotations

import pytest

from collector.desk import acting, looking
from collector.desk.entries import HoldEntry
from collector.desk.opening import Desk
from collector.errors import UsageError
from tests import books
from tests.books import Debt, november, on


def test_a_reference_is_an_accounts_else_a_debtors_else_a_number(desk: Desk) -> None:
    one = books.a_debtor(desk, "Ana", ref="A", phone=["0721 234 567"])
    books.a_debtor(desk, "Bogdan", ref="A-1-b")
    assert looking.resolve(desk, "A-1")[:2] == (one.debtor_id, one.account_seq)
    assert looking.resolve(desk, " A ")[:2] == (one.debtor_id, None)
    for number in ("0721 234 567", "+40721234567", "0040 721 234 567"):
        assert looking.resolve(desk, number) == (one.debtor_id, None, "A", "Ana")


def test_an_account_wins_over_a_debtor_of_the_same_name(desk: Desk) -> None:
    first = books.a_debtor(desk, "Ana", ref="X")  # its account is X-1
    books.a_debtor(desk, "Bogdan", ref="X-1")
    assert looking.resolve(desk, "X-1").debtor_id == first.debtor_id


def test_who_is_not_there_is_said_with_a_way_on(desk: Desk) -> None:
    for ref in ("nobody", "0721 234 567", "", "%"):
        with pytest.raises(UsageError, match="collector today"):
            looking.resolve(desk, ref)


def test_a_number_of_several_is_named_and_nothing_is_done(desk: Desk) -> None:
    for name in ("Ana", "Bogdan"):
        books.a_debtor(desk, name, phone=["0721 234 567", "+40 721 234 567"])
    with pytest.raises(UsageError, match=r"not one debtor but 2: D1 \(Ana\), D2 \(Bogdan\)"):
        looking.resolve(desk, "0721234567")


def test_a_card_without_a_named_account_shows_the_first_that_owes(desk: Desk) -> None:
    debt = books.a_debtor(desk, balance=[0, 500_00, 100_00])
    card = looking.card(desk, debt.debtor_id)
    assert card.account(None).account.ref == "D1-2"
    assert card.account(debt.account_seq).account.ref == "D1-1"
    paid = books.a_debtor(desk, balance=[0, 0])
    assert looking.card(desk, paid.debtor_id).account(None).account.ref == "D2-1"


def test_a_card_is_judged_as_of_its_moment(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    books.promised(desk, debt, 100_00, november(2), november(10))
    books.paid(desk, debt, 60_00, november(9))
    seen = {
        day: (books.verdicts(on(desk, f"2026-11-{day:02}T10:00"), debt)[0], looking) for day in (8, 9, 12, 13)
    }
    assert [(v.state, v.short_by_minor) for v, _ in seen.values()] == [
        ("open", 100_00),
        ("open", 40_00),
        ("open", 40_00),
        ("partly_kept", 40_00),
    ]
    owed = [looking.card(on(desk, f"2026-11-{day:02}T10:00"), 1).account(None).owed for day in (8, 9)]
    assert [each.amount_minor for each in owed] == [1000_00, 940_00]


def test_permission_is_that_of_the_place_where_the_debtor_is(desk: Desk) -> None:
    away = books.a_debtor(desk, phone=["+1 212 555 0188"])
    card = looking.card(desk, away.debtor_id)
    assert card.zones[0] == "America/New_York"
    assert not card.permission.allowed
    assert card.permission.contact_from == books.at("2026-11-23T16:00")  # nine o'clock there


def test_a_hold_forbids_the_call_and_is_named(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    acting.place_hold(desk, *debt, HoldEntry("cease_contact", november(23)))
    permission = looking.card(desk, debt.debtor_id).permission
    assert (permission.allowed, permission.rule) == (False, "hold.cease_contact")


def test_looking_writes_nothing(desk: Desk) -> None:
    books.promise(desk, books.a_debtor(desk), 100_00, november(24))
    before = books.everything(desk)
    later = on(desk, "2026-12-20T10:00")
    looking.card(later, 1)
    looking.today(later)
    looking.find(later, "ion")
    looking.headline(later)
    assert books.everything(desk) == before


def test_money_is_never_a_float(desk: Desk) -> None:
    debt = books.a_debtor(desk, currency="EUR")
    books.paid(desk, debt, 33_33, november(20))
    books.promise(desk, debt, 66_67, november(27))
    row = looking.today(desk).rows[0]
    account = looking.card(desk, Debt(*debt).debtor_id).account(None)
    sums = [value for name, value in account._asdict().items() if name.endswith("_minor")]
    sums += [*account.owed[::3], row.amount_minor, *(getattr(row.row.work, f) for f in MONEY)]
    assert {type(value) for value in sums if value is not None} == {int}


MONEY = ("balance_minor", "missing_minor", "value_at_risk", "risk_rank", "why_minor")
