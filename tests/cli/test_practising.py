"""`collector practice`: a list of roles for whoever has no terminal, and a book of its own for whoever has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from collector import clock
from collector.practice.roles import roles
from collector.rules.situations import SITUATIONS
from tests.books import at
from tests.cli.conftest import Opened
from tests.cli.sessions import Shell


@pytest.mark.parametrize("language", ["ro", "en"])
def test_without_a_terminal_every_situation_is_told_with_its_role(shell: Shell, language: str) -> None:
    seen = shell.run("practice", "--lang", language)
    assert (seen.code, seen.err) == (0, "")
    told = " ".join(seen.out.split())
    for number, role in enumerate(roles(language), 1):
        assert f"{number}. {role.situation} · " in told
        assert role.role in told
        assert role.says in told
    assert not (shell.here / "book.db").exists()


def test_for_a_program_the_roles_are_json_and_the_app_stays_closed(shell: Shell, opened: Opened) -> None:
    seen = shell.run("practice", "--json", "--lang", "en")
    rows = json.loads(seen.out)
    assert (seen.code, opened.times) == (0, [])
    assert [row["situation"] for row in rows] == list(SITUATIONS)
    by_situation = {row["situation"]: row for row in rows}
    assert by_situation["angry"]["on_line"] == {"identity": "right_party", "client_state": "angry"}
    assert by_situation["due_today"]["says"] is by_situation["due_today"]["on_line"] is None


def test_the_app_opens_on_a_book_of_its_own_and_nothing_of_the_users_is_touched(
    shell: Shell, opened: Opened
) -> None:
    mine = shell.write("book.db", "my notes")
    seen = shell.run("practice", "--lang", "ro", COLLECTOR_AS_OF="2026-11-23T18:00")
    [(settings, how)] = opened.times
    assert (seen.code, len(how["drills"]), settings.dial) == (7, len(SITUATIONS), None)
    assert settings.as_of == at("2026-11-23T10:15").isoformat(), "the hour is that of the roles"
    folder = Path(settings.book).parent
    assert Path(settings.state).parent == folder
    assert not folder.exists(), "gone afterwards"
    assert mine.read_text(encoding="utf-8") == "my notes"


@pytest.mark.parametrize("as_of", ["", "2026-11-29"])
def test_it_plays_on_the_last_working_day(
    shell: Shell, opened: Opened, monkeypatch: pytest.MonkeyPatch, as_of: str
) -> None:
    monkeypatch.setattr(clock, "real_now", lambda: at("2026-12-01T23:00"))  # a holiday, behind another one
    shell.run("practice", COLLECTOR_AS_OF=as_of)
    [(settings, _how)] = opened.times
    assert settings.as_of == at("2026-11-27T10:15").isoformat()


def test_a_book_that_is_named_is_refused_kindly_and_one_in_the_environment_is_not_looked_at(
    shell: Shell, opened: Opened
) -> None:
    seen = shell.run("practice", "--book", "mine.db")
    assert (seen.code, seen.out, opened.times) == (2, "", [])
    assert seen.err == (
        "Practice has a book of its own and opens no other; nothing was done. Leave --book out.\n"
    )
    assert shell.run("practice", COLLECTOR_BOOK="mysql://nowhere").code == 7
