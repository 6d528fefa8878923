"""What is owed on an account as of a day, and what this debtor usually pays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from collector.rules import streaks
from collector.rules.promises import money_line
from collector.rules.records import Balance, Payment


class Owed(NamedTuple):
    """The balance as of a day with the figures it comes from."""

    amount_minor: int
    stated_minor: int  # the latest balance told to us…
    stated_on: date | None  # …as at the start of this day
    paid_since_minor: int  # from that day on, less what was reversed since


def owed(balances: Iterable[Balance], payments: Iterable[Payment], as_of: date) -> Owed:
    """The latest balance told by `as_of`, less the money dated from its day on.

    A reversal raises the balance from its own day on; one that waits for its payment does not. Before the
    first balance was told, that one stands.
    """
    told = sorted(balances, key=lambda b: (b.on_day, b.seq))
    if not told:
        return Owed(0, 0, None, 0)
    known = [balance for balance in told if balance.on_day <= as_of] or told[:1]
    latest = known[-1]
    paid = _came(list(payments), latest.on_day, as_of)
    return Owed(latest.amount_minor - paid, latest.amount_minor, latest.on_day, paid)


def _came(payments: Sequence[Payment], first: date, last: date) -> int:
    """The money of these days, both included, less what was taken back on them of any earlier payment."""
    if not any(payment.reverses_ref for payment in payments):
        return sum(p.amount_minor for p in payments if first <= p.paid_on <= last)
    if last < first:
        return 0
    return _left(payments, last) - _left(payments, first - timedelta(days=1))


def _left(payments: Iterable[Payment], as_of: date) -> int:
    return sum(coin.left_minor for coin in money_line(p for p in payments if p.paid_on <= as_of))


def usual_minor(payments: Iterable[Payment], as_of: date) -> int | None:
    """Median of the last six or fewer payments, less what was reversed; None with fewer than two.

    Give payments of one currency. Half a minor unit is rounded up.
    """
    return streaks.usual_minor(
        [coin.left_minor for coin in money_line(p for p in payments if p.paid_on <= as_of)]
    )


def too_good(
    amount_minor: int, due_in_days: int, balance_minor: int, payments: Sequence[Payment], as_of: date
) -> bool:
    """Whether a promise just said is out of proportion to what this debtor usually pays.

    Three times the usual sum or more; above one and a half times the largest payment ever and due within
    two days; or nine tenths of the balance after 90 days without money from somebody who paid before.
    """
    usual = usual_minor(payments, as_of)
    line = money_line(p for p in payments if p.paid_on <= as_of)
    largest = max((coin.left_minor for coin in line), default=0)
    silent = bool(line) and (as_of - line[-1].paid_on).days > streaks.SILENT_DAYS
    soon = due_in_days <= streaks.SOON_DAYS
    owed_minor = balance_minor if silent else None
    return streaks.out_of_proportion(amount_minor, usual, largest if soon else 0, owed_minor)
