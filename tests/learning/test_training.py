"""Training on invented debtors: who is learnt from, how it is chosen, and the traps that others fell into."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from collector.learning import training
from collector.learning.bulk import chances
from collector.learning.fitting import sigmoid
from collector.learning.measuring import auc, brier, calibration_error
from collector.learning.training import (
    DEFAULT,
    Choice,
    Table,
    centred,
    data_hash,
    fitted_to,
    matured,
    survival,
    train,
)
from collector.rules.scorecard import Scorecard
from collector.rules.survival import broken_share_of, curve_of
from collector.sample.truth import World, stories
from tests.learning.made import AFTER, told, world
from tests.rules.risky import EXPERT, PLAIN

CUT = date(2024, 5, 1).toordinal()


def later(table: Table, cut: int = CUT) -> tuple[np.ndarray, np.ndarray]:
    """The promises made after the cut, and what came of them."""
    place = np.flatnonzero((table.promises.made >= cut) & (table.promises.outcome >= 0))
    return place, (table.promises.outcome[place] == 1).astype(float)


def said(card: Scorecard, table: Table, place: np.ndarray) -> np.ndarray:
    return chances(card, table.rows[place], table.offset[place]).p


# --- Who is learnt from ----------------------------------------------------------------------------------


def test_only_what_fell_due_before_the_cut_whatever_came_of_it() -> None:
    """Trap: taking what is *known* holds kept ones back to the front, and only breaks in the last weeks."""
    table, _truth = world(150)
    labels = matured(table, CUT)
    assert (table.gathered.deadline[labels.place] < CUT).all()
    known_early = np.flatnonzero((table.promises.decided < CUT) & (table.gathered.deadline >= CUT))
    assert len(known_early)
    assert not set(known_early) & set(labels.place)
    assert (table.promises.outcome[known_early] == 1).all()  # each of them optimistic


def test_those_made_before_the_agency_knew_its_own_rate_are_left_out() -> None:
    table, _truth = world(150)
    labels = matured(table, AFTER)
    assert table.rates.counts(table.promises.made[labels.place]).min() >= 20
    few, _truth = world(3)
    assert len(matured(few, AFTER).place) == (few.promises.outcome >= 0).sum()  # nothing else to learn from


def test_the_latest_are_learnt_from(monkeypatch: pytest.MonkeyPatch) -> None:
    table, _truth = world(150)
    monkeypatch.setattr(training, "MOST_LABELS", 100)
    made = table.promises.made[matured(table, AFTER).place]
    assert len(made) == 100
    assert made.min() >= np.sort(table.promises.made)[-250]


# --- What a card comes to --------------------------------------------------------------------------------


def test_a_card_tells_what_it_was_made_of() -> None:
    table, _truth = world(150)
    card = train(EXPERT, table, CUT)
    labels = matured(table, CUT)
    assert (card.kind, card.labels) == ("card", len(labels.place))
    assert card.trained_to == date(2024, 4, 30)
    assert card.medians == pytest.approx(np.median(table.rows[labels.place], axis=0))
    p, place = table.promises, labels.place[labels.kept > 0]
    span = table.gathered.deadline[place] - p.made[place] + 1
    paid = (p.decided[place] - p.made[place] + 1) / span
    assert card.survival == pytest.approx(curve_of(paid.tolist()), abs=1e-9)
    assert survival(table, labels) == card.survival
    shares = p.share[labels.place[labels.kept == 0]].tolist()
    assert card.broken_share == pytest.approx(broken_share_of(shares))


def test_the_same_promises_the_same_card() -> None:
    table, _truth = world(60)
    again, _truth = told(list(stories(60)))
    assert train(EXPERT, table, CUT) == train(EXPERT, again, CUT)
    assert data_hash(table, matured(table, CUT)) != data_hash(table, matured(table, CUT + 30))


@pytest.mark.parametrize(("debtors", "names"), [(15, set()), (70, {"straight"}), (150, {"straight", "bent"})])
def test_curves_bend_from_a_thousand_on_and_few_are_not_chosen_by(debtors: int, names: set[str]) -> None:
    table, _truth = world(debtors)
    losses = train(EXPERT, table, AFTER).metrics["prequential_log_loss"]
    assert {name.split()[0] for name in losses} == names


def test_the_simplest_wins_unless_it_is_clearly_beaten() -> None:
    other, close = Choice(0.25, hinges=False), Choice(4.0, hinges=False)
    base = np.tile([0.2, 0.8], 500)
    assert training._best({}) == DEFAULT
    assert training._best({DEFAULT: base, close: base - np.tile([0.1, -0.099], 500)}) == DEFAULT
    assert training._best({DEFAULT: base, other: base - 0.01, close: base - 0.005}) == other


# --- Traps -----------------------------------------------------------------------------------------------


def test_a_portfolio_that_keeps_nine_of_ten_is_met_without_a_label() -> None:
    """Trap: a fixed starting point of 0.6. The agency's own rate is the offset instead."""
    table, _truth = world(150, 3, World(level=4.0))
    place, kept = later(table)
    assert kept.mean() > 0.8
    fixed = table._replace(offset=np.full(len(table.offset), np.log(0.6 / 0.4)))
    assert calibration_error(said(PLAIN, table, place), kept) < 0.08
    assert calibration_error(said(PLAIN, fixed, place), kept) > 0.12


