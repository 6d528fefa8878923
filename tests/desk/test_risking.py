"""The model of a book, from files to figures: back-tested, trained, remembered, used by the night and the report."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from collector.desk import describing, measured, risking, scorecards
from collector.desk.importing import import_files
from collector.desk.opening import Desk, Founding, found
from collector.desk.reporting import report, report_json
from collector.learning import calibrating, drift
from collector.learning.backtest import MODELS, latest_line, untested
from collector.learning.columns import NEITHER
from collector.learning.measuring import gains, reliability
from collector.nightly import run_nightly
from collector.rules.scorecard import Scorecard
from collector.store import models, promised, reading
from collector.store.models import Chance, Model
from tests import books
from tests.learning.files import write

AS_OF = "2025-03-03"
DEBTORS = 90


def nothing(*_: object) -> None:
    """No progress is shown."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some thousand judged promises of the simulator, imported."""
    folder = tmp_path_factory.mktemp("risk")
    found(str(folder / "book.db"), Founding(calendar="none"))
    desk = books.a_desk(str(folder / "book.db"), AS_OF)
    results = import_files(desk, write(folder, DEBTORS))
    assert not any(result.refused for result in results)
    desk.close()
    return folder / "book.db"


@pytest.fixture
def desk(book: Path, tmp_path: Path) -> Any:
    copy = tmp_path / "book.db"
    copy.write_bytes(book.read_bytes())
    at_work = books.a_desk(str(copy), AS_OF)
    yield at_work
    at_work.close()


def predictions(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


# --- Back-test -------------------------------------------------------------------------------------------


def test_the_figures_follow_from_the_predictions(desk: Desk, tmp_path: Path) -> None:
    """Reckoned again from the file, by the definitions."""
    tested = risking.backtest(desk, nothing)
    measured.write_predictions(desk, tested, tmp_path / "p.csv")
    told = measured.backtest_json(tested)
    rows = predictions(tmp_path / "p.csv")
    assert len(rows) == told["tests"] == sum(window["tests"] for window in told["windows"])
    assert list(rows[0]) == list(measured.PREDICTIONS)
    kept = [int(row["kept"]) for row in rows]
    briers = {}
    for name, column in (("base_rate", "p_base"), ("kept_rate", "p_kept_rate"), ("card", "p_card")):
        p = [float(row[column]) for row in rows]
        briers[name] = sum((a - k) ** 2 for a, k in zip(p, kept, strict=True)) / len(p)
        assert told["models"][name]["brier"] == pytest.approx(briers[name], abs=1e-6)
        assert told["models"][name]["skill"] == pytest.approx(
            1 - briers[name] / briers["base_rate"], abs=2e-6
        )
    paired = told["paired"]["card_minus_kept_rate"]
    assert paired["brier"] == pytest.approx(briers["card"] - briers["kept_rate"], abs=1e-6)
    assert paired["low"] < paired["brier"] < paired["high"]
    days = [date.fromisoformat(row["made_on"]) for row in rows]
    for number, window in enumerate(told["windows"], 1):
        own = [day for day, row in zip(days, rows, strict=True) if int(row["window"]) == number]
        assert (min(own).isoformat(), max(own).isoformat()) == (window["from"], window["to"])


def test_the_labels_are_the_verdicts(desk: Desk, tmp_path: Path) -> None:
    tested = risking.backtest(desk, nothing)
    measured.write_predictions(desk, tested, tmp_path / "p.csv")
    with desk.book.reading() as connection:
        refs = {(c.debtor.id, p.seq): p.ref for c in reading.stream(connection) for p in c.promises}
        states = {
            refs[row.debtor_id, row.promise_seq]: row.state
            for row in promised.judged(connection, desk.today())
        }
    for row in predictions(tmp_path / "p.csv"):
        assert (states[row["promise_ref"]] == "kept") == (row["kept"] == "1")


def test_an_empty_book_is_told_so(tmp_path: Path) -> None:
    found(str(tmp_path / "empty.db"), Founding())
    empty = books.a_desk(str(tmp_path / "empty.db"))
    told = measured.backtest_json(risking.backtest(empty, nothing))
    assert (told["tests"], told["windows"], told["chosen"], told["reliability"]) == (0, [], "kept_rate", [])
    assert (
        set(told["models"]["card"].values()) == set(told["paired"]["card_minus_kept_rate"].values()) == {None}
    )
    trained = risking.train(empty, nothing)
    assert (trained.model.chosen, trained.model.labels) == ("kept_rate", 0)
    assert describing.described(empty)["tests"] == 0
    empty.close()


# --- Training --------------------------------------------------------------------------------------------


def test_a_training_is_remembered_and_used(desk: Desk) -> None:
    with desk.book.reading() as connection:
        assert scorecards.chosen(connection, desk.today()) == scorecards.expert().plain
    trained = risking.train(desk, nothing)
    with desk.book.reading() as connection:
        model = models.latest(connection, desk.today())
        card = scorecards.chosen(connection, desk.today())
        assert models.latest(connection, date(2025, 3, 2)) is None  # as of an earlier day there is none yet
    assert model == trained.model
    assert model.chosen == "card"
    assert card == trained.card
    assert (card.id, scorecards.kind_of(card)) == ("card-20250303", "card")
    assert (model.labels, model.data_hash) == (card.labels, card.data_hash)


def test_trained_twice_on_the_same_it_is_one_model(desk: Desk) -> None:
    first, second = risking.train(desk, nothing).model, risking.train(desk, nothing).model
    assert first._replace(recorded_at=second.recorded_at) == second
    with desk.book.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*), max(seq) FROM model").one() == (1, 1)


