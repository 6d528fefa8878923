"""Which scorecard the desk scores with: the book's own choice, else the card that people wrote.

The written card is `scorecard.toml` beside the settings where an agency keeps its own, else the one that comes with
the program. What cannot be read is told (`Expert.problem`), and the next safer choice is taken: the shipped card
for an own one, the plain kept rate when there is none at all.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from collector.config import data_file, settings_path
from collector.errors import reason
from collector.rules.cardfile import read_scorecard
from collector.rules.scorecard import Scorecard, without_hinges
from collector.rules.words import Unreadable
from collector.words import _

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from collector.store.models import Model

OWN_CARD = "scorecard.toml"
SHIPPED = "expert-2.toml"
BASE_RATE = "base-rate"


class Expert(NamedTuple):
    """The card that people wrote, and why an own one is not it."""

    card: Scorecard | None  # with the bends that fitting may use
    plain: Scorecard | None = None  # as it scores while nothing was fitted
    problem: str = ""


def chosen(connection: Connection, as_of: date) -> Scorecard | None:
    """The card that promises are scored with as of a day; None: the plain kept rate.

    The choice of the latest training; the written card before the first one, or where the fitted one is unreadable.
    """
    from collector.store import models

    return card_of(models.latest(connection, as_of))


def card_of(model: Model | None) -> Scorecard | None:
    """The card of a training, as `chosen` has it."""
    if model is None:
        return expert().plain
    return None if model.chosen == "kept_rate" else _trained(model.chosen, model.card)


@lru_cache(maxsize=2)
def _trained(chosen: str, text: str) -> Scorecard | None:
    try:
        card = read_scorecard(text)
    except Unreadable:
        return expert().plain
    if chosen == "base_rate":
        none = (0.0,) * len(card.weights)
        lines = tuple(none[: n + 1] for n in range(len(none)))
        card = card._replace(
            name=BASE_RATE, version=1, weights=none, covariance=lines, quiet=card.features, labels=0
        )
    return card


def kind_of(card: Scorecard | None) -> str:
    """`base_rate`, `kept_rate` or `card`: what a card is, as the manifest says it."""
    if card is None:
        return "kept_rate"
    return "base_rate" if card.name == BASE_RATE else "card"


def expert() -> Expert:
    """The written card, read once and again when its file changes."""
    stamp = _changed_at()
    return _shipped() if stamp is None else _own(own_file(), stamp)


def own_problem() -> str:
    """What is wrong with the agency's own card, and what is used meanwhile; empty if all is well, or there is none."""
    problem = "" if _changed_at() is None else expert().problem
    used = _("Until it is mended the scorecard that comes with the program is used.")
    return problem and f"{problem.rstrip('.')}. {used}"


def own_file() -> Path:
    """Where an agency keeps a card of its own."""
    return settings_path().parent / OWN_CARD


def _changed_at() -> int | None:
    """When the own card was changed last, in nanoseconds; None where there is none."""
    try:
        return own_file().stat().st_mtime_ns
    except OSError:
        return None


@lru_cache(maxsize=2)
def _own(path: Path, _stamp: int) -> Expert:
    found = _read(path)
    return found if found.card else _shipped()._replace(problem=found.problem)


@lru_cache(maxsize=1)
def _shipped() -> Expert:
    return _read(data_file("scorecards", SHIPPED))


def _read(path: Path) -> Expert:
    try:
        card = read_scorecard(path.read_text("utf-8-sig"))
    except Unreadable as fault:
        return Expert(None, problem=f"{path}: {why_unreadable(fault)}")
    except UnicodeDecodeError as fault:
        seen = _("byte {place} is not UTF-8").format(place=fault.start + 1)
    except (OSError, ValueError) as fault:
        seen = reason(fault)
    else:
        return Expert(card, without_hinges(card))
    return Expert(None, problem=_("{file}: it cannot be read: {error}").format(file=path, error=seen))


def why_unreadable(fault: Unreadable) -> str:
    """What is wrong with a card, in the language in use; what was seen and what was expected may be texts too."""
    values = dict(fault.values)
    for name in values.keys() & {"seen", "what"}:
        values[name] = _(str(values[name]))
    return _(fault.expected).format(**values)
