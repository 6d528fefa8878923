"""An agency's own scorecard that cannot be read: every command that scores says so once, and answers all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from collector.desk import scorecards
from tests.cli.sessions import Shell
from tests.rules.risky import TEXT

USED = "Until it is mended the scorecard that comes with the program is used."


@pytest.fixture
def own(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the agency keeps its card; the book has one debt."""
    monkeypatch.setattr(scorecards, "own_file", lambda: shell.here / "settings" / scorecards.OWN_CARD)
    (shell.here / "settings").mkdir()
    shell.write(
        "debts.csv", "account_ref,debtor_ref,name,currency,balance,balance_on\nA-1,D-1,Ana,RON,9,2026-11-01\n"
    )
    assert shell.run("init").code == shell.run("import", "debts.csv").code == 0
    return scorecards.own_file()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (TEXT.replace("[features.lead]", "[features.leed]").encode(), "says nothing of the feature lead"),
        (
            TEXT.replace("mean = 0.80", 'mean = "much"').encode(),
            "'much' at features.hist_logit.mean. Expected a number",
        ),
        (TEXT.replace("format = 1", "format = 7").encode(), "A newer program wrote it"),
        (b"", "The scorecard has nothing at format. Expected 1"),
        (TEXT.encode("utf-16"), "it cannot be read: byte 1 is not UTF-8"),
        (b"name = ", "This is no scorecard: Invalid value (at end of document)"),
        (None, "it cannot be read: Is a directory"),
    ],
    ids=["feature", "number", "newer", "empty", "utf-16", "toml", "folder"],
)
def test_what_is_wrong_with_it_is_told_with_its_place(
    shell: Shell, own: Path, content: bytes | None, said: str
) -> None:
    if content is None:
        own.mkdir()
    else:
        own.write_bytes(content)
    seen = shell.run("risk", "card")
    assert seen.code == 0
    assert "Scorecard in use: expert-2" in seen.out
    assert seen.err.startswith(f"{own}: ")
    assert said in seen.err
    assert seen.err.endswith(f". {USED}\n")
    assert seen.err.count("\n") == 1


@pytest.mark.parametrize(
    "command",
    [
        *("today", "today --json", "nightly", "nightly --json", "show A-1", "report", "report --json"),
        *("risk train", "risk backtest --json", "risk card --json", "call A-1 nr"),
    ],
)
def test_every_command_that_scores_tells_it_once(shell: Shell, own: Path, command: str) -> None:
    own.write_text("format = 7")
    seen = shell.typed(f"collector {command}")
    assert (seen.code, seen.err.count(USED)) == (0, 1)
    assert USED not in seen.out


def test_what_does_not_score_has_nothing_to_tell(shell: Shell, own: Path) -> None:
    own.write_text("format = 7")
    for command in ("verdicts", "check", "where"):
        assert shell.typed(f"collector {command}").err == ""


def test_a_card_that_can_be_read_is_in_use_without_a_word(shell: Shell, own: Path) -> None:
    own.write_text(TEXT.replace('"expert"', '"ours"'), "utf-8")
    seen = shell.run("risk", "card")
    assert "Scorecard in use: ours-2" in seen.out
    assert seen.err == ""
