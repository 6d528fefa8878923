"""What the first page asks of a file is, letter for letter, what the list asks of any book."""

from __future__ import annotations

from collector.store import worklist
from collector.store.statements import STATEMENTS
from tools import statements


def test_the_stored_text_is_that_of_the_statements() -> None:
    assert statements.FILE.read_text(encoding="utf-8") == statements.text(), "python -m tools.statements"


def test_every_question_of_the_first_page_has_its_text() -> None:
    assert set(STATEMENTS) == {*statements.OTHERS, *worklist.FIRST}
    assert all(":param" not in text for text, _ in STATEMENTS.values()), "a value nobody gives"
