"""The post: files that come in and are imported, written as a story writes them, one line a row."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from collector.desk import importing, looking, telling
from collector.desk.importing import Imported
from collector.desk.opening import Desk
from collector.desk.telling import Json
from tests import books

DEBTS = """account_ref,debtor_ref,name,currency,balance,balance_on
A1,D1,Ion Popescu,RON,1000.00,2026-11-01
A2,D1,Ion Popescu,EUR,200.00,2026-11-01
A3,D2,Ștefan Țuțea,RON,500.00,2026-11-01"""
ON_16 = "2026-11-16T10:15"


class Counts(NamedTuple):
    """What came of the lines of a file."""

    new: int = 0
    changed: int = 0
    known: int = 0
    refused: int = 0


class Post(NamedTuple):
    """A tray for files beside a desk."""

    desk: Desk
    folder: Path

    def file(self, text: str, name: str = "file.csv") -> Path:
        path = self.folder / name
        path.write_text(text + "\n", encoding="utf-8")
        return path

    def comes(self, text: str, name: str = "file.csv", **options: bool | str) -> Imported:
        """A file comes and is imported."""
        return importing.import_files(self.desk, [self.file(text, name)], **options)[0]  # type: ignore[arg-type]

    def at(self, when: str) -> Post:
        """The same tray at another moment."""
        return self._replace(desk=books.on(self.desk, when))

    def account(self, ref: str) -> Json:
        """What the card tells of an account."""
        found = looking.resolve(self.desk, ref)
        shown = telling.show_json(self.desk, looking.card(self.desk, found.debtor_id), found.account_seq)
        account: Json = shown["accounts"][0]
        return account

    def debtor(self, ref: str) -> Json:
        shown = telling.show_json(
            self.desk, looking.card(self.desk, looking.resolve(self.desk, ref).debtor_id)
        )
        debtor: Json = shown["debtor"]
        return debtor

    def payments(self, ref: str = "A1") -> list[tuple[str, str, str]]:
        """The payments of an account: day, amount, of which so much went back."""
        return [(p["paid_on"], p["amount"], p["reversed"]) for p in self.account(ref)["payments"]]


def counts(imported: Imported) -> Counts:
    return Counts(imported.new, imported.changed, imported.known, imported.refused)


def wrong(imported: Imported) -> list[tuple[int, str | None, str]]:
    """The problems of a file: line, column, what was seen."""
    return [(problem.line, problem.column, problem.seen) for problem in imported.problems]


@pytest.fixture
def post(desk: Desk, tmp_path: Path) -> Post:
    """An empty book, and a tray for what comes in."""
    folder = tmp_path / "post"
    folder.mkdir()
    return Post(desk, folder)


@pytest.fixture
def debts(post: Post) -> Post:
    """The same after two debtors with three debts have come in."""
    assert counts(post.comes(DEBTS, "debts.csv")) == Counts(new=3)
    return post
