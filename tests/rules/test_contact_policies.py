"""Every shipped policy at its boundaries: hours, days off, attempts, conversations, rest, gap. As tables."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from collector.rules.contact import Permission, may_contact
from collector.rules.terms import ContactPolicy, Preferences
from tests.rules.test_contact import policy

POLICIES = {
    name: policy(name)
    for name in ("ro-strict", "ro-b2b", "us-regf", "uk-conc", "ie-cca46", "eu-base", "none")
}
ZONE = {
    "ro-strict": "Europe/Bucharest",
    "ro-b2b": "Europe/Bucharest",
    "us-regf": "America/New_York",
    "uk-conc": "Europe/London",
    "ie-cca46": "Europe/Dublin",
    "eu-base": "Europe/Brussels",
    "none": "Europe/Bucharest",
}


def ask(
    name: str,
    when: str,
    *,
    attempts: tuple[str, ...] = (),
    talks: tuple[str, ...] = (),
    zones: tuple[str, ...] = (),
    rules: ContactPolicy | None = None,
    holds: tuple[str, ...] = (),
    channel: str = "call",
    direction: str = "outbound",
    preferences: Preferences | None = None,
    agreed: str | None = None,
) -> Permission:
    """Ask at wall clock times of the policy's first zone."""
    zones = zones or (ZONE[name],)

    def there(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zones[0])).astimezone(UTC)

    return may_contact(
        rules or POLICIES[name],
        holds,
        zones,
        there(when),
        channel,
        attempts=[there(text) for text in attempts],
        conversations=[there(text) for text in talks],
        preferences=preferences,
        direction=direction,
        agreed_at=there(agreed) if agreed else None,
    )


def told(answer: Permission) -> tuple[str | None, str | None]:
    """The first rule, and from when a call is allowed by all of them."""
    return answer.rule, answer.contact_from and answer.contact_from.isoformat(timespec="minutes")[:16]


# --- Hours, weekends, holidays -------------------------------------------------------------------------------

HOURS = [  # policy, asked at, rule, from
    ("ro-strict", "2026-03-17T08:59", "ro.hours", "2026-03-17T09:00"),
    ("ro-strict", "2026-03-17T09:00", None, "2026-03-17T09:00"),
    ("ro-strict", "2026-03-17T19:59", None, "2026-03-17T19:59"),
    ("ro-strict", "2026-03-17T20:00", "ro.hours", "2026-03-18T09:00"),
    (
        "ro-strict",
        "2026-04-10T10:00",
        "ro.weekend",
        "2026-04-14T09:00",
    ),  # Orthodox Good Friday to Easter Monday
    ("ro-strict", "2028-02-29T10:00", None, "2028-02-29T10:00"),
    ("ro-b2b", "2026-03-17T08:59", "ro.hours", "2026-03-17T09:00"),
    ("ro-b2b", "2026-03-17T17:59", None, "2026-03-17T17:59"),
    ("ro-b2b", "2026-03-17T18:00", "ro.hours", "2026-03-18T09:00"),
    ("ro-b2b", "2026-12-01T10:00", "ro.weekend", "2026-12-02T09:00"),
    ("us-regf", "2026-03-15T07:59", "us.hours", "2026-03-15T08:00"),  # a Sunday like other days
    ("us-regf", "2026-03-15T08:00", None, "2026-03-15T08:00"),
    ("us-regf", "2026-03-15T20:59", None, "2026-03-15T20:59"),
    ("us-regf", "2026-03-15T21:00", "us.hours", "2026-03-16T08:00"),
    ("us-regf", "2026-12-25T10:00", None, "2026-12-25T10:00"),
    ("uk-conc", "2026-03-17T07:59", "uk.hours", "2026-03-17T08:00"),
    ("uk-conc", "2026-03-17T08:00", None, "2026-03-17T08:00"),
    ("uk-conc", "2026-03-17T20:00", "uk.hours", "2026-03-18T08:00"),
    ("uk-conc", "2026-03-21T08:59", "uk.hours", "2026-03-21T09:00"),  # Saturday
    ("uk-conc", "2026-03-21T13:59", None, "2026-03-21T13:59"),
    ("uk-conc", "2026-03-21T14:00", "uk.hours", "2026-03-23T08:00"),
    ("uk-conc", "2026-03-22T10:00", "uk.weekend", "2026-03-23T08:00"),
    ("uk-conc", "2026-04-06T10:00", "uk.holiday", "2026-04-07T08:00"),  # Easter Monday
    ("uk-conc", "2026-08-31T10:00", "uk.holiday", "2026-09-01T08:00"),
    ("ie-cca46", "2026-03-21T08:59", "ie.hours", "2026-03-21T09:00"),  # Saturday
    ("ie-cca46", "2026-03-21T20:59", None, "2026-03-21T20:59"),
    ("ie-cca46", "2026-03-21T21:00", "ie.hours", "2026-03-23T09:00"),
    ("ie-cca46", "2026-03-22T10:00", "ie.weekend", "2026-03-23T09:00"),
    ("ie-cca46", "2026-03-17T10:00", "ie.holiday", "2026-03-18T09:00"),  # Saint Patrick's
    ("eu-base", "2026-03-17T08:59", "eu.hours", "2026-03-17T09:00"),
    ("eu-base", "2026-03-17T20:00", "eu.hours", "2026-03-18T09:00"),
    ("eu-base", "2026-03-21T10:00", "eu.weekend", "2026-03-23T09:00"),
    ("none", "2026-03-22T03:00", None, "2026-03-22T03:00"),
]


