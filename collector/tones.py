"""The tone lists that come with the program, read once: `lint("…", "ro", tone_book())`."""

from __future__ import annotations

from functools import lru_cache

from collector.config import data_file
from collector.rules.tonelists import ToneBook, ToneLists, read_tone
from collector.words import LANGUAGES


@lru_cache(maxsize=1)
def tone_book() -> ToneBook:
    """The rules of every language."""
    return {language: _read(language) for language in LANGUAGES}


def _read(language: str) -> ToneLists:
    import tomllib

    with data_file("tone", f"{language}.toml").open("rb") as file:
        return read_tone(tomllib.load(file))
