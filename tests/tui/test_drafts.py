"""What was typed and not saved is there again: after a kill, beside another app, on a disk that fails."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.tui import draftfiles
from collector.tui.drafts import LINE, Draft, Drafts
from collector.tui.views import Where
from tests.books import Wall, wall

__all__ = ["wall"]

ROOT = Path(__file__).parent.parent.parent
ANA, ION = Where(12, 1), Where(7, 2)
A_LINE = Draft("c0ffee", {"line": "cl zice 300 vn, restu pe 15"})
A_PROMISE = Draft("beef", {"amount.0": "300", "due.0": "fri"}, {"relation": "plan"})


@pytest.fixture
def state(tmp_path: Path) -> str:
    return str(tmp_path / "state")


def kept(state: str, book: str = "book.db") -> Drafts:
    """Drafts as the app of another run finds them."""
    return Drafts(state, book)


def the_file(state: str) -> Path:
    (path,) = Path(state).rglob("*.json")
    return path


def texts() -> st.SearchStrategy[str]:
    """Anything that can be in a field, half surrogate pairs included."""
    return st.text(st.characters(exclude_categories=()))


# --- Kept and given back ----------------------------------------------------------------------------------


def test_what_was_typed_is_there_for_the_next_app(state: str) -> None:
    mine = kept(state)
    mine.keep(ANA, "Ionescu Ana", LINE, A_LINE)
    mine.keep(ANA, "Ionescu Ana", "promise", A_PROMISE)
    assert mine.of(ANA) == {LINE: A_LINE, "promise": A_PROMISE}, "before it is written"
    assert mine.flush()
    assert kept(state).of(ANA) == {LINE: A_LINE, "promise": A_PROMISE}
    assert kept(state).of(ION) == {}


def test_what_was_saved_or_thrown_away_is_gone_and_so_is_its_file(state: str) -> None:
    mine = kept(state)
    mine.keep(ANA, "Ana", LINE, A_LINE)
    mine.keep(ANA, "Ana", "promise", A_PROMISE)
    mine.flush()
    mine.drop(ANA, LINE)
    assert list(mine.of(ANA)) == ["promise"]
    mine.drop(ANA, "promise")
    mine.flush()
    assert kept(state).of(ANA) == {}
    assert not [path for path in Path(state).rglob("*") if path.is_file()]


def test_the_cards_with_drafts_are_listed_the_latest_first(state: str, wall: Wall) -> None:
    mine = kept(state)
    mine.keep(ANA, "Ionescu Ana", LINE, A_LINE)
    wall.passes(minutes=1)
    mine.keep(ION, "Văcărescu Ion", "promise", A_PROMISE)
    assert [w.who for w in mine.waiting()] == ["Văcărescu Ion", "Ionescu Ana"], "before it is written"
    mine.flush()
    assert kept(state).waiting() == (
        (ION, "Văcărescu Ion", ("promise",)),
        (ANA, "Ionescu Ana", (LINE,)),
    )


def test_without_a_folder_they_live_as_long_as_the_app() -> None:
    mine = kept("")
    mine.keep(ANA, "Ana", LINE, A_LINE)
    assert mine.of(ANA) == {LINE: A_LINE}
    assert [w.where for w in mine.waiting()] == [ANA]
    mine.drop(ANA, LINE)
    assert mine.waiting() == ()


def test_another_book_has_other_drafts(state: str, tmp_path: Path) -> None:
    mine = kept(state, str(tmp_path / "one.db"))
    mine.keep(ANA, "Ana", LINE, A_LINE)
    mine.flush()
    assert kept(state, str(tmp_path / "two.db")).of(ANA) == {}
    assert kept(state, str(tmp_path / "." / "one.db")).of(ANA), "the same place, written otherwise"


def test_a_password_does_not_part_a_book_from_its_drafts(state: str) -> None:
    mine = kept(state, "postgresql+psycopg://ana:secret@host/book")
    mine.keep(ANA, "Ana", LINE, A_LINE)
    mine.flush()
    assert kept(state, "postgresql+psycopg://ana:changed@host/book").of(ANA)
    assert "secret" not in str(the_file(state))


def test_a_draft_of_somebody_else_of_the_same_number_is_not_given_out(state: str) -> None:
    """A book made anew at the same place counts its debtors from one again."""
    mine = kept(state)
    mine.keep(ANA, "Ionescu Ana", LINE, A_LINE)
    assert mine.of(ANA, "Popa Gheorghe") == {}
    assert mine.of(ANA, "Ionescu Ana") == {LINE: A_LINE}


@settings(max_examples=60)
@given(values=st.dictionaries(texts(), texts(), max_size=3), who=texts(), form=texts())
def test_every_text_comes_back_as_it_was_typed(values: dict[str, str], who: str, form: str) -> None:
    draft = Draft("id", values, {key: value[::-1] for key, value in values.items()})
    with tempfile.TemporaryDirectory() as folder:
        mine = kept(folder)
        mine.keep(ANA, who, form, draft)
        assert mine.flush()
        assert kept(folder).of(ANA) == {form: draft}
        assert [w.who for w in kept(folder).waiting()] == [who]


# --- Personal data ----------------------------------------------------------------------------------------


def test_nobody_else_can_read_them(state: str) -> None:
    old = os.umask(0)
    try:
        mine = kept(state)
        mine.keep(ANA, "Ana", LINE, A_LINE)
        mine.flush()
    finally:
        os.umask(old)
    path = the_file(state)
    modes = [stat.S_IMODE(place.stat().st_mode) for place in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]
    assert "Ana" not in path.name


def test_a_folder_that_was_open_is_closed(state: str) -> None:
    (Path(state) / "drafts").mkdir(parents=True, mode=0o755)
    mine = kept(state)
    mine.keep(ANA, "Ana", LINE, A_LINE)
    mine.flush()
    assert stat.S_IMODE((Path(state) / "drafts").stat().st_mode) == 0o700


def test_what_nobody_came_back_to_is_let_go(state: str, wall: Wall) -> None:
    mine = kept(state)
    mine.keep(ANA, "Ana", LINE, A_LINE)
    mine.flush()
    wall.passes(days=29)
    mine.keep(ANA, "Ana", "promise", A_PROMISE)
    mine.flush()
    wall.passes(days=2)
    assert list(kept(state).of(ANA)) == ["promise"], "by form"
    assert the_file(state)
    wall.passes(days=29)
    assert kept(state).waiting() == ()
    assert not list(Path(state).rglob("*.json"))


# --- Trouble ----------------------------------------------------------------------------------------------


A_FORM = '{"format":1,"who":"","forms":{"line":%s}}'
DAMAGED = (
    *("", "{", "[]", "null", '{"format":1}', '{"format":1,"who":1,"forms":{}}', "[" * 100_000),
    A_FORM % '{"at":"2026-11-23","id":"x","values":{},"answers":{}}',  # no zone
    A_FORM % '{"at":"2026-11-23T10:15Z","id":"x","values":{"a":2},"answers":{}}',
    A_FORM % '{"at":"2026-11-23T10:15Z","id":"x","answers":{}}',
)


@pytest.mark.parametrize("raw", [b"\xff\xfe", *map(str.encode, DAMAGED)])
def test_a_damaged_file_is_set_aside_and_told_once(state: str, raw: bytes) -> None:
    mine = kept(state)
    mine.keep(ANA, "Ana", LINE, A_LINE)
    mine.flush()
    the_file(state).write_bytes(raw)
    told: list[str] = []
    theirs = kept(state)
    assert theirs.of(ANA) == {}
    theirs.told_by(told.append)
    assert theirs.of(ANA) == {}
    assert len(told) == 1
    assert "set aside" in told[0]
    (aside,) = Path(state).rglob("*.damaged")
    assert aside.read_bytes() == raw
    theirs.keep(ANA, "Ana", LINE, A_LINE)
    assert theirs.flush()
    assert kept(state).of(ANA) == {LINE: A_LINE}


def test_a_disk_that_refuses_is_told_once_and_typing_goes_on(
    state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    mine = kept(state)
    mine.told_by(told.append)

    def full(*_args: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for text in ("3", "30", "300"):
            mine.keep(ANA, "Ana", LINE, Draft("id", {"line": text}))
            assert not mine.flush()
        assert mine.of(ANA)[LINE].values == {"line": "300"}
        assert not [path for path in Path(state).rglob("*") if path.is_file()], "no half file"
    assert len(told) == 1
    assert "No space left on device" in told[0]
    mine.keep(ION, "Ion", LINE, A_LINE)
    assert mine.flush(), "with room again, all of it is written"
    assert kept(state).of(ANA)[LINE].values == {"line": "300"}


def test_a_state_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    told: list[str] = []
    mine = kept(str(tmp_path / "state"))
    mine.told_by(told.append)
    mine.keep(ANA, "Ana", LINE, A_LINE)
    mine.flush()
    assert mine.of(ANA) == {LINE: A_LINE}
    assert any("cannot be kept in" in text for text in told)


# --- Two apps, and a kill ---------------------------------------------------------------------------------


def test_of_two_apps_on_one_card_the_last_one_wins_form_by_form(state: str) -> None:
    first, second = kept(state), kept(state)
    for drafts, form, draft in (
        (first, LINE, A_LINE),
        (second, "promise", A_PROMISE),
        (second, LINE, Draft("other", {"line": "the later one"})),
    ):
        drafts.keep(ANA, "Ana", form, draft)
        assert drafts.flush()
    assert first.of(ANA) == second.of(ANA)
    assert first.of(ANA)["promise"] == A_PROMISE
    assert first.of(ANA)[LINE].values == {"line": "the later one"}


TYPES = """
import sys
from collector.tui.drafts import Draft, Drafts
from collector.tui.views import Where

