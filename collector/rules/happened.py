"""From facts and verdicts of one debtor to what became known of the promises, day by day.

Where nothing is ever taken back, the verdicts of today tell it: each was final on the day it was decided. Money
taken back, or a fact found to be a mistake on a later day, changes what is known from that day on and not before;
then the debtor is judged as of the days in between. A slip that was undone at once never was. Source: docs/reference/risk.md, "What is known when".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, pairwise
from typing import Any

from collector.rules.features import Closed, Event, LatePaid, Made, Resolved, Revised
from collector.rules.happenings import Happening, in_order
from collector.rules.known import disputes_open, history_of
from collector.rules.latemoney import late_paid
from collector.rules.promises import judge, taken_back_minor
from collector.rules.records import Account, Balance, Case, Payment, Verdict

Judged = Mapping[int, Sequence[Verdict]]  # by the number of the account
Decimals = Mapping[str, int]  # of a currency
_DAY = timedelta(days=1)
SLIP = timedelta(minutes=10)  # as long as an entry can be undone
_NEVER = datetime.max.replace(tzinfo=UTC)


def happened(case: Case, judged: Judged, as_of: date, decimals: Decimals) -> list[Event]:
    """Everything that became known of a debtor's promises by a day. `judged`: the verdicts as of that day."""
    case = without_slips(case, as_of)
    days = revisions(case, as_of)
    made = all_made(case, decimals)
    if not days:
        return list(known(case, judged, made))
    events: list[Event] = list(known(case, _judged(case, days[0] - _DAY), made))
    for day, following in pairwise([*days, None]):
        assert day is not None
        now = judged if following is None else _judged(case, following - _DAY)
        events += _since(day.toordinal(), sorted(known(case, now, made), key=in_order))
    return events


def ref_of(account_seq: int, promise_ref: str) -> str:
    """What a promise is called among all of the debtor: its own reference is one of a kind in its account only."""
    return f"{promise_ref}\t{account_seq}"


def _judged(case: Case, as_of: date) -> Judged:
    return {account.seq: judge(history_of(case, account.seq), as_of) for account in case.accounts}


def _since(day: int, known: Sequence[Happening]) -> Iterator[Event]:
    """A day on which the past changed: what was made that day, then the whole past anew, then what followed."""
    past = tuple(event for event in known if event.day <= day)
    yield from (event for event in past if event.day == day and isinstance(event, Made))
    yield Revised(day, "", past)
    yield from known[len(past) :]


# --- What one judging tells --------------------------------------------------------------------------------


def known(case: Case, judged: Judged, made: Mapping[str, Made]) -> Iterator[Happening]:
    """What these verdicts tell, in any order; `made`: every promise as it was made, by its reference."""
    for account_seq, verdicts in judged.items():
        told = []
        for verdict in verdicts:
            promised = made.get(ref_of(account_seq, verdict.promise.ref))
            if promised is None or verdict.cancel_reason == "error":
                continue
            told.append(verdict)
            yield promised
            if verdict.decided_on is not None:
                day = max(verdict.decided_on, verdict.promise.made_on)  # one taken back before it was made
                yield _outcome(verdict, day.toordinal(), promised.ref)
        if any(verdict.state in ("broken", "partly_kept") for verdict in told):
            as_of = told[0].as_of
            payments = [p for p in case.payments if p.account_seq == account_seq and p.paid_on <= as_of]
            balances = [b for b in case.balances if b.account_seq == account_seq and b.on_day <= as_of]
            for verdict, paid_on in late_paid(told, payments, balances):
                yield LatePaid(paid_on.toordinal(), ref_of(account_seq, verdict.promise.ref))


def _outcome(verdict: Verdict, day: int, ref: str) -> Resolved | Closed:
    if verdict.excused or verdict.state not in ("kept", "partly_kept", "broken"):
        return Closed(day, ref, verdict.state == "superseded")
    return Resolved(day, ref, verdict.state == "kept", verdict.received_minor / verdict.promise.amount_minor)


# --- The making of a promise, with what was known of its account ----------------------------------------------


def all_made(case: Case, decimals: Decimals) -> dict[str, Made]:
    """Every promise of a debtor as it was made, by `ref_of`."""
    return {made.ref: made for account in case.accounts for made in made_of(case, account, decimals)}


