"""A line of rates: what one unit of a currency is worth in the book's, from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from collector.desk.intake.ledger import Ledger, Tally
from collector.exchange.lines import RateLine
from collector.store import intake, writing
from collector.words import _


def take(ledger: Ledger, lines: Sequence[RateLine]) -> Tally:
    """Bring these lines in; another rate for a known day is appended and counts as changed."""
    known = intake.rates(ledger.connection)
    tally = Tally()
    for line in lines:
        if line.currency == ledger.desk.office.currency:
            expected = _("another currency than the book's own, {code}").format(code=line.currency)
            tally.refuse(line.line, "currency", line.currency, expected)
            continue
        before = known.get((line.currency, line.on))
        if before is not None and before == Decimal(line.rate):
            tally.known += 1
            continue
        writing.add_rate(ledger.connection, line.currency, line.rate, line.on, ledger.recorded_at)
        known[line.currency, line.on] = Decimal(line.rate)
        tally.new += before is None
        tally.changed += before is not None
    if tally.new or tally.changed:
        ledger.touched.update(intake.debtors_outside(ledger.connection, ledger.desk.office.currency))
    return tally
