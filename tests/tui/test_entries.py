"""What is entered on a card lies in the book before the screen says *saved*, and can be taken back."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from textual.widgets import Input

from collector.desk import acting, looking, undoing
from collector.errors import BookError
from collector.rules.records import Case
from collector.tui.widgets.choice import Choice
from tests import books
from tests.books import november
from tests.tui.stage import press, screen_text, settled, the_app


def case_of(url: str, ref: str = "A1-1") -> Case:
    """What another connection finds in the book."""
    desk = books.a_desk(url, agent="witness")
    try:
        return looking.card(desk, looking.resolve(desk, ref).debtor_id).case
    finally:
        desk.close()


FIELDS = ("paid_on",)


async def fill(pilot: Any, **fields: str) -> None:
    """Put texts into fields of the open form; `amount_0` is the sum of the first line."""
    for name, text in fields.items():
        field = name if name in FIELDS else name.replace("_", "-")
        pilot.app.screen.query_one(f"#{field}", Input).value = text
    await settled(pilot)


# --- A promise --------------------------------------------------------------------------------------------


async def test_a_promise_is_on_disk_and_undo_takes_it_back(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, *"jjjj", "enter", "f2", *"300", "down", *"fri", "enter")
        assert "saved: promise 300.00 Fri 27 Nov, counts to Thu 3 Dec · F12 undo" in screen_text(pilot.app)
        made = case_of(book).promises[-1]
        assert (made.amount_minor, made.due_on, made.agent) == (300_00, november(27), "ana")
        await press(pilot, "f12")
        assert "taken back: promise 300.00 Fri 27 Nov, counts to Thu 3 Dec" in screen_text(pilot.app)
        assert case_of(book).endings[-1].reason == "error"


async def test_saved_is_said_only_after_the_desk_has_returned(
    book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, record = threading.Event(), acting.record_call

    def slow(*args: Any) -> acting.Saved:
        gate.wait(10)
        return record(*args)

    monkeypatch.setattr(acting, "record_call", slow)
    async with the_app(book, first_ref="A1-1") as pilot:
        await pilot.press("f3")
        await pilot.pause()
        assert "saved" not in screen_text(pilot.app)
        assert "Saving…" in screen_text(pilot.app)
        assert case_of(book).calls[-1].outcome != "no_answer"
        gate.set()
        await settled(pilot)
        assert "saved: no answer" in screen_text(pilot.app)
        assert case_of(book).calls[-1].outcome == "no_answer"


async def test_a_plan_of_unequal_parts(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2")
        await fill(pilot, amount_0="200", due_0="27.11.")
        await press(pilot, "f2")
        await fill(pilot, amount_1="540,00", due_1="2026-12-15")
        assert "together 740.00" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "saved: promise 200.00 Fri 27 Nov" in screen_text(pilot.app)
    parts = case_of(book).promises[-2:]
    assert [(p.amount_minor, p.due_on) for p in parts] == [(200_00, november(27)), (540_00, november(45))]
    assert parts[0].plan_ref == parts[1].plan_ref is not None


async def test_a_guard_asks_for_a_reason_and_the_entry_keeps_its_id(
    book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids, record = [], acting.record_call
    monkeypatch.setattr(acting, "record_call", lambda *a: ids.append(a[-1]) or record(*a))
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2")
        await fill(pilot, amount_0="900", due_0="+2")
        await press(pilot, "enter")
        assert "900.00 RON is more than the balance of 740.00 RON. Why?" in screen_text(pilot.app)
        for reason in pilot.app.screen.query("#questions Input").results(Input):
            reason.value = "primește salariul"
        await press(pilot, "enter")
        assert "saved: promise 900.00 Wed 25 Nov" in screen_text(pilot.app)
    assert len(ids) == 2
    assert ids[0] == ids[1]
    assert "above_balance: primește salariul" in (case_of(book).promises[-1].asked or "")


async def test_a_second_promise_of_a_day_is_asked_about_and_never_guessed(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        for amount, due in (("100", "27.11."), ("120", "28.11.")):
            await press(pilot, "f2")
            await fill(pilot, amount_0=amount, due_0=due)
            await press(pilot, "enter")
        assert "Instead of it, besides it, or one" in screen_text(pilot.app)
        await press(pilot, "enter")  # nothing chosen yet
        assert len(case_of(book).promises) == 4
        assert isinstance(pilot.app.focused, Choice)
        await press(pilot, "right", "enter")
        assert "saved: promise 120.00 Sat 28 Nov" in screen_text(pilot.app)
    case = case_of(book)
    assert [p.amount_minor for p in case.promises[-2:]] == [100_00, 120_00]
    assert case.endings[-1].reason == "error", "instead of: the first counts as a mistake"


async def test_what_cannot_be_read_is_told_at_its_field_and_stays(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2")
        await fill(pilot, amount_0="300", due_0="31.02.")
        await press(pilot, "enter")
        assert "31.02. is no day" in screen_text(pilot.app)
        assert pilot.app.focused.id == "due-0"
        assert pilot.app.screen.query_one("#amount-0", Input).value == "300"
    assert len(case_of(book).promises) == 3


async def test_a_refusal_keeps_what_was_typed(book: str) -> None:
    async with the_app(book, first_ref="T4-1") as pilot:
        await press(pilot, "f2")
        await fill(pilot, amount_0="100", due_0="27.11.")
        await press(pilot, "enter")
        assert "no promise may be taken" in screen_text(pilot.app)
        assert pilot.app.screen.query_one("#due-0", Input).value == "27.11."
    assert not case_of(book, "T4-1").promises


async def test_words_of_intent_are_kept_as_vague_when_so_chosen(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2")
        await fill(pilot, amount_0="300")
        await press(pilot, "enter")
        assert "keep the call as vague" in screen_text(pilot.app)
        await press(pilot, "right", "enter")
        assert "saved: vague" in screen_text(pilot.app)
    assert case_of(book).calls[-1].outcome == "vague"


async def test_a_form_left_with_esc_comes_back_as_it_was(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2")
        await fill(pilot, amount_0="300")
        await press(pilot, "escape", "f2")
        assert pilot.app.screen.query_one("#amount-0", Input).value == "300"
        await press(pilot, "f3")
        assert "Esc leaves it first; nothing was saved" in screen_text(pilot.app)


async def test_an_error_of_the_book_is_a_line_and_the_same_entry_can_be_tried_again(
    book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, tries = acting.record_call, []

    def away_once(*args: Any) -> acting.Saved:
        tries.append(args[-1])
        if len(tries) == 1:
            raise BookError("locked", book, "database is locked")
        return record(*args)

    monkeypatch.setattr(acting, "record_call", away_once)
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2")
        await fill(pilot, amount_0="300", due_0="27.11.")
        await press(pilot, "enter")
        assert "is held by another program" in " ".join(screen_text(pilot.app).split())
        await press(pilot, "enter")
        assert "saved: promise 300.00" in screen_text(pilot.app)
    assert tries[0] == tries[1]
    assert len(case_of(book).promises) == 4


async def test_an_entry_that_was_saved_before_says_so(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server took it, but the answer was lost on its way: the second try changes nothing."""
    record, lost = acting.record_call, []

    def answer_lost(*args: Any) -> acting.Saved:
        saved = record(*args)
        if not lost:
            lost.append(saved)
            raise BookError("away", book, "connection reset")
        return saved

    monkeypatch.setattr(acting, "record_call", answer_lost)
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2")
        await fill(pilot, amount_0="300", due_0="27.11.")
        await press(pilot, "enter")
        await press(pilot, "enter")
        assert "was saved before: promise 300.00" in screen_text(pilot.app)
    assert len(case_of(book).promises) == 4


