"""What the lead looks at beside the rates: money of the day of making, serial replacing, our own word."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

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


def at(number: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(2026, 11, number, hour, minute, tzinfo=UTC)


def ours(seq: int, due: datetime, made: int = 2) -> OurPromise:
    """`due` at midnight is the end of the day before, as of a promise without an hour."""
    due_on = (due - timedelta(seconds=1)).date()
    return OurPromise(1, seq, 1, "send_statement", day(made), due_on, due, None, "ana", MOMENT, None)


def ended(seq: int, on: date | datetime, reason: str = "done", own: int = 50) -> Ending:
    moment = on if isinstance(on, datetime) else None
    on_day = on.date() if isinstance(on, datetime) else on
    return Ending(1, own + seq, "our_promise", seq, reason, on_day, moment, None, "ana", MOMENT, None)


@pytest.mark.parametrize(
    ("due", "endings", "now", "told"),
    [
        (at(10), [ended(1, at(10, 12, 15))], at(20), (True, day(10))),  # a quarter of an hour is not late
        (at(10), [ended(1, at(10, 12, 16))], at(20), (False, day(10))),
        (at(10), [ended(1, at(4))], at(5), (True, day(4))),  # done before its moment has come
        (at(11, 0), [ended(1, at(10, 18))], at(20), (True, day(10))),  # no hour was said: its whole day
        (at(11, 0), [ended(1, at(11, 9))], at(20), (False, day(11))),
        (at(10), [ended(1, day(10))], at(20), (True, day(10))),  # the hour of the doing is not known
        (at(10), [ended(1, day(11))], at(20), (False, day(11))),
        (at(10), [ended(1, day(11))], at(10), None),  # of a later day: not known yet
        (at(10), [], at(10, 12, 15), None),
        (at(10), [], at(10, 12, 16), (False, None)),
        (at(11, 0), [], at(10, 23), None),
        (at(10), [ended(1, at(5), "error")], at(20), None),  # typed by mistake
        (at(10), [ended(1, at(11)), ended(1, at(9), own=60)], at(20), (True, day(9))),  # the first counts
    ],
)
def test_our_word_is_kept_by_its_moment_and_a_quarter_of_an_hour(
    due: datetime, endings: list[Ending], now: datetime, told: tuple[bool, date | None] | None
) -> None:
    case = Case(DEBTOR, our_promises=(ours(1, due),), endings=tuple(endings))
    found = [(word.in_time, word.done_on) for word in our_words(case, now.date(), now)]
    assert found == ([told] if told else [])


def test_what_was_promised_later_is_not_known_yet() -> None:
    case = Case(DEBTOR, our_promises=(ours(1, at(10), made=9),), endings=(ended(1, at(8)),))
    assert list(our_words(case, day(8), at(8))) == []


def test_our_word_belongs_to_the_period_of_its_day() -> None:
    case = Case(DEBTOR, our_promises=(ours(1, at(5)), ours(2, at(10)), ours(3, at(15))))
    words = list(our_words(case, day(20), at(20)))
    assert [word.due_on for word in due_between(words, day(6), day(15))] == [day(10), day(15)]
    assert [word.due_on for word in due_between(words, None, day(10))] == [day(5), day(10)]
