"""The list of the day: moving, paging, finding, the next account, and what happens when the book is in trouble."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from collector import words
from collector.desk import leasing, looking
from collector.errors import BookError
from collector.tui import jobs
from collector.tui.app import CollectorApp
from collector.tui.screens.account import AccountScreen
from collector.tui.screens.team import TeamScreen
from collector.tui.screens.today import TodayScreen
from tests import books
from tests.tui.stage import line_with, press, screen_text, settings, settled, the_app


def under_cursor(pilot) -> str:  # type: ignore[no-untyped-def]
    return line_with(pilot.app, "▸")


async def test_moving_with_arrows_and_with_letters(book: str) -> None:
    async with the_app(book) as pilot:
        for keys, who in (
            (["down", "j"], "Popa"),
            (["k"], "Dumitru"),
            (["G"], "Toma Vasile"),
            (["g"], "Marin"),
            (["pagedown"], "Toma"),
            (["pageup", "up"], "Marin"),
        ):
            await press(pilot, *keys)
            assert who in under_cursor(pilot)


async def test_the_mouse_can_do_it_too(book: str) -> None:
    async with the_app(book) as pilot:
        await pilot.click("#list", offset=(5, 2))
        assert "Dumitru" in under_cursor(pilot)
        await pilot.click("#list", offset=(5, 2))
        await settled(pilot)
        assert "Dumitru Elena" in screen_text(pilot.app).splitlines()[0]
        await press(pilot, "escape", "escape", "k")
        await pilot.click("#keys", offset=(2, 0))
        await settled(pilot)
        assert "Marin Ștefan" in screen_text(pilot.app).splitlines()[0]


async def test_a_name_in_square_brackets_is_shown_as_it_is(book: str) -> None:
    async with the_app(book, first_ref="P2-1") as pilot:
        assert "Popa [nou]" in screen_text(pilot.app).splitlines()[0]


async def test_more_rows_come_when_the_end_is_passed(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PAGE_ROWS", 4)
    async with the_app(book) as pilot:
        shown = pilot.app.screen.query_one("#list")
        assert len(shown.items) == 4
        await press(pilot, "pagedown")
        assert len(shown.items) == 8
        assert "Later" in screen_text(pilot.app)
        await press(pilot, "G", "G")
        assert len(shown.items) == 10
        await press(pilot, "G")
        assert "Toma Vasile" in under_cursor(pilot)
        assert [row.section for row in shown.items] == ["now"] * 7 + ["later", "wait", "wait"]


# --- Opening and the next ---------------------------------------------------------------------------------


async def test_back_in_the_list_it_is_read_anew(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, *"jjjj", "enter", "f2", *"300", "down", *"fri", "enter", "escape", "escape")
        assert isinstance(pilot.app.screen, TodayScreen)
        text = screen_text(pilot.app)
        assert "5 to call" in text, "her other account rests with her"
        assert "Enache Radu" in under_cursor(pilot), "the next of the list has come to the cursor"
        assert text.index("Wait") < text.rindex("Ionescu Ana-Maria")


async def test_next_goes_down_the_list_and_passes_who_is_held_by_others(book: str) -> None:
    other = books.a_desk(book, agent="maria")
    dumitru = looking.resolve(other, "D7-1").debtor_id
    elsewhere = leasing.holder("maria")._replace(host="another-desk")
    assert leasing.take(other, dumitru, elsewhere) is None
    async with the_app(book) as pilot:
        await press(pilot, "n")
        assert "Marin" in screen_text(pilot.app).splitlines()[0]
        await press(pilot, "escape", "n")
        assert "Popa" in screen_text(pilot.app).splitlines()[0]
        held = leasing.held(other, range(1, 20), elsewhere)
        assert [lease.agent for lease in held.values()] == ["ana"]
        await press(pilot, "escape", "escape")
        assert leasing.held(other, range(1, 20), elsewhere) == {}
    other.close()


@pytest.mark.parametrize("back", [("escape",), ("escape", "escape")], ids=["card", "list"])
async def test_next_passes_over_nobody_when_a_saved_call_moved_the_debtor_down(
    book: str, back: tuple[str, ...]
) -> None:
    """Marin, whom we owed a call, stood on top; the call made, Marin stands below those who fall due."""
    async with the_app(book) as pilot:
        await press(pilot, "n", "f3")
        assert "call back: done" in screen_text(pilot.app)
        await press(pilot, *back, "n")
        assert "Dumitru" in screen_text(pilot.app).splitlines()[0]


async def test_a_card_that_another_has_open_says_so(book: str) -> None:
    other = books.a_desk(book, agent="maria")
    elsewhere = leasing.holder("maria")._replace(host="another-desk")
    leasing.take(other, looking.resolve(other, "D7-1").debtor_id, elsewhere)
    other.close()
    async with the_app(book, first_ref="D7-1") as pilot:
        assert "maria has this card open too." in screen_text(pilot.app)


async def test_accounts_of_one_debtor_are_a_key_apart(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "escape", "right_square_bracket")
        assert "A1-2" in screen_text(pilot.app).splitlines()[1]
        assert "85.50 RON" in screen_text(pilot.app).splitlines()[0]
        await press(pilot, "left_square_bracket")
        assert "A1-1" in screen_text(pilot.app).splitlines()[1]
    async with the_app(book, first_ref="M1-1") as pilot:
        await press(pilot, "escape", "right_square_bracket")
        assert "one account only" in screen_text(pilot.app)


async def test_opening_on_a_reference(book: str) -> None:
    async with the_app(book, first_ref="0744 999 000") as pilot:
        assert isinstance(pilot.app.screen, AccountScreen)
        assert "Smith Jane" in screen_text(pilot.app)
    async with the_app(book, first_ref="nobody") as pilot:
        assert "No account, debtor or phone number 'nobody'" in screen_text(pilot.app)


async def test_a_hold_and_an_hour_elsewhere_stand_on_the_card(book: str) -> None:
    async with the_app(book, first_ref="T4-1") as pilot:
        assert "no calls: insolvency" in screen_text(pilot.app)
        assert "dosar 12/2026" in screen_text(pilot.app)
    async with the_app(book, first_ref="B5-1") as pilot:
        assert "there 03:15 · from 09:00" in screen_text(pilot.app)


async def test_the_team_is_a_key_away_and_the_list_comes_back(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "j", "t")
        assert isinstance(pilot.app.screen, TeamScreen)
        await press(pilot, "escape")
        assert "Dumitru" in under_cursor(pilot)


async def test_the_demo_says_that_it_is_one(book: str) -> None:
    async with the_app(book, demo=True) as pilot:
        assert screen_text(pilot.app).startswith("Demo · Today")


# --- What the row tells, and copying it -------------------------------------------------------------------


async def test_two_accounts_of_one_person_can_be_told_apart(book: str) -> None:
    async with the_app(book) as pilot:
        rows = [line for line in screen_text(pilot.app).splitlines() if "Ionescu" in line]
        assert "A1-1" in rows[0]
        assert "A1-2" in rows[1]
    async with the_app(book, (120, 40)) as pilot:
        assert "Account" in line_with(pilot.app, "Who")
        assert "A1-2" in line_with(pilot.app, "85.50")
        assert "Beta Energie" in line_with(pilot.app, "740.00")


async def test_who_else_has_a_card_open_stands_in_its_row(book: str) -> None:
    other = books.a_desk(book, agent="maria")
    elsewhere = leasing.holder("maria")._replace(host="another-desk")
    leasing.take(other, looking.resolve(other, "D7-1").debtor_id, elsewhere)
    other.close()
    async with the_app(book) as pilot:
        assert "Dumitru Elena · maria" in screen_text(pilot.app)
        assert "has this card open" not in screen_text(pilot.app)
        await press(pilot, "j")
        assert "maria has this card open." in screen_text(pilot.app)
        await press(pilot, "j")
        assert "has this card open" not in screen_text(pilot.app)


async def test_the_number_is_copied_else_the_reference(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "y")
        assert pilot.app.clipboard == "+40722111222"
        assert "copied: +40722111222 of Marin Ștefan" in screen_text(pilot.app)
        await press(pilot, "j", "j", "y")
        assert pilot.app.clipboard == "P2-1"
        assert "no phone number; copied: P2-1 of Popa" in screen_text(pilot.app)


# --- Typed and not saved ----------------------------------------------------------------------------------


async def test_what_was_typed_and_not_saved_is_told_at_the_next_start(book: str) -> None:
    async with the_app(book, first_ref="V3-1") as pilot:
        await press(pilot, *"suna maine")
        assert pilot.app.drafts.flush()
    async with the_app(book) as pilot:
        assert "typed and not saved: Văcărescu Ion · D opens the card" in screen_text(pilot.app)
        assert " *Văcărescu" in screen_text(pilot.app)
        await press(pilot, "j", "j", "j")
        assert "Something typed here is not saved yet." in screen_text(pilot.app)
        await press(pilot, "D")
        assert "Văcărescu Ion" in screen_text(pilot.app).splitlines()[0]
        assert "suna maine" in screen_text(pilot.app)


async def test_without_drafts_there_is_nothing_to_open(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "D")
        assert "Nothing typed waits to be saved." in screen_text(pilot.app)
        assert isinstance(pilot.app.screen, TodayScreen)


# --- A book in trouble ------------------------------------------------------------------------------------


async def test_a_book_that_cannot_be_opened_is_told_and_tried_again(book: str, tmp_path: Path) -> None:
    aside = tmp_path / "aside.db"
    shutil.move(book, aside)
    async with the_app(book) as pilot:
        assert "There is no book at" in " ".join(screen_text(pilot.app).split())
        shutil.move(aside, book)
        await press(pilot, "r")
        assert "Marin Ștefan" in screen_text(pilot.app)
        assert "There is no book" not in screen_text(pilot.app)


async def test_a_file_that_is_no_book_is_told(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Stimată doamnă,")
    async with the_app(str(tmp_path / "letter.db")) as pilot:
        assert "is not a book of this program" in " ".join(screen_text(pilot.app).split())


async def test_a_book_that_is_locked_says_what_to_do_and_is_tried_again(
    book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = [True]
    read = jobs.first_page

    def first_page(*args):  # type: ignore[no-untyped-def]
        if locked[0]:
            raise BookError("locked", book, "database is locked")
        return read(*args)

    monkeypatch.setattr(jobs, "first_page", first_page)
    async with the_app(book) as pilot:
        told = " ".join(screen_text(pilot.app).split())
        assert "is held by another program" in told
        assert "r tries again" in told
        assert "Opening the book" not in told
        locked[0] = False
        await press(pilot, "r")
        assert "Marin" in under_cursor(pilot)


async def test_the_headline_does_not_keep_the_rows_waiting(
    book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counting is still under way: the rows are there and can be used."""
    gate, count = threading.Event(), jobs.headline

    def slow(*args):  # type: ignore[no-untyped-def]
        gate.wait(10)
        return count(*args)

    monkeypatch.setattr(jobs, "headline", slow)
    words.use("en")
    app = CollectorApp(settings(book))
    async with app.run_test(size=(80, 24)) as pilot:
        while "Marin" not in screen_text(app):
            await pilot.pause()
        assert "to call" not in screen_text(app)
        assert "Opening the book" not in screen_text(app)
        gate.set()
        await settled(pilot)
        assert "7 to call" in screen_text(app).splitlines()[0]
    app.door.close()
