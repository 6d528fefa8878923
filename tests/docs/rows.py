"""A row of the stories in docs/reference/promises.md, read into facts and into what it says of their verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from collector.rules.records import Verdict
from tests.rules.telling import Fact, dispute, ended, minor, november, paid, promised, taken_back

_DAY = r"(?:[A-Z][a-z]{2} )?(\d+(?: Dec)?)"
_HOUR = r"(?: at (\d\d:\d\d))?"
_PROMISE = re.compile(rf"{_DAY}{_HOUR} → {_DAY}, ([\d.]+)")
_PAYMENT = re.compile(rf"{_DAY}{_HOUR}: ([\d.]+)(.*)")
_REVERSAL = re.compile(rf", (?:([\d.]+) of it )?reversed on {_DAY}")
_DISPUTE = re.compile(rf"dispute open {_DAY} to {_DAY}")


class Row(NamedTuple):
    """A story: its facts, the days it is judged as of, and by day what is said of each promise."""

    title: str
    facts: list[Fact]
    said: dict[int, list[list[str]]]


def row_of(cells: list[str]) -> Row:
    """The story of one row. AssertionError for words that mean nothing here."""
    promises, others, days, verdicts = cells
    as_of = [day(part) for part in days.split(" / ")]
    said = [list(claims(part)) for part in without_remarks(verdicts).split(" / ")]
    assert len(as_of) == len(said), cells
    facts = [*promises_of(promises), *facts_of(others)]
    return Row(" | ".join(cells), facts, dict(zip(as_of, said, strict=True)))


def day(text: str) -> int:
    """Days count from the start of November: "3 Dec" is 33."""
    number = int(text.split(maxsplit=1)[0])
    return number + 30 if text.endswith("Dec") else number


def matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text.strip())
    assert found is not None, f"not understood: {text!r}"
    return found


def promises_of(cell: str) -> Iterator[Fact]:
    plan = "p" if cell.endswith("(one plan)") else None
    for part in without_remarks(cell).split(";"):
        made, at, due, amount = matched(_PROMISE, part).groups()
        yield promised(day(made), day(due), amount, at=at, plan=plan)


def facts_of(cell: str) -> Iterator[Fact]:
    payments = disputes = 0
    for part in filter(lambda text: text.strip() != "none", cell.split(";")):
        if part.strip().startswith("dispute"):
            disputes += 1
            first, last = matched(_DISPUTE, part).groups()
            yield dispute(day(first))
            yield ended("dispute", disputes, "resolved", day(last))
            continue
        payments += 1
        on, at, amount, rest = matched(_PAYMENT, part).groups()
        yield paid(day(on), amount, at=at)
        reversals = list(_REVERSAL.finditer(rest))
        assert "".join(found[0] for found in reversals) == rest, f"not understood: {rest!r}"
        yield from (taken_back(day(found[2]), found[1] or amount, payments) for found in reversals)


def without_remarks(text: str) -> str:
    return re.sub(r" \([^)]*\)", "", text)


def claims(text: str) -> Iterator[list[str]]:
    """ "first kept, second broken, cured on 13" → [["kept"], ["broken", "cured on 13"]]."""
    for part in re.split(r", second ", text.removeprefix("first ")):
        yield part.split(", ")


def holds(claim: str, verdict: Verdict) -> bool:
    """Whether what is said is true of the verdict."""
    if claim.startswith("short by "):
        return verdict.short_by_minor == minor(claim.removeprefix("short by "))
    dated = {"decided": verdict.decided_on, "closed": verdict.closed_on, "cured": verdict.cured_on}
    if found := re.fullmatch(rf"(decided|closed|cured) on {_DAY}", claim):
        return dated[found[1]] == november(day(found[2]))
    if found := re.fullmatch(r"not (closed|cured)", claim):
        return dated[found[1]] is None
    if claim in ("excused", "not excused"):
        return verdict.excused is (claim == "excused")
    return verdict.state == claim.replace(" ", "_")