@pytest.mark.parametrize(("name", "when", "rule", "opens"), HOURS)
def test_hours_and_days_off(name: str, when: str, rule: str | None, opens: str) -> None:
    answer = ask(name, when)
    assert told(answer) == (rule, opens)
    assert answer.allowed == (rule is None)


CLOCKS = [  # the days on which the clocks change, in each zone
    ("us-regf", "2026-03-08T07:59", "us.hours", "2026-03-08T08:00"),
    ("us-regf", "2026-03-08T08:00", None, "2026-03-08T08:00"),
    ("us-regf", "2026-11-01T21:00", "us.hours", "2026-11-02T08:00"),
    ("uk-conc", "2026-03-28T14:00", "uk.hours", "2026-03-30T08:00"),
    ("ie-cca46", "2026-10-24T20:59", None, "2026-10-24T20:59"),
    ("ie-cca46", "2026-10-25T10:00", "ie.weekend", "2026-10-27T09:00"),  # and the Monday is a holiday
    ("eu-base", "2026-03-27T20:00", "eu.hours", "2026-03-30T09:00"),
]


@pytest.mark.parametrize(("name", "when", "rule", "opens"), CLOCKS)
def test_the_weekends_on_which_the_clocks_change(name: str, when: str, rule: str | None, opens: str) -> None:
    assert told(ask(name, when)) == (rule, opens)


def test_of_an_unknown_place_every_plausible_one_must_be_awake() -> None:
    zones = POLICIES["us-regf"].zones
    asked = {
        text: ask("us-regf", f"2026-07-15T{text}", zones=zones)
        for text in ("13:59", "14:00", "20:59", "21:00")
    }
    assert [answer.allowed for answer in asked.values()] == [
        False,
        True,
        True,
        False,
    ]  # Honolulu and New York
    assert told(asked["13:59"]) == ("us.hours", "2026-07-15T14:00")
    assert POLICIES["ro-strict"].zones == ("Europe/Bucharest",)


# --- How often -----------------------------------------------------------------------------------------------

