"""Finding a debtor as it is typed: any part of a name, digits of a phone, the start of a reference."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.desk import looking
from collector.desk.opening import Desk
from collector.rules.names import fold
from collector.store import search
from tests import books
from tests.books import november

PEOPLE = {
    "Ștefan Țîrlea": ["0721 234 567"],
    "Ştefania Popa": ["+40 722 999 000"],  # with cedilla, as older files have it
    "Ana-Maria Ionescu": ["+33 6 12 34 56 78"],
    "Groß & Söhne GmbH": [],
    'SC "Zidul 100%" SRL': [],
    "Under_score SA": [],
    "O'Neill, Pat": ["+1 212 555 0188"],
    "Wu Li": [],
}


@pytest.fixture
def town(desk: Desk) -> Desk:
    for number, (name, phone) in enumerate(PEOPLE.items(), 1):
        books.a_debtor(desk, name, phone=phone, ref=f"RO-{number:03}")
    return desk


def found(desk: Desk, text: str) -> list[str]:
    return sorted(row.row.name for row in looking.find(desk, text))


NAMES = [
    ("stefan", ["Ștefan Țîrlea", "Ștefania Popa"]),
    ("Ștefan", ["Ștefan Țîrlea", "Ștefania Popa"]),
    ("ŞTEFAN ", ["Ștefan Țîrlea", "Ștefania Popa"]),
    ("st\u200bef\u202ean", ["Ștefan Țîrlea", "Ștefania Popa"]),  # pasted with invisible marks
    ("tirlea", ["Ștefan Țîrlea"]),
    ("efan tir", ["Ștefan Țîrlea"]),  # across two words
    ("ana", ["Ana-Maria Ionescu"]),
    ("a-m", ["Ana-Maria Ionescu"]),
    ("gross", ["Groß & Söhne GmbH"]),
    ("söh", ["Groß & Söhne GmbH"]),
    # fewer than three letters: the start of a word
    ("s", ['SC "Zidul 100%" SRL', "Groß & Söhne GmbH", "Under_score SA", "Ștefan Țîrlea", "Ștefania Popa"]),
    ("po", ["Ștefania Popa"]),
    ("op", []),
    ("li", ["Wu Li"]),
    # what means something to a database is text here
    ("100%", ['SC "Zidul 100%" SRL']),
    ("%", []),
    ("___", []),
    ("%%%", []),
    ("r_s", ["Under_score SA"]),
    ("rxs", []),
    ('"zi', ['SC "Zidul 100%" SRL']),
    ("o'n", ["O'Neill, Pat"]),
    ("o’neill", ["O'Neill, Pat"]),
    ("';--", []),
    ("NEAR(a b)", []),
    ("a* OR b", []),
    ("\\", []),
    ("nobody", []),
    ("", []),
    ("   ", []),
]  # fmt: skip


def test_names_are_found_however_they_are_typed(town: Desk) -> None:
    for text, names in NAMES:
        assert found(town, text) == sorted(names), repr(text)


PHONES = [
    ("0721234567", ["Ștefan Țîrlea"]),
    ("0721 234", ["Ștefan Țîrlea"]),
    ("+40 721", ["Ștefan Țîrlea"]),
    ("0040721", ["Ștefan Țîrlea"]),
    ("072", []),  # 72 alone is too little to say anything
    ("0722", ["Ștefania Popa"]),
    ("567", ["Ștefan Țîrlea"]),  # the last digits, as they are read out
    ("99 90 00", ["Ștefania Popa"]),
    ("+33 612", ["Ana-Maria Ionescu"]),
    ("+33 6 12 34 56 78", ["Ana-Maria Ionescu"]),
    ("+1 (212) 555", ["O'Neill, Pat"]),
    ("0188", ["O'Neill, Pat"]),
    ("234 5", []),  # the middle of a number is not looked for
    ("99", []),
]  # fmt: skip


def test_phones_are_found_by_their_first_or_last_digits(town: Desk) -> None:
    for text, names in PHONES:
        assert found(town, text) == sorted(names), repr(text)


def test_references_are_found_by_their_beginning(town: Desk) -> None:
    assert found(town, "RO-002") == ["Ștefania Popa"]  # the debtor's
    assert found(town, "RO-002-1") == ["Ștefania Popa"]  # the account's
    assert found(town, "ro-00") == sorted(fold_names())
    assert found(town, "O-002") == []


def fold_names() -> list[str]:
    return [name.replace("Ş", "Ș") for name in PEOPLE]


def test_former_names_are_found_too(desk: Desk) -> None:
    debt = books.a_debtor(desk, "Maria Popa")
    desk.book.write(lambda c: search.remember(c, [(debt.debtor_id, fold("Maria Ionescu"))]))
    assert found(desk, "ionescu") == found(desk, "popa") == ["Maria Popa"]
    assert found(desk, "io") == ["Maria Popa"]


def test_all_accounts_of_who_is_found_are_shown_paid_ones_too(desk: Desk) -> None:
    books.a_debtor(desk, "Ion Popescu", balance=[0, 500_00])
    assert [(row.row.account_ref, row.row.section) for row in looking.find(desk, "ion")] == [
        ("D1-1", "found"),
        ("D1-2", "found"),
    ]


def test_a_found_account_is_shown_as_it_stands_today(desk: Desk) -> None:
    books.promise(desk, books.a_debtor(desk), 100_00, november(24))
    assert [row.situation for row in looking.find(desk, "ion")] == ["due_tomorrow"]
    assert [row.situation for row in looking.find(books.on(desk, "2026-12-01T10:00"), "ion")] == [
        "broken_once"
    ]


def test_a_common_name_is_cut_at_the_limit(desk: Desk) -> None:
    for _ in range(5):
        books.a_debtor(desk, "Ion Popescu")
    assert len(looking.find(desk, "popescu", 3)) == 3
    assert len(looking.find(desk, "po", 3)) == 3


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=12) | st.text("sștefan%_\"'*^:() -", max_size=8))
def test_whatever_is_typed_is_looked_for_and_nothing_else(town: Desk, text: str) -> None:
    """Never an error; and three letters or more are found exactly where the folded name holds them."""
    names = found(town, text)
    wanted = fold(text)
    if len(wanted) >= 3 and not any(char.isdigit() for char in wanted) and not wanted.startswith("ro-"):
        assert names == sorted(name for name in fold_names() if wanted in fold(name))
