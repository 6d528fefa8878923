"""Whole lines as agents write them, with the records they must become."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.shorthand.lines import cases, in_order, record_of

CORPORA = ("romanian", "english-and-mixed", "everyday", "trades", "habits")


@pytest.mark.parametrize("case", cases("worked"), ids=lambda case: case["id"])
def test_a_worked_line_is_read_wholly_right(case: dict[str, Any]) -> None:
    assert record_of(case) == in_order(case["expected"])


def share(good: list[bool]) -> float:
    return sum(good) / len(good)


@pytest.mark.parametrize("name", CORPORA)
def test_a_corpus_is_read_as_well_as_it_was(name: str) -> None:
    """Shares that have been reached: a change that reads worse has to say so."""
    told = [(record_of(case), in_order(case["expected"]), case["text"]) for case in cases(name)]
    wrong = [text for got, expected, text in told if got != expected]
    assert share([got == expected for got, expected, _text in told]) >= 0.98, wrong
    assert share([got["outcome"] == expected["outcome"] for got, expected, _text in told]) >= 0.98
    promising = [(got, expected) for got, expected, _text in told if expected["promises"]]
    assert share([got["promises"] == expected["promises"] for got, expected in promising]) >= 0.98
    invented = [text for got, expected, text in told if len(got["promises"]) > len(expected["promises"])]
    assert not invented