# --- The other entries ------------------------------------------------------------------------------------


async def test_no_answer_is_one_key(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "escape", "a")
        assert "saved: no answer · F12 undo" in screen_text(pilot.app)
    call = case_of(book).calls[-1]
    assert (call.who, call.outcome) == ("nobody", "no_answer")


@pytest.mark.parametrize(
    ("keys", "typed", "said"),
    [
        ("f4", {"on": "24.11.", "hour": "10:30"}, "saved: call back Tue 24 Nov 10:30"),
        ("f5", {"valued": "factura corectă", "breached": "am trimis-o greșit"}, "saved: contests the debt"),
        ("f6 h", {"from": "20.11.", "review": "+14", "reason": "boală"}, "saved: hold: hardship"),
        ("f7 s", {"on": "25.11."}, "saved: we promised: send the invoice, by Wed 25 Nov"),
        ("f11", {"amount": "120", "paid_on": "20.11."}, "saved: says it is paid 120.00 Fri 20 Nov"),
    ],
)
async def test_each_form_saves_and_undo_takes_it_back(
    book: str, keys: str, typed: dict[str, str], said: str
) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        before = case_of(book)
        await press(pilot, *keys.split())
        await fill(pilot, **typed)
        await press(pilot, "enter")
        assert said in screen_text(pilot.app)
        await press(pilot, "escape", "u")
        assert said.replace("saved: ", "taken back: ") in screen_text(pilot.app)
    after = case_of(book)
    fresh = {f.seq for part in after[5:11] for f in part} - {f.seq for part in before[5:11] for f in part}
    assert fresh
    assert {e.fact_seq for e in after.endings if e.reason == "error"} == fresh


