"""The card with its step as a person reads it: five moments that decide how an agent is heard, in both languages.

Written anew like the other screens: `COLLECTOR_GOLDEN=write`, then read the difference.
"""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from collector import clock, words
from collector.desk import acting
from collector.desk.entries import CallEntry, DisputeEntry, OurPromiseEntry
from collector.phrasebooks import phrase_book
from collector.rules.cardsamples import PERSONS, sample
from collector.rules.phrasebook import AGENT, CARE, SPOKEN
from collector.rules.phrases import variants
from collector.rules.situations import SITUATIONS
from collector.tui.behind import cards, lists
from collector.tui.screens.account import AccountScreen
from collector.tui.scripting import Wanted, _whose, script
from collector.tui.widgets.card import CardHead
from collector.tui.widgets.step_box import AROUND, HISTORY_LEAST, StepBox
from tests import books
from tests.books import november
from tests.tui.stage import press, settled, the_app
from tests.tui.test_account import where_of
from tests.tui.test_screens import LANGUAGES, at_rest, check

SATURDAY = "2026-11-28T10:00"
AT_ITS_MOMENT = {"dispute": "E1-1", "call-back-late": "M1-1", "third-kept": "K1-1"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A firm that has a name, and four people."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "real_now", books.Wall("2026-11-23T08:00"))
        url = books.a_book(str(tmp_path_factory.mktemp("book") / "book.db"), firm="Alfa Servicii")
        desk = books.a_desk(url, agent="Maria")
        _contested(desk)
        _waiting_for_us(desk)
        _reliable(desk)
        _broken(desk)
        desk.close()
    return url


@pytest.fixture
def stories(built: str, tmp_path: Path) -> str:
    """The same, and nobody else has a card of it open."""
    return shutil.copyfile(built, str(tmp_path / "book.db"))


def _contested(desk: books.Desk) -> None:
    who = books.a_debtor(desk, "domnul Radu Enache", ref="E1", balance=330_00, creditor="Beta Energie")
    books.promised(desk, who, 300_00, november(2), november(10))
    entry = DisputeEntry(november(19), "factura corectă", "citire greșită", "Irina Stan", november(27))
    acting.record_call(books.on(desk, "2026-11-19T15:00"), *who, CallEntry(outcome="dispute", dispute=entry))


def _waiting_for_us(desk: books.Desk) -> None:
    """Our call-back is late, and their own promise falls due today: ours comes first."""
    who = books.a_debtor(desk, "doamna Marinescu Ioana", ref="M1", balance=980_00, phone=["0722 111 222"])
    books.promised(desk, who, 200_00, november(16), november(23))
    ours = OurPromiseEntry("call_back", november(23), books.at("2026-11-23T09:30"))
    acting.promise_ours(books.on(desk, "2026-11-20T12:00"), *who, ours)


def _reliable(desk: books.Desk) -> None:
    who = books.a_debtor(desk, "doamna Popescu Elena", ref="K1", balance=1500_00, creditor="Beta Energie")
    for made, due in ((-60, -50), (-30, -20), (5, 20)):
        books.promised(desk, who, 250_00, november(made), november(due))
        books.paid(desk, who, 250_00, november(due))


def _broken(desk: books.Desk) -> None:
    who = books.a_debtor(desk, "Ionescu Ana", ref="A1", balance=740_00, phone=["0721 000 111"])
    books.promised(desk, who, 300_00, november(5), november(12))


async def opened(pilot: Pilot[None], url: str, ref: str) -> str:
    """The card of an account, in the place of the one before."""
    from collector.tui.app import CollectorApp

    assert isinstance(pilot.app, CollectorApp)
    pilot.app.open_account(where_of(url, ref))
    await settled(pilot)
    return await at_rest(pilot)


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_card_at_five_moments(stories: str, lang: str) -> None:
    async with the_app(stories, lang=lang, agent="Maria") as pilot:
        found = {name: await opened(pilot, stories, ref) for name, ref in AT_ITS_MOMENT.items()}
        await opened(pilot, stories, "A1-1")
        await press(pilot, "ctrl+o", "right", "right", "enter")
        found["third-party"] = await at_rest(pilot)
        await press(pilot, "escape", "escape")
    async with the_app(stories, lang=lang, agent="Maria", as_of=SATURDAY) as pilot:
        found["saturday"] = await opened(pilot, stories, "A1-1")
        await press(pilot, "f9")
        found["saturday-why"] = await at_rest(pilot)
    check(f"step-{lang}", found)


# --- Nothing that is said is cut --------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_every_card_is_read_whole_and_leaves_some_history(stories: str, lang: str) -> None:
    """At 80×24, with all its facts: opening, ask and alternatives of each situation and wording, the longest too."""
    book = phrase_book(lang)
    async with the_app(stories, lang=lang, first_ref="A1-1") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, AccountScreen)
        view, known, box = screen._view, screen._script, screen.query_one(StepBox)
        assert view is not None
        assert known is not None
        below = screen.size.height - screen.query_one(CardHead).size.height - AROUND
        for situation in SITUATIONS:
            for variant in range(variants(book, situation)):
                said = sample(book, situation, lang, variant=variant)
                texts = {part: getattr(said, part) or "" for part in (*SPOKEN, *CARE, AGENT)}
                box.show(view, known._replace(**texts))  # type: ignore[arg-type]
                lines = box.render().plain.splitlines()
                read = " ".join(" ".join(lines).split())
                cut = [part for part in ("opening", "ask", "alternatives") if texts[part] not in read]
                assert not cut, situation
                assert below - len(lines) >= HISTORY_LEAST, situation


def test_the_sample_people_are_addressed_as_they_told() -> None:
    assert {lang: _whose(person) for lang, person in PERSONS.items()} == {"ro": "her", "en": "her"}


# --- The list and the card agree --------------------------------------------------------------------------


@pytest.mark.parametrize("when", [books.MONDAY, SATURDAY])
def test_whoever_stands_under_now_may_be_called_and_the_card_names_the_same_step(
    book: str, when: str
) -> None:
    words.use("en")
    desk = books.a_desk(book, when)
    spoken = books.a_debtor(desk, "Vorbit Azi", ref="V9", balance=500_00)
    books.call(desk, spoken, outcome="right_party")
    owing = books.a_debtor(desk, "Factura Azi", ref="F9", balance=500_00)
    acting.promise_ours(desk, *owing, OurPromiseEntry("send_invoice", books.TODAY + timedelta(days=5)))
    rows = lists.first_page(desk, 100).rows
    assert {row.section for row in rows} >= {"later", "wait"}
    for row in rows:
        view = cards.account(desk, row.where)
        assert view.guide is not None
        seen = script(view.guide, Wanted())
        if row.section == "now":
            assert view.may_call, row
            assert seen.owed or seen.step == row.step, row
        assert row.section != "now" or row.who != "Vorbit Azi", "they have been spoken with today"
    assert (when == books.MONDAY) == any(row.section == "now" for row in rows)
    desk.close()