CHOICES = [("kept_rate", "kept_rate"), ("base_rate", "base_rate"), ("prior", "card"), ("card", "card")]


@pytest.mark.parametrize(("chosen", "kind"), CHOICES)
def test_what_was_chosen_is_scored_with(chosen: str, kind: str, desk: Desk, tmp_path: Path) -> None:
    trained = risking.train(desk, nothing)
    desk.book.write(lambda connection: models.keep(connection, trained.model._replace(chosen=chosen)))
    with desk.book.reading() as connection:
        card = scorecards.chosen(connection, desk.today())
    assert scorecards.kind_of(card) == kind
    manifest = run_nightly(desk, tmp_path / "risk").manifest
    assert manifest["model"]["kind"] == kind
    if chosen == "base_rate":
        assert card is not None
        assert not any(card.weights)
        assert manifest["model"]["version"] == "base-rate-1"


def test_a_model_that_cannot_be_read_gives_way_to_the_written_card(desk: Desk) -> None:
    model = Model(desk.today(), "card", "x", 1, 1, "", '{"format": 99}', "{}", desk.now())
    desk.book.write(lambda connection: models.keep(connection, model))
    with desk.book.reading() as connection:
        assert scorecards.chosen(connection, desk.today()) == scorecards.expert().plain
    assert "these are the weights as people wrote them" in text_of(describing.described(desk))


def test_a_drifting_fit_is_not_taken(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift, "drifting", lambda _months: True)
    trained = risking.train(desk, nothing)
    assert trained.drifting
    assert trained.model.chosen != "card"
    assert "moved away" in describing.taken(trained.model.chosen, drifting=True)


# --- The night -------------------------------------------------------------------------------------------


def test_a_night_trains_when_there_is_enough_and_a_month_later(desk: Desk, tmp_path: Path) -> None:
    def night(day: str) -> tuple[str, int]:
        manifest = run_nightly(books.on(desk, day), tmp_path / day).manifest
        with desk.book.reading() as connection:
            return manifest["model"]["version"], connection.exec_driver_sql(
                "SELECT count(*) FROM model"
            ).scalar_one()

    assert risking.due(desk)
    assert night("2025-03-03") == ("card-20250303", 1)
    assert night("2025-03-03") == ("card-20250303", 1)
    assert night("2025-03-20") == ("card-20250303", 1)
    assert night("2025-04-02") == ("card-20250402", 2)


