"""Runs the parts that were asked for, each on its generated book, and prints the figures."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from collector.bench import books, commits, imports, nights, reads
from collector.bench.figures import Figures
from collector.bench.options import Options
from collector.sample.bulk import Size
from collector.words import _

_PROMISES, _CALLS = 3, 6  # of an account in the book for list, card, find and commit


def run(options: Options) -> int:
    """Measure and print; 0."""
    if options.folder is not None:
        options.folder.mkdir(parents=True, exist_ok=True)
        _print(options, measure(options, options.folder))
        return 0
    with tempfile.TemporaryDirectory(prefix="collector-bench-") as folder:
        _print(options, measure(options, Path(folder)))
    return 0


def measure(options: Options, folder: Path) -> Figures:
    """The figures of each part that was asked for, under its name."""
    parts: dict[str, Callable[[], Figures]] = {
        "list": lambda: _looking(reads.list_pages, options, folder),
        "card": lambda: _looking(reads.card_looks, options, folder),
        "find": lambda: _looking(reads.finds, options, folder),
        "commit": lambda: _committing(options, folder),
        "nightly": lambda: nights.nights(folder, options.debtors),
        "import": lambda: imports.imports(folder, options.lines),
    }
    found = {}
    for part in options.parts:
        _tell(part)
        found[part] = judged(parts[part]())
    return {"machine": _machine(), "accounts": options.accounts, **found}


def _looking(look: Callable[..., Figures], options: Options, folder: Path) -> Figures:
    desk = books.desk_at(_book(options, folder))
    try:
        return look(desk, options.repeats)
    finally:
        desk.close()


def _committing(options: Options, folder: Path) -> Figures:
    path = _book(options, folder)
    run_on = books.copy(path, path.with_suffix(".run.db"))
    try:
        return commits.commits(run_on, options.seconds)
    finally:
        books.remove(run_on)


def _book(options: Options, folder: Path) -> Path:
    return books.make(folder / f"list-{options.accounts}.db", Size(options.accounts, _PROMISES, _CALLS))


def judged(figures: Figures) -> Figures:
    """The figures with `met`: for each goal whether it was reached, None where nothing was measured."""
    if "goal" not in figures:
        return figures
    met = {}
    for name, most in figures["goal"].items():
        value: Any = figures
        for key in name.split("."):
            value = value[key]
        met[name] = None if value is None else value <= most
    return figures | {"met": met}


def _machine() -> Figures:
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "processors": os.cpu_count(),
        "system": platform.platform(terse=True),
    }


# --- Printing --------------------------------------------------------------------------------------------


def _tell(part: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(_("measuring {part} …").format(part=part) + "\n")


def _print(options: Options, figures: Figures) -> None:
    text = json.dumps(figures, indent=None) if options.json else "\n".join(_lines(figures))
    sys.stdout.write(text + "\n")


def _lines(figures: Figures, indent: str = "") -> Iterator[str]:
    """One figure a line, parts below their names."""
    for name, value in figures.items():
        if isinstance(value, dict) and not any(isinstance(each, dict | list) for each in value.values()):
            yield f"{indent}{name}: " + ", ".join(f"{key} {_shown(each)}" for key, each in value.items())
        elif isinstance(value, dict):
            yield f"{indent}{name}"
            yield from _lines(value, f"{indent}  ")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield from _lines({f"{name} {n}": each for n, each in enumerate(value, 1)}, indent)
        else:
            yield f"{indent}{name}: {_shown(value)}"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("reached") if value else _("missed")
    return "-" if value is None or value == [] else str(value)