drafts = Drafts(sys.argv[1], "book.db")
for number in range(1_000_000):
    drafts.keep(Where(12, 1), "Ana", "line", Draft("id", {"line": str(number) * 400}))
    if drafts.flush():
        print(number, flush=True)
"""


def test_killed_while_it_types_the_draft_is_whole_and_nothing_told_as_kept_is_lost(state: str) -> None:
    for _again in range(3):
        app = subprocess.Popen(
            [sys.executable, "-c", TYPES, state], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert app.stdout is not None
        lines = [app.stdout.readline() for _line in range(20)]
        app.send_signal(signal.SIGKILL)
        last = int((lines + app.stdout.readlines())[-1])
        app.wait()
        app.stdout.close()
        number = kept(state).of(ANA)[LINE].values["line"]
        assert number in {str(last) * 400, str(last + 1) * 400}


def test_a_file_is_what_was_typed_and_when(state: str, wall: Wall) -> None:
    mine = kept(state)
    mine.keep(ANA, "Ana", LINE, A_LINE)
    mine.flush()
    found = json.loads(the_file(state).read_bytes())
    assert found["forms"]["line"]["values"] == {"line": "cl zice 300 vn, restu pe 15"}
    assert datetime.fromisoformat(found["forms"]["line"]["at"]) == wall.moment
    assert draftfiles.cards_in(the_file(state).parent) == [ANA]
