"""docs/reference/contact-rules.md, made from the policies of `data/policies/`: python -m tools.contactrules. A test compares."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from collector import policyfiles
from collector.config import data_file
from collector.rules.contact import ALLOWED_UNDER_HOLD, ASKED_ONCE, SUPERVISOR
from collector.rules.records import HOLDS
from collector.rules.terms import Cap, ContactPolicy, Opening

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "contact-rules.md"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
UNDER_CARE = {"vulnerable": "support first", "hardship": "listening, an affordable plan"}

_HEAD = """\
# When a person may be contacted

Before any step is shown, collector asks: may we call this person now? If not, it says which rules forbid it, from when all of them
allow it again, and what may still be done. The rules are data: one file a policy in `data/policies/`, from which this page is made.

**This is no legal advice.** Unless a policy says otherwise it is a **draft**: no lawyer has reviewed it. collector helps you to keep
the rules in a file of a named version. It makes no claim that a call is lawful. To change the rules, or to add those of your firm:
[write a policy](../how-to/write-a-policy.md).

## Stance

1. A policy can only remove options. It never orders a call.
2. What is unknown is read strictly.
3. The rules bind contacts that *we* begin. When the debtor calls, hours, caps and rest do not bind; holds are still told.
4. Hours, days off and how often we call bind calls. What is written needs an allowed channel and no hold.
5. Holds are always honoured, whatever the policy.
6. Every refusal names its rule and its source, whether that rule is a draft, from when it would allow, and what is still allowed.

## How hours are read

A call may start when open ≤ local time < close, in **every** zone where the person may be: the zone told, else those of the phone
numbers, else those of the country, else the office's. Of a person of whom nothing is known, every zone that the policy names must be
open. An hour that the clock skips or repeats is read the narrower way.

## How often

- **An attempt** is every call that we placed, answered or not. **A conversation** is every talk with the debtor or a person
  authorised, whoever called. They are counted apart, over all accounts of the debtor: the person rests, not the debt. Entries that
  one agent makes within half an hour of a talk belong to that talk.
- **Days** are calendar days where the person is, today included. *At most 3 in 7 days* means: with three on Monday, Tuesday and
  Wednesday, the fourth may be made on the Monday after.
- **Rest after a conversation** counts the day of the conversation as its first: after a talk on Monday, three days end on Wednesday
  night. A policy may count from the day after; then it says so.
- **A call that was agreed** may be made from its hour on (without an hour, on its day) in spite of caps and rest, where the policy
  says so below. It must have been agreed in a talk of the last 7 days, and it is one call: a call or a talk after that hour uses it up.
  It is still bound by hours, days off and holds.

Every call that is recorded counts at once: who must be left in peace goes down the list to *later*, is not offered as the next one,
and the card, the list and the risk list say from when a call is allowed.

## Channels and wishes

A channel can be forbidden, or need the person's consent. What the person wishes always narrows: own hours (`client.hours`), and one
channel instead of all others (`client.channel`). Wishing a channel is consent to it; nothing that a policy forbids is opened by a wish.

## Several policies

Rules of the country, of the creditor and of the firm can hold together: `ro-strict+acme` allows what both allow.

"""
_MARKS = """
The marks say how sure we are of a source: `V` official text read, `V2` read in a secondary source such as the press, `M` general
knowledge, `LC` needs a lawyer first, `ours` a house rule. † A call that was agreed may be made all the same.
"""
_HOLDS = """
## Holds

One table for all policies. `vulnerable` and `hardship` do not block a call; the desk asks once before a promise is taken.

| hold | calls | what is still allowed |
| --- | --- | --- |
"""
_TAIL = """
Of several holds the gravest is named first, in the order of the table. A hold lies on the debtor from its first to its last day. On
the day it is lifted calls are allowed again. `breathing_space` and `insolvency` also [excuse](promises.md) broken promises.

