"""The card follows the call: who is on the line, what is said; its language, its other words, and why."""

from __future__ import annotations

import json
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from collector import phrasebooks
from collector.config import settings_path
from collector.desk import naming
from collector.rules.records import Call
from collector.tui import tipping
from collector.tui.app import CollectorApp
from collector.tui.widgets.call_line import CallLine, Understood
from collector.tui.widgets.step_box import StepBox
from tests.tui.stage import press, screen_text, settings, the_app
from tests.tui.test_account import where_of
from tests.tui.test_entries import case_of
from tests.tui.test_steps_shown import SATURDAY

ON_LINE = "ctrl+o"


def step(pilot: Pilot[None]) -> str:
    """The whole box of the step, in one line."""
    box = pilot.app.screen.query_one(StepBox)
    return " ".join(" ".join(strip.text.split()) for strip in box.render_lines(box.region.reset_offset))


def shows(pilot: Pilot[None], situation: str) -> bool:
    """Whether the card is that of this situation."""
    name = naming.situation(situation)
    return f"Next step: {name[:1].lower()}{name[1:]} " in step(pilot)


def below(pilot: Pilot[None]) -> str:
    drawn = pilot.app.screen.query_one(Understood)
    return " ".join(" ".join(strip.text.split()) for strip in drawn.render_lines(drawn.region.reset_offset))


async def written(pilot: Pilot[None], text: str) -> None:
    """This stands in the line."""
    pilot.app.screen.query_one(CallLine).put(text)
    await press(pilot)


def last_call(book: str) -> Call:
    return case_of(book).calls[-1]


# --- Who is on the line -----------------------------------------------------------------------------------


