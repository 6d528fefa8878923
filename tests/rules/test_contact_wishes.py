"""Who begins the contact and how: inbound calls, channels, the person's own wishes, calls that were agreed."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from collector.rules.caps import still_holds
from collector.rules.contact import may_contact
from collector.rules.terms import Preferences
from tests.rules.test_contact_policies import POLICIES, WEEK, ask, told


@pytest.mark.parametrize("name", POLICIES)
def test_when_they_call_neither_hours_nor_caps_bind(name: str) -> None:
    asked = {"attempts": WEEK, "talks": WEEK, "channel": "work_phone", "direction": "inbound"}
    answer = ask(name, "2026-03-15T03:00", preferences=Preferences((600, 720), "letter"), **asked)
    assert (answer.allowed, answer.blocked) == (True, ())
    assert (
        ask(name, "2026-03-15T03:00", holds=("represented",), direction="inbound").rule == "hold.represented"
    )


CHANNELS = [  # policy, channel, rule; on a Tuesday morning
    ("ro-strict", "work_phone", "ro.ban.work"),
    ("ro-strict", "sms", None),
    ("ro-b2b", "work_phone", None),
    ("us-regf", "sms", "us.medium"),  # with consent only
    ("us-regf", "email", None),
    ("us-regf", "voicemail", None),
    ("us-regf", "work_phone", "us.medium"),
    ("uk-conc", "work_phone", "uk.privacy"),
    ("ie-cca46", "work_phone", "ie.work"),
    ("eu-base", "work_phone", "eu.npl.art10"),
    ("none", "work_phone", None),
]


@pytest.mark.parametrize(("name", "channel", "rule"), CHANNELS)
def test_channels_and_the_workplace(name: str, channel: str, rule: str | None) -> None:
    answer = ask(name, "2026-03-17T10:00", channel=channel)
    assert answer.rule == rule
    if rule:
        assert (answer.contact_from, answer.still_allowed) == (None, "another channel")


def test_wishing_a_channel_is_consent_to_it_and_to_no_other() -> None:
    wish = Preferences(channel="sms")
    assert ask("us-regf", "2026-03-17T10:00", channel="sms", preferences=wish).allowed
    assert ask("us-regf", "2026-03-17T10:00", preferences=wish).rule == "client.channel"
    refused = ask(
        "ro-strict", "2026-03-17T10:00", channel="work_phone", preferences=Preferences(None, "work_phone")
    )
    assert refused.rule == "ro.ban.work"  # what a policy forbids no wish opens


WISHES = [  # wished from, until (hours), asked at, rules, from
    (10, 12, "2026-03-17T09:59", ["client.hours"], "2026-03-17T10:00"),
    (10, 12, "2026-03-17T10:00", [], "2026-03-17T10:00"),
    (10, 12, "2026-03-17T12:00", ["client.hours"], "2026-03-18T10:00"),
    (7, 10, "2026-03-17T08:30", ["ro.hours"], "2026-03-17T09:00"),  # wider than the law: the law holds
    (18, 23, "2026-03-17T20:30", ["ro.hours"], "2026-03-18T18:00"),
    (21, 23, "2026-03-17T21:30", ["ro.hours"], None),  # never both
    (10, 12, "2026-03-21T13:00", ["ro.weekend", "client.hours"], "2026-03-23T10:00"),
]


@pytest.mark.parametrize(("opens", "closes", "when", "rules", "first"), WISHES)
def test_the_persons_own_hours_narrow_and_never_widen(
    opens: int, closes: int, when: str, rules: list[str], first: str | None
) -> None:
    answer = ask("ro-strict", when, preferences=Preferences((opens * 60, closes * 60)))
    assert [each.rule for each in answer.blocked] == rules
    assert told(answer)[1] == first


AGREED = [  # asked at, rule, from: spoken on Monday, tried on Tuesday, agreed on Tuesday at 11
    ("2026-03-17T10:59", "ro.attempts", "2026-03-17T11:00"),
    ("2026-03-17T11:00", None, "2026-03-17T11:00"),
    ("2026-03-17T20:00", "ro.hours", "2026-03-18T09:00"),  # hours bind it as any other
]


@pytest.mark.parametrize(("when", "rule", "first"), AGREED)
def test_a_call_that_was_agreed_may_be_made_from_its_hour_on(when: str, rule: str | None, first: str) -> None:
    so_far = {"attempts": ("2026-03-16T10:00", "2026-03-17T09:00"), "talks": ("2026-03-16T10:00",)}
    assert told(ask("ro-strict", when, agreed="2026-03-17T11:00", **so_far)) == (rule, first)
    strict = POLICIES["ro-strict"]
    strict = strict._replace(caps=tuple(cap._replace(but_agreed=False) for cap in strict.caps))
    assert (
        told(ask("ro-strict", when, agreed="2026-03-17T11:00", rules=strict, **so_far))[1]
        == "2026-03-19T09:00"
    )


ENDED = [  # a call agreed for Tuesday at 11: calls, talks, asked at, rule
    (("2026-03-17T09:00", "2026-03-17T11:05"), ("2026-03-16T10:00",), "2026-03-17T12:00", "ro.attempts"),  # it was made
    (("2026-03-17T09:00",), ("2026-03-16T10:00", "2026-03-17T11:00"), "2026-03-17T12:00", "ro.attempts"),  # they rang
    (("2026-03-17T09:00",), (), "2026-03-17T12:00", "ro.attempts"),  # in which talk was it agreed?
    (("2026-03-17T09:00",), ("2026-03-16T10:00",), "2026-03-17T19:59", None),  # late, and still due
    ((), ("2026-03-12T10:00", "2026-03-16T10:00"), "2026-03-17T12:00", "ro.freq"),  # two talks a week bind it too
]  # fmt: skip


@pytest.mark.parametrize(("attempts", "talks", "when", "rule"), ENDED)
def test_an_agreed_call_is_one_call_and_does_not_last(
    attempts: tuple[str, ...], talks: tuple[str, ...], when: str, rule: str | None
) -> None:
    answer = ask("ro-strict", when, agreed="2026-03-17T11:00", attempts=attempts, talks=talks)
    assert answer.rule == rule


def test_what_was_agreed_holds_for_a_week_from_the_talk() -> None:
    talk = datetime(2026, 3, 16, 10, tzinfo=ZoneInfo("Europe/Bucharest"))
    assert [still_holds([talk], talk + timedelta(days=7, minutes=minutes)) for minutes in (-1, 0)] == [
        True,
        False,
    ]
    assert not still_holds([], talk)


def test_rest_of_which_only_the_end_is_known() -> None:
    until = datetime(2026, 3, 19, tzinfo=ZoneInfo("Europe/Bucharest"))
    asked = {
        "policy": POLICIES["ro-strict"],
        "holds": (),
        "zones": ("Europe/Bucharest",),
        "rest_until": until,
    }
    before = may_contact(moment=until - timedelta(minutes=1), **asked)
    assert [each.rule for each in before.blocked] == ["ro.hours", "rest"]
    assert told(before)[1] == "2026-03-19T09:00"
    assert may_contact(moment=until + timedelta(hours=9), **asked).allowed
