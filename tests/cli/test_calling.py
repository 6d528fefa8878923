"""call: what a line leaves in the book and what is printed of it, on every database; and taking it back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from collector.cli import calling
from collector.desk import looking
from collector.desk.guarding import Asks, Question
from tests import books
from tests.cli.sessions import FOLDER, Shell, play

KEYS = ["call_ref", "account_ref", "at", "typed", "note", "outcome", "promises", "callback_at", "undo"]
WEDNESDAY, THURSDAY = "2026-11-25T10:00", "2026-11-26T10:00"


@pytest.fixture
def book(book_url: str, shell: Shell) -> Shell:
    """A book with one debt, on every database."""
    shell.said("COLLECTOR_BOOK", book_url)
    shell.run("init")
    lines = "account_ref,debtor_ref,name,currency,balance,balance_on\nA-1,D-1,Ion Popa,RON,1000,2026-11-01\n"
    shell.write("debts.csv", lines)
    assert shell.run("import", "debts.csv").code == 0
    return shell


def called(shell: Shell, *words: str, when: str = "2026-11-23T10:15") -> dict[str, Any]:
    seen = shell.run("call", "A-1", *words, "--json", "--as-of", when)
    assert seen.code == 0, seen.err
    found: dict[str, Any] = json.loads(seen.out)
    return found


def states(shell: Shell, when: str) -> list[tuple[str, str]]:
    """Each promise that was not typed wrongly, with its state."""
    told = shell.run("verdicts", "--all", "--json", "--as-of", when).out.splitlines()
    found = [json.loads(line) for line in told]
    return sorted((v["amount"], v["state"]) for v in found if v["cancel_reason"] != "error")


def account(shell: Shell) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shell.run("show", "A-1", "--json").out)["accounts"][0]
    return found


def test_calls_go_as_written_on_every_database(book_url: str, shell: Shell) -> None:
    shell.said("COLLECTOR_BOOK", book_url)
    play(FOLDER / "call.session", shell)


def test_what_is_printed_is_what_the_book_shows(book: Shell) -> None:
    told = called(book, "cl plt 300 vn, restu pe 15, sun maine la 6")
    shown = account(book)
    assert list(told) == KEYS
    assert told["promises"] == shown["promises"]
    assert [p["amount"] for p in told["promises"]] == ["300.00", "700.00"]
    (call,) = shown["calls"]
    assert {key: told[key] for key in ("call_ref", "typed", "note", "outcome")} == {
        key: call[key] for key in ("call_ref", "typed", "note", "outcome")
    }
    assert (told["at"], told["callback_at"]) == (call["called_at"], "2026-11-24T18:00:00+02:00")


def test_remarks_are_no_part_of_the_json(book: Shell) -> None:
    called(book, "cl plt 300 vn")
    seen = book.run("call", "A-1", "cl plt 3000 vn", "--json")
    assert len(seen.out.splitlines()) == 1
    assert [line.split(":")[0] for line in seen.err.splitlines()] == ["not asked", "not asked"]


# --- What nobody was asked -----------------------------------------------------------------------------------


def asked_of(shell: Shell, url: str, ref: str) -> str | None:
    """What the book keeps of the questions to a promise."""
    desk = books.a_desk(url)
    try:
        case = looking.card(desk, looking.resolve(desk, "A-1").debtor_id).case
    finally:
        desk.close()
    return next(promise.asked for promise in case.promises if promise.ref == ref)


def test_the_reason_is_kept_with_the_promise(book: Shell, book_url: str) -> None:
    for options, kept in (
        ([], "not asked"),
        (["--reason", "moștenire"], "moștenire"),
        (["--reason", " "], "not asked"),
    ):
        (told,) = called(book, "cl plt 3000 vn", "--instead", *options)["promises"][-1:]
        assert asked_of(book, book_url, told["promise_ref"]) == f"above_balance: {kept}"


def test_a_promise_that_nobody_would_ask_about_has_no_reason(book: Shell, book_url: str) -> None:
    (told,) = called(book, "cl plt 300 vn", "--reason", "x")["promises"]
    assert asked_of(book, book_url, told["promise_ref"]) is None


def test_what_is_asked_without_end_is_not_saved(book: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def always(*_: object) -> None:
        raise Asks([Question("above_balance", "Why?")])

    monkeypatch.setattr(calling.acting, "record_call", always)
    seen = book.run("call", "A-1", "cl plt 3000 vn")
    assert (seen.code, seen.out, seen.err) == (2, "", "Why?\n")


# --- Beside earlier promises ---------------------------------------------------------------------------------


def test_a_second_promise_of_a_day_stands_besides(book: Shell) -> None:
    called(book, "cl plt 300 vn")
    assert called(book, "cl plt 100 luni")["promises"][0]["plan_ref"] is None
    assert states(book, "2026-11-23") == [("100.00", "open"), ("300.00", "open")]


def test_a_promise_of_a_later_day_closes_the_earlier_one(book: Shell) -> None:
    called(book, "cl plt 300 vn")
    called(book, "cl plt 100 luni", when=WEDNESDAY)
    assert states(book, WEDNESDAY) == [("100.00", "open"), ("300.00", "superseded")]


def test_beside_a_plan_that_runs_nothing_is_closed(book: Shell) -> None:
    """Only `--instead` replaces a plan: what nobody asked for is no reason to end it."""
    plan = called(book, "3x200 din 1 dec")["promises"][0]["plan_ref"]
    (told,) = called(book, "cl plt 100 vn", when=WEDNESDAY)["promises"]
    assert told["plan_ref"] == plan
    assert states(book, WEDNESDAY) == [("100.00", "open"), *[("200.00", "open")] * 3]
    called(book, "cl plt 50 vn", when=WEDNESDAY)  # and again on the same day
    assert {state for _amount, state in states(book, WEDNESDAY)} == {"open"}
    called(book, "cl plt 150 luni", "--instead", when=THURSDAY)
    assert [amount for amount, state in states(book, THURSDAY) if state == "open"] == ["150.00"]


def test_one_plan_with_the_promise_of_today(book: Shell) -> None:
    called(book, "cl plt 300 vn")
    told = called(book, "cl plt 100 luni", "--plan")["promises"]
    assert [p["amount"] for p in told] == ["300.00", "100.00"]
    assert len({p["plan_ref"] for p in told}) == 1
    assert None not in {p["plan_ref"] for p in told}


# --- Undo ----------------------------------------------------------------------------------------------------


def test_a_call_is_taken_back_by_its_id_with_all_it_made(book: Shell) -> None:
    first = called(book, "cl plt 300 vn")
    second = called(book, "cl plt 200 luni, contesta suma, ii trimitem factura", "--instead")
    third = called(book, "are avocat")
    for told in (third, second):
        seen = book.run("undo", told["undo"], "--json")
        assert (seen.code, json.loads(seen.out)["call_ref"]) == (0, told["call_ref"])
    shown = account(book)
    assert [call["call_ref"] for call in shown["calls"]] == [first["call_ref"]]
    assert (shown["holds"], shown["disputes"], shown["our_promises"]) == ([], [], [])
    assert states(book, "2026-11-23") == [("300.00", "open")]  # what it had taken the place of stands again


def test_what_cannot_be_taken_back_is_said(book: Shell) -> None:
    first, second = called(book, "nu rasp"), called(book, "ocupat")
    assert book.run("undo", first["undo"]).code == 2  # a later one stands
    assert book.run("undo", second["undo"], "--agent", "Ion").code == 2
    assert book.run("undo", second["undo"]).code == 0
    assert book.run("undo", second["undo"]).code == 2  # it was already
    assert len(account(book)["calls"]) == 1


# --- A book that cannot be used ------------------------------------------------------------------------------


def test_without_a_book_nothing_is_called(shell: Shell) -> None:
    seen = shell.run("call", "A-1", "nu rasp")
    assert (seen.code, seen.out) == (4, "")
    assert "collector init" in seen.err
