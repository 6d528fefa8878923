"""Who is who: the same line twice is known, two real equal ones stay two, another story of a known one is refused."""

from __future__ import annotations

import random
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from collector.store.tables import CallRow, PaymentRow, PromiseRow, table
from tests import books
from tests.desk.post import DEBTS, Counts, Post, counts, wrong

PAYMENTS = """account_ref,paid_on,amount
A1,2026-11-09,300.00
A1,2026-11-09,300.00
A3,2026-11-09,300.00
A1,2026-11-10 09:30,20.50
A2,2026-11-09,300.00"""
PROMISES = """account_ref,made_on,due_on,amount,plan_ref,agent
A1,2026-11-02,2026-11-10,300.00,,ana
A1,2026-11-02,2026-11-10,300.00,,ana
A1,2026-11-02,2026-11-20,300.00,plan,ana
A2,2026-11-02 09:00,2026-11-10,100,,"""
CALLS = """account_ref,called_at,note
A1,2026-11-02 09:00,nr
A1,2026-11-02 09:00,nr
A1,2026-11-02,"promite 300, vineri"
A3,2026-11-02 09:00,nr"""
FILES = {"payments": PAYMENTS, "promises": PROMISES, "calls": CALLS}


def lines_of(text: str) -> tuple[str, list[str]]:
    header, *lines = text.splitlines()
    return header, lines


@pytest.mark.parametrize("kind", FILES)
def test_the_same_file_again_brings_nothing(kind: str, debts: Post) -> None:
    count = len(lines_of(FILES[kind])[1])
    assert counts(debts.comes(FILES[kind])) == Counts(new=count)
    before = books.everything(debts.desk)
    assert counts(debts.comes(FILES[kind], "another name.csv")) == Counts(known=count)
    assert books.everything(debts.desk) == before


@pytest.mark.parametrize("kind", FILES)
def test_in_another_order_the_lines_are_still_known(kind: str, debts: Post) -> None:
    header, lines = lines_of(FILES[kind])
    debts.comes(FILES[kind])
    assert counts(debts.comes("\n".join([header, *reversed(lines)]))) == Counts(known=len(lines))


def test_written_otherwise_a_line_is_still_known(debts: Post) -> None:
    debts.comes(PAYMENTS)
    again = """Paid-On;CURRENCY;Amount;Account Ref
10.11.2026 09:30;RON;20,5;A1
9.11.2026;EUR;300;A2"""
    assert counts(debts.comes(again)) == Counts(known=2)


def test_an_equal_pair_spread_over_two_files_counts_once(debts: Post) -> None:
    one = "account_ref,paid_on,amount\nA1,2026-11-09,300"
    assert counts(debts.comes(one, "monday.csv")) == Counts(new=1)
    assert counts(debts.comes(one, "tuesday.csv")) == Counts(known=1)
    assert debts.payments() == [("2026-11-09", "300.00", "0.00")]


def test_a_made_reference_is_shown_and_may_be_used(debts: Post) -> None:
    debts.comes("account_ref,paid_on,amount\nA1,2026-11-09,300")
    (payment,) = debts.account("A1")["payments"]
    ref = payment["payment_ref"]
    assert ref.startswith("m-")
    again = f"account_ref,paid_on,amount,payment_ref\nA1,2026-11-09,300,{ref}"
    assert counts(debts.comes(again)) == Counts(known=1)


def test_references_are_of_their_account(debts: Post) -> None:
    text = "account_ref,paid_on,amount,payment_ref\nA1,2026-11-09,300,M1\nA3,2026-11-10,20,M1"
    assert counts(debts.comes(text)) == Counts(new=2)


OTHERWISE = [
    # a known payment        told otherwise             what is wrong with it
    ("2026-11-09,300.00,M1,", "2026-11-10,300.00,M1,", "paid_on 2026-11-09"),
    ("2026-11-09,300.00,M1,", "2026-11-09,300.01,M1,", "amount 300.00 RON"),
    ("2026-11-09 09:00,300.00,M1,", "2026-11-09 09:01,300.00,M1,", "paid_at 2026-11-09 09:00:00"),
    ("2026-11-09,300.00,M1,", "2026-11-09,300.00,M1,M0", "reverses_ref nothing"),
    ("2026-11-09,300.00,M1,M0", "2026-11-09,300.00,M1,", "reverses_ref M0"),
]


