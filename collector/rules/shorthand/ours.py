"""What we said that we would do: send a paper, look into a payment, ask for an approval."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from collector.rules.shorthand.binding import days_in, due
from collector.rules.shorthand.clauses import OURS, PAID, Clause
from collector.rules.shorthand.line import Line
from collector.rules.shorthand.note import OursRead
from collector.rules.shorthand.parts import Part
from collector.rules.shorthand.words import PROOF, causes_of, paper_of

# `send it luni`: the agent's own note of what to do.
_ORDERS = frozenset(("send", "resend", "email", "forward", "issue"))
_CHECKS = frozenset(("checking", "verificam", "verific", "investigating", "cercetam"))
_DOING = ("send", "check", "we_act")
_US = frozenset(("us", "me", "noi", "for us"))
_HE_SENDS = frozenset(("sends", "trimite", "trimita", "va trimite"))


def is_ours(clause: Clause) -> bool:
    """Whether the clause says what we do."""
    if _asked_of_us(clause):
        return False
    if clause.said("ask_approval", "we_act"):
        return True
    acts = clause.said("send", "check", "settlement") or (clause.said("promise") and clause.has("we"))
    if not acts or (clause.has("sent", "paid") and not clause.has("we")):
        return False
    we = clause.has("we") or (clause.has("we?") and not clause.has("debtor", "say"))
    if clause.said("send"):
        return _we_send(clause, we)
    if clause.said("check"):
        alone = not we and _what(clause) == "other" and not clause.of("day") and not _we_check(clause)
        return not clause.has("debtor", "want") and not alone
    return bool(paper_of(clause)) and we


def _asked_of_us(clause: Clause) -> bool:
    """`cere sa ii trimitem factura`, `wants us to send it`: what the debtor asks for is not yet ours."""
    for first, second in pairwise(part for part in clause.parts if not _is_filling(part)):
        if (
            (first.has("want") or first.has("cond"))
            and not first.has("we")
            and any(second.has(tag) for tag in _DOING)
        ):
            return True
    return False


def _is_filling(part: Part) -> bool:
    return (part.has("noise") or part.unit.text in _US) and not (part.has("want") or part.has("cond"))


def _we_check(clause: Clause) -> bool:
    """`…, verificam`: nothing else is said, but by whom."""
    return len(clause.parts) == 1 and clause.parts[0].unit.text in _CHECKS


def _we_send(clause: Clause, we: bool) -> bool:
    paper, sums = paper_of(clause), bool(clause.of("sum"))
    if (sums and not paper) or (paper == PROOF and not clause.has("we")):
        return False
    if not sums and _ordered(clause):
        return True
    if we and (paper or not (sums or clause.said("pay"))):
        return True
    return (
        paper not in ("", PROOF)
        and not clause.has("want", "debtor", "say", "proof")
        and not _he_sends(clause)
    )


def _ordered(clause: Clause) -> bool:
    first = next((part for part in clause.parts if part.kind == "word" and not part.has("noise")), None)
    return first is not None and first.has("send") and first.unit.text in _ORDERS


def _he_sends(clause: Clause) -> bool:
    return any(part.unit.text in _HE_SENDS for part in clause.parts) and not clause.has("we")


def our_promise(line: Line) -> OursRead | None:
    """The first thing that we said we would do, and the day we named."""
    for place, clause in enumerate(line.clauses):
        if clause.kind == OURS:
            return OursRead(_what_in_line(line, place), _due_on(line, place))
    return None


def _due_on(line: Line, place: int) -> date | None:
    clause = line.clauses[place]
    days = days_in(clause)
    if not days and place + 1 < len(line.clauses) and line.clauses[place + 1].kind == OURS:
        days = days_in(line.clauses[place + 1])
    if days:
        return due(days[0], line.today)
    return line.today if clause.has("now") else None


def _what_in_line(line: Line, place: int) -> str:
    """What we do; where the clause does not name it, what stood before it: `cere grafic, ii trimitem azi`."""
    clause = line.clauses[place]
    what = _what(clause)
    if what != "other":
        return what
    if clause.said("send"):
        papers = [
            paper
            for before in reversed(line.clauses[:place])
            if (paper := paper_of(before)) not in ("", PROOF)
        ]
        return f"send_{papers[0]}" if papers else what
    if clause.said("check"):
        if any(c.kind == PAID or c.has("about:payment") for c in line.clauses):
            return "check_payment"
        return "check_dispute" if line.any("disputes") else what
    return what


def _what(clause: Clause) -> str:
    if clause.said("ask_approval"):
        return "ask_approval"
    if clause.said("we_act"):
        return "other"
    if clause.said("check") and not clause.said("send"):
        return _checked(clause)
    paper = paper_of(clause)
    return "other" if paper in ("", PROOF) else f"send_{paper}"


def _checked(clause: Clause) -> str:
    if clause.has("about:payment", "proof", "paid", "method:bank_transfer"):
        return "check_payment"
    if clause.has("about:approval"):
        return "ask_approval"
    disputed = clause.has("about:dispute", "disputes", "paper:invoice") or bool(causes_of(clause))
    return "check_dispute" if disputed else "other"
