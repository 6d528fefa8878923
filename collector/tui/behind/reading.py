"""What the call line of an account is read with. It goes with the card, so that a key asks the book nothing."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from collector.currencies import decimals_of
from collector.desk.looking import Card
from collector.desk.opening import Desk
from collector.lexicons import lexicon
from collector.rules.cards import AccountCard
from collector.tui import linewords as linewords  # noqa: PLC0414 - loaded here, so that the first key need not
from collector.tui.lineread import as_of
from collector.tui.views import LineFacts


def facts(desk: Desk, card: Card, seen: AccountCard) -> LineFacts:
    """Balance, what is usually paid and the hour in the office; the lexicon is read by the way."""
    lexicon()
    currency = seen.account.currency
    return LineFacts(
        currency,
        hundredths(seen.owed.amount_minor, currency),
        None if seen.usual_minor is None else hundredths(seen.usual_minor, currency),
        as_of(card.now.astimezone(ZoneInfo(desk.office.zone))),
    )


def hundredths(amount_minor: int, currency: str) -> int:
    """Shorthand counts in hundredths of every currency; what is less than one is left out."""
    unit: int = 10 ** decimals_of(currency)
    return amount_minor * 100 // unit
