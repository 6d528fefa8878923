"""What the lead looks at beside the rates: money of the day of making, serial replacing, our own word."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from collector.rules.counting import Counted, Kind
from collector.rules.oversight import LOOKS, due_between, our_words, to_look_at
from collector.rules.records import Case, Debtor, Ending, OurPromise

MOMENT = datetime(2026, 11, 1, tzinfo=UTC)
DEBTOR = Debtor(1, "D1", "Ion", "Ion", "ion", None, None, None, None, None, 1, 99, MOMENT)


def day(number: int) -> date:
    return date(2026, 11, number)


def promise(
    seq: int, state: str, account: int = 1, *, asked: bool = False, same_day: bool = False
) -> Counted:
    kind = Kind(state, True, False, "RON", "ana", "Beta", "0-30", asked, same_day)
    return Counted(1, account, seq, day(seq), 0, 100, None, kind)


def seqs(rows: list[Counted]) -> dict[str, list[int]]:
    return {look: [row.promise_seq for row in found] for look, found in to_look_at(iter(rows)).items()}


def test_nothing_stands_out_of_nothing() -> None:
    assert seqs([]) == {look: [] for look in LOOKS}


def test_each_promise_is_looked_at_for_its_own_reason() -> None:
    rows = [promise(1, "kept", same_day=True), promise(2, "open", asked=True), promise(3, "kept")]
    assert seqs(rows) == {"same_day": [1], "serial": [], "asked": [2]}


@pytest.mark.parametrize(
    ("states", "serial"),
    [
        ("ss", []),
        ("sss", [1, 2, 3]),
        ("ssssk", [1, 2, 3, 4]),
        ("ssks", []),  # one was judged in between
        ("sssbsssk", [1, 2, 3, 5, 6, 7]),
        ("kkk", []),
    ],
)
def test_three_replaced_in_a_row_are_serial(states: str, serial: list[int]) -> None:
    word = {"s": "superseded", "k": "kept", "b": "broken"}
    rows = [promise(seq, word[state]) for seq, state in enumerate(states, 1)]
    assert seqs(rows)["serial"] == serial
    assert seqs(rows[::-1])["serial"] == serial


def test_two_accounts_make_no_series() -> None:
    assert (
        seqs([promise(1, "superseded"), promise(2, "superseded"), promise(3, "superseded", 2)])["serial"]
        == []
    )


# --- Our own word ----------------------------------------------------------------------------------------


def ours(seq: int, due: int, made: int = 2) -> OurPromise:
    return OurPromise(1, seq, 1, "send_statement", day(made), day(due), MOMENT, None, "ana", MOMENT, None)


def ended(seq: int, on: int, reason: str = "done", own: int = 50) -> Ending:
    return Ending(1, own + seq, "our_promise", seq, reason, day(on), None, None, "ana", MOMENT, None)


@pytest.mark.parametrize(
    ("endings", "as_of", "told"),
    [
        ([ended(1, 10)], 20, (True, day(10))),  # done on its own day
        ([ended(1, 11)], 20, (False, day(11))),
        ([ended(1, 4)], 5, (True, day(4))),  # done before its day has come
        ([ended(1, 11)], 10, None),  # of a later day: not known yet, and its own day is not over
        ([], 10, None),
        ([], 11, (False, None)),
        ([ended(1, 5, "error")], 20, None),  # typed by mistake
    ],
)
def test_our_word_is_kept_by_the_end_of_its_day(
    endings: list[Ending], as_of: int, told: tuple[bool, date | None] | None
) -> None:
    case = Case(DEBTOR, our_promises=(ours(1, 10),), endings=tuple(endings))
    found = [(word.in_time, word.done_on) for word in our_words(case, day(as_of))]
    assert found == ([told] if told else [])


def test_what_was_promised_later_is_not_known_yet() -> None:
    assert list(our_words(Case(DEBTOR, our_promises=(ours(1, 10, made=9),)), day(8))) == []


def test_our_word_belongs_to_the_period_of_its_day() -> None:
    case = Case(DEBTOR, our_promises=(ours(1, 5), ours(2, 10), ours(3, 15)))
    words = list(our_words(case, day(20)))
    assert [word.due_on for word in due_between(words, day(6), day(15))] == [day(10), day(15)]
    assert [word.due_on for word in due_between(words, None, day(10))] == [day(5), day(10)]
