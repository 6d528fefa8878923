"""How each column of each kind is read, and how long its texts may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from functools import partial
from typing import TypeAlias

from collector.exchange import values
from collector.exchange.kinds import KINDS
from collector.exchange.table import Cell, text_of
from collector.rules.words import N_

Reader: TypeAlias = Callable[[Cell], object]

NAME_LIMIT = 200  # characters
WORD_LIMIT = 100
NOTE_LIMIT = 10_000

# Columns that wait for the currency of their line.
AMOUNTS: dict[str, tuple[str, Callable[[Cell, int], int]]] = {
    "portfolio": ("balance", values.amount),
    "promises": ("amount", values.positive_amount),
    "payments": ("amount", values.positive_amount),
}


def readers(kind: str, zone: tzinfo, decimals: Mapping[str, int]) -> dict[str, Reader]:
    """How each column of the kind is read; what is not named here is a short text."""
    short: Reader = partial(values.text, limit=WORD_LIMIT)
    named: Reader = partial(values.name, limit=NAME_LIMIT)
    moment: Reader = partial(values.moment, zone=zone)
    special: dict[str, Reader] = {
        **dict.fromkeys(("account_ref", "debtor_ref", "reference"), values.reference),
        **dict.fromkeys(("promise_ref", "plan_ref", "payment_ref", "reverses_ref"), values.reference),
        **dict.fromkeys(("due_on", "balance_on", "due_since", "opened_on", "on"), values.day),
        **dict.fromkeys(("made_on", "paid_on", "called_at"), moment),
        **dict.fromkeys(("agent", "assigned_to", "creditor"), named),
        "name": lambda cell: (named(cell), text_of(cell)),
        "currency": partial(values.currency, known=decimals),
        "rate": values.rate,
        "phone": values.phones if kind == "portfolio" else short,
        "email": partial(values.text, limit=254),
        "language": values.language,
        "country": values.country,
        "time_zone": values.time_zone,
        "note": partial(values.text, limit=NOTE_LIMIT),
        "direction": partial(
            values.word, known=("outbound", "inbound"), expected=N_("outbound or inbound, or nothing")
        ),
    }
    return {column: special.get(column, short) for column in KINDS[kind].columns}
