"""An empty book: files, the sample, the first debtor; and each way back out of it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from collector.desk import importing, looking
from collector.tui import app as app_module
from collector.tui.app import CollectorApp
from collector.tui.behind import bringing
from collector.tui.screens.account import AccountScreen
from collector.tui.screens.first_run import Ways
from collector.tui.screens.importing import ImportScreen
from collector.tui.screens.newcomer import NewcomerScreen
from collector.tui.screens.today import TodayScreen
from tests import books
from tests.tui.stage import line_with, press, screen_text, settings, settled, the_app, type_text

HEAD = "account_ref,debtor_ref,name,currency,balance,phone\n"
ANA = "A1,D1,Ionescu Ana,RON,1240.50,0721 000 111\n"
ION = "A2,D2,Popescu Ion,RON,300,\n"


@pytest.fixture
def empty(tmp_path: Path) -> str:
    return books.a_book(str(tmp_path / "empty.db"))


@pytest.fixture
def debts(tmp_path: Path) -> Path:
    return a_file(tmp_path, HEAD + ANA + ION)


def a_file(folder: Path, text: str, name: str = "debts.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def said(pilot: Any) -> str:
    """The screen with its line ends as blanks: long texts go on in the next line."""
    return " ".join(screen_text(pilot.app).split())


def people(url: str) -> list[str]:
    desk = books.a_desk(url)
    try:
        return sorted(row.row.name for row in looking.today(desk).rows)
    finally:
        desk.close()


async def name_file(pilot: Any, path: object) -> None:
    await press(pilot, "i")
    await type_text(pilot, str(path))
    await press(pilot, "enter")


def content(url: str) -> bytes:
    """What the file of a book holds; nothing when it has gone."""
    path = Path(url)
    return path.read_bytes() if path.exists() else b""


# --- The three ways ---------------------------------------------------------------------------------------


async def test_an_empty_book_shows_three_ways(empty: str) -> None:
    async with the_app(empty) as pilot:
        assert isinstance(pilot.app.focused, Ways)
        for part in ("i  Import files", "s  Open the sample", "a  Type in a debtor"):
            assert part in screen_text(pilot.app)
        assert "choose" in screen_text(pilot.app).splitlines()[-1]


@pytest.mark.parametrize("keys", [["i"], ["enter"], ["down", "up", "enter"]])
async def test_a_way_by_letter_or_by_arrows(empty: str, keys: list[str]) -> None:
    async with the_app(empty) as pilot:
        await press(pilot, *keys)
        assert isinstance(pilot.app.screen, ImportScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.focused, Ways)


async def test_a_way_by_mouse(empty: str) -> None:
    async with the_app(empty) as pilot:
        await pilot.click("#ways", offset=(5, 2))
        await pilot.click("#ways", offset=(5, 2))
        await settled(pilot)
        assert isinstance(pilot.app.screen, NewcomerScreen)


async def test_keys_that_were_changed_are_told(empty: str) -> None:
    async with the_app(empty, keys={"import": ("b",), "sample": ("x",)}) as pilot:
        assert "b  Import files" in screen_text(pilot.app)
        assert "x  Open the sample" in screen_text(pilot.app)
        await press(pilot, "b")
        assert isinstance(pilot.app.screen, ImportScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 15)])
async def test_nothing_of_it_is_cut(empty: str, size: tuple[int, int]) -> None:
    async with the_app(empty, size) as pilot:
        assert "leaves." in said(pilot)
        assert line_with(pilot.app, "Type in a debtor").rstrip().endswith("name, phone, amount")
        await press(pilot, "i")
        assert "changes nothing." in said(pilot) or size[1] < 20
        await press(pilot, "escape", "a")
        assert "made if empty" in said(pilot)


async def test_a_list_that_is_empty_by_a_filter_shows_no_ways(book: str) -> None:
    async with the_app(book) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, TodayScreen)
        screen.narrow(screen.chosen._replace(creditor="Nobody SRL"), "", None)
        await settled(pilot)
        assert "Import files" not in screen_text(pilot.app)
        assert not isinstance(pilot.app.focused, Ways)


# --- Files ------------------------------------------------------------------------------------------------


async def test_a_file_is_looked_into_and_then_brought_in(empty: str, debts: Path) -> None:
    async with the_app(empty) as pilot:
        await name_file(pilot, debts)
        assert "debts.csv: 2 lines of portfolio: 2 new, 0 changed, 0 known, 0 refused" in said(pilot)
        assert "Nothing is written yet: 2 lines would come in." in said(pilot)
        assert people(empty) == []
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, TodayScreen)
        assert "Popescu Ion" in screen_text(pilot.app)
        assert "brought in: debts.csv: 2 lines of portfolio" in said(pilot)
        await press(pilot, "enter")
        assert "Ionescu Ana" in screen_text(pilot.app).splitlines()[0]


async def test_further_files_later(empty: str, debts: Path, tmp_path: Path) -> None:
    payments = a_file(tmp_path, "account_ref,paid_on,amount\nA1,2026-11-23,240.50\n", "paid.csv")
    async with the_app(empty) as pilot:
        await name_file(pilot, debts)
        await press(pilot, "enter")
        await name_file(pilot, payments)
        await press(pilot, "enter")
        assert "1,000" in line_with(pilot.app, "Ionescu Ana")
        await name_file(pilot, payments)
        assert "Nothing in it is new." in said(pilot)
        await press(pilot, "enter")
        assert "There is nothing in it to bring in." in said(pilot)


async def test_several_files_dropped_at_once_come_in_their_order(empty: str, tmp_path: Path) -> None:
    a_file(tmp_path, "account_ref,paid_on,amount\nA1,2026-11-23,240.50\n", "a paid.csv")
    a_file(tmp_path, HEAD + ANA, "debts.csv")
    async with the_app(empty) as pilot:
        await name_file(pilot, f"'{tmp_path}/a paid.csv' '{tmp_path}/debts.csv' ")
        assert "2 lines would come in" in said(pilot)
        await press(pilot, "enter")
        assert "1,000" in line_with(pilot.app, "Ionescu Ana")


async def test_rates_that_came_in_are_used_at_once(empty: str, tmp_path: Path) -> None:
    rates = a_file(tmp_path, "currency,rate,on\nEUR,5.00,2026-11-01\n", "rates.csv")
    async with the_app(empty) as pilot:
        await name_file(pilot, rates)
        await press(pilot, "enter")
        assert pilot.app.door.desk().office.rates["EUR"] == 5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("account_ref,name\nA1,Ana\n", "it lacks the columns debtor_ref, currency, balance"),
        ("Nume,Suma\nAna,5\n", "names no column that is known here"),
        ("", "is empty. Export it again"),
        ("%PDF-1.7 \n", "is a PDF"),
    ],
)
async def test_what_is_no_such_file_is_told_kindly(empty: str, tmp_path: Path, text: str, told: str) -> None:
    path = a_file(tmp_path, text)
    async with the_app(empty) as pilot:
        await name_file(pilot, path)
        assert told in said(pilot)
        assert pilot.app.focused.value == str(path), "what was typed stays"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, TodayScreen)


async def test_bad_paths_are_told_kindly(empty: str, tmp_path: Path) -> None:
    async with the_app(empty, (120, 40)) as pilot:
        await press(pilot, "i", "enter")
        assert "Which file? Type its path, or drop it here." in said(pilot)
        for path, told in (
            (tmp_path / "none.csv", "there is no such file"),
            (tmp_path, "is a folder"),
            ("~nobody-of-this-name/x.csv", "there is no such file"),
            ("x" * 300, "cannot be read"),
            ("'half", "there is no such file"),
        ):
            await type_text(pilot, str(path))
            await press(pilot, "enter")
            assert told in said(pilot)


async def test_a_file_without_permission_is_told(
    empty: str, debts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    async with the_app(empty) as pilot:
        await name_file(pilot, debts)
        assert "cannot be read (Permission denied). Check the permissions" in said(pilot)


async def test_refused_lines_are_named_the_first_of_them(empty: str, tmp_path: Path) -> None:
    wrong = "".join(f"A{n},D{n},Ana {n},RON,much,\n" for n in range(3, 12))
    async with the_app(empty) as pilot:
        await name_file(pilot, a_file(tmp_path, HEAD + ANA + wrong))
        assert "1 new, 0 changed, 0 known, 9 refused" in said(pilot)
        assert "line 3: balance: seen much, expected an amount" in said(pilot)
        assert "line 8: balance" in said(pilot)
        assert "line 9: balance" not in said(pilot)
        assert "and 3 more" in said(pilot)
        await press(pilot, "enter")
        assert "brought in: debts.csv: 10 lines of portfolio: 1 new" in said(pilot)
    assert people(empty) == ["Ionescu Ana"]


async def test_a_file_of_refused_lines_alone_brings_nothing(empty: str, tmp_path: Path) -> None:
    async with the_app(empty) as pilot:
        await name_file(pilot, a_file(tmp_path, HEAD + "A1,D1,,RON,5,\n"))
        assert "Nothing in it can be brought in." in said(pilot)
        await press(pilot, "enter", "escape", "escape")
        assert isinstance(pilot.app.focused, Ways)


async def test_esc_before_the_second_enter_writes_nothing(empty: str, debts: Path) -> None:
    async with the_app(empty) as pilot:
        await name_file(pilot, debts)
        await press(pilot, "escape")
        assert pilot.app.focused.value == str(debts)
        assert "Nothing is written yet" not in said(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.focused, Ways)
    assert people(empty) == []


async def test_two_enters_in_one_breath_do_not_bring_in_what_nobody_has_seen(
    empty: str, debts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = held_back(monkeypatch)
    async with the_app(empty) as pilot:
        await press(pilot, "i")
        pilot.app.focused.value = str(debts)
        await pilot.press("enter", "enter")
        gate.set()
        await settled(pilot)
        assert "Nothing is written yet" in said(pilot)


@pytest.mark.parametrize("step", ["look", "bring"])
async def test_stopped_in_the_middle_nothing_is_brought_in(
    empty: str, debts: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    async with the_app(empty) as pilot:
        if step == "bring":
            await name_file(pilot, debts)
        else:
            await press(pilot, "i")
            await type_text(pilot, str(debts))
        gate = held_back(monkeypatch)
        await pilot.press("enter")
        await pilot.press("escape")
        gate.set()
        await settled(pilot)
        if step == "bring":
            assert "Stopped; nothing was brought in." in said(pilot)
        assert pilot.app.focused.value == str(debts)
        await press(pilot, "escape")
        assert isinstance(pilot.app.focused, Ways)
    assert people(empty) == []


def held_back(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Imports wait at their first step until the gate is opened."""
    gate, read = threading.Event(), importing._read

    def slow(*args: Any) -> Any:
        gate.wait(10)
        return read(*args)

    monkeypatch.setattr(importing, "_read", slow)
    return gate


