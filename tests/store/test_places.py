"""The places that tests are given for books: each finds what a book is when it is new, whatever was done before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from tests import books
from tests.books import november
from tests.places import FoundedFile, FoundedSchema

Lent = Callable[[], AbstractContextManager[str]]


@pytest.fixture
def lent(backend: str, tmp_path: Path) -> Iterator[Lent]:
    """A place with a new book, as one test after another gets it."""
    file, schema = FoundedFile(tmp_path), FoundedSchema()

    @contextmanager
    def copied() -> Iterator[str]:
        yield file.copy(tmp_path / "book.db")

    yield copied if backend == "sqlite" else schema.lent
    schema.forget()


def contents(url: str) -> object:
    desk = books.a_desk(url)
    found = books.everything(desk)
    desk.close()
    return found


def test_what_one_test_wrote_the_next_does_not_find(lent: Lent) -> None:
    with lent() as url:
        new = contents(url)
        desk = books.a_desk(url)
        books.promise(desk, books.a_debtor(desk), 100_00, november(27))
        desk.close()
        assert contents(url) != new
    with lent() as url:
        assert contents(url) == new


@pytest.mark.parametrize(
    "change",
    ["CREATE TABLE season (name TEXT)", "ALTER TABLE agent ADD COLUMN colour TEXT", "DROP TABLE work"],
)
def test_tables_that_were_changed_are_made_anew(change: str, lent: Lent) -> None:
    with lent() as url:
        new = contents(url)
        desk = books.a_desk(url)
        desk.book.write(lambda connection: connection.execute(sql(change)))
        desk.close()
    with lent() as url:
        assert contents(url).keys() == new.keys()  # type: ignore[attr-defined]