async def test_the_card_follows_what_is_told_of_the_line(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        assert shows(pilot, "broken_once")
        await press(pilot, "f8")
        assert "Bună ziua" in step(pilot)
        assert shows(pilot, "broken_once"), "the frame stays the agent's"
        await press(pilot, "f8")
        assert "300" not in step(pilot).partition("Ask")[0], "before anybody is verified no sum is said"
        await press(pilot, ON_LINE, "right")
        assert "Am I speaking with" not in step(pilot), "the debtor has answered"
        assert "RON 300" in step(pilot)
        await press(pilot, "right")
        assert "personal matter" in step(pilot)
        assert not {"RON", "balance", "Beta"} & set(step(pilot).partition("For them")[0].split())
        await press(pilot, "right")
        assert shows(pilot, "wrong_party")
        await press(pilot, "right", "down", "down", "right")
        assert shows(pilot, "angry"), "upset, whoever it is"
        await press(pilot, "enter")
        assert isinstance(pilot.app.focused, CallLine)
        assert shows(pilot, "angry"), "what was told stays when the form is closed"
        await press(pilot, "f3")
        assert "saved: no answer" in screen_text(pilot.app)
        await press(pilot, "escape", "W")
        assert "‹ calm ›" in screen_text(pilot.app), "with the call it is gone"


TYPED = {
    "nu e el": "third_party",
    "sotia a raspuns": "third_party",
    "nr gresit": "wrong_party",
    "refuza sa plateasca": "refuses",
    "somaj, nu are bani": "hardship",
    "nervos, tipa": "angry",
    "plateste 700 maine": "too_good_promise",
    "plateste 200 vn": "broken_once",
    "": "broken_once",
}


async def test_the_card_follows_the_line_as_it_is_typed_and_what_is_told_by_key_goes_before(
    book: str,
) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        for typed, situation in TYPED.items():
            await written(pilot, typed)
            assert shows(pilot, situation), typed
        await written(pilot, "nervos")
        await press(pilot, ON_LINE, "down", "down")
        assert "‹ upset ›" in screen_text(pilot.app)
        await press(pilot, "left", "enter")
        assert shows(pilot, "broken_once"), "a person says that they are calm"
        await written(pilot, "nervos, tipa")
        assert shows(pilot, "broken_once")


async def test_who_rang_is_asked_once_and_saved_with_whatever_form(book: str) -> None:
    async with the_app(book, first_ref="A1-1", as_of=SATURDAY) as pilot:
        assert shows(pilot, "outside_hours")
        await press(pilot, ON_LINE, "down", "right", "enter")
        assert not shows(pilot, "outside_hours"), "whoever rings us may be answered"
        await press(pilot, "f2", *"200", "down", *"4.12.", "enter")
        assert "No call of ours is allowed" not in screen_text(pilot.app)
        assert last_call(book).direction == "inbound"
        await press(pilot, ON_LINE, "down", "right", "enter", *"vorbim luni", "enter")
        assert last_call(book).direction == "inbound"
        await press(pilot, *"vorbim", "enter")
        assert last_call(book).direction == "outbound", "the next call is a new one"


# --- Why, other words, stars ------------------------------------------------------------------------------


async def test_why_tells_rule_facts_what_is_blocked_and_what_would_change_it(book: str) -> None:
    async with the_app(book, first_ref="A1-1", as_of=SATURDAY) as pilot:
        await press(pilot, "f9")
        told = step(pilot)
        assert "Why: " in told
        assert "Not at this hour (docs/reference/next-step.md); also: Ask for a new date" in told
        assert "promise of 300.00 RON due 2026-11-12, made 2026-11-05: broken" in told
        assert "ro.weekend (" in told
        assert "until Wed 2 Dec 09:00" in told
        assert "it would be: broken_once" in told
        await press(pilot, "escape", "x")
        assert "Why:" not in step(pilot)
        assert shows(pilot, "outside_hours")


async def test_an_ask_is_said_in_other_words_twice_and_what_worked_gets_a_star(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, ON_LINE, "right", "enter", "escape")
        asks = [step(pilot)]
        for _again in range(2):
            await press(pilot, "v")
            asks.append(step(pilot))
        assert asks[0] != asks[1]
        await press(pilot, "v")
        assert "Said three times" in screen_text(pilot.app)
        assert step(pilot) == asks[-1]
        words = phrasebooks.phrase_book("en").cards["broken_once"]["ask"]
        await press(pilot, "a", ON_LINE, "right", "enter")
        assert step(pilot) == asks[0], "another call"
        await press(pilot, "v", "s")
        assert "Starred: these words come first next time." in screen_text(pilot.app)
        assert "Ask*" in step(pilot)
        starred = phrasebooks.phrase_book("en").cards["broken_once"]["ask"][0]
        assert starred != words[0]
        kept = (settings_path().parent / phrasebooks.STARRED).read_text("utf-8")
        assert "Ionescu" not in kept
        assert "{" in kept
        await press(pilot, "s")
        assert "The star is taken away." in screen_text(pilot.app)
        assert phrasebooks.phrase_book("en").cards["broken_once"]["ask"] == words
        await press(pilot, ON_LINE, "right", "right", "enter", "v", "s")
        assert "There is one wording here only." in screen_text(pilot.app)


# --- Before and after the call ----------------------------------------------------------------------------

SMILE = "smile, it can be heard"


async def test_a_smile_is_reminded_of_before_a_call_that_may_be_made(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        assert SMILE in below(pilot)
        await press(pilot, *"cl")
        assert SMILE not in below(pilot)
        await press(pilot, "backspace", "backspace", ON_LINE, "right", "enter")
        assert SMILE not in below(pilot), "somebody is on the line"
        app = pilot.app
        assert isinstance(app, CollectorApp)
        app.open_account(where_of(book, "M1-1"))
        await press(pilot)
        assert SMILE not in below(pilot), "an apology is said as it is meant"
        app.settings = app.settings._replace(smile=False)
        app.open_account(where_of(book, "A1-1"))
        await press(pilot)
        assert SMILE not in below(pilot)


async def test_where_a_call_tipped_is_kept_for_the_agent_alone(book: str) -> None:
    file = Path(settings(book).state) / tipping.FILE
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, "escape", "2")
        assert "First save a call here" in screen_text(pilot.app)
        await press(pilot, "a", "1")
        assert "So far: to the client 1, even 0, to the company 0." in screen_text(pilot.app)
        await press(pilot, "3")
        assert "So far: to the client 0, even 0, to the company 1." in screen_text(pilot.app), "the same call"
        await press(pilot, "a", "2")
        assert "to the client 0, even 1, to the company 1." in screen_text(pilot.app)
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [row["tipped"] for row in rows] == ["client", "company", "even"]
    assert rows[0]["situation"] == "broken_once"
    assert not {"Ionescu", "A1"} & set(file.read_text("utf-8").replace('"', " ").split())
    assert file.stat().st_mode & 0o077 == 0


async def test_after_insults_or_two_upset_people_a_pause_is_offered(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"m-a injurat, nervos", "enter")
        assert "Take a few minutes" in screen_text(pilot.app)
        for upset, offered in ((True, False), (False, False), (True, False), (True, True)):
            if upset:
                await press(pilot, ON_LINE, "down", "down", "right", "enter")
            await press(pilot, "f3")
            assert ("Take a few minutes" in screen_text(pilot.app)) is offered


async def test_a_label_in_a_note_is_told_with_better_words_and_nothing_is_saved(book: str) -> None:
    before = case_of(book).calls
    async with the_app(book, first_ref="A1-1") as pilot:
        await press(pilot, *"client rau-platnic", "enter")
        text = " ".join(screen_text(pilot.app).split())
        assert "“rau-platnic” is a label, not a fact (F13). Scrieți faptul, nu omul" in text
        line = pilot.app.screen.query_one(CallLine)
        assert line.selected_text == "rau-platnic", "what is typed takes its place"
        await press(pilot, *"intarziat 2 plati", "enter")
        assert "saved" in screen_text(pilot.app)
        await press(pilot, "f5", *"deadbeat", "enter")
        assert "“deadbeat” is a label" in screen_text(pilot.app)
        assert isinstance(pilot.app.focused, Input)
        assert pilot.app.focused.id == "valued"
        await press(pilot, "escape", *"nu e om serios", "enter")
        text = " ".join(screen_text(pilot.app).split())
        assert "saved" in text
        assert "is a label, not a fact (F13)" in text, "in doubt it is saved, and said"
    assert len(case_of(book).calls) == len(before) + 2
