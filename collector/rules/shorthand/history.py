"""What a clause makes of those before it: promises that were broken, offers that were replaced, refused or accepted."""

from __future__ import annotations

from collections.abc import Sequence

from collector.rules.shorthand.clauses import HISTORY, PAID, PAYS, Clause
from collector.rules.shorthand.line import Line


def look_back(line: Line, place: int) -> None:
    """What a clause makes of those before it: history, or an offer that was replaced, refused or accepted."""
    clause, before = line.clauses[place], line.clauses[:place]
    if clause.has("asked", "open") and _accepted(line, place + 1):
        clause.kind = PAYS
    if clause.kind == PAID and clause.said("settled?") and _any_asked(before):
        clause.kind = PAYS  # `i asked for 200, settled on 90`
    if clause.has("we_refuse") or (clause.has("open") and clause.has("cond")):
        _forget(before[-1:])
    if clause.kind == HISTORY and not clause.opened and clause.parts[0].has("broken"):
        _forget([one for one in before[-1:] if not one.of("day", "bare")])  # `card payment 150 failed`
    if _undone(clause):
        _take_back(line, place)
    elif _settles(clause, before):
        _forget(before)


def _forget(offers: Sequence[Clause]) -> None:
    for offer in offers:
        offer.kind = HISTORY if offer.kind == PAYS else offer.kind


def _undone(clause: Clause) -> bool:
    """`n-a platit`, `nu a dat`: what was promised before was not done."""
    if clause.has("had_said"):
        return False
    return clause.kind == HISTORY or (
        any(part.unit.text == "nu a dat" for part in clause.parts) and not clause.has("salary", "goods")
    )


def _take_back(line: Line, place: int) -> None:
    """`a promis 300 vn, 200 pe 15, si n-a platit`: back to where the promise was told."""
    run = []
    for clause in reversed(line.clauses[:place]):
        if clause.kind != PAYS:
            return
        run.append(clause)
        if clause.has("had_said"):
            for told in run:
                told.kind = HISTORY
            return


def _settles(clause: Clause, before: Sequence[Clause]) -> bool:
    """`zice 100, am cerut 300, ramane 150`: what was agreed in the end replaces what was offered before."""
    sums = [said for part in clause.of("sum") if (said := part.said_sum)]
    if clause.kind != PAYS or not sums or any(said.rest or said.balance for said in sums):
        return False
    return clause.said("settled") or (_any_asked(before) and clause.said("promise", "settled?"))


def _any_asked(clauses: Sequence[Clause]) -> bool:
    return any(clause.has("asked") for clause in clauses)


def _accepted(line: Line, place: int) -> bool:
    """`am cerut 300 vn, accepta`: with no sum or day of its own."""
    following = line.clauses[place : place + 1]
    return any(
        clause.said("promise") and not clause.of("sum", "day", "bare", "every") for clause in following
    )
