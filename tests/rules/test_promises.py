"""The rule told in stories: docs/reference/promises.md row by row, then its corners, evidence and level."""

from __future__ import annotations

import pytest

from collector.rules import promises, terms
from collector.rules.records import Taken, Verdict
from tests.rules import referee, stories, stories_of_ends
from tests.rules.telling import (
    RECORDED_AT,
    Story,
    dispute,
    ended,
    history_of,
    minor,
    november,
    paid,
    promised,
    say,
    taken_back,
)

GROUPS = {
    "page": stories.THE_PAGE,
    "window": stories.WINDOWS,
    "line": stories.LINE,
    "cure": stories.CURES,
    "closing": stories_of_ends.CLOSINGS,
    "cancelled": stories_of_ends.CANCELLED,
    "excuse": stories_of_ends.EXCUSES,
}
TOLD = [
    pytest.param(story, as_of, id=f"{group}: {story.title}, as of {as_of}")
    for group, told in GROUPS.items()
    for story in told
    for as_of in story.verdicts
]


@pytest.mark.parametrize(("story", "as_of"), TOLD)
def test_the_story_ends_as_told(story: Story, as_of: int) -> None:
    verdicts = promises.judge(history_of(story.facts), november(as_of))
    assert [say(v) for v in verdicts] == story.verdicts[as_of]


@pytest.mark.parametrize(("story", "as_of"), TOLD)
def test_the_referee_tells_it_the_same_way(story: Story, as_of: int) -> None:
    """Both could be wrong in one way only if the story were wrong too."""
    verdicts = referee.judge(history_of(story.facts), november(as_of), promises.RULE)
    assert [say(v) for v in verdicts] == story.verdicts[as_of]


def test_verdicts_stand_in_the_order_of_the_promises_made_so_far() -> None:
    history = history_of([promised(5, 20, 100), promised(2, 10, 300), promised(9, 11, 50)])
    verdicts = promises.judge(history, november(8))
    assert [v.promise for v in verdicts] == list(history.promises[:2])


def test_a_verdict_names_its_rule_and_its_day() -> None:
    history = history_of([promised(2, 10, 300), promised(2, 12, 300), ended("promise", 2, "error", 3)])
    told = [(v.rule, v.as_of) for v in promises.judge(history, november(13))]
    assert told == [(promises.RULE, november(13))] * 2
    assert promises.RULE


def test_nothing_promised_nothing_judged() -> None:
    assert promises.judge(history_of([paid(9, 300)]), november(13)) == []


def test_the_evidence_names_each_payment_once_in_the_order_it_came() -> None:
    """The one with an hour came before the one without; the balance of the last stays for the next."""
    history = history_of(
        [
            *(promised(2, 10, 300), promised(2, 20, 300)),
            *(paid(9, 150, ref="c"), paid(9, 100, ref="d", at="18:00"), paid(3, 30, ref="z")),
            *(paid(10, 200, ref="a"), taken_back(11, 200, payment=1)._replace(reverses_ref="a")),
            *(paid(11, 100, ref="b"), paid(1, 500, ref="early")),
        ]
    )
    first, second = promises.judge(history, november(25))
    assert first.evidence == (taken("z", 30), taken("d", 100), taken("c", 150), taken("b", 20))
    assert second.evidence == (taken("b", 80),)


def taken(ref: str, amount: int) -> Taken:
    return Taken(ref, minor(amount))


def test_what_a_cure_uses_is_no_evidence() -> None:
    (verdict,) = promises.judge(history_of([promised(2, 10, 300), paid(13, 300)]), november(13))
    assert (verdict.received_minor, verdict.evidence) == (0, ())


def test_a_reversal_that_names_no_payment_takes_nothing_back() -> None:
    history = history_of([promised(2, 10, 300), paid(9, 300), taken_back(9, 300, payment=7)])
    assert [say(v) for v in promises.judge(history, november(10))] == ["kept 9 Nov"]


def test_a_reversal_dated_before_its_payment_takes_nothing_back() -> None:
    history = history_of([promised(2, 10, 300), paid(9, 300), taken_back(8, 300)])
    assert [say(v) for v in promises.judge(history, november(10))] == ["kept 9 Nov"]


# --- Level: 1 + what went wrong since the last kept promise, in order of the day decided -----------------

SOME_PROMISE = promised(2, 10, 300)


def decided(
    state: str, on: int | None, *, excused: str | None = None, reason: str | None = None, due: int = 10
) -> Verdict:
    promise = SOME_PROMISE._replace(due_on=november(due), ref=f"{state} due {due}")
    day = None if on is None else november(on)
    return Verdict(
        *(promise, state, 0, 300, None, day, excused, reason, None, ()),
        *(promises.RULE, november(60)),
    )


