"""The list of the day: moving, paging, finding, the next account, and what happens when the book is in trouble."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from collector.desk import leasing, looking
from collector.tui.behind import lists
from collector.tui.screens.account import AccountScreen
from collector.tui.screens.today import TodayScreen
from tests import books
from tests.tui.stage import line_with, press, screen_text, settled, the_app, type_text


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
        await pilot.click("#keys", offset=(2, 0))
        await settled(pilot)
        assert "Promise to pay" in screen_text(pilot.app)


async def test_a_name_in_square_brackets_is_shown_as_it_is(book: str) -> None:
    async with the_app(book, first_ref="P2-1") as pilot:
        assert "Popa [nou]" in screen_text(pilot.app).splitlines()[0]


async def test_more_rows_come_when_the_end_is_passed(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE_ROWS", 4)
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


# --- Finding ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ştef", "Marin Ștefan"),
        ("0721 000", "Ionescu Ana-Maria"),
        ("V3", "Văcărescu Ion"),
        ("EL", "Dumitru Elena"),
    ],
)
async def test_found_however_it_is_typed(book: str, typed: str, found: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, typed)
        assert found[:11] in under_cursor(pilot)
        await press(pilot, "enter")
        assert found in screen_text(pilot.app).splitlines()[0]


async def test_esc_goes_back_to_the_list_and_the_place_in_it(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "j", "j", "slash", *"ana")
        assert "2 accounts found" in screen_text(pilot.app)
        await press(pilot, "down")
        assert "85.5" in under_cursor(pilot) or "86" in under_cursor(pilot)
        await press(pilot, "escape")
        assert "Popa" in under_cursor(pilot)
        assert "Later" in screen_text(pilot.app)


async def test_nobody_found_is_said(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "zzz")
        assert "Nobody found by “zzz”." in screen_text(pilot.app)


async def test_of_fast_typing_the_last_letters_win(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first search is still under way when the second is asked: its late answer is not shown."""
    import threading

    gate, find = threading.Event(), looking.find

    def slow_first(desk, text, *rest):  # type: ignore[no-untyped-def]
        if text == "io":
            gate.wait(10)
        return find(desk, text, *rest)

    monkeypatch.setattr(looking, "find", slow_first)
    async with the_app(book) as pilot:
        await press(pilot, "slash")
        field = pilot.app.screen.query_one("#find")
        field.value = "io"
        await pilot.pause()
        field.value = "toma"
        await pilot.pause()
        gate.set()
        await settled(pilot)
        assert "Toma" in under_cursor(pilot)


async def test_enter_in_the_same_breath_opens_who_was_typed(book: str) -> None:
    """Not who stood under the cursor before the search had answered."""
    async with the_app(book) as pilot:
        await press(pilot, "slash", *"toma", "enter", "f3")
        assert "Toma Vasile" in screen_text(pilot.app).splitlines()[0]
        assert "saved: no answer" in screen_text(pilot.app)


async def test_keys_after_next_are_for_the_next_one(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "n", "n", "f3", "n")
        assert "Popa" in screen_text(pilot.app).splitlines()[0]
        await press(pilot, "escape", "slash", *"dumitru", "enter")
        assert "no answer" in screen_text(pilot.app)


# --- Opening and the next ---------------------------------------------------------------------------------


async def test_back_in_the_list_it_is_read_anew(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, *"jjjjj", "enter", "f2", *"300", "down", *"fri", "enter", "escape")
        assert isinstance(pilot.app.screen, TodayScreen)
        text = screen_text(pilot.app)
        assert "6 to call" in text
        assert "86" in under_cursor(pilot), "the next to call has come to the cursor"
        assert text.index("Wait") < text.rindex("Ionescu Ana-Ma…")


async def test_next_goes_down_the_list_and_passes_who_is_held_by_others(book: str) -> None:
    other = books.a_desk(book, agent="maria")
    dumitru = looking.resolve(other, "D7-1").debtor_id
    elsewhere = leasing.holder("maria")._replace(host="another-desk")
    assert leasing.take(other, dumitru, elsewhere) is None
    async with the_app(book) as pilot:
        await press(pilot, "n")
        assert "Marin" in screen_text(pilot.app).splitlines()[0]
        await press(pilot, "n")
        assert "Popa" in screen_text(pilot.app).splitlines()[0]
        held = leasing.held(other, range(1, 20), elsewhere)
        assert [lease.agent for lease in held.values()] == ["ana"]
        await press(pilot, "escape")
        assert leasing.held(other, range(1, 20), elsewhere) == {}
    other.close()


async def test_a_card_that_another_has_open_says_so(book: str) -> None:
    other = books.a_desk(book, agent="maria")
    elsewhere = leasing.holder("maria")._replace(host="another-desk")
    leasing.take(other, looking.resolve(other, "D7-1").debtor_id, elsewhere)
    other.close()
    async with the_app(book, first_ref="D7-1") as pilot:
        assert "maria has this card open too." in screen_text(pilot.app)


async def test_accounts_of_one_debtor_are_a_key_apart(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "right_square_bracket")
        assert "A1-2" in screen_text(pilot.app).splitlines()[1]
        assert "85.50 RON" in screen_text(pilot.app).splitlines()[0]
        await press(pilot, "left_square_bracket")
        assert "A1-1" in screen_text(pilot.app).splitlines()[1]
    async with the_app(book, first_ref="M1-1") as pilot:
        await press(pilot, "right_square_bracket")
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
        assert "hold: insolvency, look again 3 Dec: dosar 12/2026" in screen_text(pilot.app)
    async with the_app(book, first_ref="B5-1") as pilot:
        assert "there 03:15 · from 09:00" in screen_text(pilot.app)


async def test_the_demo_says_that_it_is_one(book: str) -> None:
    async with the_app(book, demo=True) as pilot:
        assert screen_text(pilot.app).startswith("Demo · Today")


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
