"""lint: a verdict for every line, in its place and at once; nothing stops it, and no book is needed."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import Any

import pytest

from collector.cli import linting
from tests.cli.sessions import Shell

GOOD = {"lang": "ro", "text": "Vă mulțumesc pentru răspuns."}
THREAT = {"lang": "en", "text": "Answer me or else."}


class Asking:
    """Somebody who sends lines to `collector lint`."""

    def __init__(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shell, self.monkeypatch = shell, monkeypatch
        self.err, self.code = "", 0

    def lines(self, raw: bytes, *options: str) -> list[dict[str, Any]]:
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        seen = self.shell.run("lint", *options)
        self.err, self.code = seen.err, seen.code
        return [json.loads(line) for line in seen.out.splitlines()]

    def said(self, *lines: dict[str, Any], options: tuple[str, ...] = ()) -> list[dict[str, Any]]:
        return self.lines("".join(f"{json.dumps(line)}\n" for line in lines).encode(), *options)


@pytest.fixture
def asking(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Asking:
    return Asking(shell, monkeypatch)


def test_every_line_has_its_verdict_and_its_rules_and_nothing_else(asking: Asking) -> None:
    unsure = {"lang": "ro", "text": "Ar fi păcat să afle cineva."}
    several = {"lang": "en", "text": "CALL BACK, pls!! You liar."}
    assert asking.said(GOOD, THREAT, unsure, several) == [
        {"verdict": "pass", "rules": []},
        {"verdict": "fail", "rules": ["F01"]},
        {"verdict": "warn", "rules": ["F01"]},
        {"verdict": "fail", "rules": ["F03", "F09", "F11"]},
    ]
    assert (asking.code, asking.err) == (0, "")


def test_an_id_comes_back(asking: Asking) -> None:
    for known in ("e01", 7, None, ["a"]):
        assert asking.said(GOOD | {"id": known}) == [{"id": known, "verdict": "pass", "rules": []}]


def test_explained_it_also_says_what_was_seen_and_another_wording(asking: Asking) -> None:
    (answer,) = asking.said(THREAT, options=("--explain",))
    (finding,) = answer["findings"]
    assert (finding["rule"], finding["verdict"], finding["seen"]) == ("F01", "fail", "or else")
    assert "{amount}" in finding["better"]


def test_a_line_without_a_language_is_of_the_one_that_is_read(asking: Asking) -> None:
    text = {"text": "Nu putem."}
    assert asking.said(text, options=("--lang", "ro"))[0]["rules"] == ["F15"]
    assert asking.said(text, options=("--lang", "en"))[0]["rules"] == []
    assert asking.said(text | {"lang": None}, options=("--lang", "ro"))[0]["rules"] == ["F15"]


BAD = [
    # line, in the message
    (b"", "empty"),
    (b"x", "no JSON object"),
    (b"[]", "no JSON object"),
    (b'"\xff"', "not UTF-8"),
    (b'{"lang": "ro"}', "text: null cannot be used"),
    (b'{"lang": "ro", "text": 5}', "text: 5 cannot be used"),
    (b'{"lang": "de", "text": "a"}', "lang: 'de' cannot be used; expected ro or en"),
    (b'{"lang": ["ro"], "text": "a"}', "lang: ['ro'] cannot be used"),
    (json.dumps(GOOD | {"text": "a" * (linting.LONGEST_TEXT + 1)}).encode(), "are too many"),
]


@pytest.mark.parametrize(("line", "told"), BAD, ids=[told for _line, told in BAD])
def test_a_bad_line_has_its_error_in_its_place(asking: Asking, line: bytes, told: str) -> None:
    good = json.dumps(GOOD).encode()
    first, refused, last = asking.lines(b"\n".join((good, line, good)), "--lang", "en")
    assert first == last == {"verdict": "pass", "rules": []}
    assert list(refused) == ["error"]
    assert told in refused["error"]
    assert asking.err == f"line 2: {refused['error']}\n"
    assert asking.code == 3


def test_an_empty_text_passes(asking: Asking) -> None:
    assert asking.said(GOOD | {"text": ""}) == [{"verdict": "pass", "rules": []}]


HEAVY = (
    *("sqlmodel", "sqlalchemy", "pydantic", "sqlite3", "textual", "holidays", "babel", "phonenumbers"),
    *("psycopg", "collector.desk", "collector.store", "collector.tui"),
)
LOADED = (
    "import sys; from collector.__main__ import main; main(['lint']); print(*sys.modules, file=sys.stderr)"
)


def test_no_book_no_database_and_no_screen_are_loaded(shell: Shell) -> None:
    shell.said("COLLECTOR_BOOK", str(shell.here / "none.db"))
    done = subprocess.run(
        [sys.executable, "-c", LOADED], input=json.dumps(THREAT), capture_output=True, encoding="utf-8"
    )
    assert json.loads(done.stdout)["rules"] == ["F01"]
    loaded = done.stderr.split()
    assert "collector.rules.tone" in loaded
    assert [name for name in HEAVY if name in loaded] == []
    assert not (shell.here / "none.db").exists()


def test_each_answer_comes_before_the_next_question(shell: Shell) -> None:
    shell.asks_in_turn("lint", GOOD)
