"""The account's screen in use: the call line, key mode, what was typed and comes back, leaving and copying."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.widgets import Input

from collector.desk import leasing
from collector.tui.app import CollectorApp
from collector.tui.drafts import LINE, Draft, Drafts
from collector.tui.screens import account
from collector.tui.screens.account import AccountScreen
from collector.tui.screens.today import TodayScreen
from collector.tui.views import ListRow, Where
from collector.tui.widgets.call_line import CallLine
from collector.tui.widgets.card import CardHead, History
from collector.tui.widgets.choice import Choice
from tests import books
from tests.tui.stage import GOLDEN, line_with, press, screen_text, settings, the_app, type_text
from tests.tui.test_entries import case_of


def head(app: CollectorApp) -> list[str]:
    """What stands above the step."""
    lines = screen_text(app).splitlines()
    return lines[: next(n for n, line in enumerate(lines) if line.startswith("──"))]


def kept(url: str) -> dict[str, Draft]:
    """The drafts of Ana's account as another program finds them on the disk."""
    drafts = Drafts(settings(url).state, url)
    return drafts.of(where_of(url))


def where_of(url: str, ref: str = "A1-1") -> Where:
    desk = books.a_desk(url)
    try:
        from collector.tui import jobs

        return jobs.resolve(desk, ref)
    finally:
        desk.close()


# --- The line and key mode --------------------------------------------------------------------------------


async def test_letters_are_written_and_f_keys_act(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"pau? n:")
        assert pilot.app.screen.query_one(CallLine).value == "pau? n:"
        assert "> pau? n:" in screen_text(pilot.app)
        await press(pilot, "f3")
        assert "saved: no answer · F12 undo" in screen_text(pilot.app)
        assert pilot.app.screen.query_one(CallLine).value == "pau? n:", "the line is no part of that entry"


async def test_esc_makes_letters_keys_and_once_more_goes_to_the_list(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "enter", *"vn", "escape")
        assert isinstance(pilot.app.focused, History)
        assert "i write" in screen_text(pilot.app).splitlines()[-1]
        await press(pilot, "p")
        assert "Promise to pay" in screen_text(pilot.app)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, TodayScreen)


@pytest.mark.parametrize("back", ["i", "enter", "tab"])
async def test_back_into_the_line(book: str, back: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"cl", "escape", back, *"x")
        line = pilot.app.focused
        assert isinstance(line, CallLine)
        assert line.value == "clx"


