"""The simulator: the same seed the same stories, and a truth that is true."""

from __future__ import annotations

from statistics import fmean

import pytest

from collector.rules.happenings import LatePaid, Made, Resolved
from collector.sample.truth import GRACE_DAYS, World, stories


def test_the_same_seed_tells_the_same_stories() -> None:
    assert list(stories(5, 7)) == list(stories(5, 7)) != list(stories(5, 8))
    assert list(stories(5, 7))[:3] == list(stories(3, 7))


def test_what_is_said_to_be_likely_is_as_likely() -> None:
    told = list(stories(800))
    kept = {
        (n, e.ref): e.kept for n, story in enumerate(told) for e in story.events if isinstance(e, Resolved)
    }
    truth = {(n, ref): p for n, story in enumerate(told) for ref, p in story.truth.items()}
    assert kept.keys() == truth.keys()
    assert 0.4 < fmean(kept.values()) < 0.55
    for low in (0.1, 0.3, 0.5, 0.7, 0.9):
        near = [key for key, p in truth.items() if abs(p - low) < 0.1]
        assert fmean(kept[key] for key in near) == pytest.approx(fmean(truth[key] for key in near), abs=0.04)


def test_the_days_of_a_story_fit_together() -> None:
    for story in stories(100):
        made = {event.ref: event for event in story.events if isinstance(event, Made)}
        for event in story.events:
            promise = made[event.ref]
            assert promise.day <= event.day
            if isinstance(event, Resolved):
                assert event.day <= promise.due if event.kept else event.day == promise.due + GRACE_DAYS + 1
            if isinstance(event, LatePaid):
                assert event.day > promise.due + GRACE_DAYS


def test_without_causes_chance_is_all() -> None:
    flat = World(level=0.0, habit=0.0, drift=0.0, amount=0.0, lead=0.0, shock=0.0, after_payday=0.0, late_in_cycle=0.0, last=0.0)  # fmt: skip
    assert {p for story in stories(20, 1, flat) for p in story.truth.values()} == {0.5}
