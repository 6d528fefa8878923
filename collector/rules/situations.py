"""The names of what a step is taken for: 31 situations in their order, what is done in each, in which tone.

Names are those of docs/reference/next-step.md. Which situation an account is in is `guidance`'s to say.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from collector.rules.stepfacts import LATE_AFTER as LATE_AFTER  # noqa: PLC0414 - the list asks for it here

PRECEDENCE = (
    ("safety_risk",),
    ("wrong_party", "third_party"),
    ("legal_hold", "cease_contact", "represented", "bereavement"),
    ("vulnerable", "hardship"),
    ("our_promise_broken", "dispute_open"),
    ("time_barred",),
    ("outside_hours", "contact_cap"),
    ("angry",),
    ("refuses", "too_good_promise", "vague_promise"),
    ("paid_in_full", "promise_kept"),
    (
        *("due_today", "due_tomorrow", "promise_open", "paid_partly", "plan_slipping"),
        *("serial_breaker", "broken_twice", "broken_once"),
    ),
    ("no_answer_n", "verified_no_promise", "first_contact"),
)
SITUATIONS = tuple(name for group in PRECEDENCE for name in group)
GROUP = {name: number for number, group in enumerate(PRECEDENCE) for name in group}
RANK = {name: place for place, name in enumerate(SITUATIONS)}
PERMISSION = 6  # the group of the gate: whoever stands below needs an open hour to be called

ACTIONS = {
    "safety_risk": "stop_and_help",
    "wrong_party": "remove_number",
    "third_party": "call_back",
    "legal_hold": "stop_and_route",
    "cease_contact": "stop",
    "represented": "route",
    "bereavement": "stop",
    "vulnerable": "pause",
    "hardship": "listen",
    "our_promise_broken": "apologise",
    "our_promise_due": "keep_our_word",  # of the list alone: what we owe today is done before it is late
    "dispute_open": "investigate",
    "time_barred": "inform",
    "outside_hours": "wait",
    "contact_cap": "wait",
    "angry": "listen",
    "refuses": "explore",
    "too_good_promise": "reality_check",
    "vague_promise": "make_concrete",
    "paid_in_full": "thank",
    "promise_kept": "thank",
    "due_today": "confirm",
    "due_tomorrow": "remind",
    "promise_open": "wait",
    "paid_partly": "thank",
    "plan_slipping": "re_set",
    "serial_breaker": "small_first_step",
    "broken_twice": "lower",
    "broken_once": "ask",
    "no_answer_n": "change",
    "verified_no_promise": "make",
    "first_contact": "verify",
}
_WARM = ("wrong_party", "third_party", "paid_in_full", "promise_kept", "due_tomorrow", "no_answer_n")
_FIRM = ("refuses", "serial_breaker", "broken_twice")
_CARE = (
    *("safety_risk", "legal_hold", "cease_contact", "represented", "bereavement", "vulnerable", "hardship"),
    *("our_promise_broken", "dispute_open", "time_barred", "outside_hours", "contact_cap", "angry"),
    "promise_open",
)
TONES = dict.fromkeys(SITUATIONS, "T2")
TONES |= dict.fromkeys(_CARE, "T0") | dict.fromkeys(_WARM, "T1") | dict.fromkeys(_FIRM, "T3")

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
SITUATION_OF_STATE = {
    "safety": "safety_risk",
    "vulnerable": "vulnerable",
    "hardship": "hardship",
    "angry": "angry",
    "refuses": "refuses",
    "vague": "vague_promise",
}
QUIET = "time_barred"  # spoken of only when they ask: it stands with those who may not be called
WAITING = ("promise_open", "due_tomorrow", QUIET)  # nobody is called for these
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
