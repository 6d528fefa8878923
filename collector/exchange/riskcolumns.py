"""The columns of the risk list and what kind of cell each holds, in every format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

# Amounts and probabilities as decimal text, days and moments as ISO text.
RiskCell: TypeAlias = "str | int | None"
RiskRow: TypeAlias = Sequence[RiskCell]

COLUMNS = (
    *("rank", "account_ref", "debtor_ref", "name", "creditor", "currency", "balance", "promised", "due_on"),
    *("p_kept", "p_low", "p_high", "band", "value_at_risk", "reason_1", "reason_2", "reason_3"),
    *("level", "broken_streak", "last_promise_state", "next_step", "channel", "contact_from"),
    *("contact_until", "holds", "change", "rank_before"),
)
FORMATS = ("csv", "xlsx", "parquet", "jsonl")

# Cells with words of people. A spreadsheet runs one that begins like a formula (OWASP, "CSV Injection").
TEXT_COLUMNS = frozenset(
    ("account_ref", "debtor_ref", "name", "creditor", "reason_1", "reason_2", "reason_3")
)
NUMBER_COLUMNS = frozenset(("p_kept", "p_low", "p_high"))  # a number in JSON and Parquet
AMOUNT_COLUMNS = frozenset(("balance", "promised", "value_at_risk"))  # numbers in XLSX, text elsewhere
WHOLE_COLUMNS = frozenset(("rank", "broken_streak", "rank_before"))

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """The text as a spreadsheet may open it: what begins like a formula gets a leading `'`."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def number_of(cell: object) -> float | None:
    """A probability as a number; money never comes here."""
    return None if cell is None else float(str(cell))
