"""Showing some only: choosing with the keys, saving by name, and what the list says about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from collector.tui import jobs
from collector.tui.screens.account import AccountScreen
from collector.tui.screens.filter import FilterScreen
from collector.tui.screens.today import TodayScreen
from collector.tui.views import NO_FILTER, Filter, FilterChoices, ListRow
from collector.tui.widgets.filter_list import filter_words, lines
from tests.tui.stage import line_with, press, screen_text, the_app, type_text

CHOICES = FilterChoices(
    ("ana", "maria", "zoe"), ("Alfa", "Beta Energie"), (("overdue", "promise unpaid"),), tuple("ABCDE")
)


def banded(row: ListRow) -> ListRow:
    """Whatever the card of the day says: one promise is of band D."""
    return row._replace(band="D" if row.who.startswith("Văcărescu") else "C")


@pytest.fixture(autouse=True)
def known_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    """What can be chosen is another's matter: here it is always the same, and bands are what narrows."""
    monkeypatch.setattr(jobs, "filter_choices", lambda _desk: CHOICES)
    first_page, next_to_call = jobs.first_page, jobs.next_to_call

    def narrowed(door, chosen=NO_FILTER):  # type: ignore[no-untyped-def]
        page = first_page(door)
        rows = tuple(row for row in map(banded, page.rows) if chosen.band in (None, row.band))
        return page._replace(rows=() if chosen.creditor == "Alfa" else rows)

    def next_by_band(desk, holder, after, chosen=NO_FILTER, place=None):  # type: ignore[no-untyped-def]
        last = after
        for _ in range(10):
            row = next_to_call(desk, holder, last)
            if row is None or (chosen.band in (None, banded(row).band) and row.where.debtor_id != after):
                return row
            last = row.where.debtor_id
        return None

    monkeypatch.setattr(jobs, "first_page", narrowed)
    monkeypatch.setattr(jobs, "next_to_call", next_by_band)


async def choose(pilot, *keys: str) -> None:  # type: ignore[no-untyped-def]
    await press(pilot, "f", *keys)


async def test_one_choice_narrows_the_list_and_says_so(book: str) -> None:
    async with the_app(book) as pilot:
        await choose(pilot, "G", "k")
        assert "▸   D" in screen_text(pilot.app)
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert text.splitlines()[1].startswith("Only risk D")
        assert "Esc whole list" in text.splitlines()[1]
        assert "Văcărescu" in line_with(pilot.app, "▸")
        assert "Marin" not in text
        assert "one account by this filter" in text
        await press(pilot, "escape")
        assert "Marin" in line_with(pilot.app, "▸")
        assert "Only" not in screen_text(pilot.app)


async def test_several_choices_are_marked_and_shown_together(book: str) -> None:
    async with the_app(book) as pilot:
        await choose(pilot, "j", "m")
        assert "✓ ana" in screen_text(pilot.app)
        await press(pilot, "l", "j", "j", "m", "l", "down", "m", "right", "end", "m")
        assert screen_text(pilot.app).splitlines()[0] == (
            "Filter · assigned to ana · Beta Energie · promise unpaid · risk E"
        )
        await press(pilot, "m")
        assert "risk" not in screen_text(pilot.app).splitlines()[0], "marked again: no longer"
        await press(pilot, "k", "k", "enter")
        assert pilot.app.screen.chosen == Filter("ana", "Beta Energie", "overdue", "C")


async def test_the_list_stays_as_it_was_when_the_page_is_left(book: str) -> None:
    async with the_app(book) as pilot:
        await choose(pilot, "G", "m", "escape")
        assert pilot.app.screen.chosen == NO_FILTER
        assert "Marin" in screen_text(pilot.app)
        await choose(pilot, "G", "enter")
        await choose(pilot, "c")
        assert "Marin" in screen_text(pilot.app)
        assert "Only" not in screen_text(pilot.app)


async def test_a_filter_that_nobody_passes_says_so_and_how_to_go_on(book: str) -> None:
    async with the_app(book) as pilot:
        await choose(pilot, "l", "j", "enter")
        text = screen_text(pilot.app)
        assert "Nobody on the list: Alfa." in text
        assert "Esc shows the whole list; f chooses otherwise." in text
        await press(pilot, "n")
        await press(pilot, "escape", "escape", "escape")
        assert "Marin" in screen_text(pilot.app)


async def test_next_is_one_of_the_filter(book: str) -> None:
    async with the_app(book) as pilot:
        await choose(pilot, "G", "enter")
        for name in ("Dumitru", "Văcărescu", "Ionescu"):
            await press(pilot, "n")
            assert name in screen_text(pilot.app).splitlines()[0]
            await press(pilot, "escape", "escape")
    async with the_app(book) as pilot:
        await choose(pilot, "G", "k", "enter")
        await press(pilot, "n")
        assert "Nobody further to call by this filter. Esc shows the whole list." in screen_text(pilot.app)


async def test_finding_goes_through_the_whole_book_and_back_to_the_filter(book: str) -> None:
    async with the_app(book) as pilot:
        await choose(pilot, "G", "k", "enter")
        await press(pilot, "slash", *"marin", "escape")
        assert "Found by “marin” in the whole book" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert "Only risk D" in screen_text(pilot.app)
        assert "Marin" not in screen_text(pilot.app)


