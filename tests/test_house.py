"""The house rules that no linter knows. Each failure says what to do."""

from __future__ import annotations

import ast
import inspect
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from collector.rules import records

ROOT = Path(__file__).parent.parent
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
MEDIAN_FUNCTION = 12

# What must not come along: modules that cost time before the first screen, and what the night never needs.
HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "textual",
    "openpyxl",
    "holidays",
    "babel",
    "phonenumbers",
    "psycopg",
    "numpy",
)
LIGHT_DOORS = [
    # imported                must not bring
    ("collector.__main__", HEAVY),
    ("collector.cli", HEAVY),
    ("collector.words", (*HEAVY, "argparse", "platformdirs")),
    ("collector.rules.records", (*HEAVY, "dateutil")),
    ("collector.nightly", ("textual", "collector.tui", "numpy")),
    ("collector.desk", ("textual", "collector.tui", "numpy")),
    ("collector.tui", ("sqlmodel", "sqlalchemy", "pydantic", "openpyxl")),
]

# Words of the places where the project is made; they mean nothing to who reads it. Spelt so that this file has none.
FOREIGN = (
    "/" + "work/",
    "/" + "root/",
    ".." + "/shared",
    "." + "library",
    "files." + "pythonhosted",
    "pypi" + ".org",
)


def sources() -> list[Path]:
    return sorted((ROOT / "collector").rglob("*.py"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def functions() -> list[tuple[str, int]]:
    """Every function of the program as `file:line name` with its length in lines."""
    return [
        (f"{name(path)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def texts_of_project() -> Iterator[tuple[Path, str]]:
    """Every text file that git keeps or would keep; without git (an unpacked archive) those of our folders."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    files = (
        [ROOT / file for file in listed.stdout.split("\0") if file] if listed.returncode == 0 else archived()
    )
    for path in sorted(files):
        raw = path.read_bytes() if path.is_file() else b"\0"
        if b"\0" not in raw:
            yield path, raw.decode("utf-8", "replace")


def archived() -> list[Path]:
    folders = ("collector", "data", "docs", "tests", "tools", ".ci")
    return [*ROOT.glob("*"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]


# --- Size -------------------------------------------------------------------------------------------------


def test_files_are_short() -> None:
    long = [
        name(path) for path in sources() if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE
    ]
    assert not long, f"over {LONGEST_FILE} lines; would each be clearer as two rooms? {long}"


def test_functions_are_short() -> None:
    long = [where for where, lines in functions() if lines > LONGEST_FUNCTION]
    assert not long, f"over {LONGEST_FUNCTION} lines; look for the function hiding inside: {long}"


def test_most_functions_are_very_short() -> None:
    assert statistics.median(lines for _where, lines in functions()) < MEDIAN_FUNCTION


# --- Money and words --------------------------------------------------------------------------------------


def test_no_float_near_money() -> None:
    near = [
        f"{name(path)}:{number}"
        for path in sources()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"float\(.*minor|minor.*float\(", line)
    ]
    assert not near, f"amounts are whole minor units; divide and round as integers: {near}"


def test_no_text_is_formatted_before_it_is_translated() -> None:
    """`_(f"…")` and `_("…".format())` look up a text that no catalogue has."""
    early = [
        f"{name(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "N_", "ngettext"}
        if any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in node.args[:2])
    ]
    assert not early, f"write _('… {{name}} …').format(name=…): {early}"


def test_the_project_names_nothing_of_the_place_where_it_was_made() -> None:
    named = [f"{name(path)}: {word}" for path, text in texts_of_project() for word in FOREIGN if word in text]
    assert not named, f"a reader elsewhere has no such place: {named}"


def test_nothing_is_left_for_later_in_the_source() -> None:
    marks = re.compile("TO" + "DO|FIX" + r"ME|\bXX" + "X|raise NotImplementedError")
    left = [name(path) for path in sources() if marks.search(path.read_text(encoding="utf-8"))]
    assert not left, f"finish it, or leave it out and say so in the changelog: {left}"


def test_the_lock_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert lock.count("--hash=sha256:") > lock.count("==") > 0, "run `make lock`"


# --- Records and tables (collector.store.tables) -----------------------------------------------------------


def facts() -> list[type]:
    """The records that are facts: those that say when they were recorded."""
    kinds = [kind for _name, kind in inspect.getmembers(records, inspect.isclass) if hasattr(kind, "_fields")]
    return [kind for kind in kinds if "recorded_at" in kind._fields]


def test_there_are_facts() -> None:
    assert {"Debtor", "Account", "Promise", "Payment", "Ending"} <= {kind.__name__ for kind in facts()}


@pytest.mark.parametrize("kind", facts(), ids=lambda kind: kind.__name__)
def test_a_fact_has_the_columns_of_its_table_in_their_order(kind: type) -> None:
    """So that a row becomes a record without a mapper."""
    from collector.store.tables import RECORDS

    assert kind in RECORDS, "give it a table, and a line in RECORDS"
    assert tuple(RECORDS[kind].__table__.columns.keys()) == kind._fields


# --- What starts light stays light (collector.__main__, cli, desk, nightly, tui) ----------------------------


def loaded_by(module: str) -> set[str]:
    """All modules that a fresh Python holds after importing this one."""
    command = [sys.executable, "-c", f"import sys, {module}; print(*sys.modules, sep='\\n')"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize(("module", "heavy"), LIGHT_DOORS, ids=[module for module, _heavy in LIGHT_DOORS])
def test_importing_it_brings_nothing_heavy(module: str, heavy: tuple[str, ...]) -> None:
    brought = sorted(loaded_by(module) & set(heavy))
    assert not brought, f"import them inside the functions that use them: {brought}"