def test_an_old_score_is_too_sure_in_the_last_days() -> None:
    """Trap: a promise still unpaid near its deadline is not as likely as when it was made."""
    table, _truth = world(150)
    card = train(EXPERT, table, CUT)
    place, kept = later(table)
    p, made, deadline = table.promises, table.promises.made[place], table.gathered.deadline[place]
    unpaid = (kept == 0) | ((p.decided[place] - made + 1) / (deadline - made + 1) > 0.9)
    stale = said(card, table, place)[unpaid]
    s = np.interp(0.9, np.linspace(0, 1, 21), card.survival)
    aged = stale * s / (stale * s + 1 - stale)
    assert calibration_error(aged, kept[unpaid]) < 0.08 < calibration_error(stale, kept[unpaid])


def test_few_labels_are_no_worse_and_soon_better_than_the_plain_rate() -> None:
    """The prior holds the weights while the labels correct the level: with fifty a draw, with two hundred ahead."""
    plain, found = [], {50: [], 200: []}
    for seed in (1, 2, 3):
        table, _truth = world(400, seed)
        place, kept = later(table)
        plain.append(brier(sigmoid(table.rows[place, 0] + table.offset[place]), kept))
        labels, expert = matured(table, CUT), centred(EXPERT, table, CUT)
        for count, scores in found.items():
            dice = np.random.default_rng(3)
            for _draw in range(4):
                few = labels.some(np.sort(dice.choice(len(labels.place), count, replace=False)))
                scores.append(brier(said(fitted_to(expert, table, few), table, place), kept))
    assert np.mean(found[50]) < np.mean(plain) + 0.002
    assert np.mean(found[200]) < np.mean(plain) - 0.005


def test_with_no_label_the_agencys_usual_promise_stands_in_the_middle() -> None:
    """Half of these are broken: the rate knows it, and the features of nearly everybody would tell it again."""
    table, _truth = world(400)
    place, kept = later(table)
    middle = centred(PLAIN, table, CUT)
    assert brier(said(middle, table, place), kept) < brier(said(PLAIN, table, place), kept) - 0.01
    assert centred(PLAIN, table, 0) == PLAIN  # nothing was promised before that


def test_the_shipped_card_ranks_without_a_label() -> None:
    table, _truth = world(400)
    place, kept = later(table)
    assert auc(said(PLAIN, table, place), kept) > 0.69
    assert auc(table.rows[place, 0] + table.offset[place], kept) < auc(said(PLAIN, table, place), kept)


def test_of_many_labels_the_choice_sees_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trap: the latest of a big book all lie within one lead time, and no card could be fitted before them."""
    table, _truth = world(400)
    monkeypatch.setattr(training, "CHOSEN_ON", 150)
    losses = train(EXPERT, table, CUT).metrics["prequential_log_loss"]
    assert len(set(losses.values())) == len(losses)


def test_more_and_more_labels_do_not_silence_the_prior(monkeypatch: pytest.MonkeyPatch) -> None:
    table, _truth = world(400)
    labels, prior = matured(table, CUT), np.array(PLAIN.means)
    away = []
    for heard in (10**6, 500, 100):
        monkeypatch.setattr(training, "HEARD", heard)
        away.append(np.abs(np.array(fitted_to(EXPERT, table, labels).weights) - prior).sum())
    assert away == sorted(away, reverse=True)
    assert away[-1] < 0.7 * away[0]
