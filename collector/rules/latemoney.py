"""When the rest of a broken promise had come, however late: what lateness is reckoned from.

Money that no promise took goes to the breaks that were known by then, oldest deadline first, cent by cent; so
what is known on a day never changes later. Nothing is due any more once the account's balance is zero. The verdict
itself, and its 30 days for a cure, are `promises.py`'s.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from heapq import heappop, heappush

from collector.rules.happenings import LatePaid
from collector.rules.promises import money_line
from collector.rules.records import Balance, Payment, Verdict


def late_paid(
    verdicts: Sequence[Verdict], payments: Sequence[Payment], balances: Sequence[Balance]
) -> Iterator[LatePaid]:
    """The day on which the rest had come, of every break of one account that counts. Facts as known on one day."""
    came = _rest_came(verdicts, payments)
    empty = _Empty(payments, balances)
    for verdict in verdicts:
        if verdict.state not in ("broken", "partly_kept") or verdict.excused or verdict.decided_on is None:
            continue
        days = (came.get(verdict.promise.seq), empty.from_day(verdict.decided_on))
        day = min((each for each in days if each is not None), default=None)
        if day is not None:
            yield LatePaid(day.toordinal(), verdict.promise.ref)


def _rest_came(verdicts: Sequence[Verdict], payments: Sequence[Payment]) -> dict[int, date]:
    """By the promise's number, the day on which untaken money had filled it up to its threshold."""
    taken: Counter[str] = Counter()
    for verdict in verdicts:
        for part in verdict.evidence:
            taken[part.payment_ref] += part.amount_minor
    lost = sorted(
        (v for v in verdicts if v.state in ("broken", "partly_kept")), key=lambda v: v.decided_on or date.max
    )
    waiting: list[tuple[date, date, str, int, int]] = []  # oldest deadline first; last what is missing
    came: dict[int, date] = {}
    place = 0
    for coin in money_line(payments):
        while place < len(lost) and (lost[place].decided_on or date.max) <= coin.paid_on:
            heappush(waiting, _missing(lost[place]))
            place += 1
        left = coin.left_minor - taken[coin.ref]
        while left and waiting:
            deadline_on, due_on, ref, seq, missing = heappop(waiting)
            if missing > left:
                heappush(waiting, (deadline_on, due_on, ref, seq, missing - left))
                break
            left -= missing
            came[seq] = coin.paid_on
    return came


def _missing(verdict: Verdict) -> tuple[date, date, str, int, int]:
    promise = verdict.promise
    missing = max(promise.threshold_minor - verdict.received_minor, 0)
    return (promise.deadline_on, promise.due_on, promise.ref, promise.seq, missing)


class _Empty:
    """The days from which on nothing was owed on an account."""

    def __init__(self, payments: Sequence[Payment], balances: Sequence[Balance]) -> None:
        self._days: list[date] = []
        self._zero: list[bool] = []
        self._next: list[int | None] = []
        if balances:
            self._reckon(payments, balances)

    def _reckon(self, payments: Sequence[Payment], balances: Sequence[Balance]) -> None:
        changes = [(b.on_day, 0, b.seq, b.amount_minor) for b in balances]
        changes += [(coin.paid_on, 1, 0, -coin.left_minor) for coin in money_line(payments)]
        owed: int | None = None
        for day, kind, _seq, amount_minor in sorted(changes):
            owed = amount_minor if kind == 0 else None if owed is None else owed + amount_minor
            if self._days and self._days[-1] == day:
                self._zero.pop()
            else:
                self._days.append(day)
            self._zero.append(owed is not None and owed <= 0)
        following: int | None = None
        for place in range(len(self._days) - 1, -1, -1):
            following = place if self._zero[place] else following
            self._next.append(following)
        self._next.reverse()

    def from_day(self, day: date) -> date | None:
        """The first day from this one on, at whose end nothing was owed."""
        place = bisect_right(self._days, day)
        if place and self._zero[place - 1]:
            return day
        following = self._next[place] if place < len(self._days) else None
        return None if following is None else self._days[following]