async def test_a_book_that_cannot_be_written_says_so(
    empty: str, debts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from collector.errors import BookError

    def locked(*_args: Any, **_more: Any) -> Any:
        raise BookError("locked", empty, "busy")

    monkeypatch.setattr(bringing, "import_files", locked)
    async with the_app(empty) as pilot:
        await name_file(pilot, debts)
        assert "is held by another program" in said(pilot)
        assert pilot.app.focused.value == str(debts)


async def test_tab_completes_the_path(empty: str, tmp_path: Path) -> None:
    (tmp_path / "my files").mkdir()
    a_file(tmp_path / "my files", "", "debts.csv")
    a_file(tmp_path / "my files", "", "debtors.csv")
    a_file(tmp_path / "my files", "", ".hidden")
    async with the_app(empty) as pilot:
        await press(pilot, "i")
        await type_text(pilot, f"{tmp_path}/MY")
        await press(pilot, "tab", *"de", "tab")
        assert pilot.app.focused.value == f"{tmp_path}/my files/debt"
        assert "debtors.csv · debts.csv" in screen_text(pilot.app)
        await press(pilot, "s", "tab")
        assert pilot.app.focused.value == f"{tmp_path}/my files/debts.csv"
        await press(pilot, "x", "tab")
        assert pilot.app.focused.value.endswith("debts.csvx")


# --- The sample -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("few_people")
async def test_the_sample_opens_in_a_place_of_its_own(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(empty)
    left: list[CollectorApp] = []

    def stay(app: CollectorApp) -> None:
        left.append(app)

    async with the_app(empty) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(CollectorApp, "exit", stay)
            await press(pilot, "s")
        assert left == [pilot.app]
        sample = pilot.app.goes_on
        assert sample is not None
        assert Path(sample.settings.book).is_relative_to(sample.folder.name)
        assert Path(sample.settings.state).is_relative_to(sample.folder.name)
    assert content(empty) == before
    with sample.folder:
        assert len(people(sample.settings.book)) > 40
        async with the_app(sample.settings.book, demo=True) as pilot:
            assert screen_text(pilot.app).startswith("Demo · Today")
    assert not content(sample.settings.book)


@pytest.mark.usefixtures("few_people")
def test_leaving_the_sample_comes_back_to_the_book(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, bool]] = []

    def shown_once(app: CollectorApp) -> None:
        shown.append((app.settings.book, app.demo))
        if len(shown) == 1:
            app.goes_on = bringing.sample(app.settings)

    monkeypatch.setattr(CollectorApp, "run", shown_once)
    assert app_module.run(settings(empty)) == 0
    assert [demo for _book, demo in shown] == [False, True, False]
    assert shown[0][0] == shown[2][0] == empty
    assert not Path(shown[1][0]).exists()


async def test_no_place_for_the_sample_is_told(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_how: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bringing.tempfile, "TemporaryDirectory", full)
    async with the_app(empty) as pilot:
        await press(pilot, "down", "enter")
        assert "There is no place for the sample (No space left on device)" in said(pilot)
        assert isinstance(pilot.app.focused, Ways)


# --- The first debtor ---------------------------------------------------------------------------------------


async def test_the_first_debtor_is_typed_and_the_card_opens(empty: str) -> None:
    async with the_app(empty) as pilot:
        await press(pilot, "a", *"Ionescu Ana", "down", *"0721000111", "down", *"1.240,50")
        await press(pilot, "down", "down", "down", *"15.09.")
        assert "+40721000111" in screen_text(pilot.app)
        assert "Tue 15 Sep" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AccountScreen)
        assert "Ionescu Ana" in screen_text(pilot.app).splitlines()[0]
        assert "1,240.50 RON" in screen_text(pilot.app).splitlines()[0]
        assert "saved: Ionescu Ana owes 1,240.50 RON, reference N-1 · F12 undo" in said(pilot)
        await press(pilot, "escape", "escape")
        assert "Ionescu Ana" in line_with(pilot.app, "▸")


