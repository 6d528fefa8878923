"""The call line: read with every key, told below, corrected, and saved with everything that it says."""

from __future__ import annotations

import asyncio
import json
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from collector import words
from collector.desk import acting
from collector.errors import BookError
from collector.rules.records import Call
from collector.rules.shorthand import Note, PromiseRead, Unclear
from collector.rules.shorthand.note import UNCLEAR
from collector.tui import lineread, linewords
from collector.tui.drafts import LINE, Draft, Drafts
from collector.tui.forms import OF_LINE
from collector.tui.screens.account import AccountScreen
from collector.tui.views import LineFacts
from collector.tui.widgets.call_line import CallLine, Understood
from collector.tui.widgets.card import CardHead, History
from collector.tui.widgets.choice import Choice
from tests.books import november
from tests.tui.stage import press, screen_text, settings, the_app, type_text
from tests.tui.test_account import kept, where_of
from tests.tui.test_entries import case_of
from tests.tui.test_looks import too_faint

LINES = Path(__file__).parents[1] / "data" / "shorthand"
SHOWN = "cl plt 300 vn, restu pe 15, salariu intarziat"


def below(pilot: Pilot[None]) -> str:
    """What stands below the line, in one."""
    drawn = pilot.app.screen.query_one(Understood)
    return " ".join(" ".join(strip.text.split()) for strip in drawn.render_lines(drawn.region.reset_offset))


def line_of(pilot: Pilot[None]) -> CallLine:
    return pilot.app.screen.query_one(CallLine)


def marked(pilot: Pilot[None]) -> str:
    return line_of(pilot).selected_text


def last_call(book: str) -> Call:
    return case_of(book).calls[-1]


async def typed(pilot: Pilot[None], text: str) -> str:
    """What stands below the line when this stands in it."""
    line_of(pilot).put(text)
    await press(pilot)
    return below(pilot)


# --- Read as it is typed, saved as it was shown -----------------------------------------------------------


async def test_two_promises_and_the_reason_are_seen_while_they_are_typed_and_saved(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *SHOWN[: SHOWN.index("restu")])
        assert below(pilot) == "promise 300.00 Fri 27 Nov ↵ save"
        await press(pilot, *SHOWN[SHOWN.index("restu") :])
        shown = "promise 300.00 Fri 27 Nov · promise 440.00 Tue 15 Dec · salary late ↵ save"
        assert below(pilot) == shown
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert "saved: promise 300.00 Fri 27 Nov, counts to Thu 3 Dec" in text
        assert "F12 undo" in text
        assert line_of(pilot).value == ""
        assert below(pilot) == ""
        view = pilot.app.screen._view
        assert [state for state, _excused in view.strip] == ["kept", "kept", "broken", "open", "open"]
        assert "✗ ○ ○" in str(pilot.app.screen.query_one(CardHead).render()), "two open promises in the strip"
    case, call = case_of(book), last_call(book)
    assert [(p.amount_minor, p.due_on) for p in case.promises[-2:]] == [
        (300_00, november(27)),
        (440_00, november(45)),
    ]
    assert {p.command_id for p in case.promises[-2:]} == {call.command_id}, "one transaction"
    assert call.typed == SHOWN
    assert call.note.startswith("clientul plătește 300 vineri")
    assert kept(book) == {}


