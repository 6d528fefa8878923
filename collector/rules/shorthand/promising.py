"""The promises of a line: sums and days of the clauses that speak of paying."""

from __future__ import annotations

from collector.rules.shorthand.binding import Item, Pair, due, halves, items_of, latest, pairs_of
from collector.rules.shorthand.clauses import PAYS, Clause
from collector.rules.shorthand.line import Line
from collector.rules.shorthand.note import PromiseRead


def pairs_in(line: Line, kind: str) -> list[Pair]:
    """Sums tied to days over all clauses of a kind; a clause of one half borrows the other from its neighbour."""
    pairs: list[Pair] = []
    run = line.kinds(kind)
    at = 0
    while at < len(run):
        clause = run[at]
        items: list[Item] = items_of(clause.parts)
        if clause.moved:
            items = latest(items)
        if at + 1 < len(run) and halves(clause, run[at + 1]):
            items = [*items, *items_of(run[at + 1].parts)]
            at += 1
        pairs += pairs_of(items)
        at += 1
    return pairs


def promises_of(line: Line, claimed: int) -> list[PromiseRead]:
    """What was promised. `claimed`: hundredths that the debtor says are paid already."""
    pairs = pairs_in(line, PAYS)
    if any(said is not None for said, _day in pairs):
        pairs = [pair for pair in pairs if pair[0] is not None]
    listed = next((said.currency for said, _day in pairs if said is not None and said.currency), None)
    found: list[PromiseRead] = []
    taken = 0
    for said, day in pairs:
        due_on = due(day, line.today)
        if due_on is not None and due_on < line.today:
            continue  # `promised 300 yesterday` is history
        cents = line.cents(said, taken, claimed)
        currency = line.currency_of(said, listed) if cents is not None else None
        found.append(PromiseRead(cents, currency, due_on))
        taken += cents or 0
    told = [one for one in _without_totals(found) if one.cents is not None or one.due_on is not None]
    return told or _on_payday(line.kinds(PAYS))


def _without_totals(found: list[PromiseRead]) -> list[PromiseRead]:
    """Without the sums that name the whole of what follows: `3100 in 2: 1550 pe 1 dec, 1550 pe 15 dec`."""
    dated = [one.cents for one in found if one.due_on is not None and one.cents is not None]
    whole = {*dated, sum(dated)} if dated else set()
    return [one for one in found if one.due_on is not None or one.cents not in whole]


def _on_payday(paying: list[Clause]) -> list[PromiseRead]:
    """`plateste la salariu`: a day was named, though nobody can count it out (docs/reference/shorthand.md)."""
    named = any(clause.said("pay", "promise") and clause.has("salary") for clause in paying)
    return [PromiseRead(None, None, None)] if named else []
