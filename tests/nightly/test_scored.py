"""The risk list by the card: every probability of the sample reckoned a second time from the facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import exp, log, pi, sqrt
from pathlib import Path

import pytest

from collector.desk.opening import Desk
from collector.rules.features import FEATURES, Made, Row
from collector.rules.happened import all_made, known, ref_of
from collector.rules.known import history_of
from collector.rules.promises import judge
from collector.rules.records import Case, Verdict
from collector.rules.scoring import made_today
from collector.sample.book import make_book
from collector.store import reading
from tests import books
from tests.nightly import reckoning
from tests.nightly.nights import Night, night
from tests.rules.risky import PLAIN
from tests.rules.slowrows import slow_row
from tests.rules.test_features import as_then

TODAY = date(2026, 11, 23)


class Sample:
    """A small sample book, a night on it, and what both are reckoned from."""

    def __init__(self, folder: Path) -> None:
        make_book(str(folder / "book.db"), TODAY, debtors=60)
        self.desk: Desk = books.a_desk(str(folder / "book.db"), TODAY.isoformat())
        self.night: Night = night(self.desk, folder / "risk")
        with self.desk.book.reading() as connection:
            self.cases = {a.ref: case for case in reading.stream(connection) for a in case.accounts}
        verdicts = [v for case in set(self.cases.values()) for v in judged(case, TODAY)]
        self.decided = [(v.decided_on, v.state == "kept") for v in verdicts if counts(v)]


def judged(case: Case, on: date) -> list[Verdict]:
    return [v for a in case.accounts for v in judge(history_of(case, a.seq), on)]


def counts(verdict: Verdict) -> bool:
    return verdict.state in reckoning.JUDGED and not verdict.excused


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    made = Sample(tmp_path_factory.mktemp("scored"))
    yield made
    made.desk.close()


def second_reckoning(sample: Sample, ref: str) -> tuple[float, float]:
    """The probability of the row of an account and its value at risk in the main unit."""
    case = sample.cases[ref]
    account = next(a for a in case.accounts if a.ref == ref)
    unit = 10 ** reckoning.DIGITS[account.currency]
    live = [v for v in judge(history_of(case, account.seq), TODAY) if v.state == "open"]
    live.sort(key=lambda v: (v.promise.due_on, v.promise.made_on, v.promise.ref))
    if not live:
        usual = reckoning.usual_minor(case, account, TODAY)
        owed = int(reckoning.balance_minor(case, account, TODAY))
        asked = owed if usual is None else min(owed, usual)
        p = chance(sample, case, made_today(case, account, asked, TODAY, reckoning.DIGITS))
        return p, (1 - p) * asked / unit * 0.9
    made = all_made(case, reckoning.DIGITS)
    ps = [
        late(
            chance(sample, case, made[ref_of(account.seq, v.promise.ref)]),
            v.promise.made_on,
            v.promise.deadline_on,
        )
        for v in live
    ]
    return ps[0], sum((1 - p) * v.short_by_minor / unit * 0.9 for p, v in zip(ps, live, strict=True))


def chance(sample: Sample, case: Case, made: Made) -> float:
    """As of the making, from a book that ends the day before."""
    on = date.fromordinal(made.day)
    before, yesterday = as_then(case, on), on - timedelta(days=1)
    verdicts = {a.seq: judge(history_of(before, a.seq), yesterday) for a in case.accounts}
    resolved, kept = reckoning.decayed(sample.decided, on, 365)
    base = (12 + kept) / (20 + resolved)
    row: Row = slow_row(known(before, verdicts, all_made(before, reckoning.DIGITS)), made, base)
    means = dict(zip(FEATURES, PLAIN.means[1:], strict=True))
    spreads = dict(zip(FEATURES, PLAIN.spreads[1:], strict=True))
    z = log(base / (1 - base)) + sum(means[n] * x for n, x in zip(FEATURES, row, strict=True))
    v = 0.25 + sum((spreads[n] * x) ** 2 for n, x in zip(FEATURES, row, strict=True))
    return 1 / (1 + exp(-z / sqrt(1 + pi * v / 8)))


def late(p: float, made_on: date, deadline_on: date) -> float:
    u = (TODAY - made_on).days / ((deadline_on - made_on).days + 1)
    return p if u < 0.7 else p * (1 - u) / (p * (1 - u) + 1 - p)


def test_every_probability_is_that_of_the_second_reckoning(sample: Sample) -> None:
    assert len(sample.night.rows) > 40
    for found in sample.night.rows:
        p, at_risk = second_reckoning(sample, found["account_ref"])
        assert abs(float(found["p_kept"]) - p) <= 0.5e-4 + 1e-9, found
        amount = max(float(found["promised"] or 0), at_risk)
        assert abs(float(found["value_at_risk"]) - at_risk) <= 0.02 + 1e-4 * amount, found


def test_an_open_promise_near_its_deadline_says_so(sample: Sample) -> None:
    near = [row for row in sample.night.rows if row["reason_1"].startswith("still unpaid")]
    assert near
    assert all(row["promised"] for row in near)
    assert {row["band"] for row in sample.night.rows} >= {"A", "C", "E"}


def test_the_manifest_names_the_card(sample: Sample) -> None:
    assert sample.night.manifest["model"] == {"version": "expert-2", "kind": "card", "trained_to": None}


def test_cells_and_sums_agree(sample: Sample) -> None:
    sums = sum(Fraction(row["value_at_risk"]) for row in sample.night.rows if row["currency"] == "RON")
    assert Fraction(sample.night.manifest["value_at_risk"]["RON"]) == sums
    assert all(row["p_low"] <= row["p_kept"] <= row["p_high"] for row in sample.night.rows)
