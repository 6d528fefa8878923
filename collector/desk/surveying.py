"""The figures once for a whole session: every promise is read one time, then counted by any group and period.

A survey holds what `report` streams, column by column: some forty bytes a promise, so that a book of a million
accounts fits too. Its figures are made by the same function, and the promises behind them by the same question.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from collector.desk.opening import Desk
from collector.rules.counting import Counted, Judged, Kind, behind, counted, in_period
from collector.rules.figures import Report, figures
from collector.rules.known import history_of
from collector.rules.oversight import OurWord, due_between, our_words, to_look_at
from collector.rules.promises import judge
from collector.rules.records import Account, Case, Verdict
from collector.store import promised, reading

Progress = Callable[[int, int], None]  # so many debtors read, of so many


def survey(desk: Desk, progress: Progress = lambda *_: None) -> Survey:
    """Read every promise of the book as of the desk's day. What `progress` raises ends it."""
    today = desk.today()
    found = Survey(today, desk.now())
    with desk.book.reading() as connection:
        found.add(counted(promised.judged(connection, today, progress), today))
        for case in promised.with_our_promises(connection):
            found.ours.extend(our_words(case, today, found.counted_at))
    return found


class Survey:
    """The promises of a book as counted at one moment."""

    def __init__(self, as_of: date, counted_at: datetime) -> None:
        self.as_of, self.counted_at = as_of, counted_at
        self._debtors, self._accounts, self._promises = array("q"), array("l"), array("l")
        self._days, self._received, self._promised = array("l"), array("q"), array("q")
        self._kind_of = array("l")
        self._kinds: list[Kind] = []
        self._numbers: dict[Kind, int] = {}
        self._p_made: dict[int, float] = {}  # by place, where one was stored
        self.ours: list[OurWord] = []
        self._reports: dict[tuple[str | None, date | None, date], Report] = {}

    def __len__(self) -> int:
        return len(self._debtors)

    def add(self, rows: Iterable[Counted]) -> None:
        """Take these rows in, one at a time."""
        self._reports.clear()
        for row in rows:
            number = self._numbers.setdefault(row.kind, len(self._kinds))
            if number == len(self._kinds):
                self._kinds.append(row.kind)
            if row.p_made is not None:
                self._p_made[len(self)] = row.p_made
            self._debtors.append(row.debtor_id)
            self._accounts.append(row.account_seq)
            self._promises.append(row.promise_seq)
            self._days.append(row.day.toordinal())
            self._received.append(row.received_minor)
            self._promised.append(row.promised_minor)
            self._kind_of.append(number)

    def rows(self, from_on: date | None, to_on: date) -> Iterator[Counted]:
        """The rows of a period; the days of the others are looked at and no more."""
        days = {number: date.fromordinal(number) for number in set(self._days)}
        wanted = {number for number, day in days.items() if in_period(day, from_on, to_on)}
        columns = (self._debtors, self._accounts, self._promises, self._days)
        sums = (self._received, self._promised, self._kind_of)
        for place, (debtor, account, promise, day, received, whole, kind) in enumerate(
            zip(*columns, *sums, strict=True)
        ):
            if day in wanted:
                p_made = self._p_made.get(place) if self._p_made else None
                yield Counted(debtor, account, promise, days[day], received, whole, p_made, self._kinds[kind])

    def report(self, by: str | None, from_on: date | None = None, to_on: date | None = None) -> Report:
        """What `reporting.report` says of the same period."""
        asked = (by, from_on, to_on or self.as_of)
        if asked not in self._reports:
            self._reports[asked] = figures(self.rows(*asked[1:]), *asked)
        return self._reports[asked]

    def to_look_at(self, from_on: date | None, to_on: date) -> dict[str, list[Counted]]:
        """Promises of the period that a lead should look at, by what there is to see."""
        return to_look_at(self.rows(from_on, to_on))

    def our_words(self, from_on: date | None, to_on: date) -> list[OurWord]:
        """Our own promises that fell due in the period."""
        return due_between(self.ours, from_on, to_on)

    def behind(
        self, by: str | None, key: str | None, from_on: date | None = None, to_on: date | None = None
    ) -> list[Counted]:
        """The promises behind a group of that report, or with `key` None behind its total."""
        to_on = to_on or self.as_of
        return list(behind(self.rows(from_on, to_on), by, key, from_on, to_on))


# --- The promises behind a figure --------------------------------------------------------------------------


class Behind(NamedTuple):
    """A promise behind a figure: as it was counted, and as judging finds it now."""

    row: Counted
    name: str  # of the debtor
    account: Account
    verdict: Verdict
    changed: bool  # since it was counted


def promises_behind(desk: Desk, survey: Survey, rows: Sequence[Counted]) -> list[Behind]:
    """These rows of a survey with debtor, account and verdict, in their order. Meant for a screenful or two.

    A promise that was taken back since has gone from the book's figures, and is left out.
    """
    with desk.book.reading() as connection:
        ids = sorted({row.debtor_id for row in rows})
        cases = {case.debtor.id: case for case in reading.cases_to_judge(connection, ids)}
    found = {key: behind for case in cases.values() for key, behind in _judged(case, survey.as_of)}
    told = []
    for row in rows:
        now = found.get((row.debtor_id, row.promise_seq))
        if now is not None:
            told.append(now._replace(row=row, changed=now.row != row))
    return told


def _judged(case: Case, as_of: date) -> Iterator[tuple[tuple[int, int], Behind]]:
    for account in case.accounts:
        for verdict in judge(history_of(case, account.seq), as_of):
            for row in counted([Judged.of(verdict, account)], as_of):
                key = (row.debtor_id, row.promise_seq)
                yield key, Behind(row, case.debtor.name, account, verdict, changed=False)


def first_accounts(desk: Desk, ids: Iterable[int]) -> dict[int, int]:
    """The number of the first account of each of these debtors: what is said to a debtor is shown there."""
    with desk.book.reading() as connection:
        cases = reading.cases_to_judge(connection, sorted(ids))
        return {case.debtor.id: case.accounts[0].seq for case in cases if case.accounts}
