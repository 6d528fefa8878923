"""Two situations at once: the one that stands higher wins, and the other is not forgotten."""

from __future__ import annotations

from typing import Any

import pytest

from collector.rules.situations import GROUP, PERMISSION, PRECEDENCE, RANK, SITUATIONS
from tests.rules.step.asking import decided
from tests.rules.step.lines import Json, read

OPENERS: dict[str, Json] = {}
for line in read("each"):  # a hold rather than what is heard: it goes together with more
    if line.expect["situation"] not in OPENERS or "holds" in line.facts:
        OPENERS[line.expect["situation"]] = line.facts
FROM_GATE_DOWN = [name for name in SITUATIONS if GROUP[name] > PERMISSION]


def together(one: Json, other: Json) -> Json | None:
    """Facts of both; None where they contradict each other."""
    merged: dict[str, Any] = dict(one)
    for name, value in other.items():
        if isinstance(value, list):
            merged[name] = [*merged.get(name, []), *value]
        elif name in merged and merged[name] != value and name != "balance":
            return None
        else:
            merged[name] = min(merged[name], value) if name == "balance" else value
    return merged


# What is said and held does not change what the past comes to: any of these can meet any other.
PAIRS = [
    (one, other)
    for one in SITUATIONS
    for other in SITUATIONS
    if GROUP[one] < GROUP["paid_in_full"]
    and GROUP[one] != PERMISSION
    and RANK[one] < RANK[other]
    and (GROUP[other] != PERMISSION or GROUP[one] < PERMISSION)
    and together(OPENERS[one], OPENERS[other]) is not None
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_higher_row_wins(one: str, other: str) -> None:
    facts = together(OPENERS[one], OPENERS[other])
    assert facts is not None
    _typed, found = decided(facts)
    assert found.situation == one
    if GROUP[other] not in (PERMISSION, GROUP["first_contact"]):
        assert other in found.also


def test_all_groups_meet_each_other() -> None:
    met = {(GROUP[one], GROUP[other]) for one, other in PAIRS}
    above = [n for n in range(GROUP["paid_in_full"]) if n != PERMISSION]
    assert {(n, m) for n in above for m in above if n < m} <= met


@pytest.mark.parametrize("name", FROM_GATE_DOWN)
def test_on_a_saturday_a_step_that_is_a_call_waits(name: str) -> None:
    """Rows of a running call need no permission; a running promise is waited for; four rows go on in writing."""
    facts = {**OPENERS[name], "as_of": "2026-11-21T10:00"}
    running = facts.get("identity") or facts.get("client_state")
    _typed, found = decided(facts)
    if name == "due_today":  # on a Saturday that promise is in its grace
        assert found.situation == "promise_open"
    elif name == "due_tomorrow":
        assert (found.situation, found.channel) == ("due_today", "email")
    elif running:
        assert (found.situation, found.channel) == (
            name if name != "too_good_promise" else "promise_open",
            found.channel,
        )
    elif name in ("promise_open", "promise_kept", "paid_in_full"):
        assert (found.situation, found.channel in ("none", "email")) == (name, True)
    else:
        assert (found.situation, found.also[-1] if name in PRECEDENCE[-1] else name) == (
            "outside_hours",
            name,
        )
        assert name in found.also
