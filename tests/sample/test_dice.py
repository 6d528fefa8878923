"""Chance that falls alike everywhere: the first throws are written down here."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.sample.dice import Dice


def test_the_first_throws_are_these_on_every_python() -> None:
    dice = Dice(1)
    assert [dice.below(100) for _ in range(8)] == [7, 11, 10, 46, 21, 94, 85, 39]
    assert dice.shuffled("abcdef") == list("dafbec")
    assert [Dice(1, n).between(-5, 5) for n in range(6)] == [3, 0, 0, 1, -3, -4]


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_a_throw_lies_below_its_count(seed: int, count: int) -> None:
    assert 0 <= Dice(seed).below(count) < count


def test_every_face_falls_about_as_often() -> None:
    dice = Dice(7)
    falls = Counter(dice.below(6) for _ in range(6000))
    assert sorted(falls) == list(range(6))
    assert all(850 < count < 1150 for count in falls.values())


def test_weights_are_kept_and_a_weight_of_nothing_never_falls() -> None:
    dice = Dice(3)
    falls = Counter(dice.weighted(((3, "often"), (0, "never"), (1, "seldom"))) for _ in range(4000))
    assert set(falls) == {"often", "seldom"}
    assert 2800 < falls["often"] < 3200


@given(st.integers(0, 1000), st.lists(st.integers(), max_size=30))
def test_shuffling_keeps_every_item(seed: int, items: list[int]) -> None:
    assert sorted(Dice(seed).shuffled(items)) == sorted(items)


def test_other_numbers_give_another_stream() -> None:
    dice = [Dice(*key) for key in ((1,), (2,), (1, 0), (0, 1), (1, 1))]
    streams = [tuple(each.below(1000) for _ in range(4)) for each in dice]
    assert len(set(streams)) == len(streams)


def test_nothing_can_be_chosen_from_nothing() -> None:
    with pytest.raises(ValueError, match="below 0"):
        Dice(1).one([])
