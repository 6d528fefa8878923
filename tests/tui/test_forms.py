"""The forms as somebody meets them on the phone: what they say while it is typed, and what they never do alone."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import Input

from collector.rules.daywords import read_day
from collector.tui.behind.typedform import reached
from collector.tui.forms import FORMS, MOST_LINES, choice_words
from collector.tui.widgets.choice import Choice
from tests import books
from tests.books import TODAY, november
from tests.tui.stage import press, screen_text, the_app
from tests.tui.test_entries import case_of, fill


def words(pilot: Any) -> str:
    """The screen as running text; the status line breaks at its dots."""
    return " ".join(screen_text(pilot.app).replace(" · ", " ").split())


# --- A promise from the list ------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["fri", "next friday", "vinerea viitoare"])
async def test_a_promise_of_300_from_the_list_takes_at_most_25_keys(book: str, day: str) -> None:
    keys = ("enter", "f2", *"300", "down", *day, "enter")
    assert len(keys) <= 25
    async with the_app(book) as pilot:
        await press(pilot, *keys)
        assert "saved: promise 300.00 Fri" in screen_text(pilot.app)
        promise = case_of(book, "M1-1").promises[-1]
    assert (promise.amount_minor, promise.due_on) == (300_00, read_day(day, TODAY))


# --- What is said while it is typed -----------------------------------------------------------------------


async def test_a_plan_tells_each_deadline_its_holidays_and_what_remains(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2", *"300", "down", *"next friday", "f2", *"200", "down", *"luni", "f2")
        await press(pilot, *"1.40", "down", *"sfarsitul lunii viitoare")
        seen = screen_text(pilot.app)
        assert "Promise to pay · together 501.40 of 740.00 RON: 238.60 remain" in seen
        assert "Fri 4 Dec (not 27 Nov), counts to Tue 8 Dec\n" in seen
        assert "Mon 30 Nov, counts to Fri 4 Dec: 30 Nov, 1 Dec are holidays" in seen
        assert "Thu 31 Dec, counts to Tue 5 Jan 2027: 1 Jan is a holiday" in seen


async def test_a_sum_stands_beside_the_balance(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2")
        for amount, said in (
            ("740", "Promise to pay · 740.00 of 740.00 RON: all of it\n"),
            ("300", "Promise to pay · 300.00 of 740.00 RON: 440.00 remain\n"),
            ("800,5", "Promise to pay · 800.50 of 740.00 RON: 60.50 more than is owed\n"),
            ("", "Promise to pay\n"),
        ):
            await fill(pilot, amount_0=amount)
            assert said in screen_text(pilot.app)


async def test_a_running_plan_is_asked_about_and_not_said_to_be_replaced(book: str) -> None:
    desk = books.a_desk(book)
    debt = books.a_debtor(desk, "Planner", ref="PL", balance=900_00)
    for due in (25, 30):
        books.promised(desk, debt, 100_00, november(20), november(due), plan="G1")
    desk.close()
    async with the_app(book, first_ref="PL-1") as pilot:
        await press(pilot, "f2", *"50")
        assert "replaces" not in screen_text(pilot.app)


async def test_a_day_that_can_be_several_is_asked_and_not_saved(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2")
        await fill(pilot, amount_0="300", due_0="next week")
        assert "Mon 30 Nov, Tue 1 Dec, Wed 2 Dec, Thu 3 Dec or Fri 4 Dec?" in words(pilot)
        await press(pilot, "enter")
        assert "next week can be Mon 30 Nov," in words(pilot)
        assert pilot.app.focused.id == "due-0"
    assert len(case_of(book).promises) == 3


FORETOLD: list[tuple[str, dict[str, str], str]] = [
    ("f4", {"on": "vinerea asta", "hour": "10"}, "Fri 27 Nov"),
    ("f5", {"opened": "acum 10 zile", "answer": "in 2 weeks"}, "Fri 13 Nov Mon 7 Dec"),
    ("f5", {}, "Promises that break while it is open are excused"),
    ("f6 h", {}, "Calls are allowed; a promise is taken only with a reason."),
    ("f6 i", {}, "No calls, no promise. Still allowed: the administrator or trustee, in writing. Promises"),
    ("f6 l", {"review": "end of month"}, "No calls, no promise."),
    ("f7 s", {"on": "mâine"}, "Tue 24 Nov"),
    ("f11", {"amount": "120"}, "it counts when the money comes in"),
]


async def test_what_a_form_does_is_said_before_it_is_saved(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        for keys, typed, said in FORETOLD:
            await press(pilot, *keys.split())
            await fill(pilot, **typed)
            assert said in words(pilot)
            await press(pilot, "escape")


async def test_a_call_back_that_we_do_not_owe_is_called_a_note(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f4", *"fri", "down", "down", "t")
        assert "A note only: we owe no call." in words(pilot)


async def test_the_fields_of_a_form_begin_below_each_other(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        for key in ("f4", "f5", "f6", "f7"):
            await press(pilot, key)
            rows = pilot.app.screen.query("FormPanel .form-row")
            assert len({row.query("Input, Choice").first().region.x for row in rows}) == 1, key
            await press(pilot, "escape")


# --- Nothing consequential stands there from the start ----------------------------------------------------


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("f6", {"reason": "boală"}, "Choose the kind of hold: → turns to the next"),
        ("f7", {"on": "27.11."}, "Choose what we promise: → turns to the next"),
    ],
)
async def test_a_choice_that_matters_is_made_by_hand(
    book: str, key: str, typed: dict[str, str], said: str
) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        before = case_of(book)
        await press(pilot, key)
        await fill(pilot, **typed)
        await press(pilot, "enter")
        assert said in words(pilot)
        assert isinstance(pilot.app.focused, Choice)
    assert case_of(book) == before


async def test_a_letter_goes_to_the_next_word_that_begins_with_it(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f7")
        choice = pilot.app.screen.query_one("#what", Choice)
        told = []
        for key in ("c", "c", "c", "c", "x", "A"):
            await press(pilot, key)
            told.append(choice.value)
        assert told == [
            *("check_payment", "check_dispute", "call_back", "check_payment", "check_payment"),
            "ask_approval",
        ]


async def test_letters_on_a_choice_are_no_keys_of_the_card(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        before = case_of(book)
        await press(pilot, "f6", *"pahuenibtwmey")
        assert pilot.app.screen.form.form.id == "hold"
    assert case_of(book) == before


# --- Stumbles ---------------------------------------------------------------------------------------------


async def test_what_was_wrong_is_not_said_any_longer_when_it_is_typed_anew(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2")
        await fill(pilot, amount_0="300", due_0="31.02.")
        await press(pilot, "enter")
        assert "31.02. is no day" in screen_text(pilot.app)
        await press(pilot, "tab", "down")
        assert "31.02. is no day" in screen_text(pilot.app), "moving changes nothing"
        await fill(pilot, due_0="28.02.")
        assert "is no day" not in screen_text(pilot.app)


async def test_another_forms_key_opens_that_form_and_says_what_was_kept(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f4", *"fri", "f2")
        assert pilot.app.screen.form.form.id == "promise"
        assert "Not saved, kept as it is: Call back (F4)." in screen_text(pilot.app)
        await press(pilot, "f4")
        assert pilot.app.screen.query_one("#on", Input).value == "fri"


async def test_a_plan_ends_with_its_last_line_and_says_so(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *["f2"] * (MOST_LINES + 1))
        assert len(pilot.app.screen.query(".form-row")) == MOST_LINES + 1
        assert f"A plan has at most {MOST_LINES} parts here." in screen_text(pilot.app)


async def test_an_answer_of_another_time_is_shown_when_asked_again_and_not_used_before(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2", *"900", "down", *"fri", "enter", *"salariu", "escape", "f2")
        await press(pilot, "enter")
        assert "is more than the balance of 740.00 RON. Why?" in words(pilot)
        assert pilot.app.screen.query_one("#asked-above_balance", Input).value == "salariu"
    assert len(case_of(book).promises) == 3


# --- A call as it was written down ------------------------------------------------------------------------


async def test_a_line_becomes_a_call_with_a_chosen_outcome(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"cl zice ca e greu", "escape", "c", "enter")
        assert "Choose what came of the call: → turns to the next" in words(pilot)
        await press(pilot, "right")
        assert "reached: the debtor" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "saved: spoke with the debtor" in screen_text(pilot.app)
        assert pilot.app.screen.query_one("#line", Input).value == ""
    call = case_of(book).calls[-1]
    assert (call.outcome, call.who, call.direction) == ("right_party", "right_party", "outbound")
    assert (call.typed, call.note) == ("cl zice ca e greu", "cl zice ca e greu")


@pytest.mark.parametrize(
    ("outcome", "who"),
    [
        ("vague", "right_party"),
        ("voicemail", "nobody"),
        ("hung_up", "unknown"),
        ("third_party", "third_party"),
        ("wrong_number", "wrong_party"),
        ("number_invalid", "nobody"),
        ("refused", "right_party"),
    ],
)
def test_who_was_reached_follows_from_the_outcome(outcome: str, who: str) -> None:
    assert reached({"result": outcome, "who": ""}) == who
    assert reached({"result": outcome, "who": "authorised"}) == "authorised"


async def test_who_was_reached_and_who_rang_can_be_said(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "x", "escape", "c", "r", "down", *"ss", "down", "t", "enter")
    call = case_of(book).calls[-1]
    assert (call.outcome, call.who, call.direction) == ("refused", "third_party", "inbound")


async def test_an_outcome_that_makes_a_hold_says_so_before(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "x", "escape", "c", "h")
        assert "Also a hold from today: hardship. Calls are allowed" in words(pilot)
        await press(pilot, "enter")
    assert [hold.kind for hold in case_of(book).holds] == ["hardship"]


def test_every_choice_has_a_word_of_its_own() -> None:
    for form in FORMS.values():
        for field in (field for row in form.rows for field in row if field.choices):
            shown = [word for _choice, word in choice_words(field)]
            assert all(shown)
            assert len(set(shown)) == len(shown)


# --- Undo -------------------------------------------------------------------------------------------------


async def test_entries_are_taken_back_one_after_another_the_newest_first(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f3", "f2", *"300", "down", *"fri", "enter", "f7", "s", "down", *"fri", "enter")
        for said in (
            "taken back: we promised: send the invoice, by Fri 27 Nov the one before: promise 300.00 Fri",
            "taken back: promise 300.00 Fri 27 Nov, counts to Thu 3 Dec the one before: no answer",
            "taken back: no answer no other of yours to take back",
            "Your latest entry here is older than 10 minutes and stays: spoke with the debtor.",
        ):
            await press(pilot, "f12")
            assert said in words(pilot)  # of a long text the parts stand below each other
    assert len(case_of(book).endings) == 4, "two calls, the promise of one, and ours"


async def test_an_entry_that_is_too_old_is_named_and_stays(book: str, wall: Any) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2", *"300", "down", *"fri", "enter")
        wall.passes(minutes=11)
        await press(pilot, "f12")
        assert "Your latest entry here is older than 10 minutes and stays: promise 300.00 Fri" in words(pilot)
    assert not case_of(book).endings


async def test_an_undo_names_what_is_next_also_when_that_is_a_hold(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f6", "h", "enter", "f3", "f12")
        assert "taken back: no answer the one before: hold: hardship" in words(pilot)
        assert case_of(book).holds[-1].from_on == november(23)
