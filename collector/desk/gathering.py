"""Reading the whole book for learning: every promise with what was known of its debtor, day by day."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from collector.currencies import decimals
from collector.rules.happened import happened, ref_of
from collector.rules.happenings import Event
from collector.rules.known import history_of
from collector.rules.promises import judge
from collector.rules.records import Case

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from collector.desk.opening import Desk
    from collector.learning.gathering import Gathered
    from collector.learning.measuring import Ints


class Reader:
    """Takes debtors in as they are judged, in the order of their numbers; numpy comes with it."""

    def __init__(self) -> None:
        from collector.learning.gathering import Gathering

        self._gathering = Gathering()
        self._seqs = array("q")

    def add(self, case: Case, events: Sequence[Event]) -> None:
        """One debtor: the facts, and what became known of them."""
        promises = {ref_of(p.account_seq, p.ref): p for p in case.promises}
        deadlines = {ref: promise.deadline_on.toordinal() for ref, promise in promises.items()}
        refs = self._gathering.add(case.debtor.id, events, deadlines)
        self._seqs.extend(promises[ref].seq for ref in refs)

    def seqs(self) -> Ints:
        """The number of the promise of each row: with the debtor's, which one it is."""
        import numpy as np

        return np.array(self._seqs)

    def gathered(self) -> Gathered:
        return self._gathering.gathered()


def read(desk: Desk, connection: Connection, progress: Callable[[str, int, int], None]) -> Reader:
    """Judge the book as of the desk's day and read it in."""
    from collector.store import reading

    reader, today, digits = Reader(), desk.today(), decimals()
    total = reading.count_debtors(connection)
    for done, case in enumerate(reading.stream(connection)):
        judged = {account.seq: judge(history_of(case, account.seq), today) for account in case.accounts}
        reader.add(case, happened(case, judged, today, digits))
        if done % 1000 == 0:
            progress("judge", done, total)
    return reader
