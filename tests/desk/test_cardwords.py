"""What the model card says in words: no false certainty, no ids, no sentence about nothing."""

from __future__ import annotations

from typing import Any

import pytest

from collector import words
from collector.desk import cardwords, describing
from collector.learning import drift, groups

EVERY = [
    *(("lead", key) for key in (*(key for _most, key in groups.LEADS), groups.LONGEST)),
    *(("amount", key) for key in groups.QUARTERS),
    *(("debtor", key) for key in ("new", "known")),
    *(("age", f"{age:.2f}") for age in groups.AGES),
]


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0.1, 0.25, "0.100 to 0.250"),
        (0.746, 0.746, "–"),
        (None, None, "–"),
        (-0.00001, 0.5, "0.000 to 0.500"),
    ],
)
def test_an_interval_without_width_is_none(low: float | None, high: float | None, told: str) -> None:
    assert cardwords.interval(low, high) == told


def test_the_base_rate_is_compared_with_itself_so_it_has_no_interval() -> None:
    figures = dict.fromkeys(("auc", "brier", "log_loss", "ece", "lift"), 0.5)
    row = describing.model_rows({"base_rate": figures | {"skill": 0.0, "skill_low": 0.0, "skill_high": 0.0}})[
        0
    ]
    assert row[-2:] == ["0.000", "–"]


@pytest.mark.parametrize(
    ("weight", "told"),
    [
        (-0.0049, "0.00"),
        (0.0, "0.00"),
        (0.0049, "0.00"),
        (-0.005001, "-0.01"),
        (0.3, "+0.30"),
        (-1.0, "-1.00"),
    ],
)
def test_a_weight_that_rounds_to_nothing_has_no_sign(weight: float, told: str) -> None:
    assert cardwords.signed(weight) == told


# --- What was learnt from --------------------------------------------------------------------------------


def book(promises: int, judged: int, labels: int, chosen: str = "card") -> dict[str, Any]:
    days = {"first_made": "2026-01-05", "last_made": "2026-11-20", "cut_on": "2026-11-23"}
    return {"promises": promises, "judged": judged, "labels": labels, "chosen": chosen, **days}


OTHERS = "made before the agency's own rate rested on twenty promises"


@pytest.mark.parametrize(
    ("card", "told"),
    [
        (book(0, 0, 0), ["There is no promise in the book."]),
        (book(1, 0, 0), ["In the book: one promise, made on 2026-01-05; judged: 0."]),
        (book(9, 2, 0), ["9 promises made from 2026-01-05 to 2026-11-20, 2 of them", "so nothing was fitted"]),
        (book(9, 1, 1), ["1 of them judged.", "One judged promise due before 2026-11-23."]),
        (book(9, 8, 7), ["8 of them judged.", "7 judged promises due before", f"The other judged one is {OTHERS}"]),
        (book(40, 30, 7), ["30 of them", "7 judged promises", f"The other 23 judged ones are {OTHERS}"]),
        (book(9, 8, 8, "prior"), ["8 of them judged.", "The fitted scorecard, which is not used, learnt from"]),
    ],
)  # fmt: skip
def test_the_promises_are_all_accounted_for(card: dict[str, Any], told: list[str]) -> None:
    found = cardwords.in_the_book(card)
    assert len(found) == len(told)
    for line, part in zip(found, told, strict=True):
        for piece in part.split(OTHERS):
            assert piece.strip() in line
        assert (OTHERS in line) == (OTHERS in part)


def test_romanian_says_twenty_of() -> None:
    with words.speaking("ro"):
        assert "În registru: 20 de promisiuni făcute" in cardwords.in_the_book(book(20, 0, 0))[0]
        assert "Celelalte 23 de promisiuni" in cardwords.in_the_book(book(40, 30, 7))[2]
        assert "pe 20 de promisiuni" in cardwords.trained_on("expert-2", "prior", "2026-11-23", None, 20)


# --- Groups and months -----------------------------------------------------------------------------------


def test_every_group_has_its_words_in_both_languages() -> None:
    told = {language: [] for language in words.LANGUAGES}  # type: dict[str, list[str]]
    for language in words.LANGUAGES:
        with words.speaking(language):
            told[language] = [cardwords.group(by, key) for by, key in EVERY]
    assert len({*told["en"], *told["ro"]}) == 2 * len(EVERY)
    assert told["en"][0] == "due within 7 days"
    assert told["ro"][-1] == "a trecut 95 % din timp"


@pytest.mark.parametrize(
    ("promises", "ece", "doubtful"), [(50, 0.041, True), (49, 0.2, False), (500, 0.04, False)]
)
def test_a_group_that_is_off_is_told(promises: int, ece: float, doubtful: bool) -> None:
    group = {"promises": promises, "ece": ece}
    assert cardwords.doubtful(group) == doubtful
    assert cardwords.doubts([group]).startswith("* order, not number") == doubtful


def month(name: str, promises: int = 80, *, alarm: bool = False) -> dict[str, Any]:
    return {"month": name, "promises": promises, "alarm": alarm}


@pytest.mark.parametrize(
    ("found", "away", "told"),
    [
        ([], "", "No month has fifty promises yet, so nothing is said of them."),
        ([month("2026-09", 49)], "", "No month has fifty promises yet, so nothing is said of them."),
        (
            [month("2026-08", alarm=True), month("2026-09"), month("2026-10", 7)],
            "",
            "In 2026-09, the latest month of fifty promises or more, what was kept is what was predicted. One earlier month was off.",
        ),
        (
            [month("2026-07", alarm=True), month("2026-08", alarm=True), month("2026-09", alarm=True)],
            "It moved away.",
            "It moved away. 2 earlier months were off.",
        ),
    ],
)  # fmt: skip
def test_the_months_speak_of_the_latest_of_any_size(found: list[Any], away: str, told: str) -> None:
    assert cardwords.months(found, away) == told
    assert cardwords.LEAST_PROMISES == drift.LEAST_PROMISES