WEEK = ("2026-03-09T10:00", "2026-03-10T10:00", "2026-03-11T10:00", "2026-03-12T10:00", "2026-03-13T10:00")
# fmt: off
ATTEMPTS = [  # policy, attempts, asked at, rule, from
    ("ro-strict", ("2026-03-16T09:30",), "2026-03-16T19:59", "ro.attempts", "2026-03-17T09:00"),  # one a day
    ("ro-strict", ("2026-03-16T09:30",), "2026-03-17T09:00", None, "2026-03-17T09:00"),
    ("ro-strict", WEEK[:2], "2026-03-11T10:00", None, "2026-03-11T10:00"),  # the third of the week
    ("ro-strict", WEEK[:3], "2026-03-13T10:00", "ro.attempts", "2026-03-16T09:00"),  # and not the fourth
    ("ro-strict", WEEK[:3], "2026-03-16T09:00", None, "2026-03-16T09:00"),  # the first left the window
    ("ro-strict", ("2028-02-24T10:00", "2028-02-25T10:00", "2028-02-28T10:00"), "2028-03-01T19:00", "ro.attempts", "2028-03-02T09:00"),
    ("ro-b2b", WEEK[:3], "2026-03-12T10:00", "ro.attempts", "2026-03-16T09:00"),
    ("uk-conc", ("2026-03-16T09:30",), "2026-03-16T10:00", "uk.attempts", "2026-03-17T08:00"),
    ("uk-conc", WEEK[:3], "2026-03-14T10:00", "uk.attempts", "2026-03-16T08:00"),
    ("ie-cca46", WEEK[:3], "2026-03-14T10:00", "ie.attempts", "2026-03-16T09:00"),
    ("eu-base", WEEK[:3], "2026-03-13T10:00", "eu.attempts", "2026-03-16T09:00"),
    ("none", WEEK, "2026-03-13T10:01", None, "2026-03-13T10:01"),
    # two a day, two hours apart
    ("us-regf", ("2026-03-16T10:00",), "2026-03-16T11:59", "us.call.pattern", "2026-03-16T12:00"),
    ("us-regf", ("2026-03-16T10:00",), "2026-03-16T12:00", None, "2026-03-16T12:00"),
    ("us-regf", ("2026-03-16T10:00", "2026-03-16T12:00"), "2026-03-16T20:00", "us.call.pattern", "2026-03-17T08:00"),
    ("us-regf", ("2026-03-16T20:30",), "2026-03-16T20:59", "us.call.pattern", "2026-03-17T08:00"),
    # six in seven days, then seven
    ("us-regf", (*WEEK, "2026-03-14T10:00"), "2026-03-15T10:00", None, "2026-03-15T10:00"),
    ("us-regf", (*WEEK, "2026-03-14T10:00", "2026-03-14T13:00"), "2026-03-15T10:00", "us.call.7in7", "2026-03-16T08:00"),
    ("us-regf", (*WEEK, "2026-03-14T10:00", "2026-03-14T13:00"), "2026-03-16T08:00", None, "2026-03-16T08:00"),
]
# fmt: on


@pytest.mark.parametrize(("name", "attempts", "when", "rule", "opens"), ATTEMPTS)
def test_the_last_attempt_and_the_next(
    name: str, attempts: tuple[str, ...], when: str, rule: str | None, opens: str
) -> None:
    assert told(ask(name, when, attempts=attempts)) == (rule, opens)


TALKS = [  # policy, conversations, asked at, rule, from; the day of the conversation is day 1
    ("ro-strict", ("2026-03-16T10:00",), "2026-03-18T19:59", "ro.cool", "2026-03-19T09:00"),
    ("ro-strict", ("2026-03-16T10:00",), "2026-03-19T09:00", None, "2026-03-19T09:00"),
    ("ro-strict", ("2026-03-12T10:00",), "2026-03-13T10:00", "ro.cool", "2026-03-16T09:00"),  # over a weekend
    (
        "ro-strict",
        ("2026-03-11T10:00", "2026-03-16T10:00"),
        "2026-03-17T10:00",
        "ro.freq",
        "2026-03-19T09:00",
    ),
    (
        "ro-strict",
        ("2026-03-12T10:00", "2026-03-16T10:00"),
        "2026-03-18T19:59",
        "ro.freq",
        "2026-03-19T09:00",
    ),
    (
        "ro-strict",
        ("2026-03-13T10:00", "2026-03-16T10:00"),
        "2026-03-19T10:00",
        "ro.freq",
        "2026-03-20T09:00",
    ),
    ("ro-strict", ("2026-03-13T10:00", "2026-03-16T10:00"), "2026-03-20T09:00", None, "2026-03-20T09:00"),
    (
        "ro-strict",
        ("2026-03-16T22:30",),
        "2026-03-18T12:00",
        "ro.cool",
        "2026-03-19T09:00",
    ),  # they called at night
    ("ro-b2b", ("2026-03-16T10:00",), "2026-03-18T17:59", "ro.cool", "2026-03-19T09:00"),
    (
        "us-regf",
        ("2026-03-16T10:00",),
        "2026-03-22T20:59",
        "us.call.cool7",
        "2026-03-23T08:00",
    ),  # Monday to Monday
    ("us-regf", ("2026-03-16T10:00",), "2026-03-23T08:00", None, "2026-03-23T08:00"),
    (
        "us-regf",
        ("2028-02-26T10:00",),
        "2028-03-03T10:00",
        "us.call.cool7",
        "2028-03-04T08:00",
    ),  # over 29 February
    ("uk-conc", ("2026-03-16T10:00",), "2026-03-18T19:00", "uk.cool", "2026-03-19T08:00"),
    ("uk-conc", ("2026-03-16T10:00",), "2026-03-19T08:00", None, "2026-03-19T08:00"),
    ("ie-cca46", ("2026-03-18T10:00",), "2026-03-20T19:00", "ie.cool", "2026-03-21T09:00"),
    ("eu-base", ("2026-03-16T10:00",), "2026-03-18T19:00", "eu.cool", "2026-03-19T09:00"),
    ("none", ("2026-03-16T10:00",), "2026-03-16T10:01", None, "2026-03-16T10:01"),
]


