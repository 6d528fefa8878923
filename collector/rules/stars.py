"""Phrases that worked, as somebody marked them: the text of the book with its placeholders, never what was said to whom."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from typing import NamedTuple


class Star(NamedTuple):
    """A text of a phrase book that worked; `outcome` is what the call came to, one of OUTCOMES or empty."""

    language: str
    situation: str
    part: str
    text: str
    outcome: str = ""

    @property
    def marks(self) -> tuple[str, str, str, str]:
        """Which text it is, whatever came of it."""
        return self[:4]


def turned(stars: Iterable[Star], wanted: Star) -> tuple[Star, ...]:
    """The stars with this one, or without it when its text had one."""
    kept = tuple(star for star in stars)
    others = tuple(star for star in kept if star.marks != wanted.marks)
    return others if len(others) < len(kept) else (*kept, wanted)


def read_stars(text: str) -> tuple[Star, ...]:
    """The stars of a file; what is no star is passed over. ValueError when it is no TOML."""
    rows = tomllib.loads(text).get("starred", [])
    found = (_star(row) for row in rows) if isinstance(rows, list) else ()
    return tuple(star for star in found if star)


def write_stars(stars: Iterable[Star]) -> str:
    """The file, readable again with `read_stars`."""
    rows = ("\n".join(("[[starred]]", *map(_line, star._fields, star))) for star in stars)
    return "\n\n".join(rows) + "\n"


def _line(name: str, value: str) -> str:
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"  # a TOML text is written as a JSON one


def _star(row: object) -> Star | None:
    if not isinstance(row, dict):
        return None
    values = {name: row.get(name, "") for name in Star._fields}
    whole = all(isinstance(value, str) for value in values.values()) and values["text"]
    return Star(**values) if whole else None
