"""What the debtor says was paid already."""

from __future__ import annotations

from collector.rules.shorthand.binding import due
from collector.rules.shorthand.clauses import PAID
from collector.rules.shorthand.line import Line
from collector.rules.shorthand.note import ClaimRead
from collector.rules.shorthand.promising import pairs_in


def claim_of(line: Line) -> ClaimRead | None:
    """The claimed payment: the first sum and the first day of the clauses that tell of one; both may be unsaid."""
    if line.third or not line.kinds(PAID):
        return None
    cents, currency, on = None, None, None
    for said, day in pairs_in(line, PAID):
        if said is not None and cents is None:
            cents = line.cents(said, 0)
            currency = said.currency or line.currency
        if day is not None and on is None and not (day.kind == "shift" and day.a > 0):
            on = due(day, line.today, "past")
    return ClaimRead(cents, currency if cents is not None else None, on)