async def test_undo_takes_the_first_debtor_back(empty: str) -> None:
    async with the_app(empty) as pilot:
        await press(pilot, "a", *"Ana", "down", "down", *"300", "enter", "f12")
        assert "taken back: Ana as a new debtor" in said(pilot)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.focused, Ways)
    assert people(empty) == []


@pytest.mark.parametrize(
    ("typed", "told", "field"),
    [
        ({"name": ""}, "Type the name.", "name"),
        ({"amount": ""}, "Type what is owed.", "amount"),
        ({"amount": "much"}, "much cannot be read. Expected an amount", "amount"),
        ({"amount": "0"}, "above zero", "amount"),
        ({"currency": "LEI"}, "a currency code", "currency"),
        ({"due_since": "soon"}, "soon is no day", "due_since"),
        ({"reference": "A1-1"}, "is taken: Ionescu Ana-Maria", "reference"),
    ],
)
async def test_what_is_wrong_is_told_in_its_field(
    book: str, typed: dict[str, str], told: str, field: str
) -> None:
    async with the_app(book) as pilot:
        await press(pilot, "a")
        for name, value in ({"name": "Ana", "amount": "300"} | typed).items():
            pilot.app.screen.query_one(f"#{name}").value = value
        await press(pilot, "enter")
        assert told in said(pilot)
        assert pilot.app.focused.id == field
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, TodayScreen)
    assert "Ana" not in people(book)


