"""Keeping what follows from the facts: verdicts (first and latest), the work list, the base rate.

Nothing here decides: `rules/cards.py` judges, these functions store what it found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, case, delete, func, insert, or_, select, update

from collector.rules.cards import AccountCard, Setting, Stake, cards, score_of, unscored, work_of
from collector.rules.known import history_of
from collector.rules.promises import judge
from collector.rules.records import Case, Verdict, Work
from collector.rules.resting import Resting
from collector.rules.risk import Outcome
from collector.store import bulk
from collector.store.bookkeeping import BaseDayRow, VerdictRow, WorkRow
from collector.store.reading import (
    CHUNK_OF_DEBTORS,
    Office,
    cases_to_judge,
    last_night,
    stored_verdicts,
    stored_verdicts_of,
    stream,
    zone_groups,
)
from collector.store.tables import BookRow, DebtorRow, table

_VERDICT, _WORK, _BASE = table(VerdictRow), table(WorkRow), table(BaseDayRow)
_BOOK = table(BookRow).c
_NO_RATE = -1
_MOST = Decimal(2**62)  # of what a column holds: a rate typed wrongly must not stop a night


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
    rest = rests_at(connection, at)(facts, at.today)
    rows = [work_of(facts, card, risk_rank(card, office, decimals), rest) for card in seen]
    keep_work(connection, rows, at.today)
    return seen


def judge_many(connection: Connection, ids: Sequence[int], at: Setting) -> None:
    """Judge these debtors anew and keep the verdicts, a few hundred debtors at a time."""
    for facts, day, known, kept in _chunks_to_judge(connection, ids, at):
        verdicts = (v for account in facts.accounts for v in judge(history_of(facts, account.seq), day))
        kept += [(verdict, known.get(verdict.promise.seq)) for verdict in verdicts]


class Waiting(NamedTuple):
    """An account judged and not yet scored: the base rate follows from the verdicts of all."""

    work: Work
    currency: str
    stake: Stake
    past: tuple[Outcome, ...]
    today: date


def judge_for_list(connection: Connection, ids: Sequence[int], at: Setting) -> list[Waiting]:
    """The same, with what `list_waiting` needs to put their accounts in their places."""
    waiting, rests = [], rests_at(connection, at)
    for facts, day, known, kept in _chunks_to_judge(connection, ids, at):
        rest = rests(facts, day)
        for card in unscored(facts, at._replace(today=day)):
            kept += [(verdict, known.get(verdict.promise.seq)) for verdict in card.verdicts]
            work = work_of(facts, card, 0, rest)
            waiting.append(Waiting(work, card.account.currency, card.stake, card.past, day))
    return waiting


def list_waiting(
    connection: Connection,
    waiting: Iterable[Waiting],
    at: Setting,
    office: Office,
    decimals: Mapping[str, int],
) -> None:
    """Score accounts that were judged, now that the base rate is known, and put them in their places."""
    rows, latest = [], at.today
    for work, currency, stake, past, day in waiting:
        score, at_risk = score_of(stake, past, at._replace(today=day))
        rank = in_book_currency(at_risk, currency, office, decimals)
        rows.append(work._replace(value_at_risk=at_risk, risk_rank=rank, p_bp=score.p_bp))
        latest = max(latest, day)
    keep_work(connection, rows, latest)


def _chunks_to_judge(
    connection: Connection, ids: Sequence[int], at: Setting
) -> Iterator[tuple[Case, date, dict[int, Any], list[tuple[Verdict, Any]]]]:
    """Each debtor with the day to judge him on, never an earlier one than before, and his stored verdicts.

    What is put into the list at the end is kept when a chunk of debtors is done.
    """
    night = last_night(connection)
    for start in range(0, len(ids), CHUNK_OF_DEBTORS):
        chunk = ids[start : start + CHUNK_OF_DEBTORS]
        stored = stored_verdicts_of(connection, chunk)
        kept: list[tuple[Verdict, Any]] = []
        for facts in cases_to_judge(connection, chunk):
            known = stored.get(facts.debtor.id, {})
            day = max(day for day in (at.today, night, *(row.as_of for row in known.values())) if day)
            yield facts, day, known, kept
        _keep(connection, kept, touch=True)


def keep_verdicts(
    connection: Connection, verdicts: Iterable[Verdict], stored: Mapping[int, Any], *, touch: bool = False
) -> int:
    """Store verdicts of one debtor that are new or changed (with `touch`, all of them); how many were written."""
    pairs = [(verdict, stored.get(verdict.promise.seq)) for verdict in verdicts]
    return _keep(connection, pairs, touch=touch)


def _keep(connection: Connection, pairs: Iterable[tuple[Verdict, Any]], *, touch: bool) -> int:
    rows = []
    for verdict, known in pairs:
        first = (None, None) if known is None else (known.first_state, known.first_as_of)
        row = _row(verdict, first if first[0] else _first(verdict))
        if known is None or touch or row[2] != first[0] or row[_SAID] != known[_SAID]:
            rows.append(row)
    bulk.put(connection, _VERDICT, rows)
    return len(rows)


_SAID = slice(4, 12)  # of a row of `verdict`: all but its key, the first verdict and the day of judging


def _row(verdict: Verdict, first: tuple[str | None, date | None] = (None, None)) -> tuple[Any, ...]:
    """The verdict as a row of its table, in the order of the columns."""
    promise = verdict.promise
    said = (verdict.state, verdict.received_minor, verdict.closed_on, verdict.decided_on)
    why = (verdict.excused_why, verdict.cancel_reason, verdict.cured_on, verdict.rule)
    return (promise.debtor_id, promise.seq, *first, *said, *why, verdict.as_of)


def _first(verdict: Verdict) -> tuple[str | None, date | None]:
    """The first verdict is what the first write or night on or after `decided_on` found."""
    if verdict.decided_on is None or verdict.decided_on > verdict.as_of:
        return None, None
    return verdict.state, verdict.as_of


def keep_work(connection: Connection, rows: Iterable[Work], day: date) -> None:
    """Put these accounts in their places on the list; the book remembers the latest day it is kept for."""
    bulk.put(connection, _WORK, rows)
    earlier = or_(_BOOK.listed_on.is_(None), _BOOK.listed_on < day)
    connection.execute(update(table(BookRow)).where(earlier).values(listed_on=day))


def list_again(connection: Connection, at: Setting, office: Office, decimals: Mapping[str, int]) -> None:
    """Fill an empty work list with every account as of an earlier day than the book's own list is kept for."""
    rests = rests_at(connection, at)
    for facts in stream(connection):
        rest = rests(facts, at.today)
        rows = [work_of(facts, card, risk_rank(card, office, decimals), rest) for card in cards(facts, at)]
        bulk.add(connection, _WORK, rows)


