"""The past of the sample runs on into the last weeks: last month has figures, and no past reaches into a present."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.desk.opening import Founding, open_desk
from collector.desk.reporting import report
from collector.sample import beats, creditors
from collector.sample.beats import Beat
from collector.sample.book import fill_book
from collector.sample.dice import Dice
from collector.sample.generate import portfolio
from collector.sample.pen import Pen
from collector.sample.people import Person
from collector.sample.shorthand import AGENTS
from collector.sample.stories import STORIES, Story

DAYS = st.dates(date(2025, 1, 1), date(2035, 12, 31))
SEEDS = st.integers(0, 10_000)
NO_BEATS = (beats.plan, beats.longest_days)
BEATS = [
    value
    for name, value in vars(beats).items()
    if callable(value) and value.__module__ == beats.__name__ and name[0] != "_" and value not in NO_BEATS
]
WITH_A_PAST = [story for story in STORIES if set(story.characters) != {"none"}]


def named(what: Callable[..., Any] | Story) -> str:
    return what.name if isinstance(what, Story) else what.__name__


def a_pen(anchor: date, seed: int) -> Pen:
    ana = Person("Ana Pop", "", "", "ro", "RO", "", ("0703 000 111",), "RO")
    return Pen(anchor, Dice(seed), ana, creditors.CREDITORS[0], creditors.LEU, 1, "maria")


def whole_months(anchor: date, count: int) -> Iterator[tuple[date, date]]:
    """The first and the last day of the whole months before this day, the last one first."""
    first = anchor.replace(day=1)
    for _ in range(count):
        last = first - timedelta(days=1)
        first = last.replace(day=1)
        yield first, last


@pytest.mark.parametrize("day", ["2026-12-01", "2027-01-11", "2028-02-29"])
def test_each_of_the_last_three_months_has_figures(day: str, tmp_path: object) -> None:
    """On the first of a month, the last whole month is also the one that the present stories lie in.

    Without the calls of the old program, which bring no promise (test_book).
    """
    where = f"{tmp_path}/book.db"
    fill_book(where, portfolio(date.fromisoformat(day))._replace(calls=()), Founding())
    desk = open_desk(where, "maria", f"{day}T10:15")
    for first, last in whole_months(desk.today(), 3):
        found = report(desk, "agent", first, last)
        assert found.total.judged >= 40, first
        assert 0.35 < (found.total.kept_rate or 0) < 0.85, first
        assert {group.key for group in found.groups if group.judged >= 10} == set(AGENTS), first
    desk.close()


@pytest.mark.parametrize("beat", BEATS, ids=named)
@given(day=DAYS, seed=SEEDS)
def test_a_beat_is_settled_within_its_days(beat: Beat, day: date, seed: int) -> None:
    pen = a_pen(day, seed)
    made_on = pen.workday(70)
    settled_on = beat(pen, made_on)
    assert 0 < (settled_on - made_on).days <= beats.longest_days(beat)
    assert all(money.on <= settled_on for money in pen.moved)


@pytest.mark.parametrize("story", WITH_A_PAST, ids=named)
@given(day=DAYS, seed=SEEDS)
def test_a_story_has_the_room_it_needs(story: Story, day: date, seed: int) -> None:
    """Nothing of it is earlier than the end of the past."""
    pen = a_pen(day, seed)
    story.write(pen)
    assert (day - pen.first_on).days <= story.room_days
