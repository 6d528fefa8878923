"""Histories for the tests of learning: invented ones with a known truth, and wild ones."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from hypothesis import strategies as st

from collector.learning.gathering import Gathering
from collector.learning.measuring import Floats
from collector.learning.training import Table, table_of
from collector.rules.happenings import Closed, Event, Happening, LatePaid, Made, Resolved
from collector.sample.truth import Story, World, stories

DAY = 738_000
AFTER = 10**6  # a day after everything


@lru_cache(maxsize=8)
def world(debtors: int, seed: int = 1, made_of: World | None = None) -> tuple[Table, Floats]:
    """The simulator's promises with their true probabilities."""
    return told(list(stories(debtors, seed, made_of)))


def told(found: list[Story]) -> tuple[Table, Floats]:
    gathering, truth = Gathering(), []
    for number, story in enumerate(found):
        refs = gathering.add(number, story.events, story.deadlines)
        truth += [story.truth[ref] for ref in refs]
    return table_of(gathering.gathered()), np.array(truth)


def turned(story: Story, day: int) -> Story:
    """From a day on kept is called broken and broken kept, and no late money comes."""
    events = [
        event._replace(kept=not event.kept) if isinstance(event, Resolved) and event.day >= day else event
        for event in story.events
        if not (isinstance(event, LatePaid) and event.day >= day)
    ]
    return story._replace(events=events)


def deadlines(events: list[Event]) -> dict[str, int]:
    return {event.ref: event.due + 2 for event in events if isinstance(event, Made)}


days = st.integers(0, 200)
amounts = st.sampled_from([0.01, 1.0, 99.5, 100.0, 1e8])


@st.composite
def histories(draw: st.DrawFn) -> list[Happening]:
    """Anything that can happen to one debtor's promises, much of it on the same days."""
    events: list[Happening] = []
    for number in range(draw(st.integers(0, 8))):
        ref, made = f"P{number}", DAY + draw(days)
        due = made + draw(st.integers(0, 40))
        balance = draw(st.sampled_from([None, 0.0, -5.0, 50.0, 1e6]))
        events.append(
            Made(made, ref, due, draw(amounts), draw(st.sampled_from("RE")), balance, draw(st.booleans()), draw(st.booleans()))
        )  # fmt: skip
        end = draw(st.sampled_from(["open", "kept", "broken", "paid late", "moved", "closed"]))
        day = draw(st.integers(made, due + 5))
        if end == "kept":
            events.append(Resolved(day, ref, kept=True, share=1.0))
        elif end in ("broken", "paid late"):
            day = max(day, due)
            events.append(Resolved(day, ref, kept=False, share=draw(st.floats(0, 0.9))))
            if end == "paid late":
                events.append(LatePaid(day + draw(st.integers(0, 150)), ref))
        elif end != "open":
            events.append(Closed(day, ref, moved=end == "moved"))
    return events
