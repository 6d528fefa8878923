"""Policy files: what is read from them, and how a wrong one is refused."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from collector.rules.policies import CONFIDENCES, read_policy
from collector.rules.terms import Cap, ContactPolicy, Gap, Opening, PolicyRule
from collector.rules.words import Unreadable

POLICIES = Path(__file__).parents[2] / "data" / "policies"
HEADER = 'id = "xx-test"\nversion = 2026-11-21\nstatus = "draft"\n'


def read(text: str, header: str = HEADER) -> ContactPolicy:
    return read_policy(tomllib.loads(header + text))


def test_the_strict_romanian_policy_says_what_it_is() -> None:
    policy = read_policy(tomllib.loads((POLICIES / "ro-strict.toml").read_text(encoding="utf-8")))
    assert (policy.id, policy.status, policy.reviewed_by, policy.reviewed_on) == (
        "ro-strict",
        "draft",
        None,
        None,
    )
    (opening,) = policy.openings
    assert opening == Opening(
        ((9 * 60, 20 * 60),) * 5 + (None, None), ("RO",), "ro.hours", "ro.weekend", "ro.weekend"
    )
    assert policy.caps == (
        Cap("attempts", 1, 1, "ro.attempts", but_agreed=True),
        Cap("attempts", 3, 7, "ro.attempts", but_agreed=True),
        Cap("conversations", 2, 7, "ro.freq"),
        Cap("conversations", 1, 3, "ro.cool", but_agreed=True),
    )
    assert (policy.gaps, policy.limitation_years, policy.unchecked) == ((), 3, ())


LAWS = {  # what the table of docs/reference/contact-rules.md says of each
    "ro-strict": (3, ["Europe/Bucharest"]),
    "ro-b2b": (3, ["Europe/Bucharest"]),
    "us-regf": (3, ["America/New_York", "Pacific/Honolulu"]),
    "uk-conc": (6, ["Europe/London"]),
    "ie-cca46": (6, ["Europe/Dublin"]),
    "eu-base": (3, ["Europe/Brussels", "Atlantic/Azores"]),
    "none": (None, []),
}


@pytest.mark.parametrize("name", LAWS)
def test_limitation_and_plausible_zones(name: str) -> None:
    policy = read_policy(tomllib.loads((POLICIES / f"{name}.toml").read_text(encoding="utf-8")))
    zones = sorted({policy.zones[0], policy.zones[-1]}, key=policy.zones.index) if policy.zones else []
    assert (policy.limitation_years, zones) == LAWS[name]


def test_every_policy_that_is_shipped_is_in_the_table() -> None:
    assert {path.stem for path in POLICIES.glob("*.toml")} == set(LAWS)


@pytest.mark.parametrize("path", sorted(POLICIES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_policy_is_readable_under_its_own_name_and_cites_sources(path: Path) -> None:
    policy = read_policy(tomllib.loads(path.read_text(encoding="utf-8")))
    assert policy.id == path.stem
    assert all(rule.source and rule.confidence in CONFIDENCES for rule in policy.rules)
    limits = {limit.rule for limit in (*policy.caps, *policy.gaps)}
    limits |= {rule for _channel, said, rule in policy.channels if said in ("no", "consent", "ask")}
    limits |= {opening.hours_rule for opening in policy.openings}
    limits |= {opening.weekend_rule for opening in policy.openings if None in opening.hours}
    limits |= {opening.holiday_rule for opening in policy.openings if opening.calendars}
    assert limits <= {rule.id for rule in policy.rules}, "a refusal names a source"
    assert policy.status == "reviewed" or not policy.reviewed_by


def test_a_policy_without_hours_is_open_always() -> None:
    policy = read_policy(tomllib.loads((POLICIES / "none.toml").read_text(encoding="utf-8")))
    assert (policy.openings, policy.caps, policy.gaps, policy.channels) == ((), (), (), ())


def test_hours_by_ranges_and_single_days_and_names_of_rules() -> None:
    policy = read_policy(
        tomllib.loads(
            HEADER
            + '[hours]\nmon-thu = ["08:00", "20:00"]\nfri = ["08:00", "13:30"]\nsun = ["00:00", "24:00"]\n'
            + '[holidays]\ncalendar = "de-by"\nblock_calls = true\n'
            + '[[rule]]\nid = "xx.hours"\nsource = "a law"\nconfidence = "V"\neffective = 2021-11-30\n'
        )
    )
    assert policy.openings == (
        Opening(
            ((480, 1200),) * 4 + ((480, 810), None, (0, 1440)),
            ("DE-BY",),
            "xx.hours",
            "xx.weekend",
            "xx.holiday",
        ),
    )
    assert policy.rules == (PolicyRule("xx.hours", "a law", "V", date(2021, 11, 30)),)


WRONG = [
    ("[surprise]\nx = 1\n", "known sections only; found surprise"),
    ('[hours]\nmon = ["09:00"]\n', "found mon = "),
    ('[hours]\nmon = ["20:00", "09:00"]\n', "found mon = "),
    ('[hours]\nmon = ["9", "20:00"]\n', "found mon = "),
    ('[hours]\nmon = ["09:00", "25:00"]\n', "found mon = "),
    ("[hours]\nmon = [9, 20]\n", "found mon = "),
    ('[hours]\nfri-mon = ["09:00", "20:00"]\n', "found fri-mon"),
    ('[hours]\nluni = ["09:00", "20:00"]\n', "found luni"),
    ('[hours]\nmon-fri = ["09:00", "20:00"]\nwed = ["09:00", "12:00"]\n', "found wed"),
    ('[holidays]\ncalendar = "ZZ"\n', "a calendar"),
    ("[holidays]\ncalendar = 7\n", r"calendar in \[holidays\]; found 7"),
    ('[holidays]\nblock_calls = "yes"\n', r"block_calls in \[holidays\]; found yes"),
    ("holidays = 7\n", r"section \[holidays\] with a value"),
    ('[hours]\nmon = ["22:00", "02:00"]\n', "none across midnight; found mon = "),
    ("[attempts]\nmaximum = 3\n", r"section \[attempts\] with the known names only; found maximum"),
    ("[attempts]\nmax = 0\nwindow_days = 7\n", r"a whole number above zero for max in \[attempts\]; found 0"),
    ("[attempts]\nmax = 3\n", r"above zero for window_days in \[attempts\]; found None"),
    ("[attempts]\nwindow_days = 7\n", r"above zero for max in \[attempts\]; found None"),
    ("[attempts]\nmin_gap_minutes = true\n", r"above zero for min_gap_minutes"),
    ("[conversations]\nmax = 2.5\nwindow_days = 7\n", r"above zero for max in \[conversations\]; found 2.5"),
    ('[after_conversation]\ncooling_days = 3\nagreed_calls = "no"\n', "another value for agreed_calls"),
    ('[channels]\nsms = "maybe"\n', r"another value for sms in \[channels\]; found maybe"),
    ('[channels]\nfax = "ok"\n', r"section \[channels\] with the known names only; found fax"),
    ('[holds]\nhonoured = ["holiday"]\n', r"another value for honoured"),
    ('[holds]\ndispute = "none"\n', r"another value for dispute in \[holds\]; found none"),
    (
        '[applies_to]\ntime_zones = ["Mars/Olympus"]\n',
        "a time zone such as Europe/Bucharest; found Mars/Olympus",
    ),
    ('[ask]\nfloor = "0"\n', r"another value for floor in \[ask\]; found 0"),
    ('[ask]\nfloor = "ten"\n', r"another value for floor in \[ask\]; found ten"),
    ("[limitation]\nyears = 0\n", r"above zero for years in \[limitation\]; found 0"),
    ("[holidays]\nrule = 7\n", r"section \[holidays\]"),
    ('[[rule]]\nid = "xx.hours"\n', "an id and a source"),
    ('[[rule]]\nid = "xx.hours"\nsource = "law"\neffective = "soon"\n', "found xx.hours"),
    ('[rule]\nid = "xx.hours"\n', "an id and a source"),
    ('[[rule]]\nid = "xx.hours"\nsource = "law"\nconfidence = "sure"\n', "found xx.hours"),
    ('[[rule]]\nid = "xx.hours"\nsource = "law"\nstatus = "fine"\n', "found xx.hours"),
]


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_a_wrong_policy_is_told_what_was_expected(text: str, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        read(text)


@pytest.mark.parametrize(
    "header", ["", 'id = "x"\n', 'id = "x"\nversion = 2026-11-21\nstatus = "fine"\n', "hours = 5\n"]
)
def test_a_file_that_is_no_policy(header: str) -> None:
    with pytest.raises(Unreadable, match="a policy with an id"):
        read("", header)


def test_reviewed_needs_a_name_and_a_day() -> None:
    header = HEADER.replace("draft", "reviewed")
    with pytest.raises(Unreadable, match="by whom"):
        read("", header + 'reviewed_by = "A. Avocat"\n')
    header += 'reviewed_by = "A. Avocat"\nreviewed_on = 2026-11-20\n'
    rules = '[[rule]]\nid = "xx.hours"\nsource = "law"\n[[rule]]\nid = "xx.cool"\nsource = "law"\nstatus = "draft"\n'
    assert [(rule.id, rule.status) for rule in read(rules, header).rules] == [
        ("xx.hours", "reviewed"),
        ("xx.cool", "draft"),
    ]


def test_how_often_and_whose_day_is_the_first() -> None:
    policy = read(
        "[attempts]\nmax = 5\nwindow_days = 14\nmax_per_day = 2\nmin_gap_minutes = 90\n"
        'day_rule = "xx.day"\ngap_rule = "xx.pause"\n'
        "[conversations]\nmax = 1\nwindow_days = 30\nagreed_calls = true\n"
        "[after_conversation]\ncooling_days = 7\nday_one_is_conversation_day = false\n"
    )
    assert policy.caps == (
        Cap("attempts", 2, 1, "xx.day"),
        Cap("attempts", 5, 14, "xx.attempts"),
        Cap("conversations", 1, 30, "xx.freq", but_agreed=True),
        Cap("conversations", 1, 8, "xx.cool"),  # seven days after the day itself
    )
    assert policy.gaps == (Gap(90, "xx.pause"),)
