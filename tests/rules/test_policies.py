"""Policy files: what is read from them, and how a wrong one is refused."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from collector.rules.policies import read_policy
from collector.rules.terms import ALL_DAY, PolicyRule
from collector.rules.words import Unreadable

POLICIES = Path(__file__).parents[2] / "data" / "policies"
HEADER = 'id = "xx-test"\nversion = 2026-11-21\nstatus = "draft"\n'


def read(text: str, header: str = HEADER) -> object:
    return read_policy(tomllib.loads(header + text))


def test_the_strict_romanian_policy_says_what_it_is() -> None:
    policy = read_policy(tomllib.loads((POLICIES / "ro-strict.toml").read_text(encoding="utf-8")))
    assert (policy.id, policy.status, policy.reviewed_by, policy.reviewed_on) == (
        "ro-strict",
        "draft",
        None,
        None,
    )
    assert policy.opening.hours == ((9 * 60, 20 * 60),) * 5 + (None, None)
    assert (policy.opening.calendar, policy.opening.block_holidays) == ("RO", True)
    assert policy.unchecked == ("attempts", "after_conversation", "conversations", "limitation")
    cited = {rule.id for rule in policy.rules}
    assert {policy.hours_rule, policy.weekend_rule, policy.holiday_rule, policy.channels_rule} <= cited


@pytest.mark.parametrize("path", sorted(POLICIES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_policy_is_readable_under_its_own_name_and_cites_sources(path: Path) -> None:
    policy = read_policy(tomllib.loads(path.read_text(encoding="utf-8")))
    assert policy.id == path.stem
    assert all(rule.source and rule.confidence in ("V", "V2", "M", "LC", "ours") for rule in policy.rules)
    assert policy.status == "reviewed" or not policy.reviewed_by


def test_a_policy_without_hours_is_open_always() -> None:
    policy = read_policy(tomllib.loads((POLICIES / "none.toml").read_text(encoding="utf-8")))
    assert policy.opening.hours == (ALL_DAY,) * 7
    assert policy.opening.always


def test_hours_by_ranges_and_single_days_and_names_of_rules() -> None:
    policy = read_policy(
        tomllib.loads(
            HEADER
            + '[hours]\nmon-thu = ["08:00", "20:00"]\nfri = ["08:00", "13:30"]\nsun = ["00:00", "24:00"]\n'
            + '[holidays]\ncalendar = "de-by"\nblock_calls = true\n'
            + '[[rule]]\nid = "xx.hours"\nsource = "a law"\nconfidence = "V"\neffective = 2021-11-30\n'
        )
    )
    assert policy.opening.hours == ((480, 1200),) * 4 + ((480, 810), None, (0, 1440))
    assert policy.opening.calendar == "DE-BY"
    assert (policy.hours_rule, policy.weekend_rule, policy.holiday_rule) == (
        "xx.hours",
        "xx.weekend",
        "xx.holiday",
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
    ('[holidays]\nblock_calls = "yes"\n', r"section \[holidays\]"),
    ("[holidays]\nrule = 7\n", r"section \[holidays\]"),
    ('[[rule]]\nid = "xx.hours"\n', "an id and a source"),
    ('[[rule]]\nid = "xx.hours"\nsource = "law"\neffective = "soon"\n', "found xx.hours"),
    ('[rule]\nid = "xx.hours"\n', "an id and a source"),
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
    assert read("", header + 'reviewed_by = "A. Avocat"\nreviewed_on = 2026-11-20\n')
