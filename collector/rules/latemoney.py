"""When the rest of a broken promise had come, however late: what lateness is reckoned from.

Money that no promise took goes to the breaks that were known by then, oldest deadline first, cent by cent; so
what is known on a day never changes later. Nothing is due any more once the account's balance is zero. The verdict
itself, and its 30 days for a cure, are `promises.py`'s.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from heapq import heappop, heappush

from collector.rules.promises import Coin, money_line
from collector.rules.records import Balance, Payment, Verdict


def late_paid(
    verdicts: Sequence[Verdict], payments: Sequence[Payment], balances: Sequence[Balance]
) -> Iterator[tuple[Verdict, date]]:
    """Every break of one account that counts, with the day on which the rest had come. Facts as known on one day."""
    line = money_line(payments)
    came = _rest_came(verdicts, line)
    empty = _Empty(line, balances)
    for verdict in verdicts:
        if verdict.state not in ("broken", "partly_kept") or verdict.excused or verdict.decided_on is None:
            continue
        days = (came.get(verdict.promise.seq), empty.from_day(verdict.decided_on))
        day = min((each for each in days if each is not None), default=None)
        if day is not None:
            yield verdict, day


def _rest_came(verdicts: Sequence[Verdict], line: Sequence[Coin]) -> dict[int, date]:
    """By the promise's number, the day on which untaken money had filled it up to its threshold."""
    taken: defaultdict[str, int] = defaultdict(int)
    for verdict in verdicts:
        for part in verdict.evidence:
            taken[part.payment_ref] += part.amount_minor
    lost = sorted(
        (v for v in verdicts if v.state in ("broken", "partly_kept")), key=lambda v: v.decided_on or date.max
    )
    waiting: list[tuple[date, date, str, int, int]] = []  # oldest deadline first; last what is missing
    came: dict[int, date] = {}
    place = 0
    for coin in line:
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
    """The days on which nothing was owed on an account: spans of them, from a day to the day before another."""

    def __init__(self, line: Sequence[Coin], balances: Sequence[Balance]) -> None:
        changes = [(b.on_day, 0, b.seq, b.amount_minor) for b in balances]
        if changes:
            changes += [(coin.paid_on, 1, 0, -coin.left_minor) for coin in line]
        owed: int | None = None
        at_end: dict[date, int | None] = {}
        for day, kind, _seq, amount_minor in sorted(changes):
            owed = amount_minor if kind == 0 else None if owed is None else owed + amount_minor
            at_end[day] = owed
        self._from: list[date] = []
        self._until: list[date] = []
        for day, owed in at_end.items():
            if owed is not None and owed <= 0:
                if len(self._from) == len(self._until):
                    self._from.append(day)
            elif len(self._from) > len(self._until):
                self._until.append(day)

    def from_day(self, day: date) -> date | None:
        """The first day from this one on, at whose end nothing was owed."""
        place = bisect_right(self._until, day)
        return max(self._from[place], day) if place < len(self._from) else None
