"""An agency's own phrase book: used when it is whole and well-mannered, else refused with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from collector import phrasebooks, words
from collector.rules.phrases import chosen
from collector.rules.stars import Star

GOOD = """
based_on = "shipped"
[broken_once]
ask = "A apărut o piedică? Vă propun {amount}, cel târziu {due_date}[, prin {method}]."
"""
RUDE = GOOD.replace("A apărut o piedică?", "Este ultima șansă.")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the settings file, empty."""
    monkeypatch.setattr(phrasebooks, "settings_path", lambda: tmp_path / "settings.toml")
    yield tmp_path
    phrasebooks._chosen.cache_clear()


def first_ask(language: str = "ro") -> str:
    return chosen(phrasebooks.phrase_book(language), "broken_once")["ask"].text


def test_without_an_own_book_the_shipped_one_is_used(folder: Path) -> None:
    assert phrasebooks.phrase_book("en") == phrasebooks.shipped_book("en")
    assert phrasebooks.problems() == []


def test_an_own_book_that_passes_is_used(folder: Path) -> None:
    (folder / "phrases.ro.toml").write_text(GOOD, "utf-8")
    assert phrasebooks.problems() == []
    assert first_ask().startswith("A apărut o piedică?")
    assert first_ask("en").startswith("Did something get in the way?")


REFUSED = [
    (RUDE, ["phrases.ro.toml is not used: broken_once.ask, rule F08, in 'ultima șansă'", "; better: "]),
    (GOOD.replace(", cel târziu {due_date}", ""), ["broken_once.ask, rule R02", "better: a sum and a day in the ask"]),
    (GOOD.replace("{amount}", "{sum}"), ["broken_once.ask; expected: a placeholder that exists, not {sum}"]),
    ("[broken_once]\nask = 'x'", ["broken_once; expected: the key opening, with a text"]),
    ("[broken_once\nask", ["phrases.ro.toml is not used; expected: a file in TOML"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), REFUSED)
def test_an_own_book_is_refused_with_the_reason(folder: Path, text: str, told: list[str]) -> None:
    (folder / "phrases.ro.toml").write_text(text, "utf-8")
    with words.speaking("en"):
        problems = "\n".join(phrasebooks.problems())
    assert all(each in problems for each in told), problems
    assert phrasebooks.phrase_book("ro") == phrasebooks.shipped_book("ro")


def test_a_file_in_another_encoding_is_told(folder: Path) -> None:
    (folder / "phrases.ro.toml").write_bytes("Bună ziua".encode("cp1250"))
    assert "phrases.ro.toml" in phrasebooks.problems()[0]
    assert phrasebooks.phrase_book("ro") == phrasebooks.shipped_book("ro")


def test_another_language_has_no_book(folder: Path) -> None:
    with pytest.raises(ValueError, match="hu"):
        phrasebooks.phrase_book("hu")


def test_a_starred_text_comes_first_until_the_star_is_taken_away(folder: Path) -> None:
    first, second = (phrase.text for phrase in phrasebooks.shipped_book("ro").cards["broken_once"]["ask"])
    star = Star("ro", "broken_once", "ask", second, "promise")
    assert phrasebooks.star(star) is True
    assert first_ask() == second
    assert phrasebooks.stars() == (star,)
    assert first_ask("en").startswith("Did something get in the way?")
    assert phrasebooks.star(star) is False
    assert first_ask() == first


def test_what_was_said_to_somebody_is_never_starred(folder: Path) -> None:
    with pytest.raises(ValueError, match=r"broken_once\.ask"):
        phrasebooks.star(Star("ro", "broken_once", "ask", "Vă propun 300 de lei, doamnă Ionescu."))
    assert list(folder.iterdir()) == []


def test_stars_that_cannot_be_read_are_no_stars(folder: Path) -> None:
    (folder / "starred.toml").write_text("[[starred", "utf-8")
    assert phrasebooks.stars() == ()
    assert phrasebooks.phrase_book("ro") == phrasebooks.shipped_book("ro")