@pytest.mark.parametrize(("name", "talks", "when", "rule", "opens"), TALKS)
def test_the_last_day_of_rest_and_the_first_free_one(
    name: str, talks: tuple[str, ...], when: str, rule: str | None, opens: str
) -> None:
    assert told(ask(name, when, talks=talks)) == (rule, opens)


def test_days_are_those_of_the_person() -> None:
    # a talk at 02:30 on Tuesday in Bucharest is one of Monday in New York
    talk = datetime(2026, 3, 17, 2, 30, tzinfo=ZoneInfo("Europe/Bucharest"))
    monday_after = datetime(2026, 3, 23, 8, 0, tzinfo=ZoneInfo("America/New_York"))
    policy_, zone = POLICIES["us-regf"], ("America/New_York",)
    assert may_contact(policy_, (), zone, monday_after, conversations=[talk]).allowed
    answer = may_contact(policy_, (), (*zone, "Europe/Bucharest"), monday_after, conversations=[talk])
    assert told(answer) == ("us.call.cool7", "2026-03-24T08:00")  # in one of the places it was Tuesday


def test_attempts_and_conversations_are_counted_apart() -> None:
    talks = ("2026-03-02T10:00", "2026-03-03T10:00", "2026-03-04T10:00")
    assert ask("us-regf", "2026-03-12T10:00", attempts=WEEK[:3], talks=talks).allowed
    assert told(ask("ro-strict", "2026-03-16T10:00", attempts=talks))[0] is None


def test_what_is_yet_to_come_does_not_count() -> None:
    assert ask(
        "ro-strict", "2026-03-16T10:00", attempts=("2026-03-16T10:01",), talks=("2026-03-17T10:00",)
    ).allowed


# --- All rules that forbid -----------------------------------------------------------------------------------


def test_every_rule_that_forbids_is_told_with_its_own_end() -> None:
    answer = ask("ro-strict", "2026-03-14T10:00", attempts=WEEK[:3], talks=(WEEK[4],))
    assert [(each.rule, f"{each.until:%a %H:%M}") for each in answer.blocked] == [
        ("ro.weekend", "Mon 09:00"),
        ("ro.attempts", "Mon 00:00"),
        ("ro.cool", "Mon 00:00"),
    ]
    assert told(answer) == ("ro.weekend", "2026-03-16T09:00")
    assert all(each.source and each.still_allowed and each.status == "draft" for each in answer.blocked)


def test_the_first_moment_is_that_of_the_last_rule() -> None:
    answer = ask("ro-strict", "2026-03-14T10:00", talks=("2026-03-14T09:00",))
    assert told(answer) == ("ro.weekend", "2026-03-17T09:00")
    assert answer.contact_until == datetime(2026, 3, 17, 20, tzinfo=ZoneInfo("Europe/Bucharest"))


def test_a_hold_that_begins_during_a_call_forbids_the_next_without_an_end() -> None:
    answer = ask(
        "ro-strict", "2026-03-16T10:01", holds=("cease_contact", "hardship"), talks=("2026-03-16T10:00",)
    )
    assert [each.rule for each in answer.blocked] == ["hold.cease_contact", "ro.cool"]
    assert (answer.contact_from, answer.contact_until) == (None, None)


def test_a_rule_that_was_reviewed_is_told_as_such() -> None:
    rules = tuple(each._replace(status="reviewed") for each in POLICIES["uk-conc"].rules)
    answer = ask("uk-conc", "2026-03-22T10:00", rules=POLICIES["uk-conc"]._replace(rules=rules))
    assert [(each.rule, each.status) for each in answer.blocked] == [("uk.weekend", "reviewed")]
