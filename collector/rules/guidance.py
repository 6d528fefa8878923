"""The one next step for the facts of an account: what to do, by which channel and when, what to ask, and why.

The first row of the table that the facts open wins; permission is asked where the step is a call that we would
begin. The same facts give the same step. Source: docs/reference/next-step.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from collector.rules.asks import Ask, ask_of
from collector.rules.gates import WRITTEN, blocked_by, gate_of, tomorrow, written
from collector.rules.grounds import Reason, Reasoned, facts_of, instead_of
from collector.rules.opened import open_rows
from collector.rules.placeholders import Told, values_of
from collector.rules.reach import Asked, Reach, may_write, reach_of
from collector.rules.situations import ACTIONS, GROUP, PERMISSION, PRECEDENCE, RANK, TONES
from collector.rules.stepfacts import StepFacts
from collector.rules.streaks import past_of
from collector.rules.terms import ContactPolicy
from collector.rules.values import Value

REACH_ROWS = frozenset(PRECEDENCE[-1])


class Decision(NamedTuple):
    """One step. `also`: what else the facts open, in the order of precedence."""

    situation: str
    also: tuple[str, ...]
    action: str
    channel: str  # CHANNELS
    when: datetime | None  # there where the debtor is; None: nothing is to be done
    tone: str  # T0 care … T3 firm
    ask: Ask | None
    values: Mapping[str, Value]  # of the words, by placeholder
    why: tuple[Reason, ...]  # at most five
    blocked: tuple[tuple[str, datetime | None], ...]  # rule, and when all rules allow again
    if_instead: Reason


def decide(
    facts: StepFacts, policy: ContactPolicy, p_bp: int | None = None, *, standing: bool = False
) -> Decision:
    """The next step. `p_bp` is the probability in 1/10000 that a promise of these is kept, where it is known: it may
    make the ask smaller and nearer, and is never spoken of.

    `standing`: the row stays also while the gate is shut, only its channel and moment follow; what shuts it is
    named in `also`. So a card shows the step that its list names.
    """
    facts = facts._replace(as_of=facts.as_of.astimezone(ZoneInfo(facts.zones[0])))
    past = past_of(facts, calendars_of(policy), facts.as_of.date())
    gate = gate_of(facts, policy)
    asked = Asked(facts, past, policy, gate)
    rows = _through_the_gate(open_rows(facts, past, policy.limitation_years), asked)
    if standing:
        rows.sort(key=lambda name: (GROUP[name] == PERMISSION, RANK[name]))
    situation = rows[0]
    ask = ask_of(situation, facts, past, policy.ask_floor, p_bp)
    reach = reach_of(situation, asked)
    seen = Reasoned(tuple(rows), facts, past, gate, ask)
    return Decision(
        situation=situation,
        also=_also(rows),
        action=ACTIONS[situation],
        channel=reach.channel,
        when=reach.when,
        tone=TONES[situation],
        ask=ask,
        values=values_of(Told(situation, facts, past, ask, _confirmed_by(asked), _callback(asked, reach))),
        why=facts_of(seen),
        blocked=blocked_by(facts, gate) + _own_rest(situation, asked, reach),
        if_instead=instead_of(seen),
    )


def calendars_of(policy: ContactPolicy) -> tuple[str, ...]:
    """Whose days off are no working days under a policy."""
    return tuple(dict.fromkeys(name for opening in policy.openings for name in opening.calendars))


def _through_the_gate(rows: list[str], asked: Asked) -> list[str]:
    """The rows with permission before them where the first one is a call that may not begin now."""
    gate, first = asked.gate, rows[0]
    if gate.open or GROUP[first] < PERMISSION or first == "promise_open" or may_write(first, asked):
        return rows
    shut = [
        name
        for name, is_shut in zip(PRECEDENCE[PERMISSION], (gate.by_hours, gate.by_caps), strict=True)
        if is_shut
    ]
    return [*shut, *rows]


def _own_rest(situation: str, asked: Asked, reach: Reach) -> tuple[tuple[str, datetime | None], ...]:
    """The rest that a row itself asks for while the gate is open: one call a week, a pause, another hour."""
    waits = reach.when is not None and reach.when > asked.facts.as_of
    if not (waits and asked.gate.open and GROUP[situation] > PERMISSION):
        return ()
    return ((f"step.{situation}", reach.when),)


def _also(rows: list[str]) -> tuple[str, ...]:
    """The other rows. That of contact is always open: it is named only where it lies right beneath the gate."""
    others = [name for name in rows[1:] if name not in REACH_ROWS]
    beneath = next(name for name in rows if GROUP[name] != PERMISSION)
    return tuple([*others, beneath] if beneath in REACH_ROWS and beneath != rows[0] else others)


def _confirmed_by(asked: Asked) -> str | None:
    """The channel by which we confirm in writing, or they may write to us."""
    wished = asked.facts.preferences.channel
    if wished in WRITTEN:
        return wished
    return written(asked.facts, asked.policy, held=False)


def _callback(asked: Asked, reach: Reach) -> datetime | None:
    """When we talk next: the moment of the step where that is later, else the first hour of another day."""
    if reach.when is not None and reach.when > asked.facts.as_of:
        return reach.when
    return tomorrow(asked.facts, asked.policy)
