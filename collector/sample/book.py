"""A book of the sample: founded, filled from its files, played at the desk, judged. And the demo's own moment."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Connection, select

from collector.clock import Clock, office_zone
from collector.currencies import decimals
from collector.desk import opening
from collector.desk.importing import import_files
from collector.desk.opening import Desk, Founding, base_rate
from collector.rules import workdays
from collector.sample.generate import portfolio, write_files
from collector.sample.playing import play
from collector.sample.rows import Sample
from collector.store import judging, reading
from collector.store.tables import DebtorRow, table

FIRM = "Alfa Servicii"  # said before anybody is verified: it names no debt
_AGENT = "import"
MORNING = time(8)  # the files come before anyone calls
DEMO_TIME = time(10, 15)


def demo_moment(real_now: datetime, zone: str, calendar: str) -> datetime:
    """A quarter past ten in the office on the last working day, today among them: aware, in UTC.

    `real_now` is aware; `calendar` as in `workdays.check_calendar`.
    """
    office = office_zone(zone)
    day = real_now.astimezone(office).date()
    while not workdays.is_working(day, calendar):
        day -= timedelta(days=1)
    return datetime.combine(day, DEMO_TIME, office).astimezone(UTC)


def make_book(where: str, anchor: date, seed: int = 1, debtors: int = 300, lang: str = "en") -> None:
    """Found a book at an empty place and fill it with the sample of this day, judged as of that morning.

    UsageError when something is at that place already.
    """
    fill_book(where, portfolio(anchor, seed, debtors), Founding(firm=FIRM, lang=lang))


def fill_book(where: str, sample: Sample, facts: Founding, at: time = MORNING) -> None:
    """The same with a sample that is there already, judged at that hour of its day."""
    opening.found(where, facts)
    desk = opening.open_desk(where, _AGENT)
    try:
        zone = office_zone(desk.office.zone)
        desk = opening.reopened(_at(desk, datetime.combine(sample.anchor, MORNING, zone)))
        with tempfile.TemporaryDirectory(prefix="collector-sample-") as folder:
            import_files(desk, write_files(sample, Path(folder)))
        desk = opening.reopened(desk)
        play(lambda moment: _at(desk, moment), sample)
        desk = _at(desk, datetime.combine(sample.anchor, at, zone))
        desk.book.write(lambda connection: judge_all(desk, connection))
    finally:
        desk.close()


def _at(desk: Desk, moment: datetime) -> Desk:
    """The same desk at a pretended moment."""
    return desk._replace(clock=Clock(moment, desk.office.zone))


def judge_all(desk: Desk, connection: Connection, copies: int = 1) -> None:
    """Every verdict as of the desk's day, then the base rate they give, then the list scored with it.

    With `copies`, the base rate of a book that is going to hold everything so many times.
    """
    ids = list(connection.execute(select(table(DebtorRow).c.id).order_by(table(DebtorRow).c.id)).scalars())
    waiting = judging.judge_for_list(connection, ids, desk.unscored_setting())
    judging.count_base_days(connection)
    days = reading.base_days(connection)
    days = {day: (kept * copies, resolved * copies) for day, (kept, resolved) in days.items()}
    at = desk.setting(connection)._replace(base=base_rate(days))
    judging.list_waiting(connection, waiting, at, desk.office, decimals())
