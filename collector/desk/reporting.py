"""The team lead's figures, from verdicts judged as of today."""

from __future__ import annotations

from datetime import date
from typing import Any

from collector.desk.opening import Desk
from collector.rules.counting import counted
from collector.rules.figures import Group, Report, figures
from collector.store import promised

PLACES = 6


def report(desk: Desk, by: str | None, from_on: date | None = None, to_on: date | None = None) -> Report:
    """Kept rates and the other figures of a period, both days included; by default everything up to as-of."""
    today = desk.today()
    with desk.book.reading() as connection:
        rows = counted(promised.judged(connection, today), today)
        return figures(rows, by, from_on, to_on or today)


def report_json(found: Report) -> dict[str, Any]:
    """The report as docs/reference/commands.md fixes it."""
    return {
        "from": found.from_on.isoformat() if found.from_on else None,
        "to": found.to_on.isoformat(),
        "maturity": _rounded(found.maturity),
        "groups": [_group(group) for group in found.groups],
        "total": _group(found.total),
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "key": group.key,
        "promises": group.promises,
        "kept": group.kept,
        "partly_kept": group.partly_kept,
        "broken": group.broken,
        "open": group.open,
        "superseded": group.superseded,
        "excused": group.excused,
        "kept_rate": _rounded(group.kept_rate),
        "low": _rounded(group.low),
        "high": _rounded(group.high),
        "kept_money_rate": {each.currency: _rounded(each.rate) for each in group.money},
        "expected": _rounded(group.expected),
        "late_cure_rate": _rounded(group.late_cure_rate),
        "too_few": group.too_few,
    }


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, PLACES)
