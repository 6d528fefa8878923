"""Asking the engine with facts as `collector step` gets them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from collector.currencies import decimals
from collector.policyfiles import policy
from collector.rules.factfields import Place
from collector.rules.factreading import read_facts
from collector.rules.guidance import Decision, decide
from collector.rules.stepfacts import StepFacts
from collector.rules.terms import ContactPolicy
from tests.rules.step.lines import Json

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
known = cache(policy)


def typed(fields: Json) -> tuple[StepFacts, ContactPolicy]:
    """The facts of a line and the policy that they name."""
    terms = known(fields.get("policy") or "ro-strict")
    zones = (fields["time_zone"],) if "time_zone" in fields else terms.zones
    currency = fields["currency"]
    return read_facts(fields, Place(currency, decimals()[currency], zones, NOW)), terms


def decided(fields: Json) -> tuple[StepFacts, Decision]:
    facts, terms = typed(fields)
    return facts, decide(facts, terms)
