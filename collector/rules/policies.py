"""A policy file, read: the TOML of `data/policies/` becomes a `ContactPolicy`, or a kind refusal.

The format is described in docs/how-to/write-a-policy.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from collector.rules import policysections as sections
from collector.rules.policysections import NAMES, Section
from collector.rules.terms import ContactPolicy, PolicyRule
from collector.rules.words import N_, Unreadable

SECTION_EXPECTED = N_("a policy with the known sections only; found {found}")
ID_EXPECTED = N_(
    "a policy with an id such as ro-strict, a version that is a day, and a status draft or reviewed"
)
REVIEW_EXPECTED = N_("a reviewed policy that says by whom (reviewed_by) and on which day (reviewed_on)")
RULE_EXPECTED = N_("each [[rule]] with an id and a source; found {found}")

CHECKED = frozenset(("hours", *NAMES, "rule"))
UNCHECKED = ("content", "disclosures", "retention")
HEADER = frozenset(("id", "version", "status", "reviewed_by", "reviewed_on", "time_zone"))
STATUSES = ("draft", "reviewed")
CONFIDENCES = ("V", "V2", "M", "LC", "ours")


def read_policy(content: Mapping[str, Any]) -> ContactPolicy:
    """The policy of a TOML file already taken apart. Raises `Unreadable` with what was expected."""
    unknown = [name for name in content if name not in HEADER | CHECKED | set(UNCHECKED)]
    if unknown:
        raise Unreadable(SECTION_EXPECTED, found=", ".join(unknown))
    name, version, status = content.get("id"), content.get("version"), content.get("status")
    if not (isinstance(name, str) and name and type(version) is date and status in STATUSES):
        raise Unreadable(ID_EXPECTED)
    reviewed_by, reviewed_on = content.get("reviewed_by") or None, content.get("reviewed_on") or None
    if status == "reviewed" and not (isinstance(reviewed_by, str) and type(reviewed_on) is date):
        raise Unreadable(REVIEW_EXPECTED)
    part = {each: Section(content, each) for each in ("hours", *NAMES)}
    law, attempts = name.partition("-")[0], part["attempts"]
    sections.check_holds(part["holds"])
    return ContactPolicy(
        id=name,
        version=version,
        status=str(status),
        reviewed_by=reviewed_by,
        reviewed_on=reviewed_on,
        openings=sections.openings(law, part["hours"], part["holidays"]),
        caps=sections.caps(law, attempts, part["conversations"], part["after_conversation"]),
        gaps=sections.gaps(law, attempts),
        channels=sections.channels(law, part["channels"]),
        zones=sections.zones(part["applies_to"]),
        limitation_years=part["limitation"].number("years"),
        ask_floor=sections.floor(part["ask"]),
        rules=_rules(content.get("rule", []), str(status)),
        unchecked=tuple(each for each in UNCHECKED if each in content),
    )


def _rules(lines: object, status: str) -> tuple[PolicyRule, ...]:
    if not isinstance(lines, list):
        raise Unreadable(RULE_EXPECTED, found=lines)
    return tuple(_rule(line, status) for line in lines)


def _rule(line: object, status: str) -> PolicyRule:
    """A rule with the status of its policy, where it has none of its own."""
    if not isinstance(line, Mapping) or not all(isinstance(line.get(key), str) for key in ("id", "source")):
        raise Unreadable(RULE_EXPECTED, found=line)
    effective, own = line.get("effective") or None, line.get("status", status)
    known = line.get("confidence", "") in ("", *CONFIDENCES) and own in STATUSES
    if not known or not (effective is None or type(effective) is date):
        raise Unreadable(RULE_EXPECTED, found=line["id"])
    return PolicyRule(line["id"], line["source"], str(line.get("confidence", "")), effective, own)
