"""What we promise is always one of the things that the book knows."""

from __future__ import annotations

from datetime import datetime

import pytest

from collector.lexicons import lexicon
from collector.rules.records import OUR_PROMISES
from collector.rules.shorthand import read_note


@pytest.mark.parametrize(
    "line", ["trimit extras vn", "trimitem dovada", "trimit chitanta maine", "we send proof mon"]
)
def test_a_paper_that_the_book_has_no_word_for_is_other(line: str) -> None:
    note = read_note(line, datetime(2026, 11, 23, 10, 15), "RON", 1200_00, lexicon())
    assert note.our_promise is None or note.our_promise.what in OUR_PROMISES
