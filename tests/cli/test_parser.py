"""Options stand before or after the command; every command has its help, in both languages, and its function."""

from __future__ import annotations

import itertools

import pytest

from collector import words
from collector.cli import helping
from collector.cli.commands import APP, COMMANDS, EVERYWHERE, Command
from collector.cli.parser import language_asked, read
from collector.cli.printing import width
from collector.cli.running import _function
from collector.config import Flags
from collector.errors import UsageError
from tests.cli.sessions import Shell

ALL = (APP, *COMMANDS)


def name(command: Command) -> str:
    return command.name or "app"


def test_the_commands_are_those_of_the_contract() -> None:
    """docs/reference/commands.md; the others arrive later and are absent, not stubs."""
    assert {command.name for command in COMMANDS} == {
        *("demo", "init", "import", "open", "today", "show", "verdicts", "undo", "nightly", "report"),
        *("call", "note", "step", "lint", "practice", "risk", "backup", "check", "where", "bench"),
    }


OPTIONS = [
    ["--book", "x.db"],
    ["--lang=ro"],
    ["--as-of", "2026-11-23"],
    ["--agent", "Ana"],
    ["--plain"],
    ["--json"],
]


@pytest.mark.parametrize("place", range(3))
def test_options_stand_anywhere(place: int) -> None:
    said = list(itertools.chain.from_iterable(OPTIONS))
    arguments = [[*said, "show", "A-1"], ["show", *said, "A-1"], ["show", "A-1", *said]][place]
    line = read(arguments)
    assert (line.command.name, line.words) == ("show", ("A-1",))
    assert line.flags == Flags("x.db", "2026-11-23", "ro", "Ana", plain=True, json=True)


def test_a_commands_own_options_may_stand_before_it() -> None:
    line = read(["--limit", "5", "today"])
    assert (line.command.name, line.options["limit"]) == ("today", 5)


def test_files_and_options_may_be_mixed() -> None:
    line = read(["import", "a.csv", "--kind", "payments", "b.csv", "--dry-run", "c.csv"])
    assert line.words == ("a.csv", "b.csv", "c.csv")
    assert (line.options["kind"], line.options["dry_run"]) == ("payments", True)


def test_the_value_of_an_option_is_no_command() -> None:
    line = read(["--agent", "show", "--book=today", "where"])
    assert (line.command.name, line.options["agent"], line.options["book"]) == ("where", "show", "today")


def test_after_two_dashes_everything_is_a_word() -> None:
    assert read(["show", "--", "--json"]).words == ("--json",)
    assert read(["import", "--dry-run", "--", "-odd.csv"]).words == ("-odd.csv",)


def test_the_last_of_two_wins() -> None:
    assert read(["--lang", "en", "today", "--lang", "ro"]).options["lang"] == "ro"


def test_no_words_open_the_app() -> None:
    assert read([]).command is APP
    assert read(["--json"]).options["json"] is True


def test_what_the_benchmark_is_told_is_its_own_to_read() -> None:
    assert read(["bench", "list", "--accounts", "100"]).words == ("list", "--accounts", "100")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lang", "ro", "x"], "ro"),
        (["x", "--lang=en"], "en"),
        (["x", "--lang"], None),
        (["x", "--", "--lang", "ro"], None),
        ([], None),
    ],
)
def test_the_language_is_known_before_the_rest_is_understood(arguments: list[str], said: str | None) -> None:
    assert language_asked(arguments) == said


@pytest.mark.parametrize("typed", ["", "0", "-1", "1.5", "ten", "1" * 10, "١"])
def test_a_number_is_a_whole_one(typed: str) -> None:
    with pytest.raises(UsageError, match="--limit"):
        read(["today", f"--limit={typed}"])


@pytest.mark.parametrize("typed", ["23.11.2026", "2026-11-23"])
def test_a_day_in_either_form(typed: str) -> None:
    assert read(["report", "--from", typed]).options["from"].isoformat() == "2026-11-23"


@pytest.mark.parametrize(
    "typed", ["23/11/2026", "20261123", "1899-12-31", "31.12.2200", "30.02.2026", "today", "1.1.26"]
)
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(UsageError, match="--from"):
        read(["report", "--from", typed])


# --- The help --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("command", ALL, ids=name)
def test_help_names_every_option_and_fits_the_screen(command: Command, language: str) -> None:
    words.use(language)
    page = list(helping.page(command))
    text = "\n".join(page)
    assert max(width(line) for line in page) <= 80
    assert all(option.flag in text for option in (*EVERYWHERE, *command.options))
    assert all(word in text for word in (command.name, *command.words))
    assert all(f"\n  {choice} " in text for choice, _does in command.choices)
    assert "{" not in text


def test_the_help_of_the_model_says_what_is_written_to_the_book(shell: Shell) -> None:
    said = " ".join(shell.run("risk", "--help").out.split())
    for what in (
        "train fits the scorecard and keeps it: writes to the book",
        "backtest tests each model on the past; only reads the book",
        "card what the model is and how it did; only reads the book",
    ):
        assert what in said


def test_the_programs_help_names_every_command(shell: Shell) -> None:
    for arguments in (["--help"], ["-h"], ["--lang", "en", "-h"]):
        seen = shell.run(*arguments)
        assert (seen.code, seen.err) == (0, "")
        assert all(f"\n  {command.name} " in seen.out for command in COMMANDS)


@pytest.mark.parametrize("command", [c for c in COMMANDS if not c.free], ids=name)
def test_help_needs_no_book_and_no_words(command: Command, shell: Shell) -> None:
    seen = shell.run(command.name, "--help", COLLECTOR_BOOK="mysql://nowhere")
    assert (seen.code, seen.err) == (0, "")
    assert seen.out.startswith(f"Usage: collector {command.name} [OPTION…]")


def test_the_benchmark_has_a_help_of_its_own(shell: Shell) -> None:
    seen = shell.run("bench", "--help")
    assert seen.code == 0
    assert "--accounts" in seen.out


@pytest.mark.parametrize("command", ALL, ids=name)
def test_every_command_has_its_function(command: Command) -> None:
    assert callable(_function(command.run))
