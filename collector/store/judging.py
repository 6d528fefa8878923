"""Keeping what follows from the facts: verdicts (first and latest), the work list, the base rate.

Nothing here decides: `rules/cards.py` judges, these functions store what it found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, case, delete, func, insert, select

from collector.rules.cards import AccountCard, Setting, cards, work_of
from collector.rules.known import history_of
from collector.rules.promises import judge
from collector.rules.records import Case, Verdict, Work
from collector.store.bookkeeping import BaseDayRow, VerdictRow, WorkRow
from collector.store.reading import (
    CHUNK_OF_DEBTORS,
    Office,
    cases,
    last_night,
    stored_verdicts,
    stored_verdicts_of,
)
from collector.store.tables import DebtorRow, table

_VERDICT, _WORK, _BASE = table(VerdictRow), table(WorkRow), table(BaseDayRow)
_NO_RATE = -1


def judge_again(
    connection: Connection,
    facts: Case,
    at: Setting,
    office: Office,
    decimals: Mapping[str, int],
) -> list[AccountCard]:
    """Judge a debtor after a write and keep the outcome; never as of an earlier day than before."""
    stored = stored_verdicts(connection, facts.debtor.id)
    days = [at.today, last_night(connection), *(row.as_of for row in stored.values())]
    at = at._replace(today=max(day for day in days if day))
    seen = cards(facts, at)
    keep_verdicts(connection, [v for card in seen for v in card.verdicts], stored, touch=True)
    keep_work(connection, [work_of(facts, card, risk_rank(card, office, decimals)) for card in seen])
    return seen


def judge_many(connection: Connection, ids: Sequence[int], at: Setting) -> None:
    """Judge these debtors after an import and keep the verdicts, a few hundred debtors at a time."""
    night = last_night(connection)
    for start in range(0, len(ids), CHUNK_OF_DEBTORS):
        chunk = ids[start : start + CHUNK_OF_DEBTORS]
        stored = stored_verdicts_of(connection, chunk)
        kept: list[tuple[Verdict, Any]] = []
        for facts in cases(connection, chunk):
            known = stored.get(facts.debtor.id, {})
            day = max(day for day in (at.today, night, *(row.as_of for row in known.values())) if day)
            for account in facts.accounts:
                verdicts = judge(history_of(facts, account.seq), day)
                kept += [(verdict, known.get(verdict.promise.seq)) for verdict in verdicts]
        _keep(connection, kept, touch=True)


def list_many(
    connection: Connection, ids: Sequence[int], at: Setting, office: Office, decimals: Mapping[str, int]
) -> None:
    """Put the accounts of these debtors in their places on the list."""
    night = last_night(connection)
    at = at._replace(today=max(day for day in (at.today, night) if day))
    for start in range(0, len(ids), CHUNK_OF_DEBTORS):
        rows = [
            work_of(facts, card, risk_rank(card, office, decimals))
            for facts in cases(connection, ids[start : start + CHUNK_OF_DEBTORS])
            for card in cards(facts, at)
        ]
        keep_work(connection, rows)


def keep_verdicts(
    connection: Connection, verdicts: Iterable[Verdict], stored: Mapping[int, Any], *, touch: bool = False
) -> int:
    """Store verdicts of one debtor that are new or changed (with `touch`, all of them); how many were written."""
    pairs = [(verdict, stored.get(verdict.promise.seq)) for verdict in verdicts]
    return _keep(connection, pairs, touch=touch)


def _keep(connection: Connection, pairs: Iterable[tuple[Verdict, Any]], *, touch: bool) -> int:
    fresh, changed = [], []
    for verdict, known in pairs:
        row = _row(verdict)
        if known is None:
            fresh.append(row | _first(verdict))
            continue
        first = _first(verdict) if known.first_state is None else {}
        if touch or first.get("first_state") or _changed(row, known):
            before = {"first_state": known.first_state, "first_as_of": known.first_as_of}
            changed.append(row | (first or before))
    if changed:
        _delete(connection, changed)
    if fresh or changed:
        connection.execute(insert(_VERDICT), fresh + changed)
    return len(fresh) + len(changed)


_COMPARED = (
    *("state", "received_minor", "closed_on", "decided_on", "excused_why", "cancel_reason", "cured_on"),
    "rule",
)


def _row(verdict: Verdict) -> dict[str, Any]:
    return {
        "debtor_id": verdict.promise.debtor_id,
        "promise_seq": verdict.promise.seq,
        "state": verdict.state,
        "received_minor": verdict.received_minor,
        "closed_on": verdict.closed_on,
        "decided_on": verdict.decided_on,
        "excused_why": verdict.excused_why,
        "cancel_reason": verdict.cancel_reason,
        "cured_on": verdict.cured_on,
        "rule": verdict.rule,
        "as_of": verdict.as_of,
    }


def _first(verdict: Verdict) -> dict[str, Any]:
    """The first verdict is what the first write or night on or after `decided_on` found."""
    if verdict.decided_on is None or verdict.decided_on > verdict.as_of:
        return {"first_state": None, "first_as_of": None}
    return {"first_state": verdict.state, "first_as_of": verdict.as_of}


def _delete(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Make room for changed rows: a delete and an insert in bulk cost less than one update each."""
    statement = delete(_VERDICT).where(
        _VERDICT.c.debtor_id == bindparam("d"), _VERDICT.c.promise_seq == bindparam("s")
    )
    connection.execute(statement, [{"d": row["debtor_id"], "s": row["promise_seq"]} for row in rows])


