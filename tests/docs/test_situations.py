"""The page of situations is made from the phrase books; the guide to books tells what a book may hold."""

from __future__ import annotations

import tomllib

from collector import phrasebooks
from collector.rules.booklint import lint_book
from collector.rules.phrasebook import PARTS, PERIOD_OPENING, PIECES, PLACEHOLDERS, read_book
from collector.rules.situations import SITUATIONS
from collector.tones import tone_book
from tests.docs.markdown import DOCS, blocks, names, read, section, table
from tools import situations

GUIDE = read(DOCS / "how-to" / "write-a-phrase-book.md")


def test_the_page_of_situations_is_made_from_the_phrase_books() -> None:
    assert read(situations.PAGE) == situations.page(), "run `make pictures`"


def test_every_situation_is_shown_with_its_care_lines() -> None:
    page = read(situations.PAGE)
    for situation in SITUATIONS:
        assert f"### `{situation}`: " in page
    assert page.count("| for the client |") == page.count("| for the business |") == len(SITUATIONS)


def test_the_guide_tells_every_placeholder_part_and_line() -> None:
    told = names([row[0] for row in table(section(GUIDE, "Placeholders"), "placeholder")])
    assert sorted(told) == sorted(f"{{{name}}}" for name in PLACEHOLDERS)
    told = names([row[0] for row in table(section(GUIDE, "Parts of a card"), "part")])
    assert sorted(told) == sorted((*PARTS, PERIOD_OPENING))
    assert all(f"`{piece}`" in GUIDE for piece in PIECES)


def test_the_books_of_the_guide_load_and_pass() -> None:
    shipped = phrasebooks.shipped_book("ro")
    examples = [block.text for block in blocks(GUIDE) if block.info == "toml"]
    assert examples
    for text in examples:
        assert tomllib.loads(text)
        assert lint_book(read_book(text, shipped), "ro", tone_book()) == ()
