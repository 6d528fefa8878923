"""Files of old notes on the command line: the summary says how much was understood, the JSON keeps its keys."""

from __future__ import annotations

import json

import pytest

from collector.lexicons import own_file
from tests.cli.sessions import Shell

DEBTS = "account_ref,debtor_ref,name,currency,balance\nA-1,D-1,Ionescu Ana,RON,1240\n"
NOTES = (
    "account_ref,called_at,note,agent\n"
    "A-1,2026-11-16T10:00,plt 300 vn,Maria\n"
    "A-1,2026-11-17T10:00,blorg wibble blorg,Maria\n"
    "A-1,2025-11-17T10:00,contesta suma,Maria\n"
)
KEYS = ["kind", "file", "lines", "new", "changed", "known", "refused", "problems"]


@pytest.fixture
def book(shell: Shell) -> Shell:
    shell.write("debts.csv", DEBTS)
    shell.write("calls.csv", NOTES)
    shell.run("init")
    assert shell.run("import", "debts.csv").code == 0
    return shell


def test_the_summary_tells_what_was_understood(book: Shell) -> None:
    assert book.run("import", "calls.csv").out.splitlines() == [
        "calls.csv: 3 lines of calls: 3 new, 0 changed, 0 known, 0 refused",
        "calls.csv: 3 notes read: 2 in full, 0 in part, 1 not at all",
        "calls.csv: found in the notes: one promise",
        "calls.csv: not understood: blorg 2, wibble 1",
        "calls.csv: said before today and not opened: one dispute; look at A-1",
    ]


def test_in_json_the_words_go_beside_the_document(book: Shell) -> None:
    seen = book.run("import", "calls.csv", "--kind", "calls", "--json")
    document = json.loads(seen.out)
    assert list(document) == KEYS
    assert (document["lines"], document["new"], document["problems"]) == (3, 3, [])
    assert "calls.csv: not understood: blorg 2, wibble 1" in seen.err.splitlines()
    again = json.loads(book.run("import", "calls.csv", "--json").out)
    assert (again["new"], again["changed"], again["known"]) == (0, 0, 3)


def test_a_promise_read_from_a_note_is_a_promise_like_any_other(book: Shell) -> None:
    book.run("import", "calls.csv")
    (account,) = json.loads(book.run("show", "A-1", "--json").out)["accounts"]
    (promise,) = account["promises"]
    read = next(call for call in account["calls"] if call["outcome"] == "promise")
    assert promise["promise_ref"] == f"{read['call_ref']}/1"
    assert (promise["amount"], promise["due_on"], promise["state"]) == ("300.00", "2026-11-20", "open")
    assert (read["who"], read["typed"], read["note"]) == ("right_party", "plt 300 vn", "plătește 300 vineri")
    assert json.loads(book.run("verdicts", "--json").out)["promise_ref"] == promise["promise_ref"]
    assert book.run("check").code == 0


def test_a_word_of_the_agency_that_clashes_is_told_with_the_notes(book: Shell) -> None:
    own_file().parent.mkdir(parents=True, exist_ok=True)
    own_file().write_text("blorg ; ro ; outcome:no_answer\nvn ; ro ; pay\n", "utf-8")

    seen = book.run("import", "calls.csv")

    assert "calls.csv: not understood: wibble 1" in seen.out.splitlines()
    assert f"{own_file()}, line 2: 'vn ; ro ; pay'" in seen.err
