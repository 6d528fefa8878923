"""The team's figures on the screen: bars and numbers, down to the promises and the cards behind them.

After a change that is meant: `COLLECTOR_GOLDEN=write .venv/bin/pytest tests/tui/test_team.py`, then read the
difference.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot

from collector import clock
from collector.cli import figuring
from collector.desk import acting, describing, importing, rating, reporting
from collector.desk.attributing import in_use
from collector.desk.entries import OurPromiseEntry
from collector.errors import UsageError
from collector.rules.cardfile import write_scorecard
from collector.rules.figures import Report
from collector.store import models
from collector.store.models import Model
from collector.tui.app import CollectorApp
from collector.tui.behind import team as behind_team
from collector.tui.behind.periods import typed_period
from collector.tui.behind.team import view
from collector.tui.glyphs import ASCII, FULL
from collector.tui.screens import team
from collector.tui.screens.account import AccountScreen
from collector.tui.screens.behind import BehindScreen
from collector.tui.screens.period import PeriodScreen
from collector.tui.screens.team import TeamScreen
from collector.tui.screens.today import TodayScreen
from collector.tui.views import Bar, TeamAsked
from collector.tui.widgets.bars import BLOCKS, LETTERS, drawn
from tests import books
from tests.books import TODAY, Wall, november
from tests.rules.risky import PLAIN
from tests.tui.stage import GOLDEN, LARGE, SMALL, line_with, press, screen_text, settled, the_app, type_text

# agent, creditor, how many, then how each of them ends, one sign a promise in turn:
# k kept, p partly kept, b broken, l broken and paid late, o open, s superseded by one that is kept
TEAM = (
    ("ana", "Beta Energie", 26, "kkkkkkkkbp"),
    ("dan", "Gama Telecom", 24, "kbbkl"),
    ("eva", "Gama Telecom", 6, "kbo"),
    ("", "Beta Energie", 2, "s"),
)


def check(name: str, app: CollectorApp) -> None:
    """The screen is the golden one, letter by letter."""
    path, text = GOLDEN / f"{name}.txt", screen_text(app)
    if os.environ.get("COLLECTOR_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"see {path.name}"


def a_teams_book(folder: Path) -> str:
    """Promises of two months, each on an account of its own, as files bring them."""
    url = books.a_book(str(folder / "team.db"))
    desk = books.a_desk(url)
    for name, text in zip(("debts", "promises", "payments"), _files(), strict=True):
        file = folder / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        assert importing.import_files(desk, [file])[0].refused == 0
    desk.close()
    return url


def _files() -> tuple[str, str, str]:
    debts = ["account_ref,debtor_ref,name,currency,balance,balance_on,creditor,due_since"]
    promises = ["account_ref,made_on,due_on,amount,agent,promise_ref"]
    payments = ["account_ref,paid_on,amount"]
    number = 0
    for agent, creditor, count, ends in TEAM:
        for place in range(count):
            number += 1
            made = november(3) - timedelta(days=place)
            debts.append(
                f"A{number},D{number},Debtor {number:02},RON,2000,2026-01-01,{creditor},2026-0{1 + place % 9}-15"
            )
            end = ends[place % len(ends)]
            due = november(30) if end == "o" else made + timedelta(days=5)
            promises.append(f"A{number},{made},{due},300,{agent},P{number}")
            if end == "s":
                promises.append(f"A{number},{made + timedelta(days=1)},{due},200,{agent},Q{number}")
            paid = {"k": (4, 300), "p": (4, 120), "l": (20, 300), "s": (4, 200)}.get(end)
            if paid:
                payments.append(f"A{number},{made + timedelta(days=paid[0])},{paid[1]}")
    return "\n".join(debts) + "\n", "\n".join(promises) + "\n", "\n".join(payments) + "\n"


@pytest.fixture(scope="session")
def built_team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "real_now", Wall("2026-11-23T08:00"))
        return Path(a_teams_book(tmp_path_factory.mktemp("team")))


@pytest.fixture
def team_book(built_team: Path, tmp_path: Path, wall: Wall) -> str:
    shutil.copyfile(built_team, tmp_path / "book.db")
    return str(tmp_path / "book.db")


def shows(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app, CollectorApp)
    return screen_text(pilot.app)


async def each(pilot: Pilot[None], *keys: str) -> None:
    """One key after another, each when what the one before asked for is there: figures are waited for by eye."""
    for key in keys:
        await press(pilot, key)
    await settled(pilot)


# --- Looks -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
async def test_the_figures_and_what_is_behind_them(team_book: str, size: tuple[int, int]) -> None:
    name = f"{size[0]}x{size[1]}"
    async with the_app(team_book, size) as pilot:
        await each(pilot, "t")
        check(f"team-en-{name}", pilot.app)
        await each(pilot, "j", "enter")
        check(f"team-promises-en-{name}", pilot.app)


async def test_the_periods(team_book: str) -> None:
    async with the_app(team_book) as pilot:
        await each(pilot, "t", "p")
        check("team-periods-en", pilot.app)


async def test_in_letters_alone(team_book: str) -> None:
    async with the_app(team_book, plain=True) as pilot:
        await each(pilot, "t")
        check("team-plain", pilot.app)
        await each(pilot, "enter")
        check("team-promises-plain", pilot.app)
        ours = {sign for sign, plain in zip(FULL, ASCII, strict=True) if not sign.isascii() and sign != plain}
        assert not (ours | set(BLOCKS) | set("✓✗↷…")) & set(shows(pilot))


async def test_an_empty_book_says_what_will_stand_here(tmp_path: Path) -> None:
    url = books.a_book(str(tmp_path / "empty.db"))
    async with the_app(url) as pilot:
        await pilot.app.push_screen(TeamScreen())
        await each(pilot)
        check("team-empty-en", pilot.app)
        await each(pilot, "y", "enter", "j")
        assert "There is no figure here to copy." in shows(pilot)


@pytest.mark.parametrize("width", [60, 70, 80, 100, 120, 160])
async def test_no_number_is_cut_however_narrow(team_book: str, width: int) -> None:
    async with the_app(team_book, (width, 24)) as pilot:
        for _by in range(4):
            await each(pilot, *(["t"] if isinstance(pilot.app.screen, TodayScreen) else ["b"]))
            found = pilot.app.screen
            assert isinstance(found, TeamScreen)
            cut = [line for line in shows(pilot).splitlines() if "…" in line]
            assert not cut
            layout = found.list.laid_out()
            assert layout is not None
            assert layout.bar >= 10
            for group in found.list.items:
                assert group.kept in line_with(pilot.app, f"{group.name} ")


# --- The model behind the risk -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "ro"])
async def test_a_model_that_is_off_is_told_above_the_figures(team_book: str, lang: str) -> None:
    """Counted again it is read again; the longest thing to say leaves room for every figure."""
    async with the_app(team_book, lang=lang) as pilot:
        await each(pilot, "t")
        before = shows(pilot).splitlines()
        desk = books.a_desk(team_book)
        off = Model(
            *(TODAY, "prior", "expert-2", 12345, 1, ""),
            *(write_scorecard(PLAIN), '{"drifting": true}', desk.now()),
        )
        desk.book.write(lambda connection: models.keep(connection, off))
        told = in_use(desk)
        desk.close()
        await each(pilot, "r")
        text = shows(pilot)
        assert told in " ".join(text.splitlines())
        assert told.endswith(describing.taken("prior", drifting=True))
        assert [line for line in before[5:] if line.strip() and line not in text] == []
        if lang == "ro":
            check("team-drifting-ro", pilot.app)


# --- The numbers are those of the report --------------------------------------------------------------------

PERIODS: dict[str, tuple[date | None, date]] = {
    "all": (None, TODAY),
    "this_month": (november(1), TODAY),
    "last_month": (date(2026, 10, 1), date(2026, 10, 31)),
    "last_30_days": (date(2026, 10, 25), TODAY),
    "this_year": (date(2026, 1, 1), TODAY),
}


@pytest.mark.parametrize("by", team.GROUPINGS)
@pytest.mark.parametrize("period", PERIODS)
def test_the_numbers_equal_the_report(team_book: str, by: str, period: str) -> None:
    """Every number on the screen is one that `collector report` prints for the same days."""
    desk = books.a_desk(team_book)
    asked = TeamAsked(by, period)
    found = reporting.report(desk, by, *PERIODS[period])
    seen = view(
        desk, behind_team.surveyed(desk, None, lambda *_: None), asked, behind_team.days_of(desk, asked)
    )
    printed = "\n".join(figuring.page(found, by, True, ""))
    by_key = {group.key: group for group in found.groups} | {None: found.total}
    assert {group.key for group in seen.groups} == set(by_key) if found.total.promises else not seen.groups
    for group in seen.groups:
        told = by_key[group.key]
        assert group.counts == (
            *map(str, (told.promises, told.partly_kept, told.broken, told.open, told.excused)),
            rating.cured_of(told) if told.partly_kept + told.broken else "–",
            str(told.superseded),
        )
        assert (group.kept, group.money) == (
            (rating.kept_of(told), rating.rate(told.money[0].rate)) if told.judged else ("–", "–")
        )
        assert group.rate == ("–" if told.too_few else rating.rate(told.kept_rate))
        assert (group.bar is None) is told.too_few
        for text in filter(lambda text: text != "–", (group.kept, group.rate, group.money)):
            assert text in printed
    desk.close()


def test_the_team_has_both_enough_and_too_few(team_book: str) -> None:
    """Or the test above would prove little."""
    desk = books.a_desk(team_book)
    found = reporting.report(desk, "agent")
    assert {group.key: (group.judged, group.too_few) for group in found.groups} == {
        "ana": (26, False),
        "dan": (24, False),
        "eva": (4, True),
        "unknown": (2, True),
    }
    assert (found.total.superseded, found.total.cured, found.total.partly_kept) == (2, 4, 2)
    desk.close()


# --- Bars ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bar", "blocks", "letters"),
    [
        (Bar(0.5, 0.3, 0.7, None), "███▓▓░░   ", "###==--   "),
        (Bar(1.0, 0.8, 1.0, None), "████████▓▓", "########=="),
        (Bar(0.0, 0.0, 0.2, None), "░░        ", "--        "),
        (Bar(0.5, 0.5, 0.5, None), "█████     ", "#####     "),
        (Bar(0.5, 0.3, 0.7, 0.85), "███▓▓░░ │ ", "###==-- | "),
        (Bar(0.5, 0.3, 0.7, 1.0), "███▓▓░░  │", "###==--  |"),
    ],
)
def test_a_bar_is_full_to_the_rate_and_shaded_where_the_interval_lies(
    bar: Bar, blocks: str, letters: str
) -> None:
    assert drawn(bar, 10, BLOCKS) == blocks
    assert drawn(bar, 10, LETTERS) == letters


# --- Keys ------------------------------------------------------------------------------------------------


async def test_left_and_right_turn_the_grouping(team_book: str) -> None:
    titles = [
        "Kept rates by agent",
        "Kept rates by week",
        "Kept rates by creditor",
        "Kept rates by age of the debt",
    ]
    async with the_app(team_book) as pilot:
        await each(pilot, "t")
        for key, title in zip("bbbb", [*titles[1:], titles[0]], strict=True):
            await each(pilot, key)
            assert shows(pilot).startswith(title)
        await each(pilot, "left")
        assert shows(pilot).startswith(titles[3])
        await each(pilot, "right")
        assert shows(pilot).startswith(titles[0])


async def test_the_latest_week_stands_first(team_book: str) -> None:
    async with the_app(team_book) as pilot:
        await each(pilot, "t", "b")
        weeks = [line.split()[0].strip("▸,") for line in shows(pilot).splitlines() if "-W" in line]
        assert "2026-W46, 9 Nov" in shows(pilot)
        assert len(weeks) > 3


async def test_the_kept_rate_of_last_month_is_four_keys_away(team_book: str) -> None:
    """What a newcomer is asked for, by what the key bar tells."""
    async with the_app(team_book) as pilot:
        assert "t team" in shows(pilot)
        await each(pilot, "t")
        assert "p period" in shows(pilot)
        await each(pilot, "p")
        assert "last month" in shows(pilot)
        await each(pilot, "j", "j", "enter")
        assert "last month: 1 Oct to 31 Oct 2026" in shows(pilot)
        assert "Promises whose deadline fell from 1 Oct to 31 Oct 2026" in shows(pilot)
        assert "18 of 28 64.3 %" in line_with(pilot.app, "Total")


async def test_the_same_keys_at_once_do_the_same(team_book: str) -> None:
    """Over a slow line they arrive before the figures are there."""
    async with the_app(team_book) as pilot:
        await press(pilot, "t", "p", "j", "j", "enter")
        assert "last month: 1 Oct to 31 Oct 2026" in shows(pilot)
        assert "18 of 28" in line_with(pilot.app, "Total")


async def test_days_are_typed_and_what_is_no_period_is_told(team_book: str) -> None:
    async with the_app(team_book) as pilot:
        await each(pilot, "t", "p", "G", "enter")
        await type_text(pilot, "1.11. - 5.11.")
        await each(pilot, "enter")
        assert shows(pilot).splitlines()[0].split("  ")[-1].startswith(" 1 Nov to 5 Nov 2026")
        before = shows(pilot)
        await each(pilot, "p", "enter")
        await type_text(pilot, "some day")
        await each(pilot, "enter")
        assert "some day is no period. Type two days" in shows(pilot).replace("\n", " ")
        assert line_with(pilot.app, "Total") in before
        await each(pilot, "b")  # the period that could not be read is forgotten
        assert "1 Nov to 5 Nov 2026" in shows(pilot).splitlines()[0]


async def test_escape_goes_one_level_up_each_time(team_book: str) -> None:
    async with the_app(team_book) as pilot:
        levels = [TodayScreen, TeamScreen, BehindScreen, AccountScreen]
        for key, level in zip(("t", "enter", "enter"), levels[1:], strict=True):
            await each(pilot, key)
            assert isinstance(pilot.app.screen, level)
        await each(pilot, "escape")
        while isinstance(pilot.app.screen, AccountScreen):  # first out of the call line
            await each(pilot, "escape")
        for level in (BehindScreen, TeamScreen, TodayScreen):
            assert isinstance(pilot.app.screen, level)
            await each(pilot, "escape")


async def test_escape_leaves_periods_and_days_as_they_were(team_book: str) -> None:
    async with the_app(team_book) as pilot:
        await each(pilot, "t")
        before = shows(pilot)
        await each(pilot, "p", "G", "enter", *"2026", "escape")
        assert isinstance(pilot.app.screen, PeriodScreen)
        await each(pilot, "escape")
        assert shows(pilot) == before


async def test_enter_goes_to_the_promises_of_this_number(team_book: str) -> None:
    """As many as were counted, under the words of their states; and to the card of the one under the cursor."""
    async with the_app(team_book) as pilot:
        await each(pilot, "t", "j", "enter")
        text = shows(pilot)
        assert text.startswith("dan · everything so far")
        assert "24 promises" in text
        assert "Broken, 14" in text
        who = text.splitlines()[3].split("  ")[0].removeprefix("▸ ✗ ").strip()
        await each(pilot, "enter")
        assert shows(pilot).startswith(who)


async def test_all_promises_of_the_total_are_read_page_by_page(team_book: str, monkeypatch: Any) -> None:
    from collector.tui.behind import team_promises

    monkeypatch.setattr(team_promises, "PAGE_ROWS", 7)
    async with the_app(team_book) as pilot:
        await each(pilot, "t", "G", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, BehindScreen)
        for _page in range(12):
            await each(pilot, "G")
        assert len(screen.list.items) == 58
        told = [item.section for item in screen.list.items]
        assert sorted(set(told), key=told.index) == [
            "Broken, 18",
            "Partly kept, 2",
            "Superseded, 2",
            "Kept, 36",
        ]


async def test_a_promise_that_has_changed_since_is_told(team_book: str) -> None:
    async with the_app(team_book) as pilot:
        await each(pilot, "t")
        await each(pilot, "j")
        desk = books.a_desk(team_book)
        debt, by = _first_broken_of_dan(desk)
        books.paid(desk, debt, 300_00, by)
        desk.close()
        await each(pilot, "enter")
        assert "Some of these have changed" in shows(pilot)
        await each(pilot, "escape", "r", "enter")
        assert "Some of these have changed" not in shows(pilot)


def _first_broken_of_dan(desk: Any) -> tuple[books.Debt, date]:
    """A broken promise and the last day on which money keeps it."""
    seen = behind_team.surveyed(desk, None, lambda *_: None)
    row = next(row for row in seen.behind("agent", "dan", None, TODAY) if row.kind.state == "broken")
    return books.Debt(row.debtor_id, row.account_seq), row.day


async def test_copied_is_the_figure_in_words(team_book: str) -> None:
    async with the_app(team_book) as pilot:
        await each(pilot, "t", "y")
        assert "copied: Kept rates by agent, ana" in shows(pilot)
        told = pilot.app.clipboard
        assert told.startswith(
            "Kept rates by agent, everything so far: up to 23 Nov 2026. ana: kept 22 of 26"
        )
        assert "Promises whose deadline fell up to 23 Nov 2026" in told
        await each(pilot, "enter", "y")
        assert "300.00 RON" in pilot.app.clipboard


async def test_the_mouse_opens_what_is_clicked_twice(team_book: str) -> None:
    async with the_app(team_book) as pilot:
        await each(pilot, "t")
        await pilot.click("#list", offset=(5, 1))
        await each(pilot)
        await pilot.click("#list", offset=(5, 1))
        await each(pilot)
        assert shows(pilot).startswith("dan")


# --- To look at ------------------------------------------------------------------------------------------


@pytest.fixture
def watched_book(team_book: str) -> str:
    """The team's book with something of each kind to look at."""
    desk = books.a_desk(team_book)
    debtors = [books.a_debtor(desk, name) for name in ("Serial Ion", "Same Ana", "Asked Dan", "Late Us")]
    serial, same, asked, late = debtors
    for place in range(4):
        books.promised(desk, serial, 100_00, november(2 + place), november(20))
    books.promised(desk, same, 200_00, november(5), november(9))
    books.paid(desk, same, 200_00, november(5))
    on_5 = books.on(desk, "2026-11-05T10:00")
    books.promise(on_5, asked, 5000_00, november(10), reasons={"above_balance": "sells the car"})
    for due, done in ((6, True), (7, False)):
        seq = acting.promise_ours(on_5, *late, OurPromiseEntry("send_statement", november(due), None, None))
        if done:
            number = seq.card.case.our_promises[-1].seq
            acting.done(books.on(desk, "2026-11-06T12:00"), *late, number)
    desk.close()
    return team_book


