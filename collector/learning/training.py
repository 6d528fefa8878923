"""From judged promises to a scorecard: which ones count, how stiff the prior is held, whether curves may bend.

Only promises whose deadline had passed before the cut are learnt from, whatever came of them: kept ones are known
early, so taking what is known would teach optimism. Source: docs/reference/risk.md, "The fit".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from collector.learning.baserates import BaseRates
from collector.learning.bulk import chances, design, prior_of, triangle
from collector.learning.columns import KEPT, NEITHER, Flags, Promises
from collector.learning.fitting import fit
from collector.learning.gathering import Gathered
from collector.learning.measuring import Floats, Ints, surprise
from collector.learning.rows import logit
from collector.rules.risk import BASE_ALL
from collector.rules.scorecard import HINGES_FROM, Scorecard, without_hinges
from collector.rules.survival import broken_share_of, curve_of

AFTER = 10**7  # a day after all days
MOST_LABELS = 500_000  # the latest of them
HEARD = 4_000  # labels: more of them weigh no more against the prior, unless that proves better
CHOSEN_FROM = 200  # labels: with fewer there is too little to choose by
CHOSEN_ON = 20_000  # labels, evenly out of all of them
BLOCKS, CHOSEN_BY = 8, 2  # of time, and by how many of the latest it is chosen
TEMPERS = (1.0, 4.0, 0.25, 0.06)  # how many times as strongly the prior is held; the first without a choice
HINGED_TEMPERS = (1.0, 0.25)


class Table(NamedTuple):
    """Every promise of the book with its features; a row each."""

    gathered: Gathered
    rates: BaseRates
    rows: Floats
    base: Floats
    offset: Floats

    @property
    def promises(self) -> Promises:
        return self.gathered.promises


def table_of(gathered: Gathered) -> Table:
    rates = gathered.base_rates()
    base = rates.on(gathered.promises.made)
    return Table(gathered, rates, gathered.rows(rates), base, logit(base))


class Labels(NamedTuple):
    """The promises to learn from, in the order of their making. `place` is the row in the table."""

    place: Ints
    kept: Floats

    def some(self, which: Flags | slice) -> Labels:
        return Labels(self.place[which], self.kept[which])


def matured(table: Table, cut: int) -> Labels:
    """The promises that fell due, grace and all, before this day, with what was known of them by then.

    Those made before the agency's own rate rested on twenty promises are left out while there are others: their
    starting point was a guess, and the intercept would learn the guess.
    """
    outcomes = table.gathered.outcomes(cut)
    place = np.flatnonzero((outcomes != NEITHER) & (table.gathered.deadline < cut))
    place = place[np.argsort(table.promises.made[place], kind="stable")][-MOST_LABELS:]
    grounded = place[table.rates.counts(table.promises.made[place]) >= BASE_ALL]
    if 2 * len(grounded) >= len(place):
        place = grounded
    return Labels(place, (outcomes[place] == KEPT).astype(np.float64))


class Choice(NamedTuple):
    """A way to fit. `temper` None: not at all, the card stays as it was written."""

    temper: float | None
    hinges: bool

    @property
    def name(self) -> str:
        return "prior" if self.temper is None else f"{'bent' if self.hinges else 'straight'} {self.temper:g}"


DEFAULT = Choice(TEMPERS[0], hinges=False)


def train(expert: Scorecard, table: Table, cut: int) -> Scorecard:
    """The card fitted to what had matured before a day, with all that is measured beside the weights."""
    expert, labels = centred(expert, table, cut), matured(table, cut)
    losses = _losses(expert, table, labels)
    choice = _best(losses)
    card = fitted_to(expert, table, labels, choice)
    if not len(labels.place):
        return card
    told = {each.name: round(float(found.mean()), 6) for each, found in losses.items()}
    return card._replace(
        medians=tuple(map(float, np.median(table.rows[labels.place], axis=0))),
        survival=survival(table, labels),
        broken_share=broken_share(table, labels),
        trained_to=date.fromordinal(min(cut, date.max.toordinal())) - timedelta(days=1),
        labels=len(labels.place),
        data_hash=data_hash(table, labels),
        metrics={"choice": choice.name, "prequential_log_loss": told},
    )


def fitted(expert: Scorecard, table: Table, cut: int) -> tuple[Scorecard, Labels, Choice]:
    """The weights alone, to what they were fitted and how."""
    expert, labels = centred(expert, table, cut), matured(table, cut)
    choice = _best(_losses(expert, table, labels)) if len(labels.place) else Choice(None, hinges=False)
    return fitted_to(expert, table, labels, choice), labels, choice


def centred(expert: Scorecard, table: Table, cut: int) -> Scorecard:
    """The same belief with the agency's usual promise in the middle: it is kept as often as the agency's are.

    The offset knows already how much is kept. Without this an agency of many broken promises would have them
    counted twice, once in its rate and once in the features of nearly everybody.
    """
    made = table.promises.made < cut
    if not made.any():
        return expert
    size = 1 + len(expert.features)
    intercept = -float(np.array(expert.means[1:size]) @ table.rows[made].mean(axis=0))
    means, weights = expert.means, expert.weights
    return expert._replace(means=(intercept, *means[1:]), weights=(intercept, *weights[1:]))


def as_written(card: Scorecard) -> Scorecard:
    """A fitted card with the weights that were believed before, and all that was measured beside them."""
    card = without_hinges(card)
    return card._replace(kind="prior", weights=card.means, covariance=None)


def _losses(expert: Scorecard, table: Table, labels: Labels) -> dict[Choice, Floats]:
    choices = _choices(len(labels.place))
    return {choice: _prequential(expert, table, labels, choice) for choice in choices}


def _best(losses: Mapping[Choice, Floats]) -> Choice:
    """The least surprised of those that beat the default by more than two standard errors; else the default."""
    best, least = DEFAULT, 0.0
    for choice, found in losses.items():
        gain = losses[DEFAULT] - found
        if gain.mean() > max(least, 2 * float(gain.std()) / np.sqrt(len(gain))):
            best, least = choice, float(gain.mean())
    return best


def _choices(labels: int) -> Iterator[Choice]:
    """What is compared; the simplest first, so that it wins a draw."""
    if labels < CHOSEN_FROM:
        return
    yield from (Choice(temper, hinges=False) for temper in TEMPERS)
    if labels >= HINGES_FROM:
        yield from (Choice(temper, hinges=True) for temper in HINGED_TEMPERS)


def _prequential(expert: Scorecard, table: Table, labels: Labels, choice: Choice) -> Floats:
    """The surprise at each promise of the later blocks of time, by the card that had been fitted before its block.

    Of many labels every so manieth stands for its neighbours.
    """
    labels = labels.some(slice(None, None, -(-len(labels.place) // CHOSEN_ON)))
    made = table.promises.made[labels.place]
    starts = [int(made[len(made) * n // BLOCKS]) for n in range(BLOCKS - CHOSEN_BY, BLOCKS)]
    told = []
    for start, until in zip(starts, [*starts[1:], int(made[-1]) + 1], strict=True):
        before = labels.some(table.gathered.deadline[labels.place] < start)
        block = labels.some((made >= start) & (made < until))
        card = fitted_to(expert, table, before, choice)
        p = chances(card, table.rows[block.place], table.offset[block.place]).p
        told.append(surprise(p, block.kept))
    return np.concatenate(told)


def fitted_to(expert: Scorecard, table: Table, labels: Labels, choice: Choice = DEFAULT) -> Scorecard:
    """The weights of the card, moved to these labels."""
    card = expert if choice.hinges else without_hinges(expert)
    if choice.temper is None or not len(labels.place):
        return card
    x = design(card, table.rows[labels.place])
    prior = prior_of(card).tempered(choice.temper * max(1.0, len(labels.place) / HEARD))
    found = fit(x, labels.kept, table.offset[labels.place], prior)
    return card._replace(
        kind="card", weights=tuple(map(float, found.weights)), covariance=triangle(found.covariance)
    )


# --- What is measured beside the weights -------------------------------------------------------------------


def survival(table: Table, labels: Labels) -> tuple[float, ...]:
    """The share of the kept promises still unpaid, by the share of their days that had passed."""
    place = labels.place[labels.kept > 0]
    p, days = table.promises, table.gathered.deadline[place] - table.promises.made[place] + 1
    paid = np.clip((p.decided[place] - p.made[place] + 1) / np.maximum(days, 1), 0.0, 1.0)
    return curve_of(paid.tolist())


def broken_share(table: Table, labels: Labels) -> float:
    """The share of its amount that a promise brings when it is not kept."""
    return broken_share_of(table.promises.share[labels.place[labels.kept == 0]].tolist())


def data_hash(table: Table, labels: Labels) -> str:
    """What the card was fitted to, in one line: the same promises, the same hash."""
    found = hashlib.sha256(np.ascontiguousarray(table.rows[labels.place]).tobytes())
    found.update(labels.kept.tobytes())
    return found.hexdigest()
