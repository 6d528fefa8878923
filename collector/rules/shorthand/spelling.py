"""How short and plain words are written in full: the rows of data/spelling.txt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from collector.rules.shorthand.tokens import folded

# Where a spelling holds, beside the kinds of parts that a word can have been read as.
PLACES = ("alone", "modal", "plain", "before sum", "before number", "after say", "ro", "en", "")
KINDS = ("day", "hour", "sum", "word", "number", "plan")


class Spelt(NamedTuple):
    """One way to write a form in full. `where`: the place in which it holds; empty: anywhere."""

    full: str
    lang: str
    where: str


class Spelling:
    """Forms of one to four written words, each with its spellings; the first that fits its place holds."""

    def __init__(self, rows: Iterable[tuple[str, Spelt]] = ()) -> None:
        self._rows: dict[str, list[Spelt]] = {}
        for form, spelt in rows:
            self._rows.setdefault(form, []).append(spelt)
        self.firsts = {form.split()[0] for form in self._rows}

    def of(self, form: str) -> list[Spelt]:
        """The spellings of a form, given in lower case without diacritics."""
        return self._rows.get(form, [])


def read_spelling(text: str) -> list[tuple[str, Spelt]]:
    """The rows of a spelling file: forms, language, in full, where."""
    rows = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            forms, lang, full, where = (*(cell.strip() for cell in line.split(";")), "")[:4]
            rows += [(folded(form.strip())[0], Spelt(full, lang, where)) for form in forms.split(",")]
    return rows
