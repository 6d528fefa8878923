"""Runs the parts that were asked for, each on its generated book, and prints the figures."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from collector.bench import apps, books, commits, imports, nights, notes, reads, risks, steps, terminal
from collector.bench.figures import Figures
from collector.bench.options import PARTS, Options
from collector.errors import UsageError
from collector.sample.bulk import Size
from collector.words import _

AT_LEAST = {*risks.AT_LEAST}  # the other goals are the most that a figure may be
_PROMISES, _CALLS = 3, 6  # of an account in the book for list, card, find, commit and app


def run(options: Options) -> int:
    """Measure and print; 0."""
    options = possible(options)
    found: Figures = {}
    try:
        with _folder(options) as folder:
            found.update(measure(options, folder))
    finally:  # what was measured before something went wrong has cost time
        if found:
            _print(options, {"machine": _machine(), "accounts": options.accounts, **found})
    return 0


def possible(options: Options) -> Options:
    """Where there are no pseudo-terminals, everything is everything but the app; asked for by name, it is told."""
    try:
        if "app" in options.parts:
            terminal.needed()
    except UsageError:
        if options.parts != PARTS:
            raise
        return options._replace(parts=tuple(part for part in PARTS if part != "app"))
    return options


@contextmanager
def _folder(options: Options) -> Iterator[Path]:
    """Where the books are made: the folder that was named, else one that goes away again."""
    if options.folder is not None:
        options.folder.mkdir(parents=True, exist_ok=True)
        yield options.folder
        return
    with tempfile.TemporaryDirectory(prefix="collector-bench-") as folder:
        yield Path(folder)


def measure(options: Options, folder: Path) -> Iterator[tuple[str, Figures]]:
    """The figures of each part that was asked for, with its name."""
    parts: dict[str, Callable[[], Figures]] = {
        "list": lambda: _looking(reads.list_pages, options, folder),
        "card": lambda: _looking(reads.card_looks, options, folder),
        "find": lambda: _looking(reads.finds, options, folder),
        "note": lambda: notes.notes(10 * options.repeats),
        "step": lambda: steps.steps(10 * options.repeats),
        "commit": lambda: _committing(options, folder),
        "nightly": lambda: nights.nights(folder, options.debtors),
        "risk": lambda: risks.risks(options.stories),
        "import": lambda: imports.imports(folder, options.lines),
        "app": lambda: _at_the_screen(options, folder),
    }
    for part in options.parts:
        _tell(part)
        yield part, judged(parts[part]())


def _looking(look: Callable[..., Figures], options: Options, folder: Path) -> Figures:
    desk = books.desk_at(_book(options, folder))
    try:
        return look(desk, options.repeats)
    finally:
        desk.close()


def _committing(options: Options, folder: Path) -> Figures:
    with _copy(_book(options, folder)) as run_on:
        return commits.commits(run_on, options.seconds)


def _at_the_screen(options: Options, folder: Path) -> Figures:
    """The app on the book of the other parts and on a small one; both as copies, for it writes."""
    with ExitStack() as copies:
        large = copies.enter_context(_copy(_book(options, folder)))
        small = None
        if options.accounts > apps.SMALL:
            small = copies.enter_context(_copy(_book(options._replace(accounts=apps.SMALL), folder)))
        return apps.apps(large, small, apps.Times.of(options.starts, options.repeats))


@contextmanager
def _copy(book: Path) -> Iterator[Path]:
    """A copy to write into, gone afterwards."""
    copy = books.copy(book, book.with_suffix(".run.db"))
    try:
        yield copy
    finally:
        books.remove(copy)


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
        met[name] = None if value is None else value >= most if name in AT_LEAST else value <= most
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
