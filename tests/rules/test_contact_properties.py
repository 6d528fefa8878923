"""Whatever the policy and the past: who may be called is found again by plain counting; nothing added ever opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from collector.rules.caps import Contacts, rest_until
from collector.rules.contact import Permission, may_contact
from collector.rules.records import HOLDS
from collector.rules.strictest import strictest
from collector.rules.terms import ContactPolicy, Preferences
from collector.rules.workdays import is_holiday
from tests.rules.test_contact_policies import POLICIES

START = datetime(2026, 2, 20, tzinfo=UTC)  # the clocks change on 8 March there and on 29 March here
moments = st.integers(0, 50 * 24 * 12).map(lambda n: START + timedelta(minutes=5 * n))
pasts = st.lists(moments, max_size=9).map(tuple)
places = st.lists(
    st.sampled_from(["Europe/Bucharest", "America/New_York", "Asia/Kathmandu"]),
    min_size=1,
    max_size=2,
    unique=True,
).map(tuple)
rules = st.sampled_from(sorted(POLICIES)).map(POLICIES.__getitem__)
hours = st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda span: span[0] < span[1])
wishes = st.none() | hours.map(lambda span: Preferences((span[0] * 60, span[1] * 60)))


class Past(Contacts):
    """So many calls and talks, none of them agreed."""


pasts_of_both = st.builds(Past, pasts, pasts, st.none())


def ask(
    policy: ContactPolicy,
    zones: tuple[str, ...],
    moment: datetime,
    past: Contacts = Contacts(),  # noqa: B008 - a plain value
    wish: Preferences | None = None,
) -> Permission:
    return may_contact(policy, (), zones, moment, **past._asdict(), preferences=wish)


def counted(
    policy: ContactPolicy, zones: Sequence[str], moment: datetime, past: Contacts, wish: Preferences | None
) -> bool:
    """Whether a call is allowed, by looking at each rule in each zone."""
    for zone in zones:
        local = moment.astimezone(ZoneInfo(zone))
        minute = local.hour * 60 + local.minute
        for opening in policy.openings:
            span = opening.hours[local.weekday()]
            if span is None or not span[0] <= minute < span[1]:
                return False
            if any(is_holiday(local.date(), calendar) for calendar in opening.calendars):
                return False
        if wish and wish.hours and not wish.hours[0] <= minute < wish.hours[1]:
            return False
        for cap in policy.caps:
            found = past.attempts if cap.of == "attempts" else past.conversations
            days = [
                (local.date() - at.astimezone(ZoneInfo(zone)).date()).days for at in found if at <= moment
            ]
            if sum(day < cap.days for day in days) >= cap.most:
                return False
    latest = max((at for at in past.attempts if at <= moment), default=None)
    return all(latest is None or moment - latest >= timedelta(minutes=gap.minutes) for gap in policy.gaps)


@settings(max_examples=250)
@given(rules, places, moments, pasts_of_both, wishes)
def test_allowed_is_what_counting_finds(
    policy: ContactPolicy, zones: tuple[str, ...], moment: datetime, past: Contacts, wish: Preferences | None
) -> None:
    answer = ask(policy, zones, moment, past, wish)
    assert answer.allowed == counted(policy, zones, moment, past, wish) == (not answer.blocked)


@settings(max_examples=150)
@given(rules, places, moments, pasts_of_both, wishes, st.integers(0, 10_000))
def test_from_the_first_moment_on_and_not_before(
    policy: ContactPolicy,
    zones: tuple[str, ...],
    moment: datetime,
    past: Contacts,
    wish: Preferences | None,
    share: int,
) -> None:
    past = Past(*([at for at in each if at <= moment] for each in past[:2]))
    first, closes = ask(policy, zones, moment, past, wish)[3:5]
    if first is None:
        return
    assert ask(policy, zones, first, past, wish).allowed
    before = moment + (first - moment) * share / 10_000
    assert before == first or not ask(policy, zones, before, past, wish).allowed
    if closes is not None:
        assert ask(policy, zones, closes - timedelta(minutes=1), past, wish).allowed
        assert not ask(policy, zones, closes, past, wish).allowed


@settings(max_examples=150)
@given(rules, places, moments, pasts_of_both, st.data())
def test_what_is_added_never_opens(
    policy: ContactPolicy, zones: tuple[str, ...], moment: datetime, past: Contacts, data: st.DataObject
) -> None:
    before = ask(policy, zones, moment, past)
    more = data.draw(moments)
    narrower = [
        ask(policy, zones, moment, past._replace(attempts=(*past.attempts, more))),
        ask(policy, zones, moment, past._replace(conversations=(*past.conversations, more))),
        ask(policy, tuple(dict.fromkeys((*zones, "Asia/Tokyo"))), moment, past),
        ask(policy, zones, moment, past, data.draw(wishes)),
        ask(strictest(policy, data.draw(rules)), zones, moment, past),
        may_contact(policy, (data.draw(st.sampled_from(HOLDS)),), zones, moment, **past._asdict()),
    ]
    for after in narrower:
        assert before.allowed or not after.allowed
        assert {each.rule for each in before.blocked} <= {each.rule for each in after.blocked}
        if before.contact_from and after.contact_from:
            assert before.contact_from <= after.contact_from


@given(rules, rules, places, moments, pasts_of_both)
def test_of_two_policies_neither_comes_first(
    one: ContactPolicy, other: ContactPolicy, zones: tuple[str, ...], moment: datetime, past: Contacts
) -> None:
    here, there = (ask(both, zones, moment, past) for both in (strictest(one, other), strictest(other, one)))
    assert (here.allowed, here.contact_from) == (there.allowed, there.contact_from)
    alone = [ask(each, zones, moment, past).allowed for each in (one, other)]
    assert here.allowed == all(alone)


@given(rules, places, moments, pasts_of_both)
def test_the_end_of_rest_says_what_the_calls_say(
    policy: ContactPolicy, zones: tuple[str, ...], moment: datetime, past: Contacts
) -> None:
    past = Past(*([at for at in each if at <= moment] for each in past[:2]))
    end = rest_until(policy, zones, past)
    assume(past.attempts or past.conversations)
    by_calls = ask(policy, zones, moment, past)
    by_end = may_contact(policy, (), zones, moment, rest_until=end)
    assert by_calls[3:5] == by_end[3:5]
    assert by_calls.allowed == by_end.allowed
