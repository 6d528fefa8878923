"""The first page, read before the database library is there, is the page that the list would give; where it
could not be, it is not read so."""

from __future__ import annotations

from pathlib import Path

import pytest

from collector.config import Settings
from collector.desk import acting, early, leasing, looking
from collector.desk.early import Place
from collector.desk.entries import HoldEntry, OurPromiseEntry
from collector.desk.leaseholding import holder
from collector.desk.opening import Desk
from collector.tui import jobs
from collector.tui.behind import beforehand, lists
from collector.tui.jobs import Door
from tests import books
from tests.books import november
from tests.tui.stage import a_days_book, settings

MINE = holder("ana")
MOMENTS = ["2026-11-23T03:00", "2026-11-23T10:15", "2026-11-23T17:00", "2026-11-23T21:30", "2026-11-24T09:30"]


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "book.db")


def assert_same(told: Settings, limit: int = 100) -> None:
    """Rows, where the next ones begin, and the headline are those of the usual way."""
    desk = jobs.opened(told)._replace(holder=MINE)
    try:
        found = beforehand.first_page(told, MINE, limit)
        assert found is not None
        assert found == lists.first_page(desk, limit)
        assert beforehand.headline(told, MINE) == lists.headline(desk)
    finally:
        desk.close()


@pytest.mark.parametrize("limit", [1, 3, 100])
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("lang", ["en", "ro"])
def test_a_days_book_at_any_hour(book: str, moment: str, limit: int, lang: str) -> None:
    from collector import words

    words.use(lang)
    assert_same(settings(book, as_of=moment), limit)


def test_all_stretches_zones_numbers_and_references(place: str) -> None:
    desk = books.a_desk(books.a_book(place))
    zones = (None, "America/New_York", "Asia/Tokyo")
    for number, zone in enumerate(zones):
        new = books.a_debtor(
            desk, f"Nou {number}", time_zone=zone, phone=["0721 000 111", "12", "0744 5"], creditor="Beta"
        )
        acting.promise_ours(desk, *new, OurPromiseEntry("send_invoice", november(23)))
        for due in (20, 23, 27):
            debt = books.a_debtor(desk, f"Azi {due} {number}", time_zone=zone, currency="EUR")
            books.promised(desk, debt, 100_00, november(10), november(due))
        for kind in ("insolvency", "hardship"):
            debt = books.a_debtor(desk, f"{kind} {number}", time_zone=zone)
            acting.place_hold(desk, *debt, HoldEntry(kind, november(20)))
    desk.close()
    assert_same(settings(place))
    rows = beforehand.first_page(settings(place), MINE, 100)
    assert rows is not None
    assert {row.section for row in rows.rows} == {"now", "later", "wait"}
    assert {row.phone for row in rows.rows} == {"", "+40721000111"}


def test_an_empty_book(place: str) -> None:
    assert_same(settings(books.a_book(place)))


def test_who_else_has_a_card_open_is_told(place: str) -> None:
    desk = books.a_desk(a_days_book(place))
    dumitru = looking.resolve(desk, "D7-1").debtor_id
    marin = looking.resolve(desk, "M1-1").debtor_id
    other = holder("maria")
    leasing.take(desk, dumitru, other._replace(host="another-desk"))
    leasing.take(desk, marin, MINE)
    desk.close()
    page = beforehand.first_page(settings(place), MINE, 100)
    assert page is not None
    assert {row.who: row.held_by for row in page.rows if row.held_by} == {"Dumitru Elena": "maria"}
    assert_same(settings(place))


# --- Where it cannot be --------------------------------------------------------------------------------------


def first_page(place: str, as_of: str = books.MONDAY) -> object:
    return early.first_page(Place(place, as_of, MINE), 100)


def test_a_row_that_time_has_overtaken_is_left_to_the_usual_way(place: str) -> None:
    desk = books.a_desk(books.a_book(place))
    books.promise(desk, books.a_debtor(desk), 100_00, november(24))
    acting.place_hold(desk, *books.a_debtor(desk), HoldEntry("insolvency", november(26), november(27)))
    desk.close()
    read = {day: first_page(place, f"2026-11-{day}T10:15") is not None for day in (23, 24, 25, 26, 27, 28)}
    assert read == {23: True, 24: True, 25: True, 26: False, 27: False, 28: False}


def test_an_earlier_day_is_left_to_the_usual_way(place: str) -> None:
    a_days_book(place)
    assert first_page(place) is not None
    assert first_page(place, "2026-11-20T10:00") is None
    assert early.headline(Place(place, "2026-11-20T10:00", MINE)) is None


def test_a_place_without_a_book_of_ours_is_left_to_the_usual_way(tmp_path: Path, place: str) -> None:
    a_days_book(place)
    (tmp_path / "text.db").write_text("no book")
    (tmp_path / "cut.db").write_bytes(Path(place).read_bytes()[:5000])
    for where in ("text.db", "cut.db", "nobody.db", "."):
        assert first_page(str(tmp_path / where)) is None, where
    assert first_page("postgresql+psycopg://nobody@nowhere/book") is None


def test_a_book_of_another_schema_is_left_to_the_usual_way(place: str) -> None:
    import sqlite3

    a_days_book(place)
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE book SET schema_version = 99")
    connection.close()
    assert first_page(place) is None


def test_nothing_is_written_and_nothing_is_left_beside_the_book(tmp_path: Path, place: str) -> None:
    a_days_book(place)
    before = Path(place).read_bytes()
    assert first_page(place) is not None
    assert Path(place).read_bytes() == before
    assert [path.name for path in tmp_path.glob("book.db*")] == ["book.db"]


def test_the_door_gives_either_page(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    door = Door(settings(a_days_book(place)))
    soon = jobs.first_page(door)
    assert not door.is_open
    desk: Desk = door.desk()
    assert desk.holder == door.holder()
    monkeypatch.setattr(beforehand, "first_page", None)  # whoever called it now would be told
    assert jobs.first_page(door) == soon
    door.close()