def rests_at(connection: Connection, at: Setting) -> Callable[[Case, date], datetime | None]:
    """Until when a debtor rests, as of this moment."""
    if at.policy is None:
        return lambda _facts, _day: None
    return Resting.of(at.policy, zone_groups(connection), at.now, at.now).until


class Place(NamedTuple):
    """A place on the list, and the next fact number of the debtor when it was found."""

    work: Work
    seq_next: int


def keep_places(connection: Connection, places: Sequence[Place], day: date) -> None:
    """Put accounts in their places, but for debtors about whom something was written since.

    `places`: in the order of the debtors.
    """
    debtor, first, last = table(DebtorRow).c, places[0].work.debtor_id, places[-1].work.debtor_id
    rows = connection.execute(select(debtor.id, debtor.seq_next).where(debtor.id.between(first, last)))
    now = {row.id: row.seq_next for row in rows}
    keep_work(connection, [p.work for p in places if now[p.work.debtor_id] == p.seq_next], day)


def risk_rank(card: AccountCard, office: Office, decimals: Mapping[str, int]) -> int:
    """The value at risk of a card in the book's currency, so that currencies can be ranked together."""
    return in_book_currency(card.at_risk_minor, card.account.currency, office, decimals)


def in_book_currency(amount_minor: int, currency: str, office: Office, decimals: Mapping[str, int]) -> int:
    """An amount in minor units of the book's currency; -1 without a rate, so that it comes last."""
    rate = office.rates.get(currency)
    if rate is None:
        return _NO_RATE
    shift = decimals[office.currency] - decimals[currency]
    converted = min((Decimal(amount_minor) * rate).scaleb(shift), _MOST)
    return int(converted.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def differs(verdicts: Iterable[Verdict], stored: Mapping[int, Any]) -> bool:
    """Whether any of these verdicts is not what is stored, or the first of its promise."""
    for verdict in verdicts:
        known = stored.get(verdict.promise.seq)
        if known is None or (known.first_state is None and _first(verdict)[0]):
            return True
        if known.as_of <= verdict.as_of and is_other(verdict, known):
            return True
    return False


def is_other(verdict: Verdict, stored: Any) -> bool:
    """Whether a stored row is not this verdict."""
    return bool(_row(verdict)[_SAID] != stored[_SAID])


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
