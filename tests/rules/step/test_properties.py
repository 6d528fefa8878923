"""What holds for any facts: one answer, nothing asked in care, never more than is owed, no refusal without its rule."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from collector.desk import reasons
from collector.policyfiles import policy
from collector.rules.contact import may_contact
from collector.rules.guidance import decide
from collector.rules.records import HOLDS
from collector.rules.situations import GROUP, PERMISSION, PRECEDENCE, TONES
from collector.rules.stepfacts import (
    CHANNELS,
    CLIENT_STATES,
    IDENTITIES,
    LIMITATIONS,
    STATUSES,
    Income,
    OurWord,
    Plan,
    Pledge,
    StepFacts,
)
from collector.rules.terms import Preferences
from collector.rules.values import Sum

BUCHAREST = ZoneInfo("Europe/Bucharest")
NOON = datetime(2026, 11, 18, 12, tzinfo=BUCHAREST)
ISO = re.compile(r"\d{4}-\d\d-\d\d")
STREAKS = set(PRECEDENCE[10][-3:])
POLICIES = [policy(name) for name in ("ro-strict", "us-regf", "uk-conc")]

days = st.integers(-400, 40).map(lambda n: NOON.date() + timedelta(days=n))
moments = st.integers(-24 * 60 * 20, 24 * 60 * 5).map(lambda n: NOON + timedelta(minutes=n))
amounts = st.integers(1, 500_000)
plans = st.none() | st.builds(Plan, st.integers(2, 12), st.integers(0, 12), st.integers(0, 3))


@st.composite
def pledges(draw: st.DrawFn) -> Pledge:
    made = draw(days)
    due = made + timedelta(days=draw(st.integers(0, 40)))
    status = draw(st.sampled_from(STATUSES))
    told = status != "vague"
    return Pledge(
        draw(amounts) if told else None,
        made,
        due if told else None,
        status,
        draw(st.booleans()),
        draw(st.sampled_from((None, "card"))),
        draw(st.sampled_from((None, "10", "2026-12-04", "salary"))),
        draw(plans),
    )


def made(**told: Any) -> StepFacts:
    """The facts told, and nothing else invented."""
    return StepFacts(**told)


anything = st.builds(
    made,
    as_of=moments,
    zones=st.just(("Europe/Bucharest",)) | st.just(("America/New_York", "Pacific/Honolulu")),
    direction=st.sampled_from(("outbound", "inbound")),
    identity=st.sampled_from(IDENTITIES),
    client_state=st.sampled_from(("calm", "calm", *CLIENT_STATES)),
    limitation=st.sampled_from(LIMITATIONS),
    debt_since=st.none() | days,
    balance_minor=st.none() | st.sampled_from((0, -100, 1, 99)) | amounts,
    holds=st.lists(st.sampled_from(HOLDS), max_size=2, unique=True).map(tuple),
    dispute_open=st.booleans(),
    our_promises=st.lists(st.builds(OurWord, st.just("call_back"), moments, st.booleans()), max_size=1).map(
        tuple
    ),
    promises=st.lists(pledges(), max_size=5).map(tuple),
    payments=st.lists(st.builds(Income, amounts, days), max_size=8).map(tuple),
    attempts=st.lists(moments, max_size=4).map(tuple),
    conversations=st.lists(moments, max_size=3).map(tuple),
    no_answer_streak=st.integers(0, 6),
    preferences=st.builds(
        Preferences, st.sampled_from((None, (600, 720))), st.sampled_from((None, *CHANNELS[:-1]))
    ),
)
calm = anything.map(
    lambda f: f._replace(
        holds=(), dispute_open=False, our_promises=(), client_state="calm", limitation="in_time"
    )
)
facts_of_all_kinds = anything | calm
some_policy = st.sampled_from(POLICIES)


@settings(max_examples=150, deadline=None)
@given(facts_of_all_kinds, some_policy)
def test_what_holds_for_any_facts(facts: StepFacts, terms: Any) -> None:
    found = decide(facts, terms)
    assert found == decide(facts, terms)
    balance, ask = facts.balance_minor, found.ask
    # The ask.
    if found.tone == "T0" or found.situation == "third_party" or not balance or balance < 0:
        assert ask is None
    elif found.tone in ("T2", "T3"):
        assert ask is not None
    if ask is not None and balance is not None:
        assert 0 < ask.amount_minor <= balance
        assert ask.due_on >= found_today(facts)
    # Refusals name their rules.
    rules = {rule for rule, _until in found.blocked}
    assert rules >= {f"hold.{kind}" for kind in facts.holds}
    if GROUP[found.situation] == PERMISSION:
        assert rules
    if (
        not facts.running
        and found.when is not None
        and found.when > facts.as_of
        and GROUP[found.situation] > 3
    ):
        assert rules
    # Families of which only one can be.
    rows = {found.situation, *found.also}
    assert len(rows & STREAKS) <= 1
    assert len(rows & set(PRECEDENCE[-1])) <= 1
    assert len(rows) == 1 + len(found.also)
    # Nothing of ours begins when it may not.
    if found.channel == "call" and found.when is not None and not facts.running:
        asked = may_contact(
            terms, (), facts.zones, found.when, preferences=Preferences(facts.preferences.hours)
        )
        assert asked.allowed or found.situation == "safety_risk"
    assert (found.channel == "none") <= (found.situation != "first_contact")
    # The words.
    assert all(
        value.amount_minor > 0
        for name, value in found.values.items()
        if isinstance(value, Sum) and name not in ("balance", "rest")
    )
    told = reasons.told_all(found.why, ("method",), found_today(facts))
    assert 1 <= len(told) <= 5
    assert all(ISO.search(text) for text in [*told, reasons.told(found.if_instead)])


def found_today(facts: StepFacts) -> date:
    return facts.as_of.astimezone(ZoneInfo(facts.zones[0])).date()


@settings(max_examples=60, deadline=None)
@given(calm, st.integers(0, 10_000))
def test_a_low_probability_makes_the_ask_smaller_and_nearer_and_none_makes_it_larger(
    facts: StepFacts, p_bp: int
) -> None:
    table, asked = decide(facts, POLICIES[0]), decide(facts, POLICIES[0], p_bp)
    assert asked.situation == table.situation
    assert (asked.ask is None) == (table.ask is None)
    if asked.ask is not None and table.ask is not None:
        assert asked.ask.amount_minor <= table.ask.amount_minor
        assert asked.ask.due_on <= table.ask.due_on
    assert TONES[asked.situation] == asked.tone


@settings(max_examples=40, deadline=None)
@given(facts_of_all_kinds, st.randoms())
def test_the_order_in_which_facts_are_told_changes_no_step(facts: StepFacts, random: Any) -> None:
    """But for promises made on the same day: of those the one told last is the newest."""
    if len({p.made_on for p in facts.promises}) < len(facts.promises):
        facts = facts._replace(promises=facts.promises[:1])
    order: dict[str, Any] = {
        name: tuple(random.sample(getattr(facts, name), len(getattr(facts, name))))
        for name in ("holds", "promises", "payments", "attempts", "conversations")
    }
    mixed = facts._replace(**order)
    one, other = decide(facts, POLICIES[0]), decide(mixed, POLICIES[0])
    assert (one.situation, one.also, one.channel, one.when) == (
        other.situation,
        other.also,
        other.channel,
        other.when,
    )
