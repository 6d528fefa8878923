"""What is asked to be measured, and at which sizes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from collector.errors import UsageError
from collector.words import _

PARTS = ("list", "card", "find", "note", "step", "commit", "nightly", "risk", "import", "app")


class Options(NamedTuple):
    """Parts and sizes. The defaults take some minutes; `--full` has the sizes that the goals speak of."""

    parts: tuple[str, ...] = PARTS
    accounts: int = 20_000
    seconds: float = 10.0  # of committing
    debtors: tuple[int, ...] = (300, 1_000, 3_000)  # of the books for the night
    stories: int = 1_500  # debtors of the simulator, for the model
    lines: int = 20_000  # of payments to import
    repeats: int = 300  # looks per part; ten times as many notes and steps
    starts: int = 5  # of the app and of what it is compared with
    json: bool = False
    folder: Path | None = None  # where books are kept from one run to the next


FULL = Options(
    accounts=1_000_000,
    seconds=60.0,
    debtors=(1_000, 10_000, 100_000),
    stories=10_000,
    lines=1_000_000,
    repeats=1000,
    starts=9,
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"collector bench: {message}")


def read(arguments: list[str]) -> Options:
    """The options of a command line. UsageError for a part or a size that there is not."""
    found = _parser().parse_args(arguments)
    base = FULL if found.full else Options()
    said = {name: value for name, value in vars(found).items() if name in Options._fields and value}
    return base._replace(**said | {"parts": _parts(found.parts)})


def _parser() -> argparse.ArgumentParser:
    parser = _Parser("collector bench", allow_abbrev=False)
    add: Any = parser.add_argument
    add("parts", nargs="*", metavar="|".join((*PARTS, "all")))
    add("--full", action="store_true", help=_("the sizes that the goals speak of; takes half an hour"))
    add(
        "--accounts",
        type=_count,
        metavar="N",
        help=_("accounts of the book for list, card, find, commit and app"),
    )
    add("--seconds", type=_seconds, metavar="N", help=_("how long the writers commit"))
    add("--debtors", type=_counts, metavar="N,N…", help=_("debtors of the books for the night"))
    add("--stories", type=_count, metavar="N", help=_("debtors of the simulator, for risk"))
    add("--lines", type=_count, metavar="N", help=_("payment lines to import"))
    add(
        "--repeats",
        type=_count,
        metavar="N",
        help=_("pages, cards and finds to measure; a part of it in the app"),
    )
    add("--starts", type=_count, metavar="N", help=_("how often the app is started"))
    add("--in", type=Path, dest="folder", metavar="FOLDER", help=_("keep the generated books there"))
    add("--json", action="store_true", help=_("the figures as JSON"))
    return parser


def _parts(words: list[str]) -> tuple[str, ...]:
    for word in words:
        if word not in (*PARTS, "all"):
            raise UsageError(
                _(
                    "collector bench: there is nothing called {seen} to measure. Give some of: {known}."
                ).format(seen=repr(word), known=", ".join((*PARTS, "all")))
            )
    return tuple(part for part in PARTS if not words or "all" in words or part in words)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(_("a whole number above zero"))
    return number


def _counts(text: str) -> tuple[int, ...]:
    return tuple(_count(part) for part in text.split(","))


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= 3600:
        raise argparse.ArgumentTypeError(_("seconds above zero, at most 3600"))
    return seconds
