"""Short phrases as people type them: each outcome, reason, promise of ours, verb of paying and day said in many ways."""

from __future__ import annotations

from datetime import date

import pytest

from collector.rules.shorthand import Note, PromiseRead
from tests.rules.shorthand.lines import phrases, read

OUTCOMES = phrases("outcomes")
DAYS = phrases("days")
HARDSHIPS = ("job_loss", "illness", "bereavement", "no_money")


def told(means: str, said: str) -> bool:
    """Whether the phrase is read as what the table says, and no promise is made up."""
    kind, _, name = means.partition(" ")
    note = read(said + " 300" if kind == "pays" else said)
    if kind == "pays":
        return note.promises == (PromiseRead(30_000, "RON", None),)
    if kind == "reason":
        return (note.reason, note.hardship, note.promises) == (name, name in HARDSHIPS, ())
    if kind == "ours":
        return note.our_promise is not None and note.our_promise.what == name and not note.promises
    return note.outcome == kind and (not note.promises or kind in ("promise", "dispute"))


@pytest.mark.parametrize("means", OUTCOMES)
def test_every_way_to_say_it_is_understood(means: str) -> None:
    assert [said for said in OUTCOMES[means] if not told(means, said)] == []


@pytest.mark.parametrize("day", DAYS)
def test_every_way_to_say_a_day_is_understood_before_and_after_the_sum(day: str) -> None:
    due = (PromiseRead(30_000, "RON", date.fromisoformat(day)),)
    lines = [form.format(said) for said in DAYS[day] for form in ("plateste 300 lei {}", "{} 300 lei")]
    assert [line for line in lines if read(line).promises != due] == []


REPEATED = (
    *(
        "1",
        "300 vn ",
        "o mie ",
        "mie ",
        "suta ",
        "nu a fost ",
        "not his not her ",
        "any my his her the a ",
        "the rest of ",
    ),
    *(
        "sfarsit de ",
        "x3 ",
        "300 si ",
        "1-",
        "15/",
        "w/",
        "in the next ",
        "200 luna ",
        "rest ",
        "zzzzzqqqqq ",
        "si jumate ",
    ),
)


@pytest.mark.parametrize("piece", REPEATED)
def test_no_repetition_can_hang_or_break_the_reader(piece: str) -> None:
    """Ten thousand characters of anything cost a bounded walk: every word is looked at from few places."""
    note = read((piece * 10_000)[:10_000])

    assert isinstance(note, Note)
    assert len(note.promises) < 500
