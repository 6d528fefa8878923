"""Every fact line gets the step that the contract says, by the engine itself."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from collector.rules.guidance import Decision
from collector.rules.money import decimal_text
from collector.rules.situations import SITUATIONS
from collector.rules.stepfacts import StepFacts
from tests.rules.step.asking import decided
from tests.rules.step.lines import LINES, Line, read


def told(facts: StepFacts, found: Decision) -> dict[str, Any]:
    """What the lines look at, as the command would write it."""
    ask = found.ask
    untils = {until and until.isoformat() for _rule, until in found.blocked}
    return {
        "situation": found.situation,
        "channel": found.channel,
        "when": found.when and found.when.isoformat(),
        "ask": ask
        and {"amount": decimal_text(ask.amount_minor, facts.decimals), "due_on": ask.due_on.isoformat()},
        "until": untils.pop() if len(untils) == 1 else None,
    }


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.story)
def test_the_contract_says_this_step(line: Line) -> None:
    facts, found = decided(line.facts)
    expect = dict(line.expect)
    assert set(expect.pop("also", ())) <= set(found.also)
    assert set(expect.pop("rules", ())) <= {rule for rule, _until in found.blocked}
    answer = told(facts, found)
    assert {name: answer[name] for name in expect} == expect


def test_every_situation_has_a_line_that_opens_it() -> None:
    opened = Counter(line.expect["situation"] for line in read("each"))
    assert set(opened) == set(SITUATIONS)


def test_no_two_lines_tell_the_same_story() -> None:
    assert max(Counter(line.story for line in LINES).values()) == 1