async def test_what_the_forms_put_into_the_book(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f4")
        await fill(pilot, on="24.11.", hour="10:30")
        await press(pilot, "enter", "f6", "v")
        await fill(pilot, **{"from": "20.11.", "review": "+14", "reason": "boală"})
        await press(pilot, "enter")
    case = case_of(book)
    assert case.calls[-1].callback_at == books.at("2026-11-24T10:30")
    assert case.our_promises[-1].what == "call_back"
    hold = case.holds[-1]
    assert (hold.kind, hold.from_on, hold.review_on, hold.reason) == (
        "vulnerable",
        november(20),
        november(37),
        "boală",
    )


async def test_nothing_to_take_back_is_said(book: str) -> None:
    async with the_app(book, first_ref="B5-1") as pilot:
        await press(pilot, "f12")
        assert f"last {undoing.UNDO_MINUTES} minutes to take back" in screen_text(pilot.app)


# --- Ending what stands -----------------------------------------------------------------------------------


async def test_our_word_is_kept_and_said_so(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f7", "s")
        await fill(pilot, on="27.11.")
        await press(pilot, "enter", "escape", "e")
        assert "choose…" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "Choose what ends: → turns to the next" in screen_text(pilot.app)
        await press(pilot, "right")
        assert "27 Nov: done" in screen_text(pilot.app)
        assert "Choose what ends" not in screen_text(pilot.app)
        await press(pilot, "enter")
        assert ": done · F12 undo" in screen_text(pilot.app)
    assert case_of(book).endings[-1].reason == "done"


async def test_an_open_promise_is_withdrawn_and_undo_opens_it_again(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2", *"300", "down", *"fri", "enter", "escape", "e", "right", "enter")
        assert case_of(book).endings[-1].reason == "withdrawn"
        assert "300.00 Fri 27 Nov: the debtor took it back" not in screen_text(pilot.app)
        await press(pilot, "f12")
        assert "taken back: 300.00: withdrawn" in screen_text(pilot.app)


async def test_where_nothing_stands_it_is_said(book: str) -> None:
    async with the_app(book, first_ref="D7-1") as pilot:
        await press(pilot, "escape", "e", "right", "enter", "e")
        assert "Nothing stands here that could end." in screen_text(pilot.app)


# --- What is told before and after ------------------------------------------------------------------------


async def test_a_call_back_on_a_day_without_calls_is_told_before_it_is_saved(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f4")
        await fill(pilot, on="28.11.", hour="11")  # a Saturday before two public holidays
        assert "No call is allowed then: from Wed 09:00" in screen_text(pilot.app)
        await fill(pilot, on="27.11.")
        assert "No call is allowed" not in screen_text(pilot.app)


async def test_a_promise_that_closes_an_earlier_one_says_so(book: str) -> None:
    async with the_app(book, first_ref="D7-1") as pilot:
        await press(pilot, "f2", *"100", "down", *"fri")
        assert "replaces 450.00 Mon 23 Nov" in " ".join(screen_text(pilot.app).split()), "before it is saved"
        await press(pilot, "enter")
        assert "replaces 450.00 Mon 23 Nov" in " ".join(screen_text(pilot.app).split())
        await press(pilot, "f12")
        text = " ".join(screen_text(pilot.app).split())
        assert "450.00 Mon 23 Nov stands again" in text
        assert "replaces" not in text


async def test_a_question_left_open_says_how_it_is_answered(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "f2", *"100", "down", *"fri", "enter")
        await press(pilot, "f2", *"50", "down", *"fri", "enter", "enter")
        assert "Please answer what is asked" in screen_text(pilot.app)


async def test_the_found_row_is_right_again_after_the_card(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "slash", *"ionescu", "enter")
        await press(pilot, "f2", *"100", "down", *"fri", "enter", "escape", "escape")
        assert "open to 3 Dec" in screen_text(pilot.app)
