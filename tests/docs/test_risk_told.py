"""The page on risk tells the features, means and spreads that the program has."""

from __future__ import annotations

import pytest

from collector.config import data_file
from collector.rules import payday, running, survival
from collector.rules.cardfile import read_scorecard
from collector.rules.features import FEATURES
from collector.rules.reasons import FAMILIES
from tests.docs.markdown import DOCS, read

PAGE = read(DOCS / "reference" / "risk.md")
CARD = read_scorecard(data_file("scorecards", "expert-2.toml").read_text("utf-8"))


def rows() -> list[list[str]]:
    lines = PAGE.split("## Features")[1].split("## The scorecard")[0].splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| `")
    ]


def test_every_feature_is_told_in_its_order_with_its_prior() -> None:
    family = {name: family for family, names in FAMILIES.items() for name in names}
    priors = zip(FEATURES, CARD.means[1:], CARD.spreads[1:], strict=False)
    want = [
        (f"`{name}`", f"{mean:+.2f} ({spread:.2f})".replace("-", "−").replace("+0.00", "0.00"), family[name])
        for name, mean, spread in priors
    ]
    assert [(row[0], row[2], row[3].strip("| ")) for row in rows()] == want


def test_the_numbers_of_the_page_are_those_of_the_code() -> None:
    assert f"Half-life {running.HALF_LIFE_DAYS} days, fast {running.FAST_HALF_LIFE_DAYS} days" in PAGE
    assert f"**30 s g(lag) + 1 − s**, where g falls as\ne^(−lag / {payday.FADE_DAYS})" in PAGE
    assert f"s is {payday.STRONG} for" in PAGE
    assert f"up to {payday.NEAR_DAYS} days later) − {payday.NEAR_DAYS + 1} / {payday.CANDIDATES}" in PAGE
    assert f"from u = {survival.AGED_FROM} on" in PAGE
    assert CARD.survival == pytest.approx(survival.curve_of(()))
    assert CARD.broken_share == pytest.approx(survival.broken_share_of([]))
