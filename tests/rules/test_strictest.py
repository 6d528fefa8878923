"""Policies that hold together: what each says stands beside the other."""

from __future__ import annotations

from datetime import date
from typing import Any

from collector.rules.contact import may_contact
from collector.rules.policies import read_policy
from collector.rules.strictest import strictest
from tests.rules.test_contact import BUCHAREST, STRICT, at

HOUSE = {
    "id": "acme-house",
    "version": date(2026, 12, 1),
    "status": "draft",
    "hours": {"mon-fri": ["10:00", "17:00"]},
    "holidays": {"calendar": "DE-BY", "block_calls": True},
    "channels": {"sms": "no"},
    "limitation": {"years": 2},
    "ask": {"floor": "10.00"},
    "content": {"legal_words": "never"},
    "rule": [{"id": "acme.hours", "source": "house rule of 1 December"}],
}
BOTH = strictest(STRICT, read_policy(HOUSE))


def refused_by(text: str, channel: str = "call") -> list[str]:
    return [each.rule for each in may_contact(BOTH, (), (BUCHAREST,), at(text), channel).blocked]


def test_each_forbids_by_its_own_rules() -> None:
    assert refused_by("2026-11-24T09:30") == ["acme.hours"]
    assert refused_by("2026-11-24T16:59") == []
    assert refused_by("2026-11-21T08:00") == ["ro.weekend", "acme.weekend"]
    assert refused_by("2027-01-06T12:00") == ["ro.weekend", "acme.holiday"]  # Epiphany, here and in Bavaria
    assert refused_by("2026-11-30T12:00") == ["ro.weekend"]
    assert refused_by("2026-11-24T12:00", "sms") == ["acme.channel"]
    answer = may_contact(BOTH, (), (BUCHAREST,), at("2026-11-24T09:30"))
    assert answer.source == "house rule of 1 December"


def test_the_rest_is_that_of_the_stricter() -> None:
    assert (BOTH.id, BOTH.version, BOTH.status) == ("ro-strict+acme-house", date(2026, 12, 1), "draft")
    assert (BOTH.limitation_years, BOTH.ask_floor, BOTH.unchecked) == (2, "10.00", ("content",))
    assert (BOTH.caps, BOTH.zones, BOTH.calendars) == (STRICT.caps, STRICT.zones, ("RO", "DE-BY"))


def test_together_they_are_reviewed_when_both_are() -> None:
    def reviewed(name: str, day: int) -> Any:
        header = {"status": "reviewed", "reviewed_by": name, "reviewed_on": date(2026, 11, day)}
        return read_policy(HOUSE | header)

    both = strictest(reviewed("A. Avocat", 3), reviewed("B. Rechtsanwalt", 9))
    assert (both.status, both.reviewed_by, both.reviewed_on) == (
        "reviewed",
        "A. Avocat, B. Rechtsanwalt",
        date(2026, 11, 9),
    )
    assert strictest(both, STRICT).reviewed_on is None
