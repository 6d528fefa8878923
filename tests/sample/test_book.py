"""The book of the sample: everything is accepted, everything occurs, and nothing of it needs another look."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from collector.currencies import decimals
from collector.desk import looking
from collector.desk.importing import import_files
from collector.desk.opening import Desk, open_desk
from collector.errors import UsageError
from collector.lexicons import lexicon
from collector.rules.cards import AccountCard, cards, work_of
from collector.rules.noted import noted_in
from collector.rules.records import Case, Verdict, Work
from collector.rules.shorthand import read_note
from collector.rules.situations import ACTIONS, PERMISSION, PRECEDENCE
from collector.sample.book import FIRM, demo_moment, make_book
from collector.sample.generate import portfolio, write_files
from collector.sample.playing import play
from collector.store import judging, reading
from collector.store.bookkeeping import WorkRow
from collector.store.tables import DebtorRow, table
from tests.books import OFFICE, everything

TUTORIAL = date(2026, 11, 23)
SMALL = 90
# What only a running call tells, and what only an hour does: no list keeps it.
OF_A_CALL = {"wrong_party", "third_party", "angry", "refuses", "verified_no_promise"}
NOT_YET = {*PRECEDENCE[PERMISSION], *OF_A_CALL, "plan_slipping", "too_good_promise", "time_barred"}


class Opened(NamedTuple):
    """A book of the sample, looked at."""

    desk: Desk
    cases: list[Case]
    cards: list[tuple[Case, AccountCard]]

    @property
    def verdicts(self) -> list[Verdict]:
        return [verdict for _case, card in self.cards for verdict in card.verdicts]


def opened(where: str, when: str) -> Opened:
    desk = open_desk(where, "maria", when)
    with desk.book.reading() as connection:
        ids = list(connection.execute(select(table(DebtorRow).c.id)).scalars())
        cases = list(reading.cases(connection, ids))
        at = desk.setting(connection)
    return Opened(desk, cases, [(case, card) for case in cases for card in cards(case, at)])


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The sample of the tutorial at nine in the morning."""
    where = str(tmp_path_factory.mktemp("sample") / "book.db")
    make_book(where, TUTORIAL)
    found = opened(where, "2026-11-23T09:00")
    yield found
    found.desk.close()


# --- Everything occurs -----------------------------------------------------------------------------------


def test_every_situation_of_a_call_occurs(book: Opened) -> None:
    assert {card.step.situation for _case, card in book.cards} == set(ACTIONS) - NOT_YET


def test_every_state_and_every_way_to_it_occurs(book: Opened) -> None:
    verdicts = book.verdicts
    assert {v.state for v in verdicts} == {"open", "kept", "partly_kept", "broken", "superseded", "cancelled"}
    assert {v.excused_why for v in verdicts} == {
        None,
        "dispute",
        "breathing_space",
        "insolvency",
        "our_promise",
    }
    assert {v.cancel_reason for v in verdicts} == {None, "withdrawn", "by_us", "error"}
    assert any(v.cured_on for v in verdicts)
    assert any(v.state == "kept" and v.short_by_minor for v in verdicts)
    assert any(v.closed_on and v.state == "broken" for v in verdicts)


@pytest.mark.parametrize(
    ("story", "situation"),
    [
        ("due_today", "due_today"),
        ("due_tomorrow", "due_tomorrow"),
        ("in_grace", "promise_open"),
        ("broken_once", "broken_once"),
        ("broken_twice", "broken_twice"),
        ("broken_again_and_again", "serial_breaker"),
        ("partly_now", "paid_partly"),
        ("kept_today", "promise_kept"),
        ("kept_at_the_desk", "promise_kept"),
        ("paid_in_full", "paid_in_full"),
        ("overpaid", "paid_in_full"),
        ("insolvent", "legal_hold"),
        ("has_died", "bereavement"),
        ("disputes", "dispute_open"),
        ("we_are_late", "our_promise_broken"),
        ("we_did_not_call", "our_promise_broken"),
        ("we_call_today", "our_promise_due"),
        ("we_send_today", "our_promise_due"),
        ("hold_lifted", "promise_open"),
    ],
)
def test_a_story_ends_in_its_situation(book: Opened, story: str, situation: str) -> None:
    """Unless a hold of another account of the same debtor comes first."""
    refs = {ref for ref, name in portfolio(TUTORIAL).stories if name == story}
    told = [card for _case, card in book.cards if card.account.ref in refs]
    assert situation in {card.step.situation for card in told}
    assert {card.step.situation for card in told if not card.holds} <= {situation}


def test_an_hour_makes_a_promise_of_ours_late(book: Opened) -> None:
    """The demo opens at a quarter past ten: whom we said we would call at a quarter to, we owe a word."""
    refs = {ref for ref, name in portfolio(TUTORIAL).stories if name == "we_call_this_morning"}
    later = opened(book.desk.book.where, "2026-11-23T10:15")
    steps = {card.step.situation for _case, card in later.cards if card.account.ref in refs}
    later.desk.close()
    assert steps == {"our_promise_broken"}


def test_the_figures_are_worth_a_look(book: Opened) -> None:
    judged = Counter(v.state for v in book.verdicts if not v.excused)
    rate = judged["kept"] / (judged["kept"] + judged["partly_kept"] + judged["broken"])
    assert 0.5 < rate < 0.75
    assert {card.score.band for _case, card in book.cards} == set("ABCDE")


def test_the_list_has_everything_that_a_day_holds(book: Opened) -> None:
    page = looking.today(book.desk, limit=500)
    stretches = {(listed.row.section, listed.row.stretch) for listed in page.rows}
    assert stretches >= {("now", "owed"), ("now", "due"), ("now", "rest"), ("wait", "wait"), ("wait", "held")}
    assert any(section == "later" for section, _ in stretches), "somebody lives where it is night"
    assert looking.find(book.desk, "stefan")


