"""Every session of this folder, as it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.sessions import FOLDER, Shell, play, steps

SESSIONS = sorted(FOLDER.glob("*.session"))


def test_there_are_sessions() -> None:
    assert len(SESSIONS) >= 8


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_a_session_goes_as_written(path: Path, shell: Shell) -> None:
    play(path, shell)


def test_a_day_goes_the_same_on_every_database(book_url: str, shell: Shell) -> None:
    shell.said("COLLECTOR_BOOK", book_url)
    play(FOLDER / "day.session", shell)


def test_a_session_that_goes_otherwise_is_noticed(tmp_path: Path, shell: Shell) -> None:
    """The runner itself: a wrong word, a wrong code, a missing complaint each fail."""
    for text in (
        "$ collector --version\ncollector 9.9.9\n",
        "$ collector --version\ncollector [..]\n= 1\n",
        "$ collector --version\n2> Careful\ncollector [..]\n",
        "$ collector tody\n= 2\n",
    ):
        path = shell.write("wrong.session", text)
        with pytest.raises(AssertionError, match=r"wrong\.session:1"):
            play(path, shell)
    assert [step.command for step in steps("| a.csv\nx\n\n$ collector today\nNow\n2> oh\n= 3\n")] == [
        "",
        "collector today",
    ]