async def test_what_was_typed_is_there_again_the_next_time(empty: str, tmp_path: Path) -> None:
    state = str(tmp_path / "state")
    async with the_app(empty, state=state) as pilot:
        await press(pilot, "a", *"Ionescu", "escape", "a")
        assert pilot.app.focused.value == "Ionescu"
    async with the_app(empty, state=state) as pilot:
        await press(pilot, "a")
        assert pilot.app.focused.value == "Ionescu"
        assert pilot.app.screen.query_one("#currency").value == "RON"
        await press(pilot, "down", "down", *"300", "enter", "escape", "escape", "a")
        assert pilot.app.focused.value == "", "what was saved is no draft any more"


async def test_a_number_that_cannot_be_dialled_is_kept_and_told(empty: str) -> None:
    async with the_app(empty) as pilot:
        await press(pilot, "a", *"Ana", "down", *"12 next door")
        assert "kept as typed" in said(pilot)
        await press(pilot, "down", *"5", "enter")
        assert isinstance(pilot.app.screen, AccountScreen)


async def test_two_enters_in_one_breath_make_one_debtor(empty: str) -> None:
    async with the_app(empty) as pilot:
        await press(pilot, "a", *"Ana", "down", "down", *"300", "enter", "enter")
    assert people(empty) == ["Ana"]
