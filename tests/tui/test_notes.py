"""Notes are shown in full words, the line as it was typed is one key away; what came of an import of old ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collector.desk import importing
from collector.tui import jobs
from collector.tui.behind import bringing, cards
from tests import books
from tests.tui.stage import press, screen_text, the_app

NOTES = """account_ref,called_at,note,agent
A1-1,2026-11-16T10:00,plt 400 vn,ion
A1-1,2026-11-17T10:00,blorg,ion
"""


@pytest.fixture
def noted(book: str, tmp_path: Path) -> str:
    """The day's book with two old notes about Ana Ionescu."""
    (tmp_path / "calls.csv").write_text(NOTES, encoding="utf-8")
    desk = books.a_desk(book)
    importing.import_files(desk, [tmp_path / "calls.csv"])
    desk.close()
    return book


def lines(app: Any, *words: str) -> list[str]:
    return [line for line in screen_text(app).splitlines() if any(word in line for word in words)]


async def test_notes_stand_in_full_words_and_as_typed_at_a_key(noted: str) -> None:
    async with the_app(noted, (120, 40), first_ref="A1-1") as pilot:
        app: Any = pilot.app
        (clean,) = lines(app, "16 Nov  we called, ion, promised: ")
        assert clean.rstrip().endswith("promised: plătește 400 vineri")
        await press(pilot, "escape", "o")
        (typed,) = lines(app, "16 Nov  we called, ion, promised: ")
        assert typed.rstrip().endswith("promised: plt 400 vn")
        assert "Notes as they were typed." in screen_text(app)
        await press(pilot, "o")
        assert lines(app, "16 Nov  we called, ion, promised: ") == [clean]


def test_a_promise_read_from_a_note_says_so_and_belongs_to_its_call(noted: str) -> None:
    desk = books.a_desk(noted)
    view = cards.account(desk, jobs.resolve(desk, "A1-1"))
    desk.close()
    (promise,) = [line.text for line in view.history if "400.00" in line.text and line.kind == "promise"]
    assert promise.endswith("(read from a note)")
    (call,) = [line for line in view.history if "plt 400 vn" in line.typed]
    assert "plt" not in call.text
    (blorg,) = [line for line in view.history if "blorg" in line.text]
    assert blorg.typed == "", "as typed is no other line here"


def test_the_last_talk_tells_what_was_read_to_be_promised(noted: str) -> None:
    desk = books.a_desk(noted)
    desk = desk._replace(clock=desk.clock._replace(as_of=books.at("2026-11-16T18:00")))
    last = cards.account(desk, jobs.resolve(desk, "A1-1")).last
    desk.close()
    assert last == "Mon 16 Nov, we called, ion, promised 400.00 Fri 20 Nov: plătește 400 vineri"


def test_what_came_of_a_file_of_notes_is_told(book: str, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(NOTES, encoding="utf-8")
    desk = books.a_desk(book)
    brought = bringing.bring(
        desk, str(tmp_path / "calls.csv"), dry_run=True, say=lambda _said: None, stopped=lambda: False
    )
    desk.close()
    assert brought.texts[0].splitlines() == [
        "calls.csv: 2 lines of calls: 2 new, 0 changed, 0 known, 0 refused",
        "  2 notes read: 1 in full, 0 in part, 1 not at all",
        "  found in the notes: one promise",
        "  not understood: blorg 1",
    ]