async def test_a_filter_chosen_while_others_are_found_is_of_the_day(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "slash", *"marin", "escape")
        await choose(pilot, "G", "k", "enter")
        assert "Found" not in screen_text(pilot.app)
        assert "Only risk D" in screen_text(pilot.app)
        assert "Văcărescu" in line_with(pilot.app, "▸")


async def test_read_again_it_is_narrowed_still(book: str) -> None:
    async with the_app(book) as pilot:
        await choose(pilot, "G", "k", "enter")
        await press(pilot, "r")
        assert "Marin" not in screen_text(pilot.app)
        await press(pilot, "enter", "escape", "escape")
        assert isinstance(pilot.app.screen, TodayScreen)
        assert "Marin" not in screen_text(pilot.app)


# --- Saved by name ----------------------------------------------------------------------------------------


async def save_risky(pilot) -> None:  # type: ignore[no-untyped-def]
    await choose(pilot, "G", "k", "m", "s")
    await type_text(pilot, "risky")
    await press(pilot, "enter")


async def test_a_filter_is_saved_and_chosen_again_at_the_next_start(book: str) -> None:
    async with the_app(book) as pilot:
        await save_risky(pilot)
        text = screen_text(pilot.app)
        assert "saved: risky" in text
        assert "Saved filters\n  ✓ risky: risk D" in text
    async with the_app(book) as pilot:
        assert "Marin" in screen_text(pilot.app), "the start is always the whole list"
        await press(pilot, "F")
        assert "Only risky: risk D" in screen_text(pilot.app)
        assert "Marin" not in screen_text(pilot.app)
        await press(pilot, "F")
        assert "Marin" in screen_text(pilot.app), "after the last one the whole list"
        await choose(pilot, "g", "enter")
        assert "Only risky: risk D" in screen_text(pilot.app)


async def test_a_saved_filter_is_deleted_and_brought_back(book: str) -> None:
    async with the_app(book) as pilot:
        await save_risky(pilot)
        await press(pilot, "g", "d")
        assert "deleted: risky; u brings it back" in screen_text(pilot.app)
        assert "Saved filters" not in screen_text(pilot.app)
        await press(pilot, "u")
        assert "back again: risky" in screen_text(pilot.app)
        assert "risky: risk D" in screen_text(pilot.app)
        await press(pilot, "u", "G", "d")
        assert "Only a saved filter can be deleted." in screen_text(pilot.app)


async def test_what_is_missing_for_saving_is_said(book: str) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "F")
        assert "No filter is saved yet: f opens the page of filters, s saves one there." in screen_text(
            pilot.app
        )
        await choose(pilot, "s")
        assert "Nothing is marked yet: m marks" in screen_text(pilot.app), "the cursor is on “all”"
        await press(pilot, "G", "m", "s", "enter")
        assert "A name is missing." in screen_text(pilot.app)
        await press(pilot, *"mf", "escape")
        assert isinstance(pilot.app.screen, FilterScreen)
        assert "mf" not in screen_text(pilot.app)
        await press(pilot, "s", *"mf", "enter", "s", *"mf", "enter")
        assert "saved: mf, in place of the earlier one" in screen_text(pilot.app)


async def test_saving_takes_the_choice_under_the_cursor_as_enter_does(book: str) -> None:
    async with the_app(book) as pilot:
        await choose(pilot, "j", "s", *"hers", "enter")
        text = screen_text(pilot.app)
        assert text.startswith("Filter · assigned to ana")
        assert "✓ hers: assigned to ana" in text
        await press(pilot, "escape")
        assert "Only" not in screen_text(pilot.app), "saved, not shown"


async def test_a_damaged_file_of_filters_is_told_and_the_list_still_shown(book: str) -> None:
    async with the_app(book) as pilot:
        await save_risky(pilot)
        (file,) = (Path(book).parent / "state" / "filters").iterdir()
        file.write_text("{")
        await press(pilot, "escape", "F")
        assert "The file of saved filters is damaged; it was set aside as" in screen_text(pilot.app)
        assert "Marin" in screen_text(pilot.app)


# --- Choices and words ------------------------------------------------------------------------------------


def test_oneself_comes_first_and_what_has_left_the_book_can_still_be_seen() -> None:
    told = lines(Filter(assigned="gone"), "", CHOICES, (), "maria")
    agents = [(line.text, line.marked) for line in told if line.field == "assigned"]
    assert agents == [("all", False), ("maria", False), ("ana", False), ("zoe", False), ("gone", True)]


def test_the_words_of_a_filter() -> None:
    assert filter_words(NO_FILTER, CHOICES) == ""
    assert filter_words(Filter(state="overdue", band="E"), CHOICES) == "promise unpaid · risk E"
    assert filter_words(Filter(state="unheard of"), CHOICES) == "unheard of"


async def test_the_mouse_can_choose(book: str) -> None:
    async with the_app(book) as pilot:
        await choose(pilot)
        place = screen_text(pilot.app).splitlines().index("    D")
        await pilot.click(offset=(5, place))
        await pilot.click(offset=(5, place))
        await press(pilot)
        assert "Only risk D" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AccountScreen)
