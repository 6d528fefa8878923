"""A scorecard as a file: what is wrong in it is said, with its place."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.rules.cardfile import read_scorecard, write_scorecard
from collector.rules.scorecard import contributions
from collector.rules.words import Unreadable
from tests.rules.risky import EXPERT, TEXT, USUAL, fitted

WRONG = [
    ("format = 1", "format = 2", "has the format 2; this program reads 1"),
    ("format = 1", "", "has nothing at format. Expected 1"),
    ("format = 1", "format = true", "has the format True"),
    ("[features.lead]", "[features.leed]", "says nothing of the feature lead"),
    ("[features.lead]", "[features.shoe_size]\nmean=1\nsd=1\nmedian=0\n[features.lead]", "not known here: shoe_size"),
    ("mean = 0.80", 'mean = "0,80"', "'0,80' at features.hist_logit.mean. Expected a number"),
    ("mean = 0.80", "mean = nan", "nan at features.hist_logit.mean"),
    ("mean = 0.80", "mean = 1e9", "1000000000.0 at features.hist_logit.mean"),
    ("mean = 0.80", "mean = true", "True at features.hist_logit.mean"),
    ("sd = 0.30", "sd = 0.0", "0.0 at features.hist_logit.sd. Expected a number above zero"),
    ("sd = 0.30", "sd = -1", "-1 at features.hist_logit.sd"),
    ("median = 0.1\n", "", "nothing at features.hist_logit.median"),
    ("broken_share = 0.1", "broken_share = 10", "10 at broken_share. Expected a number from 0 to 1"),
    ('side = "above"', 'side = "up"', "'up' at hinges[1].side. Expected above, below"),
    ('feature = "hist_logit"', 'feature = "name"', "'name' at hinges[1].feature"),
    ("0.95, 0.90", "0.90, 0.95", "at survival. Expected numbers from 1 down to 0"),
    ("1.00, 0.95", "0.95", "at survival. Expected a list of numbers"),
    ('name = "expert"', 'name = ""', "'' at name. Expected a word"),
    ("version = 2", "version = 1.5", "1.5 at version. Expected a whole number"),
    ("[intercept]", "[slope]", "nothing at intercept. Expected a part of its own"),
    ('kind = "prior"', 'kind = "magic"', "'magic' at kind. Expected prior, card"),
    ("format = 1", "format = ", "This is no scorecard"),
    ("format = 1", 'format = 1\ntrained_to = "soon"', "'soon' at trained_to. Expected a day"),
    ("format = 1", "format = 1\nhinges = 3", "This is no scorecard"),
]  # fmt: skip


@pytest.mark.parametrize(("seen", "instead", "said"), WRONG, ids=[w[2][:40] for w in WRONG])
def test_what_is_wrong_is_said_with_its_place(seen: str, instead: str, said: str) -> None:
    assert seen in TEXT
    with pytest.raises(Unreadable, match=re.escape(said)):
        read_scorecard(TEXT.replace(seen, instead, 1))


BROKEN = [
    (("covariance",), [[1.0]], "at covariance. Expected a row for each weight"),
    (("covariance", 0), [], "at covariance. Expected a list of numbers"),
    (("covariance", 1), [0.0, -1.0], "-1.0 at covariance. Expected a number above zero"),
    (("features", "lead"), 3, "3 at features.lead. Expected a part of its own"),
    (("hinges",), [3], "[3] at hinges"),
    (("intercept", "weight"), None, "nothing at intercept.weight. Expected a number"),
    (("labels",), -1, "-1 at labels. Expected a whole number"),
]


@pytest.mark.parametrize(("path", "value", "said"), BROKEN, ids=[b[2][:40] for b in BROKEN])
def test_a_kept_card_that_was_tampered_with(path: tuple[Any, ...], value: object, said: str) -> None:
    tree = json.loads(write_scorecard(fitted([0.5])))
    part = tree
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    with pytest.raises(Unreadable, match=re.escape(said)):
        read_scorecard(json.dumps(tree))


@settings(max_examples=30)
@given(st.text(max_size=60) | st.sampled_from(["[]", "{}", "{" * 5000, "format = 1", "\0"]))
def test_no_text_is_a_card_and_none_ends_the_program(text: str) -> None:
    with pytest.raises(Unreadable):
        read_scorecard(text)


def test_a_weight_that_nobody_gave_is_what_was_believed() -> None:
    tree = tomllib.loads(TEXT)
    assert EXPERT.weights[0] == tree["intercept"]["mean"]
    assert EXPERT.weights == EXPERT.means
    assert EXPERT.quiet == ("moved", "taken_by", "steadiness")


def test_a_card_that_was_fitted_before_a_feature_was_known_goes_on_without_it() -> None:
    tree = json.loads(write_scorecard(fitted([0.5])._replace(covariance=None)))
    del tree["features"]["due_habit"]
    card = read_scorecard(json.dumps(tree))
    assert card.features == EXPERT.features[:-1]
    assert contributions(card, USUAL) == dict.fromkeys(card.features, 0.0)
    del tree["features"]["margin"]  # a bend hangs on it
    with pytest.raises(Unreadable, match=re.escape("'margin' at hinges[13].feature")):
        read_scorecard(json.dumps(tree))