async def test_what_there_is_to_look_at_opens_to_its_promises(watched_book: str) -> None:
    async with the_app(watched_book) as pilot:
        await each(pilot, "t")
        check("team-looks-en", pilot.app)
        for line, told in (
            ("kept by money of the day", ["Same Ana", "kept on 5 Nov"]),
            ("replaced three times", ["Serial Ion", "superseded on"]),
            ("taken although a guard asked", ["Asked Dan", "sells the car"]),
            (
                "our own promises, done in time",
                ["Late, or not done, 1", "Late Us", "not done yet", "Done in time, 1"],
            ),
        ):
            await each(pilot, "g")
            while line not in next(row for row in shows(pilot).splitlines() if row.startswith("▸")):
                await each(pilot, "j")
            await each(pilot, "enter")
            assert not [text for text in told if text not in shows(pilot)]
            assert ("What we promised" in shows(pilot)) is line.startswith("our own")
            await each(pilot, "escape")


async def test_our_own_word_opens_the_account(watched_book: str) -> None:
    async with the_app(watched_book) as pilot:
        await each(pilot, "t", "G", "enter", "enter")
        assert shows(pilot).startswith("Late Us")


# --- Counting --------------------------------------------------------------------------------------------


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the book was read for the figures."""
    times: list[int] = []
    real = behind_team.survey

    def spy(desk: Any, progress: Any) -> Any:
        times.append(1)
        return real(desk, progress)

    monkeypatch.setattr(behind_team, "survey", spy)
    return times


async def test_the_book_is_read_once_a_session(team_book: str, counted: list[int]) -> None:
    async with the_app(team_book) as pilot:
        await each(pilot, "t", "b", "p", "j", "enter", "enter", "escape", "escape", "t")
        assert len(counted) == 1
        assert shows(pilot).startswith("Kept rates by week")  # as it was left
        assert "this month" in shows(pilot).splitlines()[0]
        await each(pilot, "r")
        assert len(counted) == 2


class Slow:
    """A reading of the book that goes on until it is let go, and tells how far it is whenever it is asked to."""

    def __init__(self, real: Callable[..., Any]) -> None:
        self.real, self.go, self.step, self.ended = real, threading.Event(), threading.Event(), 0

    def __call__(self, desk: Any, progress: Callable[[int, int], None]) -> Any:
        try:
            while not self.go.is_set():
                progress(12_000, 100_000)
                self.step.set()
                self.go.wait(0.01)
        finally:
            self.ended += 1
        return self.real(desk, progress)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    reading = Slow(behind_team.survey)
    monkeypatch.setattr(behind_team, "survey", reading)
    monkeypatch.setattr(team, "SECONDS_BETWEEN", 0.0)
    yield reading
    reading.go.set()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    while not holds():
        await pilot.pause()


async def test_reading_says_how_far_it_is_and_can_be_left(team_book: str, slow: Slow) -> None:
    async with the_app(team_book) as pilot:
        pilot.app.post_message(Key("t", "t"))
        await until(pilot, lambda: "12,000 of 100,000 debtors read. Esc leaves it." in shows(pilot))
        pilot.app.post_message(Key("escape", None))
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen) and slow.ended == 1)
        await each(pilot)
        assert "Marin" not in shows(pilot)
        assert "100,000" not in shows(pilot)


async def test_what_is_asked_while_reading_is_shown_after_it(team_book: str, slow: Slow) -> None:
    """Turning the grouping neither stops the reading nor begins it again."""
    async with the_app(team_book) as pilot:
        pilot.app.post_message(Key("t", "t"))
        await until(pilot, slow.step.is_set)
        for key in "bbr":
            pilot.app.post_message(Key(key, key))
        await until(pilot, lambda: not pilot.app.is_taking_keys)
        slow.go.set()
        await each(pilot)
        assert slow.ended == 1
        assert shows(pilot).startswith("Kept rates by creditor")


async def test_progress_is_told_twice_a_second_at_most(team_book: str, monkeypatch: Any) -> None:
    """A hundred debtors a tenth of a second, for ten seconds of a clock that is turned by hand."""
    ticks = iter(range(10_000))
    monkeypatch.setattr(team, "perf_counter", lambda: next(ticks) / 10)
    told = []
    real = behind_team.survey

    def reads(desk: Any, progress: Callable[[int, int], None]) -> Any:
        for _ in range(100):
            progress(1, 2)
        return real(desk, lambda *_: None)

    monkeypatch.setattr(behind_team, "survey", reads)
    monkeypatch.setattr(team, "reading_words", lambda done, of: told.append(done) or "x")
    async with the_app(team_book) as pilot:
        await each(pilot, "t")
        assert 1 <= len(told) <= 20
        assert "x" not in shows(pilot).splitlines()[-2]


async def test_a_book_that_cannot_be_read_says_so_and_can_be_tried_again(
    team_book: str, monkeypatch: Any
) -> None:
    real = behind_team.survey

    def gone(_desk: Any, _progress: Any) -> Any:
        raise UsageError("the book is away")

    async with the_app(team_book) as pilot:
        monkeypatch.setattr(behind_team, "survey", gone)
        await each(pilot, "t")
        assert "the book is away" in shows(pilot)
        await each(pilot, "p", "enter", "y")
        monkeypatch.setattr(behind_team, "survey", real)
        await each(pilot, "r")
        assert "ana" in shows(pilot)


# --- Words -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1.10. - 31.10.", ("2026-10-01", "2026-10-31")),
        ("1.10.2025 – 31.3.2026", ("2025-10-01", "2026-03-31")),
        ("2026-10-01 to 2026-10-31", ("2026-10-01", "2026-10-31")),
        ("1.10 până la 31.10", ("2026-10-01", "2026-10-31")),
        ("2026-10-01..2026-12-31", ("2026-10-01", "2026-12-31")),
        ("10.2026", ("2026-10-01", "2026-10-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2025", ("2025-01-01", "2025-12-31")),
        ("-7 - 0", None),
        ("13.2026", None),
        ("1800", None),
        ("", None),
        ("1.10.", None),
        ("2026-10-31 to 2026-10-01", None),
        ("x to y", None),
    ],
)
def test_a_period_as_it_is_typed(text: str, days: tuple[str, str] | None) -> None:
    if days is None:
        with pytest.raises(UsageError, match=r"no period|before it begins"):
            typed_period(text, TODAY)
    else:
        assert typed_period(text, TODAY) == tuple(map(date.fromisoformat, days))


def test_named_periods_end_today_or_with_last_month() -> None:
    for name, days in PERIODS.items():
        assert rating.period(name, TODAY) == days
    assert rating.period("last_month", date(2026, 1, 15)) == (date(2025, 12, 1), date(2025, 12, 31))
    assert rating.period("last_month", date(2028, 3, 31)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert set(PERIODS) == set(rating.PERIODS)


def test_an_expected_rate_gives_a_lift(team_book: str) -> None:
    """It stands beside the rate, and the bar has a mark for it."""
    desk = books.a_desk(team_book)
    seen = behind_team.surveyed(desk, None, lambda *_: None)
    seen._p_made = dict.fromkeys(range(len(seen)), 0.75)
    ana, dan, *_others = view(desk, seen, TeamAsked(), (None, TODAY)).groups
    assert (ana.expected, ana.lift) == ("75.0 %", "+9.6")
    assert (dan.expected, dan.lift) == ("75.0 %", "−33.3")
    assert dan.bar is not None
    assert dan.bar.expected == 0.75
    assert "expected 75.0 %" in dan.told
    desk.close()


def test_a_total_group_named_total_is_not_the_total() -> None:
    from collector.rules.figures import figures

    empty: Report = figures([], "agent", None, TODAY)
    named = empty.total._replace(key="total")
    assert rating.group_name(empty.total, empty) == "Total"
    assert rating.group_name(named, empty) == "total"
