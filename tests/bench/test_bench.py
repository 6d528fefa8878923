"""The measurements themselves, tiny: every part runs, reports its figures, and loses nothing. No time is judged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from collector.bench import commits, figures, main, measuring, risks
from collector.bench.options import FULL, PARTS, Options, read
from collector.errors import UsageError

TINY = ["--accounts", "120", "--seconds", "0.2", "--repeats", "8", "--debtors", "30,60", "--lines", "200"]
SPREAD = {"times", "p50_ms", "p95_ms", "p99_ms", "longest_ms"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the books of this module stay from one part to the next."""
    return tmp_path_factory.mktemp("bench")


def measured(kept: Path, capsys: pytest.CaptureFixture[str], part: str) -> Any:
    assert main([part, *TINY, "--json", "--in", str(kept)]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    return json.loads(told.out)[part]


def test_list(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = measured(kept, capsys, "list")
    assert told["page"].keys() >= SPREAD | {"p95_cpu_ms"}
    assert told["page"]["times"] == 8
    assert told["met"].keys() == told["goal"].keys() == {"page.p95_ms"}


def test_card(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = measured(kept, capsys, "card")
    assert told["card"].keys() >= SPREAD
    assert told["goal"] == {"card.p95_ms": 8}


def test_find(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = measured(kept, capsys, "find")
    kinds = {"anywhere", "diacritics", "start", "whole", "phone", "reference"}
    assert told.keys() == kinds | {"goal", "met"}
    assert set(told["goal"].values()) == {25}


def test_note(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = measured(kept, capsys, "note")
    assert told["line"].keys() >= SPREAD
    assert told["line"]["times"] == 80
    assert told["lines_per_cpu_s"] > 0 < told["load_cpu_ms"]
    assert told["met"].keys() == {"line.p95_ms", "line.p99_ms", "import_cpu_ms"}


def test_step(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = measured(kept, capsys, "step")
    assert told["line"].keys() >= SPREAD
    assert told["lines_per_cpu_s"] > 0
    assert told["met"].keys() == {"line.p95_ms"}


def test_risk(monkeypatch: pytest.MonkeyPatch) -> None:
    for size in ("FIT_ROWS", "SCORED_ROWS", "ONE_BY_ONE"):
        monkeypatch.setattr(risks, size, 500)
    told = risks.run_alone(120)
    assert told.keys() | {"goal"} >= risks.GOALS.keys()
    assert told["auc"]["kept_rate"] < told["auc"]["card"] < told["auc"]["oracle"]
    assert 0 < told["gap_closed"] < 1
    met = measuring.judged({**told, "goal": risks.GOALS, "features_per_cpu_s": 1, "fit_cpu_s": 9.0})["met"]
    assert (met["features_per_cpu_s"], met["fit_cpu_s"]) == (False, False)  # too few, too long
    assert measuring.judged({**told, "goal": {"gap_closed": 0.0}})["met"] == {"gap_closed": True}


def test_commit_loses_nothing(
    kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert commits.WRITERS == 8
    monkeypatch.setattr(commits, "WRITERS", 3)  # each is a process that loads everything
    told = measured(kept, capsys, "commit")
    assert told["writers"] == 3
    assert told["saved"] == told["commit"]["times"] == 6
    assert (told["failed"], told["lost"], told["audit_faults"]) == (0, 0, [])
    assert not list(kept.glob("*.run.db*")), "it wrote into a copy and took that away"


def test_nightly(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = measured(kept, capsys, "nightly")
    assert [run["debtors"] for run in told["runs"]] == [30, 60]
    for run in told["runs"]:
        assert run["promises"] == 10 * run["debtors"]
        assert 0 < run["rows"] <= run["debtors"]
        assert run["cpu_s"] > 0 < run["sum_cpu_s"]
        assert run.keys() >= {"peak_mb", "ratio"}
    assert told["exponent"] is not None
    assert told["beside_judging"] == told["runs"][-1]["beside_judging"] > 1


def test_import(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = measured(kept, capsys, "import")
    assert (told["lines"], told["new"], told["refused"]) == (200, 200, 0)
    assert told["lines_per_cpu_s"] > 0
    assert told["book_grew_bytes"] > 0


def test_for_people_it_prints_one_figure_a_line(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["card", *TINY, "--in", str(kept)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("  card: times 8, p50_ms ") for line in lines)
    assert lines[-1].strip() in {"met: card.p95_ms reached", "met: card.p95_ms missed"}


def test_without_a_folder_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    assert main(["card", *TINY, "--json"]) == 0
    assert list((tmp_path / "temporary").iterdir()) == []


# --- What is asked ---------------------------------------------------------------------------------------

ASKED = [
    ([], Options()),
    (["all"], Options()),
    (["find", "list"], Options(parts=("list", "find"))),
    (["--full"], FULL),
    (["--full", "--seconds", "5"], FULL._replace(seconds=5.0)),
    (["nightly", "--debtors", "10,20", "--json"], Options(parts=("nightly",), debtors=(10, 20), json=True)),
]


@pytest.mark.parametrize(("words", "options"), ASKED)
def test_what_is_asked(words: list[str], options: Options) -> None:
    assert read(words) == options


@pytest.mark.parametrize(
    "words", [["speed"], ["--accounts", "0"], ["--lines", "many"], ["--seconds", "-1"], ["--debtors", "1,x"]]
)
def test_what_cannot_be_measured_is_told(words: list[str]) -> None:
    with pytest.raises(UsageError, match="collector bench"):
        read(words)


def test_the_full_sizes_are_those_of_the_goals() -> None:
    assert (FULL.accounts, FULL.lines, FULL.seconds) == (1_000_000, 1_000_000, 60)
    assert FULL.debtors == (1_000, 10_000, 100_000)
    assert FULL.parts == PARTS


# --- Figures ---------------------------------------------------------------------------------------------


def test_percentiles_are_values_that_were_measured() -> None:
    told = figures.spread([n / 1000 for n in range(1, 101)])
    assert told == {"times": 100, "p50_ms": 50.0, "p95_ms": 95.0, "p99_ms": 99.0, "longest_ms": 100.0}
    assert figures.spread([0.004]) == {"times": 1} | dict.fromkeys(SPREAD - {"times"}, 4.0)
    with pytest.raises(ValueError, match="nothing"):
        figures.spread([])


def test_growth_is_the_exponent() -> None:
    sizes = [1_000, 10_000, 100_000]
    assert figures.growth(sizes, [n / 7 for n in sizes]) == 1.0
    assert figures.growth(sizes, [n**1.5 for n in sizes]) == 1.5
    assert figures.growth([1000], [1.0]) is None


def test_a_goal_that_was_not_measured_is_neither_reached_nor_missed() -> None:
    told = measuring.judged({"a": {"b": 4}, "c": None, "goal": {"a.b": 3, "c": 1}})
    assert told["met"] == {"a.b": False, "c": None}