def made_of(case: Case, account: Account, decimals: Decimals) -> Iterator[Made]:
    """Every promise of an account as it was made, also one that turned out to be a mistake later."""
    unit = 10 ** decimals.get(account.currency, 2)
    disputed = any(dispute.account_seq == account.seq for dispute in case.disputes)
    owed = Statements(
        (b for b in case.balances if b.account_seq == account.seq),
        [p for p in case.payments if p.account_seq == account.seq],
    )
    for promise in case.promises:
        if promise.account_seq != account.seq:
            continue
        balance = owed.at_start(promise.made_on)
        yield Made(
            day=promise.made_on.toordinal(),
            ref=ref_of(account.seq, promise.ref),
            due=promise.due_on.toordinal(),
            amount=promise.amount_minor / unit,
            currency=account.currency,
            balance=None if balance is None else balance / unit,
            disputed=disputed and bool(disputes_open(case, account.seq, promise.made_on - _DAY)),
            named=promise.agent is not None,
        )


class Statements:
    """What was owed at the start of a day, as known then: never rolled back from a later statement."""

    def __init__(self, balances: Iterable[Balance], payments: Sequence[Payment]) -> None:
        self._told = sorted(balances, key=lambda b: (b.on_day, b.seq))
        self._days = [balance.on_day for balance in self._told]
        if not self._told:
            return
        flows = sorted(_flows(payments))
        self._flow_days = [day for day, _amount in flows]
        self._sums = list(accumulate((amount_minor for _day, amount_minor in flows), initial=0))

    def at_start(self, day: date) -> int | None:
        """The latest statement up to this day, less the money from its day to the day before this one."""
        place = bisect_right(self._days, day)
        if not place:
            return None
        latest = self._told[place - 1]
        return latest.amount_minor - self._came_before(day) + self._came_before(latest.on_day)

    def _came_before(self, day: date) -> int:
        return self._sums[bisect_left(self._flow_days, day)]


def _flows(payments: Sequence[Payment]) -> Iterator[tuple[date, int]]:
    """Money as it came, and as it was taken back, each on its own day."""
    paid = [payment for payment in payments if not payment.reverses_ref]
    for payment in paid:
        yield payment.paid_on, payment.amount_minor
    if len(paid) < len(payments):
        for reversal, amount_minor in taken_back_minor(paid, (p for p in payments if p.reverses_ref)):
            yield reversal.paid_on, -amount_minor


# --- When the past changes ---------------------------------------------------------------------------------


def revisions(case: Case, as_of: date) -> list[date]:
    """The days on which something of an earlier day turned out to be otherwise, in order."""
    days = set()
    if any(payment.reverses_ref for payment in case.payments):
        first = {(p.account_seq, p.ref): p.paid_on for p in case.payments if not p.reverses_ref}
        for payment in case.payments:
            paid_on = first.get((payment.account_seq, payment.reverses_ref or ""))
            if paid_on is not None and paid_on < payment.paid_on:
                days.add(payment.paid_on)
    if any(ending.reason == "error" or ending.fact == "ending" for ending in case.endings):
        dated = _days_of_facts(case)
        for ending in case.endings:
            if ending.reason == "error" and dated.get(ending.fact_seq, date.max) < ending.ended_on:
                days.add(ending.ended_on)
    return sorted(day for day in days if day <= as_of)


def without_slips(case: Case, as_of: date) -> Case:
    """The same as of a day without what was taken back within minutes of being written down, as by undo: it never was."""
    if not any(ending.reason == "error" for ending in case.endings):
        return case
    recorded = {fact.seq: fact.recorded_at for name in _CAN_END for fact in getattr(case, name)}
    ended = {each.fact_seq for each in case.endings if each.fact == "ending"}
    gone: set[int] = set()
    for ending in sorted(case.endings, key=lambda e: -e.seq):
        if ending.seq in gone | ended or ending.reason != "error" or ending.ended_on > as_of:
            continue  # it went with another slip, was itself taken back later, or is not known yet
        if abs(ending.recorded_at - recorded.get(ending.fact_seq, _NEVER)) <= SLIP:
            gone |= {ending.seq, ending.fact_seq}
    kept: dict[str, Any] = {
        name: tuple(f for f in getattr(case, name) if f.seq not in gone) for name in _CAN_END
    }
    return case._replace(**kept)


_CAN_END = ("promises", "holds", "disputes", "our_promises", "endings")


def _days_of_facts(case: Case) -> dict[int, date]:
    """The day of every fact that bears on a verdict and can be taken back, by its number."""
    days = {promise.seq: promise.made_on for promise in case.promises}
    days |= {hold.seq: hold.from_on for hold in case.holds}
    days |= {dispute.seq: dispute.opened_on for dispute in case.disputes}
    days |= {ours.seq: ours.made_on for ours in case.our_promises}
    return days | {ending.seq: ending.ended_on for ending in case.endings}
