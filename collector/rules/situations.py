"""The names of what a step is taken for, and what of them follows from the day alone.

Names are those of docs/reference/next-step.md. Which situation an account is in is `guidance`'s to say.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

LATE_AFTER = timedelta(minutes=15)  # a promise of ours is late a quarter of an hour after its moment

ACTIONS = {
    "safety_risk": "stop_and_help",
    "legal_hold": "stop_and_route",
    "cease_contact": "stop",
    "represented": "route",
    "bereavement": "stop",
    "vulnerable": "pause",
    "hardship": "listen",
    "our_promise_broken": "apologise",
    "our_promise_due": "keep_our_word",
    "dispute_open": "investigate",
    "paid_in_full": "thank",
    "promise_kept": "thank",
    "due_today": "confirm",
    "due_tomorrow": "remind",
    "promise_open": "wait",
    "paid_partly": "thank",
    "serial_breaker": "small_first_step",
    "broken_twice": "lower",
    "broken_once": "ask",
    "no_answer_n": "change",
    "vague_promise": "make_concrete",
    "verified_no_promise": "make",
    "first_contact": "verify",
}
SITUATION_OF_HOLD = {
    "safety_risk": "safety_risk",
    "insolvency": "legal_hold",
    "breathing_space": "legal_hold",
    "assignment_notice": "legal_hold",
    "legal_hold": "legal_hold",
    "cease_contact": "cease_contact",
    "represented": "represented",
    "deceased": "bereavement",
    "vulnerable": "vulnerable",
    "capacity": "vulnerable",
    "hardship": "hardship",
}  # in the order of precedence
HOLD_SITUATIONS = frozenset(SITUATION_OF_HOLD.values())


class Step(NamedTuple):
    """What to do next: the situation, the sum and the day that its reason speaks of, a word about it."""

    situation: str
    amount_minor: int | None = None
    on: date | None = None
    detail: str | None = None

    @property
    def action(self) -> str:
        return ACTIONS[self.situation]


def hold_situation(kinds: Collection[str]) -> str | None:
    """The situation that these holds make; None without any."""
    return next((situation for kind, situation in SITUATION_OF_HOLD.items() if kind in kinds), None)


def open_situation(due_on: date, today: date) -> str:
    """What an open promise asks for: nothing until the day before, a reminder then, a word on the day."""
    return {0: "due_today", 1: "due_tomorrow"}.get((due_on - today).days, "promise_open")