def test_a_known_payment_told_otherwise_is_refused(debts: Post) -> None:
    header = "account_ref,paid_on,amount,payment_ref,reverses_ref\nA1,"
    for number, (first, then, told) in enumerate(OTHERWISE):
        one, other = (header + line.replace("M1", f"N{number}") for line in (first, then))
        assert counts(debts.comes(one)) == Counts(new=1)
        imported = debts.comes(other)
        assert wrong(imported) == [(2, "payment_ref", f"N{number}")]
        assert told in imported.problems[0].expected
        assert counts(debts.comes(one)) == Counts(known=1)


PROMISED = ["2026-11-02", "2026-11-10", "300.00", "P1", "plan", "ana", "cash"]


def test_a_known_promise_told_otherwise_is_refused(debts: Post) -> None:
    header = "account_ref,made_on,due_on,amount,promise_ref,plan_ref,agent,method\nA1,"
    debts.comes(header + ",".join(PROMISED))
    for place, value, told in (
        (0, "2026-11-03", "made_on 2026-11-02"),
        (1, "2026-11-11", "due_on 2026-11-10"),
        (2, "299.99", "amount 300.00 RON"),
        (4, "another", "plan_ref plan"),
        (5, "dan", "agent ana"),
        (6, "bank", "method cash"),
    ):
        imported = debts.comes(header + ",".join([*PROMISED[:place], value, *PROMISED[place + 1 :]]))
        assert wrong(imported) == [(2, "promise_ref", "P1")], told
        assert told in imported.problems[0].expected


def test_what_a_line_leaves_out_is_not_told_otherwise(debts: Post) -> None:
    header = "account_ref,made_on,due_on,amount,promise_ref,plan_ref,agent,method\n"
    debts.comes(f"{header}A1,{','.join(PROMISED)}")
    assert counts(debts.comes(f"{header}A1,2026-11-02,2026-11-10,300,P1,,,")) == Counts(known=1)


def test_twice_in_one_file_under_one_reference_is_one(debts: Post) -> None:
    line = "A1,2026-11-09,300,M1"
    text = f"account_ref,paid_on,amount,payment_ref\n{line}\n{line}\nA1,2026-11-10,300,M1"
    imported = debts.comes(text)
    assert counts(imported) == Counts(new=1, known=1, refused=1)
    assert wrong(imported) == [(4, "payment_ref", "M1")]


# --- Any file, torn and shuffled -------------------------------------------------------------------------

ROW = st.tuples(
    st.sampled_from(["A1", "A2", "A3"]),
    st.sampled_from(["2026-11-09", "2026-11-09 15:00", "2026-11-10"]),
    st.sampled_from(["1", "2"]),
    st.sampled_from(["", "", "m1", "m2"]),
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, max_size=12), seed=st.integers(0, 9), cut=st.integers(0, 12))
def test_what_came_whole_is_known_torn_and_shuffled(
    rows: list[tuple[str, ...]], seed: int, cut: int, debts: Post
) -> None:
    prefix = uuid.uuid4().hex[:8]  # the examples share one book, each with debts of its own
    debts.comes(DEBTS.replace("\nA", f"\n{prefix}A"))
    header = "account_ref,paid_on,amount,payment_ref"
    first_story = {(row[0], row[3]): row for row in reversed(rows)}
    lines = [prefix + ",".join(row) for row in rows if not row[3] or first_story[row[0], row[3]] == row]
    assert debts.comes("\n".join([header, *lines])).refused == 0
    before = books.everything(debts.desk)
    random.Random(seed).shuffle(lines)
    for part in (lines[:cut], lines[cut:], lines):
        assert counts(debts.comes("\n".join([header, *part]))) == Counts(known=len(part))
    assert books.everything(debts.desk) == before
    named = {(account, ref) for account, *_, ref in rows if ref}
    unnamed = [row for row in rows if not row[3]]
    found = [debts.payments(f"{prefix}A{number}") for number in (1, 2, 3)]
    assert sum(map(len, found)) == len(named) + len(unnamed)


def test_every_kind_keeps_one_row_a_line(debts: Post) -> None:
    for text in FILES.values():
        debts.comes(text)
    assert counts(debts.comes(DEBTS)) == Counts(known=3)
    with debts.desk.book.reading() as connection:
        found = [
            len(connection.execute(select(table(row))).all()) for row in (PaymentRow, PromiseRow, CallRow)
        ]
    assert found == [5, 4, 4]
