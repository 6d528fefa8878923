"""From the calls of the book to how often we called and spoke: each call once, and the call that was agreed."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from collector.rules.caps import Contacts
from collector.rules.records import Call, Case, Ending, OurPromise
from collector.rules.resting import Resting, contacts_of, in_talk
from tests.rules.telling import RECORDED_AT, november
from tests.rules.test_contact import STRICT
from tests.rules.test_known import SOMEBODY

BUCHAREST = ZoneInfo("Europe/Bucharest")


def at(text: str) -> datetime:
    """A moment of November 2026 in Bucharest: "23T10:00"."""
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=BUCHAREST)


def call(
    seq: int,
    when: str,
    who: str = "nobody",
    direction: str = "outbound",
    outcome: str = "no_answer",
    agent: str = "ana",
) -> Call:
    return Call(
        1, seq, 1, f"C{seq}", at(when).astimezone(UTC), agent, direction, None, who, outcome, "", "",
        None, None, None, None, RECORDED_AT, None,
    )  # fmt: skip


def spoke(seq: int, when: str, direction: str = "outbound", agent: str = "ana") -> Call:
    return call(seq, when, "right_party", direction, "right_party", agent)


def call_back(seq: int, due: str) -> OurPromise:
    return OurPromise(
        1, seq, 1, "call_back", november(20), november(int(due[:2])), at(due), None, "ana", RECORDED_AT, None
    )


def ending(seq: int, fact: str, fact_seq: int, reason: str) -> Ending:
    return Ending(1, seq, fact, fact_seq, reason, november(23), None, None, "ana", RECORDED_AT, None)


def case(*facts: Call | OurPromise | Ending) -> Case:
    def of(kind: type) -> tuple[object, ...]:
        return tuple(fact for fact in facts if isinstance(fact, kind))

    return Case(SOMEBODY, calls=of(Call), our_promises=of(OurPromise), endings=of(Ending))


def told(*facts: Call | OurPromise | Ending, now: str = "23T18:00") -> tuple[list[str], list[str]]:
    """Attempts and conversations, as they are counted."""
    contacts = contacts_of(case(*facts), at(now), november(23))
    return tuple([f"{each.astimezone(BUCHAREST):%dT%H:%M}" for each in found] for found in contacts[:2])  # type: ignore[return-value]


COUNTED = [
    ((call(1, "23T10:00"), call(2, "23T10:05")), ["23T10:00", "23T10:05"], []),  # two calls within five minutes
    ((call(1, "23T10:00", "third_party"), call(2, "23T11:00", "wrong_party")), ["23T10:00", "23T11:00"], []),
    ((spoke(1, "23T10:00"),), ["23T10:00"], ["23T10:00"]),
    ((spoke(1, "23T10:00", "inbound"),), [], ["23T10:00"]),
    ((call(1, "23T10:00", "unknown", "inbound"),), [], []),
    ((call(1, "23T10:00", "right_party", outcome="note"),), [], []),  # a note of another day's talk
    ((spoke(1, "23T18:01"),), [], []),  # not yet
    ((spoke(1, "23T10:00"), ending(2, "call", 1, "error")), [], []),
    ((spoke(1, "23T10:00"), spoke(2, "23T10:00"), spoke(3, "23T10:29")), ["23T10:00"], ["23T10:00"]),  # one talk
    ((spoke(1, "23T10:00"), spoke(2, "23T10:30")), ["23T10:00", "23T10:30"], ["23T10:00", "23T10:30"]),
    ((spoke(1, "23T10:00"), spoke(2, "23T10:10", agent="ion")), ["23T10:00", "23T10:10"], ["23T10:00", "23T10:10"]),
    ((call(1, "23T10:00"), spoke(2, "23T10:10")), ["23T10:00", "23T10:10"], ["23T10:10"]),
    ((spoke(1, "23T10:00"), call(2, "23T10:10"), spoke(3, "23T10:20")), ["23T10:00", "23T10:10", "23T10:20"], ["23T10:00", "23T10:20"]),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "attempts", "talks"), COUNTED)
def test_what_counts(facts: tuple[Call, ...], attempts: list[str], talks: list[str]) -> None:
    assert told(*facts) == (attempts, talks)


AGREED = [  # what we owe, from when a call is expected
    ((), None),
    ((call_back(2, "24T11:00"),), "24T11:00"),
    ((call_back(2, "24T23:59:59"),), "24T00:00"),  # no hour was said
    ((call_back(2, "25T11:00"), call_back(3, "24T12:00")), "24T12:00"),
    ((call_back(2, "24T11:00"), ending(3, "our_promise", 2, "done")), None),
    ((call_back(2, "24T11:00")._replace(what="send_invoice"),), None),
]


@pytest.mark.parametrize(("owed", "since"), AGREED)
def test_from_when_an_agreed_call_is_expected(owed: tuple[OurPromise, ...], since: str | None) -> None:
    contacts = contacts_of(case(spoke(1, "23T10:00"), *owed), at("23T18:00"), november(23))
    assert contacts.agreed_at == (at(since) if since else None)


def test_during_a_talk_and_after_it() -> None:
    contacts = contacts_of(case(spoke(1, "23T10:00")), at("23T18:00"), november(23))
    assert [in_talk(contacts, at(now)) for now in ("23T09:59", "23T10:00", "23T10:30", "23T10:31")] == [
        *(False, True, True, False)
    ]
    assert not in_talk(Contacts(), at("23T10:00"))


RESTS = [  # calls, as of, known until, rests until
    ((), "23T09:00", "23T09:00", None),
    ((call(1, "23T08:00"),), "23T09:00", "23T09:00", "24T00:00"),
    ((call(1, "20T10:00"),), "23T09:00", "23T09:00", None),  # it is over
    ((call(1, "23T10:00"),), "23T09:00", "23T09:00", None),  # nobody knows yet
    ((call(1, "23T10:00"),), "23T09:00", "23T23:59", "24T00:00"),  # a night after work
    ((spoke(1, "23T10:00"), call_back(2, "24T11:00")), "23T18:00", "23T18:00", "24T11:00"),
    ((spoke(1, "18T10:00"), spoke(2, "23T10:00")), "23T18:00", "23T18:00", "26T00:00"),
    ((spoke(1, "17T10:00"), spoke(2, "23T10:00"), spoke(3, "24T10:00")), "24T18:00", "24T18:00", "30T00:00"),
]


@pytest.mark.parametrize(("facts", "now", "known", "until"), RESTS)
def test_until_when_a_debtor_rests(facts: tuple[Call, ...], now: str, known: str, until: str | None) -> None:
    zones = {SOMEBODY.zone_group: ("Europe/Bucharest",)}
    resting = Resting.of(STRICT, zones, at(now), at(known))
    assert resting.until(case(*facts), at(now).date()) == (at(until) if until else None)