LEVELS: list[tuple[str, list[Verdict], int]] = [
    ("nothing promised yet", [], 1),
    ("one open", [decided("open", None)], 1),
    ("one kept", [decided("kept", 10)], 1),
    ("one broken", [decided("broken", 13)], 2),
    ("one partly kept", [decided("partly_kept", 13)], 2),
    ("withdrawn before it fell due", [decided("cancelled", 5, reason="withdrawn")], 2),
    ("withdrawn after it fell due, so broken: counted once", [decided("broken", 11, reason="withdrawn")], 2),
    ("cancelled by us", [decided("cancelled", 5, reason="by_us")], 1),
    ("an error", [decided("cancelled", None, reason="error")], 1),
    ("superseded", [decided("superseded", 5)], 1),
    ("excused", [decided("broken", 13, excused="dispute")], 1),
    ("withdrawn when due, but excused", [decided("broken", 11, excused="dispute", reason="withdrawn")], 1),
    ("three in a row", [decided("broken", 3), decided("partly_kept", 13), decided("broken", 25)], 4),
    ("broken, then kept", [decided("broken", 13), decided("kept", 20)], 1),
    ("kept, then broken", [decided("kept", 10), decided("broken", 13)], 2),
    ("the day decided orders them, not the list", [decided("broken", 13), decided("kept", 10)], 2),
    ("a kept one withdrawn later is kept", [decided("broken", 3), decided("kept", 5, reason="withdrawn")], 1),
    (
        "an excused one does not stand for a kept one",
        [decided("broken", 3), decided("broken", 13, excused="insolvency"), decided("broken", 25)],
        3,
    ),
    (
        "decided on one day: the due day orders them",
        [decided("broken", 13, due=9), decided("kept", 13, due=8)],
        2,
    ),
    (
        "decided on one day and due on one day: the reference orders them",
        [decided("kept", 13), decided("broken", 13)],
        1,
    ),
]


@pytest.mark.parametrize(
    ("verdicts", "expected"), [row[1:] for row in LEVELS], ids=[row[0] for row in LEVELS]
)
def test_level(verdicts: list[Verdict], expected: int) -> None:
    assert promises.level(verdicts) == expected
    assert promises.level(verdicts[::-1]) == expected


def test_level_of_a_whole_story() -> None:
    """Broken, kept, broken but excused, withdrawn, broken: two stand since the kept one."""
    history = history_of(
        [
            *(promised(2, 3, 100), promised(6, 9, 100), promised(12, 13, 100)),
            *(promised(18, 24, 100), promised(21, 23, 100)),
            paid(9, 100),
            *(dispute(13), ended("dispute", 1, "resolved", 14)),
            ended("promise", 4, "withdrawn", 19),
        ]
    )
    verdicts = promises.judge(history, november(30))
    assert [v.state for v in verdicts] == ["broken", "kept", "broken", "cancelled", "broken"]
    assert promises.level(verdicts) == 3


# --- The terms behind the stories, by the public calendar of Romania ------------------------------------

DEADLINES = [
    (10, 2, "RO", 12),
    (27, 2, "RO", 33),  # weekend, 30 November (Saint Andrew) and 1 December (National Day) are free
    (28, 2, "RO", 34),  # due on a Saturday: moved to Wednesday 2 December first
    (30, 0, "RO", 32),
    (7, 0, "RO", 9),
    (7, 0, "none", 7),
    (27, 2, "none", 29),
]


@pytest.mark.parametrize(("due", "grace", "calendar", "last"), DEADLINES)
def test_the_deadline_of_the_terms(due: int, grace: int, calendar: str, last: int) -> None:
    assert terms.deadline(some_terms(grace, calendar=calendar), november(due)) == november(last)


@pytest.mark.parametrize("calendar", ["RO", "AT", "none"])
@pytest.mark.parametrize("grace", [0, 2, 5])
def test_the_referee_counts_the_same_deadlines(grace: int, calendar: str) -> None:
    """Two years of due days; the stories above stand on the referee's deadlines."""
    country = None if calendar == "none" else calendar
    for offset in range(730):
        due = november(offset)
        expected = referee.deadline(due, grace, country)
        assert terms.deadline(some_terms(grace, calendar=calendar), due) == expected, due


@pytest.mark.parametrize("percent", [1, 80, 95, 99, 100])
def test_the_threshold_is_the_smallest_sum_that_is_enough(percent: int) -> None:
    for amount in range(1, 250):
        expected = referee.threshold(amount, percent)
        assert terms.threshold(some_terms(2, percent=percent), amount) == expected, amount


def some_terms(grace: int, *, percent: int = 95, calendar: str = "RO") -> terms.PromiseTerms:
    return terms.PromiseTerms(None, november(1), grace, percent, 30, 366, calendar, RECORDED_AT)
