"""Days and hours, row by row of the tables in docs/reference/shorthand.md."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.rules.shorthand.lines import MONDAY, day, read

TUESDAY_15 = datetime(2026, 12, 15, 9, 0)
LAST_OF_JANUARY = datetime(2027, 1, 31, 9, 0)
LEAP_DAY = datetime(2028, 2, 29, 9, 0)
SUNDAY = datetime(2026, 11, 29, 9, 0)

PAYMENTS = [
    # as of, said, due
    (MONDAY, "vn", "2026-11-27"),
    (MONDAY, "luni", "2026-11-30"),  # said on that weekday: 7 days on
    (MONDAY, "fri", "2026-11-27"),
    (MONDAY, "miercuri", "2026-11-25"),
    (MONDAY, "vineri asta", "2026-11-27"),
    (MONDAY, "luni asta", "2026-11-23"),
    (SUNDAY, "this fri", "2026-12-04"),  # already past
    (MONDAY, "vineri viitoare", "2026-12-04"),
    (MONDAY, "next fri", "2026-12-04"),
    (MONDAY, "vineri sapt viitoare", "2026-12-04"),
    (MONDAY, "azi", "2026-11-23"),
    (MONDAY, "today", "2026-11-23"),
    (MONDAY, "acum", "2026-11-23"),
    (MONDAY, "diseara", "2026-11-23"),
    (MONDAY, "tonight", "2026-11-23"),
    (MONDAY, "maine", "2026-11-24"),
    (MONDAY, "tmrw", "2026-11-24"),
    (MONDAY, "poimaine", "2026-11-25"),
    (MONDAY, "day after tomorrow", "2026-11-25"),
    (MONDAY, "pe 15", "2026-12-15"),
    (MONDAY, "the 15th", "2026-12-15"),
    (MONDAY, "pe 23", "2026-12-23"),
    (MONDAY, "pe 24", "2026-11-24"),
    (TUESDAY_15, "pe 15", "2027-01-15"),
    (LAST_OF_JANUARY, "pe 30", "2027-02-28"),  # a month too short gives its last day
    (MONDAY, "15 dec", "2026-12-15"),
    (MONDAY, "dec 15", "2026-12-15"),
    (MONDAY, "15/12", "2026-12-15"),
    (MONDAY, "pe 15.12", "2026-12-15"),
    (MONDAY, "15-12", "2026-12-15"),
    (MONDAY, "15 decembrie", "2026-12-15"),
    (MONDAY, "15dec", "2026-12-15"),
    (MONDAY, "pe 15.12.2026", "2026-12-15"),
    (MONDAY, "2026-12-15", "2026-12-15"),
    (MONDAY, "11/30", "2026-11-30"),  # month first only where day first is impossible
    (MONDAY, "5/12", "2026-12-05"),
    (MONDAY, "22 nov", "2027-11-22"),  # nearest on or after today
    (MONDAY, "23 nov", "2026-11-23"),
    (MONDAY, "vineri 27", "2026-11-27"),
    (MONDAY, "vineri 27 nov", "2026-11-27"),
    (MONDAY, "sf lunii", "2026-11-30"),
    (MONDAY, "eom", "2026-11-30"),
    (MONDAY, "end of month", "2026-11-30"),
    (MONDAY, "end of dec", "2026-12-31"),
    (MONDAY, "sf lunii viitoare", "2026-12-31"),
    (MONDAY, "end of next month", "2026-12-31"),
    (MONDAY, "next month", "2026-12-31"),
    (MONDAY, "luna viitoare", "2026-12-31"),
    (MONDAY, "inceputul lunii", "2026-12-05"),
    (MONDAY, "mijlocul lunii", "2026-12-15"),
    (MONDAY, "sapt viitoare", "2026-12-04"),
    (MONDAY, "next week", "2026-12-04"),
    (MONDAY, "eow", "2026-11-27"),
    (MONDAY, "sapt asta", "2026-11-27"),
    (SUNDAY, "eow", "2026-12-04"),  # already past
    (MONDAY, "peste 10 zile", "2026-12-03"),
    (MONDAY, "in 10 days", "2026-12-03"),
    (MONDAY, "peste 20 de zile", "2026-12-13"),
    (MONDAY, "in 2 sapt", "2026-12-07"),
    (MONDAY, "in two weeks", "2026-12-07"),
    (MONDAY, "peste o luna", "2026-12-23"),
    (LAST_OF_JANUARY, "peste o luna", "2027-02-28"),
    (MONDAY, "in 5 zile lucratoare", "2026-11-30"),
    (MONDAY, "in 3 working days", "2026-11-26"),
    (MONDAY, "pana vn", "2026-11-27"),
    (MONDAY, "by fri", "2026-11-27"),
    (MONDAY, "cel tarziu vn", "2026-11-27"),
    (MONDAY, "max vn", "2026-11-27"),
    (MONDAY, "in weekend", "2026-11-28"),
    (SUNDAY, "in weekend", "2026-12-05"),
    (MONDAY, "la salariu pe 10", "2026-12-10"),
    (LEAP_DAY, "pe 29", "2028-03-29"),
    (LEAP_DAY, "29 feb", "2028-02-29"),
    (LEAP_DAY, "peste o luna", "2028-03-29"),
    (MONDAY, "29 feb", "2028-02-29"),
]


@pytest.mark.parametrize(("as_of", "said", "due"), PAYMENTS)
@pytest.mark.parametrize("line", ["plateste 300 {}", "ptp 300 lei {}", "will pay {}"])
def test_a_payment_is_due_on_the_day_said(line: str, as_of: datetime, said: str, due: str) -> None:
    assert [one.due_on for one in read(line.format(said), as_of).promises] == [day(due)]


@pytest.mark.parametrize("said", ["la salariu", "la pensie", "on payday", "pe 31/02", "30 feb", "pe 32"])
def test_a_day_that_cannot_be_told_is_left_open(said: str) -> None:
    assert [(one.cents, one.due_on) for one in read(f"plateste 300 {said}").promises] == [(30000, None)]


@pytest.mark.parametrize("said", ["31/02", "30 feb", "31.04.2027", "2027-02-30"])
def test_a_day_that_is_in_no_calendar_is_named(said: str) -> None:
    assert ("no_such_day", said) in [(one.why, one.text) for one in read(f"plateste 300 pe {said}").unclear]


PAST = [
    ("a platit vineri", "2026-11-20"),
    ("a platit luni", "2026-11-16"),
    ("a platit vinerea trecuta", "2026-11-20"),
    ("paid last fri", "2026-11-20"),
    ("a platit ieri", "2026-11-22"),
    ("a achitat alaltaieri", "2026-11-21"),
    ("a platit pe 2", "2026-11-02"),
    ("a platit pe 23", "2026-11-23"),
    ("a platit pe 28", "2026-10-28"),
    ("a platit pe 18.11", "2026-11-18"),
    ("paid on 24 nov", "2025-11-24"),
    ("a platit acum 4 zile", "2026-11-19"),
    ("paid 3 days ago", "2026-11-20"),
    ("a platit acum o saptamana", "2026-11-16"),
    ("plata facuta azi", "2026-11-23"),
]


@pytest.mark.parametrize(("line", "on"), PAST)
def test_a_paid_claim_looks_back(line: str, on: str) -> None:
    claim = read(line).paid_claim
    assert claim is not None
    assert claim.on == day(on)


@pytest.mark.parametrize(
    "line", ["a platit sapt trecuta", "paid last month", "a platit luna trecuta", "a platit deja"]
)
def test_a_vague_past_has_no_day(line: str) -> None:
    claim = read(line).paid_claim
    assert claim is not None
    assert claim.on is None


STARTS = [
    ("3x200 din ian", "2027-01-01"),
    ("3x200 from jan", "2027-01-01"),
    ("3x200 din nov", "2026-11-01"),  # this month's name means this month
    ("3x200 din luna viitoare", "2026-12-01"),
    ("3x200 from next month", "2026-12-01"),
    ("3x200 incepand cu 1 dec", "2026-12-01"),
    ("3x200 starting fri", "2026-11-27"),
    ("3x200, prima pe 15", "2026-12-15"),
    ("3x200 first 15 jan", "2027-01-15"),
]


@pytest.mark.parametrize(("line", "first_due"), STARTS)
def test_a_plan_begins_on_the_day_said(line: str, first_due: str) -> None:
    plan = read(line).instalments
    assert plan is not None
    assert plan.first_due == day(first_due)


CALLS = [
    # said, when (a Monday, 10:15)
    ("revin maine la 14:30", "2026-11-24T14:30"),
    ("revin maine la 14.30", "2026-11-24T14:30"),
    ("revin maine dupa 6", "2026-11-24T18:00"),  # a bare hour from 1 to 7 is afternoon
    ("revin maine la 8", "2026-11-24T08:00"),
    ("revin maine la 12", "2026-11-24T12:00"),
    ("revin maine la 17", "2026-11-24T17:00"),
    ("revin maine dimineata", "2026-11-24T09:00"),
    ("cb tmrw am", "2026-11-24T09:00"),
    ("cb tmrw pm", "2026-11-24T15:00"),
    ("revin maine seara", "2026-11-24T18:00"),
    ("revin diseara", "2026-11-23T18:00"),
    ("cb tonight", "2026-11-23T18:00"),
    ("revin maine la pranz", "2026-11-24T12:00"),
    ("cb mon at noon", "2026-11-30T12:00"),
    ("revin maine dupa masa", "2026-11-24T15:00"),
    ("cb wed afternoon", "2026-11-25T15:00"),
    ("revin maine la 8 seara", "2026-11-24T20:00"),
    ("cb wed 11am", "2026-11-25T11:00"),
    ("cb wed 5 pm", "2026-11-25T17:00"),
    ("revin maine la 7 dim", "2026-11-24T07:00"),
    ("revin maine la 5 si jumate", "2026-11-24T17:30"),
    ("revin joi la 10 jumate", "2026-11-26T10:30"),
    ("cb wed before 4", "2026-11-25T16:00"),
    ("cb wed around 4", "2026-11-25T16:00"),
    ("suna maine intre 2 si 4", "2026-11-24T14:00"),
    ("suna maine intre 10-12", "2026-11-24T10:00"),
    ("cb wed between 2-4pm", "2026-11-25T14:00"),
    ("revin peste 2 ore", "2026-11-23T12:15"),
    ("call back in 90 mins", "2026-11-23T11:45"),
    ("revin in jumatate de ora", "2026-11-23T10:45"),
    ("revin intr-o ora", "2026-11-23T11:15"),
    ("revin la 11", "2026-11-23T11:00"),  # no date: today if still ahead
    ("revin la 9", "2026-11-24T09:00"),  # else tomorrow
    ("revin la 10:15", "2026-11-24T10:15"),
    ("revin joi", "2026-11-26"),  # no hour: the day alone
    ("cb next week", "2026-11-30"),  # Monday of next week
    ("revin sapt viitoare", "2026-11-30"),
    ("in concediu pana pe 4, sunam atunci", "2026-12-04"),
    ("revin pe la 6", "2026-11-23T18:00"),
    ("suna maine la ora 17", "2026-11-24T17:00"),
    ("cb 3 dec", "2026-12-03"),
    ("revin vn ora 16:00", "2026-11-27T16:00"),
]


@pytest.mark.parametrize(("line", "when"), CALLS)
def test_the_next_call_is_at_the_moment_said(line: str, when: str) -> None:
    found = read(line).callback_at
    assert found is not None
    form = "%Y-%m-%dT%H:%M" if isinstance(found, datetime) else "%Y-%m-%d"
    assert found.strftime(form) == when


def test_the_seconds_of_now_are_dropped() -> None:
    assert read("revin in 30 min", MONDAY.replace(second=42)).callback_at == datetime(2026, 11, 23, 10, 45)


def test_a_time_at_the_very_beginning_is_that_of_the_note() -> None:
    note = read("14:05 nu raspunde")
    assert note.callback_at is None
    assert note.outcome == "no_answer"
