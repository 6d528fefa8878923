"""A small night to write: rows as the nightly job gives them, with names that would be formulas."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from collector.exchange.riskcolumns import COLUMNS, RiskCell
from collector.exchange.risklist import write_night

DAY = date(2026, 11, 23)
FORMULAS = ("=1+1", "+40", "-5", "@sum", "\tx", "\rx", "=cmd|'/c calc'!A1")


def row(rank: int, name: str = "Ștefan Popa", **cells: RiskCell) -> list[RiskCell]:
    told: dict[str, RiskCell] = dict.fromkeys(COLUMNS)
    told |= {"rank": rank, "account_ref": f"A{rank}", "debtor_ref": f"D{rank}", "name": name}
    told |= {
        "currency": "RON",
        "balance": "1240.00",
        "p_kept": "0.5000",
        "p_low": "0.3210",
        "p_high": "0.6790",
    }
    told |= {
        "band": "C",
        "value_at_risk": "620.00",
        "reason_1": "broke the last 2, on time before",
        "level": "formal",
    }
    told |= {
        "broken_streak": 2,
        "channel": "phone",
        "contact_from": "2026-11-23T09:00:00+02:00",
        "change": "new",
    }
    return list((told | cells).values())


ROWS = [
    row(1),
    row(2, 'Ion "Gigi" Pop', promised="300.00", due_on="2026-11-24", rank_before=1),
    *(row(3 + at, text, reason_1=text, creditor=text) for at, text in enumerate(FORMULAS)),
    row(10, "#N/A", currency="JPY", value_at_risk=None, balance="500"),
]
GONE = [row(4, "=gone")]
MANIFEST: dict[str, Any] = {"schema": 1, "as_of": "2026-11-23", "rows": len(ROWS), "files": [], "rules": "1"}


def write(folder: Path, *formats: str, day: date = DAY, rows: list[list[RiskCell]] = ROWS) -> dict[str, Any]:
    return write_night(folder, day, COLUMNS, rows, GONE, formats, {**MANIFEST, "as_of": day.isoformat()})
