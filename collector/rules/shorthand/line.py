"""One line taken apart, with what is known around it: the moment, the account's currency and balance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from collector.rules.shorthand import numbers
from collector.rules.shorthand.clauses import PAYS, Clause
from collector.rules.shorthand.parts import Part, Sum


class Line:
    """The clauses of a line. `balance_cents` and `currency` are the account's and may be unknown."""

    def __init__(
        self, clauses: Sequence[Clause], as_of: datetime, currency: str | None, balance_cents: int | None
    ) -> None:
        self.clauses = list(clauses)
        self.as_of, self.today = as_of, as_of.date()
        self.currency, self.balance_cents = currency, balance_cents
        self.third = False  # somebody else speaks, and the debtor did not come to the phone

    def kinds(self, *kinds: str) -> list[Clause]:
        return [clause for clause in self.clauses if clause.kind in kinds]

    def any(self, *tags: str) -> bool:
        return any(clause.has(*tags) for clause in self.clauses)

    def any_said(self, *tags: str) -> bool:
        return any(clause.said(*tags) for clause in self.clauses)

    def words(self) -> Iterator[tuple[Clause, Part]]:
        """Every word, with its clause."""
        for clause in self.clauses:
            for part in clause.parts:
                if part.tags:
                    yield clause, part

    # --- Sums ---------------------------------------------------------------------------------------------

    def cents(self, said: Sum | None, taken: int, claimed: int = 0) -> int | None:
        """The hundredths that were meant; `taken` and `claimed` were promised or paid in the same line."""
        if said is None or said.unsaid:
            return None
        if said.rest or (said.balance and taken + claimed):
            return said.cents if said.cents is not None else self._rest(said, taken + claimed)
        if said.share is not None:
            return numbers.share(self.balance_cents, *said.share) or None
        return said.cents

    def _rest(self, said: Sum, gone: int) -> int | None:
        """What is left of the balance; None where another currency was spoken of."""
        if self.balance_cents is None or self._foreign() or (said.currency or self.currency) != self.currency:
            return None
        left = self.balance_cents - gone
        return left if left > 0 else None

    def _foreign(self) -> bool:
        spoken = [part.said_sum for clause in self.kinds(PAYS) for part in clause.of("sum")]
        return any(one is not None and one.currency not in (None, self.currency) for one in spoken)

    def currency_of(self, said: Sum | None, listed: str | None = None) -> str | None:
        """The currency said, or that of the list for a plain sum, or the account's."""
        if said is None:
            return None
        plain = said.share is None and not said.rest
        return said.currency or (listed if plain else None) or self.currency
