"""Why the debtor does not pay: the first cause named, whether it is hardship, whether the debt is disputed."""

from __future__ import annotations

from collections.abc import Sequence

from collector.rules.shorthand.clauses import Clause
from collector.rules.shorthand.line import Line
from collector.rules.shorthand.parts import Part
from collector.rules.shorthand.words import causes_of, denies, of_another

HARDSHIPS = frozenset(("job_loss", "illness", "bereavement", "no_money"))
_DISAGREES = frozenset(("nu e de acord", "nu este de acord", "disagrees", "not agree"))
_GOT = frozenset(
    ("got", "had", "saw", "received", "receive", "primit", "primeste", "ajuns", "arrived", "venit", "came")
)
_PAYING = ("pay", "promise", "send", "disputes")


def reason_of(line: Line) -> str | None:
    """The first cause in the line, whoever says it; `disputes the charge` gives way to why it is disputed."""
    first = _first(line)
    if first == "wrong_amount" and (named := [c for clause in line.clauses for c in _denials(clause)]):
        return named[0]
    return first


def _denials(clause: Clause) -> list[str]:
    """The causes named in a clause that deny the debt."""
    return [
        cause
        for part in clause.parts
        if part.has("disputes") and (cause := part.values.get("cause")) and not denies(clause, part)
    ]


def _first(line: Line) -> str | None:
    pointed = None  # `de asta`: some cause, where no other is named
    heard: list[Part] = []
    for clause in line.clauses:
        for part in clause.parts:
            cause = part.values.get("cause")
            if cause and not denies(clause, part):
                if "cause" not in part.unit.weak:
                    return cause
                pointed = cause
        if (told := _told(clause, heard)) is not None:
            return told
        heard += clause.parts
    return pointed


def _told(clause: Clause, heard: Sequence[Part]) -> str | None:
    """A cause that several words of a clause tell together."""
    if clause.has("salary") and clause.has("late"):
        return "salary_late"
    if _sum_disputed(clause):
        return "wrong_amount"
    if any(part.has("death") and of_another(clause, part, heard) for part in clause.parts):
        return "bereavement"
    if clause.has("clients") and clause.negated and clause.has("paid"):
        return "waiting_payment"
    if clause.has("goods") and (clause.negated or clause.has("late", "faulty")):
        return "goods_issue"
    if _sum_denied(clause):
        return "wrong_amount"
    if _never_got(clause) and any(part.has("invoice") for part in heard):
        return "invoice_missing"
    if clause.has("invoice") and (clause.negated or clause.has("late")) and not clause.has(*_PAYING):
        return "invoice_missing"
    return None


def _never_got(clause: Clause) -> bool:
    """`…, never got it`, `…, nu a primit-o`: nothing else is said of what was named before."""
    return (
        clause.negated
        and any(part.unit.text in _GOT for part in clause.parts)
        and all(part.has("not") or part.has("noise") or part.unit.text in _GOT for part in clause.parts)
    )


def _sum_disputed(clause: Clause) -> bool:
    """`contesta suma`; not `reclamatie la anpc`, which names no sum."""
    named = any(
        part.kind == "sum" or part.has("amount") or (part.has("about:dispute") and not part.has("disputes"))
        for part in clause.parts
    )
    return named and clause.has("disputes") and not clause.negated


def _sum_denied(clause: Clause) -> bool:
    """A cancelled contract, a bill that is too high."""
    if clause.has("contract") and clause.has("cancelled"):
        return True
    return clause.has("too_much") and clause.has("amount", "invoice", "about:dispute", "balance")


def hardship_of(line: Line, reason: str | None) -> bool:
    named = {cause for clause in line.clauses for cause in causes_of(clause)} | {reason}
    return line.any_said("hardship") or not HARDSHIPS.isdisjoint(named)


def disputed(line: Line) -> bool:
    """Whether debt, sum or performance is denied."""
    for clause in line.clauses:
        if clause.has("goods") and (clause.negated or clause.has("faulty")):
            return True
        if _sum_denied(clause):
            return True
    asked = line.any("asked")  # `am propus 6 rate, nu e de acord`: not with the offer
    return any(
        part.has("disputes") and not denies(clause, part) and not (asked and part.unit.text in _DISAGREES)
        for clause, part in line.words()
    )
