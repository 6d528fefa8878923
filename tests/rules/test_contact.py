"""When a call may start: minutes before and after opening, clock changes, other zones, holidays, holds."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.rules.contact import HOUSE_SOURCE, Permission, blocking_hold, may_contact, zones_of
from collector.rules.policies import read_policy
from collector.rules.records import HOLDS
from collector.rules.terms import CHANNELS, ContactPolicy, Opening
from collector.rules.words import Unreadable

POLICIES = Path(__file__).parents[2] / "data" / "policies"
BUCHAREST, NEW_YORK, TOKYO = "Europe/Bucharest", "America/New_York", "Asia/Tokyo"


def policy(name: str) -> ContactPolicy:
    return read_policy(tomllib.loads((POLICIES / f"{name}.toml").read_text(encoding="utf-8")))


STRICT, NO_LIMITS = policy("ro-strict"), policy("none")
EVERY_DAY = STRICT._replace(openings=(Opening(hours=((8 * 60, 21 * 60),) * 7),))
WHOLE_DAYS = STRICT._replace(openings=(Opening(calendars=("RO",)),))


def at(text: str, zone: str = BUCHAREST) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def ask(
    text: str,
    *holds: str,
    rules: ContactPolicy = STRICT,
    zones: tuple[str, ...] = (BUCHAREST,),
    channel: str = "call",
) -> Permission:
    """Ask at a wall clock time in the first zone."""
    return may_contact(rules, holds, zones, at(text, zones[0]).astimezone(UTC), channel)


def clock(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="minutes")


HOURS = [  # asked at (Bucharest), blocked by, may call from, until
    ("2026-11-23T08:59", "ro.hours", "2026-11-23T09:00+02:00", "2026-11-23T20:00+02:00"),
    ("2026-11-23T09:00", None, "2026-11-23T09:00+02:00", "2026-11-23T20:00+02:00"),
    ("2026-11-23T09:01", None, "2026-11-23T09:01+02:00", "2026-11-23T20:00+02:00"),
    ("2026-11-23T19:59", None, "2026-11-23T19:59+02:00", "2026-11-23T20:00+02:00"),
    ("2026-11-23T20:00", "ro.hours", "2026-11-24T09:00+02:00", "2026-11-24T20:00+02:00"),
    ("2026-11-23T20:01", "ro.hours", "2026-11-24T09:00+02:00", "2026-11-24T20:00+02:00"),
    ("2026-11-21T10:00", "ro.weekend", "2026-11-23T09:00+02:00", "2026-11-23T20:00+02:00"),
    ("2026-11-22T23:59", "ro.weekend", "2026-11-23T09:00+02:00", "2026-11-23T20:00+02:00"),
    ("2026-11-27T20:00", "ro.hours", "2026-12-02T09:00+02:00", "2026-12-02T20:00+02:00"),
    (
        "2026-11-30T10:00",
        "ro.weekend",
        "2026-12-02T09:00+02:00",
        "2026-12-02T20:00+02:00",
    ),  # a holiday Monday
    ("2026-10-23T20:00", "ro.hours", "2026-10-26T09:00+02:00", "2026-10-26T20:00+02:00"),  # summer time ends
    ("2027-03-26T20:00", "ro.hours", "2027-03-29T09:00+03:00", "2027-03-29T20:00+03:00"),  # and begins
]


@pytest.mark.parametrize(("asked", "rule", "opens", "closes"), HOURS)
def test_hours_weekends_and_holidays(asked: str, rule: str | None, opens: str, closes: str) -> None:
    answer = ask(asked)
    assert (answer.allowed, answer.rule) == (rule is None, rule)
    assert (clock(answer.contact_from), clock(answer.contact_until)) == (opens, closes)
    assert (answer.source is None) == (answer.still_allowed is None) == answer.allowed


CLOCK_CHANGES = [  # New York, every day 08:00 to 21:00; 1 November 2026 winter time, 14 March 2027 summer time
    ("2026-11-01T11:59", False, "2026-11-01T08:00-05:00"),  # 06:59 there
    ("2026-11-01T13:00", True, "2026-11-01T08:00-05:00"),
    ("2026-11-02T01:59", True, "2026-11-01T20:59-05:00"),
    ("2026-11-02T02:00", False, "2026-11-02T08:00-05:00"),
    ("2027-03-14T11:59", False, "2027-03-14T08:00-04:00"),
    ("2027-03-14T12:00", True, "2027-03-14T08:00-04:00"),
    ("2027-03-15T00:59", True, "2027-03-14T20:59-04:00"),
    ("2027-03-15T01:00", False, "2027-03-15T08:00-04:00"),
]


@pytest.mark.parametrize(("utc", "allowed", "opens"), CLOCK_CHANGES)
def test_the_day_the_clocks_change(utc: str, allowed: bool, opens: str) -> None:
    answer = may_contact(EVERY_DAY, (), (NEW_YORK,), at(utc, "UTC"))
    assert (answer.allowed, clock(answer.contact_from)) == (allowed, opens)


@pytest.mark.parametrize("utc", ["2026-10-25T00:30", "2026-10-25T01:30"])
def test_an_hour_that_comes_twice_is_an_hour_like_others(utc: str) -> None:
    answer = may_contact(WHOLE_DAYS, (), (BUCHAREST,), at(utc, "UTC"))
    assert answer.allowed
    assert answer.contact_from is not None
    assert answer.contact_from.astimezone(UTC) == at(utc, "UTC")


def test_hours_within_the_doubled_or_skipped_hour_are_read_narrowly() -> None:
    odd = STRICT._replace(openings=(Opening(hours=((3 * 60 + 30, 5 * 60),) * 7),))
    doubled = may_contact(odd, (), (BUCHAREST,), at("2026-10-24T22:00", "UTC"))
    skipped = may_contact(odd, (), (BUCHAREST,), at("2027-03-27T23:00", "UTC"))
    assert clock(doubled.contact_from) == "2026-10-25T03:30+02:00"  # the second 03:30
    assert clock(skipped.contact_from) == "2027-03-28T04:30+03:00"
    assert clock(skipped.contact_until) == "2027-03-28T05:00+03:00"


def test_hours_that_the_clock_skips_whole_are_none() -> None:
    night = STRICT._replace(openings=(Opening(hours=((3 * 60, 3 * 60 + 30),) * 7),))
    answer = may_contact(night, (), (BUCHAREST,), at("2027-03-27T23:00", "UTC"))
    assert clock(answer.contact_from) == "2027-03-29T03:00+03:00"


def test_the_clock_of_the_debtor_counts_not_ours() -> None:
    # 18:00 in Bucharest is 11:00 in New York and 01:00 of the next day in Tokyo
    moment = at("2026-11-23T18:00")
    assert may_contact(STRICT, (), (NEW_YORK,), moment).allowed
    answer = may_contact(STRICT, (), (TOKYO,), moment)
    assert (answer.rule, clock(answer.contact_from)) == ("ro.hours", "2026-11-24T09:00+09:00")


def test_someone_who_may_be_in_two_places_is_called_when_both_are_awake() -> None:
    zones = (BUCHAREST, NEW_YORK)  # together 16:00 to 20:00 in Bucharest
    answers = [ask(f"2026-11-23T{text}", zones=zones) for text in ("15:59", "16:00", "19:59", "20:00")]
    assert [answer.allowed for answer in answers] == [False, True, True, False]
    assert [clock(answer.contact_until) for answer in answers] == [
        *("2026-11-23T20:00+02:00",) * 3,
        "2026-11-24T20:00+02:00",
    ]
    assert clock(answers[0].contact_from) == "2026-11-23T16:00+02:00"


def test_places_whose_calendars_show_another_day() -> None:
    # Monday 19:30 in New York is Tuesday 09:30 in Tokyo
    answer = ask("2026-11-23T19:29", zones=(NEW_YORK, TOKYO))
    assert clock(answer.contact_from) == "2026-11-23T19:29-05:00"
    assert clock(ask("2026-11-23T10:00", zones=(TOKYO, NEW_YORK)).contact_from) == "2026-11-24T09:00+09:00"
    # Monday 23:30 on Midway is Wednesday 00:30 on Kiritimati
    assert ask("2026-11-23T23:30", rules=WHOLE_DAYS, zones=("Pacific/Midway", "Pacific/Kiritimati")).allowed
    assert ask("2026-11-25T00:30", rules=WHOLE_DAYS, zones=("Pacific/Kiritimati", "Pacific/Midway")).allowed


def test_a_weekend_in_one_of_the_places_is_enough() -> None:
    # Friday 17:00 in New York is already Saturday in Tokyo
    answer = ask("2026-11-20T17:00", zones=(NEW_YORK, TOKYO))
    assert (answer.allowed, answer.rule) == (False, "ro.weekend")


def test_places_that_are_never_awake_together_have_no_hour() -> None:
    short = STRICT._replace(openings=(Opening((((9 * 60, 12 * 60),) * 7), (), "ro.hours"),))
    answer = ask("2026-11-23T10:00", rules=short, zones=(NEW_YORK, TOKYO))
    assert (answer.rule, answer.contact_from, answer.contact_until) == ("ro.hours", None, None)
    assert answer.still_allowed == "answering when they call; another day or hour"


@pytest.mark.parametrize("kind", HOLDS)
def test_holds_block_under_every_policy(kind: str) -> None:
    for rules in (STRICT, NO_LIMITS):
        answer = ask("2026-11-23T10:00", kind, rules=rules)
        if kind in ("vulnerable", "hardship"):  # these ask once; they do not block
            assert answer.allowed
        else:
            assert (answer.allowed, answer.rule) == (False, f"hold.{kind}")
            assert answer.contact_from is answer.contact_until is None
            assert answer.source
            assert answer.still_allowed


def test_the_gravest_hold_is_named_and_an_unknown_one_blocks() -> None:
    assert blocking_hold(["hardship", "assignment_notice", "insolvency"]) == "insolvency"
    assert blocking_hold(["vulnerable"]) is None
    assert blocking_hold(["sabbatical"]) == "sabbatical"
    assert blocking_hold([]) is None


def test_a_hold_that_begins_while_a_call_is_open_blocks_the_next_one() -> None:
    assert ask("2026-11-23T10:00").allowed
    answer = ask("2026-11-23T10:01", "cease_contact")
    assert (answer.rule, answer.source) == ("hold.cease_contact", HOUSE_SOURCE)


def test_a_hold_that_the_law_names_cites_it() -> None:
    assert "OUG 52/2016" in str(ask("2026-11-23T10:00", "assignment_notice").source)


def test_the_workplace_number_is_forbidden_at_any_hour() -> None:
    answer = ask("2026-11-23T10:00", channel="work_phone")
    assert (answer.allowed, answer.rule, answer.contact_from) == (False, "ro.ban.work", None)
    assert ask("2026-11-23T10:00", channel="sms").allowed


def test_hours_and_days_off_bind_calls_and_not_what_is_written() -> None:
    sunday = "2026-11-22T10:00"
    allowed = {channel: ask(sunday, channel=channel).allowed for channel in CHANNELS}
    assert {channel for channel in CHANNELS if allowed[channel]} == {"sms", "email", "letter"}


def test_a_policy_without_limits_never_ends() -> None:
    answer = ask("2026-11-29T03:00", rules=NO_LIMITS)
    assert answer == Permission(True, None, None, at("2026-11-29T03:00"), None, None)


@pytest.mark.parametrize(
    ("moment", "zones"),
    [(datetime.fromisoformat("2026-11-23T10:00"), (BUCHAREST,)), (at("2026-11-23T10:00"), ())],
)
def test_a_moment_or_place_that_says_nothing_is_our_mistake(moment: datetime, zones: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="aware moment and a zone"):
        may_contact(STRICT, (), zones, moment)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Europe/București"])
def test_a_zone_that_nobody_knows_is_told(zone: str) -> None:
    with pytest.raises(Unreadable, match="a time zone such as Europe/Bucharest"):
        may_contact(STRICT, (), (BUCHAREST, zone), at("2026-11-23T10:00"))


HALF_A_YEAR = (datetime.fromisoformat("2026-10-01"), datetime.fromisoformat("2027-04-30"))
moments = st.datetimes(*HALF_A_YEAR, timezones=st.just(UTC))
places = st.lists(st.sampled_from([BUCHAREST, NEW_YORK, TOKYO, "Asia/Kathmandu"]), min_size=1, max_size=3)


@settings(max_examples=200)
@given(moments, places)
def test_allowed_is_exactly_within_hours_in_every_place(moment: datetime, zones: list[str]) -> None:
    answer = may_contact(EVERY_DAY, (), tuple(zones), moment)
    there = [moment.astimezone(ZoneInfo(zone)) for zone in zones]
    assert answer.allowed == all(8 <= local.hour < 21 for local in there)
    if answer.contact_from is not None and answer.contact_until is not None:
        assert moment <= answer.contact_from < answer.contact_until
        minute = timedelta(minutes=1)
        assert may_contact(EVERY_DAY, (), tuple(zones), answer.contact_from).allowed
        assert may_contact(EVERY_DAY, (), tuple(zones), answer.contact_until - minute).allowed
        assert not may_contact(EVERY_DAY, (), tuple(zones), answer.contact_until).allowed


ZONES = [  # told, of the phones, country, zones
    (TOKYO, (NEW_YORK,), "RO", (TOKYO,)),
    (None, (NEW_YORK,), "RO", (NEW_YORK,)),
    (None, (f"{NEW_YORK};{TOKYO}", NEW_YORK), "RO", (NEW_YORK, TOKYO)),
    (None, (f"{TOKYO};{BUCHAREST}",), None, (BUCHAREST, TOKYO)),  # the office's stands first
    (None, ("Etc/Unknown", ""), "MD", ("Europe/Chisinau",)),
    (None, (), "de", ("Europe/Berlin", "Europe/Busingen")),
    (None, (), "XX", (BUCHAREST,)),
    (None, (), None, (BUCHAREST,)),
    ("Mars/Olympus", (), None, (BUCHAREST,)),
    ("../etc/passwd", (), None, (BUCHAREST,)),
]


@pytest.mark.parametrize(("told", "phones", "country", "zones"), ZONES)
def test_where_a_person_may_be(
    told: str | None, phones: tuple[str, ...], country: str | None, zones: tuple[str, ...]
) -> None:
    assert zones_of(told, phones, country, BUCHAREST) == zones
