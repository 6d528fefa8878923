"""The stories of docs/reference/promises.md, read off the page and run through the rule."""

from __future__ import annotations

import pytest

from collector.rules.promises import judge
from tests.docs import rows
from tests.docs.markdown import REFERENCE, read, table
from tests.rules.telling import history_of, november

STORIES = [rows.row_of(cells) for cells in table(read(REFERENCE / "promises.md"), "promises")]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.title)
def test_a_story_on_the_page_ends_as_it_says(story: rows.Row) -> None:
    for as_of, said in story.said.items():
        verdicts = judge(history_of(story.facts), november(as_of))
        assert len(verdicts) == len(said)
        wrong = [
            c
            for claims, verdict in zip(said, verdicts, strict=True)
            for c in claims
            if not rows.holds(c, verdict)
        ]
        assert not wrong, verdicts


def test_all_stories_are_read() -> None:
    assert len(STORIES) >= 30
    assert all(claims for story in STORIES for said in story.said.values() for claims in said)
