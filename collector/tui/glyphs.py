"""The few signs that are drawn, each with a form for terminals that shall show plain letters only."""

from __future__ import annotations

from typing import NamedTuple


class Glyphs(NamedTuple):
    """One set of signs."""

    cursor: str
    rule: str
    dot: str
    cut: str
    none: str
    left: str
    right: str
    arrow: str


FULL = Glyphs(cursor="▸", rule="─", dot="·", cut="…", none="–", left="‹", right="›", arrow="→")
ASCII = Glyphs(cursor=">", rule="-", dot="-", cut="~", none="-", left="<", right=">", arrow="->")

_PLAIN = str.maketrans(
    {
        "·": "-",
        "…": ".",
        "–": "-",
        "→": ">",
        "−": "-",
        "✓": "v",
        "✗": "x",
        "↷": ">",
        "○": ".",
        "×": "x",
        "─": "-",
    }
    | {"▸": ">", "‹": "<", "›": ">", "█": "#", "░": "."}
)


def plain(text: str) -> str:
    """Our own signs in a sentence replaced; letters of names and of the language stay."""
    return text.translate(_PLAIN)