def test_a_fifth_more_to_learn_from_is_a_reason_too(desk: Desk) -> None:
    model = risking.train(desk, nothing).model
    assert not risking.due(desk)
    with desk.book.reading() as connection:
        resolved = models.resolved(connection, desk.today())
    fewer = model._replace(resolved=int(resolved / 1.2))
    desk.book.write(lambda connection: models.keep(connection, fewer))
    assert risking.due(desk)


def test_too_few_are_not_trained_on_by_themselves(tmp_path: Path) -> None:
    found(str(tmp_path / "few.db"), Founding(calendar="none"))
    few = books.a_desk(str(tmp_path / "few.db"), AS_OF)
    import_files(few, write(tmp_path, 10))
    assert not risking.due(few)
    few.close()


@pytest.mark.parametrize("paid", [True, False], ids=["kept", "broken"])
def test_a_promise_or_two_are_no_ground_for_a_model(tmp_path: Path, paid: bool) -> None:
    found(str(tmp_path / "two.db"), Founding(calendar="none"))
    few = books.a_desk(str(tmp_path / "two.db"))
    debt = books.a_debtor(few)
    for n in (2, 9):
        books.promised(few, debt, 100_00, books.november(n), books.november(n + 2))
        if paid:
            books.paid(few, debt, 100_00, books.november(n + 1))
    trained = risking.train(few, nothing)
    assert trained.model.chosen == "kept_rate"
    few.close()


# --- What was expected -----------------------------------------------------------------------------------


def test_the_report_expects_what_was_said_before(desk: Desk, tmp_path: Path) -> None:
    assert report_json(report(desk, None))["total"]["expected"] is None
    trained = risking.train(desk, nothing)
    table, told = trained.tested.table, trained.tested.found.predictions
    before, kept_rate = untested(table, told)  # older than any model
    assert set(before) | set(told.place) == set(np.flatnonzero(table.promises.outcome != NEITHER))
    said = [*told.of("card"), *kept_rate]
    want = sum(round(p * 10_000) / 10_000 for p in said) / len(said)
    assert report_json(report(desk, None))["total"]["expected"] == pytest.approx(want, abs=1e-5)


def test_a_promise_made_since_is_told_by_the_night(desk: Desk, tmp_path: Path) -> None:
    risking.train(desk, nothing)
    debt = books.a_debtor(desk, ref="NEW-1")
    books.promise(desk, debt, 100_00, date(2025, 3, 10))
    run_nightly(desk, tmp_path / "risk")
    before = chances(desk)
    assert all(0 < p_bp < 10_000 for p_bp in before[debt.debtor_id].values())
    desk.book.write(lambda c: models.keep_chances(c, [Chance(debt.debtor_id, 99, 1, "x")]))
    assert chances(desk)[debt.debtor_id].keys() == {*before[debt.debtor_id], 99}
    later = books.on(desk, "2025-03-05")
    run_nightly(later, tmp_path / "risk")
    assert (
        chances(desk)[debt.debtor_id].items() >= before[debt.debtor_id].items()
    )  # what was said first stays


def chances(desk: Desk) -> dict[int, dict[int, int]]:
    found_: dict[int, dict[int, int]] = {}
    with desk.book.reading() as connection:
        for debtor, seq, p_bp in connection.exec_driver_sql(
            "SELECT debtor_id, promise_seq, p_bp FROM chance"
        ):
            found_.setdefault(debtor, {})[seq] = p_bp
    return found_


# --- The model card --------------------------------------------------------------------------------------


