"""What a line of shorthand tells of who is speaking and how; what is kept of where a call tipped."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from collector import words
from collector.errors import CollectorError
from collector.lexicons import lexicon
from collector.rules.shorthand import read_note
from collector.tui import tipping
from collector.tui.behind import labelling, tips
from collector.tui.hearing import BEFORE, NOTHING, Heard, heard_in, is_abuse, promised_in
from collector.tui.tipping import Tip
from collector.tui.views import NotSaved
from tests.tui.stage import settings

NOW = datetime(2026, 11, 23, 10, 15)


def heard(text: str) -> Heard:
    return heard_in(read_note(text, NOW, "RON", 740_00, lexicon()), text)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("", NOTHING),
        ("   ", NOTHING),
        ("nu raspunde", NOTHING),
        ("nu e el", Heard("third_party")),
        ("Nu este EA, revine", Heard("third_party")),
        ("not her", Heard("third_party")),
        ("soția a răspuns, nervoasă", Heard("third_party")),
        ("nr gresit", Heard("wrong_party")),
        ("plt 300 vn", Heard("right_party")),
        ("refuza sa plateasca", Heard("right_party", "refuses")),
        ("somaj, nu are bani", Heard("right_party", "hardship")),
        ("supărat pe factură", Heard("right_party", "angry")),
        ("shouting about fees", Heard("right_party", "angry")),
        ("comision abuziv, suma gresita", Heard("right_party")),
        ("m-a sunat el, plateste luni 200", Heard("right_party", "", "inbound")),
    ],
)
def test_a_line_tells_who_speaks_and_how(text: str, known: Heard) -> None:
    assert heard(text) == known


def test_insults_are_told_from_upset_words_and_from_fees() -> None:
    assert all(map(is_abuse, ("a înjurat", "înjurături", "m-a amenințat", "swore at me", "jignește")))
    assert not any(map(is_abuse, ("nervos", "comision abuziv", "accident, injured", "injuries")))


def test_what_a_person_told_goes_before_what_the_line_says() -> None:
    assert Heard("", "calm").over(heard("nervos")).over(BEFORE) == Heard("right_party", "calm", "outbound")


def test_promises_are_taken_in_the_minor_units_of_the_account() -> None:
    note = read_note("plateste 300 vn si 50", NOW, "RON", 740_00, lexicon())
    assert promised_in(note, "RON", 2) == ((300_00, date(2026, 11, 27)),)
    assert promised_in(note, "RON", 0) == ((300, date(2026, 11, 27)),)
    assert promised_in(note, "KWD", 3) == ()


# --- Labels -----------------------------------------------------------------------------------------------


def test_a_label_is_refused_where_it_stands() -> None:
    found = labelling.refused({"note": "plătește luni", "reason": "bad payer"})
    assert isinstance(found, NotSaved)
    assert (found.field, found.span) == ("reason", None)
    of_line = labelling.refused({"": "e un scandalagiu, 300 luni"})
    assert of_line is not None
    assert of_line.span == (5, 16)
    assert labelling.refused({"note": "situație dificilă, plătește 300"}) is None
    assert labelling.doubtful({"": "plătește 300"}) == ""


# --- Where calls tipped -----------------------------------------------------------------------------------


def tip(call: str, to: str, agent: str = "ana") -> Tip:
    return Tip(call, datetime(2026, 11, 23, 8, 15, tzinfo=UTC), agent, "angry", to)


def test_the_latest_word_on_a_call_holds_and_only_the_agents_own_are_counted(tmp_path: Path) -> None:
    state = str(tmp_path / "new" / "state")
    tipping.keep(state, tip("1", "client"))
    tipping.keep(state, tip("2", "even", agent="ion"))
    assert tipping.keep(state, tip("1", "even")) == {"even": 1}


def test_lines_that_are_none_of_ours_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / tipping.FILE).write_text('{"agent": "ana"}\nnothing\n[1]\n', "utf-8")
    assert tipping.keep(str(tmp_path), tip("1", "company")) == {"company": 1}


def test_without_a_folder_nothing_is_kept_and_that_is_said() -> None:
    words.use("en")
    with pytest.raises(CollectorError, match="could not be kept"):
        tips.keep(settings("book.db", state=""), "1", "angry", "even")