An open dispute is no hold. It stops nothing by itself, but the next step is to look into it, and it excuses.
"""


def page() -> str:
    """The whole page, in English."""
    names = sorted((path.stem for path in data_file("policies").glob("*.toml")), key=_order)
    parts = [_HEAD, *(_policy(policyfiles.policy(name)) for name in names), _MARKS, _HOLDS]
    for kind in HOLDS:
        calls, still = ("yes", UNDER_CARE[kind]) if kind in ASKED_ONCE else ("no", _still(kind))
        parts.append(f"| `{kind}` | {calls} | {still} |\n")
    return "".join(parts) + _TAIL


def _order(name: str) -> tuple[bool, bool, str]:
    """The default first, the one without rules last."""
    return (name == "none", name != "ro-strict", name)


def _still(kind: str) -> str:
    return ALLOWED_UNDER_HOLD.get(kind, SUPERVISOR)


def _policy(policy: ContactPolicy) -> str:
    lines = [f"## `{policy.id}`\n\nStatus: **{policy.status}**"]
    if policy.reviewed_by:
        lines.append(f", by {policy.reviewed_by} on {policy.reviewed_on}")
    lines.append(f", version {policy.version}.")
    if policy.limitation_years:
        lines.append(f" A debt may be barred after {policy.limitation_years} years.")
    if policy.zones:
        lines.append(f" Plausible zones: {', '.join(f'`{zone}`' for zone in policy.zones)}.")
    if policy.unchecked:
        named = ", ".join(f"`{section}`" for section in policy.unchecked)
        lines.append(f" In the file and **checked by nobody**: {named}.")
    if not policy.rules:
        return "".join(lines) + " No hours, no caps, every channel; holds are honoured all the same.\n"
    table = "\n\n| rule | forbids | source | mark | since | status |\n| --- | --- | --- | --- | --- | --- |\n"
    return "".join(lines) + table + "".join(_rows(policy)) + "\n"


def _rows(policy: ContactPolicy) -> Iterator[str]:
    forbids = forbidden(policy)
    for rule in policy.rules:
        what = "; ".join(forbids[rule.id])
        since = rule.effective or "–"
        yield f"| `{rule.id}` | {what} | {rule.source} | {rule.confidence} | {since} | {rule.status} |\n"


def forbidden(policy: ContactPolicy) -> dict[str, list[str]]:
    """What each rule of a policy forbids, in words."""
    found: dict[str, list[str]] = defaultdict(list)
    for opening in policy.openings:
        for rule, text in _of_opening(opening):
            found[rule].append(text)
    for cap in policy.caps:
        found[cap.rule].append(_of_cap(cap) + _but_agreed(cap.but_agreed))
    for gap in policy.gaps:
        text = f"a call within {gap.minutes} minutes of the one before"
        found[gap.rule].append(text + _but_agreed(gap.but_agreed))
    for channel, said, rule in policy.channels:
        if said in ("no", "consent", "ask"):
            found[rule].append(f"`{channel}`" + ("" if said == "no" else " without consent"))
    for name in policy.rules:
        if name.id.startswith("hold."):
            found[name.id].append(f"contact under the hold `{name.id.removeprefix('hold.')}`")
    return found


def _of_opening(opening: Opening) -> Iterator[tuple[str, str]]:
    yield opening.hours_rule, "a call outside " + ", ".join(_hours(opening))
    closed = [WEEKDAYS[n] for n in (5, 6) if opening.hours[n] is None]
    if closed:
        yield opening.weekend_rule, f"a call on {' or '.join(closed)}"
    if opening.calendars:
        yield opening.holiday_rule, f"a call on a public holiday of {' or '.join(opening.calendars)}"


def _hours(opening: Opening) -> Iterator[str]:
    """ "Mon–Fri 09:00–20:00": days of the same hours together."""
    first = 0
    for n in range(1, 8):
        if n == 7 or opening.hours[n] != opening.hours[first]:
            span = opening.hours[first]
            if span is not None:
                days = WEEKDAYS[first] if n - first == 1 else f"{WEEKDAYS[first]}–{WEEKDAYS[n - 1]}"
                yield f"{days} {'–'.join(f'{m // 60:02}:{m % 60:02}' for m in span)}"
            first = n


def _of_cap(cap: Cap) -> str:
    if cap.of == "conversations" and cap.most == 1:
        return f"a call on the day of a conversation and the {cap.days - 1} days after it"
    what = "call" if cap.of == "attempts" else "conversation"
    window = "a day" if cap.days == 1 else f"in {cap.days} days"
    return f"more than {cap.most} {what}{'s' * (cap.most > 1)} {window}"


def _but_agreed(allowed: bool) -> str:
    return " †" if allowed else ""


def write() -> Path:
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return PAGE


if __name__ == "__main__":
    sys.stdout.write(f"{write()}\n")