def keep_work(connection: Connection, rows: Iterable[Work]) -> None:
    """Put these accounts in their places on the list."""
    rows = list(rows)
    if not rows:
        return
    statement = delete(_WORK).where(
        _WORK.c.debtor_id == bindparam("d"), _WORK.c.account_seq == bindparam("s")
    )
    connection.execute(statement, [{"d": row.debtor_id, "s": row.account_seq} for row in rows])
    connection.execute(insert(_WORK), [row._asdict() for row in rows])


class Place(NamedTuple):
    """A place on the list, and the next fact number of the debtor when it was found."""

    work: Work
    seq_next: int


def keep_places(connection: Connection, places: Sequence[Place]) -> None:
    """Put accounts in their places, but for debtors about whom something was written since."""
    debtor = table(DebtorRow).c
    ids = {place.work.debtor_id for place in places}
    rows = connection.execute(select(debtor.id, debtor.seq_next).where(debtor.id.in_(ids)))
    now = {row.id: row.seq_next for row in rows}
    keep_work(connection, [p.work for p in places if now[p.work.debtor_id] == p.seq_next])


def risk_rank(card: AccountCard, office: Office, decimals: Mapping[str, int]) -> int:
    """The value at risk of a card in the book's currency, so that currencies can be ranked together."""
    return in_book_currency(card.at_risk_minor, card.account.currency, office, decimals)


def in_book_currency(amount_minor: int, currency: str, office: Office, decimals: Mapping[str, int]) -> int:
    """An amount in minor units of the book's currency; -1 without a rate, so that it comes last."""
    rate = office.rates.get(currency)
    if rate is None:
        return _NO_RATE
    shift = decimals[office.currency] - decimals[currency]
    converted = (Decimal(amount_minor) * rate).scaleb(shift)
    return int(converted.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def differs(verdicts: Iterable[Verdict], stored: Mapping[int, Any]) -> bool:
    """Whether any of these verdicts is not what is stored, or the first of its promise."""
    for verdict in verdicts:
        known = stored.get(verdict.promise.seq)
        if known is None or (known.first_state is None and _first(verdict)["first_state"]):
            return True
        if known.as_of <= verdict.as_of and _changed(_row(verdict), known):
            return True
    return False


def is_other(verdict: Verdict, stored: Any) -> bool:
    """Whether a stored row is not this verdict."""
    return _changed(_row(verdict), stored)


def _changed(row: Mapping[str, Any], known: Any) -> bool:
    return any(known._mapping[key] != row[key] for key in _COMPARED)


def count_base_days(connection: Connection) -> None:
    """Count the stored verdicts by day of decision. SQL counts verdicts; it never reaches one."""
    judged = _VERDICT.c.state.in_(("kept", "partly_kept", "broken")) & _VERDICT.c.excused_why.is_(None)
    kept = func.sum(case((_VERDICT.c.state == "kept", 1), else_=0))
    rows = connection.execute(
        select(_VERDICT.c.decided_on, kept, func.count())
        .where(judged, _VERDICT.c.decided_on.is_not(None))
        .group_by(_VERDICT.c.decided_on)
    ).all()
    keep_base_days(connection, {day: (int(k), int(n)) for day, k, n in rows})


def keep_base_days(connection: Connection, days: Mapping[date, tuple[int, int]]) -> None:
    """Replace the counts that the base rate is reckoned from."""
    connection.execute(delete(_BASE))
    if days:
        connection.execute(
            insert(_BASE), [{"on_day": day, "kept": k, "resolved": n} for day, (k, n) in days.items()]
        )
