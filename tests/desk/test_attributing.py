"""Which model the risk numbers come from, said in one sentence wherever people look."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from collector import words
from collector.desk import scorecards
from collector.desk.attributing import in_use
from collector.desk.opening import Desk
from collector.rules.cardfile import write_scorecard
from collector.store import models
from collector.store.models import Model
from tests import books
from tests.books import november
from tests.rules.risky import PLAIN

UNFITTED = "Risk: the scorecard as written (expert-2), not yet fitted to your promises."
MOVED = "What is kept has moved away from what was predicted, so the fitted scorecard is not taken."
FITTED = Model(
    november(20),
    "card",
    "card-20261120",
    12345,
    12345,
    "x",
    write_scorecard(PLAIN),
    "{}",
    books.at("2026-11-20"),
)


def trained(desk: Desk, *, drifting: bool = False, **changed: object) -> None:
    """The book remembers a training of Friday."""
    model = FITTED._replace(metrics=json.dumps({"months": [], "drifting": drifting}), **changed)
    desk.book.write(lambda connection: models.keep(connection, model))


def test_before_any_training_it_is_the_card_that_people_wrote(desk: Desk) -> None:
    assert in_use(desk) == in_use(desk, why=True) == UNFITTED
    trained(desk)
    assert in_use(books.on(desk, "2026-11-19")) == UNFITTED


@pytest.mark.parametrize(
    ("chosen", "version", "name", "why"),
    [
        (
            "card",
            "card-20261120",
            "the fitted scorecard",
            "The scorecard beats the plain kept rate and is used.",
        ),
        (
            "prior",
            "expert-2",
            "the scorecard as written (expert-2)",
            "The scorecard as it was written does better than the fitted one (log loss) and is used.",
        ),
        (
            "kept_rate",
            "kept-rate-1",
            "the plain kept rate",
            "The model has not earned its place yet: the plain kept rate is used.",
        ),
        (
            "base_rate",
            "base-rate-1",
            "the agency's own rate for everybody",
            "Nothing beats the agency's own rate yet: it is used for everybody.",
        ),
    ],
)
def test_what_was_taken_with_its_day_its_promises_and_why(
    desk: Desk, chosen: str, version: str, name: str, why: str
) -> None:
    trained(desk, chosen=chosen, version=version)
    told = f"Risk: {name} since 20 Nov 2026, on 12,345 judged promises."
    assert in_use(desk) == told
    assert in_use(desk, why=True) == f"{told} {why}"


def test_the_alarm_is_told_to_everybody_and_once(desk: Desk) -> None:
    trained(desk, chosen="kept_rate", labels=1, drifting=True)
    told = f"Risk: the plain kept rate since 20 Nov 2026, on one judged promise. {MOVED}"
    assert in_use(desk) == in_use(desk, why=True) == told


def test_a_fitted_card_that_cannot_be_read_is_not_said_to_score(desk: Desk) -> None:
    trained(desk, card='{"format": 99}', drifting=True)
    assert in_use(desk, why=True) == UNFITTED


def test_a_mistake_in_an_own_card_is_told_with_its_place(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / scorecards.OWN_CARD
    own.write_text("format = 7", "utf-8")
    monkeypatch.setattr(scorecards, "own_file", lambda: own)
    assert in_use(desk).startswith(f"{UNFITTED} {own}: The scorecard has the format 7")
    monkeypatch.setattr(scorecards, "expert", lambda: scorecards.Expert(None, problem="There is none."))
    assert in_use(desk) == "Risk: the plain kept rate, for there is no scorecard. There is none."


def test_in_romanian(desk: Desk) -> None:
    words.use("ro")
    trained(desk)
    assert in_use(desk) == "Risc: fișa de scor învățată din 20 nov. 2026, pe 12.345 de promisiuni judecate."


def test_saying_it_needs_no_numpy(tmp_path: Path) -> None:
    """In a process of its own, as the app does."""
    book = books.a_book(str(tmp_path / "book.db"))
    desk = books.a_desk(book)
    trained(desk)
    desk.close()
    program = (
        "import sys; from tests import books; from collector.desk.attributing import in_use;"
        f"assert 'since 20 Nov' in in_use(books.a_desk({book!r}), why=True); sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