# --- Calls are read --------------------------------------------------------------------------------------


def test_the_notes_of_the_old_program_make_no_promise_that_its_files_have(book: Opened) -> None:
    promises = [promise for case in book.cases for promise in case.promises]
    assert len(promises) > 2000
    assert not [promise for promise in promises if noted_in(promise)]


def test_every_call_stands_in_full_words_beside_its_line(book: Opened) -> None:
    calls = [call for case in book.cases for call in case.calls]
    shorthand = [
        call for call in calls if call.typed and call.typed.split()[0] in ("cl", "rpc", "nr", "tt", "mv,")
    ]
    assert len(shorthand) > 400
    assert [call.typed for call in shorthand if call.note == call.typed] == []
    assert [call.typed for call in calls if call.outcome == "note"] == []


def test_what_the_agents_say_of_their_calls_is_what_their_lines_say(book: Opened) -> None:
    """Who was reached and what came of it, of calls taken in the new program."""
    calls = [call for case in book.cases for call in case.calls if call.command_id]
    assert len(calls) > 30
    for call in calls:
        local = call.called_at.astimezone(OFFICE).replace(tzinfo=None)
        note = read_note(call.typed, local, None, None, lexicon())
        outcome = "promise" if call.outcome == "vague" else call.outcome
        assert note.outcome == outcome, call.typed
        assert note.who in (call.who, "unknown"), call.typed  # who picked up is not always written


# --- Everything is accepted, once ------------------------------------------------------------------------


def test_the_files_and_the_desk_a_second_time_change_nothing(book: Opened, tmp_path: Path) -> None:
    sample = portfolio(TUTORIAL)
    desk = open_desk(book.desk.book.where, "import", "2026-11-23T08:00")
    before = everything(desk)
    results = import_files(desk, write_files(sample, tmp_path))
    assert {r.kind: r.known for r in results} == {r.kind: r.lines for r in results}
    assert not [problem for r in results for problem in r.problems]
    assert [r.unknown for r in results if r.unknown] == [("client_code",)]
    assert all(saved.repeated for saved in play(lambda _moment: desk, sample))
    assert everything(desk) == before
    desk.close()


def test_the_book_is_left_judged_as_of_the_morning(book: Opened) -> None:
    desk = open_desk(book.desk.book.where, "import", "2026-11-23T08:00")
    with desk.book.reading() as connection:
        stored = {row[:2]: Work._make(row) for row in connection.execute(select(table(WorkRow)))}
        at = desk.setting(connection)
        rests = judging.rests_at(connection, at)
    for case in book.cases:
        rest = rests(case, at.today)
        for card in cards(case, at):
            ranked = judging.risk_rank(card, desk.office, decimals())
            assert stored.pop((case.debtor.id, card.account.seq)) == work_of(case, card, ranked, rest)
    assert not stored
    desk.close()


# --- Other days, other places ----------------------------------------------------------------------------


@pytest.mark.parametrize("anchor", ["2026-12-27", "2026-04-14", "2027-01-04", "2028-02-29"])
def test_any_day_has_every_situation(anchor: str, tmp_path: Path) -> None:
    """A Sunday after Christmas, the Tuesday after Easter, the first Monday of a year, a leap day."""
    where = str(tmp_path / "book.db")
    make_book(where, date.fromisoformat(anchor), seed=5, debtors=SMALL)
    found = opened(where, f"{anchor}T09:00")
    found.desk.close()
    assert {card.step.situation for _case, card in found.cards} == set(ACTIONS) - NOT_YET
    assert {v.state for v in found.verdicts} >= {"open", "kept", "partly_kept", "broken", "cancelled"}


def test_a_book_of_a_few_on_every_database(book_url: str) -> None:
    make_book(book_url, TUTORIAL, seed=3, debtors=8, lang="ro")
    found = opened(book_url, "2026-11-23T10:15")
    found.desk.close()
    assert (found.desk.office.firm, found.desk.office.lang) == (FIRM, "ro")
    assert len(found.cases) == 8


def test_a_place_that_is_taken_is_left_alone(sqlite_path: Path) -> None:
    sqlite3.connect(sqlite_path).close()
    with pytest.raises(UsageError, match="never overwritten"):
        make_book(str(sqlite_path), TUTORIAL, debtors=3)
    assert sqlite_path.stat().st_size == 0


# --- The demo's own moment -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        ("2026-11-23T08:00+02:00", "2026-11-23T10:15+02:00"),  # before and after, on a working day
        ("2026-11-23T23:00+02:00", "2026-11-23T10:15+02:00"),
        ("2026-11-22T12:00+02:00", "2026-11-20T10:15+02:00"),  # a Sunday
        ("2026-12-01T12:00+02:00", "2026-11-27T10:15+02:00"),  # two holidays behind a week-end
        ("2026-11-22T23:30+00:00", "2026-11-23T10:15+02:00"),  # Monday already in the office
        ("2026-07-06T05:00-04:00", "2026-07-06T10:15+03:00"),
    ],
)
def test_the_demo_plays_on_the_last_working_day(now: str, moment: str) -> None:
    found = demo_moment(datetime.fromisoformat(now), "Europe/Bucharest", "RO")
    assert found == datetime.fromisoformat(moment)
    assert found.utcoffset() == datetime.fromisoformat("2026-01-01T00:00+00:00").utcoffset()


def test_without_a_calendar_every_day_is_the_demos(book: Opened) -> None:
    sunday = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/Bucharest"))
    assert demo_moment(sunday, "Europe/Bucharest", "none") == sunday.replace(hour=10, minute=15)
