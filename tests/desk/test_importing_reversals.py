"""Money that goes back: a reversal names its payment, may come before it, adds up, and never goes beyond it."""

from __future__ import annotations

import pytest

from tests.desk.post import Counts, Post, counts, wrong

HEADER = "account_ref,paid_on,amount,payment_ref,reverses_ref"
PAID = "A1,2026-11-09,300,M1,"
BACK = "A1,2026-11-16,300,,M1"


def lines(*rows: str) -> str:
    return "\n".join([HEADER, *rows])


@pytest.mark.parametrize("rows", [(PAID, BACK), (BACK, PAID)])
def test_a_reversal_may_stand_above_its_payment(rows: tuple[str, ...], debts: Post) -> None:
    assert counts(debts.comes(lines(*rows))) == Counts(new=2)
    assert debts.payments() == [("2026-11-09", "300.00", "300.00")]
    assert debts.account("A1")["balance"] == "1000.00"


def test_a_reversal_waits_for_a_payment_of_another_file(debts: Post) -> None:
    assert counts(debts.comes(lines(BACK))) == Counts(new=1)
    assert debts.account("A1")["balance"] == "1000.00"
    assert counts(debts.comes(lines(PAID))) == Counts(new=1)
    assert debts.payments() == [("2026-11-09", "300.00", "300.00")]


def test_before_its_own_day_nothing_has_gone_back(debts: Post) -> None:
    debts.comes(lines(PAID, BACK))
    assert debts.at("2026-11-15").payments() == [("2026-11-09", "300.00", "0.00")]
    assert debts.at("2026-11-15").account("A1")["balance"] == "700.00"
    assert debts.at("2026-11-16").account("A1")["balance"] == "1000.00"


def test_several_add_up_to_the_payment_and_no_cent_further(debts: Post) -> None:
    parts = ["A1,2026-11-10,100,,M1", "A1,2026-11-10,100,,M1", "A1,2026-11-11,99.99,,M1"]
    assert counts(debts.comes(lines(PAID, *parts))) == Counts(new=4)
    too_much = debts.comes(lines("A1,2026-11-12,0.02,,M1"))
    assert wrong(too_much) == [(2, "amount", "0.02 RON")]
    assert "0.01 RON" in too_much.problems[0].expected
    assert counts(debts.comes(lines("A1,2026-11-12,0.01,,M1"))) == Counts(new=1)
    assert debts.payments() == [("2026-11-09", "300.00", "300.00")]


def test_beyond_its_payment_only_the_line_too_many_is_refused(debts: Post) -> None:
    imported = debts.comes(lines(PAID, "A1,2026-11-10,200,,M1", "A1,2026-11-11,200,,M1"))
    assert counts(imported) == Counts(new=2, refused=1)
    assert wrong(imported) == [(4, "amount", "200.00 RON")]
    assert counts(debts.comes(lines("A1,2026-11-10,200,,M1"))) == Counts(known=1)


def test_before_the_day_of_its_payment_it_is_refused(debts: Post) -> None:
    imported = debts.comes(lines(PAID, "A1,2026-11-08,300,,M1"))
    assert wrong(imported) == [(3, "paid_on", "2026-11-08")]
    assert "2026-11-09" in imported.problems[0].expected
    assert counts(debts.comes(lines("A1,2026-11-09,300,,M1"))) == Counts(new=1)


def test_a_reversal_of_a_reversal_is_refused(debts: Post) -> None:
    debts.comes(lines(PAID, "A1,2026-11-16,300,R1,M1"))
    imported = debts.comes(lines("A1,2026-11-17,300,R2,R1"))
    assert wrong(imported) == [(2, "reverses_ref", "R1")]


def test_a_payment_of_another_account_is_not_meant(debts: Post) -> None:
    debts.comes(lines(PAID, "A3,2026-11-16,300,,M1"))
    assert debts.payments("A1") == [("2026-11-09", "300.00", "0.00")]
    assert debts.payments("A3") == []


def test_equal_reversals_stay_two_and_the_same_file_brings_nothing(debts: Post) -> None:
    text = lines(PAID, "A1,2026-11-10,100,,M1", "A1,2026-11-10,100,,M1")
    assert counts(debts.comes(text)) == Counts(new=3)
    assert counts(debts.comes(text)) == Counts(known=3)
    assert debts.payments() == [("2026-11-09", "300.00", "200.00")]


def test_a_made_reference_can_be_reversed(debts: Post) -> None:
    debts.comes("account_ref,paid_on,amount\nA1,2026-11-09,300")
    (payment,) = debts.account("A1")["payments"]
    assert counts(debts.comes(lines(f"A1,2026-11-10,50,,{payment['payment_ref']}"))) == Counts(new=1)
    assert debts.payments() == [("2026-11-09", "300.00", "50.00")]


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_in_one_command_the_order_of_the_files_does_not_matter(names: str, debts: Post) -> None:
    """The payment of one file is known when the reversals of another are weighed."""
    from collector.desk import importing

    debts.file(lines("A1,2026-11-10,200,,M1", "A1,2026-11-11,200,,M1"), "a.csv")
    debts.file(lines(PAID), "b.csv")
    found = importing.import_files(debts.desk, [debts.folder / f"{name}.csv" for name in names])
    assert sorted((each.new, each.refused) for each in found) == [(1, 0), (1, 1)]
