"""From judged accounts to the rows of the risk list: scored, ranked, compared with the night before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from collector.currencies import decimals, decimals_of
from collector.desk import saying
from collector.desk.opening import Desk
from collector.exchange.riskcolumns import COLUMNS, RiskCell
from collector.nightly.sketch import Sketch
from collector.rules import money
from collector.rules.cards import Setting, score_of
from collector.rules.contact import Permission, blocking_hold, may_contact
from collector.rules.records import Work
from collector.rules.risk import Reason, Score
from collector.store.judging import in_book_currency

Cells = list[RiskCell]
_RANK, _CHANGE, _RANK_BEFORE = (COLUMNS.index(name) for name in ("rank", "change", "rank_before"))


class Ranked(NamedTuple):
    """A scored account. `work` is its row of the day's list."""

    sketch: Sketch
    score: Score
    at_risk_minor: int
    work: Work


def ranked(desk: Desk, sketches: Sequence[Sketch], at: Setting) -> list[Ranked]:
    """By value at risk in the book's currency, ties by reference; without a rate last, the least likely first."""
    return sorted((_scored(desk, sketch, at) for sketch in sketches), key=_order)


def _scored(desk: Desk, sketch: Sketch, at: Setting) -> Ranked:
    score, at_risk = score_of(sketch.stake, sketch.past, at)
    rank = in_book_currency(at_risk, sketch.currency, desk.office, decimals())
    work = sketch.work._replace(value_at_risk=at_risk, risk_rank=rank, p_bp=score.p_bp)
    return Ranked(sketch, score, at_risk, work)


def _order(row: Ranked) -> tuple[bool, int, str]:
    if row.work.risk_rank < 0:
        return (True, row.score.p_bp, row.sketch.account_ref)
    return (False, -row.work.risk_rank, row.sketch.account_ref)


class Before(NamedTuple):
    """An account of the night before: its rank and its row as it was written."""

    rank: int
    cells: Cells


def cells_of(
    desk: Desk,
    rows: Sequence[Ranked],
    zones: Mapping[int, tuple[str, ...]],
    moment: datetime,
    before: Mapping[str, Before],
) -> list[Cells]:
    """The cells of every row, in the order of the columns."""
    permission, say = _permissions(desk, zones, moment), cache(saying.reason)
    return [
        _cells(rank, row, permission(row.sketch.zone_group, _held(row), row.work.rest_until), say, before)
        for rank, row in enumerate(rows, 1)
    ]


def gone(rows: Sequence[Cells], before: Mapping[str, Before]) -> list[Cells]:
    """The rows of the night before whose accounts have left the list, as they were."""
    ref = COLUMNS.index("account_ref")
    here = {cells[ref] for cells in rows}
    left = [known for account_ref, known in before.items() if account_ref not in here]
    return [known.cells for known in sorted(left, key=lambda known: known.rank)]


def _cells(
    rank: int,
    row: Ranked,
    permission: Permission,
    say: Callable[[Reason], str],
    before: Mapping[str, Before],
) -> Cells:
    sketch, score = row.sketch, row.score
    digits = decimals_of(sketch.currency)
    reasons = [say(reason) for reason in score.reasons]
    known = before.get(sketch.account_ref)
    values: dict[str, RiskCell] = {
        "rank": rank,
        "account_ref": sketch.account_ref,
        "debtor_ref": sketch.debtor_ref,
        "name": sketch.name,
        "creditor": sketch.creditor,
        "currency": sketch.currency,
        "balance": money.decimal_text(row.work.balance_minor, digits),
        "promised": None
        if sketch.promised_minor is None
        else money.decimal_text(sketch.promised_minor, digits),
        "due_on": row.work.due_on.isoformat() if row.work.due_on else None,
        "p_kept": _p(score.p_bp),
        "p_low": _p(score.low_bp),
        "p_high": _p(score.high_bp),
        "band": score.band,
        "value_at_risk": money.decimal_text(row.at_risk_minor, digits),
        **{f"reason_{n}": reason for n, reason in enumerate((reasons + [None] * 3)[:3], 1)},
        "level": sketch.level,
        "broken_streak": sketch.broken_streak,
        "last_promise_state": sketch.last_state,
        "next_step": row.work.next_step,
        "channel": "none" if sketch.waits or permission.contact_from is None else "call",
        "contact_from": permission.contact_from.isoformat() if permission.contact_from else None,
        "contact_until": permission.contact_until.isoformat() if permission.contact_until else None,
        "holds": sketch.holds or None,
        "change": _change(rank, known),
        "rank_before": known.rank if known else None,
    }
    return [values[name] for name in COLUMNS]


def _change(rank: int, known: Before | None) -> str:
    if known is None:
        return "new"
    if rank == known.rank:
        return "same"
    return "up" if rank < known.rank else "down"


def _p(basis_points: int) -> str:
    return f"{basis_points // 10_000}.{basis_points % 10_000:04}"


def _held(row: Ranked) -> str:
    return blocking_hold(row.sketch.holds.split(";") if row.sketch.holds else ()) or ""


def _permissions(
    desk: Desk, zones: Mapping[int, tuple[str, ...]], moment: datetime
) -> Callable[[int, str, datetime | None], Permission]:
    """Permission per zone group, hold and end of rest, each asked once."""

    @cache
    def permission(group: int, hold: str, rest_until: datetime | None) -> Permission:
        holds = (hold,) if hold else ()
        return may_contact(desk.policy, holds, zones[group], moment, rest_until=rest_until)

    return permission
