"""Starts of the app and of a bare Textual app in turn: processor and clock seconds, memory.

What else the machine does falls on both alike, and so their ratio says more than the seconds.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from collector.bench import books, terminal
from collector.bench.figures import Figures
from collector.bench.signs import ANYTHING, FIRST_ROW, key_of, sent_by
from collector.bench.terminal import Terminal
from collector.words import _

START_S = 120.0
STILL_S = 0.15  # without a byte: nothing more comes of what was done
_HIDDEN = re.compile(
    r"CI$|GITHUB_|COLLECTOR_|TEXTUAL|XDG_|LC_|NO_COLOR$|FORCE_COLOR$|COLUMNS$|LINES$|TERM|COLORTERM$"
)
_PLACEHOLDER = "Type something into this line"


class Program(NamedTuple):
    """What is started: its words, by what it is known to be usable, and the key that leaves it."""

    command: tuple[str, ...]
    usable: re.Pattern[str]
    leave: bytes


class Start(NamedTuple):
    """One start: processor and clock seconds to the first paint and until it could be used, memory until then."""

    first_paint_cpu_s: float | None
    first_paint_s: float
    usable_cpu_s: float | None
    usable_s: float
    usable_peak_mb: float | None


BARE = Program(
    (sys.executable, "-m", "collector.bench.bare", _PLACEHOLDER),
    re.compile(_PLACEHOLDER),
    sent_by("ctrl+q"),
)


def app_on(book: Path) -> Program:
    """Our app on a book, on the morning for which the book was judged, so that somebody may be called."""
    said = ("--book", str(book), "--as-of", books.AS_OF, "--agent", "ana", "--lang", "en")
    return Program((sys.executable, "-m", "collector", *said), FIRST_ROW, key_of("quit"))


@contextmanager
def own_home() -> Iterator[dict[str, str]]:
    """An environment with an empty home of its own, as of a person at a common terminal."""
    with tempfile.TemporaryDirectory(prefix="collector-bench-home-", ignore_cleanup_errors=True) as folder:
        kept = {name: value for name, value in os.environ.items() if not _HIDDEN.match(name)}
        folders = {
            f"XDG_{kind}_HOME": f"{folder}/{kind.lower()}" for kind in ("DATA", "CONFIG", "STATE", "CACHE")
        }
        common = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        yield {**kept, **folders, **common, "HOME": folder}


def running(program: Program, home: dict[str, str]) -> Terminal:
    return Terminal(program.command, home, program.leave)


def until_usable(at: Terminal, program: Program) -> terminal.Moment:
    return at.until(lambda it: program.usable.search(it.shown), _("its first screen"), START_S)


def medians(programs: dict[str, Program], home: dict[str, str], times: int) -> Figures:
    """Starts of each in turn, the medians of each. Each has run once before: its files are in memory."""
    found: dict[str, list[Start]] = {name: [] for name in programs}
    for _nth in range(times):
        for name, program in programs.items():
            found[name].append(_start(program, home))
    return {name: _middle(starts) for name, starts in found.items()}


def _start(program: Program, home: dict[str, str]) -> Start:
    with running(program, home) as at:
        paint = at.until(painted, _("its first screen"), START_S)
        usable = until_usable(at, program)
        peak_mb = at.peak_mb()
        at.quiet(STILL_S)
        began = at.started_s
    return Start(paint.cpu_s, paint.wall_s - began, usable.cpu_s, usable.wall_s - began, peak_mb)


def painted(at: Terminal) -> bool:
    """On the screen that the program opens for itself there is more than nothing."""
    return ANYTHING.search(terminal.plain(at.written.partition("\x1b[?1049h")[2])) is not None


def _middle(starts: Sequence[Start]) -> Figures:
    """The medians, each figure for itself."""
    found: Figures = {}
    for name, values in zip(Start._fields, zip(*starts, strict=True), strict=True):
        told = [value for value in values if value is not None]
        found[name] = round(statistics.median(told), 3) if told else None
    return {"starts": len(starts)} | found


def compared(found: Figures) -> Figures:
    """The large book's start beside the bare app's, and beside the small book's."""
    large, bare, small = found["large"], found["bare"], found.get("small", {})
    ratios = {
        step: {
            "cpu_ratio": ratio(large[f"{step}_cpu_s"], bare[f"{step}_cpu_s"]),
            "clock_ratio": ratio(large[f"{step}_s"], bare[f"{step}_s"]),
        }
        for step in ("first_paint", "usable")
    }
    growth = {
        "first_paint_cpu": "first_paint_cpu_s",
        "usable_cpu": "usable_cpu_s",
        "usable_clock": "usable_s",
        "usable_peak": "usable_peak_mb",
        "saved_peak": "saved_peak_mb",
    }
    return {**ratios, "growth": {name: ratio(large[of], small.get(of)) for name, of in growth.items()}}


def ratio(one: float | None, other: float | None) -> float | None:
    return round(one / other, 2) if one and other else None
