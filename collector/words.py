"""The language that people read: English in the source, other languages from the catalogues in `locale/`.

`use` chooses for the whole process, threads included; `speaking` for a stretch of work, as when the night
writes reasons in the book's language. Ask for a text when it is shown, never when a module is imported:
the language may not be chosen yet.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar, TypeVarTuple

LANGUAGES = ("ro", "en")
SOURCE = "en"
Ids = TypeVarTuple("Ids")
Said = TypeVar("Said")
FOLDER = Path(__file__).parent / "locale"

_of_process = SOURCE
_of_stretch: ContextVar[str | None] = ContextVar("language", default=None)


def use(language: str) -> None:
    """Speak this language (`ro`, `en`) from now on. Another one is our mistake: ValueError."""
    global _of_process  # noqa: PLW0603 - one process speaks one language; a ContextVar would not reach threads
    _of_process = _known(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak this language inside the `with` block, in this thread or task only."""
    token = _of_stretch.set(_known(language))
    try:
        yield
    finally:
        _of_stretch.reset(token)


def current_language() -> str:
    return _of_stretch.get() or _of_process


def gettext(message: str) -> str:
    """The text in the language in use; the English one where a catalogue lacks it."""
    if not message:
        return ""  # a catalogue keeps its own header under the empty text
    return _catalogue(current_language()).gettext(message)


_ = gettext


def ngettext(one: str, many: str, number: int) -> str:
    """The form for this number: in Romanian 1 rând, 2 rânduri, 20 de rânduri, 101 rânduri."""
    return _catalogue(current_language()).ngettext(one, many, number)


def told_once(words: Callable[[*Ids], Said]) -> Callable[[*Ids], Said]:
    """For a table of words asked thousands of times: what it says to the same ids, remembered for each language."""
    remembered = lru_cache(maxsize=1024)(lambda _language, *ids: words(*ids))

    def told(*ids: *Ids) -> Said:
        return remembered(current_language(), *ids)

    return told


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"no language {language!r} here, only {', '.join(LANGUAGES)}")
    return language


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    if language == SOURCE:
        return _gettext.NullTranslations()
    with (FOLDER / language / "LC_MESSAGES" / "collector.mo").open("rb") as file:
        return _gettext.GNUTranslations(file)