async def test_after_a_form_the_focus_is_where_it_was(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f5", "escape")
        assert isinstance(pilot.app.focused, CallLine)
        await press(pilot, "escape", "t", "escape")
        assert isinstance(pilot.app.focused, History)


async def test_a_paste_of_several_lines_is_one_note(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        pilot.app.screen.query_one(CallLine).post_message(events.Paste("dosar 12\r\n  avocat Pop\n"))
        await press(pilot)
        assert pilot.app.screen.query_one(CallLine).value == "dosar 12 avocat Pop"


async def test_an_empty_line_says_what_it_is_for(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "enter")
        assert "Write here what is said on the phone" in screen_text(pilot.app)


# --- The line as the note of a form -----------------------------------------------------------------------


async def test_a_written_line_becomes_the_note_of_a_form_and_up_brings_it_back(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"salariu pe 15", "escape", "c")
        assert pilot.app.screen.query_one("#note", Input).value == "salariu pe 15"
        await press(pilot, "enter")
        assert "Choose what came of the call" in screen_text(pilot.app)
        await press(pilot, "right", "enter")
        assert "saved: spoke with the debtor · F12 undo" in screen_text(pilot.app)
        line = pilot.app.screen.query_one(CallLine)
        assert line.value == ""
        await press(pilot, "i", "up")
        assert line.value == "salariu pe 15"
        await press(pilot, "down")
        assert line.value == ""
    assert case_of(book).calls[-1].typed == "salariu pe 15"
    assert kept(book) == {}


async def test_a_call_left_unsaved_stands_in_the_line_again(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"cl", "escape", "c")
        pilot.app.screen.query_one("#note", Input).value = "cl zice vineri"
        await press(pilot, "escape")
        assert pilot.app.screen.query_one(CallLine).value == "cl zice vineri"
        assert "stands in the line again, not saved" in screen_text(pilot.app)


async def test_up_goes_through_what_was_saved_and_never_takes_away_what_is_written(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        line = pilot.app.screen.query_one(CallLine)
        for text in ("one", "two", "one"):
            line.remember(text)
        await press(pilot, *"new", "up")
        assert line.value == "new"
        await press(pilot, *["backspace"] * 3)
        seen = []
        for key in ("up", "up", "up", "down", "down"):
            await press(pilot, key)
            seen.append(line.value)
        assert seen == ["one", "two", "two", "one", ""]


# --- What was typed comes back ----------------------------------------------------------------------------


async def test_the_line_is_on_the_disk_while_the_card_is_open_and_back_after_it(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"300 vn")
        assert pilot.app.drafts.flush()
        assert kept(book)[LINE].values == {"line": "300 vn"}, "a kill now would lose nothing"
    async with the_app(book, first_ref="A1-1") as pilot:
        assert pilot.app.screen.query_one(CallLine).value == "300 vn"
        assert "Here again, not saved yet: the line." in screen_text(pilot.app)
        await press(pilot, *["backspace"] * 6)
        assert pilot.app.drafts.flush()
        assert kept(book) == {}


async def test_a_form_comes_back_and_the_status_line_says_by_which_key(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f4", *"mi")
        assert pilot.app.drafts.flush()
        assert kept(book)["call_back"].values["on"] == "mi"
    async with the_app(book) as pilot:
        await press(pilot, *"jjjj", "enter")
        assert "not saved yet: Call back (F4)." in screen_text(pilot.app)
        await press(pilot, "f4")
        assert pilot.app.screen.query_one("#on", Input).value == "mi"


async def test_a_form_pressed_before_its_draft_was_read_brings_it_all_the_same(book: str) -> None:
    drafts = Drafts(settings(book).state, book)
    drafts.keep(where_of(book), "Ionescu", "promise", Draft("c1", {"amount.0": "120"}))
    assert drafts.flush()
    async with the_app(book) as pilot:
        await press(pilot, *"jjjj", "enter", "f2", "down", *"vn")
        screen = pilot.app.screen
        assert screen.query_one("#amount-0", Input).value == "120"
        assert screen.query_one("#due-0", Input).value == "vn"


async def test_what_was_saved_or_never_filled_in_leaves_no_draft(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2", *"300", "down", *"fri", "enter", "f5", "escape", "f6", "escape")
        assert pilot.app.drafts.flush()
        assert kept(book) == {}


async def test_another_form_takes_the_place_of_the_one_that_is_open_and_says_so(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f4", *"mi", "f11")
        assert "They say it is paid" in screen_text(pilot.app)
        assert "Not saved, kept as it is: Call back (F4)." in screen_text(pilot.app)
        await press(pilot, "f4")
        assert pilot.app.screen.query_one("#on", Input).value == "mi"
        assert "kept as it is" not in screen_text(pilot.app), "nothing was typed in the other"


async def test_each_account_of_a_debtor_has_its_own_line(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        line = pilot.app.screen.query_one(CallLine)
        await press(pilot, *"una", "escape", "right_square_bracket")
        assert line.value == ""
        assert "A1-2" in head(pilot.app)[1]
        await press(pilot, "i", *"alta", "escape", "left_square_bracket")
        assert line.value == "una"


async def test_a_letter_on_a_choice_does_not_leave_the_card(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f6")
        assert isinstance(pilot.app.focused, Choice)
        for key in ("n", "right_square_bracket", "d"):
            await press(pilot, key)
            assert "A1-1" in head(pilot.app)[1]
            assert " Hold" in screen_text(pilot.app)


# --- What the card shows around it ------------------------------------------------------------------------


async def test_before_the_account_is_read_the_card_shows_what_the_list_knew(
    book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ListRow(
        Where(3, 1), "now", "Ionescu Ana", "Ask for a new date", "300 unpaid", "", "D", "740.00", "", ""
    )
    row = row._replace(ref="A1-1", phone="0721 000 111")
    monkeypatch.setattr(AccountScreen, "load_first", lambda _screen: asyncio.sleep(0))
    async with the_app(book) as pilot:
        await pilot.app.push_screen(AccountScreen(row.where, row.who, row))
        await press(pilot)
        text = screen_text(pilot.app)
    assert text.startswith("Ionescu Ana · 0721 000 111")
    for known in ("740.00", "A1-1", "Next step: ask for a new date", "300 unpaid"):
        assert known in text


@pytest.mark.parametrize("patience_seconds", [0.0, 60.0])
async def test_an_account_that_is_read_at_once_or_late_is_shown_alike(
    book: str, monkeypatch: pytest.MonkeyPatch, patience_seconds: float
) -> None:
    monkeypatch.setattr(account, "AT_ONCE_SECONDS", patience_seconds)
    async with the_app(book, first_ref="A1-1") as pilot:
        assert screen_text(pilot.app) == (GOLDEN / "en-80x24" / "account.txt").read_text(encoding="utf-8")


async def test_who_else_has_the_card_open_stays_to_be_seen(book: str) -> None:
    other = books.a_desk(book, when=None, agent="mihai")
    leasing.take(other, where_of(book).debtor_id, leasing.holder("mihai"))
    other.close()
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f3")
        assert "saved" in screen_text(pilot.app)
        assert "mihai has this card open too" in "\n".join(head(pilot.app))


@pytest.mark.parametrize("lang", ["en", "ro"])
async def test_what_is_usually_paid_has_room_at_eighty_cells(book: str, lang: str) -> None:
    async with the_app(book, lang=lang, first_ref="A1-1") as pilot:
        assert head(pilot.app)[1].endswith(("250.00", "250,00"))


@pytest.mark.parametrize(
    ("about", "kept", "ours", "line", "below"),
    [
        ("A1-1", "kept 2 of 3", "", "A1-1 · kept 2 of 3  ✓ ✓ ✗", ""),
        (
            "Beta Energie · A1-1",
            "respectate 2 din 3",
            "noi 2 din 3",
            "Beta Energie · A1-1 · respectate 2 din 3 · noi 2 din 3  ✓ ✓ ✗",
            "",
        ),
        (
            "Beta Energie · A1-1",
            "kept 12 of 20",
            "we kept 10 of 12",
            "Beta Energie · A1-1 · kept 12 of 20 · we kept 10 of 12",  # marks give way
            "",
        ),
        (
            "Beta Energie · A1-1",
            "nicio promisiune judecată încă",
            "noi 0 din 1",
            "Beta Energie · A1-1 · nicio promisiune judecată încă",
            "noi 0 din 1",
        ),
    ],
)
async def test_our_kept_rate_takes_nothing_of_the_accounts_name(
    book: str, about: str, kept: str, ours: str, line: str, below: str
) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        card = pilot.app.screen.query_one(CardHead)
        assert card._view is not None
        card.show(card._view._replace(about=about, kept=kept, ours=ours))
        await press(pilot)
        _who, account_line, under = head(pilot.app)
        assert account_line.removesuffix("usually 250.00").rstrip().startswith(line)
        assert account_line.endswith("usually 250.00")
        assert under.removesuffix("1,240.00 on 1 Jan, 500.00 paid since").strip() == below


async def test_a_call_to_somebody_who_may_not_be_called_is_remarked(book: str) -> None:
    async with the_app(book, first_ref="B5-1") as pilot:
        await press(pilot, "f3")
        said = " ".join(screen_text(pilot.app).split())
        assert "No call of ours is allowed now: outside the hours for calls (ro.hours, draft)." in said
        await press(pilot, "f11", "enter")
        assert "If they called, all is well." in " ".join(screen_text(pilot.app).split())


async def test_copying_goes_through_number_reference_and_last_line(book: str) -> None:
    copied: list[str] = []

    async with the_app(book, first_ref="A1-1") as pilot:
        pilot.app.copy_to_clipboard = copied.append  # type: ignore[method-assign]
        await press(pilot, "escape", "y", "y", "y", "y")
        assert copied[0] == copied[3] == "0721 000 111"
        assert copied[1] == "A1-1"
        assert copied[2].startswith("17 Nov")
        assert line_with(pilot.app, "Copied: 0721 000 111")
        await press(pilot, "f3", "y")
        assert copied[-1] == "0721 000 111", "anything said between begins anew"


async def test_a_number_that_nobody_has_is_said_where_the_app_pops_up(book: str) -> None:
    async with the_app(book, first_ref="0799 123 456") as pilot:
        assert isinstance(pilot.app.screen, TodayScreen)
        assert "'0799 123 456'" in screen_text(pilot.app)


async def test_type_text_reaches_the_line(book: str, tmp_path: Path) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await type_text(pilot, "x" * 200)
        assert screen_text(pilot.app).count("x") < 80, "a long line scrolls and is not cut"
        assert pilot.app.screen.query_one(CallLine).value == "x" * 200


async def test_an_error_of_the_book_keeps_the_line_and_the_form(
    book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from collector.desk import acting
    from collector.errors import BookError

    def away(*_args: Any) -> None:
        raise BookError("away", book, "no route")

    monkeypatch.setattr(acting, "record_call", away)
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"cl zice", "escape", "c", "right", "enter")
        assert pilot.app.screen.query_one("#note", Input).value == "cl zice"
        assert pilot.app.drafts.flush()
    assert kept(book)["call"].values["note"] == "cl zice"