async def test_undo_takes_all_of_the_line_back_and_up_brings_it_again(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *SHOWN, "enter", "f12")
        assert "taken back: promise 300.00" in screen_text(pilot.app)
        await press(pilot, "up")
        assert line_of(pilot).value == SHOWN
        assert "promise 300.00 Fri 27 Nov" in below(pilot)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("plateste 300", "promise 300.00, no date: when?"),
        ("plateste vn", "promise Fri 27 Nov, no amount"),
        ("plt 200 dum", "promise 200.00 Sun 29 Nov, a Sunday?"),
        ("plt 800 vn", "promise 800.00 Fri 27 Nov, more than is owed, 3 times the usual?"),
        ("nr, sun inapoi mn la 10", "no answer · we call back Tue 24 Nov 10:00"),
        ("avocat, nu mai sunati", "wants no more calls: a hold from today"),
        ("3x200 din 1 dec", "plan 3 × 200.00 every month, from Tue 1 Dec"),
        ("a platit 200 ieri prin BT", "says it is paid 200.00 Sun 22 Nov · bank transfer"),
        ("contesta suma", "contests the debt"),
        ("xqzzt plt 300 vn", "promise 300.00 Fri 27 Nov · not understood: xqzzt"),
        ("xqzzt", "only a note so far"),
    ],
)
async def test_what_is_understood_missing_odd_or_unclear_is_said(book: str, text: str, told: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        assert told in await typed(pilot, text)


async def test_what_was_understood_never_takes_more_than_two_lines(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        days = ", ".join(f"{10 * n} pe {n} dec" for n in range(1, 12))
        told = await typed(pilot, f"plt {days}")
        assert pilot.app.screen.query_one(Understood).size.height == 2
        assert told.count("promise") == 5
        assert "+6" in told, "what has no room is counted"


async def test_what_was_understood_is_drawn_in_the_line(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await typed(pilot, "xqzzt plt 300 vn")
        drawn = {s.text: s.style for s in line_of(pilot).render_line(0) if s.text.strip() and s.style}
        assert drawn["300"].bold
        assert drawn["vn"].bold
        assert drawn["xqzzt"].underline, "told apart without colour"


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_every_colour_of_the_line_stands_out(book: str, theme: str) -> None:
    async with the_app(book, theme=theme, first_ref="A1-1") as pilot:
        await typed(pilot, "xqzzt plt 300 vn, somaj")
        assert not too_faint(pilot.app)
        await press(pilot, "tab")
        assert not too_faint(pilot.app), "nor while a part is marked"


async def test_the_line_is_read_without_a_question_to_the_book(
    book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but the draft of it leaves the interface thread while it is typed."""
    async with the_app(book, first_ref="A1-1") as pilot:
        asked: list[Any] = []
        monkeypatch.setattr(AccountScreen, "ask_door", lambda *args, **_named: asked.append(args))
        seen: list[int] = []
        read = lineread.read_note
        monkeypatch.setattr(
            lineread, "read_note", lambda *args: seen.append(threading.get_ident()) or read(*args)
        )
        await press(pilot, *"plt 30 vn")
        assert set(seen) == {threading.get_ident()}
        assert asked == []


async def test_each_account_is_read_in_its_own_currency_and_with_its_own_balance(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        assert "promise 740.00 Fri 27 Nov" in await typed(pilot, "plt tot vn")
        await press(pilot, "escape", "right_square_bracket", "i")
        assert "promise 85.50 Fri 27 Nov" in await typed(pilot, "plt tot vn")
    async with the_app(book, first_ref="B5-1") as pilot:
        assert "promise 300.00 RON Fri 27 Nov, the account is in EUR?" in await typed(pilot, "plt 300 lei vn")


FACTS = LineFacts("RON", 740_00, 250_00, datetime(2026, 11, 23, 10, 15))


def test_why_something_is_not_clear_is_said() -> None:
    found = [Unclear(0, 3, f"w{why}", why) for why in UNCLEAR]
    told = linewords.spelled(Note(unclear=tuple(found)), FACTS)
    assert told == [
        "only a note so far",
        "wno_such_day: no such day",
        "wno_sum: no sum",
        "wold_money: old or new lei?",
        "wambiguous: which is meant?",
        "not understood: wunknown_word",
    ]
    unknown = tuple(Unclear(n, n + 1, f"w{n}", "unknown_word") for n in range(6))
    assert linewords.spelled(Note(unclear=unknown), FACTS)[-1] == "not understood: w0, w1, w2, w3 +2"
    assert linewords.spelled(Note(unclear=unknown[:1]), FACTS, cursor=1) == ["only a note so far"]


def test_sums_are_told_with_the_decimals_of_their_currency() -> None:
    promises = (PromiseRead(12_50, "JPY", None), PromiseRead(3_00, "JPY", None), PromiseRead(5, "KWD", None))
    told = linewords.spelled(Note("promise", promises), FACTS._replace(currency="JPY"))
    assert [text.split(",")[0] for text in told] == ["promise 12.50", "promise 3", "promise 0.050 KWD"]


@pytest.mark.parametrize("lang", ["en", "ro"])
@pytest.mark.parametrize("file", sorted(LINES.glob("*.jsonl")), ids=lambda file: file.stem)
def test_every_line_that_people_write_can_be_told(file: Path, lang: str) -> None:
    words.use(lang)
    for row in map(json.loads, file.read_text("utf-8").splitlines()):
        balance = int(row["balance"].replace(".", "")) if row["balance"] else 0
        facts = LineFacts(row["currency"] or "RON", balance, 50_00, datetime.fromisoformat(row["as_of"]))
        note = lineread.read(row["text"], facts)
        assert all(linewords.spelled(note, facts))
        for outcome in OF_LINE:
            assert all(linewords.spelled(lineread.with_outcome(note, outcome), facts))


# --- What a line makes --------------------------------------------------------------------------------------


async def test_a_line_that_nobody_understands_is_kept_as_a_note(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"xqzzt brrgh", "enter")
        assert "saved: note" in screen_text(pilot.app)
    assert (last_call(book).outcome, last_call(book).typed) == ("note", "xqzzt brrgh")


async def test_hold_dispute_and_our_own_promise_come_from_the_line(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"contesta suma, trimit factura vn", "enter")
        assert "saved" in screen_text(pilot.app)
        await press(pilot, *"avocat, nu mai sunati", "enter")
    case = case_of(book)
    assert [ours.due_on for ours in case.our_promises] == [november(27)]
    assert len(case.disputes) == 1
    assert [hold.kind for hold in case.holds] == ["cease_contact"]


async def test_a_promise_without_a_day_is_vague_and_says_so(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"plateste 300", "enter")
        said = " ".join(screen_text(pilot.app).split())
        assert "saved: vague, no sum or day" in said
        assert "no day was said, so it is no promise yet." in said
    assert last_call(book).outcome == "vague"


async def test_what_guards_ask_is_asked_once_below_the_line(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"plt 4000 vn", "enter")
        text = screen_text(pilot.app)
        assert "> plt 4000 vn" in text, "the line stays to be seen"
        assert "Before it is saved" in text
        assert "4,000.00 RON is more than the balance of 740.00 RON. Why?" in text
        await press(pilot, *"both debts", "down", *"heritage", "enter")
        assert "saved: promise 4,000.00 Fri 27 Nov" in screen_text(pilot.app)
    assert case_of(book).promises[-1].asked == "above_balance: both debts; too_good: heritage"


async def test_how_a_second_promise_stands_to_the_first_is_asked_and_can_be_left(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"plt 200 vn", "enter", *"plt 100 marti", "enter")
        assert "Instead of it, besides it, or one" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert "Not saved; the line stands as it was." in screen_text(pilot.app)
        assert (pilot.app.focused, line_of(pilot).value) == (line_of(pilot), "plt 100 marti")
        await press(pilot, "enter", "b", "enter")
        assert "saved: promise 100.00 Tue 24 Nov" in screen_text(pilot.app)
    assert [p.amount_minor for p in case_of(book).promises[-2:]] == [200_00, 100_00]


async def test_a_refusal_is_said_and_the_line_stays(book: str) -> None:
    async with the_app(book, first_ref="T4-1") as pilot:
        await press(pilot, *"plt 200 vn", "enter")
        assert "no promise may be taken" in screen_text(pilot.app)
        assert line_of(pilot).value == "plt 200 vn"


async def test_a_call_to_somebody_who_may_not_be_called_is_remarked(book: str) -> None:
    async with the_app(book, first_ref="B5-1") as pilot:
        await press(pilot, *"nr", "enter")
        assert "No call of ours is allowed now: outside the hours" in " ".join(screen_text(pilot.app).split())


# --- Correcting it -------------------------------------------------------------------------------------------


async def test_tab_goes_from_part_to_part_and_what_is_typed_takes_its_place(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"cl plt 300 vn, card", "tab")
        assert marked(pilot) == "300"
        assert "300: a sum. What you type takes its place. Tab: the next one. Esc: back." in screen_text(
            pilot.app
        )
        await press(pilot, *"250", "tab")
        assert marked(pilot) == "vn"
        await press(pilot, *"4 dec")
        assert line_of(pilot).value == "cl plt 250 4 dec, card"
        assert "promise 250.00 Fri 4 Dec · by card" in below(pilot)
        assert "a day. What" not in screen_text(pilot.app)


async def test_esc_leaves_a_marked_part_first_and_then_the_line(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"plt 300 vn", "tab", "escape")
        assert (marked(pilot), pilot.app.focused) == ("", line_of(pilot))
        await press(pilot, *" azi")
        assert line_of(pilot).value == "plt 300 vn azi"
        await press(pilot, "escape")
        assert isinstance(pilot.app.focused, History)


async def test_behind_the_last_part_the_outcome_is_chosen(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"plt 300 vn", "tab", "tab", "tab")
        assert isinstance(pilot.app.focused, Choice)
        assert "‹ as the line was read ›" in screen_text(pilot.app)
        await press(pilot, "r")
        assert below(pilot) == "refused ↵ save", "what cannot stand beside it was misread"
        assert pilot.app.drafts.flush()
        assert kept(book)[LINE].values == {"line": "plt 300 vn", "result": "refused"}
        await press(pilot, "escape")
        assert (pilot.app.focused, below(pilot)) == (line_of(pilot), "refused ↵ save")
        await press(pilot, "enter")
        assert "saved: refused" in screen_text(pilot.app)
        assert below(pilot) == ""
        await press(pilot, *"plt 20 vn")
        assert below(pilot).startswith("promise 20.00"), "the choice was of that line alone"
    assert last_call(book).outcome == "refused"


async def test_a_note_gets_its_outcome_and_is_saved_by_enter_there(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"xqzzt,", "tab")
        assert "xqzzt: not understood. What you type takes its place." in screen_text(pilot.app)
        await press(pilot, "tab", "v", "v", "enter")
        assert "saved: voicemail" in screen_text(pilot.app)
    assert (last_call(book).outcome, last_call(book).who) == ("voicemail", "nobody")


async def test_tab_completes_half_a_word(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"plt 300 vn, voicema")
        assert "Tab voicemail" in below(pilot)
        await press(pilot, "tab")
        assert line_of(pilot).value == "plt 300 vn, voicemail"
        assert "Tab voice" not in below(pilot)


async def test_tab_in_an_empty_line_says_what_it_is_for(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "tab")
        assert "Write here what is said on the phone" in screen_text(pilot.app)
        assert pilot.app.focused is line_of(pilot)


# --- What was saved, what was not ----------------------------------------------------------------------------


async def test_up_recalls_what_was_saved_on_other_cards_too(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"nr", "enter", "escape", "escape")
        pilot.app.open_account(where_of(book, "E6-1"))
        await press(pilot)
        await press(pilot, "up")
        assert line_of(pilot).value == "nr"


async def test_killed_after_saved_it_is_not_saved_twice(book: str) -> None:
    """The draft that a kill left behind knows the command that saved it."""
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"nr")
        assert pilot.app.drafts.flush()
        left = kept(book)[LINE]
        await press(pilot, "enter")
    drafts = Drafts(settings(book).state, book)
    drafts.keep(where_of(book), "Ionescu", LINE, left)
    assert drafts.flush()
    before = len(case_of(book).calls)
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "enter")
        assert "was saved before: no answer" in screen_text(pilot.app)
        assert line_of(pilot).value == ""
    assert len(case_of(book).calls) == before
    assert kept(book) == {}


async def test_a_chosen_outcome_comes_back_with_the_line(book: str) -> None:
    drafts = Drafts(settings(book).state, book)
    drafts.keep(where_of(book), "Ionescu", LINE, Draft("c0", {"line": "asa", "result": "busy"}))
    assert drafts.flush()
    async with the_app(book, first_ref="A1-1") as pilot:
        assert below(pilot).startswith("line busy")
        await press(pilot, "enter")
    assert (last_call(book).outcome, last_call(book).command_id) == ("busy", "c0")


async def test_an_error_of_the_book_keeps_the_line(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: Any) -> None:
        raise BookError("away", book, "no route")

    monkeypatch.setattr(acting, "record_call", away)
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"plt 20 vn", "enter")
        assert "saved:" not in screen_text(pilot.app)
        assert line_of(pilot).value == "plt 20 vn"
        assert pilot.app.drafts.flush()
    assert kept(book)[LINE].values == {"line": "plt 20 vn"}


async def test_a_line_saved_before_the_card_is_read_waits(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AccountScreen, "load_first", lambda _screen: asyncio.sleep(0))
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"nr", "enter")
        assert "The account is still being read." in screen_text(pilot.app)
        assert line_of(pilot).value == "nr"


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "\u202e300 vn", "👍🏽 plt 300 vn", "1.2.3,4 31/02", "\x07plt 300\x00 vn", "]]}{$"]
)
async def test_odd_texts_stop_nothing(book: str, text: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await type_text(pilot, text)
        await press(pilot, "enter")
        assert line_of(pilot).value == "" or "Before it is saved" in screen_text(pilot.app)
    assert last_call(book).agent == "ana"


@given(st.text(max_size=80), st.integers(0, 80))
def test_half_a_word_ends_at_the_cursor(text: str, cursor: int) -> None:
    cursor = min(cursor, len(text))
    start, word = lineread.half_word(text, cursor)
    assert text[start:cursor] == word
    assert not word or word.isalpha()


def test_an_outcome_chosen_by_hand_takes_away_what_cannot_stand_beside_it() -> None:
    note = lineread.read("contesta o parte, plateste 300 vn", FACTS)
    assert lineread.with_outcome(note, "") == note
    other = lineread.with_outcome(note, "third_party")
    assert (other.promises, other.dispute, other.who) == ((), False, "third_party")
    assert lineread.with_outcome(note, "promise").promises == note.promises
