"""Filters saved by name: kept for the person and the book, whole or not at all, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from collector.errors import UsageError
from collector.tui.saved_filters import NAME_MOST, Kept, Saved, SavedFilters
from collector.tui.views import Filter

MINE = Saved("mine", Filter(assigned="ana"))
RISKY = Saved("Beta, risky", Filter(creditor="Beta Energie", band="E"))


def test_what_was_saved_is_there_again_for_this_book_only(tmp_path: Path) -> None:
    state = str(tmp_path)
    kept = SavedFilters(state, "/books/one.db")
    assert kept.read() == Kept(())
    kept.put(MINE)
    assert kept.put(RISKY).filters == (RISKY, MINE), "by name"
    assert SavedFilters(state, "/books/one.db").read().filters == (RISKY, MINE)
    assert SavedFilters(state, "/books/two.db").read().filters == ()


def test_one_of_the_same_name_gives_way_and_one_can_go(tmp_path: Path) -> None:
    kept = SavedFilters(str(tmp_path), "one.db")
    kept.put(MINE)
    other = Saved("mine", Filter(band="A"))
    assert kept.put(other) == Kept((other,), replaced=True)
    assert kept.drop("nobody's").filters == (other,)
    assert kept.drop("mine").filters == ()


def test_two_apps_do_not_write_over_each_other(tmp_path: Path) -> None:
    first, second = (SavedFilters(str(tmp_path), "one.db") for _ in range(2))
    first.put(MINE)
    second.put(RISKY)
    assert first.read().filters == (RISKY, MINE)


def test_names_are_one_line_and_not_endless(tmp_path: Path) -> None:
    kept = SavedFilters(str(tmp_path), "one.db").put(Saved("  a\n b " + "c" * 100, Filter(band="A")))
    assert kept.filters[0].name.startswith("a b c")
    assert len(kept.filters[0].name) == NAME_MOST


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    SavedFilters(str(tmp_path), "one.db").put(MINE)
    (file,) = (tmp_path / "filters").iterdir()
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"format": 2, "filters": []}',
        b'{"format": 1, "filters": [{"name": "x", "colour": "red"}]}',
        b'{"format": 1, "filters": [{"name": "x", "band": 5}]}',
        b'{"format": 1, "filters": [{"name": " "}]}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_set_aside_and_told(tmp_path: Path, content: bytes) -> None:
    kept = SavedFilters(str(tmp_path), "one.db")
    kept.put(MINE)
    (file,) = (tmp_path / "filters").iterdir()
    file.write_bytes(content)
    found = kept.read()
    assert found.filters == ()
    assert "damaged" in found.trouble
    assert file.with_suffix(".damaged").read_bytes() == content
    assert kept.read() == Kept(())
    assert kept.put(RISKY).filters == (RISKY,)


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "filters").write_text("a file where a folder should be")
    kept = SavedFilters(str(tmp_path), "one.db")
    assert "cannot be read" in kept.read().trouble
    with pytest.raises(UsageError, match="saved filters in"):
        kept.put(MINE)


def test_without_a_folder_they_live_as_long_as_the_app() -> None:
    kept = SavedFilters("", "one.db")
    kept.put(MINE)
    assert kept.read().filters == (MINE,)
    assert SavedFilters("", "one.db").read().filters == ()
