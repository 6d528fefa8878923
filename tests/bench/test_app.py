"""The app measured from outside, tiny: every figure comes out and can be true; a program that dies is told of.

No time is judged. What a terminal is asked, and what the keys send, is tried on programs of a few lines.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from collector.bench import apps, books, finding, main, measuring, signs, starts, terminal
from collector.bench.options import PARTS, Options
from collector.bench.starts import BARE, Program
from collector.bench.terminal import Terminal
from collector.desk import looking
from collector.errors import CollectorError, UsageError
from collector.sample.bulk import Size
from collector.tui.keys import ACTIONS

HOME = {**os.environ, "TERM": "xterm-256color"}
PAINT = "sys.stdout.write('\\x1b[?1049h' + 'twenty signs and some more \\x1b[1m▸\\x1b[0m Ana'); sys.stdout.flush();"
ANY = re.compile("signs")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs that do not leave when asked to are soon killed."""
    monkeypatch.setattr(terminal, "LEAVING_S", 0.1)


def script(text: str) -> Terminal:
    """A program of one line in a terminal; it is left with q."""
    return Terminal((sys.executable, "-c", f"import sys, os, tty, time; {text}"), HOME, b"q")


# --- The app itself --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What is told of the app on a book of 80, each thing done as seldom as can be."""
    with pytest.MonkeyPatch.context() as patch, pytest.MonkeyPatch.context() as out:
        patch.setattr(apps.Times, "of", lambda *_: apps.Times(starts=1, keys=4, cards=1, finds=1))
        written: list[str] = []
        out.setattr(measuring, "_print", lambda _options, figures: written.append(json.dumps(figures)))
        folder = tmp_path_factory.mktemp("app")
        assert main(["app", "--accounts", "80", "--in", str(folder), "--json"]) == 0
        assert [path.name for path in folder.iterdir()] == ["list-80.db"], (
            "it wrote into copies and took them away"
        )
    return json.loads(written[0])["app"]


def test_every_figure_comes_out_and_can_be_true(told: Any) -> None:
    for name in ("bare", "large"):
        start = told[name]
        assert start["starts"] == 1
        assert 0 < start["first_paint_s"] <= start["usable_s"]
        assert 0 < start["first_paint_cpu_s"] <= start["usable_cpu_s"]
        assert start["usable_peak_mb"] > 10
    assert told["large"]["saved_peak_mb"] >= told["large"]["usable_peak_mb"]
    assert told["usable"]["cpu_ratio"] > 0 < told["first_paint"]["clock_ratio"]


def test_keys_cards_and_finds_are_counted(told: Any) -> None:
    for name in ("cursor", "bare_key"):
        assert told[name]["times"] == 4
        assert 0 < told[name]["p50_ms"] <= told[name]["p95_ms"]
        assert told[name]["bytes_p50"] > 0
    assert told["cursor"]["p95_ratio"] > 0
    for name in ("card", "find"):
        assert (told[name]["times"], told[name]["missed"]) == (1, 0)
        assert min(told[name]["first_ms"], told[name]["p95_ms"]) > 0


def test_each_goal_is_judged_but_for_growth_where_there_is_one_book(told: Any) -> None:
    assert told["met"].keys() == told["goal"].keys() == apps.GOALS.keys()
    unjudged = {name for name, met in told["met"].items() if met is None}
    assert unjudged == {name for name in apps.GOALS if name.startswith("growth.")}


def test_ratios_and_medians() -> None:
    figures = {f"{step}_{what}": 2.0 for step in ("first_paint", "usable") for what in ("cpu_s", "s")}
    small = figures | {"usable_peak_mb": 50.0, "saved_peak_mb": None}
    large = {name: value and 2 * value for name, value in small.items()}
    told = starts.compared({"bare": figures, "small": small, "large": large})
    assert told["first_paint"] == told["usable"] == {"cpu_ratio": 2.0, "clock_ratio": 2.0}
    assert set(told["growth"].values()) == {2.0, None}, "what a system does not tell has no ratio"


def test_finding_that_never_came_is_counted_and_in_no_figure() -> None:
    told = apps.after_the_first([0.5, 0.010, None, 0.020])
    assert (told["first_ms"], told["times"], told["longest_ms"], told["missed"]) == (500.0, 2, 20.0, 1)
    assert apps.after_the_first([]) == {"first_ms": None, "times": 0, "p95_ms": None, "missed": 0}


# --- A program in a terminal -----------------------------------------------------------------------------


def test_first_paint_and_use_are_seen_through_escape_sequences() -> None:
    program = Program(
        (sys.executable, "-c", f"import sys, time; {PAINT} time.sleep(60)"), signs.FIRST_ROW, b"q"
    )
    with starts.running(program, HOME) as at:
        painted = at.until(starts.painted, "a screen")
        used = starts.until_usable(at, program)
        assert at.started_s < painted.wall_s <= used.wall_s
        assert "▸ Ana" in at.shown
        assert at.peak_mb()
        assert at.bytes == len(at.written.encode())