def test_the_card_tells_everything_about_the_model(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibrating, "LEAST_TOLD", 50)
    before = describing.described(desk)
    assert (before["labels"], before["tests"], before["chosen"]) == (0, None, "prior")
    trained = risking.train(desk, nothing)
    card = json.loads(json.dumps(describing.described(desk)))
    assert card["version"] == "card-20250303"
    assert card["models"] == measured.backtest_json(trained.tested)["models"]
    assert [each["name"] for each in card["features"]][1:25] == list(trained.card.features)
    assert card["line"]["low"] < card["line"]["slope"] < card["line"]["high"]
    assert {group["by"] for group in card["groups"]} == {"lead", "amount", "debtor", "age"}
    text = text_of(card)
    for said in (
        "collector · amounts in RON · made on 2025-03-03",
        "Model card-20250303, trained on promises due before 2025-03-03; data ",
        "Told by the fitted scorecard, which is used.",
        "no reason for a legal step",
        "log odds = ",
        "judgement",
        "telephone",
        "No sex, age, name, place",
        "whether a call would help",
    ):
        assert said in text
    describing.write_page(card, tmp_path / "card.html")
    page = (tmp_path / "card.html").read_text("utf-8")
    assert page.count("<svg") == 2
    assert page.count("<circle") == len(card["reliability"])
    assert "http" not in page  # nothing is loaded from anywhere
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page
    assert page.count("<table>") == page.count("<div class='wide' tabindex='0'><table>") == 5
    assert "<h1>Model card: card-20250303</h1><p>collector · amounts in RON · made on 2025-03-03</p>" in page


def text_of(card: dict[str, Any]) -> str:
    return "\n".join(" ".join([part.title, *part.lines]) for part in describing.sections(card))


@pytest.mark.parametrize("chosen", MODELS)
def test_the_card_shows_the_figures_of_the_model_in_use(
    chosen: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(risking, "_taken", lambda _found, _off: chosen)
    monkeypatch.setattr(calibrating, "LEAST_TOLD", 50)
    trained = risking.train(desk, nothing)
    told, card = trained.tested.found.predictions, json.loads(json.dumps(describing.described(desk)))
    p, kept = told.of(chosen), told.kept
    assert [each["p"] for each in card["reliability"]] == [round(each.p, 6) for each in reliability(p, kept)]
    assert card["gains"] == gains(p, kept)
    debtors = [each for each in card["groups"] if each["by"] == "debtor"]
    said = sum(each["promises"] * each["predicted"] for each in debtors)
    assert said / len(p) == pytest.approx(p.mean(), abs=1e-6)
    assert any(each["by"] == "age" for each in card["groups"]) == (chosen != "kept_rate")  # it does not age
    assert (card["line"] is None) == (chosen == "base_rate")
    if chosen != "base_rate":
        line = latest_line(trained.tested.table, told, desk.today().toordinal(), chosen)
        assert line is not None
        assert card["line"]["slope"] == pytest.approx(line.slope, abs=1e-6)
    text = text_of(card)
    assert ("trained on promises due before" in text) == ("What it learnt from" in text) == (chosen == "card")
    compared = (
        f"Model {card['version']}, to which nothing was fitted; compared on 2025-03-03 on {len(p)} promises."
    )
    assert (compared in text) == ("What it was compared on" in text) == (chosen != "card")
    assert ("Weights Not used now" in text) == (chosen in {"kept_rate", "base_rate"})
    assert ("which is not used" in text) == (chosen != "card")  # the months are always the fitted card's


def test_a_card_of_an_older_training_says_whose_figures_it_has(desk: Desk) -> None:
    model = risking.train(desk, nothing).model
    metrics = {name: value for name, value in json.loads(model.metrics).items() if name != "said_by"}
    older = model._replace(chosen="prior", version="expert-2", metrics=json.dumps(metrics))
    desk.book.write(lambda connection: models.keep(connection, older))
    text = text_of(describing.described(desk))
    assert text.count("Told by the fitted scorecard, which is not used.") == 3


def test_every_feature_has_its_formula() -> None:
    card: Scorecard | None = scorecards.expert().plain
    assert card is not None
    assert tuple(describing.FORMULAS) == card.features
