"""A debtor typed in by hand: the same checks as a line of a file, one command, undoable."""

from __future__ import annotations

from datetime import date

import pytest

from collector.desk import acting, founding, keeping, looking, undoing
from collector.desk.entries import CallEntry, PromiseEntry
from collector.desk.founding import Unfit, new_debtor
from collector.desk.importing import import_files
from collector.desk.opening import Desk
from collector.errors import Refused
from tests import books
from tests.books import Wall, november

ANA = {
    "name": "Ionescu  Ana ",
    "phone": "0721 000 111",
    "balance": "1.240,50",
    "creditor": "Beta Energie",
    "due_since": "2026-09-15",
}


def listed(desk: Desk) -> list[str]:
    return [row.row.name for row in looking.today(desk).rows]


def test_a_debtor_stands_on_the_list_and_is_found(desk: Desk) -> None:
    saved = new_debtor(desk, ANA)
    account = saved.card.accounts[0]
    assert (account.account.ref, account.account.currency, account.owed.amount_minor) == (
        "N-1",
        "RON",
        1240_50,
    )
    assert (account.account.creditor, account.account.due_since) == ("Beta Energie", date(2026, 9, 15))
    assert account.owed.stated_on == november(23)
    assert saved.card.case.phones[0].number == "+40721000111"
    assert listed(desk) == ["Ionescu Ana"]
    for words in ("ana", "0721000", "N-1"):
        assert [row.row.name for row in looking.find(desk, words)] == ["Ionescu Ana"]
    assert keeping.check(desk) == []


def test_the_next_made_reference_is_another(desk: Desk) -> None:
    new_debtor(desk, ANA | {"account_ref": "N-2"})
    second = new_debtor(desk, ANA)
    third = new_debtor(desk, ANA)
    assert [saved.card.accounts[0].account.ref for saved in (second, third)] == ["N-3", "N-4"]


def test_twice_with_the_same_id_is_once(desk: Desk) -> None:
    first = new_debtor(desk, ANA, "x1")
    again = new_debtor(desk, ANA, "x1")
    assert (first.repeated, again.repeated) == (False, True)
    assert again.card.case == first.card.case
    assert listed(desk) == ["Ionescu Ana"]


@pytest.mark.parametrize(
    ("cells", "column", "told"),
    [
        ({"name": " "}, "name", "Type the name."),
        ({"name": "\u200b"}, "name", "Expected a name"),
        ({"balance": ""}, "balance", "Type what is owed."),
        ({"balance": "much"}, "balance", "much cannot be read"),
        ({"balance": "0"}, "balance", "above zero"),
        ({"balance": "-5"}, "balance", "above zero"),
        ({"currency": "LEI"}, "currency", "a currency code"),
        ({"due_since": "soon"}, "due_since", "a day such as"),
        ({"due_since": "2026-11-24"}, "due_since", "a day that has come"),
        ({"due_since": "1850-01-01"}, "due_since", "1900 to 2199"),
        ({"account_ref": "x" * 101}, "account_ref", "at most 100"),
    ],
)
def test_what_a_file_may_not_say_nobody_may_type(
    desk: Desk, cells: dict[str, str], column: str, told: str
) -> None:
    with pytest.raises(Unfit, match=told) as fault:
        new_debtor(desk, ANA | cells)
    assert fault.value.column == column
    assert listed(desk) == []


def test_a_reference_that_is_taken_is_refused_with_whose_it_is(desk: Desk) -> None:
    books.a_debtor(desk, "Marin Ștefan", ref="M1")
    for ref in ("M1", "M1-1"):
        with pytest.raises(Unfit, match=f"{ref} is taken: Marin Ștefan"):
            new_debtor(desk, ANA | {"account_ref": ref})


def test_another_currency_and_one_without_decimals(desk: Desk) -> None:
    saved = new_debtor(desk, ANA | {"currency": "jpy", "balance": "12000"})
    assert (saved.card.accounts[0].account.currency, saved.card.accounts[0].owed.amount_minor) == (
        "JPY",
        12000,
    )


def test_half_a_letter_costs_no_debtor(desk: Desk) -> None:
    saved = new_debtor(desk, ANA | {"name": "Ana \ud83d Pop"})
    assert saved.card.case.debtor.name == "Ana ? Pop"


# --- Taken back --------------------------------------------------------------------------------------------


def test_taken_back_it_leaves_the_list(desk: Desk, wall: Wall) -> None:
    saved = new_debtor(desk, ANA, "x1")
    account = saved.card.accounts[0].account
    assert undoing.undoable(desk, account.debtor_id, account.seq) == "x1"
    after = undoing.undo(desk, "x1")
    assert after.card.accounts[0].owed.amount_minor == 0
    assert listed(desk) == []
    assert undoing.undoable(desk, account.debtor_id, account.seq) is None
    assert keeping.check(desk) == []
    with pytest.raises(Refused, match="taken back already"):
        undoing.undo(desk, "x1")


def test_what_came_after_is_taken_back_first(desk: Desk, wall: Wall) -> None:
    saved = new_debtor(desk, ANA, "x1")
    debt = (saved.card.case.debtor.id, 1)
    promise = CallEntry(outcome="promise", promises=(PromiseEntry(300_00, november(27)),))
    acting.record_call(desk, *debt, promise, "x2")
    with pytest.raises(Refused, match="x2"):
        undoing.undo(desk, "x1")
    undoing.undo(desk, "x2")
    undoing.undo(desk, "x1")
    assert listed(desk) == []


def test_after_ten_minutes_it_stands(desk: Desk, wall: Wall) -> None:
    new_debtor(desk, ANA, "x1")
    wall.passes(minutes=11)
    with pytest.raises(Refused, match="older than 10 minutes"):
        undoing.undo(desk, "x1")
    assert listed(desk) == ["Ionescu Ana"]


def test_what_a_file_has_told_since_stands(desk: Desk, tmp_path) -> None:  # type: ignore[no-untyped-def]
    new_debtor(desk, ANA | {"account_ref": "A7"}, "x1")
    head = "account_ref,debtor_ref,name,currency,balance,balance_on\n"
    path = tmp_path / "portfolio.csv"
    path.write_text(head + "A7,A7,Ionescu Ana,RON,900,2026-11-23\n", encoding="utf-8")
    import_files(desk, [path])
    after = undoing.undo(desk, "x1")
    assert after.card.accounts[0].owed.amount_minor == 900_00


def test_a_file_can_tell_of_it_again(desk: Desk, tmp_path) -> None:  # type: ignore[no-untyped-def]
    new_debtor(desk, ANA | {"account_ref": "A7"}, "x1")
    undoing.undo(desk, "x1")
    path = tmp_path / "portfolio.csv"
    path.write_text(
        "account_ref,debtor_ref,name,currency,balance\nA7,A7,Ionescu Ana,RON,1240.50\n", encoding="utf-8"
    )
    [result] = import_files(desk, [path])
    assert (result.changed, result.refused) == (1, 0)
    assert listed(desk) == ["Ionescu Ana"]


def test_the_trail_holds_the_facts(desk: Desk) -> None:
    new_debtor(desk, ANA, "x1")
    rows = desk.book.write(lambda c: c.exec_driver_sql("SELECT kind, body FROM audit ORDER BY seq").all())
    assert rows[-1][0] == founding.KIND
    assert "Ionescu Ana" in rows[-1][1]
