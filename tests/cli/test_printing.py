"""What is printed is safe, aligned, and no wider than asked."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.cli import printing
from collector.cli.printing import Column, cut, json_text, safe, table, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [("Ana", 3), ("Ștefan", 6), ("S\u0326tefan", 6), ("李小龍", 6), ("한글", 4), ("", 0), ("✓ ✗", 3)],
)
def test_the_columns_that_a_text_takes(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("Popescu", 7, "Popescu"),
        ("Popescu", 5, "Pope…"),
        ("Ana Maria", 5, "Ana…"),
        ("李小龍", 5, "李小…"),
        ("李小龍", 4, "李…"),
    ],
)
def test_a_long_text_is_cut_with_an_ellipsis(text: str, columns: int, shown: str) -> None:
    assert cut(text, columns) == shown


@given(st.text(), st.integers(1, 40))
def test_a_cut_text_fits(text: str, columns: int) -> None:
    assert width(cut(safe(text), columns)) <= columns


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ștefan Ionescu", "Ștefan Ionescu"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("two\nlines\tand\xa0more", "two lines and more"),
        ("\x9b2J", "\\x9b2J"),
        ("right\u202eleft", "right\\u202eleft"),
        ("half \udcff", "half \\udcff"),
    ],
)
def test_control_characters_are_spelt_out(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_printed(text: str) -> None:
    assert safe(text).isprintable()
    assert safe(safe(text)) == safe(text)


@given(st.text(st.characters(), max_size=30))
def test_json_says_the_same_and_hides_nothing(text: str) -> None:
    printed = json_text({"name": text})
    assert json.loads(printed) == {"name": text}
    printed.encode("utf-8")
    assert not [
        letter for letter in printed if not letter.isprintable() and letter in "\x1b\x7f\x9b\u202e\u200b"
    ]


def test_json_keeps_letters_as_they_are() -> None:
    assert json_text({"name": "Ștefan 李"}) == '{"name": "Ștefan 李"}'


def test_a_table_is_aligned_and_gives_way_where_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [Column("Who", least=8), Column("Sum", right=True)]
    assert list(table(columns, [("Ana", 5), ("Ștefan Ion", "1,240.00")])) == [
        "Who              Sum",
        "Ana                5",
        "Ștefan Ion  1,240.00",
    ]
    monkeypatch.setattr(printing, "screen_width", lambda: 19)
    assert list(table(columns, [("Ștefan Ionescu", "1,240.00")])) == [
        "Who             Sum",
        "Ștefan Io… 1,240.00",
    ]


@given(
    st.lists(
        st.tuples(st.text(max_size=90), st.text(max_size=90), st.integers(0, 10**9)), min_size=1, max_size=5
    )
)
def test_a_table_that_may_shrink_fits_the_screen(rows: list[tuple[str, str, int]]) -> None:
    columns = [Column("Name", least=6), Column("Why", least=6), Column("Sum", right=True)]
    assert max(width(line) for line in table(columns, rows)) <= printing.screen_width()


@pytest.mark.parametrize(("columns", "wide"), [("40", 80), ("80", 80), ("100", 100), ("400", 120)])
def test_the_screen_is_as_wide_as_the_terminal_within_reason(
    columns: str, wide: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert printing.screen_width() == wide
