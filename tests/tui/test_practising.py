"""Practice in the app: everybody in one order, a role above each card, nothing kept of what is the agent's own."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.pilot import Pilot

from collector import phrasebooks, words
from collector.practice.book import make_practice
from collector.practice.roles import Drill
from collector.rules.situations import SITUATIONS
from collector.tui.app import CollectorApp
from collector.tui.screens.account import AccountScreen
from collector.tui.screens.practising import PracticeScreen
from collector.tui.widgets.role_box import RoleBox
from tests.tui.stage import LARGE, SMALL, line_with, press, screen_text, settings, settled, the_app

FRIDAY = date(2026, 11, 20)


class Practice(NamedTuple):
    """A practice book, and who is in it."""

    book: Path
    drills: tuple[Drill, ...]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    book = tmp_path_factory.mktemp("practice") / "book.db"
    return Practice(book, make_practice(str(book), FRIDAY, "en"))


@pytest.fixture
def practice(built: Practice, tmp_path: Path) -> Practice:
    shutil.copyfile(built.book, tmp_path / "book.db")
    return built._replace(book=tmp_path / "book.db")


@asynccontextmanager
async def practising(practice: Practice, size: tuple[int, int] = SMALL) -> AsyncIterator[Pilot[None]]:
    words.use("en")
    app = CollectorApp(settings(str(practice.book), as_of=f"{FRIDAY}T10:15"), drills=practice.drills)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot
    app.door.close()


def app_of(pilot: Pilot[None]) -> CollectorApp:
    assert isinstance(pilot.app, CollectorApp)
    return pilot.app


async def open_card(pilot: Pilot[None], situation: str) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, PracticeScreen)
    screen.list.move_to(SITUATIONS.index(situation))
    await press(pilot, "enter")


def account(pilot: Pilot[None]) -> AccountScreen:
    assert isinstance(pilot.app.screen, AccountScreen)
    return pilot.app.screen


def role_of(pilot: Pilot[None]) -> str:
    """What stands in the box of the role."""
    return str(pilot.app.screen.query_one(RoleBox).render())


# --- The list --------------------------------------------------------------------------------------------


async def test_everybody_stands_in_the_order_of_situations_whoever_may_be_called(practice: Practice) -> None:
    async with practising(practice, LARGE) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, PracticeScreen)
        assert [row.who for row in screen.list.items] == [drill.role.name for drill in practice.drills]
        text = screen_text(app_of(pilot))
        assert text.startswith("Practice · Today · Fri 20 Nov")
        assert "Do not contact" in line_with(app_of(pilot), "Marian Stone")
        assert "in the call" in line_with(app_of(pilot), "Colin Marsh")
        assert "Not at this hour" in line_with(app_of(pilot), "Ryan Cooper")
        await press(pilot, "f")
        assert "the list is always whole" in screen_text(app_of(pilot))


async def test_n_goes_from_one_to_the_next_and_from_the_last_to_the_first(practice: Practice) -> None:
    async with practising(practice) as pilot:
        await press(pilot, "n")
        assert app_of(pilot).last_opened == practice.drills[0].debtor_id
        await press(pilot, "escape", "n")
        assert app_of(pilot).last_opened == practice.drills[1].debtor_id
        assert "Dennis Clay" in screen_text(app_of(pilot))
        app_of(pilot).last_opened = practice.drills[-1].debtor_id
        await press(pilot, "escape", "escape", "n")
        assert app_of(pilot).last_opened == practice.drills[0].debtor_id


# --- The role --------------------------------------------------------------------------------------------


async def test_on_a_small_screen_the_role_is_one_line_that_a_key_opens(practice: Practice) -> None:
    async with practising(practice) as pilot:
        await open_card(pilot, "third_party")
        first = screen_text(app_of(pilot)).splitlines()[0]
        assert first.startswith("Role    You say: I am his wife")
        assert first.endswith("Ctrl+r whole role")
        await press(pilot, "ctrl+r")
        text = screen_text(app_of(pilot))
        assert "You are Irene, the wife of Colin Marsh" in text
        assert "Then on the card, Ctrl+o: somebody else" in text
        assert len(text.splitlines()) <= SMALL[1]
        await press(pilot, "escape", "R")
        assert len(role_of(pilot).splitlines()) == 1


async def test_where_there_is_room_the_role_is_there_whole_and_leaves_room_to_a_form(
    practice: Practice,
) -> None:
    async with practising(practice, LARGE) as pilot:
        await open_card(pilot, "due_today")
        assert role_of(pilot).endswith("if somebody shows you another way.")
        await press(pilot, "f2")
        assert not pilot.app.screen.query_one(RoleBox).display


async def test_what_begins_in_the_call_is_told_to_the_card_as_the_role_says(practice: Practice) -> None:
    async with practising(practice) as pilot:
        await open_card(pilot, "angry")
        assert "Then on the card, Ctrl+o: the debtor, upset" in role_of_whole(pilot)
        await press(pilot, "ctrl+o", "right", "down", "down", "right")
        assert "listen and fix" in line_with(app_of(pilot), "Next step")


def role_of_whole(pilot: Pilot[None]) -> str:
    box = pilot.app.screen.query_one(RoleBox)
    box.turn()
    return role_of(pilot)


# --- What is the agent's own -----------------------------------------------------------------------------


async def test_no_star_is_kept_in_practice(practice: Practice) -> None:
    before = phrasebooks.stars()
    async with practising(practice) as pilot:
        await open_card(pilot, "first_contact")
        await press(pilot, "escape", "s")
        assert "In practice no star is kept" in screen_text(app_of(pilot))
    assert phrasebooks.stars() == before


async def test_a_day_s_work_knows_no_role(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "enter")
        assert not account(pilot).query(RoleBox)
        assert not account(pilot).check_action("role", ())
        await press(pilot, "escape", "R", "ctrl+r")
        assert "Role" not in screen_text(app_of(pilot))
