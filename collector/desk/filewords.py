"""What came of a file, in words: for the command line and for the app."""

from __future__ import annotations

from collector.desk.importing import Imported
from collector.exchange.problems import Problem
from collector.words import _, ngettext


def summary(result: Imported) -> str:
    """ "348 lines of portfolio: 340 new, 0 changed, 0 known, 8 refused"."""
    lines = ngettext("one line of {kind}", "{count} lines of {kind}", result.lines)
    counts = _("{new} new, {changed} changed, {known} known, {refused} refused").format(
        new=result.new, changed=result.changed, known=result.known, refused=result.refused
    )
    return f"{lines.format(count=result.lines, kind=kind(result.kind))}: {counts}"


def refusal(problem: Problem) -> str:
    """Why a line was refused: "balance: seen 12,3,4, expected an amount"."""
    column = f"{problem.column}: " if problem.column else ""
    seen = _("seen {seen}, expected {expected}").format(
        seen=problem.seen or _("nothing"), expected=problem.expected
    )
    return f"{column}{seen}"


def kind(name: str) -> str:
    """What a file holds, in words."""
    return {
        "portfolio": _("portfolio"),
        "promises": _("promises"),
        "payments": _("payments"),
        "calls": _("calls"),
        "rates": _("rates"),
    }[name]


def step(what: str) -> str:
    """The words for a step of an import: its id and, behind a blank, the file it is about."""
    name, _blank, file = what.partition(" ")
    text = {
        "read": _("Reading {file}"),
        "write": _("Writing {file}"),
        "judge": _("Judging promises"),
    }.get(name)
    return (text or what).replace("{file}", file).strip()
