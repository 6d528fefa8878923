"""The app as a person has it: started in a pseudo-terminal, driven by keys, beside a bare Textual app."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from collector.bench import finding, starts, terminal
from collector.bench.figures import Figures, percentile, spread
from collector.bench.signs import CARD, FIRST_ROW, SAVED, key_of, sent_by, shows
from collector.bench.starts import BARE, STILL_S, Program, app_on, running, until_usable
from collector.bench.terminal import Terminal
from collector.words import _

SMALL = 1_000  # accounts of the book that the large one is compared with
KEY_STILL_S = 0.06
FIRST_KEYS = 4  # they load what the first of their kind needs, and do not count
SCREENFUL = 12  # rows down, then up again: nothing is scrolled
MOST_ESCAPES = 4  # out of a line, a form, a card
ESCAPE_S = 0.5  # a lone Esc is told from the start of a sequence by waiting
GOALS = {
    "first_paint.cpu_ratio": 1.2,
    "usable.cpu_ratio": 1.6,
    "large.usable_peak_mb": 70,
    "large.saved_peak_mb": 95,
    "growth.first_paint_cpu": 1.1,
    "growth.usable_cpu": 1.1,
    "growth.usable_peak": 1.1,
    "cursor.p95_ratio": 1.3,
    "cursor.bytes_p50": 1024,
    "card.p95_ms": 60,
    "find.p95_ms": 80,
}


class Times(NamedTuple):
    """How often each thing is done."""

    starts: int
    keys: int
    cards: int
    finds: int

    @classmethod
    def of(cls, starts: int, repeats: int) -> Times:
        """From what the command line says; at 300 repeats 100 keys, 30 cards, 30 names."""
        return cls(starts, max(repeats // 3, 2), max(repeats // 10, 2), max(repeats // 10, 2))


def apps(large: Path, small: Path | None, times: Times) -> Figures:
    """Everything about the app on these books, which it writes into. Without a small one nothing is said of growth."""
    terminal.needed()
    of_book = {"small": small, "large": large}
    programs = {"bare": BARE} | {name: app_on(book) for name, book in of_book.items() if book}
    with starts.own_home() as home:
        saved_mb = _saved_mb(programs["small"], home) if small else None
        told = _at_work(programs["large"], home, large, times)
        found: Figures = starts.medians(programs, home, times.starts)
    found["large"]["saved_peak_mb"] = told.pop("saved_peak_mb")
    if small:
        found["small"]["saved_peak_mb"] = saved_mb
    return {**found, **starts.compared(found), **told, "goal": GOALS}


def _at_work(program: Program, home: dict[str, str], book: Path, times: Times) -> Figures:
    """What is done in one run of the app: a card and an entry, keys, cards, finding."""
    typed = finding.typed(book, times.finds + 1)
    with _usable(program, home) as at:
        cards = [_open_card(at)]
        _save(at)
        told: Figures = {"saved_peak_mb": at.peak_mb()}
        _back_to_list(at)
        with _usable(BARE, home) as bare:
            told |= _keys(at, bare, times.keys)
        cards += [_open_next(at) for _nth in range(times.cards)]
        finds = [finding.find(at, each, _back_to_list) for each in typed]
    return told | {"card": after_the_first(cards), "find": after_the_first(finds)}


@contextmanager
def _usable(program: Program, home: dict[str, str]) -> Iterator[Terminal]:
    """The program, started and waiting for a key."""
    with running(program, home) as at:
        until_usable(at, program)
        at.quiet(STILL_S)
        yield at


def _saved_mb(program: Program, home: dict[str, str]) -> float | None:
    """Memory after the first card and one saved entry."""
    with _usable(program, home) as at:
        _open_card(at)
        _save(at)
        return at.peak_mb()


def after_the_first(seconds: Sequence[float | None]) -> Figures:
    """The first of its kind, which loads what it needs, for itself; the spread of the others; how many failed."""
    shown = [each for each in seconds[1:] if each is not None]
    told = spread(shown) if shown else {"times": 0, "p95_ms": None}
    first = seconds[0] if seconds else None
    return {"first_ms": first and round(1000 * first, 2), **told, "missed": len(seconds[1:]) - len(shown)}


# --- Keys --------------------------------------------------------------------------------------------------


def _keys(app: Terminal, bare: Terminal, times: int) -> Figures:
    """A cursor key in the list, and in turn with it a key in the bare app: a letter, the cursor back."""
    cursor = [key_of("down")] * SCREENFUL + [key_of("up")] * SCREENFUL
    typing = [sent_by("a"), sent_by("left")]
    ours, bares = _Presses(), _Presses()
    for nth in range(FIRST_KEYS + times):
        ours.press(app, cursor[nth % len(cursor)], counts=nth >= FIRST_KEYS)
        bares.press(bare, typing[nth % len(typing)], counts=nth >= FIRST_KEYS)
    told, beside = ours.told(), bares.told()
    for name in ("p50", "p95"):
        told[f"{name}_ratio"] = starts.ratio(told[f"{name}_ms"], beside[f"{name}_ms"])
    return {"cursor": told, "bare_key": beside}


class _Presses:
    """Durations and bytes of keys pressed one after another, each when the one before has had its effect."""

    def __init__(self) -> None:
        self._seconds: list[float] = []
        self._bytes: list[int] = []

    def press(self, at: Terminal, key: bytes, *, counts: bool) -> None:
        sent_s = at.send(key)
        painted_s = at.burst()
        at.quiet(KEY_STILL_S)
        if counts:
            self._seconds.append(painted_s - sent_s)
            self._bytes.append(at.bytes)

    def told(self) -> Figures:
        return spread(self._seconds) | {"bytes_p50": int(percentile(sorted(self._bytes), 50))}


# --- Cards -------------------------------------------------------------------------------------------------


def _open_next(at: Terminal) -> float:
    """The next account of the list, opened and left again."""
    at.send(key_of("down"))
    at.quiet(STILL_S)
    seconds = _open_card(at)
    _back_to_list(at)
    return seconds


def _open_card(at: Terminal) -> float:
    """Seconds from Enter on a row of the list until its card is painted."""
    sent_s = at.send(key_of("open"))
    at.until(shows(CARD), _("a card"))
    painted_s = at.quiet(terminal.PAUSE_S)
    at.quiet(STILL_S)
    return painted_s - sent_s


def _save(at: Terminal) -> None:
    """Nobody answered: the entry that needs one key."""
    at.send(key_of("no_answer"))
    at.until(shows(SAVED), _("that a call without an answer is saved"))
    at.quiet(STILL_S)


def _back_to_list(at: Terminal) -> None:
    """Out of whatever is open, one Esc after another."""
    for _nth in range(MOST_ESCAPES):
        at.send(key_of("back"))
        if at.seen(shows(FIRST_ROW), ESCAPE_S):
            at.quiet(STILL_S)
            return
    at.until(shows(FIRST_ROW), _("the list again"))
