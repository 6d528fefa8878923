"""What a team lead looks at beside the rates: ways in which they can be made to look better, and our own word.

Nothing here accuses anybody: each has honest reasons too. Source:
docs/reference/promises.md, "Figures of the team lead"; what guards ask stands there too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from collector.rules.counting import Counted, in_period
from collector.rules.known import first_endings, standing, taken_back
from collector.rules.records import Case, Ending
from collector.rules.stepfacts import LATE_AFTER

LOOKS = ("same_day", "serial", "asked")
SERIAL_FROM = 3  # promises of one account, each replaced before it fell due


def to_look_at(rows: Iterable[Counted]) -> dict[str, list[Counted]]:
    """Of the rows of a period: promises kept by money of the day they were made (`same_day`), replaced again and
    again before they fell due (`serial`), taken although a guard asked (`asked`)."""
    rows = list(rows)
    return {
        "same_day": [row for row in rows if row.kind.same_day],
        "serial": list(_serial(rows)),
        "asked": [row for row in rows if row.kind.asked],
    }


def _serial(rows: Iterable[Counted]) -> Iterator[Counted]:
    """The superseded ones that stand in a run of at least SERIAL_FROM, in the order they were promised."""
    ordered = sorted(rows, key=lambda row: row[:3])  # debtor, account, promise
    for _account, own in groupby(ordered, key=lambda row: row[:2]):
        for state, run in groupby(own, key=lambda row: row.kind.state):
            some = list(run)
            if state == "superseded" and len(some) >= SERIAL_FROM:
                yield from some


class OurWord(NamedTuple):
    """A promise of ours that was done, or is late."""

    debtor_id: int
    account_seq: int | None
    name: str  # of the debtor
    what: str  # OUR_PROMISES
    agent: str | None
    due_on: date
    done_on: date | None
    in_time: bool


def our_words(case: Case, today: date, now: datetime) -> Iterator[OurWord]:
    """What we promised this debtor and is done, or whose moment is over, as of a moment of the office's day.

    Kept is what was done by its moment and the quarter of an hour after which the card apologises; where only
    the day of the doing is known, by its day. What is neither done nor late is still open, and left out.
    """
    known = standing(e for e in case.endings if e.ended_on <= today)
    mistaken, ended = taken_back(known), first_endings(known)
    for ours in case.our_promises:
        if ours.made_on > today or ours.seq in mistaken:
            continue
        done, late_from = ended.get(ours.seq), ours.due_at + LATE_AFTER
        if done or late_from < now:
            yield OurWord(
                *(ours.debtor_id, ours.account_seq, case.debtor.name, ours.what, ours.agent, ours.due_on),
                done_on=done.ended_on if done else None,
                in_time=done is not None and _in_time(done, ours.due_on, late_from),
            )


def _in_time(done: Ending, due_on: date, late_from: datetime) -> bool:
    return done.ended_at <= late_from if done.ended_at else done.ended_on <= due_on


def due_between(words: Iterable[OurWord], from_on: date | None, to_on: date) -> list[OurWord]:
    """Those that fell due in the period."""
    return [word for word in words if in_period(word.due_on, from_on, to_on)]