def test_a_key_is_measured_from_its_writing_to_the_end_of_what_it_brings() -> None:
    with script(
        "tty.setraw(0); os.write(1, b'ready'); k = os.read(0, 1); os.write(1, k * 3); time.sleep(0.05); os.write(1, k)"
    ) as at:
        at.until(lambda it: "ready" in it.shown, "ready")
        sent_s = at.send(b"x")
        first_s = at.burst()
        assert at.shown == "xxx"
        assert sent_s < first_s < at.until(lambda it: it.shown == "xxxx", "the rest").wall_s


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (r"\x1b[c", "\x1b[?62;22c"),
        (r"\x1b[6n", "\x1b[1;1R"),
        (r"\x1b]11;?\x07", "\x1b]11;rgb:1111/1111/1111\x1b\\"),
        (r"\x1b[?2026$p", "\x1b[?2026;0$y"),
    ],
)
def test_a_program_that_asks_the_terminal_is_answered_once(question: str, answer: str) -> None:
    ask = f"tty.setraw(0); os.write(1, b'{question}'[:3]); time.sleep(0.02); os.write(1, b'{question}'[3:]);"
    with script(f"{ask} print(repr(os.read(0, 99)), flush=True); os.read(0, 9)") as at:
        at.until(lambda it: repr(answer.encode()) in it.shown, "the answer")


def test_a_program_that_dies_is_told_of_with_what_it_wrote() -> None:
    with pytest.raises(CollectorError) as told, script("sys.exit('there is no book here')") as at:
        at.until(lambda it: "Today" in it.shown, "the list")
    assert "ended by itself" in told.value.message
    assert "there is no book here" in told.value.message
    assert sys.executable in told.value.message


def test_a_program_that_never_shows_it_is_told_of_and_ended() -> None:
    with script("print('something else', flush=True); time.sleep(60)") as at:
        at.until(lambda it: "else" in it.shown, "anything")
        with pytest.raises(CollectorError, match=r"(?s)did not show the list.*something else"):
            at.until(lambda it: "Today" in it.shown, "the list", 0.1)
    assert at.process.returncode == -9


def test_an_app_that_cannot_start_is_told_of_and_leaves_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        apps, "app_on", lambda _: BARE._replace(command=(sys.executable, "-c", "raise SystemExit(7)"))
    )
    monkeypatch.setattr(apps, "BARE", apps.app_on(tmp_path))
    with pytest.raises(CollectorError, match="wrote: nothing"):
        main(["card", "app", "--accounts", "10", "--repeats", "2", "--in", str(tmp_path)])
    assert capsys.readouterr().out.count("card: times 2"), "what was measured before is printed"
    assert not list(tmp_path.glob("*.run.db*"))


def test_without_pseudo_terminals_the_app_is_left_out_of_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "SUPPORTED", False)
    with pytest.raises(UsageError, match="pseudo-terminal"):
        main(["app"])
    assert measuring.possible(Options()).parts == tuple(part for part in PARTS if part != "app")
    assert measuring.possible(Options(parts=("card",))).parts == ("card",)


def test_the_app_gets_a_home_of_its_own_and_no_signs_of_a_build_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("CI", "GITHUB_ACTIONS", "COLLECTOR_BOOK", "NO_COLOR", "XDG_STATE_HOME", "TERM_PROGRAM"):
        monkeypatch.setenv(name, "/elsewhere")
    with starts.own_home() as home:
        assert "/elsewhere" not in home.values()
        assert home["TERM"] == "xterm-256color"
        assert {home[name] for name in home if name.startswith("XDG_")} == {
            f"{home['HOME']}/{kind}" for kind in ("data", "config", "state", "cache")
        }
    assert not Path(home["HOME"]).exists()


# --- Keys and signs --------------------------------------------------------------------------------------


def test_what_the_keys_of_the_app_send_is_known() -> None:
    for action in ("open", "down", "up", "find", "back", "no_answer", "quit"):
        assert signs.key_of(action)
    assert signs.sent_by("f3") == b"\x1bOR"
    assert [signs.sent_by(key) for key in ("f5", "f6", "f10", "f11", "f12")] == [
        b"\x1b[15~", b"\x1b[17~", b"\x1b[21~", b"\x1b[23~", b"\x1b[24~",
    ]  # fmt: skip
    assert signs.key_of("no_answer") == signs.sent_by(next(a.keys[0] for a in ACTIONS if a.id == "no_answer"))
    with pytest.raises(ValueError, match="hyper"):
        signs.sent_by("hyper+x")


def test_a_row_is_known_by_the_start_of_a_name() -> None:
    sign = signs.row_of("Constantinescu-Ionescu Ana")
    assert sign.search(terminal.plain("\x1b[7m▸ \x1b[0mConstantinescu-Io…\x1b[4;1H"))
    assert not sign.search("▸ Constant Marin")
    assert not sign.search("  Constantinescu-Ionescu Ana")


def test_texts_are_typed_whose_last_letter_changes_the_first_row(tmp_path: Path) -> None:
    book = books.make(tmp_path / "book.db", Size(60, promises=1, calls=1))
    typed = finding.typed(book, 3)
    desk = books.desk_at(book)
    for text, first in typed:
        before, after = (looking.find(desk, part)[0].row.name for part in (text[:-1], text))
        assert first.search(f"▸ {after}")
        assert before != after
    desk.close()
    assert len(typed) == 3
