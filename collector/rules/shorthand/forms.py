"""How the forms of the lexicon are written.

`contest*` is every word that begins so. `not|never paid` is either word, then `paid`. A round bracket holds choices of
several words, and may hold brackets; an empty choice may be left out: `(lost|has no|) (his job|work)`.
"""

from __future__ import annotations

import re

from collector.rules.shorthand.tokens import words_of

_PLAIN = re.compile(r"[^()|*]+")
_MARKS = re.compile(r"[()|]|[^\s()|]+")
Form = list["str | list[Form]"]  # words, and groups of choices


def parsed(form: str) -> Form:
    """The words and groups of a form. ValueError for brackets that do not match."""
    if _PLAIN.fullmatch(form):
        return list(words_of(form))
    marks = _MARKS.findall(form)
    found = _sequence(marks, bracket=False)
    if marks:
        raise ValueError(f"a bracket is missing in {form!r}")
    return found


def _sequence(marks: list[str], *, bracket: bool) -> Form:
    found: Form = []
    while marks and marks[0] != ")" and not (bracket and marks[0] == "|"):
        choices = _choices(marks)
        while not bracket and marks and marks[0] == "|":
            marks.pop(0)
            choices += _choices(marks)
        found += choices[0] if len(choices) == 1 else [choices]
    return found


def _choices(marks: list[str]) -> list[Form]:
    mark = marks.pop(0) if marks else ""
    if mark != "(":
        return [_pieces(mark)]
    found = [_sequence(marks, bracket=True)]
    while marks and marks[0] == "|":
        marks.pop(0)
        found.append(_sequence(marks, bracket=True))
    if not marks:
        raise ValueError("a bracket is not closed")
    marks.pop(0)
    return found


def _pieces(word: str) -> Form:
    if not word.endswith("*") or word == "*":
        return list(words_of(word))
    *words, last = words_of(word[:-1])
    return [*words, last + "*"]
