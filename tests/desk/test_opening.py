"""Founding a book, and sitting down at one."""

from __future__ import annotations

import errno
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from collector.desk import opening
from collector.desk.opening import Desk, Founding
from collector.errors import BookError, UsageError
from collector.store import reading
from tests import books
from tests.books import Wall


def test_a_new_book_holds_what_the_firm_decided_from_the_beginning(book_url: str, wall: Wall) -> None:
    books.a_book(
        book_url, firm="Recuperări SRL", currency="eur", country="de", calendar="DE-BY", zone="Europe/Berlin",
        policy="none", grace_days=3, tolerance=90, horizon=20, lang="ro",
    )  # fmt: skip
    desk = books.a_desk(book_url, "1900-01-01T09:00")
    office = desk.office
    assert (office.firm, office.currency, office.country, office.zone) == (
        "Recuperări SRL",
        "EUR",
        "DE",
        "Europe/Berlin",
    )
    assert (office.policy, office.calendar, office.lang) == ("none", "DE-BY", "ro")
    (terms,) = office.terms
    assert (terms.grace_days, terms.tolerance_percent, terms.horizon_days, terms.plan_horizon_days) == (
        3,
        90,
        20,
        366,
    )
    assert (terms.from_on, terms.calendar, terms.creditor) == (date(1900, 1, 1), "DE-BY", None)
    assert desk.policy.id == "none"
    desk.close()


def test_the_defaults_are_those_of_the_contract(desk: Desk) -> None:
    office = desk.office
    assert (office.firm, office.currency, office.country, office.zone) == (
        "collector",
        "RON",
        "RO",
        "Europe/Bucharest",
    )
    assert (office.policy, office.calendar) == ("ro-strict", "RO")
    assert office.terms[0][2:6] == (2, 95, 30, 366)
    with desk.book.reading() as connection:
        assert len(reading.office(connection, desk.today()).book_id) == 36


def test_each_book_has_a_name_of_its_own(tmp_path: Path) -> None:
    names = set()
    for number in range(2):
        desk = books.a_desk(books.a_book(str(tmp_path / f"{number}.db")))
        names.add(desk.office.book_id)
        desk.close()
    assert len(names) == 2


UNUSABLE: list[tuple[str, Any, str]] = [
    ("currency", "LEI", "--currency"),
    ("currency", "", "--currency"),
    ("country", "ROU", "--country"),
    ("country", "R1", "--country"),
    ("zone", "Europe/Bucuresti", "Time zone"),
    ("policy", "nice", "contact policy"),
    ("policy", "../ro-strict", "contact policy"),
    ("calendar", "XX", "--calendar"),
    ("calendar", "DE-XX", "--calendar"),
    ("grace_days", -1, "--grace-days"),
    ("grace_days", 367, "--grace-days"),
    ("tolerance", 0, "--tolerance"),
    ("tolerance", 101, "--tolerance"),
    ("horizon", 0, "--horizon"),
    ("firm", "  ", "--firm"),
]


def test_what_cannot_be_used_is_named_and_no_book_is_begun(sqlite_path: Path) -> None:
    for field, value, named in UNUSABLE:
        with pytest.raises(UsageError, match=named):
            books.a_book(str(sqlite_path), **{field: value})
        assert not sqlite_path.exists(), field


def test_no_calendar_and_the_countrys_own(tmp_path: Path) -> None:
    assert opening.checked(Founding(calendar="none")).calendar == "none"
    assert opening.checked(Founding(country="at")).calendar == "AT"


def test_a_book_is_made_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    place = tmp_path / "new" / "folder" / "book.db"
    books.a_desk(books.a_book(str(place))).close()
    assert [path.name for path in place.parent.iterdir()] == ["book.db"]


@pytest.mark.parametrize("there", ["file", "folder", "book"])
def test_what_is_there_is_never_overwritten(there: str, sqlite_path: Path) -> None:
    if there == "file":
        sqlite_path.write_text("shopping list")
    elif there == "folder":
        sqlite_path.mkdir()
    else:
        books.a_book(str(sqlite_path))
    before = sqlite_path.read_bytes() if sqlite_path.is_file() else None
    with pytest.raises(UsageError, match="never overwritten"):
        books.a_book(str(sqlite_path))
    assert (sqlite_path.read_bytes() if sqlite_path.is_file() else None) == before


def test_two_who_found_the_same_book_at_once_get_one(
    sqlite_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second finds the place free when it looks, and taken when it wants to put its book there."""
    books.a_book(str(sqlite_path))
    before = sqlite_path.read_bytes()
    monkeypatch.setattr(opening.database, "book_exists", lambda where: False)
    with pytest.raises(UsageError, match="never overwritten"):
        books.a_book(str(sqlite_path))
    assert sqlite_path.read_bytes() == before
    assert not [path for path in sqlite_path.parent.iterdir() if path.name.startswith(".")]


def test_a_disk_without_hard_links_does_as_well(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*paths: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    books.a_desk(books.a_book(str(sqlite_path))).close()
    monkeypatch.setattr(opening.database, "book_exists", lambda where: False)
    with pytest.raises(UsageError, match="never overwritten"):
        books.a_book(str(sqlite_path))


def test_where_nothing_can_be_written_no_book_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(BookError) as refused:
        books.a_book(str(tmp_path / "file" / "book.db"))
    assert refused.value.kind == "read_only"


def test_where_no_folder_has_room_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(BookError) as refused:
        books.a_book(str(tmp_path / "new" / "book.db"))
    assert refused.value.kind == "full"


def test_at_a_desk_the_day_is_the_offices(book_url: str, wall: Wall) -> None:
    books.a_book(book_url, zone="Asia/Tokyo")
    desk = books.a_desk(book_url, None)
    wall.moment = books.at("2026-11-23T18:00")  # 01:00 on the 24th in Tokyo
    assert desk.today() == date(2026, 11, 24)
    assert desk.end_of_day(desk.today()) - desk.now() > books.timedelta(hours=22)
    desk.close()


def test_a_moment_that_cannot_be_read_is_refused_and_the_book_let_go(desk: Desk, founded_url: str) -> None:
    with pytest.raises(UsageError, match="--as-of"):
        books.a_desk(founded_url, "yesterday")


def test_terms_told_while_at_work_hold_after_reopening(desk: Desk) -> None:
    from collector.store import writing

    stricter = desk.office.terms[0]._replace(from_on=date(2026, 11, 1), grace_days=0)
    desk.book.write(lambda connection: writing.add_terms(connection, stricter))
    assert len(desk.office.terms) == 1
    assert [terms.grace_days for terms in opening.reopened(desk).office.terms] == [2, 0]
